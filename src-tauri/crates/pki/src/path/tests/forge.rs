//! Certificates and lists of any make, for tests: everything in them can be bent.

use chancery_domain::{Algorithm, SigningKey as _, Utc};
use const_oid::ObjectIdentifier;
use der::{Encode as _, Tag};

use crate::asn1::{
    bit_string, constructed, context_constructed, integer, oid, primitive, sequence, tlv,
};
use crate::fixtures::MemoryKey;
use crate::path::{
    Budget, CertificateList, ForeignCertificate, Lists, PolicyInputs, Question, Unreadable,
};
use crate::signature::{self, SignatureAlgorithm};

pub(super) const ALGORITHM: Algorithm = Algorithm::EcdsaP256Sha256;

pub(super) fn now() -> Utc {
    Utc::parse("2026-11-22T14:33:00Z").expect("valid")
}

pub(super) const BEFORE: &str = "260101000000Z";
pub(super) const AFTER: &str = "270101000000Z";

pub(super) fn key() -> MemoryKey {
    MemoryKey::generate(ALGORITHM)
}

pub(super) fn arc(dotted: &str) -> ObjectIdentifier {
    ObjectIdentifier::new(dotted).expect("an OID")
}

/// A name of one CN.
pub(super) fn name(common_name: &str) -> Vec<u8> {
    attribute("2.5.4.3", Tag::Utf8String, common_name)
}

pub(super) fn attribute(kind: &str, tag: Tag, value: &str) -> Vec<u8> {
    let value = tlv(tag, value.as_bytes());
    sequence(&[tlv(Tag::Set, &sequence(&[oid(arc(kind)), value]))])
}

/// One extension before it is encoded.
#[derive(Clone)]
pub(super) struct Extension {
    pub(super) kind: &'static str,
    pub(super) critical: bool,
    pub(super) value: Vec<u8>,
}

pub(super) fn extension(kind: &'static str, value: Vec<u8>) -> Extension {
    Extension {
        kind,
        critical: false,
        value,
    }
}

pub(super) fn critical(kind: &'static str, value: Vec<u8>) -> Extension {
    Extension {
        critical: true,
        ..extension(kind, value)
    }
}

fn encode(extensions: &[Extension]) -> Vec<u8> {
    let one = |extension: &Extension| {
        let flag = if extension.critical {
            tlv(Tag::Boolean, &[0xff])
        } else {
            Vec::new()
        };
        let value = tlv(Tag::OctetString, &extension.value);
        sequence(&[oid(arc(extension.kind)), flag, value])
    };
    sequence(&extensions.iter().map(one).collect::<Vec<_>>())
}

pub(super) fn basic_constraints(ca: bool, path_len: Option<i64>) -> Extension {
    let ca = if ca {
        tlv(Tag::Boolean, &[0xff])
    } else {
        Vec::new()
    };
    let path_len = path_len.map(integer).unwrap_or_default();
    critical("2.5.29.19", sequence(&[ca, path_len]))
}

/// Bits by their numbers in RFC 5280.
pub(super) fn key_usage(bits: &[u8]) -> Extension {
    let octet = bits.iter().fold(0u8, |octet, bit| octet | 0x80 >> bit);
    let unused = u8::try_from(octet.trailing_zeros().min(7)).expect("small");
    critical("2.5.29.15", tlv(Tag::BitString, &[unused, octet]))
}

pub(super) fn purposes(purposes: &[&str]) -> Extension {
    let purposes: Vec<_> = purposes.iter().map(|purpose| oid(arc(purpose))).collect();
    extension("2.5.29.37", sequence(&purposes))
}

pub(super) fn policies(policies: &[&str]) -> Extension {
    let information = |policy: &&str| sequence(&[oid(arc(policy))]);
    let policies: Vec<_> = policies.iter().map(information).collect();
    extension("2.5.29.32", sequence(&policies))
}

pub(super) fn mappings(mappings: &[(&str, &str)]) -> Extension {
    let mapping = |(from, to): &(&str, &str)| sequence(&[oid(arc(from)), oid(arc(to))]);
    let mappings: Vec<_> = mappings.iter().map(mapping).collect();
    critical("2.5.29.33", sequence(&mappings))
}

/// requireExplicitPolicy and inhibitPolicyMapping.
pub(super) fn policy_constraints(explicit: Option<u8>, mapping: Option<u8>) -> Extension {
    let field = |number, value: Option<u8>| {
        value.map_or_else(Vec::new, |value| primitive(number, &[value]))
    };
    critical(
        "2.5.29.36",
        sequence(&[field(0, explicit), field(1, mapping)]),
    )
}

pub(super) fn alternative_names(names: &[Vec<u8>]) -> Extension {
    extension("2.5.29.17", sequence(names))
}

/// Bases of subtrees, permitted and excluded.
pub(super) fn name_constraints(permitted: &[Vec<u8>], excluded: &[Vec<u8>]) -> Extension {
    let subtrees = |number, bases: &[Vec<u8>]| {
        let subtrees: Vec<_> = bases
            .iter()
            .map(|base| sequence(std::slice::from_ref(base)))
            .collect();
        if subtrees.is_empty() {
            Vec::new()
        } else {
            constructed(number, &subtrees)
        }
    };
    critical(
        "2.5.29.30",
        sequence(&[subtrees(0, permitted), subtrees(1, excluded)]),
    )
}

/// A `GeneralName` of one of the string forms.
pub(super) fn general_name(form: u8, text: &str) -> Vec<u8> {
    primitive(form, text.as_bytes())
}

/// One distribution point with a URI.
pub(super) fn distribution_point(uri: &str) -> Extension {
    let full = constructed(0, &[general_name(6, uri)]);
    let point = sequence(&[constructed(0, &[full])]);
    extension("2.5.29.31", sequence(&[point]))
}

/// A certificate before it is signed.
#[derive(Clone)]
pub(super) struct Draft {
    pub(super) version: Option<i64>,
    /// The content of the INTEGER.
    pub(super) serial: Vec<u8>,
    pub(super) issuer: Vec<u8>,
    pub(super) validity: (&'static str, &'static str),
    pub(super) subject: Vec<u8>,
    pub(super) spki: Vec<u8>,
    pub(super) extensions: Vec<Extension>,
    /// The algorithm named inside, if it is to be another.
    pub(super) inner_algorithm: Option<Vec<u8>>,
}

impl Draft {
    pub(super) fn new(issuer: &str, subject: &str, key: &MemoryKey) -> Self {
        Self {
            version: Some(2),
            serial: vec![1],
            issuer: name(issuer),
            validity: (BEFORE, AFTER),
            subject: name(subject),
            spki: key.spki().der().to_vec(),
            extensions: Vec::new(),
            inner_algorithm: None,
        }
    }

    pub(super) fn ca(issuer: &str, subject: &str, key: &MemoryKey) -> Self {
        Self::new(issuer, subject, key)
            .with(basic_constraints(true, None))
            .with(key_usage(&[5, 6]))
    }

    #[must_use]
    pub(super) fn with(mut self, extension: Extension) -> Self {
        self.extensions.retain(|old| old.kind != extension.kind);
        self.extensions.push(extension);
        self
    }

    #[must_use]
    pub(super) fn without(mut self, kind: &str) -> Self {
        self.extensions.retain(|extension| extension.kind != kind);
        self
    }

    pub(super) fn tbs(&self) -> Vec<u8> {
        let time = |text: &str| tlv(Tag::UtcTime, text.as_bytes());
        let extensions = if self.extensions.is_empty() {
            Vec::new()
        } else {
            tlv(context_constructed(3), &encode(&self.extensions))
        };
        let version = self
            .version
            .map(|version| constructed(0, &[integer(version)]));
        sequence(&[
            version.unwrap_or_default(),
            tlv(Tag::Integer, &self.serial),
            self.inner_algorithm.clone().unwrap_or_else(algorithm),
            self.issuer.clone(),
            sequence(&[time(self.validity.0), time(self.validity.1)]),
            self.subject.clone(),
            self.spki.clone(),
            extensions,
        ])
    }

    pub(super) fn signed_by(&self, key: &MemoryKey) -> Vec<u8> {
        signed(&self.tbs(), key)
    }
}

pub(super) fn algorithm() -> Vec<u8> {
    SignatureAlgorithm::of(ALGORITHM).to_der()
}

pub(super) fn signed(tbs: &[u8], key: &MemoryKey) -> Vec<u8> {
    let raw = key.sign(tbs).expect("signs");
    let signature = signature::encode(ALGORITHM, &raw);
    sequence(&[tbs.to_vec(), algorithm(), bit_string(&signature)])
}

/// A list before it is signed.
#[derive(Clone)]
pub(super) struct ListDraft {
    pub(super) issuer: Vec<u8>,
    pub(super) next_update: Option<&'static str>,
    /// Serial number, reason, other entry extensions.
    pub(super) entries: Vec<(Vec<u8>, u8, Vec<Extension>)>,
    pub(super) extensions: Vec<Extension>,
}

impl ListDraft {
    pub(super) fn new(issuer: &str) -> Self {
        Self {
            issuer: name(issuer),
            next_update: Some(AFTER),
            entries: Vec::new(),
            extensions: vec![extension("2.5.29.20", integer(1))],
        }
    }

    #[must_use]
    pub(super) fn with(mut self, extension: Extension) -> Self {
        self.extensions.retain(|old| old.kind != extension.kind);
        self.extensions.push(extension);
        self
    }

    #[must_use]
    pub(super) fn listing(mut self, serial: &[u8], reason: u8) -> Self {
        self.entries.push((serial.to_vec(), reason, Vec::new()));
        self
    }

    pub(super) fn signed_by(&self, key: &MemoryKey) -> Vec<u8> {
        let time = |text: &str| tlv(Tag::UtcTime, text.as_bytes());
        let entry = |(serial, reason, others): &(Vec<u8>, u8, Vec<Extension>)| {
            let reason = extension("2.5.29.21", tlv(Tag::Enumerated, &[*reason]));
            let extensions = [vec![reason], others.clone()].concat();
            let serial = tlv(Tag::Integer, serial);
            sequence(&[serial, time(BEFORE), encode(&extensions)])
        };
        let entries: Vec<_> = self.entries.iter().map(entry).collect();
        let entries = if entries.is_empty() {
            Vec::new()
        } else {
            sequence(&entries)
        };
        let extensions = tlv(context_constructed(0), &encode(&self.extensions));
        let tbs = sequence(&[
            integer(1),
            algorithm(),
            self.issuer.clone(),
            time(BEFORE),
            self.next_update.map(time).unwrap_or_default(),
            entries,
            extensions,
        ]);
        signed(&tbs, key)
    }
}

/// issuingDistributionPoint with these fields.
pub(super) fn scope(fields: &[Vec<u8>]) -> Extension {
    critical("2.5.29.28", sequence(fields))
}

/// A hierarchy of root, CA and leaf with their lists, each of which can be bent before
/// all are signed.
pub(super) struct World {
    pub(super) root_key: MemoryKey,
    pub(super) ca_key: MemoryKey,
    pub(super) other_key: MemoryKey,
    pub(super) root: Draft,
    pub(super) ca: Draft,
    pub(super) leaf: Draft,
    pub(super) root_list: ListDraft,
    pub(super) lists: Vec<ListDraft>,
    /// The leaf is signed by a stranger's key.
    pub(super) forged: bool,
    /// The lists of the CA are signed by a stranger's key.
    pub(super) forged_lists: bool,
}

/// What the leaf is for.
pub(super) const PURPOSE: &str = "1.3.6.1.5.5.7.3.2";

impl World {
    pub(super) fn new() -> Self {
        let (root_key, ca_key, leaf_key) = (key(), key(), key());
        let leaf = Draft::new("CA", "Leaf", &leaf_key)
            .with(key_usage(&[0]))
            .with(purposes(&[PURPOSE]));
        Self {
            root: Draft::ca("Root", "Root", &root_key),
            ca: Draft::ca("Root", "CA", &ca_key),
            leaf: Draft {
                serial: vec![9],
                ..leaf
            },
            root_list: ListDraft::new("Root"),
            lists: vec![ListDraft::new("CA")],
            forged: false,
            forged_lists: false,
            other_key: key(),
            root_key,
            ca_key,
        }
    }

    pub(super) fn sign(&self) -> Result<Signed, Unreadable> {
        let leaf_signer = if self.forged {
            &self.other_key
        } else {
            &self.ca_key
        };
        let list_signer = if self.forged_lists {
            &self.other_key
        } else {
            &self.ca_key
        };
        let mut lists = vec![self.root_list.signed_by(&self.root_key)];
        lists.extend(self.lists.iter().map(|list| list.signed_by(list_signer)));
        Ok(Signed {
            leaf: ForeignCertificate::from_der(&self.leaf.signed_by(leaf_signer))?,
            intermediates: vec![ForeignCertificate::from_der(
                &self.ca.signed_by(&self.root_key),
            )?],
            anchors: vec![ForeignCertificate::from_der(
                &self.root.signed_by(&self.root_key),
            )?],
            lists: lists
                .iter()
                .filter_map(|der| CertificateList::from_der(der).ok())
                .collect(),
        })
    }
}

/// A hierarchy as it is given to the validator.
pub(super) struct Signed {
    pub(super) leaf: ForeignCertificate,
    pub(super) intermediates: Vec<ForeignCertificate>,
    pub(super) anchors: Vec<ForeignCertificate>,
    pub(super) lists: Vec<CertificateList>,
}

impl Signed {
    pub(super) fn lists(&self) -> Vec<&CertificateList> {
        self.lists.iter().collect()
    }

    pub(super) fn question<'a>(&'a self, lists: &'a [&'a CertificateList]) -> Question<'a> {
        Question {
            leaf: &self.leaf,
            intermediates: &self.intermediates,
            anchors: &self.anchors,
            at: now(),
            purpose: Some(arc(PURPOSE)),
            key_usage: Some(crate::path::KeyUsage::DIGITAL_SIGNATURE),
            policies: PolicyInputs::default(),
            lists: Lists::Checked(lists),
            understood: &[],
            budget: Budget::default(),
        }
    }
}

/// A key that no one has, in a SubjectPublicKeyInfo of any point.
pub(super) fn spki_of_nobody(number: u32) -> Vec<u8> {
    let curve = sequence(&[
        oid(arc("1.2.840.10045.2.1")),
        oid(arc("1.2.840.10045.3.1.7")),
    ]);
    let mut point = vec![4; 65];
    point[1..5].copy_from_slice(&number.to_be_bytes());
    sequence(&[curve, bit_string(&point)])
}

pub(super) fn octets(value: &[u8]) -> Vec<u8> {
    der::asn1::OctetStringRef::new(value)
        .and_then(|octets| octets.to_der())
        .expect("encodes")
}
