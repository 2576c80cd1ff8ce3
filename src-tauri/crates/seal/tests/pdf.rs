//! Seals: what is sealed reads back intact, and nothing that was changed does.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use chancery_domain::Algorithm;
use chancery_seal::{
    CmsSignError,
    pdf::{
        CONTENTS_LEN, Coverage, SealError, SealFound, SealSlot, SealText, SlotError, read, seal,
    },
};
use lopdf::{Dictionary, Object};
use support::{
    Signer,
    document::{LAYOUTS, Layout, compose, unsigned},
    moment,
};

const ECDSA: [Algorithm; 2] = [Algorithm::EcdsaP256Sha256, Algorithm::EcdsaP384Sha384];

fn text() -> SealText {
    SealText {
        name: "Kanzlei Übung (practice)".to_owned(),
        reason: Some("Report sealed".to_owned()),
        location: None,
    }
}

fn sealed_as(layout: Layout, signer: &Signer) -> Vec<u8> {
    let (document, slot) = unsigned(layout);
    seal(
        document,
        &slot,
        moment(),
        &text(),
        &signer.chain(),
        &signer.key,
    )
    .unwrap()
}

fn sealed() -> Vec<u8> {
    sealed_as(Layout::Table, &Signer::new(Algorithm::EcdsaP256Sha256))
}

fn only_seal(document: &[u8]) -> SealFound {
    let mut found = read(document).unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// Where the last `key` ends.
fn last(key: &[u8], document: &[u8]) -> usize {
    document
        .windows(key.len())
        .rposition(|window| window == key)
        .unwrap()
        + key.len()
}

/// Where `/Contents` begins and ends, brackets included.
fn contents(document: &[u8]) -> std::ops::Range<usize> {
    let key = b"/Contents <";
    let start = document
        .windows(key.len())
        .rposition(|window| window == key)
        .unwrap()
        + key.len()
        - 1;
    start..start + 2 * CONTENTS_LEN + 2
}

#[test]
fn sealed_document_reads_back_intact() {
    for algorithm in ECDSA {
        let signer = Signer::new(algorithm);
        for layout in LAYOUTS {
            let found = only_seal(&sealed_as(layout, &signer));
            assert!(found.is_intact(), "{algorithm} {layout:?}: {found:?}");
            assert_eq!(found.field, "Seal (1)");
            assert_eq!(found.claimed_time, Some(moment()));
            assert_eq!(found.name, Some(text().name));
            assert_eq!(found.reason, text().reason);
            assert_eq!(found.location, None);
            let signature = found.signature.unwrap();
            assert_eq!(signature.signer, signer.leaf);
            assert_eq!(signature.chain, signer.chain());
        }
    }
}

#[test]
fn original_bytes_are_a_prefix_of_the_sealed_document() {
    for layout in LAYOUTS {
        let (document, _) = unsigned(layout);
        let sealed = sealed_as(layout, &Signer::new(Algorithm::EcdsaP256Sha256));
        assert!(sealed.starts_with(&document), "{layout:?}");
    }
}

#[test]
fn two_seals_differ_in_contents_alone() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let (mut one, mut other) = (
        sealed_as(Layout::Stream, &signer),
        sealed_as(Layout::Stream, &signer),
    );
    assert_ne!(one, other, "ECDSA signatures are random");
    one.drain(contents(&one));
    other.drain(contents(&other));
    assert_eq!(one, other);
}

#[test]
fn unsigned_document_has_no_seal() {
    for layout in LAYOUTS {
        assert!(read(&unsigned(layout).0).unwrap().is_empty(), "{layout:?}");
    }
}

fn flipped(document: &[u8], at: usize) -> Vec<u8> {
    let mut changed = document.to_vec();
    changed[at] ^= 0x01;
    changed
}

#[test]
fn any_flipped_byte_outside_contents_is_noticed() {
    let sealed = sealed();
    let hole = contents(&sealed);
    for at in (0..sealed.len()).filter(|at| !hole.contains(at)).step_by(5) {
        let intact =
            read(&flipped(&sealed, at)).is_ok_and(|found| found.iter().any(SealFound::is_intact));
        assert!(!intact, "byte {at} was changed unnoticed");
    }
}

/// The certificates above the signer's are not signed: whoever validates the
/// path finds a change in them. Nothing else in `/Contents` may change unnoticed.
#[test]
fn flipped_byte_inside_contents_never_changes_the_signer() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let sealed = sealed_as(Layout::Table, &signer);
    for at in contents(&sealed).step_by(37) {
        let found = read(&flipped(&sealed, at)).unwrap_or_default();
        for seal in found.iter().filter(|seal| seal.is_intact()) {
            let signature = seal.signature.as_ref().unwrap();
            assert!(
                signature.signer == signer.leaf,
                "byte {at} changed the signer"
            );
            assert_ne!(
                signature.chain,
                signer.chain(),
                "byte {at} was changed unnoticed"
            );
        }
    }
}

#[test]
fn truncated_document_is_not_intact() {
    let sealed = sealed();
    for len in (0..sealed.len()).step_by(97) {
        let intact = read(&sealed[..len]).is_ok_and(|found| found.iter().any(SealFound::is_intact));
        assert!(!intact, "cut to {len} bytes unnoticed");
    }
}

#[test]
fn appended_revision_is_reported_as_changed_after_sealing() {
    let mut changed = sealed();
    let rest = b"1 0 obj\n<<>>\nendobj\n";
    changed.extend(rest);
    let found = only_seal(&changed);
    assert_eq!(found.coverage, Coverage::ChangedAfterSealing);
    assert!(!found.is_intact());
    let signature = found.signature.unwrap();
    assert!(
        signature.digest_matches && signature.signature_valid,
        "the sealed part is unharmed"
    );
}

#[test]
fn object_hidden_in_the_hole_is_refused() {
    let mut changed = sealed();
    let hole = contents(&changed);
    // The padding is unsigned; here it ends early and something else follows.
    let hidden = b">/Reason (Paid)/X <";
    let at = hole.end - 200;
    changed[at..at + hidden.len()].copy_from_slice(hidden);
    let found = only_seal(&changed);
    assert_eq!(found.coverage, Coverage::Malformed);
    assert!(!found.is_intact());
}

#[test]
fn byte_range_that_leaves_a_gap_is_not_the_whole_document() {
    let changed = sealed();
    for numbers in ["[1 ", "[0 0 ", "[-1 ", "[0 99999999 ", "[0 9 "] {
        let mut changed = changed.clone();
        let at = last(b"/ByteRange [", &changed) - 1;
        changed[at..at + numbers.len()].copy_from_slice(numbers.as_bytes());
        assert!(!only_seal(&changed).is_intact(), "{numbers}");
    }
}

#[test]
fn slot_of_another_document_is_refused() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let attempt = |document: Vec<u8>, slot: &SealSlot| {
        seal(
            document,
            slot,
            moment(),
            &text(),
            &signer.chain(),
            &signer.key,
        )
    };
    let (table, table_slot) = unsigned(Layout::Table);
    let (stream, stream_slot) = unsigned(Layout::Stream);
    assert!(matches!(
        attempt(table.clone(), &stream_slot),
        Err(SealError::ForeignSlot)
    ));
    assert!(matches!(
        attempt(stream, &table_slot),
        Err(SealError::ForeignSlot)
    ));
    assert!(matches!(
        attempt(Vec::new(), &table_slot),
        Err(SealError::ForeignSlot)
    ));
    let mut longer = table;
    longer.extend(b"1 0 obj\n");
    assert!(matches!(
        attempt(longer, &table_slot),
        Err(SealError::ForeignSlot)
    ));
}

#[test]
fn key_that_can_not_seal_is_refused() {
    let (document, slot) = unsigned(Layout::Table);
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let other = Signer::new(Algorithm::EcdsaP256Sha256);
    let ed25519 = Signer::new(Algorithm::Ed25519);
    let attempt =
        |chain: &[&[u8]], key| seal(document.clone(), &slot, moment(), &text(), chain, key);
    assert!(matches!(
        attempt(&other.chain(), &signer.key),
        Err(SealError::Cms(CmsSignError::OtherKey))
    ));
    assert!(matches!(
        attempt(&[], &signer.key),
        Err(SealError::Cms(CmsSignError::NoCertificate))
    ));
    assert!(matches!(
        attempt(&ed25519.chain(), &ed25519.key),
        Err(SealError::Cms(CmsSignError::Algorithm(Algorithm::Ed25519)))
    ));
}

#[test]
fn signature_larger_than_its_place_is_refused() {
    let (document, slot) = unsigned(Layout::Table);
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let issuers: Vec<Vec<u8>> = (0..20)
        .map(|_| Signer::new(Algorithm::EcdsaP256Sha256).issuer)
        .collect();
    let chain: Vec<&[u8]> = std::iter::once(&signer.leaf)
        .chain(&issuers)
        .map(Vec::as_slice)
        .collect();
    let refused = seal(document, &slot, moment(), &text(), &chain, &signer.key);
    assert!(matches!(refused, Err(SealError::SignatureTooLong(len)) if len > CONTENTS_LEN));
}

type SlotDefect = (
    &'static str,
    fn(&mut Dictionary, &mut Dictionary),
    fn(&SlotError) -> bool,
);

/// What is wrong with the field or the form of a document.
const SLOT_DEFECTS: &[SlotDefect] = &[
    (
        "signed",
        |field, _| field.set("V", 1),
        |e| matches!(e, SlotError::AlreadySigned),
    ),
    (
        "text field",
        |field, _| field.set("FT", "Tx"),
        |e| matches!(e, SlotError::NotASignatureField),
    ),
    (
        "unlisted",
        |_, form| form.set("Fields", Vec::<Object>::new()),
        |e| matches!(e, SlotError::FieldNotListed),
    ),
];

#[test]
fn document_without_a_place_for_a_seal_is_refused() {
    for (name, spoil, refusal) in SLOT_DEFECTS {
        let (mut document, field) = compose();
        let form = document
            .catalog()
            .unwrap()
            .get(b"AcroForm")
            .unwrap()
            .as_reference()
            .unwrap();
        let mut field_entries = document.get_dictionary(field).unwrap().clone();
        let mut form_entries = document.get_dictionary(form).unwrap().clone();
        spoil(&mut field_entries, &mut form_entries);
        document.objects.insert(field, field_entries.into());
        document.objects.insert(form, form_entries.into());
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let refused = SealSlot::of_saved(&document, &bytes, field);
        assert!(refused.as_ref().is_err_and(refusal), "{name}: {refused:?}");
    }
}
