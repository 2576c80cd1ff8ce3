//! The extensions of a certificate that path validation asks about, each read
//! strictly; the others are only remembered if they are critical.

use std::collections::BTreeSet;

use const_oid::ObjectIdentifier;
use der::Tag;

use super::constraints::{NameConstraints, Subtree};
use super::distinguished_name::DistinguishedName;
use super::distribution_point::DistributionPoint;
use super::general_name::{GeneralName, named_bits};
use super::oid::Oid;
use crate::asn1::{Elements, Malformed, context_constructed, context_primitive};
use crate::oid;

/// Basic constraints (RFC 5280, 4.2.1.9).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether it is a CA's.
    pub ca: bool,
    /// How many CA certificates may follow.
    pub path_len: Option<u32>,
}

/// Key usage (4.2.1.3), bit 0 lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUsage(pub u16);

impl KeyUsage {
    /// digitalSignature
    pub const DIGITAL_SIGNATURE: Self = Self(1);
    /// contentCommitment
    pub const CONTENT_COMMITMENT: Self = Self(1 << 1);
    /// keyCertSign
    pub const KEY_CERT_SIGN: Self = Self(1 << 5);
    /// cRLSign
    pub const CRL_SIGN: Self = Self(1 << 6);

    /// Whether all of `asked` are there.
    pub fn allows(self, asked: Self) -> bool {
        self.0 & asked.0 == asked.0
    }
}

/// What a certificate's extensions say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Extensions {
    pub(crate) basic_constraints: Option<BasicConstraints>,
    pub(crate) key_usage: Option<KeyUsage>,
    pub(crate) extended_key_usage: Option<Vec<Oid>>,
    pub(crate) alternative_names: Option<Vec<GeneralName>>,
    pub(crate) name_constraints: Option<NameConstraints>,
    pub(crate) policies: Option<Vec<Oid>>,
    /// A qualifier of another kind than RFC 5280's, in a critical extension.
    pub(crate) strange_qualifier: bool,
    pub(crate) policy_mappings: Vec<(Oid, Oid)>,
    pub(crate) require_explicit_policy: Option<u32>,
    pub(crate) inhibit_policy_mapping: Option<u32>,
    pub(crate) inhibit_any_policy: Option<u32>,
    pub(crate) distribution_points: Option<Vec<DistributionPoint>>,
    pub(crate) authority_key_identifier: Option<Vec<u8>>,
    pub(crate) subject_key_identifier: Option<Vec<u8>>,
    /// noRevAvail of RFC 9608.
    pub(crate) no_revocation_available: bool,
    pub(crate) unknown_critical: Vec<Oid>,
}

/// An extension that can't be read, by its OID.
pub(crate) struct BadExtension(pub(crate) Option<Oid>);

impl Extensions {
    /// Reads the content of the `Extensions` SEQUENCE.
    pub(crate) fn of_content(
        content: &[u8],
        issuer: &DistinguishedName,
    ) -> Result<Self, BadExtension> {
        let mut extensions = Self::default();
        let mut seen = BTreeSet::new();
        for extension in each(content) {
            let extension = extension.map_err(|Malformed| BadExtension(None))?;
            let named = || BadExtension(Some(Oid::new(extension.oid)));
            // RFC 5280, 4.2: "A certificate MUST NOT include more than one instance
            // of a particular extension."
            if !seen.insert(extension.oid) {
                return Err(named());
            }
            extensions
                .read(&extension, issuer)
                .map_err(|Malformed| named())?;
        }
        if seen.is_empty() {
            return Err(BadExtension(None));
        }
        Ok(extensions)
    }

    fn read(
        &mut self,
        extension: &Extension<'_>,
        issuer: &DistinguishedName,
    ) -> Result<(), Malformed> {
        let value = extension.value;
        let is = |oid: ObjectIdentifier| extension.oid == oid.as_bytes();
        if is(oid::BASIC_CONSTRAINTS) {
            self.basic_constraints = Some(basic_constraints(value)?);
        } else if is(oid::KEY_USAGE) {
            self.key_usage = Some(KeyUsage(named_bits(Elements::only(
                value,
                Tag::BitString,
            )?)?));
        } else if is(oid::EXTENDED_KEY_USAGE) {
            self.extended_key_usage = Some(oids(value)?);
        } else if is(oid::SUBJECT_ALT_NAME) {
            self.alternative_names = Some(GeneralName::all(Elements::only(value, Tag::Sequence)?)?);
        } else if is(NAME_CONSTRAINTS) {
            self.name_constraints = Some(name_constraints(value)?);
        } else if is(oid::CERTIFICATE_POLICIES) {
            self.read_policies(value, extension.critical)?;
        } else if is(POLICY_MAPPINGS) {
            self.policy_mappings = policy_mappings(value)?;
        } else if is(POLICY_CONSTRAINTS) {
            self.read_policy_constraints(value)?;
        } else if is(INHIBIT_ANY_POLICY) {
            self.inhibit_any_policy = Some(skip_certs(Elements::only(value, Tag::Integer)?)?);
        } else if is(oid::CRL_DISTRIBUTION_POINTS) {
            self.distribution_points = Some(DistributionPoint::all(value, issuer)?);
        } else if is(oid::AUTHORITY_KEY_IDENTIFIER) {
            self.authority_key_identifier = authority_key_identifier(value)?;
        } else if is(oid::SUBJECT_KEY_IDENTIFIER) {
            self.subject_key_identifier = Some(Elements::only(value, Tag::OctetString)?.to_vec());
        } else if is(NO_REV_AVAIL) {
            Elements::only(value, Tag::Null)?;
            self.no_revocation_available = true;
        } else if extension.critical && !is(FRESHEST_CRL) && !is(oid::AUTHORITY_INFO_ACCESS) {
            self.unknown_critical.push(Oid::new(extension.oid));
        }
        Ok(())
    }

    /// 4.2.1.4. A policy stands in the list at most once.
    fn read_policies(&mut self, value: &[u8], critical: bool) -> Result<(), Malformed> {
        let mut elements = Elements::of(Elements::only(value, Tag::Sequence)?)?;
        let mut seen = BTreeSet::new();
        while let Some(information) = elements.optional(Tag::Sequence)? {
            let mut parts = Elements::of(information)?;
            let policy = Oid::new(parts.required(Tag::ObjectIdentifier)?);
            let qualifiers = parts.optional(Tag::Sequence)?;
            parts.finish()?;
            self.strange_qualifier |= critical && !qualifiers.is_none_or(are_known);
            if !seen.insert(policy) {
                return Err(Malformed);
            }
        }
        elements.finish()?;
        if seen.is_empty() {
            return Err(Malformed);
        }
        self.policies = Some(seen.into_iter().collect());
        Ok(())
    }

    fn read_policy_constraints(&mut self, value: &[u8]) -> Result<(), Malformed> {
        let mut elements = Elements::of(Elements::only(value, Tag::Sequence)?)?;
        let mut optional = |number| {
            elements
                .optional(context_primitive(number))?
                .map(skip_certs)
                .transpose()
        };
        self.require_explicit_policy = optional(0)?;
        self.inhibit_policy_mapping = optional(1)?;
        elements.finish()?;
        // 4.2.1.11: "Conforming CAs MUST NOT issue certificates where policy
        // constraints is an empty sequence."
        if self.require_explicit_policy.is_none() && self.inhibit_policy_mapping.is_none() {
            return Err(Malformed);
        }
        Ok(())
    }
}

const NAME_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.30");
const POLICY_MAPPINGS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.33");
const POLICY_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.36");
const FRESHEST_CRL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.46");
const INHIBIT_ANY_POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.54");
const NO_REV_AVAIL: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.56");
const CPS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.1");
const USER_NOTICE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.2");

/// One extension, of a certificate, a list or a list's entry.
pub(crate) struct Extension<'a> {
    pub(crate) oid: &'a [u8],
    pub(crate) critical: bool,
    pub(crate) value: &'a [u8],
}

/// The extensions in the content of an `Extensions` SEQUENCE.
pub(crate) fn each(content: &[u8]) -> impl Iterator<Item = Result<Extension<'_>, Malformed>> {
    let mut elements = Elements::of(content);
    std::iter::from_fn(move || match &mut elements {
        Ok(inner) => {
            let next = next_extension(inner).transpose();
            if matches!(next, Some(Err(_))) {
                elements = Elements::of(&[]);
            }
            next
        }
        Err(Malformed) => {
            elements = Elements::of(&[]);
            Some(Err(Malformed))
        }
    })
}

fn next_extension<'a>(elements: &mut Elements<'a>) -> Result<Option<Extension<'a>>, Malformed> {
    let Some(content) = elements.optional(Tag::Sequence)? else {
        elements.finish()?;
        return Ok(None);
    };
    let mut parts = Elements::of(content)?;
    let oid = parts.required(Tag::ObjectIdentifier)?;
    let critical = boolean(&mut parts)?;
    let value = parts.required(Tag::OctetString)?;
    parts.finish()?;
    Ok(Some(Extension {
        oid,
        critical,
        value,
    }))
}

/// A BOOLEAN DEFAULT FALSE. A FALSE that is written is no DER, but common.
fn boolean(elements: &mut Elements<'_>) -> Result<bool, Malformed> {
    match elements.optional(Tag::Boolean)? {
        None | Some([0]) => Ok(false),
        Some([0xff]) => Ok(true),
        Some(_) => Err(Malformed),
    }
}

fn basic_constraints(value: &[u8]) -> Result<BasicConstraints, Malformed> {
    let mut elements = Elements::of(Elements::only(value, Tag::Sequence)?)?;
    let ca = boolean(&mut elements)?;
    let path_len = elements
        .optional(Tag::Integer)?
        .map(skip_certs)
        .transpose()?;
    elements.finish()?;
    Ok(BasicConstraints { ca, path_len })
}

/// `INTEGER (0..MAX)`; what is larger than any path is all the same.
fn skip_certs(content: &[u8]) -> Result<u32, Malformed> {
    let magnitude = unsigned(content)?;
    Ok(match magnitude.len() {
        0..=4 => magnitude
            .iter()
            .fold(0, |value, octet| value << 8 | u32::from(*octet)),
        _ => u32::MAX,
    })
}

/// The magnitude of an INTEGER that must not be negative, without leading zeros.
pub(crate) fn unsigned(content: &[u8]) -> Result<&[u8], Malformed> {
    match content {
        [] => Err(Malformed),
        [first, ..] if *first >= 0x80 => Err(Malformed),
        [0, rest @ ..] if rest.first().is_some_and(|next| *next < 0x80) => Err(Malformed),
        [0, rest @ ..] => Ok(rest),
        _ => Ok(content),
    }
}

fn oids(value: &[u8]) -> Result<Vec<Oid>, Malformed> {
    let mut elements = Elements::of(Elements::only(value, Tag::Sequence)?)?;
    let mut oids = Vec::new();
    while let Some(oid) = elements.optional(Tag::ObjectIdentifier)? {
        oids.push(Oid::new(oid));
    }
    elements.finish()?;
    if oids.is_empty() {
        return Err(Malformed);
    }
    Ok(oids)
}

fn policy_mappings(value: &[u8]) -> Result<Vec<(Oid, Oid)>, Malformed> {
    let mut elements = Elements::of(Elements::only(value, Tag::Sequence)?)?;
    let mut mappings = Vec::new();
    while let Some(mapping) = elements.optional(Tag::Sequence)? {
        let mut parts = Elements::of(mapping)?;
        let issuer_domain = Oid::new(parts.required(Tag::ObjectIdentifier)?);
        let subject_domain = Oid::new(parts.required(Tag::ObjectIdentifier)?);
        parts.finish()?;
        mappings.push((issuer_domain, subject_domain));
    }
    elements.finish()?;
    if mappings.is_empty() {
        return Err(Malformed);
    }
    Ok(mappings)
}

fn name_constraints(value: &[u8]) -> Result<NameConstraints, Malformed> {
    let mut elements = Elements::of(Elements::only(value, Tag::Sequence)?)?;
    let mut subtrees = |number| {
        elements
            .optional(context_constructed(number))?
            .map(general_subtrees)
            .transpose()
    };
    let (permitted, excluded) = (subtrees(0)?, subtrees(1)?);
    elements.finish()?;
    // 4.2.1.10: "Conforming CAs MUST NOT issue certificates where name constraints is
    // an empty sequence."
    if permitted.is_none() && excluded.is_none() {
        return Err(Malformed);
    }
    Ok(NameConstraints {
        permitted: permitted.unwrap_or_default(),
        excluded: excluded.unwrap_or_default(),
    })
}

fn general_subtrees(content: &[u8]) -> Result<Vec<Subtree>, Malformed> {
    let mut elements = Elements::of(content)?;
    let mut subtrees = Vec::new();
    while let Some(subtree) = elements.optional(Tag::Sequence)? {
        let mut parts = Elements::of(subtree)?;
        let base = GeneralName::next(&mut parts)?.ok_or(Malformed)?;
        let minimum = parts.optional(context_primitive(0))?;
        let maximum = parts.optional(context_primitive(1))?;
        parts.finish()?;
        let whole = minimum.is_none_or(|minimum| minimum == [0]) && maximum.is_none();
        subtrees.push(Subtree::new(base, whole)?);
    }
    elements.finish()?;
    if subtrees.is_empty() {
        return Err(Malformed);
    }
    Ok(subtrees)
}

pub(crate) fn authority_key_identifier(value: &[u8]) -> Result<Option<Vec<u8>>, Malformed> {
    let mut elements = Elements::of(Elements::only(value, Tag::Sequence)?)?;
    let identifier = elements.optional(context_primitive(0))?;
    let issuer = elements.optional(context_constructed(1))?;
    let serial = elements.optional(context_primitive(2))?;
    elements.finish()?;
    // 4.2.1.1: issuer and serial number stand there together or not at all.
    if issuer.is_some() != serial.is_some() {
        return Err(Malformed);
    }
    Ok(identifier.map(<[u8]>::to_vec))
}

/// Whether all qualifiers are of the two kinds that RFC 5280 defines.
fn are_known(qualifiers: &[u8]) -> bool {
    let all = || -> Result<bool, Malformed> {
        let mut elements = Elements::of(qualifiers)?;
        let mut known = true;
        while let Some(qualifier) = elements.optional(Tag::Sequence)? {
            let kind = Elements::of(qualifier)?.required(Tag::ObjectIdentifier)?;
            known &= kind == CPS.as_bytes() || kind == USER_NOTICE.as_bytes();
        }
        elements.finish()?;
        Ok(known)
    };
    all().unwrap_or(false)
}
