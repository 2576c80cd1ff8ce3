//! Probes: they find what the profiles of known modules say, and leave nothing.

use chancery_domain::Algorithm;
use chancery_token::{CkaId, ProbeReport, TokenId};

use crate::{
    backend::{Backend, Bench},
    keys::{generate, signs},
    on_every_module,
};

const ONE_OF_EACH: [Algorithm; 4] = [
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP521Sha512,
    Algorithm::Ed25519,
    Algorithm::Rsa2048,
];

fn probe(bench: &Bench, id: &TokenId) -> ProbeReport {
    let mut next = 0u8;
    let draw = || {
        next += 1;
        CkaId::new([next; 16])
    };
    bench.logged_in(id).probe(&ONE_OF_EACH, &[], draw).unwrap()
}

on_every_module! {
    fn probe_finds_what_the_token_can_do_and_leaves_nothing(bench: &Bench) {
        let id = bench.token();
        let can = bench.info(&id).algorithms;
        let report = probe(bench, &id);
        let want = ONE_OF_EACH.into_iter().filter(|algorithm| can.contains(algorithm));
        assert_eq!(report.algorithms(), want.collect::<Vec<_>>(), "{report:#?}");
        assert_eq!((&report.swept, &report.left_behind), (&vec![], &vec![]));
        assert_eq!(bench.logged_in(&id).inventory().unwrap().objects, []);
        for trial in report.trials.iter().filter(|trial| !can.contains(&trial.algorithm)) {
            assert!(trial.on_token.to_string().contains("CKR_"), "{}", trial.on_token);
        }
        serde_json::to_string(&report).unwrap();
    }

    fn probe_finds_the_evidence_and_the_mechanisms_that_the_profile_names(bench: &Bench) {
        let id = bench.token();
        let report = probe(bench, &id);
        let found = report.found_profile();
        let known = report.profile;
        assert_eq!((found.kind, found.evidence), (bench.backend.kind(), known.evidence));
        assert_eq!((found.ecdsa, found.pss, found.edwards), (known.ecdsa, known.pss, known.edwards));
        let copies = bench.backend != Backend::Nss;
        let copied = &report.trials[0].copied;
        assert_eq!(copied.worked(), copies, "{copied}");
    }

    fn found_profile_makes_keys_that_sign(bench: &Bench) {
        let id = bench.token();
        let found = probe(bench, &id).found_profile();
        bench.module.set_profile(&id, found);
        let token = bench.logged_in(&id);
        let made = generate(&token, Algorithm::EcdsaP384Sha384, 100);
        signs(&token, &made, Algorithm::EcdsaP384Sha384);
    }
}
