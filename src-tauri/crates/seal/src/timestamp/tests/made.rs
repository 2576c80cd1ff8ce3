//! Time stamps put together here, part by part: nobody signs them, since no signature is verified
//! where they are read.

use const_oid::ObjectIdentifier;
use der::{Encode, Tag};
use rcgen::{CertificateParams, CustomExtension, KeyPair, SerialNumber, date_time_ymd};

use super::super::{
    Nonce, Request,
    digest::DigestAlgorithm,
    element::{constructed, encode, sequence},
    oid,
};
use crate::{certificate::parse, cms::ID_SIGNED_DATA};

pub(super) const NONCE: [u8; 8] = [0x91, 2, 3, 4, 5, 6, 7, 8];
pub(super) const TIME: &[u8] = b"20260701120000.5Z";

/// What is asked.
pub(super) fn request() -> Request {
    let imprint = chancery_domain::Sha256Digest::of(b"A note\n");
    Request::new(imprint, Nonce::new(&NONCE).unwrap())
}

/// An extension of the signer's certificate.
pub(super) struct Extension {
    pub(super) oid: ObjectIdentifier,
    pub(super) critical: bool,
    pub(super) value: Vec<u8>,
}

/// id-kp-timeStamping, critical and alone.
pub(super) fn stamps() -> Extension {
    Extension {
        oid: oid::EXTENDED_KEY_USAGE,
        critical: true,
        value: sequence(&[&der(oid::TIME_STAMPING)]),
    }
}

/// A certificate that is valid in these years.
pub(super) fn certificate(years: (i32, i32), extensions: Vec<Extension>) -> Vec<u8> {
    let mut params = CertificateParams::default();
    params.serial_number = Some(SerialNumber::from(77_u64));
    params.not_before = date_time_ymd(years.0, 1, 1);
    params.not_after = date_time_ymd(years.1, 1, 1);
    params.custom_extensions = extensions
        .into_iter()
        .map(|extension| {
            let arcs: Vec<u64> = extension.oid.arcs().map(u64::from).collect();
            let mut made = CustomExtension::from_oid_content(&arcs, extension.value);
            made.set_criticality(extension.critical);
            made
        })
        .collect();
    let key = KeyPair::generate().unwrap();
    params.self_signed(&key).unwrap().der().to_vec()
}

pub(super) fn der(oid: ObjectIdentifier) -> Vec<u8> {
    oid.to_der().unwrap()
}

/// An attribute with one value.
pub(super) fn attribute(oid: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    sequence(&[&der(oid), &encode(Tag::Set, value)])
}

/// ESSCertIDv2 with the default hash.
pub(super) fn names(certificate: &[u8]) -> Vec<u8> {
    let hash = DigestAlgorithm::Sha256.of(certificate);
    let id = sequence(&[&encode(Tag::OctetString, hash.as_ref())]);
    attribute(oid::SIGNING_CERTIFICATE_V2, &sequence(&[&sequence(&[&id])]))
}

/// The parts, each with its header.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) status: Vec<u8>,
    pub(super) version: u8,
    pub(super) announced: Vec<u8>,
    pub(super) content_type: ObjectIdentifier,
    /// Of the TSTInfo.
    pub(super) info: Vec<Vec<u8>>,
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) signer_version: u8,
    pub(super) signer: Vec<u8>,
    pub(super) digest: Vec<u8>,
    /// Beside the message digest.
    pub(super) attributes: Vec<Vec<u8>>,
    pub(super) message_digest: Option<Vec<u8>>,
    pub(super) signers: usize,
}

impl Made {
    /// As it should be.
    pub(super) fn by(certificate: Vec<u8>) -> Self {
        let parsed = parse(&certificate).unwrap();
        let tbs = &parsed.tbs_certificate;
        let serial = encode(Tag::Integer, tbs.raw_serial());
        let sha_256 = super::super::digest::sha_256();
        let imprint = encode(Tag::OctetString, &request().imprint().0);
        Self {
            status: sequence(&[&integer(0)]),
            version: 3,
            announced: sha_256.clone(),
            content_type: oid::TST_INFO,
            info: vec![
                integer(1),
                der(ObjectIdentifier::new_unwrap("1.2.3.4")),
                sequence(&[&sha_256, &imprint]),
                integer(42),
                encode(Tag::GeneralizedTime, TIME),
                encode(Tag::Integer, request().nonce().octets()),
            ],
            signer_version: 1,
            signer: sequence(&[tbs.issuer.as_raw(), &serial]),
            digest: sha_256,
            attributes: vec![
                attribute(oid::CONTENT_TYPE, &der(oid::TST_INFO)),
                names(&certificate),
            ],
            message_digest: None,
            signers: 1,
            certificates: vec![certificate],
        }
    }

    fn signer_info(&self, content: &[u8]) -> Vec<u8> {
        let hash = DigestAlgorithm::Sha256.of(content);
        let hash = encode(Tag::OctetString, hash.as_ref());
        let digest = self.message_digest.clone();
        let digest = digest.unwrap_or_else(|| attribute(oid::MESSAGE_DIGEST, &hash));
        let attributes = [self.attributes.concat(), digest].concat();
        sequence(&[
            &integer(self.signer_version),
            &self.signer,
            &self.digest,
            &encode(constructed(0), &attributes),
            &sequence(&[&der(ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"))]),
            &encode(Tag::OctetString, b"none"),
        ])
    }

    /// The response.
    pub(super) fn response(&self) -> Vec<u8> {
        let content = sequence(&[&self.info.concat()]);
        let encapsulated = sequence(&[
            &der(self.content_type),
            &encode(constructed(0), &encode(Tag::OctetString, &content)),
        ]);
        let signers = self.signer_info(&content).repeat(self.signers);
        let data = sequence(&[
            &integer(self.version),
            &encode(Tag::Set, &self.announced),
            &encapsulated,
            &encode(constructed(0), &self.certificates.concat()),
            &encode(Tag::Set, &signers),
        ]);
        let token = sequence(&[&der(ID_SIGNED_DATA), &encode(constructed(0), &data)]);
        sequence(&[&self.status, &token])
    }
}

pub(super) fn integer(value: u8) -> Vec<u8> {
    encode(Tag::Integer, &[value])
}
