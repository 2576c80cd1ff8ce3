//! Writing a list: entry after entry into one buffer, whose front is left open for
//! the headers that can only be written when all lengths are known. A million
//! entries take as much memory as the list itself.

use chancery_domain::{Algorithm, Utc};
use const_oid::ObjectIdentifier;
use der::{Encode as _, Header, Tag};

use super::issue::{CrlError, check};
use super::scope::{DELTA_CRL_INDICATOR, FRESHEST_CRL, ISSUING_DISTRIBUTION_POINT, crl_number};
use super::{CrlHead, RevocationReason, RevokedCertificate};
use crate::asn1::{self, constructed, integer, primitive, sequence, tlv};
use crate::certificate::Certificate;
use crate::oid::AUTHORITY_KEY_IDENTIFIER;
use crate::signature::SignatureAlgorithm;

const CRL_NUMBER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.20");
/// `reasonCode` up to its one octet.
const REASON_CODE: [u8; 11] = [0x30, 10, 6, 3, 0x55, 0x1d, 21, 4, 3, 10, 1];
/// `invalidityDate` up to its fifteen characters.
const INVALIDITY_DATE: [u8; 11] = [0x30, 24, 6, 3, 0x55, 0x1d, 24, 4, 17, 24, 15];
/// A header: one octet of tag, at most five of length.
const HEADER_MAX: usize = 6;
/// RFC 5280, 4.1.2.2
const SERIAL_OCTETS_MAX: usize = 20;
/// What the DER library counts up to is 256 MiB; room for what stands around the
/// entries.
const ENTRIES_OCTETS_MAX: usize = 255 << 20;

/// A list on its way.
#[derive(Debug)]
pub struct CrlWriter<'a> {
    issuer: &'a Certificate,
    algorithm: Algorithm,
    head: CrlHead,
    /// Version to next update.
    fields: Vec<u8>,
    /// The open front, then the entries.
    buffer: Vec<u8>,
    front: usize,
    entries: usize,
}

impl<'a> CrlWriter<'a> {
    /// Begins a list of this issuer.
    pub fn begin(head: CrlHead, issuer: &'a Certificate) -> Result<Self, CrlError> {
        let algorithm = check(&head, issuer)?;
        let fields = [
            integer(1),
            SignatureAlgorithm::of(algorithm).to_der(),
            issuer.subject.der().to_vec(),
            time(head.this_update),
            time(head.next_update),
        ]
        .concat();
        // The list, what is signed of it, and the entries have a header each.
        let front = fields.len() + 3 * HEADER_MAX;
        Ok(Self {
            issuer,
            algorithm,
            head,
            fields,
            buffer: vec![0; front],
            front,
            entries: 0,
        })
    }

    /// Adds an entry. No certificate may be added twice.
    pub fn push(&mut self, entry: &RevokedCertificate) -> Result<(), CrlError> {
        let serial = entry.serial_number.magnitude();
        let removal = entry.reason == RevocationReason::RemoveFromCrl;
        let fits = serial.len() <= SERIAL_OCTETS_MAX;
        // RFC 5280, 5.3.1: removeFromCRL "may only appear in delta CRLs".
        if !fits || (removal && !self.head.scope.is_delta()) {
            return Err(CrlError::Entry(entry.serial_number.clone()));
        }
        let start = self.buffer.len();
        if start > ENTRIES_OCTETS_MAX {
            return Err(CrlError::TooLong(self.entries));
        }
        self.buffer.extend([0x30, 0]);
        let padded = serial[0] >= 0x80;
        self.buffer
            .extend([2, short(serial.len() + usize::from(padded))]);
        self.buffer.extend(padded.then_some(0));
        self.buffer.extend(serial);
        push_time(&mut self.buffer, entry.revoked_at);
        self.push_extensions(entry);
        self.buffer[start + 1] = short(self.buffer.len() - start - 2);
        self.entries += 1;
        Ok(())
    }

    fn push_extensions(&mut self, entry: &RevokedCertificate) {
        let start = self.buffer.len();
        self.buffer.extend([0x30, 0]);
        // RFC 5280, 5.3.1: "the reason code CRL entry extension SHOULD be absent
        // instead of using the unspecified (0) reasonCode value."
        if entry.reason != RevocationReason::Unspecified {
            self.buffer.extend(REASON_CODE);
            self.buffer.push(entry.reason.code());
        }
        if let Some(instant) = entry.invalid_since {
            self.buffer.extend(INVALIDITY_DATE);
            self.buffer.extend(digits(instant));
        }
        match self.buffer.len() - start - 2 {
            0 => self.buffer.truncate(start),
            length => self.buffer[start + 1] = short(length),
        }
    }

    /// How many entries there are.
    pub fn entries(&self) -> usize {
        self.entries
    }

    /// Writes what was left open, and takes the list up to its signature.
    pub(super) fn finish(self) -> Unsigned<'a> {
        let extensions = constructed(0, &[self.extensions()]);
        let entries = self.buffer.len() - self.front;
        let mut buffer = self.buffer;
        buffer.extend(&extensions);
        let mut start = self.front;
        // RFC 5280, 5.1.2.6: without entries "the revoked certificates list MUST be
        // absent".
        if entries > 0 {
            start = put_before(&mut buffer, start, &header(entries));
        }
        start = put_before(&mut buffer, start, &self.fields);
        let length = buffer.len() - start;
        let tbs = put_before(&mut buffer, start, &header(length));
        Unsigned {
            issuer: self.issuer,
            algorithm: self.algorithm,
            head: self.head,
            buffer,
            tbs,
            entries: self.entries,
        }
    }

    fn extensions(&self) -> Vec<u8> {
        let issuer_key = self.issuer.subject_key_identifier.as_ref();
        let identifier = issuer_key.expect("checked when the list was begun");
        let scope = &self.head.scope;
        let plain = |oid, value: Vec<u8>| Some(extension(oid, false, &value));
        let parts: Vec<Vec<u8>> = [
            plain(
                AUTHORITY_KEY_IDENTIFIER,
                sequence(&[primitive(0, identifier.as_bytes())]),
            ),
            plain(CRL_NUMBER, crl_number(self.head.number)),
            scope
                .delta_crl_indicator()
                .map(|value| extension(DELTA_CRL_INDICATOR, true, &value)),
            scope
                .issuing_distribution_point()
                .map(|value| extension(ISSUING_DISTRIBUTION_POINT, true, &value)),
            scope
                .freshest_crl()
                .and_then(|value| plain(FRESHEST_CRL, value)),
        ]
        .into_iter()
        .flatten()
        .collect();
        sequence(&parts)
    }
}

/// A list that only lacks its signature: `buffer` is open before `tbs`.
pub(super) struct Unsigned<'a> {
    issuer: &'a Certificate,
    algorithm: Algorithm,
    head: CrlHead,
    buffer: Vec<u8>,
    tbs: usize,
    entries: usize,
}

impl<'a> Unsigned<'a> {
    pub(super) fn head(&self) -> &CrlHead {
        &self.head
    }

    pub(super) fn tbs_der(&self) -> &[u8] {
        &self.buffer[self.tbs..]
    }

    pub(super) fn issuer(&self) -> &'a Certificate {
        self.issuer
    }

    pub(super) fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    /// The whole list around a signature as X.509 carries it.
    pub(super) fn close(mut self, signature: &[u8]) -> Vec<u8> {
        self.buffer
            .extend(SignatureAlgorithm::of(self.algorithm).to_der());
        self.buffer.extend(asn1::bit_string(signature));
        let length = self.buffer.len() - self.tbs;
        let start = put_before(&mut self.buffer, self.tbs, &header(length));
        self.buffer.drain(..start);
        self.buffer
    }
}

fn header(length: usize) -> Vec<u8> {
    let length = length.try_into().expect("a list is below 256 MiB");
    let header = Header {
        tag: Tag::Sequence,
        length,
    };
    header.to_der().expect("a header encodes")
}

/// Writes `part` so that it ends at `end`; its beginning.
fn put_before(buffer: &mut [u8], end: usize, part: &[u8]) -> usize {
    let start = end - part.len();
    buffer[start..end].copy_from_slice(part);
    start
}

fn extension(oid: ObjectIdentifier, critical: bool, value: &[u8]) -> Vec<u8> {
    let mut parts = vec![asn1::oid(oid)];
    parts.extend(critical.then(|| tlv(Tag::Boolean, &[0xff])));
    parts.push(tlv(Tag::OctetString, value));
    sequence(&parts)
}

fn short(length: usize) -> u8 {
    u8::try_from(length)
        .ok()
        .filter(|length| *length < 0x80)
        .expect("an entry is below 128 octets")
}

fn time(instant: Utc) -> Vec<u8> {
    let mut der = Vec::new();
    push_time(&mut der, instant);
    der
}

/// RFC 5280, 5.1.2.4: UTCTime through the year 2049, GeneralizedTime from 2050.
fn push_time(der: &mut Vec<u8>, instant: Utc) {
    let digits = digits(instant);
    if instant.date().year() < 2050 {
        der.extend([0x17, 13]);
        der.extend(&digits[2..]);
    } else {
        der.extend([0x18, 15]);
        der.extend(&digits);
    }
}

/// `YYYYMMDDHHMMSSZ`
fn digits(instant: Utc) -> [u8; 15] {
    let at = instant.offset_date_time();
    let year = u8::try_from(at.year() / 100).expect("years have four digits");
    let rest = u8::try_from(at.year() % 100).expect("below 100");
    let pairs = [
        year,
        rest,
        u8::from(at.month()),
        at.day(),
        at.hour(),
        at.minute(),
        at.second(),
    ];
    let mut digits = [b'Z'; 15];
    for (pair, place) in pairs.iter().zip(digits.chunks_exact_mut(2)) {
        place[0] = b'0' + pair / 10;
        place[1] = b'0' + pair % 10;
    }
    digits
}
