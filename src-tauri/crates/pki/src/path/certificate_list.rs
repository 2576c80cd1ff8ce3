//! A list as any issuer may have written it (RFC 5280, 5.1): read strictly, judged
//! nowhere here. Its entries are walked in place, since there may be a million.

use std::ops::Range;

use chancery_domain::Spki;
use const_oid::ObjectIdentifier;
use der::Tag;

use super::certificate::{integer, range_in, verify};
use super::distinguished_name::DistinguishedName;
use super::distribution_point::IssuingDistributionPoint;
use super::extensions::{authority_key_identifier, each, unsigned};
use super::general_name::GeneralName;
use super::time;
use crate::asn1::{Elements, Malformed, context_constructed};
use crate::oid::AUTHORITY_KEY_IDENTIFIER;
use crate::signature::SignatureError;

const CRL_NUMBER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.20");
const REASON_CODE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.21");
const INVALIDITY_DATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.24");
const DELTA_CRL_INDICATOR: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.27");
const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.28");
const CERTIFICATE_ISSUER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.29");

/// No issuing distribution point is longer: whole ones are compared with each other.
const LONGEST_SCOPE: usize = 1 << 14;

/// Why bytes are no list in which a status can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableList {
    /// Not one CertificateList in DER.
    #[error("the bytes are not one certificate revocation list in DER")]
    Form,
    /// An entry can't be read.
    #[error("an entry of the revocation list can't be read")]
    Entry,
}

/// A list, by anyone.
#[derive(Debug, Clone)]
pub struct CertificateList {
    der: Vec<u8>,
    tbs: Range<usize>,
    algorithm: Range<usize>,
    /// The content of the BIT STRING.
    signature: Range<usize>,
    entries: Range<usize>,
    /// Who issued it.
    pub(crate) issuer: DistinguishedName,
    /// Since 1970, in seconds.
    pub(crate) this_update: i64,
    /// The same; `None` if it names no next one.
    pub(crate) next_update: Option<i64>,
    /// The list's number as a magnitude.
    pub(crate) number: Option<CrlNumber>,
    /// In a delta: the number of the list that it adds to.
    pub(crate) base_number: Option<CrlNumber>,
    pub(crate) authority_key_identifier: Option<Vec<u8>>,
    pub(crate) scope: Option<IssuingDistributionPoint>,
    /// The issuing distribution point's bytes: two scopes are the same if these are.
    pub(crate) scope_der: Option<Vec<u8>>,
    /// Something critical, in it or in an entry, is not known here.
    pub(crate) unknown_critical: bool,
    /// How many entries there are.
    pub(crate) count: usize,
}

/// `CRLNumber`, up to 20 octets. Without leading zeros, a longer one is larger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CrlNumber {
    len: usize,
    magnitude: Vec<u8>,
}

impl CrlNumber {
    fn from_der(der: &[u8]) -> Result<Self, Malformed> {
        let magnitude = unsigned(Elements::only(der, Tag::Integer)?)?;
        if magnitude.len() > 20 {
            return Err(Malformed);
        }
        Ok(Self {
            len: magnitude.len(),
            magnitude: magnitude.to_vec(),
        })
    }
}

/// One entry of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// The content of the INTEGER.
    pub(crate) serial: &'a [u8],
    /// Since 1970, in seconds.
    pub(crate) revoked_at: i64,
    /// CRLReason, if one is given.
    pub(crate) reason: Option<u8>,
    /// The content of the invalidity date's GeneralizedTime, if there is one (5.3.2).
    pub(crate) invalid_since: Option<&'a [u8]>,
    /// The content of a `GeneralNames`: from here on the entries are another
    /// issuer's (5.3.3).
    pub(crate) certificate_issuer: Option<&'a [u8]>,
    pub(crate) unknown_critical: bool,
}

impl From<Malformed> for UnreadableList {
    fn from(Malformed: Malformed) -> Self {
        Self::Form
    }
}

impl CertificateList {
    /// Reads exactly one list.
    pub fn from_der(der: &[u8]) -> Result<Self, UnreadableList> {
        Self::from_vec(der.to_vec())
    }

    /// The same without a copy, for lists that are long.
    pub(crate) fn from_vec(der: Vec<u8>) -> Result<Self, UnreadableList> {
        let mut list = Self::without_bytes(&der)?;
        list.der = der;
        Ok(list)
    }

    /// The bytes, given away.
    pub(crate) fn into_der(self) -> Vec<u8> {
        self.der
    }

    fn without_bytes(der: &[u8]) -> Result<Self, UnreadableList> {
        let mut parts = Elements::of(Elements::only(der, Tag::Sequence)?)?;
        let tbs = parts.required_tlv(Tag::Sequence)?;
        let algorithm = parts.required_tlv(Tag::Sequence)?;
        let signature = parts.required(Tag::BitString)?;
        parts.finish()?;
        let mut fields = Elements::of(Elements::only(tbs, Tag::Sequence)?)?;
        // 5.1.2.1: version 2 is written as 1, version 1 not at all.
        let version = fields.optional(Tag::Integer)?;
        let inner_algorithm = fields.required_tlv(Tag::Sequence)?;
        if version.is_some_and(|version| version != [1]) || inner_algorithm != algorithm {
            return Err(UnreadableList::Form);
        }
        let issuer = fields.required(Tag::Sequence)?;
        let this_update = time::required(&mut fields)?;
        let next_update = time::optional(&mut fields)?;
        let entries = fields.optional(Tag::Sequence)?.unwrap_or(&der[..0]);
        let extensions = fields.optional(context_constructed(0))?;
        fields.finish()?;
        if extensions.is_some() && version.is_none() {
            return Err(UnreadableList::Form);
        }
        let mut list = Self {
            der: Vec::new(),
            tbs: range_in(der, tbs),
            algorithm: range_in(der, algorithm),
            signature: range_in(der, signature),
            entries: range_in(der, entries),
            issuer: DistinguishedName::of_content(issuer)?,
            this_update,
            next_update,
            number: None,
            base_number: None,
            authority_key_identifier: None,
            scope: None,
            scope_der: None,
            unknown_critical: false,
            count: 0,
        };
        if let Some(extensions) = extensions {
            list.read_extensions(Elements::only(extensions, Tag::Sequence)?)?;
        }
        let (count, unknown_critical) = walk(entries)?;
        list.count = count;
        list.unknown_critical |= unknown_critical;
        Ok(list)
    }

    fn read_extensions(&mut self, content: &[u8]) -> Result<(), UnreadableList> {
        let mut seen = std::collections::BTreeSet::new();
        for extension in each(content) {
            let extension = extension?;
            if !seen.insert(extension.oid) {
                return Err(UnreadableList::Form);
            }
            let value = extension.value;
            let is = |oid: ObjectIdentifier| extension.oid == oid.as_bytes();
            if is(CRL_NUMBER) {
                self.number = Some(CrlNumber::from_der(value)?);
            } else if is(DELTA_CRL_INDICATOR) {
                self.base_number = Some(CrlNumber::from_der(value)?);
            } else if is(AUTHORITY_KEY_IDENTIFIER) {
                self.authority_key_identifier = authority_key_identifier(value)?;
            } else if is(ISSUING_DISTRIBUTION_POINT) {
                if value.len() > LONGEST_SCOPE {
                    return Err(UnreadableList::Form);
                }
                self.scope = Some(IssuingDistributionPoint::from_der(value, &self.issuer)?);
                self.scope_der = Some(value.to_vec());
            } else {
                self.unknown_critical |= extension.critical;
            }
        }
        Ok(())
    }

    /// The DER bytes.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    pub(crate) fn is_signed_by(&self, key: &Spki) -> Result<(), SignatureError> {
        let part = |range: &Range<usize>| &self.der[range.clone()];
        verify(
            key,
            part(&self.algorithm),
            part(&self.tbs),
            part(&self.signature),
        )
    }

    /// The entries in their order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        // Reading has walked through all of them once.
        entries(&self.der[self.entries.clone()]).map_while(Result::ok)
    }

    /// The entry of a certificate, by its issuer and the content of its serial
    /// number.
    pub(crate) fn entry(&self, issuer: &DistinguishedName, serial: &[u8]) -> Option<Entry<'_>> {
        let mut is_issuers = self.issuer == *issuer;
        let mut found = None;
        for entry in self.entries() {
            if let Some(names) = entry.certificate_issuer {
                is_issuers = names_issuer(names, issuer);
            }
            if is_issuers && entry.serial == serial {
                found = Some(entry);
            }
        }
        found
    }
}

fn names_issuer(names: &[u8], issuer: &DistinguishedName) -> bool {
    let is = |name: &GeneralName| matches!(name, GeneralName::Directory(name) if name == issuer);
    GeneralName::all(names).is_ok_and(|names| names.iter().any(is))
}

fn entries(content: &[u8]) -> impl Iterator<Item = Result<Entry<'_>, Malformed>> {
    let mut elements = Elements::of(content);
    std::iter::from_fn(move || {
        let inner = elements.as_mut().ok()?;
        let next = inner.optional(Tag::Sequence).and_then(|content| {
            if content.is_none() {
                inner.finish()?;
            }
            content.map(entry).transpose()
        });
        next.transpose()
    })
}

fn entry(content: &[u8]) -> Result<Entry<'_>, Malformed> {
    let mut fields = Elements::of(content)?;
    let mut entry = Entry {
        serial: integer(fields.required(Tag::Integer)?)?,
        revoked_at: time::required(&mut fields)?,
        reason: None,
        invalid_since: None,
        certificate_issuer: None,
        unknown_critical: false,
    };
    if let Some(extensions) = fields.optional(Tag::Sequence)? {
        for extension in each(extensions) {
            let extension = extension?;
            let is = |oid: ObjectIdentifier| extension.oid == oid.as_bytes();
            if is(REASON_CODE) {
                entry.reason = Some(reason(extension.value)?);
            } else if is(INVALIDITY_DATE) {
                entry.invalid_since = Some(Elements::only(extension.value, Tag::GeneralizedTime)?);
            } else if is(CERTIFICATE_ISSUER) {
                let names = Elements::only(extension.value, Tag::Sequence)?;
                GeneralName::all(names)?;
                entry.certificate_issuer = Some(names);
            } else {
                entry.unknown_critical |= extension.critical;
            }
        }
    }
    fields.finish()?;
    Ok(entry)
}

fn reason(der: &[u8]) -> Result<u8, Malformed> {
    match Elements::only(der, Tag::Enumerated)? {
        [code @ (0..=6 | 8..=10)] => Ok(*code),
        _ => Err(Malformed),
    }
}

/// Walks through all entries: how many there are, and whether one has something
/// critical that is not known.
fn walk(content: &[u8]) -> Result<(usize, bool), UnreadableList> {
    let (mut count, mut unknown) = (0, false);
    for entry in entries(content) {
        let entry = entry.map_err(|Malformed| UnreadableList::Entry)?;
        unknown |= entry.unknown_critical;
        count += 1;
    }
    Ok((count, unknown))
}
