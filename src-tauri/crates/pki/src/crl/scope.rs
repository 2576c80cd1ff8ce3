//! What a list covers: issuing distribution point, delta indicator, freshest list.

use const_oid::ObjectIdentifier;
use der::{Tag, Tagged};

use super::NotACrl;
use crate::asn1::{
    Elements, Malformed, constructed, context_constructed, context_primitive, integer, primitive,
    sequence, tlv,
};

const fn id_ce(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(dotted)
}

pub(super) const DELTA_CRL_INDICATOR: ObjectIdentifier = id_ce("2.5.29.27");
pub(super) const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = id_ce("2.5.29.28");
pub(super) const FRESHEST_CRL: ObjectIdentifier = id_ce("2.5.29.46");

const URI: u8 = 6;
const ONLY_USER_CERTS: u8 = 1;

/// What a list covers. The default is a full list of all certificates of its
/// issuer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CrlScope {
    /// The URI of the part that it covers: the very one that the part's certificates
    /// name (RFC 5280, 5.2.5). `None` for no parts.
    pub distribution_point: Option<String>,
    /// Whether it covers certificates of end entities only.
    pub only_user_certs: bool,
    /// Of a delta: the number of the full list that it adds to (5.2.4).
    pub delta_base: Option<u64>,
    /// Of a full list: where its delta is (5.2.6).
    pub freshest: Option<String>,
}

impl CrlScope {
    /// What a list covers, whatever its entries are: they may be a million, and none is looked at.
    pub fn of_list(der: &[u8]) -> Result<Self, NotACrl> {
        let form = |Malformed| NotACrl::Form;
        let mut scope = Self::default();
        let mut extensions = extensions_of(der).map_err(form)?;
        while let Some(extension) = extensions.optional(Tag::Sequence).map_err(form)? {
            let (id, value) = parts_of(extension).map_err(form)?;
            scope.read(&id.to_string(), value)?;
        }
        extensions.finish().map_err(form)?;
        Ok(scope)
    }

    /// Whether the list is a delta.
    pub fn is_delta(&self) -> bool {
        self.delta_base.is_some()
    }

    /// The value of `issuingDistributionPoint`; `None` if nothing is limited.
    pub(super) fn issuing_distribution_point(&self) -> Option<Vec<u8>> {
        let mut parts = Vec::new();
        if let Some(uri) = &self.distribution_point {
            parts.push(full_name(uri));
        }
        if self.only_user_certs {
            parts.push(primitive(ONLY_USER_CERTS, &[0xff]));
        }
        (!parts.is_empty()).then(|| sequence(&parts))
    }

    /// The value of `deltaCRLIndicator`.
    pub(super) fn delta_crl_indicator(&self) -> Option<Vec<u8>> {
        self.delta_base.map(crl_number)
    }

    /// The value of `freshestCRL`.
    pub(super) fn freshest_crl(&self) -> Option<Vec<u8>> {
        let point = |uri: &String| sequence(&[sequence(&[full_name(uri)])]);
        self.freshest.as_ref().map(point)
    }

    /// Whether an extension is one of those that make a scope.
    pub(super) fn is_named_by(dotted: &str) -> bool {
        [
            DELTA_CRL_INDICATOR,
            ISSUING_DISTRIBUTION_POINT,
            FRESHEST_CRL,
        ]
        .iter()
        .any(|oid| oid.to_string() == dotted)
    }

    /// Takes up one extension of a list.
    pub(super) fn read(&mut self, dotted: &str, value: &[u8]) -> Result<(), NotACrl> {
        // A part that is limited in another way than ours covers less than it seems.
        let unknown = |Malformed| NotACrl::UnknownCritical;
        if dotted == DELTA_CRL_INDICATOR.to_string() {
            self.delta_base = Some(small_number(value).map_err(unknown)?);
        } else if dotted == ISSUING_DISTRIBUTION_POINT.to_string() {
            self.read_issuing_distribution_point(value)
                .map_err(unknown)?;
        } else if dotted == FRESHEST_CRL.to_string() {
            self.freshest = Some(freshest(value).map_err(unknown)?);
        }
        Ok(())
    }

    fn read_issuing_distribution_point(&mut self, value: &[u8]) -> Result<(), Malformed> {
        let mut parts = Elements::of(Elements::only(value, Tag::Sequence)?)?;
        if let Some(name) = parts.optional(context_constructed(0))? {
            self.distribution_point = Some(uri_of(name)?);
        }
        if let Some(only) = parts.optional(context_primitive(ONLY_USER_CERTS))? {
            self.only_user_certs = only == [0xff];
        }
        parts.finish()
    }
}

/// The extensions of a `CertificateList`, the last component of what is signed.
fn extensions_of(der: &[u8]) -> Result<Elements<'_>, Malformed> {
    let mut list = Elements::of(Elements::only(der, Tag::Sequence)?)?;
    let mut signed = Elements::of(list.required(Tag::Sequence)?)?;
    let mut last = None;
    while let Some(component) = signed.next()? {
        last = Some(component);
    }
    match last {
        Some(last) if last.tag() == context_constructed(0) => {
            Elements::of(Elements::only(last.value(), Tag::Sequence)?)
        }
        _ => Err(Malformed),
    }
}

/// Identifier and value of an `Extension`.
fn parts_of(extension: &[u8]) -> Result<(ObjectIdentifier, &[u8]), Malformed> {
    let mut parts = Elements::of(extension)?;
    let id = parts.required(Tag::ObjectIdentifier)?;
    let id = ObjectIdentifier::from_bytes(id).map_err(|_| Malformed)?;
    parts.optional(Tag::Boolean)?;
    let value = parts.required(Tag::OctetString)?;
    parts.finish()?;
    Ok((id, value))
}

/// INTEGER (0..MAX).
pub(super) fn crl_number(number: u64) -> Vec<u8> {
    match i64::try_from(number) {
        Ok(number) => integer(number),
        Err(_) => tlv(Tag::Integer, &[&[0], &number.to_be_bytes()[..]].concat()),
    }
}

fn small_number(der: &[u8]) -> Result<u64, Malformed> {
    let content = Elements::only(der, Tag::Integer)?;
    match content {
        [] | [0x80..=0xff, ..] => Err(Malformed),
        [0, 0..=0x7f, ..] => Err(Malformed),
        [0, rest @ ..] | rest if rest.len() <= 8 => Ok(rest
            .iter()
            .fold(0, |number, octet| number << 8 | u64::from(*octet))),
        _ => Err(Malformed),
    }
}

/// `distributionPoint [0] { fullName [0] { URI } }`
fn full_name(uri: &str) -> Vec<u8> {
    let uri = primitive(URI, uri.as_bytes());
    constructed(0, &[constructed(0, &[uri])])
}

/// The one URI of a `DistributionPointName`.
fn uri_of(name: &[u8]) -> Result<String, Malformed> {
    let names = Elements::only(name, context_constructed(0))?;
    let uri = Elements::only(names, context_primitive(URI))?;
    let text = std::str::from_utf8(uri).map_err(|_| Malformed)?;
    Ok(text.to_owned())
}

fn freshest(value: &[u8]) -> Result<String, Malformed> {
    let point = Elements::only(Elements::only(value, Tag::Sequence)?, Tag::Sequence)?;
    uri_of(Elements::only(point, context_constructed(0))?)
}
