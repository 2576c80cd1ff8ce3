//! `TSTInfo` (RFC 3161, 2.4.2): what the authority signed.

use std::time::Duration;

use chancery_domain::{Sha256Digest, Utc};
use der::Tag;

use super::{
    ResponseError, accuracy,
    element::{Element, Elements, constructed, natural, only, small},
    gen_time, oid, request,
};

/// The longest serial number: "up to 160 bits" MUST be accommodated; a sign octet beside.
const LONGEST_SERIAL: usize = 33;

/// What the authority says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TstInfo {
    /// The policy under which it was given, a dotted OID.
    pub policy: String,
    /// SHA-256 of what was stamped.
    pub imprint: Sha256Digest,
    /// The authority's number for it, upper-case hex.
    pub serial: String,
    /// When, to the millisecond below.
    pub gen_time: Utc,
    /// How far that may be off.
    pub accuracy: Option<Duration>,
    /// The octets of the nonce's INTEGER.
    pub nonce: Option<Vec<u8>>,
    /// The GeneralName of the authority, with its header.
    pub(super) tsa: Option<Vec<u8>>,
}

impl TstInfo {
    /// Reads the DER that was signed.
    pub(super) fn read(der: &[u8]) -> Result<Self, ResponseError> {
        let mut parts = Elements::inside(der, Tag::Sequence)?;
        if small(parts.required(Tag::Integer)?.content)? != 1 {
            return Err(ResponseError::Version);
        }
        let policy = oid::dotted(parts.required(Tag::ObjectIdentifier)?.content);
        let imprint = request::imprint(parts.required(Tag::Sequence)?.whole)?;
        let serial = natural(parts.required(Tag::Integer)?.content)?;
        let gen_time = gen_time::read(parts.required(Tag::GeneralizedTime)?.content);
        let accuracy = parts.optional(Tag::Sequence)?;
        ordering(parts.optional(Tag::Boolean)?)?;
        let nonce = parts.optional(Tag::Integer)?;
        let tsa = parts.optional(constructed(0))?;
        if let Some(extensions) = parts.optional(constructed(1))? {
            nothing_critical(extensions.content)?;
        }
        parts.finish()?;
        if serial.len() > LONGEST_SERIAL {
            return Err(ResponseError::Form);
        }
        Ok(Self {
            policy: policy.ok_or(ResponseError::Form)?,
            imprint: imprint.ok_or(ResponseError::ImprintAlgorithm)?,
            serial: serial.iter().map(|octet| format!("{octet:02X}")).collect(),
            gen_time: gen_time.ok_or(ResponseError::GenTime)?,
            accuracy: accuracy.map(|it| accuracy::read(it.content)).transpose()?,
            nonce: nonce
                .map(|it| natural(it.content).map(<[u8]>::to_vec))
                .transpose()?,
            tsa: tsa.map(|it| general_name(it.content)).transpose()?,
        })
    }
}

/// BOOLEAN DEFAULT FALSE. FALSE that is written is no DER, but common.
fn ordering(element: Option<Element<'_>>) -> Result<(), ResponseError> {
    match element.map(|boolean| boolean.content) {
        None | Some([0 | 0xff]) => Ok(()),
        Some(_) => Err(ResponseError::Form),
    }
}

/// Exactly one GeneralName.
fn general_name(der: &[u8]) -> Result<Vec<u8>, ResponseError> {
    let mut names = Elements::of(der)?;
    let name = names.next()?.ok_or(ResponseError::Form)?;
    names.finish()?;
    Ok(name.whole.to_vec())
}

/// No extension of a time stamp is understood here.
fn nothing_critical(extensions: &[u8]) -> Result<(), ResponseError> {
    for extension in Elements::of(extensions)?.all(32)? {
        let mut parts = Elements::of(only(extension.whole, Tag::Sequence)?.content)?;
        parts.required(Tag::ObjectIdentifier)?;
        let critical = parts.optional(Tag::Boolean)?;
        parts.required(Tag::OctetString)?;
        parts.finish()?;
        if critical.is_some_and(|it| it.content != [0]) {
            return Err(ResponseError::Critical);
        }
    }
    Ok(())
}
