//! What stands in the columns beside a leaf, read off the leaf.
//!
//! Most leaves are read by their shape alone: canonical JSON has one order and no space. What is
//! not shaped as expected is left to whoever reads it whole.

use chancery_domain::event::Event;

/// Instant, type, subject, actor, as an event says them.
pub(super) fn of(event: &Event) -> [Vec<u8>; 4] {
    [
        event.at.to_string().into_bytes(),
        event.event.kind().as_bytes().to_vec(),
        event.event.subject().into_bytes(),
        event.actor.id().as_bytes().to_vec(),
    ]
}

/// The same, read off a leaf by its shape; `None` where that does not tell.
pub(super) fn told(leaf: &[u8]) -> Option<Told<'_>> {
    let mut scan = Scan(leaf);
    scan.expect(b"{\"actor\":{\"id\":")?;
    let actor = scan.text()?;
    while scan.expect(b",").is_some() {
        scan.field()?;
    }
    scan.expect(b"},\"at\":")?;
    let at = scan.text()?;
    scan.expect(b",\"event\":{")?;
    let mut fields = [(&b""[..], &b""[..]); 16];
    let mut kind = None;
    for slot in &mut fields {
        *slot = scan.field()?;
        if slot.0 == b"type" {
            kind = Some(unquoted(slot.1)?);
        }
        if scan.expect(b",").is_none() {
            break;
        }
    }
    scan.expect(b"},\"nonce\":")?;
    let kind = kind?;
    let (name, upper) = subject_field(kind)?;
    let (_, value) = fields.iter().find(|(field, _)| *field == name)?;
    let subject = unquoted(value)?;
    Some(Told {
        columns: [at, kind, subject, actor],
        upper,
    })
}

/// What a leaf says by its shape.
#[derive(Debug)]
pub(super) struct Told<'a> {
    columns: [&'a [u8]; 4],
    /// The subject is told in upper case.
    upper: bool,
}

impl PartialEq<[&[u8]; 4]> for Told<'_> {
    fn eq(&self, stored: &[&[u8]; 4]) -> bool {
        let [at, kind, subject, actor] = self.columns;
        let same = match self.upper {
            true => {
                subject.len() == stored[2].len()
                    && subject
                        .iter()
                        .map(u8::to_ascii_uppercase)
                        .eq(stored[2].iter().copied())
            }
            false => subject == stored[2],
        };
        same && [at, kind, actor] == [stored[0], stored[1], stored[3]]
    }
}

/// The field that is the subject of a type, and whether in upper case. As `EventBody::subject`
/// says it; a test holds them against each other. Types that are not here are read whole.
fn subject_field(kind: &[u8]) -> Option<(&'static [u8], bool)> {
    Some(match kind {
        b"certificate_issued"
        | b"certificate_released"
        | b"certificate_revoked"
        | b"certificate_suspended"
        | b"issuance_abandoned"
        | b"issuance_intended" => (b"serial", true),
        b"request_approved" | b"request_rejected" | b"request_submitted" => (b"request", false),
        b"key_generated" | b"key_intended" | b"token_taken" => (b"label", false),
        b"signed_in" => (b"token_serial", false),
        b"exported" | b"record_read" | b"refused" => (b"subject", false),
        _ => return None,
    })
}

/// The types of [`subject_field`].
#[cfg(test)]
pub(crate) const SHAPED: [&str; 16] = [
    "certificate_issued",
    "certificate_released",
    "certificate_revoked",
    "certificate_suspended",
    "exported",
    "issuance_abandoned",
    "issuance_intended",
    "key_generated",
    "key_intended",
    "record_read",
    "refused",
    "request_approved",
    "request_rejected",
    "request_submitted",
    "signed_in",
    "token_taken",
];

/// What stands between quotation marks.
fn unquoted(value: &[u8]) -> Option<&[u8]> {
    value.strip_prefix(b"\"")?.strip_suffix(b"\"")
}

/// The rest of a leaf.
struct Scan<'a>(&'a [u8]);

impl<'a> Scan<'a> {
    fn expect(&mut self, text: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    /// A text without escapes.
    fn text(&mut self) -> Option<&'a [u8]> {
        self.expect(b"\"")?;
        let end = self
            .0
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\'))?;
        let (text, rest) = self.0.split_at(end);
        self.0 = rest;
        self.expect(b"\"")?;
        Some(text)
    }

    /// A name and its value, which is a text without escapes, a number, or a list or object.
    fn field(&mut self) -> Option<(&'a [u8], &'a [u8])> {
        let name = self.text()?;
        self.expect(b":")?;
        let whole = self.0;
        self.value()?;
        Some((name, &whole[..whole.len() - self.0.len()]))
    }

    fn value(&mut self) -> Option<()> {
        match self.0.first()? {
            b'"' => self.text().map(|_| ()),
            b'[' | b'{' => self.nested(),
            _ => {
                let end = self
                    .0
                    .iter()
                    .position(|byte| matches!(byte, b',' | b'}' | b']'))?;
                self.0 = &self.0[end..];
                Some(())
            }
        }
    }

    fn nested(&mut self) -> Option<()> {
        let mut depth = 0_u32;
        loop {
            match self.0.first()? {
                b'"' => {
                    self.text()?;
                    continue;
                }
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth -= 1,
                _ => {}
            }
            self.0 = &self.0[1..];
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
pub(crate) use tests::assert_told_as_read;

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever reads a leaf by its shape reads what whoever reads it whole does. Gives its type if
    /// its shape told.
    pub(crate) fn assert_told_as_read(leaf: &[u8]) -> Option<String> {
        let event = Event::from_leaf(leaf).expect("an event");
        let whole = of(&event);
        let told = told(leaf)?;
        assert!(
            told == whole.each_ref().map(Vec::as_slice),
            "{told:?} {whole:?}"
        );
        Some(event.event.kind().to_owned())
    }

    #[test]
    fn nothing_that_is_cut_short_or_bent_is_told() {
        let leaf = br#"{"actor":{"id":"officer-02","kind":"officer","role":"maker"},"at":"2026-11-22T14:33:00.000Z","event":{"fields":["a","b"],"request":null,"subject":"x","type":"refused"},"nonce":"07","v":1}"#;
        assert!(told(leaf).is_some());
        let nonce = leaf.len() - br#""07","v":1}"#.len();
        for end in 0..nonce {
            assert!(told(&leaf[..end]).is_none(), "{end}");
        }
        for bent in [
            r#"{"actor":{"id":"a\"b"},"at":"","event":{"subject":"x","type":"refused"},"nonce":"#,
            r#"{"actor":{"id":"a"},"at":"","event":{"subject":1,"type":"refused"},"nonce":"#,
            r#"{"actor":{"id":"a"},"at":"","event":{"type":"refused"},"nonce":"#,
            r#"{"actor":{"id":"a"},"at":"","event":{"subject":"x"},"nonce":"#,
            r#"{"actor":{"id":"a"},"at":"","event":{"a":]]},"nonce":"#,
        ] {
            assert!(told(bent.as_bytes()).is_none(), "{bent}");
        }
    }
}
