//! `GeneralName` of RFC 5280, 4.2.1.6.

use der::{Tag, Tagged as _};

use super::distinguished_name::{DistinguishedName, LONGEST};
use crate::asn1::{Elements, Malformed, context_constructed, context_primitive};

/// One of a subject's other names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GeneralName {
    /// rfc822Name: a mailbox.
    Rfc822(String),
    /// dNSName
    Dns(String),
    /// directoryName
    Directory(DistinguishedName),
    /// uniformResourceIdentifier
    Uri(String),
    /// iPAddress: 4 or 16 octets; in a constraint, twice as many.
    Ip(Vec<u8>),
    /// A form that is not processed here: its context tag and its bytes.
    Other(u8, Vec<u8>),
}

/// Which form a name has, for constraints that hold for one form alone.
pub(crate) type Form = u8;

impl GeneralName {
    /// The next name; `None` at the end.
    pub(crate) fn next(elements: &mut Elements<'_>) -> Result<Option<Self>, Malformed> {
        let Some(any) = elements.next()? else {
            return Ok(None);
        };
        let (tag, content) = (any.tag(), any.value());
        let number = match tag {
            Tag::ContextSpecific { number, .. } => number.value(),
            _ => return Err(Malformed),
        };
        if content.len() > LONGEST {
            return Err(Malformed);
        }
        let constructed = matches!(number, 0 | 3 | 4 | 5);
        if tag.is_constructed() != constructed {
            return Err(Malformed);
        }
        let name = match number {
            1 => Self::Rfc822(ia5(content)?),
            2 => Self::Dns(ia5(content)?),
            4 => Self::Directory(DistinguishedName::of_content(Elements::only(
                content,
                Tag::Sequence,
            )?)?),
            6 => Self::Uri(ia5(content)?),
            7 => Self::Ip(content.to_vec()),
            0 | 3 | 5 | 8 => Self::Other(number, content.to_vec()),
            _ => return Err(Malformed),
        };
        Ok(Some(name))
    }

    /// All names in the content of a `GeneralNames`, which has at least one.
    pub(crate) fn all(content: &[u8]) -> Result<Vec<Self>, Malformed> {
        let mut elements = Elements::of(content)?;
        let mut names = Vec::new();
        while let Some(name) = Self::next(&mut elements)? {
            names.push(name);
        }
        if names.is_empty() {
            return Err(Malformed);
        }
        Ok(names)
    }

    /// Its context tag in RFC 5280.
    pub(crate) fn form(&self) -> Form {
        match self {
            Self::Rfc822(_) => 1,
            Self::Dns(_) => 2,
            Self::Directory(_) => 4,
            Self::Uri(_) => 6,
            Self::Ip(_) => 7,
            Self::Other(form, _) => *form,
        }
    }
}

impl std::fmt::Display for GeneralName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Rfc822(text) | Self::Dns(text) | Self::Uri(text) => write!(f, "{text}"),
            Self::Directory(name) => write!(f, "{name}"),
            Self::Ip(octets) => write!(f, "{octets:?}"),
            Self::Other(form, _) => write!(f, "a name of form [{form}]"),
        }
    }
}

fn ia5(content: &[u8]) -> Result<String, Malformed> {
    if content.is_ascii() {
        String::from_utf8(content.to_vec()).map_err(|_| Malformed)
    } else {
        Err(Malformed)
    }
}

/// `DistributionPointName`, as the names that it comes to.
pub(crate) fn distribution_point_name(
    content: &[u8],
    issuer: &DistinguishedName,
) -> Result<Vec<GeneralName>, Malformed> {
    let mut elements = Elements::of(content)?;
    let names = if let Some(full) = elements.optional(context_constructed(0))? {
        GeneralName::all(full)?
    } else {
        let relative = elements.required(context_constructed(1))?;
        vec![GeneralName::Directory(issuer.followed_by(relative)?)]
    };
    elements.finish()?;
    Ok(names)
}

/// `ReasonFlags` under an implicit tag: bit 0 is never used.
pub(crate) fn reason_flags(
    elements: &mut Elements<'_>,
    number: u8,
) -> Result<Option<u16>, Malformed> {
    elements
        .optional(context_primitive(number))?
        .map(|content| named_bits(content).map(|bits| bits & super::ALL_REASONS))
        .transpose()
}

/// A BIT STRING of at most 16 named bits, bit 0 lowest.
pub(crate) fn named_bits(content: &[u8]) -> Result<u16, Malformed> {
    let (unused, octets) = content.split_first().ok_or(Malformed)?;
    if *unused > 7 || octets.len() > 2 || (octets.is_empty() && *unused != 0) {
        return Err(Malformed);
    }
    let mut bits = 0u16;
    for (index, octet) in octets.iter().enumerate() {
        bits |= u16::from(octet.reverse_bits()) << (8 * index);
    }
    Ok(bits)
}
