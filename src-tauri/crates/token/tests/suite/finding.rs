//! Finding keys: the enrolled one, the only one, or none.

use chancery_domain::{Algorithm, Sha256Digest, Spki};
use chancery_token::{Error, KeyLabel};

use crate::{
    backend::{Bench, PIN, pin},
    keys::{cka_id, generate},
    on_every_module,
};

on_every_module! {
    fn key_that_is_not_the_enrolled_one_is_refused(bench: &Bench) {
        let token = bench.logged_in(&bench.token());
        let made = generate(&token, Algorithm::EcdsaP256Sha256, 1);
        let other = Spki::from_der(b"another key".to_vec());
        let refused = token.key(&made.cka_id, Some(&other)).unwrap_err();
        let Error::KeyDiffers { expected, found, .. } = refused else {
            panic!("{refused:?}");
        };
        assert_eq!((expected, found), (Sha256Digest::of(b"another key"), made.spki.sha256()));
    }

    fn identifier_in_use_is_refused_for_the_first_key_and_for_later_ones(bench: &Bench) {
        let id = bench.token();
        generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1);
        let token = bench.logged_in(&id);
        let taken = |first| {
            let made = token.generate_key(Algorithm::EcdsaP256Sha256, &KeyLabel::new("x"), &cka_id(first));
            matches!(made, Err(Error::CkaIdTaken { key, .. }) if key == cka_id(first))
        };
        assert!(taken(1), "found by a search");
        generate(&token, Algorithm::EcdsaP256Sha256, 2);
        assert!(taken(1) && taken(2), "found among those listed");
        generate(&token, Algorithm::EcdsaP256Sha256, 3);
        assert!(taken(3), "found among those made since");
        token.destroy_key(&cka_id(3)).unwrap();
        assert!(!taken(3), "both halves are gone: it is free again");
        assert_eq!(token.keys().unwrap().len(), 3);
    }

    fn key_outlives_its_session_and_is_found_by_another(bench: &Bench) {
        let id = bench.token();
        let made = generate(&bench.logged_in(&id), Algorithm::EcdsaP384Sha384, 1);
        bench.module.reinitialize().unwrap();
        let token = bench.logged_in(&id);
        assert!(token.key(&made.cka_id, Some(&made.spki)).is_ok());
        let absent = token.key(&cka_id(9), None);
        assert!(matches!(absent, Err(Error::KeyAbsent { .. })), "{absent:?}");
    }

    fn wrong_pin_is_refused(bench: &Bench) {
        let id = bench.token();
        let refused = bench.module.open(&id).unwrap().log_in(&pin("87654321"));
        assert!(matches!(refused, Err(Error::PinRefused { .. })), "{refused:?}");
        assert!(bench.module.open(&id).unwrap().log_in(&pin(PIN)).is_ok());
    }
}
