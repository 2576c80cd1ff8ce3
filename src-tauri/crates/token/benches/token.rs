//! A practice token with 300 keys beside keys in memory and a bare fsync.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{fs::File, hint::black_box, path::Path, time::Instant};

use chancery_domain::{Algorithm, SigningKey};
use chancery_token::{
    CkaId, GeneratedKey, KeyLabel, LoggedInToken, Making, Module, ModuleProfile, SoPin, TokenLabel,
    UserPin, practice,
};
use criterion::Criterion;
use cryptoki::{
    context::Pkcs11,
    mechanism::Mechanism,
    object::{Attribute, ObjectClass},
};
use ratios::{Ratio, Run, durable_write, scratch};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};

/// Keys on the token.
const KEYS: u32 = 300;

const RATIOS: [Ratio; 8] = [
    Ratio {
        path: "sign/token, P-256",
        beside: "sign/in memory, P-256",
    },
    Ratio {
        path: "sign/token, P-256",
        beside: "sign/raw C_Sign, P-256",
    },
    // At least 5: what copying saves.
    Ratio {
        path: "key/made on the token",
        beside: "key/made beside 300",
    },
    Ratio {
        path: "key/inventory of 300",
        beside: "sign/token, P-256",
    },
    Ratio {
        path: "key/made beside 300",
        beside: "key/made in memory",
    },
    Ratio {
        path: "key/300 listed",
        beside: "sign/token, P-256",
    },
    Ratio {
        path: "sync/folder of 300 keys",
        beside: "sync/bare write",
    },
    Ratio {
        path: "sync/one key of 300",
        beside: "sync/bare write",
    },
];

fn main() {
    // Starts the program anew, and so comes before anything is measured or read.
    practice::prepare_process(&[]).expect("prepared");
    let mut run = Run::begin();
    let dir = scratch();
    let module = practice::open(dir.path()).expect("SoftHSM opens");
    let pin = UserPin::new("1234".to_owned());
    let so_pin = SoPin::new("5678".to_owned());
    let label = TokenLabel::new("agents").expect("a label");
    let id = practice::init_token(&module, &label, &so_pin, &pin).expect("a token");
    let token = module.open(&id).expect("opens").log_in(&pin).expect("in");
    let mut next = 0;
    while next < KEYS {
        make(&token, &mut next);
    }
    sign(&mut run.criterion, &token);
    raw_sign(&mut run.criterion, &module);
    sync(&mut run.criterion, &token, dir.path(), &mut next);
    keys(&mut run.criterion, &module, &token, &mut next);
    run.end(&RATIOS);
}

fn make(token: &LoggedInToken, next: &mut u32) -> GeneratedKey {
    *next += 1;
    token
        .generate_key(
            Algorithm::EcdsaP256Sha256,
            &KeyLabel::new("key"),
            &cka_id(*next),
        )
        .expect("a key")
}

fn cka_id(number: u32) -> CkaId {
    CkaId::new((u128::from(number)).to_be_bytes())
}

fn sign(criterion: &mut Criterion, token: &LoggedInToken) {
    let mut group = criterion.benchmark_group("sign");
    let key = token.key(&cka_id(1), None).expect("the first key");
    let message = [7; 900];
    group.bench_function("token, P-256", |bencher| {
        bencher.iter(|| key.sign(black_box(&message)).expect("signed"));
    });
    let random = SystemRandom::new();
    let key = in_memory(&random);
    group.bench_function("in memory, P-256", |bencher| {
        bencher.iter(|| key.sign(&random, black_box(&message)).expect("signed"));
    });
}

/// C_SignInit and C_Sign through the bare binding, on a digest: the limit.
fn raw_sign(criterion: &mut Criterion, module: &Module) {
    let pkcs11 = Pkcs11::new(module.path()).expect("loaded already");
    let slots = pkcs11.get_slots_with_initialized_token().expect("slots");
    // Logged in, as the whole process is.
    let session = pkcs11.open_rw_session(slots[0]).expect("a session");
    let template = [
        Attribute::Class(ObjectClass::PRIVATE_KEY),
        Attribute::Id(cka_id(1).as_bytes().to_vec()),
    ];
    let key = session.find_objects(&template).expect("found")[0];
    let mut group = criterion.benchmark_group("sign");
    group.bench_function("raw C_Sign, P-256", |bencher| {
        bencher.iter(|| {
            session
                .sign(&Mechanism::Ecdsa, key, black_box(&[7; 32]))
                .expect("signed")
        });
    });
}

fn in_memory(random: &SystemRandom) -> EcdsaKeyPair {
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, random).expect("a key");
    EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), random).expect("a key")
}

fn keys(criterion: &mut Criterion, module: &Module, token: &LoggedInToken, next: &mut u32) {
    let mut group = criterion.benchmark_group("key");
    group.sample_size(10);
    group.bench_function("300 listed", |bencher| {
        bencher.iter(|| assert!(token.keys().expect("listed").len() >= KEYS as usize));
    });
    group.bench_function("inventory of 300", |bencher| {
        bencher.iter(|| assert!(token.inventory().expect("taken").objects.len() >= 600));
    });
    let profile = token.profile();
    for (name, making) in [
        ("made beside 300", Making::CopyOntoToken),
        ("made on the token", Making::OnToken),
    ] {
        module.set_profile(token.id(), ModuleProfile { making, ..profile });
        group.bench_function(name, |bencher| bencher.iter(|| make(token, next)));
    }
    module.set_profile(token.id(), profile);
    let random = SystemRandom::new();
    group.bench_function("made in memory", |bencher| {
        bencher.iter(|| in_memory(&random));
    });
}

fn sync(criterion: &mut Criterion, token: &LoggedInToken, folder: &Path, next: &mut u32) {
    let mut group = criterion.benchmark_group("sync");
    group.sample_size(10);
    group.bench_function("folder of 300 keys", |bencher| {
        bencher.iter_custom(|rounds| {
            (0..rounds)
                .map(|_| {
                    make(token, next);
                    let began = Instant::now();
                    practice::sync(folder).expect("synced");
                    began.elapsed()
                })
                .sum()
        });
    });
    group.bench_function("one key of 300", |bencher| {
        bencher.iter_custom(|rounds| {
            (0..rounds)
                .map(|_| {
                    let began = Instant::now();
                    let before = practice::Listing::of(folder).expect("listed");
                    let looked = began.elapsed();
                    make(token, next);
                    let began = Instant::now();
                    before.sync_changes().expect("synced");
                    looked + began.elapsed()
                })
                .sum()
        });
    });
    let file = scratch();
    let mut file = File::create(file.path().join("bare")).expect("a file");
    group.bench_function("bare write", |bencher| {
        bencher.iter(|| durable_write(&mut file));
    });
}
