//! Distinguished names as RFC 5280, 7.1 compares them: by attributes, in any of
//! the string types that hold text, without regard to case and needless spaces.

use std::fmt;
use std::hash::{Hash, Hasher};

use const_oid::ObjectIdentifier;
use der::{Tag, Tagged as _};
use unicode_normalization::UnicodeNormalization as _;

use crate::asn1::{Elements, Malformed};

const EMAIL_ADDRESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1");

/// No name is longer, so that comparing two of them is one small step.
pub(crate) const LONGEST: usize = 4096;

/// A name. Two of them are equal if RFC 5280 says that they match.
#[derive(Debug, Clone)]
pub struct DistinguishedName {
    relative: Vec<Relative>,
    emails: Vec<String>,
    text: String,
}

/// A `RelativeDistinguishedName`: its attributes sorted, since it is a SET.
type Relative = Vec<(Vec<u8>, Value)>;

/// An attribute's value, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Value {
    /// Text, prepared.
    Text(String),
    /// Tag and bytes of anything else.
    Bytes(u8, Vec<u8>),
}

impl DistinguishedName {
    /// Reads the content of a `Name`'s SEQUENCE.
    pub(crate) fn of_content(content: &[u8]) -> Result<Self, Malformed> {
        if content.len() > LONGEST {
            return Err(Malformed);
        }
        let mut name = Self {
            relative: Vec::new(),
            emails: Vec::new(),
            text: String::new(),
        };
        let mut elements = Elements::of(content)?;
        while let Some(set) = elements.optional(Tag::Set)? {
            let relative = name.read_relative(set)?;
            name.relative.push(relative);
        }
        elements.finish()?;
        Ok(name)
    }

    /// Reads the content of a `RelativeDistinguishedName` that follows `self`.
    pub(crate) fn followed_by(&self, set_content: &[u8]) -> Result<Self, Malformed> {
        let mut name = self.clone();
        let relative = name.read_relative(set_content)?;
        name.relative.push(relative);
        Ok(name)
    }

    fn read_relative(&mut self, set: &[u8]) -> Result<Relative, Malformed> {
        let mut relative = Vec::new();
        let mut elements = Elements::of(set)?;
        while let Some(attribute) = elements.optional(Tag::Sequence)? {
            let mut parts = Elements::of(attribute)?;
            let kind = parts.required(Tag::ObjectIdentifier)?;
            let value = parts.next()?.ok_or(Malformed)?;
            parts.finish()?;
            let text = text_of(value.tag(), value.value())?;
            self.describe(kind, text.as_deref(), value.value());
            let prepared = text.map_or_else(
                || Value::Bytes(value.tag().octet(), value.value().to_vec()),
                |text| Value::Text(prepare(&text)),
            );
            relative.push((kind.to_vec(), prepared));
        }
        elements.finish()?;
        if relative.is_empty() {
            return Err(Malformed);
        }
        relative.sort();
        Ok(relative)
    }

    fn describe(&mut self, kind: &[u8], text: Option<&str>, bytes: &[u8]) {
        if kind == EMAIL_ADDRESS.as_bytes() {
            self.emails.extend(text.map(str::to_owned));
        }
        let kind =
            ObjectIdentifier::from_bytes(kind).map_or_else(|_| "?".to_owned(), |o| o.to_string());
        let value = text.map_or_else(|| format!("#{}", hex(bytes)), str::to_owned);
        let comma = if self.text.is_empty() { "" } else { ", " };
        self.text += &format!("{comma}{}={value}", short_name(&kind));
    }

    /// Whether it has no attributes.
    pub fn is_empty(&self) -> bool {
        self.relative.is_empty()
    }

    /// Values of emailAddress in it.
    pub(crate) fn emails(&self) -> &[String] {
        &self.emails
    }

    /// Whether it lies in the subtree below `base` (RFC 5280, 4.2.1.10).
    pub(crate) fn is_within(&self, base: &Self) -> bool {
        self.relative.starts_with(&base.relative)
    }
}

impl PartialEq for DistinguishedName {
    fn eq(&self, other: &Self) -> bool {
        self.relative == other.relative
    }
}

impl Eq for DistinguishedName {}

impl Hash for DistinguishedName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.relative.hash(state);
    }
}

/// `C=DE, O=..., CN=...`
impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn short_name(kind: &str) -> &str {
    match kind {
        "2.5.4.3" => "CN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.25" => "DC",
        other => other,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The text of the types that RFC 5280, 7.1 has compared as text; of others `None`,
/// and they are compared by their bytes.
fn text_of(tag: Tag, content: &[u8]) -> Result<Option<String>, Malformed> {
    match tag {
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String => {
            let text = std::str::from_utf8(content).map_err(|_| Malformed)?;
            Ok(Some(text.to_owned()))
        }
        _ => Ok(None),
    }
}

/// RFC 4518: map, normalise, and drop the spaces that mean nothing.
fn prepare(text: &str) -> String {
    let folded: String = text
        .chars()
        .filter(|c| !is_mapped_to_nothing(*c))
        .flat_map(char::to_lowercase)
        .nfkc()
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect();
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

/// RFC 4518, 2.2. Tab and line ends are not among them: they become spaces.
fn is_mapped_to_nothing(c: char) -> bool {
    match c {
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' => false,
        '\u{ad}' | '\u{1806}' | '\u{34f}' | '\u{180b}'..='\u{180d}' | '\u{fe00}'..='\u{fe0f}' => {
            true
        }
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2063}' => true,
        '\u{feff}' | '\u{fffc}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asn1::{oid, sequence, tlv};

    fn name(parts: &[(Tag, &str)]) -> DistinguishedName {
        let cn = ObjectIdentifier::new_unwrap("2.5.4.3");
        let set = |(tag, text): &(Tag, &str)| {
            tlv(Tag::Set, &sequence(&[oid(cn), tlv(*tag, text.as_bytes())]))
        };
        let content: Vec<u8> = parts.iter().flat_map(set).collect();
        DistinguishedName::of_content(&content).expect("well-formed")
    }

    #[test]
    fn case_spaces_and_string_type_do_not_tell_names_apart() {
        let plain = name(&[(Tag::PrintableString, "Good CA")]);
        for same in ["good ca", "  GOOD   CA ", "Good\u{ad} CA", "\u{ff27}ood CA"] {
            assert_eq!(plain, name(&[(Tag::Utf8String, same)]), "{same}");
        }
        for other in ["GoodCA", "Good CB", "Good CA 2", ""] {
            assert_ne!(plain, name(&[(Tag::Utf8String, other)]), "{other}");
        }
        assert_ne!(plain, name(&[(Tag::TeletexString, "Good CA")]));
    }

    #[test]
    fn subtree_holds_what_begins_as_it_does() {
        let base = name(&[(Tag::Utf8String, "a"), (Tag::Utf8String, "b")]);
        let below = name(&[
            (Tag::Utf8String, "A"),
            (Tag::Utf8String, "B"),
            (Tag::Utf8String, "c"),
        ]);
        assert!(below.is_within(&base) && base.is_within(&base));
        assert!(!base.is_within(&below));
        let turned = name(&[(Tag::Utf8String, "b"), (Tag::Utf8String, "a")]);
        assert!(!turned.is_within(&base));
        assert!(turned.is_within(&name(&[])));
    }
}
