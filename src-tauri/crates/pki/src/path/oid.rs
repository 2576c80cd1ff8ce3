//! Object identifiers as they stand in certificates: of any length.

use std::fmt;

use const_oid::ObjectIdentifier;

const ANY_POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.32.0");

/// An OID by the bytes of its content.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Oid(Box<[u8]>);

impl Oid {
    pub(crate) fn new(content: &[u8]) -> Self {
        Self(content.into())
    }

    /// Whether it is anyPolicy (RFC 5280, 4.2.1.4).
    pub(crate) fn is_any_policy(&self) -> bool {
        self.is(ANY_POLICY)
    }

    pub(crate) fn is(&self, oid: ObjectIdentifier) -> bool {
        *self.0 == *oid.as_bytes()
    }
}

impl From<ObjectIdentifier> for Oid {
    fn from(oid: ObjectIdentifier) -> Self {
        Self::new(oid.as_bytes())
    }
}

/// Dotted; what is too long for that, as hexadecimal digits.
impl fmt::Display for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match ObjectIdentifier::from_bytes(&self.0) {
            Ok(oid) => write!(f, "{oid}"),
            Err(_) => self.0.iter().try_for_each(|octet| write!(f, "{octet:02X}")),
        }
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}
