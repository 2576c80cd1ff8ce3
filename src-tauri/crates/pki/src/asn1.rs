//! DER in small: writing values whose types are known here, and reading them
//! strictly. Reading takes one encoding only, as DER does, and never panics.

use der::{AnyRef, Decode, Encode, Header, Reader, SliceReader, Tag, TagNumber};

/// One octet of tag, at most five of length.
const HEADER_MAX: usize = 6;

/// One value with its tag and length.
pub(crate) fn tlv(tag: Tag, content: &[u8]) -> Vec<u8> {
    let length = content
        .len()
        .try_into()
        .expect("nothing here comes near 256 MiB");
    let mut der = Vec::with_capacity(content.len() + HEADER_MAX);
    Header { tag, length }
        .encode_to_vec(&mut der)
        .expect("a header encodes");
    der.extend_from_slice(content);
    der
}

/// SEQUENCE of encoded parts.
pub(crate) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(Tag::Sequence, &parts.concat())
}

/// A constructed value under an implicit context tag.
pub(crate) fn constructed(number: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(context_constructed(number), &parts.concat())
}

/// A primitive value under an implicit context tag.
pub(crate) fn primitive(number: u8, content: &[u8]) -> Vec<u8> {
    tlv(context_primitive(number), content)
}

/// `[number]` around something constructed.
pub(crate) fn context_constructed(number: u8) -> Tag {
    Tag::ContextSpecific {
        constructed: true,
        number: TagNumber::new(number),
    }
}

/// `[number]` around something primitive.
pub(crate) fn context_primitive(number: u8) -> Tag {
    Tag::ContextSpecific {
        constructed: false,
        number: TagNumber::new(number),
    }
}

/// INTEGER.
pub(crate) fn integer(value: i64) -> Vec<u8> {
    value.to_der().expect("an i64 encodes")
}

/// INTEGER of an unsigned big-endian magnitude.
pub(crate) fn unsigned(magnitude: &[u8]) -> Vec<u8> {
    der::asn1::UintRef::new(magnitude)
        .and_then(|value| value.to_der())
        .expect("a magnitude encodes")
}

/// OBJECT IDENTIFIER.
pub(crate) fn oid(oid: der::asn1::ObjectIdentifier) -> Vec<u8> {
    oid.to_der().expect("an OID encodes")
}

/// BIT STRING without unused bits.
pub(crate) fn bit_string(content: &[u8]) -> Vec<u8> {
    tlv(Tag::BitString, &[&[0], content].concat())
}

/// The DER was not what it had to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The values inside a constructed value, taken in order.
pub(crate) struct Elements<'a> {
    rest: SliceReader<'a>,
}

impl<'a> Elements<'a> {
    /// Opens the content of a constructed value.
    pub(crate) fn of(content: &'a [u8]) -> Result<Self, Malformed> {
        SliceReader::new(content)
            .map(|rest| Self { rest })
            .map_err(|_| Malformed)
    }

    /// The content of the only value in `der`, which must have this tag.
    pub(crate) fn only(der: &'a [u8], tag: Tag) -> Result<&'a [u8], Malformed> {
        let mut elements = Self::of(der)?;
        let content = elements.required(tag)?;
        elements.finish()?;
        Ok(content)
    }

    /// The next value, whatever it is.
    pub(crate) fn next(&mut self) -> Result<Option<AnyRef<'a>>, Malformed> {
        if self.rest.is_finished() {
            return Ok(None);
        }
        AnyRef::decode(&mut self.rest)
            .map(Some)
            .map_err(|_| Malformed)
    }

    /// The content of the next value, which must have this tag.
    pub(crate) fn required(&mut self, tag: Tag) -> Result<&'a [u8], Malformed> {
        self.optional(tag)?.ok_or(Malformed)
    }

    /// The content of the next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: Tag) -> Result<Option<&'a [u8]>, Malformed> {
        let mut ahead = self.rest.clone();
        match AnyRef::decode(&mut ahead) {
            _ if self.rest.is_finished() => Ok(None),
            Ok(value) if der::Tagged::tag(&value) == tag => {
                self.rest = ahead;
                Ok(Some(value.value()))
            }
            Ok(_) => Ok(None),
            Err(_) => Err(Malformed),
        }
    }

    /// The next value with its header, which must have this tag.
    pub(crate) fn required_tlv(&mut self, tag: Tag) -> Result<&'a [u8], Malformed> {
        let mut ahead = self.rest.clone();
        self.required(tag)?;
        ahead.tlv_bytes().map_err(|_| Malformed)
    }

    /// Nothing may follow.
    pub(crate) fn finish(&self) -> Result<(), Malformed> {
        if self.rest.is_finished() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }
}

/// Reads the content of a value of universal type `tag`, wherever an implicit tag
/// hid that type.
pub(crate) fn content_as<'a, T>(tag: Tag, content: &'a [u8]) -> Result<T, Malformed>
where
    T: der::Choice<'a> + der::DecodeValue<'a>,
{
    AnyRef::new(tag, content)
        .and_then(|any| any.decode_as())
        .map_err(|_| Malformed)
}

/// Nothing in X.509 is nested as deep; a stranger's bytes may be, and a stack ends.
const DEEPEST: usize = 64;

/// Whether `der` is one value whose lengths and tags, all the way down, are written
/// in the one way that DER has, no deeper than [`DEEPEST`]. Values inside OCTET and
/// BIT STRINGs are not opened.
pub(crate) fn is_der(der: &[u8]) -> bool {
    fn all(content: &[u8], depth: usize) -> Result<usize, Malformed> {
        if depth > DEEPEST {
            return Err(Malformed);
        }
        let mut elements = Elements::of(content)?;
        let mut count = 0;
        while let Some(element) = elements.next()? {
            if der::Tagged::tag(&element).is_constructed() {
                all(element.value(), depth + 1)?;
            }
            count += 1;
        }
        Ok(count)
    }
    all(der, 0) == Ok(1)
}

/// The first value of `der` with its header, and what follows it.
pub(crate) fn split_first(der: &[u8]) -> Result<(&[u8], &[u8]), Malformed> {
    let mut reader = SliceReader::new(der).map_err(|_| Malformed)?;
    let first = reader.tlv_bytes().map_err(|_| Malformed)?;
    Ok(der.split_at(first.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_without_end_is_refused_before_the_stack_ends() {
        let nested = |depth| (0..depth).fold(vec![], |inner, _| sequence(&[inner]));
        assert!(is_der(&nested(DEEPEST)));
        assert!(!is_der(&nested(DEEPEST + 1)) && !is_der(&nested(10_000)));
    }

    #[test]
    fn only_the_shortest_lengths_are_der() {
        let good = [0x30, 4, 0xa0, 2, 2, 0];
        assert!(is_der(&sequence(&[constructed(0, &[integer(1)])])));
        let cases: [&[u8]; 5] = [
            &[],
            &[0x30, 0x81, 3, 2, 1, 1],
            &[0x30, 4, 0xa0, 0x81, 1, 2],
            &[0x30, 0x80, 2, 1, 1, 0, 0],
            &[2, 1, 1, 2, 1, 1],
        ];
        for bytes in cases {
            assert!(!is_der(bytes), "{bytes:?}");
        }
        for cut in 0..good.len() {
            assert!(!is_der(&good[..cut]), "cut at {cut}");
        }
    }
}
