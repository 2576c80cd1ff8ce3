//! What any text that people or machines hand in must satisfy.

use crate::problem::{Code, Problem};

/// Characters that change the direction or order in which text is shown (Unicode TR 9), and
/// invisible ones that make two different names look alike. A name that reads differently from
/// what is signed must never reach an officer's eyes.
fn deceives_the_eye(c: char) -> bool {
    matches!(
        c,
        '\u{061C}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// Checks free text: not empty, at most `max` characters, no control and no deceptive characters.
pub fn check(field: &str, text: &str, max: usize) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::new(field, Code::Empty));
    }
    let length = text.chars().count();
    if length > max {
        return Err(Problem::new(field, Code::TooLong { length, max }));
    }
    match text
        .chars()
        .find(|c| c.is_control() || deceives_the_eye(*c))
    {
        Some(c) if c.is_control() => Err(Problem::new(
            field,
            Code::ControlCharacter {
                code_point: u32::from(c),
            },
        )),
        Some(c) => Err(Problem::new(
            field,
            Code::BidiControl {
                code_point: u32::from(c),
            },
        )),
        None => Ok(()),
    }
}

/// Checks text made only of characters that `allowed` takes.
pub(crate) fn check_token(
    field: &str,
    text: &str,
    max: usize,
    allowed: impl Fn(char) -> bool,
) -> Result<(), Problem> {
    check(field, text, max)?;
    match text.chars().find(|c| !allowed(*c)) {
        Some(character) => Err(Problem::new(field, Code::CharacterNotAllowed { character })),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bidi_and_control_characters_are_told_apart() {
        assert_eq!(
            check("f", "safe\u{202E}exe", 64).map_err(|p| p.code),
            Err(Code::BidiControl { code_point: 0x202E })
        );
        assert_eq!(
            check("f", "a\u{0}b", 64).map_err(|p| p.code),
            Err(Code::ControlCharacter { code_point: 0 })
        );
        assert_eq!(check("f", "Dr. Ødegård-Šimić Ωμέγα", 64), Ok(()));
    }

    #[test]
    fn ten_thousand_characters_are_too_long() {
        assert_eq!(
            check("f", &"x".repeat(10_000), 64).map_err(|p| p.code),
            Err(Code::TooLong {
                length: 10_000,
                max: 64
            })
        );
    }
}
