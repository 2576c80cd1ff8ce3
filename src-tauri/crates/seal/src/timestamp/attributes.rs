//! The signed attributes: content-type, message-digest, and the certificate that they bind.

use const_oid::ObjectIdentifier;
use der::Tag;
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use super::{
    ResponseError,
    authority::Authority,
    digest::DigestAlgorithm,
    element::{Element, Elements, Malformed, constructed, encode, only},
    oid,
};

/// More than any signer writes.
const MOST: usize = 64;

/// All of them.
pub(super) struct SignedAttributes<'a> {
    content: &'a [u8],
    /// Type and values.
    each: Vec<(&'a [u8], Vec<Element<'a>>)>,
}

impl<'a> SignedAttributes<'a> {
    /// Reads the content of the SET.
    pub(super) fn read(content: &'a [u8]) -> Result<Self, ResponseError> {
        let mut each = Vec::new();
        for attribute in Elements::of(content)?.all(MOST)? {
            let mut parts = Elements::inside(attribute.whole, Tag::Sequence)?;
            let kind = parts.required(Tag::ObjectIdentifier)?.content;
            let values = Elements::of(parts.required(Tag::Set)?.content)?.all(MOST)?;
            parts.finish()?;
            each.push((kind, values));
        }
        Ok(Self { content, each })
    }

    /// What is signed. RFC 5652, 5.4: "a separate encoding of the signedAttrs field is performed
    /// for message digest calculation. The IMPLICIT [0] tag [...] is not used [...], rather an
    /// EXPLICIT SET OF tag is used."
    pub(super) fn message(&self) -> Vec<u8> {
        encode(Tag::Set, self.content)
    }

    /// The content is a time stamp, and has the digest that was signed.
    pub(super) fn check_content(
        &self,
        content: &[u8],
        algorithm: DigestAlgorithm,
    ) -> Result<(), ResponseError> {
        let kind = self.single(oid::CONTENT_TYPE, "content-type")?;
        if kind.tag != Tag::ObjectIdentifier || kind.content != oid::TST_INFO.as_bytes() {
            return Err(ResponseError::ContentType);
        }
        let signed = self.single(oid::MESSAGE_DIGEST, "message-digest")?;
        if signed.tag != Tag::OctetString || signed.content != algorithm.of(content).as_ref() {
            return Err(ResponseError::MessageDigest);
        }
        Ok(())
    }

    /// The signer's certificate is named first, by ESSCertID (SHA-1), by ESSCertIDv2, or by both.
    pub(super) fn check_signer(&self, signer: &Authority<'_>) -> Result<(), ResponseError> {
        let v2 = self.at_most_one(oid::SIGNING_CERTIFICATE_V2, "signing-certificate-v2")?;
        let v1 = self.at_most_one(oid::SIGNING_CERTIFICATE, "signing-certificate")?;
        if v1.is_none() && v2.is_none() {
            return Err(ResponseError::Attribute("signing-certificate"));
        }
        let bad = |name| move |Malformed| ResponseError::Attribute(name);
        let names_v1 = v1
            .map(|value| is_named(value, signer, Form::V1))
            .transpose();
        let names_v2 = v2
            .map(|value| is_named(value, signer, Form::V2))
            .transpose();
        let named = names_v1
            .map_err(bad("signing-certificate"))?
            .unwrap_or(true)
            && names_v2
                .map_err(bad("signing-certificate-v2"))?
                .unwrap_or(true);
        named.then_some(()).ok_or(ResponseError::SigningCertificate)
    }

    /// RFC 5652, 11: each of these "MUST NOT include multiple instances", nor several values.
    fn single(
        &self,
        kind: ObjectIdentifier,
        name: &'static str,
    ) -> Result<Element<'a>, ResponseError> {
        self.at_most_one(kind, name)?
            .ok_or(ResponseError::Attribute(name))
    }

    fn at_most_one(
        &self,
        kind: ObjectIdentifier,
        name: &'static str,
    ) -> Result<Option<Element<'a>>, ResponseError> {
        let mut found = self.each.iter().filter(|(of, _)| *of == kind.as_bytes());
        match (found.next(), found.next()) {
            (None, _) => Ok(None),
            (Some((_, values)), None) if values.len() == 1 => Ok(Some(values[0])),
            _ => Err(ResponseError::Attribute(name)),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// RFC 2634, 5.4: by SHA-1.
    V1,
    /// RFC 5035, 4.
    V2,
}

/// Whether the first certificate of a `SigningCertificate` or `SigningCertificateV2` is this one.
fn is_named(value: Element<'_>, signer: &Authority<'_>, form: Form) -> Result<bool, Malformed> {
    let mut parts = Elements::inside(value.whole, Tag::Sequence)?;
    let mut certificates = Elements::of(parts.required(Tag::Sequence)?.content)?;
    parts.optional(Tag::Sequence)?;
    parts.finish()?;
    let mut first = Elements::of(certificates.required(Tag::Sequence)?.content)?;
    let hash = match form {
        Form::V1 => digest(&SHA1_FOR_LEGACY_USE_ONLY, signer.der),
        // SHA-256 is the default.
        Form::V2 => match first.optional(Tag::Sequence)? {
            None => DigestAlgorithm::Sha256.of(signer.der),
            Some(algorithm) => match DigestAlgorithm::read(algorithm.whole)? {
                Some(algorithm) => algorithm.of(signer.der),
                None => return Ok(false),
            },
        },
    };
    let named = first.required(Tag::OctetString)?.content == hash.as_ref();
    let by_number = match first.optional(Tag::Sequence)? {
        Some(issuer_serial) => is_numbered(issuer_serial.content, signer)?,
        None => true,
    };
    first.finish()?;
    Ok(named && by_number)
}

/// `IssuerSerial`. RFC 5035, 5: "The issuer [...] MUST contain only the issuer name from the
/// certificate encoded in the directoryName choice".
fn is_numbered(content: &[u8], signer: &Authority<'_>) -> Result<bool, Malformed> {
    let mut parts = Elements::of(content)?;
    let names = parts.required(Tag::Sequence)?.content;
    let serial = parts.required(Tag::Integer)?.content;
    parts.finish()?;
    let issuer = only(names, constructed(4))?.content;
    Ok(issuer == signer.issuer() && serial == signer.serial())
}
