//! Keys made on the real SoftHSM: what they sign, what the token says of them.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::{error::Error as _, fs};

use chancery_domain::{Algorithm, SigningKey};
use chancery_token::{CkaId, CustodyFacts, Error, KeyLabel, practice};
use common::{ALGORITHMS, Bench, cka_id, generate, scenario, stranger::verifies};

scenario! {
    fn openssl_reads_the_public_keys() {
        let bench = Bench::new();
        let token = bench.logged_in(&bench.token("records"));
        for (first, (algorithm, words)) in (1..).zip(ALGORITHMS.into_iter().zip(["prime256v1", "secp384r1", "ED25519"])) {
            let file = bench.folder.path().join("spki.der");
            fs::write(&file, generate(&token, algorithm, first).spki.der()).unwrap();
            let openssl = std::process::Command::new("openssl")
                .args(["pkey", "-pubin", "-inform", "DER", "-noout", "-text", "-in"])
                .arg(&file)
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&openssl.stdout);
            assert!(openssl.status.success() && text.contains(words), "{text}");
        }
    }
}

scenario! {
    fn token_says_that_its_keys_never_left_it() {
        let bench = Bench::new();
        let id = bench.token("records");
        let token = bench.logged_in(&id);
        for (first, algorithm) in (1..).zip(ALGORITHMS) {
            let custody = generate(&token, algorithm, first).custody;
            let mechanism = match algorithm {
                Algorithm::Ed25519 => "CKM_EC_EDWARDS_KEY_PAIR_GEN",
                _ => "CKM_EC_KEY_PAIR_GEN",
            };
            let want = CustodyFacts {
                local: Some(true),
                never_extractable: Some(true),
                always_sensitive: Some(true),
                extractable: Some(false),
                sensitive: Some(true),
                mechanism: Some(mechanism.into()),
                manufacturer: "SoftHSM project".into(),
                model: "SoftHSM v2".into(),
                serial: id.serial.clone(),
                firmware: custody.firmware.clone(),
                label: id.label.clone(),
            };
            assert_eq!(custody, want);
            assert!(custody.firmware.starts_with("2."), "{}", custody.firmware);
            let stored = serde_json::to_string(&custody).unwrap();
            assert_eq!(serde_json::from_str::<CustodyFacts>(&stored).unwrap(), custody);
        }
    }
}

scenario! {
    fn listing_shows_each_key_once() {
        let bench = Bench::new();
        let token = bench.logged_in(&bench.token("agents"));
        assert_eq!(token.keys().unwrap(), []);
        let mut want: Vec<_> = (1..)
            .zip(ALGORITHMS)
            .map(|(first, algorithm)| {
                let made = generate(&token, algorithm, first);
                (made.cka_id, KeyLabel::new(format!("key {first}")), Some(algorithm), made.custody)
            })
            .collect();
        let keys = token.keys().unwrap().into_iter();
        let mut listed: Vec<_> = keys.map(|key| (key.cka_id, key.label, key.algorithm, key.custody)).collect();
        want.sort_by_key(|key| key.0.clone());
        listed.sort_by_key(|key| key.0.clone());
        assert_eq!(listed, want);
    }
}

scenario! {
    fn keys_outlive_the_process_state_and_sign_again() {
        let bench = Bench::new();
        let id = bench.token("agents");
        let spki = generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1).spki;
        practice::sync(&bench.tokens_dir()).unwrap();
        bench.module.reinitialize().unwrap();
        let token = bench.logged_in(&id);
        let key = token.key(&cka_id(1), Some(&spki)).unwrap();
        let signature = key.sign(b"charter").unwrap();
        assert!(verifies(Algorithm::EcdsaP256Sha256, &spki, b"charter", &signature));
    }
}

scenario! {
    fn identifier_in_use_is_refused() {
        let bench = Bench::new();
        let token = bench.logged_in(&bench.token("agents"));
        generate(&token, Algorithm::EcdsaP256Sha256, 1);
        let again = token.generate_key(Algorithm::Ed25519, &KeyLabel::new("x"), &cka_id(1));
        assert!(matches!(again, Err(Error::CkaIdTaken { key, .. }) if key == cka_id(1)));
        assert_eq!(token.keys().unwrap().len(), 1);
    }
}

scenario! {
    fn missing_key_is_reported_and_nothing_is_made() {
        let bench = Bench::new();
        let id = bench.token("agents");
        let token = bench.logged_in(&id);
        let error = token.key(&cka_id(9), None).unwrap_err();
        assert!(matches!(&error, Error::KeyAbsent { key, token } if *key == cka_id(9) && *token == id));
        assert_eq!(token.keys().unwrap(), []);
    }
}

scenario! {
    fn key_that_is_not_the_enrolled_one_is_refused() {
        let bench = Bench::new();
        let token = bench.logged_in(&bench.token("agents"));
        let enrolled = generate(&token, Algorithm::EcdsaP256Sha256, 1).spki;
        let other = generate(&token, Algorithm::EcdsaP256Sha256, 2).spki;
        let error = token.key(&cka_id(2), Some(&enrolled)).unwrap_err();
        assert!(matches!(
            error,
            Error::KeyDiffers { expected, found, .. } if expected == enrolled.sha256() && found == other.sha256()
        ));
    }
}

scenario! {
    fn destroyed_key_is_gone_for_good() {
        let bench = Bench::new();
        let id = bench.token("agents");
        let token = bench.logged_in(&id);
        generate(&token, Algorithm::EcdsaP256Sha256, 1);
        generate(&token, Algorithm::Ed25519, 2);
        token.destroy_key(&cka_id(1)).unwrap();
        assert!(matches!(token.key(&cka_id(1), None), Err(Error::KeyAbsent { .. })));
        assert!(matches!(token.destroy_key(&cka_id(1)), Err(Error::KeyAbsent { .. })));
        bench.module.reinitialize().unwrap();
        let token = bench.logged_in(&id);
        let left: Vec<CkaId> = token.keys().unwrap().into_iter().map(|key| key.cka_id).collect();
        assert_eq!(left, [cka_id(2)]);
        // Both halves are gone: the identifier is free again.
        generate(&token, Algorithm::EcdsaP256Sha256, 1);
    }
}

scenario! {
    fn moved_folder_still_signs() {
        let bench = Bench::new();
        let id = bench.token("agents");
        let spki = generate(&bench.logged_in(&id), Algorithm::EcdsaP384Sha384, 1).spki;
        let elsewhere = bench.folder.path().join("Büro von Ada");
        fs::rename(bench.tokens_dir(), &elsewhere).unwrap();
        practice::reopen(&bench.module, &elsewhere).unwrap();
        let token = bench.logged_in(&id);
        let signature = token.key(&cka_id(1), Some(&spki)).unwrap().sign(b"charter").unwrap();
        assert!(verifies(Algorithm::EcdsaP384Sha384, &spki, b"charter", &signature));
    }
}

scenario! {
    fn removed_folder_is_an_absent_token() {
        let bench = Bench::new();
        let id = bench.token("agents");
        let token = bench.logged_in(&id);
        generate(&token, Algorithm::EcdsaP256Sha256, 1);
        let key = token.key(&cka_id(1), None).unwrap();
        fs::remove_dir_all(bench.tokens_dir()).unwrap();

        let signing = key.sign(b"charter").unwrap_err();
        let source = signing.source().unwrap().downcast_ref::<Error>().unwrap();
        assert!(matches!(source, Error::TokenAbsent { .. }), "sign: {source:?}");
        let new = token.generate_key(Algorithm::Ed25519, &KeyLabel::new("x"), &cka_id(2));
        assert!(matches!(new, Err(Error::TokenAbsent { .. })), "generate: {new:?}");
        let found = token.key(&cka_id(3), None);
        assert!(matches!(found, Err(Error::TokenAbsent { .. })), "find: {found:?}");
        let listed = token.keys();
        assert!(matches!(listed, Err(Error::TokenAbsent { .. })), "list: {listed:?}");
        let opened = bench.module.open(&id);
        assert!(matches!(opened, Err(Error::TokenAbsent { .. })), "open: {opened:?}");
        assert!(!bench.tokens_dir().exists(), "nothing was made anew");
    }
}
