//! What a probe leaves that could not come to its end, the next one destroys, and nothing else.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;
#[path = "common/double.rs"]
mod double;

use chancery_domain::Algorithm;
use chancery_token::{CkaId, KeyLabel, ProbeReport, Signer};
use common::cka_id;
use double::{Faulty, fault};

fn probe(signer: &Signer, known: Vec<CkaId>, first: u8) -> ProbeReport {
    let draw = move || cka_id(first);
    let report = signer.probe(&[Algorithm::EcdsaP256Sha256], known, draw);
    report.unwrap()
}

/// A probe that can destroy nothing, as one that is killed.
fn half_a_probe(bench: &Faulty, signer: &Signer, first: u8) -> CkaId {
    bench.double.obey("C_DestroyObject 1+ CKR_FUNCTION_FAILED");
    let report = probe(signer, vec![], first);
    bench.double.lift();
    let [left] = report.left_behind.as_slice() else {
        panic!("{report}");
    };
    left.clone()
}

fn ids(signer: &Signer) -> Vec<CkaId> {
    let mut ids: Vec<_> = signer
        .keys()
        .unwrap()
        .into_iter()
        .map(|key| key.cka_id)
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

fault! {
    fn next_probe_destroys_what_one_left_that_was_ended_and_no_key_that_has_its_label() {
        let bench = Faulty::new();
        let signer = bench.service();
        signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("probe"), &cka_id(9)).unwrap();
        let left = half_a_probe(&bench, &signer, 5);
        assert!(ids(&signer).contains(&left));
        let report = probe(&signer, vec![], 6);
        assert_eq!((report.swept.as_slice(), report.left_behind.as_slice()), (&[left][..], &[][..]));
        assert_eq!(ids(&signer), [cka_id(1), cka_id(9)]);
    }
}

fault! {
    fn what_the_log_knows_is_not_taken_for_what_a_probe_left() {
        let bench = Faulty::new();
        let signer = bench.service();
        let left = half_a_probe(&bench, &signer, 5);
        let report = probe(&signer, vec![left.clone()], 6);
        assert_eq!((report.swept, report.left_behind), (vec![], vec![]));
        assert!(ids(&signer).contains(&left));
    }
}

fault! {
    fn probe_keeps_a_key_on_the_token_only_for_as_long_as_it_is_looked_at() {
        let bench = Faulty::new();
        let signer = bench.service();
        bench.double.record();
        probe(&signer, vec![], 5);
        let calls = bench.double.recorded();
        let calls: Vec<_> = calls.iter().map(|call| call.function.as_str()).collect();
        let last_signature = calls.iter().rposition(|call| *call == "C_Sign").unwrap();
        let made: Vec<_> = (0..calls.len()).filter(|at| calls[*at] == "C_GenerateKeyPair").collect();
        // One in the session, which signs; then one on the token, which does not have to.
        assert!(made[0] < last_signature && last_signature < made[1], "{calls:?}");
    }
}
