//! Bytes changed one by one: nothing panics, and nothing that was changed holds.

use super::forge::*;
use crate::path::{CertificateList, ForeignCertificate, Lists, Question, answer};

fn changes(der: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    (0..der.len()).flat_map(move |at| {
        [
            0x00,
            0xff,
            der[at] ^ 1,
            der[at] ^ 0x80,
            der[at].wrapping_add(1),
        ]
        .into_iter()
        .filter(move |octet| *octet != der[at])
        .map(move |octet| {
            let mut changed = der.to_vec();
            changed[at] = octet;
            changed
        })
    })
}

#[test]
fn no_byte_of_a_leaf_can_be_changed() {
    let signed = World::new().sign().expect("readable");
    let lists = signed.lists();
    let good = signed.leaf.der().to_vec();
    assert!(answer(&signed.question(&lists)).verdict.is_ok());
    for changed in changes(&good) {
        let Ok(leaf) = ForeignCertificate::from_der(&changed) else {
            continue;
        };
        let question = Question {
            leaf: &leaf,
            ..signed.question(&lists)
        };
        assert!(answer(&question).verdict.is_err(), "{changed:?}");
    }
    for cut in 0..good.len() {
        assert!(ForeignCertificate::from_der(&good[..cut]).is_err());
    }
}

#[test]
fn no_byte_of_a_list_can_be_changed() {
    let mut world = World::new();
    world.lists[0] = world.lists[0].clone().listing(&[8], 1).with(scope(&[]));
    let signed = world.sign().expect("readable");
    let (root_list, good) = (&signed.lists[0], &signed.lists[1]);
    for changed in changes(good.der()) {
        let Ok(list) = CertificateList::from_der(&changed) else {
            continue;
        };
        let lists = [root_list, &list];
        let question = Question {
            lists: Lists::Checked(&lists),
            ..signed.question(&lists)
        };
        assert!(answer(&question).verdict.is_err(), "{changed:?}");
    }
    for cut in 0..good.der().len() {
        assert!(CertificateList::from_der(&good.der()[..cut]).is_err());
    }
}
