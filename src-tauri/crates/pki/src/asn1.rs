//! DER in small: writing values whose types are known here, and reading them
//! strictly. Reading takes one encoding only, as DER does, and never panics.

use der::{AnyRef, Encode, Tag, TagNumber};

/// One octet of tag, at most five of length.
const HEADER_MAX: usize = 6;

/// The longest content of a value: 256 MiB less one.
const LONGEST: usize = 0xfff_ffff;

/// One value with its tag and length.
pub(crate) fn tlv(tag: Tag, content: &[u8]) -> Vec<u8> {
    enclosed(tag, &[content])
}

/// One value around parts.
fn enclosed(tag: Tag, parts: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.as_ref().len()).sum();
    assert!(length <= LONGEST, "nothing here comes near 256 MiB");
    let mut der = Vec::with_capacity(length + HEADER_MAX);
    der.push(tag.octet());
    match u8::try_from(length) {
        Ok(short @ ..0x80) => der.push(short),
        _ => {
            let octets = length.to_be_bytes();
            let zeros = octets.iter().take_while(|octet| **octet == 0).count();
            let count = u8::try_from(octets.len() - zeros).expect("eight octets at most");
            der.push(0x80 | count);
            der.extend_from_slice(&octets[zeros..]);
        }
    }
    for part in parts {
        der.extend_from_slice(part.as_ref());
    }
    der
}

/// SEQUENCE of encoded parts.
pub(crate) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    enclosed(Tag::Sequence, parts)
}

/// A constructed value under an implicit context tag.
pub(crate) fn constructed(number: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    enclosed(context_constructed(number), parts)
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
    enclosed(Tag::BitString, &[&[0][..], content])
}

/// The DER was not what it had to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The first value of some DER.
struct First<'a> {
    tag: Tag,
    content: &'a [u8],
    /// With its header.
    whole: &'a [u8],
}

impl<'a> First<'a> {
    fn of(der: &'a [u8]) -> Result<Self, Malformed> {
        let [tag, length, after @ ..] = der else {
            return Err(Malformed);
        };
        let tag = Tag::try_from(*tag).map_err(|_| Malformed)?;
        let (octets, length) = match *length {
            short @ ..0x80 => (0, usize::from(short)),
            long => long_length(long, after)?,
        };
        let end = 2 + octets + length;
        let whole = der.get(..end).ok_or(Malformed)?;
        Ok(Self {
            tag,
            content: &whole[2 + octets..],
            whole,
        })
    }
}

/// How many octets write a length of more than 127, and the length. X.690, 10.1: "encoded in the
/// minimum number of octets".
fn long_length(initial: u8, after: &[u8]) -> Result<(usize, usize), Malformed> {
    let octets = match initial {
        0x81..=0x84 => usize::from(initial & 0x7f),
        _ => return Err(Malformed),
    };
    let written = after.get(..octets).ok_or(Malformed)?;
    let length = written
        .iter()
        .fold(0, |length, octet| length << 8 | usize::from(*octet));
    let shortest = written[0] != 0 && length > 0x7f;
    match shortest && length <= LONGEST {
        true => Ok((octets, length)),
        false => Err(Malformed),
    }
}

/// The values inside a constructed value, taken in order.
pub(crate) struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Elements<'a> {
    /// Opens the content of a constructed value.
    pub(crate) fn of(content: &'a [u8]) -> Result<Self, Malformed> {
        match content.len() <= LONGEST {
            true => Ok(Self { rest: content }),
            false => Err(Malformed),
        }
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
        if self.rest.is_empty() {
            return Ok(None);
        }
        let first = First::of(self.rest)?;
        self.pass(&first);
        AnyRef::new(first.tag, first.content)
            .map(Some)
            .map_err(|_| Malformed)
    }

    fn pass(&mut self, first: &First<'a>) {
        self.rest = &self.rest[first.whole.len()..];
    }

    /// The content of the next value, which must have this tag.
    pub(crate) fn required(&mut self, tag: Tag) -> Result<&'a [u8], Malformed> {
        self.optional(tag)?.ok_or(Malformed)
    }

    /// The content of the next value if it has this tag.
    pub(crate) fn optional(&mut self, tag: Tag) -> Result<Option<&'a [u8]>, Malformed> {
        Ok(self.first_with(tag)?.map(|first| first.content))
    }

    fn first_with(&mut self, tag: Tag) -> Result<Option<First<'a>>, Malformed> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let first = First::of(self.rest)?;
        if first.tag != tag {
            return Ok(None);
        }
        self.pass(&first);
        Ok(Some(first))
    }

    /// The next value with its header, which must have this tag.
    pub(crate) fn required_tlv(&mut self, tag: Tag) -> Result<&'a [u8], Malformed> {
        let first = self.first_with(tag)?.ok_or(Malformed)?;
        Ok(first.whole)
    }

    /// Nothing may follow.
    pub(crate) fn finish(&self) -> Result<(), Malformed> {
        if self.rest.is_empty() {
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
    let first = First::of(der)?;
    Ok(der.split_at(first.whole.len()))
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
    fn headers_are_those_of_the_library() {
        use der::{Decode, Reader, SliceReader};
        for length in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000] {
            let content = vec![5; length];
            let value = tlv(Tag::OctetString, &content);
            let read = AnyRef::from_der(&value).expect("DER");
            assert_eq!(
                (read.value(), value.len()),
                (&content[..], read.to_der().expect("DER").len())
            );
        }
        let mut heads: Vec<Vec<u8>> = (0..=0xff).map(|tag| vec![tag, 1, 0]).collect();
        heads.extend((0..=0xff).map(|length| vec![4, length, 0, 0x80, 1, 0]));
        heads.extend((0..=0xff).map(|length| vec![4, 0x81, length]));
        heads.extend((0..=0xff).map(|length| vec![4, 0x84, length, 0xff, 0xff, 0xff]));
        for head in heads {
            for padding in [0, 3, 0x200] {
                let der = [head.clone(), vec![0; padding]].concat();
                let mut reader = SliceReader::new(&der).expect("short");
                let theirs = reader.tlv_bytes().ok();
                let ours = split_first(&der).ok().map(|(first, _)| first);
                assert_eq!(ours, theirs, "{:?}", &der[..head.len()]);
                let ours = Elements::of(&der).and_then(|mut elements| elements.next());
                let mut reader = SliceReader::new(&der).expect("short");
                let theirs = AnyRef::decode(&mut reader).ok();
                assert_eq!(ours.ok().flatten(), theirs, "{:?}", &der[..head.len()]);
            }
        }
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
