//! Tokens of the real SoftHSM: made, found again, logged in, told apart.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::fs;

use chancery_domain::{Algorithm, SigningKey};
use chancery_token::{Error, LoggedInToken, Module, OpenToken, PinStanding, TokenId, practice};
use common::{Bench, PIN, cka_id, generate, label, pin, scenario, so_pin};

scenario! {
    fn new_token_is_found_again_by_label_and_serial() {
        let bench = Bench::new();
        let ids = ["root", "records", "agents"].map(|text| bench.token(text));
        assert_ne!(ids[0].serial, ids[1].serial);
        bench.module.reinitialize().unwrap();
        for id in &ids {
            assert_eq!(bench.logged_in(id).id(), id);
        }
        let swapped = TokenId { label: ids[0].label.clone(), serial: ids[1].serial.clone() };
        assert!(matches!(bench.module.open(&swapped), Err(Error::TokenAbsent { token, .. }) if token == swapped));
    }
}

scenario! {
    fn token_describes_itself() {
        let bench = Bench::new();
        let id = bench.token("records");
        let tokens = bench.module.tokens().unwrap();
        let token = tokens.iter().find(|token| token.id == id).unwrap();
        assert_eq!((token.manufacturer.as_str(), token.model.as_str()), ("SoftHSM project", "SoftHSM v2"));
        assert_eq!(token.user_pin, PinStanding::Good);
        assert!(token.initialised && token.login_required && token.user_pin_set && !token.write_protected);
        assert!(token.mechanisms.iter().any(|name| name == "CKM_ECDSA"), "{:?}", token.mechanisms);
        // SoftHSM always offers one more, empty slot.
        assert_eq!(tokens.iter().filter(|token| !token.initialised).count(), 1);
    }
}

scenario! {
    fn label_in_use_is_refused() {
        let bench = Bench::new();
        bench.token("records");
        let again = practice::init_token(&bench.module, &label("records"), &so_pin("5678"), &pin(PIN));
        assert!(matches!(again, Err(Error::LabelTaken { label: taken }) if taken == label("records")));
        assert_eq!(bench.module.tokens().unwrap().len(), 2);
    }
}

scenario! {
    fn new_pin_that_is_too_short_is_named_as_such() {
        let bench = Bench::new();
        let short = practice::init_token(&bench.module, &label("a"), &so_pin("5678"), &pin("1"));
        let error = short.unwrap_err();
        assert!(matches!(error, Error::PinLength { min: 4, .. }), "{error:?}");
        let empty = practice::init_token(&bench.module, &label("a"), &so_pin("5678"), &pin("")).unwrap_err();
        assert!(matches!(empty, Error::PinLength { .. }), "{empty:?}");
        let error = practice::init_token(&bench.module, &label("b"), &so_pin("5"), &pin(PIN)).unwrap_err();
        assert!(matches!(error, Error::PinLength { .. }), "{error:?}");
        // Nothing was begun.
        assert!(bench.module.tokens().unwrap().iter().all(|token| !token.initialised));
    }
}

scenario! {
    fn wrong_pin_is_told_apart_and_remembered_by_the_token() {
        let bench = Bench::new();
        let id = bench.token("maker");
        for wrong in ["0000", "", "12345678901234567890"] {
            let error = bench.module.open(&id).unwrap().log_in(&pin(wrong)).unwrap_err();
            assert!(matches!(error, Error::PinRefused { standing: PinStanding::CountLow, .. }), "{wrong:?}: {error:?}");
        }
        let error = bench.module.open(&id).unwrap().log_in(&pin("0000")).unwrap_err();
        assert_eq!(error.to_string(), "the token refused the PIN");
        assert_eq!(error.answer().unwrap().to_string(), "C_Login answered CKR_PIN_INCORRECT");
        let standing = |bench: &Bench| {
            let tokens = bench.module.tokens().unwrap();
            tokens.into_iter().find(|token| token.id == id).unwrap().user_pin
        };
        assert_eq!(standing(&bench), PinStanding::CountLow);
        bench.logged_in(&id);
        assert_eq!(standing(&bench), PinStanding::Good);
    }
}

scenario! {
    fn pin_is_proved_even_while_the_token_is_logged_in() {
        let bench = Bench::new();
        let id = bench.token("checker");
        let earlier = bench.logged_in(&id);
        generate(&earlier, Algorithm::EcdsaP256Sha256, 1);
        let key = earlier.key(&cka_id(1), None).unwrap();

        let wrong = bench.module.open(&id).unwrap().log_in(&pin("0000"));
        assert!(matches!(wrong, Err(Error::PinRefused { .. })), "{wrong:?}");
        // A wrong PIN leaves the token logged out for everybody.
        assert!(key.sign(b"charter").is_err());
        assert!(matches!(earlier.keys(), Err(Error::LoggedOut { token }) if token == id));
    }
}

scenario! {
    fn officer_signs_under_a_pin_proved_each_time() {
        let bench = Bench::new();
        let id = bench.token("checker");
        let sign = |with: &str| {
            bench.module.with_verified_pin(&id, &pin(with), |token| {
                Ok::<_, Error>(token.key(&cka_id(1), None)?.sign(b"approve").expect("sign"))
            })
        };
        generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1);
        assert_eq!(sign(PIN).unwrap().0.len(), 64);
        assert!(matches!(sign("0000"), Err(Error::PinRefused { .. })));
        assert_eq!(sign(PIN).unwrap().0.len(), 64);
    }
}

scenario! {
    fn officer_signing_ends_the_log_in_and_leaves_other_tokens_alone() {
        let bench = Bench::new();
        let (service, officer) = (bench.token("agents"), bench.token("maker"));
        let agents = bench.logged_in(&service);
        generate(&agents, Algorithm::EcdsaP256Sha256, 1);
        let earlier = bench.logged_in(&officer);
        bench.module.with_verified_pin(&officer, &pin(PIN), |_| Ok::<_, Error>(())).unwrap();
        assert!(matches!(earlier.keys(), Err(Error::LoggedOut { .. })));
        assert!(agents.key(&cka_id(1), None).unwrap().sign(b"charter").is_ok());
    }
}

scenario! {
    fn token_is_locked_again_when_the_officer_is_done() {
        let bench = Bench::new();
        let id = bench.token("maker");
        // Another open session, which would keep the log-in alive.
        let watch = bench.module.open(&id).unwrap();
        bench.module.with_verified_pin(&id, &pin(PIN), |_| watch.is_logged_in()).map(|yes| assert!(yes)).unwrap();
        assert!(!watch.is_logged_in().unwrap());
        let held = bench.logged_in(&id);
        assert!(watch.is_logged_in().unwrap());
        held.log_out().unwrap();
        assert!(!watch.is_logged_in().unwrap());
    }
}

scenario! {
    fn dropping_an_outdated_log_in_leaves_the_present_one() {
        let bench = Bench::new();
        let id = bench.token("agents");
        let earlier = bench.logged_in(&id);
        let present = bench.logged_in(&id);
        drop(earlier);
        assert_eq!(present.keys().unwrap(), []);
        assert!(bench.module.open(&id).unwrap().is_logged_in().unwrap());
    }
}

scenario! {
    fn officer_is_logged_out_although_the_action_failed() {
        let bench = Bench::new();
        let id = bench.token("maker");
        let earlier = bench.logged_in(&id);
        let outcome = bench.module.with_verified_pin(&id, &pin(PIN), |token| token.key(&cka_id(1), None).map(drop));
        assert!(matches!(outcome, Err(Error::KeyAbsent { .. })));
        assert!(matches!(earlier.keys(), Err(Error::LoggedOut { .. })));
    }
}

scenario! {
    fn token_from_before_a_new_start_of_the_module_harms_nobody() {
        let bench = Bench::new();
        let id = bench.token("agents");
        generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1);
        // The first session after each start has the same number.
        bench.module.reinitialize().unwrap();
        let old = bench.logged_in(&id);
        bench.module.reinitialize().unwrap();
        let new = bench.logged_in(&id);
        assert!(matches!(old.keys(), Err(Error::Reinitialised { token }) if token == id));
        // Closing its session by number would close the new one.
        drop(old);
        assert!(new.key(&cka_id(1), None).unwrap().sign(b"charter").is_ok());
    }
}

scenario! {
    fn wrong_pin_is_not_blamed_for_a_removed_folder() {
        let bench = Bench::new();
        let id = bench.token("maker");
        let open = bench.module.open(&id).unwrap();
        fs::remove_dir_all(bench.tokens_dir()).unwrap();
        let error = open.log_in(&pin(PIN)).unwrap_err();
        assert!(matches!(error, Error::TokenAbsent { .. }), "{error:?}");
    }
}

scenario! {
    fn second_workspace_shows_its_own_tokens_only() {
        let bench = Bench::new();
        let first = bench.token("root");
        let other = bench.folder.path().join("other");
        fs::create_dir(&other).unwrap();
        practice::reopen(&bench.module, &other).unwrap();
        assert!(matches!(bench.module.open(&first), Err(Error::TokenAbsent { .. })));
        let second = bench.token("root");
        practice::reopen(&bench.module, &bench.tokens_dir()).unwrap();
        assert!(bench.module.open(&first).is_ok());
        assert!(bench.module.open(&second).is_err());
    }
}

#[test]
fn what_is_kept_can_move_between_threads() {
    fn send<T: Send>() {}
    fn send_and_sync<T: Send + Sync>() {}
    send_and_sync::<Module>();
    send_and_sync::<Error>();
    send::<OpenToken>();
    send::<LoggedInToken>();
}
