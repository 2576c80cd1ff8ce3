//! `BasicOCSPResponse` (RFC 6960, 4.2): writing what is to be signed, and reading
//! an answer.

use chancery_domain::{Spki, Utc};
use const_oid::ObjectIdentifier;
use der::asn1::GeneralizedTime;
use der::{Decode, Encode, Tag};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};

use super::cert_id::CertId;
use super::{Status, extension};
use crate::asn1::{
    Elements, Malformed, constructed, context_constructed, context_primitive, is_der, oid,
    primitive, sequence, split_first, tlv,
};
use crate::certificate::Certificate;
use crate::crl::RevocationReason;
use crate::signature::{public_key_bits, verify};

/// id-pkix-ocsp-basic
const BASIC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1");

/// The state of one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleResponse {
    /// Which certificate.
    pub cert_id: CertId,
    /// Its state.
    pub status: Status,
    /// When the state was looked up.
    pub this_update: Utc,
    /// Until when the answer may be used; `None` if newer ones are always there.
    pub next_update: Option<Utc>,
}

/// `ResponseData`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ResponseData {
    pub(super) responder_key_hash: Vec<u8>,
    pub(super) produced_at: Utc,
    pub(super) responses: Vec<SingleResponse>,
    pub(super) nonce: Option<Vec<u8>>,
}

/// An answer as read; nothing is known yet of who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    data: ResponseData,
    tbs: Vec<u8>,
    identifier: Vec<u8>,
    signature: Vec<u8>,
    certificates: Vec<Vec<u8>>,
}

/// The bytes are no signed answer that can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAResponse {
    /// Not one OCSPResponse in DER, with a responder named by its key.
    #[error("the bytes are not an OCSP response in DER")]
    Form,
    /// An answer that nobody signed, with its responseStatus.
    #[error("the OCSP responder gave no answer but the status {0}")]
    Unsigned(u8),
}

impl From<Malformed> for NotAResponse {
    fn from(Malformed: Malformed) -> Self {
        Self::Form
    }
}

impl ResponseData {
    pub(super) fn to_der(&self) -> Vec<u8> {
        let responses: Vec<_> = self.responses.iter().map(SingleResponse::to_der).collect();
        let mut parts = vec![
            constructed(2, &[tlv(Tag::OctetString, &self.responder_key_hash)]),
            generalized(self.produced_at),
            sequence(&responses),
        ];
        let extensions = self.nonce.as_deref().map(extension::with_nonce);
        parts.extend(extensions.map(|extensions| constructed(1, &[extensions])));
        sequence(&parts)
    }

    fn read(content: &[u8]) -> Result<Self, Malformed> {
        let mut elements = Elements::of(content)?;
        let by_key = elements.required(context_constructed(2))?;
        let responder_key_hash = Elements::only(by_key, Tag::OctetString)?.to_vec();
        let produced_at = instant(elements.required(Tag::GeneralizedTime)?)?;
        let mut list = Elements::of(elements.required(Tag::Sequence)?)?;
        let mut responses = Vec::new();
        while let Some(single) = list.optional(Tag::Sequence)? {
            responses.push(SingleResponse::read(single)?);
        }
        list.finish()?;
        let nonce = match elements.optional(context_constructed(1))? {
            None => None,
            Some(extensions) => extension::nonce(extensions).map_err(|_| Malformed)?,
        };
        elements.finish()?;
        Ok(Self {
            responder_key_hash,
            produced_at,
            responses,
            nonce,
        })
    }
}

impl SingleResponse {
    fn to_der(&self) -> Vec<u8> {
        let next = self.next_update.map(generalized);
        let mut parts = vec![
            self.cert_id.der().to_vec(),
            status_der(self.status),
            generalized(self.this_update),
        ];
        parts.extend(next.map(|next| constructed(0, &[next])));
        sequence(&parts)
    }

    fn read(content: &[u8]) -> Result<Self, Malformed> {
        let (cert_id, rest) = split_first(content)?;
        let mut elements = Elements::of(rest)?;
        let status = status(&mut elements)?;
        let this_update = instant(elements.required(Tag::GeneralizedTime)?)?;
        let next_update = match elements.optional(context_constructed(0))? {
            None => None,
            Some(next) => Some(instant(Elements::only(next, Tag::GeneralizedTime)?)?),
        };
        if let Some(extensions) = elements.optional(context_constructed(1))? {
            extension::nonce(extensions).map_err(|_| Malformed)?;
        }
        elements.finish()?;
        Ok(Self {
            cert_id: CertId::read(cert_id)?,
            status,
            this_update,
            next_update,
        })
    }
}

fn status_der(status: Status) -> Vec<u8> {
    match status {
        Status::Good => primitive(0, &[]),
        Status::Unknown => primitive(2, &[]),
        Status::Revoked { at, reason } => {
            let mut parts = vec![generalized(at)];
            if reason != RevocationReason::Unspecified {
                parts.push(constructed(0, &[tlv(Tag::Enumerated, &[reason.code()])]));
            }
            constructed(1, &parts)
        }
    }
}

fn status(elements: &mut Elements<'_>) -> Result<Status, Malformed> {
    for (number, status) in [(0, Status::Good), (2, Status::Unknown)] {
        if let Some(content) = elements.optional(context_primitive(number))? {
            return content.is_empty().then_some(status).ok_or(Malformed);
        }
    }
    let mut info = Elements::of(elements.required(context_constructed(1))?)?;
    let at = instant(info.required(Tag::GeneralizedTime)?)?;
    let reason = match info.optional(context_constructed(0))? {
        None => RevocationReason::Unspecified,
        Some(reason) => reason_of(Elements::only(reason, Tag::Enumerated)?)?,
    };
    info.finish()?;
    Ok(Status::Revoked { at, reason })
}

fn reason_of(code: &[u8]) -> Result<RevocationReason, Malformed> {
    RevocationReason::ALL
        .into_iter()
        .find(|reason| code == [reason.code()])
        .ok_or(Malformed)
}

/// GeneralizedTime to the second.
fn generalized(instant: Utc) -> Vec<u8> {
    let seconds = u64::try_from(instant.unix_seconds()).unwrap_or_default();
    GeneralizedTime::from_unix_duration(std::time::Duration::from_secs(seconds))
        .and_then(|time| time.to_der())
        .expect("an instant before the year 10000")
}

fn instant(content: &[u8]) -> Result<Utc, Malformed> {
    let der = tlv(Tag::GeneralizedTime, content);
    let time = GeneralizedTime::from_der(&der).map_err(|_| Malformed)?;
    let seconds = i64::try_from(time.to_unix_duration().as_secs()).map_err(|_| Malformed)?;
    Utc::from_unix_seconds(seconds).ok_or(Malformed)
}

/// RFC 6960, 4.2.1: "KeyHash ::= OCTET STRING -- SHA-1 hash of responder's public
/// key (excluding the tag and length fields)". `None` for a malformed key.
pub(super) fn key_hash(spki: &Spki) -> Option<Vec<u8>> {
    let bits = public_key_bits(spki)?;
    Some(digest(&SHA1_FOR_LEGACY_USE_ONLY, &bits).as_ref().to_vec())
}

/// The whole OCSPResponse around what was signed.
pub(super) fn successful(tbs: &[u8], identifier: &[u8], bits: &[u8], signer: &[u8]) -> Vec<u8> {
    let certificates = constructed(0, &[sequence(&[signer.to_vec()])]);
    let parts = [
        tbs.to_vec(),
        identifier.to_vec(),
        bits.to_vec(),
        certificates,
    ];
    let octets = tlv(Tag::OctetString, &sequence(&parts));
    let bytes = constructed(0, &[sequence(&[oid(BASIC), octets])]);
    sequence(&[tlv(Tag::Enumerated, &[0]), bytes])
}

impl Response {
    /// Reads exactly one answer.
    pub fn from_der(der: &[u8]) -> Result<Self, NotAResponse> {
        let mut outer = Elements::of(Elements::only(der, Tag::Sequence)?)?;
        let bytes = match outer.required(Tag::Enumerated)? {
            [0] => outer.required(context_constructed(0))?,
            [status] => return Err(NotAResponse::Unsigned(*status)),
            _ => return Err(NotAResponse::Form),
        };
        outer.finish()?;
        let mut bytes = Elements::of(Elements::only(bytes, Tag::Sequence)?)?;
        if bytes.required(Tag::ObjectIdentifier)? != BASIC.as_bytes() {
            return Err(NotAResponse::Form);
        }
        let basic = bytes.required(Tag::OctetString)?;
        bytes.finish()?;
        if !is_der(der) || !is_der(basic) {
            return Err(NotAResponse::Form);
        }
        Ok(Self::read(basic)?)
    }

    fn read(basic: &[u8]) -> Result<Self, Malformed> {
        let (tbs, rest) = split_first(Elements::only(basic, Tag::Sequence)?)?;
        let (identifier, rest) = split_first(rest)?;
        let mut elements = Elements::of(rest)?;
        let [0, signature @ ..] = elements.required(Tag::BitString)? else {
            return Err(Malformed);
        };
        let mut certificates = Vec::new();
        if let Some(list) = elements.optional(context_constructed(0))? {
            let mut rest = Elements::only(list, Tag::Sequence)?;
            while !rest.is_empty() {
                let (certificate, after) = split_first(rest)?;
                certificates.push(certificate.to_vec());
                rest = after;
            }
        }
        elements.finish()?;
        Ok(Self {
            data: ResponseData::read(Elements::only(tbs, Tag::Sequence)?)?,
            tbs: tbs.to_vec(),
            identifier: identifier.to_vec(),
            signature: signature.to_vec(),
            certificates,
        })
    }

    /// When it was signed.
    pub fn produced_at(&self) -> Utc {
        self.data.produced_at
    }

    /// The states that it tells.
    pub fn responses(&self) -> &[SingleResponse] {
        &self.data.responses
    }

    /// The nonce that it repeats.
    pub fn nonce(&self) -> Option<&[u8]> {
        self.data.nonce.as_deref()
    }

    /// The certificates that it carries, in DER.
    pub fn certificates(&self) -> &[Vec<u8>] {
        &self.certificates
    }

    /// Whether this responder signed it, and is the one that it names.
    pub fn is_signed_by(&self, responder: &Certificate) -> bool {
        key_hash(&responder.spki).is_some_and(|hash| hash == self.data.responder_key_hash)
            && verify(
                &responder.spki,
                &self.identifier,
                &self.tbs,
                &self.signature,
            )
            .is_ok()
    }

    pub(super) fn says(&self, data: &ResponseData) -> bool {
        self.data == *data
    }
}
