//! DER values, read one after another and in their one encoding only; and written.

use der::{AnyRef, Decode, Encode, Header, Reader, SliceReader, Tag, TagNumber, Tagged};

/// The DER was not what it had to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

/// One value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    pub(super) tag: Tag,
    /// Without tag and length.
    pub(super) content: &'a [u8],
    /// With tag and length.
    pub(super) whole: &'a [u8],
}

/// The values inside a constructed one.
#[derive(Clone)]
pub(super) struct Elements<'a>(SliceReader<'a>);

impl<'a> Elements<'a> {
    /// Of the content of a constructed value.
    pub(super) fn of(content: &'a [u8]) -> Result<Self, Malformed> {
        SliceReader::new(content).map(Self).map_err(|_| Malformed)
    }

    /// Inside the only value of `der`, which must have this tag.
    pub(super) fn inside(der: &'a [u8], tag: Tag) -> Result<Self, Malformed> {
        Self::of(only(der, tag)?.content)
    }

    /// The next value, whatever it is.
    pub(super) fn next(&mut self) -> Result<Option<Element<'a>>, Malformed> {
        if self.0.is_finished() {
            return Ok(None);
        }
        let mut ahead = self.0.clone();
        let any = AnyRef::decode(&mut ahead).map_err(|_| Malformed)?;
        let whole = self.0.tlv_bytes().map_err(|_| Malformed)?;
        Ok(Some(Element {
            tag: any.tag(),
            content: any.value(),
            whole,
        }))
    }

    /// The next value, which must have this tag.
    pub(super) fn required(&mut self, tag: Tag) -> Result<Element<'a>, Malformed> {
        self.optional(tag)?.ok_or(Malformed)
    }

    /// The next value if it has this tag.
    pub(super) fn optional(&mut self, tag: Tag) -> Result<Option<Element<'a>>, Malformed> {
        let mut ahead = self.clone();
        let found = ahead.next()?.filter(|element| element.tag == tag);
        if found.is_some() {
            *self = ahead;
        }
        Ok(found)
    }

    /// All that is left, at most `most` values.
    pub(super) fn all(mut self, most: usize) -> Result<Vec<Element<'a>>, Malformed> {
        let mut found = Vec::new();
        while let Some(element) = self.next()? {
            if found.len() == most {
                return Err(Malformed);
            }
            found.push(element);
        }
        Ok(found)
    }

    /// Nothing may follow.
    pub(super) fn finish(&self) -> Result<(), Malformed> {
        self.0.is_finished().then_some(()).ok_or(Malformed)
    }
}

/// The only value of `der`, which must have this tag.
pub(super) fn only(der: &[u8], tag: Tag) -> Result<Element<'_>, Malformed> {
    let mut elements = Elements::of(der)?;
    let element = elements.required(tag)?;
    elements.finish()?;
    Ok(element)
}

/// The octets of an INTEGER that is not negative, in its shortest form; as they stand there, a
/// leading zero octet included.
pub(super) fn natural(content: &[u8]) -> Result<&[u8], Malformed> {
    match content {
        [0, second, ..] if *second < 0x80 => Err(Malformed),
        [first, ..] if *first < 0x80 => Ok(content),
        _ => Err(Malformed),
    }
}

/// An INTEGER that is not negative and fits.
pub(super) fn small(content: &[u8]) -> Result<u32, Malformed> {
    let octets = natural(content)?;
    if octets.len() > 5 {
        return Err(Malformed);
    }
    let value = octets
        .iter()
        .fold(0_u64, |value, octet| (value << 8) | u64::from(*octet));
    u32::try_from(value).map_err(|_| Malformed)
}

/// `[number]` around something constructed.
pub(super) fn constructed(number: u8) -> Tag {
    Tag::ContextSpecific {
        constructed: true,
        number: TagNumber::new(number),
    }
}

/// `[number]` around something primitive.
pub(super) fn primitive(number: u8) -> Tag {
    Tag::ContextSpecific {
        constructed: false,
        number: TagNumber::new(number),
    }
}

/// A value with its tag and length.
pub(super) fn encode(tag: Tag, content: &[u8]) -> Vec<u8> {
    let length = content.len().try_into().expect("nothing here is large");
    let mut der = Vec::with_capacity(content.len() + 6);
    Header { tag, length }
        .encode_to_vec(&mut der)
        .expect("a header encodes");
    der.extend_from_slice(content);
    der
}

/// A SEQUENCE of what is encoded already.
pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    encode(Tag::Sequence, &parts.concat())
}
