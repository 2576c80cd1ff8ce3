//! The inventory, strangers' objects included.

use chancery_domain::Algorithm;
use chancery_token::{CkaId, Error, KeyHalf};
use cryptoki::{
    context::Pkcs11,
    object::{Attribute, KeyType, ObjectClass},
    session::Session,
};
use data_encoding::HEXLOWER;

use crate::{
    backend::{Backend, Bench},
    keys::{cka_id, generate},
    on_every_module,
};

/// A session past our crate, while the token is logged in.
pub(crate) fn raw(bench: &Bench, label: &str) -> Session {
    let pkcs11 = Pkcs11::new(bench.module.path()).unwrap();
    let slots = pkcs11.get_slots_with_token().unwrap().into_iter();
    let mut slots = slots.filter(|slot| pkcs11.get_token_info(*slot).unwrap().label() == label);
    pkcs11.open_rw_session(slots.next().unwrap()).unwrap()
}

/// A public key by itself: the base point of P-256.
fn lone_public_key(session: &Session, id: &[u8]) {
    let point = HEXLOWER.decode(
        concat!(
            "0441046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
            "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
        )
        .as_bytes(),
    );
    session
        .create_object(&[
            Attribute::Class(ObjectClass::PUBLIC_KEY),
            Attribute::KeyType(KeyType::EC),
            Attribute::Token(true),
            Attribute::Private(false),
            Attribute::Verify(true),
            Attribute::EcParams(b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07".to_vec()),
            Attribute::EcPoint(point.unwrap()),
            Attribute::Id(id.to_vec()),
            Attribute::Label(b"lone".to_vec()),
        ])
        .unwrap();
}

on_every_module! {
    fn inventory_names_both_halves_of_every_key(bench: &Bench) {
        let id = bench.token();
        let token = bench.logged_in(&id);
        let made = [
            (Algorithm::EcdsaP256Sha256, generate(&token, Algorithm::EcdsaP256Sha256, 1)),
            (Algorithm::Rsa2048, generate(&token, Algorithm::Rsa2048, 2)),
        ];
        let inventory = token.inventory().unwrap();
        assert_eq!(inventory.objects.len(), 4);
        assert_eq!(inventory.private_alone().count() + inventory.public_alone().count(), 0);
        assert!(inventory.repeated().is_empty());
        for (algorithm, key) in made {
            let of = |half| {
                let mut objects = inventory.objects.iter();
                objects.find(|object| object.half == half && object.cka_id == key.cka_id).unwrap()
            };
            let (private, public) = (of(KeyHalf::Private), of(KeyHalf::Public));
            assert_eq!(public.spki.as_ref(), Some(&key.spki));
            assert_eq!((private.algorithm, public.algorithm), (Some(algorithm), Some(algorithm)));
            assert_eq!((private.custody.as_ref(), &public.custody), (Some(&key.custody), &None));
            assert_eq!(private.label, public.label);
        }
    }

    fn halves_that_stand_alone_are_named(bench: &Bench) {
        if !bench.backend.is_shared() {
            return;
        }
        let id = bench.token();
        let token = bench.logged_in(&id);
        generate(&token, Algorithm::EcdsaP256Sha256, 1);
        let session = raw(bench, id.label.as_str());
        let template = [
            Attribute::Class(ObjectClass::PUBLIC_KEY),
            Attribute::Id(cka_id(1).as_bytes().to_vec()),
        ];
        for public in session.find_objects(&template).unwrap() {
            session.destroy_object(public).unwrap();
        }
        lone_public_key(&session, b"lone");
        let inventory = token.inventory().unwrap();
        let private: Vec<_> = inventory.private_alone().map(|object| &object.cka_id).collect();
        let public: Vec<_> = inventory.public_alone().map(|object| &object.cka_id).collect();
        assert_eq!(private, [&cka_id(1)]);
        assert_eq!(public, [&CkaId::from_slice(b"lone")]);
        // It is no key to sign with, and not one that may be made anew.
        let found = bench.logged_in(&id);
        let found = found.key(&CkaId::from_slice(b"lone"), None).map(drop);
        assert!(matches!(found, Err(Error::KeyAbsent { .. })), "{found:?}");
        let token = bench.logged_in(&id);
        let found = token.key(&cka_id(1), None).map(drop);
        assert!(matches!(found, Err(Error::PublicKeyUnreadable { .. })), "{found:?}");
    }

    fn identifier_that_repeats_is_named_and_finds_nothing(bench: &Bench) {
        if !bench.backend.is_shared() {
            return;
        }
        let id = bench.token();
        let made = generate(&bench.logged_in(&id), Algorithm::EcdsaP256Sha256, 1);
        let token = bench.logged_in(&id);
        let session = raw(bench, id.label.as_str());
        lone_public_key(&session, made.cka_id.as_bytes());
        let found = token.key(&made.cka_id, Some(&made.spki)).map(drop);
        if bench.backend == Backend::Nss {
            // softokn lets the new public key take the place of the old one.
            assert!(matches!(found, Err(Error::KeyDiffers { .. })), "{found:?}");
            return;
        }
        assert!(matches!(found, Err(Error::KeyAmbiguous { .. })), "{found:?}");
        assert_eq!(token.inventory().unwrap().repeated(), [&made.cka_id]);
        let refused = token.destroy_key(&made.cka_id);
        assert!(matches!(refused, Err(Error::KeyAmbiguous { .. })), "{refused:?}");
    }
}
