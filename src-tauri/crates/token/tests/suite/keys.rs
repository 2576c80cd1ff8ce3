//! Keys: made, found again, signing, destroyed.

use chancery_domain::{Algorithm, SigningKey};
use chancery_token::{CkaId, Error, GeneratedKey, Hashing, KeyLabel, LoggedInToken};

use crate::{
    backend::{Backend, Bench},
    on_every_module,
    stranger::verifies,
};

pub(crate) fn cka_id(first: u8) -> CkaId {
    CkaId::new([first; 16])
}

pub(crate) fn generate(token: &LoggedInToken, algorithm: Algorithm, first: u8) -> GeneratedKey {
    let label = KeyLabel::new(format!("key {first}"));
    let made = token.generate_key(algorithm, &label, &cka_id(first));
    made.unwrap_or_else(|error| panic!("{algorithm}: {error:?}"))
}

/// Signs as `first` and has a stranger look.
pub(crate) fn signs(token: &LoggedInToken, made: &GeneratedKey, algorithm: Algorithm) {
    let key = token.key(&made.cka_id, Some(&made.spki)).unwrap();
    assert_eq!((key.algorithm(), key.spki()), (algorithm, &made.spki));
    for message in [b"".as_slice(), b"charter", &[7; 70_000]] {
        let signature = key.sign(message).unwrap();
        assert_eq!(signature.0.len(), algorithm.signature_len());
        assert!(
            verifies(algorithm, &made.spki, message, &signature),
            "{algorithm}"
        );
        assert!(
            !verifies(algorithm, &made.spki, b"other", &signature),
            "{algorithm}"
        );
    }
}

on_every_module! {
    fn every_algorithm_signs_what_a_stranger_verifies_and_goes_for_good(bench: &Bench) {
        let id = bench.token();
        let algorithms = bench.info(&id).algorithms;
        let token = bench.logged_in(&id);
        let made: Vec<_> = (1..)
            .zip(&algorithms)
            .map(|(first, algorithm)| generate(&token, *algorithm, first))
            .collect();
        token.log_out().unwrap();
        bench.module.reinitialize().unwrap();
        let token = bench.logged_in(&id);
        for (made, algorithm) in made.iter().zip(algorithms) {
            signs(&token, made, algorithm);
            token.destroy_key(&made.cka_id).unwrap();
            let gone = token.key(&made.cka_id, None);
            assert!(matches!(gone, Err(Error::KeyAbsent { .. })), "{algorithm}: {gone:?}");
        }
        assert_eq!(token.keys().unwrap(), []);
        assert_eq!(token.inventory().unwrap().objects, []);
    }

    fn token_says_which_algorithms_it_can_do(bench: &Bench) {
        let id = bench.token();
        let can = bench.info(&id).algorithms;
        // Ed25519 needs OpenSSL 3.2 under kryoptic, and NSS 3.99; p11-kit drops it.
        let want = Algorithm::ALL.into_iter().filter(|algorithm| {
            bench.backend == Backend::SoftHsm || *algorithm != Algorithm::Ed25519
        });
        assert_eq!(can, want.collect::<Vec<_>>());
    }

    fn algorithm_that_the_token_can_not_do_is_named(bench: &Bench) {
        let id = bench.token();
        let can = bench.info(&id).algorithms;
        let token = bench.logged_in(&id);
        for algorithm in Algorithm::ALL.into_iter().filter(|algorithm| !can.contains(algorithm)) {
            let refused = token.generate_key(algorithm, &KeyLabel::new("x"), &cka_id(1));
            assert!(
                matches!(&refused, Err(Error::AlgorithmUnsupported { algorithm: named, .. }) if *named == algorithm),
                "{refused:?}"
            );
        }
        assert_eq!(token.inventory().unwrap().objects, []);
    }

    fn token_that_hashes_itself_signs_alike(bench: &Bench) {
        let id = bench.token();
        let mut profile = bench.logged_in(&id).profile();
        (profile.ecdsa, profile.pss) = (Hashing::OnToken, Hashing::OnToken);
        bench.module.set_profile(&id, profile);
        let mechanisms = bench.info(&id).mechanisms;
        let token = bench.logged_in(&id);
        for (first, algorithm, mechanism) in [
            (1, Algorithm::EcdsaP256Sha256, "CKM_ECDSA_SHA256"),
            (2, Algorithm::EcdsaP384Sha384, "CKM_ECDSA_SHA384"),
            (3, Algorithm::EcdsaP521Sha512, "CKM_ECDSA_SHA512"),
            (4, Algorithm::Rsa2048, "CKM_SHA256_RSA_PKCS_PSS"),
        ] {
            let made = generate(&token, algorithm, first);
            if mechanisms.iter().any(|name| name == mechanism) {
                signs(&token, &made, algorithm);
            } else {
                let key = token.key(&made.cka_id, None).unwrap();
                assert!(key.sign(b"charter").is_err(), "{mechanism}");
            }
        }
    }
}
