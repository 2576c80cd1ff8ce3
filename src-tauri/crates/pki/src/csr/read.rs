//! From DER to a verified [`Request`].

use chancery_domain::Spki;
use const_oid::ObjectIdentifier;
use der::{Tag, Tagged};
use x509_parser::prelude::FromDer;
use x509_parser::x509::X509Name;

use super::extension::{self, RequestedExtension, named};
use super::{CsrError, MAX_LEN, Request};
use crate::asn1::{Elements, Malformed, context_constructed, is_der, split_first};
use crate::name::Name;
use crate::signature::{PublicKey, SignatureAlgorithm, SignatureError};
use crate::weak_key;

/// Attributes that ask for extensions: that of RFC 2985, 5.4.2, and Microsoft's from before it,
/// which others take for the same.
const EXTENSION_REQUESTS: [(&str, &str); 2] = [
    ("1.2.840.113549.1.9.14", "extensionRequest"),
    ("1.3.6.1.4.1.311.2.1.14", "certExtensions"),
];

/// Attributes that are known and pass without effect.
const ATTRIBUTES: [(&str, &str); 6] = [
    ("1.2.840.113549.1.9.7", "challengePassword"),
    ("1.2.840.113549.1.9.2", "unstructuredName"),
    ("1.2.840.113549.1.9.8", "unstructuredAddress"),
    ("1.3.6.1.4.1.311.13.2.2", "enrollmentCSP"),
    ("1.3.6.1.4.1.311.13.2.3", "osVersion"),
    ("1.3.6.1.4.1.311.21.20", "requestClientInfo"),
];

/// `CertificationRequest`, cut into its components.
struct Parts<'a> {
    info: &'a [u8],
    subject: &'a [u8],
    spki: &'a [u8],
    attributes: &'a [u8],
    identifier: &'a [u8],
    signature: &'a [u8],
}

pub(super) fn request(der: &[u8]) -> Result<Request, CsrError> {
    if der.len() > MAX_LEN {
        return Err(CsrError::TooLarge);
    }
    let parts = Parts::of(der)?;
    if !is_der(der) {
        return Err(CsrError::Form("one of its lengths"));
    }
    let (subject, rdns) = subject(parts.subject)?;
    let (extensions, ignored) = attributes(parts.attributes)?;
    let spki = Spki::from_der(parts.spki.to_vec());
    let key = PublicKey::of(&spki).map_err(CsrError::Key)?;
    weak_key::check(&key).map_err(CsrError::Weak)?;
    let algorithm = key
        .algorithm()
        .expect("a key that passed the check has an algorithm");
    let signature_algorithm =
        SignatureAlgorithm::from_der(parts.identifier).map_err(CsrError::SignatureAlgorithm)?;
    signature_algorithm
        .verify(&spki, parts.info, parts.signature)
        .map_err(|error| match error {
            SignatureError::Mismatch { algorithm: named } => CsrError::Pair(named, algorithm),
            other => CsrError::Possession(other),
        })?;
    Ok(Request {
        der: der.to_vec(),
        subject,
        rdns,
        spki,
        algorithm,
        signature_algorithm,
        extensions,
        ignored,
    })
}

fn form<T>(result: Result<T, Malformed>, at: &'static str) -> Result<T, CsrError> {
    result.map_err(|Malformed| CsrError::Form(at))
}

impl<'a> Parts<'a> {
    fn of(der: &'a [u8]) -> Result<Self, CsrError> {
        let (first, rest) = form(split_first(der), "its beginning")?;
        let content = form(Elements::only(first, Tag::Sequence), "its beginning")?;
        if !rest.is_empty() {
            return Err(CsrError::Trailing);
        }
        let (info, rest) = form(split_first(content), "the certificationRequestInfo")?;
        let (identifier, rest) = form(split_first(rest), "the signatureAlgorithm")?;
        let [0, signature @ ..] = form(Elements::only(rest, Tag::BitString), "the signature")?
        else {
            return Err(CsrError::Form("the signature"));
        };
        let inside = form(
            Elements::only(info, Tag::Sequence),
            "the certificationRequestInfo",
        )?;
        let (version, inside) = form(split_first(inside), "the version")?;
        if form(Elements::only(version, Tag::Integer), "the version")? != [0] {
            return Err(CsrError::Version);
        }
        let (subject, inside) = form(split_first(inside), "the subject")?;
        let (spki, attributes) = form(split_first(inside), "the subjectPublicKeyInfo")?;
        Ok(Self {
            info,
            subject,
            spki,
            attributes,
            identifier,
            signature,
        })
    }
}

type Rdns = Vec<Vec<crate::name::Attribute>>;

fn subject(der: &[u8]) -> Result<(Name, Rdns), CsrError> {
    let sizes = form(rdn_sizes(der), "the subject")?;
    let Ok(([], parsed)) = X509Name::from_der(der) else {
        return Err(CsrError::Form("the subject"));
    };
    let name = Name::read(&parsed);
    // The library passes over what it can't read.
    if sizes.iter().sum::<usize>() != name.attributes().len() {
        return Err(CsrError::Form("the subject"));
    }
    let mut attributes = name.attributes().iter().cloned();
    let rdns = sizes
        .into_iter()
        .map(|size| attributes.by_ref().take(size).collect())
        .collect();
    Ok((name, rdns))
}

/// How many attributes each RDN of a `Name` has.
fn rdn_sizes(name: &[u8]) -> Result<Vec<usize>, Malformed> {
    let mut rdns = Elements::of(Elements::only(name, Tag::Sequence)?)?;
    let mut sizes = Vec::new();
    while let Some(rdn) = rdns.optional(Tag::Set)? {
        let mut attributes = Elements::of(rdn)?;
        let mut size = 0;
        while let Some(attribute) = attributes.optional(Tag::Sequence)? {
            let mut parts = Elements::of(attribute)?;
            parts.required(Tag::ObjectIdentifier)?;
            parts.next()?.ok_or(Malformed)?;
            parts.finish()?;
            size += 1;
        }
        attributes.finish()?;
        sizes.push(size);
    }
    rdns.finish()?;
    // RFC 5280, 4.1.2.4: SET SIZE (1..MAX).
    if sizes.contains(&0) {
        return Err(Malformed);
    }
    Ok(sizes)
}

/// `[0] IMPLICIT SET OF Attribute`: the extensions asked for, and the names of the
/// other attributes.
fn attributes(der: &[u8]) -> Result<(Vec<RequestedExtension>, Vec<String>), CsrError> {
    let content = form(
        Elements::only(der, context_constructed(0)),
        "the attributes",
    )?;
    let mut elements = form(Elements::of(content), "the attributes")?;
    let (mut extensions, mut ignored, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(attribute) = form(elements.next(), "an attribute")? {
        if attribute.tag() != Tag::Sequence {
            return Err(CsrError::Form("an attribute"));
        }
        let (kind, value) = form(one_value(attribute.value()), "an attribute")?;
        let Some(name) = named(&EXTENSION_REQUESTS, &kind) else {
            ignored.push(named(&ATTRIBUTES, &kind).map_or(kind, str::to_owned));
            continue;
        };
        if asked.contains(&name) {
            return Err(CsrError::Twice(name.to_owned()));
        }
        asked.push(name);
        extensions.extend(extension::list(value)?);
    }
    Ok((extensions, ignored))
}

/// Type and values of an `Attribute`: for those of a single value, that value.
fn one_value(attribute: &[u8]) -> Result<(String, &[u8]), Malformed> {
    let mut elements = Elements::of(attribute)?;
    let kind = elements.required(Tag::ObjectIdentifier)?;
    let kind = ObjectIdentifier::from_bytes(kind).map_err(|_| Malformed)?;
    let values = elements.required(Tag::Set)?;
    elements.finish()?;
    Ok((kind.to_string(), values))
}
