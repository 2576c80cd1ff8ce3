//! What a person types to find an event: the beginning of an id, or any text.

/// Shorter runs of hexadecimal digits are words, too.
const DIGITS: usize = 6;

/// The id that a text may be the beginning of, in the two ways in which subjects may spell it.
pub(super) fn id(typed: &str) -> Option<[String; 2]> {
    let upper = typed.to_uppercase();
    let lower = typed.to_lowercase();
    if ["REQ-", "CHG-", "HOLD-"]
        .iter()
        .any(|kind| upper.starts_with(kind))
    {
        return Some([upper.clone(), upper]);
    }
    if lower.starts_with("officer-") {
        return Some([lower.clone(), lower]);
    }
    // Serials are pasted in groups, or with colons as OpenSSL prints them. Tokens say theirs in
    // lower case.
    let is_digit = |c: &char| !c.is_whitespace() && *c != ':';
    let digits = |text: String| text.chars().filter(is_digit).collect::<String>();
    let (upper, lower) = (digits(upper), digits(lower));
    let hex = upper.bytes().all(|byte| byte.is_ascii_hexdigit());
    (hex && upper.len() >= DIGITS).then_some([upper, lower])
}

/// A text that is looked for in leaves, in whatever case.
#[derive(Debug)]
pub(super) struct Needle(String);

impl Needle {
    pub(super) fn new(typed: &str) -> Self {
        let quoted = serde_json::to_string(typed).expect("text has a JSON form");
        Self(quoted[1..quoted.len() - 1].to_lowercase())
    }

    /// True if a value of the leaf holds the text; the names of its fields do not count.
    pub(super) fn is_in(&self, leaf: &[u8]) -> bool {
        let Ok(leaf) = std::str::from_utf8(leaf) else {
            return false;
        };
        let leaf = match leaf.is_ascii() {
            true => leaf.to_ascii_lowercase(),
            false => leaf.to_lowercase(),
        };
        leaf.match_indices(&self.0)
            .any(|(at, found)| !is_in_name(&leaf.as_bytes()[at + found.len()..]))
    }
}

/// True if the text before `rest` stands in the name of a field: its quotation mark is followed by
/// a colon. Canonical JSON has no space between them.
fn is_in_name(rest: &[u8]) -> bool {
    let mut escaped = false;
    let quote = rest.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    quote.is_some_and(|at| rest.get(at + 1) == Some(&b':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_known_by_their_beginning_in_any_case() {
        let cases = [
            ("req-2026-00", Some(["REQ-2026-00", "REQ-2026-00"])),
            ("CHG-", Some(["CHG-", "CHG-"])),
            ("Hold-2026", Some(["HOLD-2026", "HOLD-2026"])),
            ("OFFICER-02", Some(["officer-02", "officer-02"])),
            ("55:8e:f6:4e", Some(["558EF64E", "558ef64e"])),
            ("558E F64E", Some(["558EF64E", "558ef64e"])),
            ("decade", Some(["DECADE", "decade"])),
            ("face", None),
            ("trading-bot", None),
        ];
        for (typed, want) in cases {
            assert_eq!(
                id(typed),
                want.map(|both| both.map(str::to_owned)),
                "{typed}"
            );
        }
    }

    #[test]
    fn text_is_found_in_values_in_whatever_case_and_not_in_names() {
        let leaf = r#"{"actor":{"id":"Größe \"x\""},"size":12,"token_serial":"ab"}"#.as_bytes();
        for found in [
            "GRÖSSE".replace("SS", "ß").as_str(),
            "größe",
            "\"X\"",
            "12",
            "AB",
            "e \"",
        ] {
            assert!(Needle::new(found).is_in(leaf), "{found}");
        }
        for absent in ["actor", "serial", "token_serial", "size", "13"] {
            assert!(!Needle::new(absent).is_in(leaf), "{absent}");
        }
    }
}
