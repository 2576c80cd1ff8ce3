//! Text on its way to a line: made inert, cut into words, broken into lines.

use crate::display::Color;
use crate::fonts::{Face, Fonts};

/// A piece of text in one face and colour.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    pub(crate) face: Face,
    pub(crate) color: Color,
    pub(crate) text: String,
}

impl Span {
    pub(crate) fn new(face: Face, color: Color, text: impl AsRef<str>) -> Self {
        Self {
            face,
            color,
            text: inert(text.as_ref()),
        }
    }

    /// Ordinary text.
    pub(crate) fn plain(text: impl AsRef<str>) -> Self {
        Self::new(Face::Sans, Color::INK, text)
    }

    /// Text that must not be overlooked.
    pub(crate) fn strong(text: impl AsRef<str>) -> Self {
        Self::new(Face::SemiBold, Color::INK, text)
    }

    /// What a machine made: ids, hashes, serials, commands.
    pub(crate) fn mono(text: impl AsRef<str>) -> Self {
        Self::new(Face::Mono, Color::INK, text)
    }

    /// Secondary text.
    pub(crate) fn faint(text: impl AsRef<str>) -> Self {
        Self::new(Face::Sans, Color::INK_2, text)
    }
}

/// Makes text inert: what steers a reader's display instead of being read is
/// written out by its number, and every kind of white space is one space.
pub(crate) fn inert(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{a0}' | '\u{202f}' => clean.push('\u{a0}'),
            '\t' | '\n' | '\r' => clean.push(' '),
            _ if steers(character) => clean.push_str(&format!("<U+{:04X}>", u32::from(character))),
            _ if character.is_whitespace() => clean.push(' '),
            _ => clean.push(character),
        }
    }
    clean
}

/// Controls, bidi marks, joiners, variation selectors, private use, tags.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(u32::from(character),
            0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
            | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0xFFFE..=0xFFFF | 0xE000..=0xF8FF
            | 0xE0000..=0xE0FFF | 0xF0000..=0x10_FFFF)
}

/// What fits on one line: pieces with their width in points.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) spans: Vec<Span>,
    pub(crate) width: f32,
    /// White space above, where a paragraph begins in a cell.
    pub(crate) above: f32,
}

/// A word of one span. Words that touch (`glued`) stay on one line.
struct Word {
    span: Span,
    width: f32,
    glued: bool,
}

/// Breaks spans into lines of at most `width` points.
pub(crate) fn lines(fonts: &Fonts, spans: &[Span], size: f32, width: f32) -> Vec<Line> {
    let mut setter = Setter {
        fonts,
        size,
        width,
        lines: Vec::new(),
        line: Line::default(),
    };
    let words = words(fonts, spans, size);
    let mut start = 0;
    while start < words.len() {
        let end = start
            + 1
            + words[start + 1..]
                .iter()
                .take_while(|word| word.glued)
                .count();
        setter.place(&words[start..end]);
        start = end;
    }
    setter.finish()
}

fn words(fonts: &Fonts, spans: &[Span], size: f32) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut spaced = true;
    for span in spans {
        for (index, text) in span.text.split(' ').enumerate() {
            spaced |= index > 0;
            if text.is_empty() {
                continue;
            }
            let span = Span {
                text: text.to_owned(),
                ..span.clone()
            };
            let width = fonts.width(span.face, text, size);
            words.push(Word {
                span,
                width,
                glued: !spaced,
            });
            spaced = false;
        }
    }
    words
}

struct Setter<'a> {
    fonts: &'a Fonts,
    size: f32,
    width: f32,
    lines: Vec<Line>,
    line: Line,
}

impl Setter<'_> {
    fn place(&mut self, group: &[Word]) {
        let width: f32 = group.iter().map(|word| word.width).sum();
        let space = self.space();
        if self.line.width + space + width > self.width && !self.line.spans.is_empty() {
            self.next_line();
            return self.place(group);
        }
        if width > self.width {
            return group
                .iter()
                .for_each(|word| self.place_in_parts(&word.span));
        }
        if let Some(last) = self.line.spans.last_mut() {
            last.text.push(' ');
            self.line.width += space;
        }
        for word in group {
            self.push(&word.span, word.width);
        }
    }

    /// The space after the last word so far, in that word's face.
    fn space(&self) -> f32 {
        let face = self.line.spans.last().map(|last| last.face);
        face.map_or(0.0, |face| self.fonts.width(face, " ", self.size))
    }

    /// Appends to the last span of the line where face and colour agree.
    fn push(&mut self, span: &Span, width: f32) {
        self.line.width += width;
        match self.line.spans.last_mut() {
            Some(last) if last.face == span.face && last.color == span.color => {
                last.text.push_str(&span.text);
            }
            _ => self.line.spans.push(span.clone()),
        }
    }

    /// A word wider than the line: broken, never cut.
    fn place_in_parts(&mut self, span: &Span) {
        let mut rest = span.text.as_str();
        while !rest.is_empty() {
            let end = self.fitting(span.face, rest);
            let part = Span {
                text: rest[..end].to_owned(),
                ..span.clone()
            };
            let width = self.fonts.width(span.face, &part.text, self.size);
            self.push(&part, width);
            rest = &rest[end..];
            if !rest.is_empty() {
                self.next_line();
            }
        }
    }

    /// How many bytes of `word` go on this line: all, or up to a good place to
    /// break. Kerning is left out: it only ever moves a break by a hair.
    fn fitting(&self, face: Face, word: &str) -> usize {
        let room = self.width - self.line.width;
        let mut width = 0.0;
        let mut fits = 0;
        for (index, character) in word.char_indices() {
            let end = index + character.len_utf8();
            width += self.fonts.width(face, &word[index..end], self.size);
            if width > room && fits > 0 {
                return good_break(word, fits);
            }
            fits = end;
        }
        word.len()
    }

    fn next_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
    }

    fn finish(mut self) -> Vec<Line> {
        if !self.line.spans.is_empty() || self.lines.is_empty() {
            self.next_line();
        }
        self.lines
    }
}

/// Moves a break back so that no less than three characters go over.
fn leave_some(word: &str, fits: usize) -> usize {
    const LEAST: usize = 3;
    let over = word[fits..].chars().count();
    let back = LEAST.saturating_sub(over);
    match word[..fits]
        .char_indices()
        .rev()
        .nth(back.saturating_sub(1))
    {
        Some((index, _)) if back > 0 && index > 0 => index,
        _ => fits,
    }
}

/// Hexadecimal breaks at eights, other words after punctuation in their last half.
fn good_break(word: &str, fits: usize) -> usize {
    const GROUP: usize = 8;
    if fits >= GROUP && word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return fits - fits % GROUP;
    }
    let fits = leave_some(word, fits);
    match word[..fits].rfind(['/', '-', ':', '.', '_', '=', ',']) {
        Some(index) if index + 1 > fits / 2 => index + 1,
        _ => fits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: f32) -> Vec<String> {
        lines(&Fonts::embedded(), &[Span::plain(text)], 10.0, width)
            .into_iter()
            .map(|line| line.spans.into_iter().map(|span| span.text).collect())
            .collect()
    }

    #[test]
    fn lines_break_at_spaces_and_fit() {
        let fonts = Fonts::embedded();
        let spans = [Span::plain(
            "The checkpoint of the log names its size and its root hash.",
        )];
        let set = lines(&fonts, &spans, 10.0, 90.0);
        assert!(set.len() > 2);
        assert!(set.iter().all(|line| line.width <= 90.0));
        assert!(set.iter().all(|line| !line.spans[0].text.starts_with(' ')));
    }

    #[test]
    fn no_break_space_holds_an_amount_together() {
        for line in set("limit of EUR\u{a0}50,000.00 an order", 70.0) {
            assert_eq!(line.contains("EUR"), line.contains("50,000.00"), "{line}");
        }
    }

    #[test]
    fn long_hash_wraps_at_eights_and_loses_nothing() {
        let hash = "0123456789ABCDEF".repeat(4);
        let set = set(&hash, 150.0);
        assert!(set.len() > 1);
        assert!(
            set.iter()
                .all(|line| line.len() % 8 == 0 && !line.contains('…'))
        );
        assert_eq!(set.concat(), hash);
    }

    #[test]
    fn word_of_any_length_is_broken_never_cut() {
        let word = "Donaudampfschifffahrtsgesellschaft".repeat(40);
        assert_eq!(set(&word, 60.0).concat(), word);
    }

    #[test]
    fn punctuation_stays_with_the_span_before_it() {
        let fonts = Fonts::embedded();
        let spans = [
            Span::plain("the log of"),
            Span::plain(" "),
            Span::mono("bot-1"),
            Span::plain("."),
        ];
        for width in [40.0, 60.0, 80.0] {
            let set = lines(&fonts, &spans, 10.0, width);
            assert!(set.iter().all(|line| line.spans[0].text != "."), "{width}");
        }
    }

    #[test]
    fn bidi_and_control_characters_are_written_out() {
        assert_eq!(inert("a\u{202e}b\u{0}c"), "a<U+202E>b<U+0000>c");
        assert_eq!(inert("two\nlines"), "two lines");
        assert_eq!(inert("<b>Müller</b>"), "<b>Müller</b>");
    }
}
