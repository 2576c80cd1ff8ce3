//! Names: the subject that we write, and any name as we read it.

use std::fmt;

use const_oid::ObjectIdentifier;
use der::Tag;
use x509_parser::x509::X509Name;

use crate::asn1::{oid, sequence, tlv};
use crate::oid::{COMMON_NAME, COUNTRY_NAME, ORGANIZATION_IDENTIFIER, ORGANIZATION_NAME};
use crate::profile::BuildError;

/// The subject of a certificate that we issue, in the order in which it is
/// written: C, O, organizationIdentifier, CN. There is no place in it for a
/// natural person's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// ISO 3166 code of two capitals.
    pub country: String,
    /// The firm's legal name.
    pub organization: String,
    /// `LEIXG-...`, `NTRDE-...`, `VATDE-...` (EN 319 412-1, 5.1.4).
    pub organization_identifier: Option<String>,
    /// An agent's id, an officer's pseudonym, what a CA or a seal is called.
    pub common_name: String,
}

impl Subject {
    /// The `Name`: one attribute for each `RelativeDistinguishedName`.
    pub(crate) fn to_der(&self) -> Result<Vec<u8>, BuildError> {
        let printable = |c: u8| c.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&c);
        if !self.country.bytes().all(printable) {
            return Err(BuildError::Text("country"));
        }
        let identifier = self.organization_identifier.as_deref();
        // RFC 5280, appendix A.1: X520countryName is a PrintableString.
        let attributes = [
            (COUNTRY_NAME, Tag::PrintableString, Some(&self.country[..])),
            (ORGANIZATION_NAME, Tag::Utf8String, Some(&self.organization)),
            (ORGANIZATION_IDENTIFIER, Tag::Utf8String, identifier),
            (COMMON_NAME, Tag::Utf8String, Some(&self.common_name)),
        ];
        let parts: Vec<Vec<u8>> = attributes
            .into_iter()
            .filter_map(|(kind, tag, value)| Some(relative(kind, tag, value?)))
            .collect();
        Ok(sequence(&parts))
    }

    /// The attributes as a reader must find them.
    pub(crate) fn attributes(&self) -> Vec<Attribute> {
        let attribute = |kind: &str, value: &str| Attribute {
            kind: kind.to_owned(),
            value: value.to_owned(),
        };
        let identifier = self.organization_identifier.as_deref();
        [
            Some(attribute("2.5.4.6", &self.country)),
            Some(attribute("2.5.4.10", &self.organization)),
            identifier.map(|value| attribute("2.5.4.97", value)),
            Some(attribute("2.5.4.3", &self.common_name)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

fn relative(kind: ObjectIdentifier, tag: Tag, value: &str) -> Vec<u8> {
    let attribute = sequence(&[oid(kind), tlv(tag, value.as_bytes())]);
    tlv(Tag::Set, &attribute)
}

/// One attribute of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// The attribute type's OID, dotted.
    pub kind: String,
    /// The text; for strings that are no text, hexadecimal after a `#`.
    pub value: String,
}

/// A name as read. Two names are the same if their bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    der: Vec<u8>,
    attributes: Vec<Attribute>,
}

impl Name {
    pub(crate) fn read(name: &X509Name<'_>) -> Self {
        let attributes = name
            .iter_attributes()
            .map(|attribute| Attribute {
                kind: attribute.attr_type().to_id_string(),
                value: attribute.as_str().map_or_else(
                    |_| format!("#{}", hex(attribute.attr_value().data)),
                    str::to_owned,
                ),
            })
            .collect();
        Self {
            der: name.as_raw().to_vec(),
            attributes,
        }
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The attributes in their order.
    pub fn attributes(&self) -> &[Attribute] {
        &self.attributes
    }

    /// The first value of an attribute type, by dotted OID.
    pub fn value_of(&self, kind: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.kind == kind)
            .map(|a| a.value.as_str())
    }

    /// CN.
    pub fn common_name(&self) -> Option<&str> {
        self.value_of("2.5.4.3")
    }

    /// O.
    pub fn organization(&self) -> Option<&str> {
        self.value_of("2.5.4.10")
    }
}

/// `C=DE, O=..., organizationIdentifier=..., CN=...`, as OpenSSL prints it.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self
            .attributes
            .iter()
            .map(|a| format!("{}={}", short_name(&a.kind), a.value))
            .collect();
        f.write_str(&parts.join(", "))
    }
}

fn short_name(kind: &str) -> &str {
    match kind {
        "2.5.4.3" => "CN",
        "2.5.4.6" => "C",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.97" => "organizationIdentifier",
        other => other,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
