//! One agent's certificate: built, linted, signed, verified and linted again, step
//! by step, beside raw ECDSA of the same bytes in the same run.

mod hierarchy;
#[allow(dead_code, reason = "nothing is written to disk")]
#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::hint::black_box;

use chancery_domain::SigningKey as _;
use chancery_pki::{Certificate, sign};
use criterion::{BatchSize, Criterion};
use ratios::{Ratio, Run};
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

const RATIOS: [Ratio; 3] = [
    Ratio {
        path: "issue/all of it",
        beside: "raw P-256/sign",
    },
    Ratio {
        path: "issue/lint under the throwaway key",
        beside: "raw P-256/sign",
    },
    Ratio {
        path: "issue/verify and lint again",
        beside: "raw P-256/verify",
    },
];

fn main() {
    let mut run = Run::begin();
    issue(&mut run.criterion);
    raw(&mut run.criterion);
    run.end(&RATIOS);
}

fn issue(c: &mut Criterion) {
    let ca = hierarchy::issuing();
    let issuer = Some(&ca.certificate);
    let order = hierarchy::agent(&ca.certificate);
    let tbs = order.build(issuer);
    let certificate = sign(order.lint(tbs.clone(), issuer), &ca.key).expect("signs");

    let mut group = c.benchmark_group("issue");
    group.bench_function("build", |b| b.iter(|| order.build(issuer)));
    group.bench_function("lint under the throwaway key", |b| {
        b.iter_batched(
            || tbs.clone(),
            |tbs| order.lint(tbs, issuer),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("sign", |b| {
        b.iter_batched(
            || order.lint(tbs.clone(), issuer),
            |linted| linted.sign(&ca.key).expect("signs"),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("verify and lint again", |b| {
        b.iter_batched(
            || {
                let linted = order.lint(tbs.clone(), issuer);
                linted.sign(&ca.key).expect("signs")
            },
            |signed| signed.verify().expect("verifies"),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("read", |b| {
        b.iter(|| Certificate::from_der(black_box(certificate.der())).expect("reads"));
    });
    group.bench_function("all of it", |b| {
        b.iter(|| sign(order.lint(order.build(issuer), issuer), &ca.key).expect("signs"));
    });
    group.finish();
}

fn raw(c: &mut Criterion) {
    let key = hierarchy::Key::p256();
    let message = [7; 1_000];
    let signature = key.sign(&message).expect("signs");
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public_key());
    let mut group = c.benchmark_group("raw P-256");
    group.bench_function("sign", |b| b.iter(|| key.sign(black_box(&message))));
    group.bench_function("verify", |b| {
        b.iter(|| {
            public
                .verify(black_box(&message), &signature.0)
                .expect("good")
        });
    });
    group.finish();
}
