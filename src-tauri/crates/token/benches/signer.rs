//! Signing through a token's own thread beside C_Sign itself, in one process.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::hint::black_box;

use chancery_domain::{Algorithm, SigningKey};
use chancery_token::{
    CkaId, KeyLabel, Module, Signer, SignerKey, SignerOptions, SoPin, TokenLabel, UserPin, practice,
};
use criterion::Criterion;
use cryptoki::{
    context::Pkcs11,
    mechanism::Mechanism,
    object::{Attribute, ObjectClass},
};
use ratios::{Ratio, Run, scratch};

/// Messages that cross the channel at once.
const BATCH: usize = 256;

const RATIOS: [Ratio; 2] = [
    Ratio {
        path: "signer/one, P-256",
        beside: "signer/raw C_Sign, P-256",
    },
    Ratio {
        path: "signer/256 at once, P-256",
        beside: "signer/256 raw C_Sign, P-256",
    },
];

fn main() {
    // Starts the program anew, and so comes before anything is measured or read.
    practice::prepare_process(&[]).expect("prepared");
    let mut run = Run::begin();
    let dir = scratch();
    let module = practice::open(dir.path()).expect("SoftHSM opens");
    let key = key(&module);
    through_the_thread(&mut run.criterion, &key);
    raw(&mut run.criterion, &module, key.cka_id());
    run.end(&RATIOS);
}

fn key(module: &Module) -> SignerKey {
    let label = TokenLabel::new("issuing").expect("a label");
    let (so_pin, pin) = (
        SoPin::new("5678".to_owned()),
        UserPin::new("1234".to_owned()),
    );
    let id = practice::init_token(module, &label, &so_pin, &pin).expect("a token");
    let signer = Signer::start(module, &id, SignerOptions::default());
    signer.log_in(pin).expect("in");
    let id = CkaId::new([1; 16]);
    let made = signer.generate(Algorithm::EcdsaP256Sha256, &KeyLabel::new("ca"), &id);
    let spki = made.expect("a key").spki;
    signer.key(&id, &spki).expect("the key")
}

fn through_the_thread(criterion: &mut Criterion, key: &SignerKey) {
    let mut group = criterion.benchmark_group("signer");
    let message = [7; 900];
    group.bench_function("one, P-256", |bencher| {
        bencher.iter(|| key.sign(black_box(&message)).expect("signed"));
    });
    group.bench_function("256 at once, P-256", |bencher| {
        bencher.iter(|| {
            let messages = vec![black_box(&message).to_vec(); BATCH];
            key.sign_many(messages).expect("signed")
        });
    });
}

/// C_SignInit and C_Sign through the bare binding, on a digest: the limit.
fn raw(criterion: &mut Criterion, module: &Module, id: &CkaId) {
    let pkcs11 = Pkcs11::new(module.path()).expect("loaded already");
    let slots = pkcs11.get_slots_with_initialized_token().expect("slots");
    // Logged in, as the whole process is.
    let session = pkcs11.open_rw_session(slots[0]).expect("a session");
    let template = [
        Attribute::Class(ObjectClass::PRIVATE_KEY),
        Attribute::Id(id.as_bytes().to_vec()),
    ];
    let key = session.find_objects(&template).expect("found")[0];
    let sign = || {
        let digest = black_box([7; 32]);
        session
            .sign(&Mechanism::Ecdsa, key, &digest)
            .expect("signed")
    };
    let mut group = criterion.benchmark_group("signer");
    group.bench_function("raw C_Sign, P-256", |bencher| bencher.iter(sign));
    group.bench_function("256 raw C_Sign, P-256", |bencher| {
        bencher.iter(|| (0..BATCH).map(|_| sign()).collect::<Vec<_>>());
    });
}
