//! The register and the log at 1,000,000 certificates: what a person waits for, at most 50 ms for a
//! page.
//!
//! Beside a page of the register stand the bare rows under it, without the requests and sentences
//! that people read; beside a page of the log, whose statements are verified as it is shown, one
//! raw ECDSA verification.

mod fill;
#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::hint::black_box;

use chancery_domain::{Language, profile::ProfileId};
use chancery_ledger::{Ledger, read::CertificateFilter};
use chancery_operations::{
    Parked, UserPin, Workspace, certificate, create_practice, edge, log, overview, prepare_process,
    request::{self, Decider, Submission},
};
use criterion::Criterion;
use ratios::{Ratio, Run, scratch};
use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair,
        UnparsedPublicKey,
    },
};

/// Certificates in the register.
const CERTIFICATES: u64 = 1_000_000;
const SAMPLE: &[u8] = include_bytes!("../../../../fixtures/requests/ai_trader_bot_v2.json");
/// The name of the one real agent, of the same length as the others'.
const MODEL: &str = "agent_model00";

const RATIOS: [Ratio; 5] = [
    Ratio {
        path: "register/first page",
        beside: "register/bare rows of the first page",
    },
    Ratio {
        path: "register/search for few",
        beside: "register/bare rows of the first page",
    },
    Ratio {
        path: "register/search that all match",
        beside: "register/bare rows of the first page",
    },
    Ratio {
        path: "register/overview",
        beside: "register/bare rows of the first page",
    },
    Ratio {
        path: "register/first page of the log",
        beside: "register/raw ECDSA verification",
    },
];

fn main() {
    // Starts the program anew, and so comes before anything is measured or read.
    prepare_process(&[]).expect("prepared");
    let mut run = Run::begin();
    let dir = scratch();
    let place = dir.path().join("practice");
    let mut workspace = create_practice(&place, Parked::default(), edge::now(), &mut |_| true)
        .expect("a workspace");
    let model = issue_one(&mut workspace);
    let mut ledger = Ledger::open(&workspace.paths().database()).expect("opens");
    fill::fill(&mut ledger, &model, MODEL, CERTIFICATES);
    pages(&mut run.criterion, &workspace);
    limits(&mut run.criterion, &ledger);
    run.end(&RATIOS);
}

/// Issues one certificate as people do; the id of its request.
fn issue_one(workspace: &mut Workspace) -> String {
    let pin = |officer: &str| UserPin::new(workspace.practice_pin(officer).expect("a PIN"));
    let (maker, checker) = (pin("officer-02"), pin("officer-03"));
    let mut input = request::parse_input(SAMPLE).expect("a sample");
    input.agent_id = MODEL.to_owned();
    let submission = Submission {
        maker: "officer-02",
        reason: "",
        pin: &maker,
    };
    let submitted =
        request::submit(workspace, &input, &submission, edge::now()).expect("submitted");
    let decider = Decider {
        checker: "officer-03",
        reason: "Limits and model fit the mandate",
        pin: &checker,
    };
    request::approve(workspace, &submitted.row.id, &decider, edge::now()).expect("approved");
    certificate::issue(workspace, &submitted.row.id, "officer-03", edge::now()).expect("issued");
    submitted.row.id
}

fn pages(criterion: &mut Criterion, workspace: &Workspace) {
    let mut group = criterion.benchmark_group("register");
    for (name, text) in [
        ("first page", ""),
        ("search for few", "agent_09999"),
        ("search that all match", "agent_0"),
    ] {
        let query = certificate::Query {
            text,
            ..certificate::Query::default()
        };
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let page = certificate::list(workspace, &query, Language::En, edge::now());
                assert_eq!(page.expect("a page").rows.len(), 50);
            });
        });
    }
    group.bench_function("overview", |bencher| {
        bencher.iter(|| {
            overview::overview(workspace, None, Language::En, edge::now()).expect("an overview")
        });
    });
    group.bench_function("first page of the log", |bencher| {
        bencher.iter(|| {
            let page = log::list(workspace, &log::Query::default()).expect("a page");
            assert_eq!(page.rows.len(), 100);
        });
    });
}

fn limits(criterion: &mut Criterion, ledger: &Ledger) {
    let mut group = criterion.benchmark_group("register");
    let filter = CertificateFilter {
        profile: ProfileId::Agent,
        text: String::new(),
        not_ended_before: None,
        before_seq: None,
    };
    group.bench_function("bare rows of the first page", |bencher| {
        bencher.iter(|| ledger.read().certificates(&filter, 50).expect("rows"));
    });
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("a key");
    let key = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).expect("a key");
    let message = [7; 900];
    let signature = key.sign(&random, &message).expect("signed");
    let public = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, key.public_key());
    group.bench_function("raw ECDSA verification", |bencher| {
        bencher.iter(|| {
            public
                .verify(black_box(&message), signature.as_ref())
                .expect("verifies");
        });
    });
}
