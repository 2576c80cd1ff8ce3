//! Initialising tokens, and never one too many.

use chancery_domain::Algorithm;
use chancery_token::{Error, Place, TokenId, TokenSerial};

use crate::{
    backend::{Bench, new_token},
    keys::generate,
    on_every_module,
};

on_every_module! {
    fn new_token_is_found_again(bench: &Bench) {
        if !bench.backend.initialises_several() {
            return;
        }
        let (first, second) = (bench.init("root"), bench.init("records"));
        assert_ne!(first.serial, second.serial);
        bench.module.reinitialize().unwrap();
        for id in [first, second] {
            let info = bench.info(&id);
            assert!(info.initialised && info.user_pin_set, "{info:?}");
            assert_eq!(bench.logged_in(&id).keys().unwrap(), []);
        }
    }

    fn token_that_was_never_initialised_can_not_be_opened(bench: &Bench) {
        let nameless = TokenId {
            label: chancery_token::TokenLabel::new("records").unwrap(),
            serial: TokenSerial::new(""),
        };
        let refused = bench.module.open(&nameless);
        assert!(matches!(refused, Err(Error::TokenAbsent { .. })), "{refused:?}");
    }

    fn token_is_overwritten_only_where_it_is_named(bench: &Bench) {
        if !bench.backend.initialises() {
            return;
        }
        let id = bench.init("root");
        generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1);
        let new = new_token("root");
        let taken = bench.module.init_token(new.borrow(), Place::FreeSlot);
        assert!(matches!(taken, Err(Error::LabelTaken { .. })), "{taken:?}");
        let other = TokenId { serial: TokenSerial::new("0"), ..id.clone() };
        let absent = bench.module.init_token(new_token("new").borrow(), Place::Over(&other));
        assert!(matches!(absent, Err(Error::TokenAbsent { .. })), "{absent:?}");
        assert_eq!(bench.logged_in(&id).keys().unwrap().len(), 1);

        let again = bench.module.init_token(new.borrow(), Place::Over(&id)).unwrap();
        assert_eq!(again.label, id.label);
        assert_eq!(bench.logged_in(&again).keys().unwrap(), []);
    }

    fn token_is_not_overwritten_without_its_so_pin(bench: &Bench) {
        if !bench.backend.initialises() {
            return;
        }
        let id = bench.init("root");
        generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1);
        let wrong = new_token("root").so_pin("00000000");
        let refused = bench.module.init_token(wrong.borrow(), Place::Over(&id));
        assert!(matches!(refused, Err(Error::PinRefused { .. })), "{refused:?}");
        assert_eq!(bench.logged_in(&id).keys().unwrap().len(), 1);
    }
}
