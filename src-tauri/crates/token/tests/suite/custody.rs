//! What tokens say of how they keep a key.

use chancery_domain::Algorithm;
use chancery_token::{CustodyFacts, Making, Saying};

use cryptoki::{
    object::{Attribute, KeyType, ObjectClass},
    session::Session,
};

use crate::{
    backend::{Backend, Bench},
    inventory::raw,
    keys::generate,
    on_every_module,
};

/// softokn does not say where a key was made.
fn made_here(bench: &Bench) -> Saying {
    match bench.backend {
        Backend::Nss => Saying::Silent,
        Backend::SoftHsm | Backend::Kryoptic | Backend::P11Kit => Saying::Says,
    }
}

on_every_module! {
    fn custody_of_a_new_key_is_what_the_token_says_and_no_more(bench: &Bench) {
        let id = bench.token();
        let token = bench.logged_in(&id);
        assert_eq!(token.profile().kind, bench.backend.kind());
        for (first, algorithm) in [(1, Algorithm::EcdsaP256Sha256), (2, Algorithm::Rsa2048)] {
            let custody = generate(&token, algorithm, first).custody;
            let verdict = custody.verdict();
            assert_eq!(verdict.made_on_token, made_here(bench), "{custody:?}");
            assert_eq!(verdict.never_left_the_token(), made_here(bench), "{custody:?}");
            let points = (verdict.never_extractable, verdict.always_sensitive);
            assert_eq!(points, (Saying::Says, Saying::Says), "{custody:?}");
            assert_eq!((custody.extractable, custody.sensitive), (Some(false), Some(true)));
            assert_eq!((&custody.label, &custody.serial), (&id.label, &id.serial));
            let stored = serde_json::to_string(&custody).unwrap();
            assert_eq!(serde_json::from_str::<CustodyFacts>(&stored).unwrap(), custody);
        }
    }

    /// Where the copy loses evidence, the key is made on the token after all.
    fn evidence_is_kept_however_keys_are_made(bench: &Bench) {
        let id = bench.token();
        let profile = bench.logged_in(&id).profile();
        for (first, making) in [(1, Making::CopyOntoToken), (2, Making::OnToken)] {
            bench.module.set_profile(&id, chancery_token::ModuleProfile { making, ..profile });
            let token = bench.logged_in(&id);
            let custody = generate(&token, Algorithm::EcdsaP256Sha256, first).custody;
            let verdict = custody.verdict();
            assert_eq!(verdict.never_left_the_token(), made_here(bench), "{making:?}: {custody:?}");
            assert_eq!(verdict.never_extractable, Saying::Says, "{making:?}: {custody:?}");
            assert_eq!(token.inventory().unwrap().objects.len(), 2 * usize::from(first));
        }
    }

    fn evidence_is_the_same_when_it_is_read_again(bench: &Bench) {
        let id = bench.token();
        let made = generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1);
        bench.module.reinitialize().unwrap();
        let token = bench.logged_in(&id);
        assert_eq!(token.keys().unwrap()[0].custody, made.custody);
    }

    fn imported_key_is_said_to_come_from_elsewhere(bench: &Bench) {
        if !bench.backend.is_shared() {
            return;
        }
        let id = bench.token();
        let token = bench.logged_in(&id);
        import(&raw(bench, id.label.as_str()));
        let keys = token.keys().unwrap();
        let custody = &keys[0].custody;
        assert_eq!(custody.verdict().never_left_the_token(), Saying::Denies, "{custody:?}");
        assert_eq!(custody.verdict().never_extractable, Saying::Denies, "{custody:?}");
        assert_eq!(custody.mechanism, None);
    }
}

/// The private key 2 on P-256, as a stranger brings one.
fn import(session: &Session) {
    let mut value = vec![0; 32];
    value[31] = 2;
    let template = [
        Attribute::Class(ObjectClass::PRIVATE_KEY),
        Attribute::KeyType(KeyType::EC),
        Attribute::Token(true),
        Attribute::Private(true),
        Attribute::Sensitive(true),
        Attribute::Extractable(false),
        Attribute::Sign(true),
        Attribute::EcParams(b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07".to_vec()),
        Attribute::Value(value),
        Attribute::Id(b"imported".to_vec()),
    ];
    session.create_object(&template).unwrap();
}
