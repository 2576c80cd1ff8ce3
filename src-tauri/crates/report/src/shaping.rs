//! Shaping: from characters to glyphs with their places. Words are shaped
//! once and kept; a line is made of its words.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rustybuzz::ttf_parser::Tag;
use rustybuzz::{BufferClusterLevel, Direction, Feature, Script, ShapePlan, UnicodeBuffer};

use crate::fonts::{Face, Fonts};

/// One glyph of shaped text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Glyph {
    /// Its number in the whole font program.
    pub(crate) id: u16,
    /// The characters that it stands for.
    pub(crate) text: String,
    /// What to add to its own width, in thousandths of an em.
    pub(crate) kern: i32,
    /// How far right of the pen it stands, in thousandths of an em.
    pub(crate) shift: i32,
}

/// Shaped text of one face.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Run {
    pub(crate) face: Face,
    pub(crate) glyphs: Vec<Glyph>,
    /// In thousandths of an em.
    pub(crate) width: i32,
}

impl Run {
    fn extend(&mut self, more: &Self) {
        self.glyphs.extend(more.glyphs.iter().cloned());
        self.width += more.width;
    }

    /// Width in points at a size in points.
    pub(crate) fn width_at(&self, size: f32) -> f32 {
        per_mille(self.width) * size
    }
}

/// Thousandths of an em as a factor.
#[expect(
    clippy::cast_precision_loss,
    reason = "a line is far below 2^24 thousandths of an em"
)]
pub(crate) fn per_mille(units: i32) -> f32 {
    units as f32 / 1000.0
}

type Words = HashMap<(Face, String), Rc<[Run]>>;

/// What was shaped before.
#[derive(Default)]
pub(crate) struct Cache {
    words: RefCell<Words>,
    plans: RefCell<HashMap<(Face, Script), Rc<ShapePlan>>>,
}

impl Fonts {
    /// Width in points of `text` at `size`.
    pub(crate) fn width(&self, face: Face, text: &str, size: f32) -> f32 {
        let word = |piece| {
            self.word(face, piece)
                .iter()
                .map(|run| run.width)
                .sum::<i32>()
        };
        let width: i32 = pieces(text).map(word).sum();
        per_mille(width) * size
    }

    /// Shapes text; characters that Mono lacks are set in Sans.
    pub(crate) fn shape(&self, face: Face, text: &str) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for piece in pieces(text) {
            for run in self.word(face, piece).iter() {
                match runs.last_mut() {
                    Some(last) if last.face == run.face => last.extend(run),
                    _ => runs.push(run.clone()),
                }
            }
        }
        runs
    }

    fn word(&self, face: Face, word: &str) -> Rc<[Run]> {
        let key = (face, word.to_owned());
        if let Some(runs) = self.cache.words.borrow().get(&key) {
            return Rc::clone(runs);
        }
        let runs: Rc<[Run]> = self.shape_word(face, word).into();
        self.cache.words.borrow_mut().insert(key, Rc::clone(&runs));
        runs
    }

    fn shape_word(&self, face: Face, text: &str) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let chosen = self.face_for(face, first);
            let end = rest
                .char_indices()
                .find(|(_, character)| self.face_for(face, *character) != chosen)
                .map_or(rest.len(), |(index, _)| index);
            runs.push(self.shape_in(chosen, &rest[..end]));
            rest = &rest[end..];
        }
        runs
    }

    fn face_for(&self, face: Face, character: char) -> Face {
        if face == Face::Mono && !self.covers(Face::Mono, character) {
            Face::Sans
        } else {
            face
        }
    }

    fn shape_in(&self, face: Face, text: &str) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        // So that a mark without a composed form keeps its own character.
        buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
        buffer.set_direction(Direction::LeftToRight);
        buffer.guess_segment_properties();
        let plan = self.plan(face, buffer.script());
        let shaped = rustybuzz::shape_with_plan(self.face(face), &plan, buffer);
        let infos = shaped.glyph_infos();
        let mut run = Run {
            face,
            glyphs: Vec::with_capacity(infos.len()),
            width: 0,
        };
        for (index, (info, position)) in infos.iter().zip(shaped.glyph_positions()).enumerate() {
            let id =
                u16::try_from(info.glyph_id).expect("a TrueType font has at most 65,535 glyphs");
            run.width += position.x_advance;
            run.glyphs.push(Glyph {
                id,
                text: cluster(text, infos, index),
                kern: position.x_advance - i32::from(self.advance(face, id)),
                shift: position.x_offset,
            });
        }
        run
    }

    fn plan(&self, face: Face, script: Script) -> Rc<ShapePlan> {
        // A ligature would need several characters under one glyph and reads back worse.
        let off = |tag: &[u8; 4]| Feature::new(Tag::from_bytes(tag), 0, ..);
        let features = [off(b"liga"), off(b"clig"), off(b"dlig"), off(b"calt")];
        let mut plans = self.cache.plans.borrow_mut();
        let plan = plans.entry((face, script)).or_insert_with(|| {
            let face = self.face(face);
            Rc::new(ShapePlan::new(
                face,
                Direction::LeftToRight,
                Some(script),
                None,
                &features,
            ))
        });
        Rc::clone(plan)
    }
}

/// Words and single spaces, in order.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(' ')
        .flat_map(|piece| match piece.strip_suffix(' ') {
            Some(word) => [word, " "],
            None => [piece, ""],
        })
}

/// The characters behind a glyph; the first glyph of a cluster has all of them.
fn cluster(text: &str, infos: &[rustybuzz::GlyphInfo], index: usize) -> String {
    let start = infos[index].cluster as usize;
    if index > 0 && infos[index - 1].cluster as usize == start {
        return String::new();
    }
    let end = infos[index..]
        .iter()
        .map(|info| info.cluster as usize)
        .find(|next| *next > start)
        .unwrap_or(text.len());
    text[start..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_mono_lacks_is_set_in_sans() {
        let runs = Fonts::embedded().shape(Face::Mono, "aαb");
        let faces: Vec<Face> = runs.iter().map(|run| run.face).collect();
        assert_eq!(faces, [Face::Mono, Face::Sans, Face::Mono]);
    }

    #[test]
    fn every_character_comes_back_from_its_glyphs() {
        let fonts = Fonts::embedded();
        for text in ["affinity file", "VAT To", "e\u{301}a", "ΑΒΓ αβγ"] {
            let back: String = fonts
                .shape(Face::Sans, text)
                .iter()
                .flat_map(|run| run.glyphs.iter().map(|glyph| glyph.text.clone()))
                .collect();
            assert_eq!(back, text);
        }
    }

    #[test]
    fn width_is_the_sum_of_advances_and_kerning() {
        let fonts = Fonts::embedded();
        for run in fonts.shape(Face::Sans, "Verwaltung AV") {
            let sum: i32 = run
                .glyphs
                .iter()
                .map(|glyph| i32::from(fonts.advance(Face::Sans, glyph.id)) + glyph.kern)
                .sum();
            assert_eq!(sum, run.width);
        }
    }
}
