//! Files about a log that others wrote: receipts, what a witness is asked and answers, names and
//! contents of an export. The first byte says which.

use chancery_domain::Sha256Digest;
use chancery_tlog::{
    AddCheckpoint, Bundle, Checkpoint, Receipt, Resource, SignedNote, VerifierKey, leaf_hash, tile,
    verify_consistency, verify_inclusion, witness,
};

/// What is read is written back as the very same bytes, and proofs in it are gone through.
pub(crate) fn reads(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    if kind % 6 == 5 {
        return bundle(rest);
    }
    let Ok(text) = std::str::from_utf8(rest) else {
        return;
    };
    match kind % 6 {
        0 => receipt(text),
        1 => request(text),
        2 => answer(text),
        3 => resource(text),
        _ => key(text),
    }
}

fn receipt(text: &str) {
    let Ok(receipt) = Receipt::parse(text) else {
        return;
    };
    assert_eq!(receipt.to_string(), text);
    let Ok(checkpoint) = Checkpoint::parse(receipt.note.unverified_text()) else {
        return;
    };
    assert_eq!(checkpoint.to_string(), receipt.note.unverified_text());
    let leaf = leaf_hash(receipt.extra.as_deref().unwrap_or_default());
    let holds = |leaf: &Sha256Digest| {
        let (size, root) = (checkpoint.size, &checkpoint.root);
        verify_inclusion(leaf, receipt.index, size, root, &receipt.path).is_ok()
    };
    let mut other = leaf;
    other.0[0] ^= 1;
    assert!(!(holds(&leaf) && holds(&other)), "two leaves in one place");
    // Nobody is known who could have signed it.
    assert!(receipt.verify(&leaf, &checkpoint.origin, &[], &[]).is_err());
}

fn request(text: &str) {
    let Ok(request) = AddCheckpoint::parse(text) else {
        return;
    };
    assert_eq!(request.to_string(), text);
    let Ok(checkpoint) = request.unverified() else {
        return;
    };
    let (old, size) = (request.old, checkpoint.size);
    let root = &checkpoint.root;
    let _ = verify_consistency(old, root, size, root, &request.proof);
}

/// The lines that a witness answers, after the note that it was asked about.
fn answer(text: &str) {
    let Ok(note) = SignedNote::parse(text) else {
        return;
    };
    assert_eq!(note.to_string(), text);
    let lines = witness::answer(note.signatures());
    assert!(witness::accept(&note, &lines, &[]).is_err());
    assert_eq!(note.clone().with(&[]), note);
}

fn resource(path: &str) {
    if let Ok(resource) = Resource::parse(path) {
        assert_eq!(resource.to_string(), path);
        assert!(!path.contains("..") && !path.starts_with('/'));
    }
}

fn key(text: &str) {
    if let Ok(key) = VerifierKey::parse(text) {
        assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key));
    }
}

/// The first byte is its width less one.
fn bundle(bytes: &[u8]) {
    let Some((width, file)) = bytes.split_first() else {
        return;
    };
    let bundle = Bundle::new(0, u16::from(*width) + 1).expect("from 1 to 256");
    if let Ok(entries) = tile::read_bundle(bundle, file) {
        assert_eq!(entries.len(), usize::from(bundle.width()));
        let again = tile::write_bundle(entries).expect("each was short enough");
        assert_eq!(again, file);
    }
}
