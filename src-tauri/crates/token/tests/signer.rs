//! The signer's thread: what it does, and how it brings a token back.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;
#[path = "common/double.rs"]
mod double;

use std::{
    fs,
    time::{Duration, Instant},
};

use chancery_domain::{Algorithm, SigningKey};
use chancery_token::{
    Error, KeyLabel, KnownKey, Signer, SignerKey, SignerOptions, SignerState, UserPin, practice,
};
use common::{PIN, cka_id, generate, label, pin, so_pin};
use double::{AMPLE, Faulty, fault, holds, threads, until_no_more_than, verifies, wrong_pin};

/// A deadline that a call which hangs outlasts, and no other: a busy machine takes its time.
const BRIEF: Duration = Duration::from_secs(2);

fault! {
    fn signer_logs_in_signs_and_logs_out() {
        let bench = Faulty::new();
        let signer = bench.signer(SignerOptions::default());
        assert!(matches!(bench.sign(&signer), Err(Error::LoggedOut { .. })));
        signer.log_in(pin(PIN)).unwrap();
        assert_eq!(signer.state(), SignerState::LoggedIn { until: None });
        signer.ready().unwrap();
        bench.sign(&signer).unwrap();
        signer.log_out().unwrap();
        assert_eq!(signer.state(), SignerState::LoggedOut);
        assert!(matches!(bench.sign(&signer), Err(Error::LoggedOut { .. })));
    }
}

fault! {
    fn many_messages_are_signed_in_their_order_from_many_threads() {
        let bench = Faulty::new();
        let signer = bench.service();
        let key: SignerKey = signer.key(&bench.key, &bench.spki).unwrap();
        std::thread::scope(|threads| {
            for thread in 0..4_u8 {
                let (key, spki) = (key.clone(), &bench.spki);
                threads.spawn(move || {
                    let messages: Vec<_> = (0..50).map(|number| vec![thread, number]).collect();
                    let signatures = key.sign_many(messages.clone()).unwrap();
                    assert_eq!(signatures.len(), messages.len());
                    for (message, signature) in messages.iter().zip(signatures) {
                        assert!(verifies(spki, message, &signature.0));
                    }
                    assert!(verifies(spki, b"one", &key.sign(b"one").unwrap().0));
                });
            }
        });
    }
}

fault! {
    fn key_with_another_public_half_does_not_sign() {
        let bench = Faulty::new();
        let signer = bench.service();
        let other = signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("b"), &cka_id(2)).unwrap();
        let error = signer.sign(&bench.key, &other.spki, b"charter").unwrap_err();
        assert!(matches!(error, Error::KeyDiffers { .. }), "{error:?}");
        let error = signer.key(&cka_id(3), &other.spki).unwrap_err();
        assert!(matches!(error, Error::KeyAbsent { .. }), "{error:?}");
        bench.sign(&signer).unwrap();
    }
}

fault! {
    fn inventory_names_missing_strangers_and_differing() {
        let bench = Faulty::new();
        let signer = bench.service();
        let make = |first| {
            let made = signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("k"), &cka_id(first)).unwrap();
            KnownKey { cka_id: made.cka_id, spki: made.spki }
        };
        let (second, third) = (make(2), make(3));
        let known = |first, spki: &KnownKey| KnownKey { cka_id: cka_id(first), spki: spki.spki.clone() };
        let asked = [second.clone(), known(1, &second), known(9, &second)];
        let inventory = signer.inventory().unwrap().compare(&asked);
        assert_eq!(inventory.present, std::slice::from_ref(&second.cka_id));
        // The pair that nobody knows, and the one that has the id of another.
        let ids: Vec<_> = inventory.strangers.iter().map(|object| &object.cka_id).collect();
        for id in [&bench.key, &third.cka_id] {
            assert_eq!(ids.iter().filter(|found| **found == id).count(), 2, "{ids:?}");
        }
        assert_eq!(ids.len(), 4);
        assert_eq!(inventory.missing, [cka_id(9)]);
        assert_eq!(inventory.different, [cka_id(1)]);
        assert!(!inventory.is_clean());
        signer.destroy(&third.cka_id).unwrap();
        let first = KnownKey { cka_id: bench.key.clone(), spki: bench.spki.clone() };
        assert!(signer.inventory().unwrap().compare(&[first, second]).is_clean());
    }
}

fault! {
    fn half_of_a_destroyed_key_is_shown_and_can_be_destroyed() {
        let bench = Faulty::new();
        let signer = bench.service();
        let made = signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("k"), &cka_id(2)).unwrap();
        // Private half first, then every other try fails.
        bench.double.obey("C_DestroyObject 2+ CKR_DEVICE_ERROR");
        signer.destroy(&made.cka_id).unwrap_err();
        bench.double.lift();
        let first = KnownKey { cka_id: bench.key.clone(), spki: bench.spki.clone() };
        let inventory = signer.inventory().unwrap();
        let relics: Vec<_> = inventory.public_alone().map(|object| &object.cka_id).collect();
        assert_eq!(relics, [&made.cka_id]);
        signer.destroy(&made.cka_id).unwrap();
        assert!(signer.inventory().unwrap().compare(&[first]).is_clean());
        assert!(matches!(signer.destroy(&made.cka_id), Err(Error::KeyAbsent { .. })));
    }
}

fault! {
    fn last_handle_logs_the_token_out() {
        let bench = Faulty::new();
        let watch = bench.module.open(&bench.token).unwrap();
        let signer = bench.service();
        let key = signer.key(&bench.key, &bench.spki).unwrap();
        drop(signer);
        assert!(watch.is_logged_in().unwrap(), "a key is a handle, too");
        drop(key);
        assert!(!watch.is_logged_in().unwrap());
    }
}

fault! {
    fn idle_signer_logs_out_and_forgets_the_pin() {
        let bench = Faulty::new();
        let watch = bench.module.open(&bench.token).unwrap();
        let idle = Duration::from_secs(3);
        let options = SignerOptions { deadline: AMPLE, idle: Some(idle), keep_pin: true };
        let signer = bench.signer(options);
        let began = Instant::now();
        signer.log_in(pin(PIN)).unwrap();
        assert!(matches!(signer.state(), SignerState::LoggedIn { until: Some(_) }));
        while signer.state() != SignerState::Idle {
            assert!(began.elapsed() < AMPLE);
            std::thread::sleep(Duration::from_millis(10));
        }
        assert!(began.elapsed() >= idle);
        assert!(!watch.is_logged_in().unwrap());
        assert!(matches!(bench.sign(&signer), Err(Error::LoggedOut { .. })));
        // One that is never idle: this test may have to wait for its turn.
        bench.sign(&bench.service()).unwrap();
    }
}

fault! {
    fn signer_comes_back_after_somebody_else_finalized_the_module() {
        let bench = Faulty::new();
        let signer = bench.service();
        for act in ["finalize", "restart"] {
            bench.double.obey(&format!("C_SignInit 1 {act}"));
            bench.sign(&signer).unwrap();
            bench.double.obey(&format!("C_FindObjectsInit 1 {act}"));
            assert_eq!(signer.keys().unwrap().len(), 1);
        }
    }
}

fault! {
    fn person_is_asked_again_when_a_finalized_module_lost_the_log_in() {
        let bench = Faulty::new();
        let signer = bench.officer();
        bench.double.obey("C_SignInit 1 finalize");
        assert!(matches!(bench.sign(&signer), Err(Error::LoggedOut { .. })));
        assert_eq!(signer.state(), SignerState::LoggedOut);
        signer.log_in(pin(PIN)).unwrap();
        bench.sign(&signer).unwrap();
    }
}

fault! {
    fn no_signer_signs_with_a_key_of_another_token_after_a_foreign_restart() {
        let bench = Faulty::new();
        let agents = practice::init_token(&bench.module, &label("agents"), &so_pin("5678"), &pin(PIN)).unwrap();
        let other = generate(&bench.module.open(&agents).unwrap().log_in(&pin(PIN)).unwrap(), Algorithm::EcdsaP256Sha256, 7);
        let service = |token| {
            let options = SignerOptions { deadline: AMPLE, keep_pin: true, ..SignerOptions::default() };
            let signer = Signer::start(&bench.module, token, options);
            signer.log_in(pin(PIN)).unwrap();
            signer
        };
        // So that sessions and keys are numbered alike after each start: the second's
        // session is the first one here, and the first's will be the first one then.
        bench.module.reinitialize().unwrap();
        let second = service(&agents);
        second.sign(&other.cka_id, &other.spki, b"act").unwrap();
        let first = service(&bench.token);
        let signed_by_second = || {
            let signature = second.sign(&other.cka_id, &other.spki, b"act").unwrap();
            assert!(verifies(&other.spki, b"act", &signature.0));
        };
        bench.sign(&first).unwrap();
        signed_by_second();
        // After this the first's new session has the number of the second's old one.
        bench.double.obey("C_SignInit 1 restart");
        bench.sign(&first).unwrap();
        signed_by_second();
    }
}

fault! {
    fn token_that_was_unplugged_is_absent_and_signs_when_it_is_back() {
        let bench = Faulty::new();
        let signer = bench.service();
        bench.sign(&signer).unwrap();
        bench.double.obey("unplugged");
        for _ in 0..3 {
            let error = bench.sign(&signer).unwrap_err();
            assert!(matches!(error, Error::TokenAbsent { .. }), "{error:?}");
        }
        assert!(matches!(signer.keys(), Err(Error::TokenAbsent { .. })));
        assert_eq!(signer.state(), SignerState::Interrupted);
        bench.double.obey("slots +1000");
        bench.sign(&signer).unwrap();
        assert_eq!(signer.keys().unwrap().len(), 1);
    }
}

fault! {
    fn folder_that_went_and_came_back_is_found_without_a_new_process() {
        let bench = Faulty::new();
        let signer = bench.service();
        let (tokens, away) = (bench.folder.path().join("tokens"), bench.folder.path().join("away"));
        fs::rename(&tokens, &away).unwrap();
        let error = bench.sign(&signer).unwrap_err();
        assert!(matches!(error, Error::TokenAbsent { .. }), "{error:?}");
        fs::rename(&away, &tokens).unwrap();
        let began = Instant::now();
        // A fresh start of the module is made at most every few seconds.
        while let Err(error) = bench.sign(&signer) {
            assert!(matches!(error, Error::TokenAbsent { .. }), "{error:?}");
            assert!(began.elapsed() < AMPLE);
        }
    }
}

fault! {
    fn log_in_that_only_a_person_can_give_back_is_not_sacrificed() {
        let bench = Faulty::new();
        let maker = practice::init_token(&bench.module, &label("maker"), &so_pin("5678"), &pin(PIN)).unwrap();
        let officer = Signer::start(&bench.module, &maker, SignerOptions::default());
        officer.log_in(pin(PIN)).unwrap();
        let signer = bench.service();
        let folder = fs::read_dir(bench.folder.path().join("tokens")).unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|folder| holds(folder, "issuing"))
            .unwrap();
        fs::remove_dir_all(folder).unwrap();
        assert!(matches!(bench.sign(&signer), Err(Error::TokenAbsent { .. })));
        officer.ready().unwrap();
    }
}

fault! {
    fn officer_who_signs_on_a_service_token_costs_it_one_log_in() {
        let bench = Faulty::new();
        let signer = bench.service();
        bench.module.with_verified_pin(&bench.token, &pin(PIN), |_| Ok::<_, Error>(())).unwrap();
        bench.sign(&signer).unwrap();
        let officer = bench.officer();
        bench.sign(&officer).unwrap();
        bench.sign(&signer).unwrap();
        bench.sign(&officer).unwrap();
    }
}

fault! {
    fn key_whose_destruction_went_unanswered_is_destroyed() {
        let bench = Faulty::new();
        let signer = bench.service();
        signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("k"), &cka_id(2)).unwrap();
        bench.double.obey("C_DestroyObject 2 after CKR_DEVICE_ERROR");
        signer.destroy(&cka_id(2)).unwrap();
        assert_eq!(signer.inventory().unwrap().objects.len(), 2);
    }
}

fault! {
    fn key_that_the_token_failed_to_destroy_and_hides_may_remain() {
        let bench = Faulty::new();
        let signer = bench.service();
        signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("k"), &cka_id(2)).unwrap();
        bench.double.obey("C_DestroyObject 2 after CKR_FUNCTION_FAILED");
        let refused = signer.destroy(&cka_id(2));
        assert!(matches!(refused, Err(Error::KeyMayRemain { .. })), "{refused:?}");
    }
}

fault! {
    fn thread_that_was_given_up_does_nothing_more_with_the_token() {
        let bench = Faulty::new();
        let threads = threads();
        let deadline = BRIEF;
        let signer = bench.signer(SignerOptions { deadline, ..SignerOptions::default() });
        signer.log_in(pin(PIN)).unwrap();
        bench.double.obey("C_GenerateKeyPair 1 hang");
        let made = signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("k"), &cka_id(2));
        assert!(matches!(made, Err(Error::Unresponsive { .. })), "{made:?}");
        bench.double.record();
        bench.double.lift();
        until_no_more_than(threads);
        let calls = bench.double.recorded();
        assert!(calls.iter().any(|call| call.function == "C_GenerateKeyPair"));
        // It may look, but changes nothing and logs nobody out.
        let harmful = ["C_CopyObject", "C_DestroyObject", "C_Login", "C_Logout", "C_OpenSession"];
        let harm = calls.iter().find(|call| harmful.contains(&&*call.function));
        assert_eq!(harm, None);
        let next = bench.service();
        bench.sign(&next).unwrap();
        assert_eq!(next.keys().unwrap().len(), 1);
    }
}

fault! {
    fn hanging_call_is_given_up_and_a_new_signer_works() {
        let bench = Faulty::new();
        let deadline = BRIEF;
        let signer = bench.signer(SignerOptions { deadline, ..SignerOptions::default() });
        signer.log_in(pin(PIN)).unwrap();
        bench.double.obey("C_Sign 1 hang");
        let began = Instant::now();
        let error = bench.sign(&signer).unwrap_err();
        assert!(matches!(error, Error::Unresponsive { doing: "signing", .. }), "{error:?}");
        assert!(began.elapsed() >= deadline);
        assert_eq!(signer.state(), SignerState::Unresponsive);
        // The others do not even ask.
        bench.double.record();
        assert!(matches!(bench.sign(&signer), Err(Error::Unresponsive { .. })));
        assert_eq!(bench.double.recorded(), []);
        // While the first still hangs.
        let next = bench.service();
        bench.sign(&next).unwrap();
        let with_the_first = threads();
        bench.double.lift();
        bench.sign(&next).unwrap();
        assert_eq!(signer.state(), SignerState::Unresponsive);
        until_no_more_than(with_the_first - 1);
    }
}

fault! {
    fn process_ends_although_a_call_hangs() {
        // That it does is told by the test that waits for this process.
        let bench = Faulty::new();
        let deadline = BRIEF;
        let signer = bench.signer(SignerOptions { deadline, ..SignerOptions::default() });
        signer.log_in(pin(PIN)).unwrap();
        bench.double.obey("C_SignInit 1 hang");
        bench.sign(&signer).unwrap_err();
    }
}

fault! {
    fn fifth_wrong_pin_in_a_row_makes_the_next_wait() {
        let bench = Faulty::new();
        let signer = bench.signer(SignerOptions::default());
        for _ in 0..5 {
            let error = signer.log_in(wrong_pin()).unwrap_err();
            assert!(matches!(error, Error::PinRefused { .. }), "{error:?}");
        }
        let error = signer.log_in(pin(PIN)).unwrap_err();
        assert!(matches!(error, Error::TooManyTries { .. }), "{error:?}");
        let direct = bench.module.open(&bench.token).unwrap().log_in(&pin(PIN));
        assert!(matches!(direct, Err(Error::TooManyTries { .. })), "{direct:?}");
        // What a workspace kept.
        let tries = bench.module.pin_tries(&bench.token);
        assert_eq!(tries.wrong(), 5);
        bench.module.recall_pin_tries(&bench.token, Default::default());
        signer.log_in(pin(PIN)).unwrap();
        bench.module.recall_pin_tries(&bench.token, tries);
        assert!(matches!(signer.log_in(pin(PIN)), Err(Error::TooManyTries { .. })));
    }
}

fault! {
    fn right_pin_ends_the_count() {
        let bench = Faulty::new();
        let signer = bench.signer(SignerOptions::default());
        for _ in 0..2 {
            for _ in 0..4 {
                signer.log_in(wrong_pin()).unwrap_err();
            }
            signer.log_in(pin(PIN)).unwrap();
        }
        assert_eq!(bench.module.pin_tries(&bench.token).wrong(), 0);
    }
}

fault! {
    fn changed_pin_holds_and_the_kept_one_follows() {
        let bench = Faulty::new();
        let signer = bench.service();
        let error = signer.change_pin(wrong_pin(), pin("2222")).unwrap_err();
        assert!(matches!(error, Error::PinRefused { .. }), "{error:?}");
        let error = signer.change_pin(pin(PIN), pin("1")).unwrap_err();
        assert!(matches!(error, Error::PinLength { .. }), "{error:?}");
        signer.change_pin(pin(PIN), pin("2222")).unwrap();
        bench.sign(&signer).unwrap();
        bench.double.obey("C_SignInit 1 finalize");
        bench.sign(&signer).unwrap();
        assert!(matches!(signer.log_in(pin(PIN)), Err(Error::PinRefused { .. })));
        signer.log_in(pin("2222")).unwrap();
    }
}

fault! {
    fn security_officer_gives_a_new_pin() {
        let bench = Faulty::new();
        let signer = bench.service();
        for _ in 0..5 {
            signer.log_in(wrong_pin()).unwrap_err();
        }
        let error = signer.unlock_pin(so_pin("0000"), pin("2222")).unwrap_err();
        assert!(matches!(error, Error::PinRefused { .. }), "{error:?}");
        signer.unlock_pin(so_pin("5678"), pin("2222")).unwrap();
        assert_eq!(signer.state(), SignerState::LoggedOut);
        signer.log_in(pin("2222")).unwrap();
        bench.sign(&signer).unwrap();
    }
}

fault! {
    fn kept_pin_that_is_refused_is_tried_once() {
        let bench = Faulty::new();
        let signer = bench.service();
        bench.double.obey("C_SignInit 1 finalize\nC_Login 1+ CKR_PIN_INCORRECT");
        assert!(matches!(bench.sign(&signer), Err(Error::PinRefused { .. })));
        bench.double.record();
        for _ in 0..3 {
            assert!(matches!(bench.sign(&signer), Err(Error::LoggedOut { .. })));
        }
        assert!(bench.double.recorded().iter().all(|call| call.function != "C_Login"));
    }
}

fault! {
    fn pin_is_typed_on_a_token_that_has_a_pad() {
        let bench = Faulty::new();
        let signer = bench.signer(SignerOptions::default());
        let error = signer.log_in(UserPin::on_the_token()).unwrap_err();
        assert!(matches!(error, Error::NoPinPad { .. }), "{error:?}");
        bench.double.obey(&format!("pinpad {PIN}"));
        let tokens = bench.module.tokens().unwrap();
        assert!(tokens.iter().any(|token| token.protected_authentication_path));
        signer.log_in(UserPin::on_the_token()).unwrap();
        bench.sign(&signer).unwrap();
        bench.double.obey("pinpad 0000");
        let error = signer.log_in(UserPin::on_the_token()).unwrap_err();
        assert!(matches!(error, Error::PinRefused { .. }), "{error:?}");
    }
}

fault! {
    fn empty_search_never_leads_to_a_second_key() {
        let bench = Faulty::new();
        let signer = bench.service();
        // The pair is made and its answer lost; searches then show nothing.
        bench.double.obey("C_CopyObject 2 after CKR_DEVICE_ERROR\nC_FindObjects 3+ nothing");
        let made = signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("k"), &cka_id(2));
        bench.double.lift();
        let first = KnownKey { cka_id: bench.key.clone(), spki: bench.spki.clone() };
        let inventory = signer.inventory().unwrap().compare(&[first]);
        assert!(made.is_err());
        assert_eq!(inventory.strangers.len(), 2, "one pair, which the inventory shows");
    }
}

fault! {
    fn key_whose_making_went_unanswered_is_given_back() {
        let bench = Faulty::new();
        let signer = bench.service();
        bench.double.obey("C_CopyObject 2 after CKR_DEVICE_ERROR");
        let made = signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("k"), &cka_id(2)).unwrap();
        assert!(made.custody.never_left_the_token());
        let signature = signer.sign(&made.cka_id, &made.spki, b"act").unwrap();
        assert!(verifies(&made.spki, b"act", &signature.0));
        assert_eq!(signer.keys().unwrap().len(), 2);
    }
}

#[test]
fn handles_are_shared_between_threads() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    shared::<Signer>();
    shared::<SignerKey>();
}
