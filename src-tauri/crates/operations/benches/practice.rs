//! From a request to a certificate and its end, in a practice workspace on a real disk.
//!
//! Beside it: one C_Sign by the very key that issues, in the session that issues; and one bare
//! durable write, since each act here is several commits.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{
    cell::RefCell,
    fs::File,
    time::{Duration, Instant},
};

use chancery_domain::{SigningKey, request::RequestInput};
use chancery_operations::{
    Parked, UserPin, Workspace,
    certificate::{self, ByOfficer, Revocation},
    create_practice, edge, prepare_process,
    request::{self, Decider, Submission},
};
use criterion::Criterion;
use ratios::{Ratio, Run, durable_write, scratch};
use tempfile::TempDir;

const SAMPLE: &[u8] = include_bytes!("../../../../fixtures/requests/ai_trader_bot_v2.json");

const RATIOS: [Ratio; 6] = [
    Ratio {
        path: "practice/submitted",
        beside: "practice/bare durable write",
    },
    Ratio {
        path: "practice/approved",
        beside: "practice/bare durable write",
    },
    Ratio {
        path: "practice/issued",
        beside: "practice/bare durable write",
    },
    Ratio {
        path: "practice/issued",
        beside: "practice/C_Sign, P-256",
    },
    Ratio {
        path: "practice/revoked, CRL and checkpoint published",
        beside: "practice/bare durable write",
    },
    Ratio {
        path: "practice/revoked, CRL and checkpoint published",
        beside: "practice/C_Sign, P-256",
    },
];

fn main() {
    // Starts the program anew, and so comes before anything is measured or read.
    prepare_process(&[]).expect("prepared");
    let mut run = Run::begin();
    let mut practice = Practice::new();
    limits(&mut run.criterion, &mut practice);
    acts(&mut run.criterion, &mut practice);
    run.end(&RATIOS);
}

/// The limits: what the disk and the token can do.
fn limits(criterion: &mut Criterion, practice: &mut Practice) {
    let bare = practice.dir.path().join("bare");
    let mut bare = File::create(bare).expect("a file");
    criterion
        .benchmark_group("practice")
        .bench_function("bare durable write", |bencher| {
            bencher.iter(|| durable_write(&mut bare));
        });
    let criterion = RefCell::new(criterion);
    let id = practice.approved();
    let signing = |key: &dyn SigningKey, message: &[u8]| {
        let mut criterion = criterion.borrow_mut();
        let mut group = criterion.benchmark_group("practice");
        group.bench_function("C_Sign, P-256", |bencher| {
            bencher.iter(|| key.sign(message).expect("signed"));
        });
        key.sign(message)
    };
    certificate::issue_through(&mut practice.workspace, &id, edge::now(), signing).expect("issued");
}

fn acts(criterion: &mut Criterion, practice: &mut Practice) {
    let mut group = criterion.benchmark_group("practice");
    // Each round leaves a key, so that few rounds keep the token small.
    group
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    group.bench_function("submitted", |bencher| {
        bencher.iter(|| practice.submitted());
    });
    group.bench_function("approved", |bencher| {
        bencher.iter_custom(|rounds| {
            let all: Vec<_> = (0..rounds).map(|_| practice.submitted()).collect();
            timed(&all, |id| practice.approve(id))
        });
    });
    group.bench_function("issued", |bencher| {
        bencher.iter_custom(|rounds| {
            let all: Vec<_> = (0..rounds).map(|_| practice.approved()).collect();
            timed(&all, |id| {
                practice.issue(id);
            })
        });
    });
    group.bench_function("revoked, CRL and checkpoint published", |bencher| {
        bencher.iter_custom(|rounds| {
            let all: Vec<_> = (0..rounds).map(|_| practice.issued()).collect();
            timed(&all, |serial| practice.revoke(serial))
        });
    });
}

/// How long it takes to do `act` to each in turn.
fn timed(all: &[String], mut act: impl FnMut(&str)) -> Duration {
    let began = Instant::now();
    for one in all {
        act(one);
    }
    began.elapsed()
}

/// A practice workspace and its people.
struct Practice {
    workspace: Workspace,
    maker: UserPin,
    checker: UserPin,
    agents: u32,
    dir: TempDir,
}

impl Practice {
    fn new() -> Self {
        let dir = scratch();
        let place = dir.path().join("practice");
        let workspace = create_practice(&place, Parked::default(), edge::now(), &mut |_| true)
            .expect("a workspace");
        let pin = |officer| UserPin::new(workspace.practice_pin(officer).expect("a PIN"));
        Self {
            maker: pin("officer-02"),
            checker: pin("officer-03"),
            workspace,
            agents: 0,
            dir,
        }
    }

    /// A new agent's request; its id.
    fn submitted(&mut self) -> String {
        self.agents += 1;
        let mut input: RequestInput = request::parse_input(SAMPLE).expect("a sample");
        input.agent_id = format!("agent_{:06}", self.agents);
        let submission = Submission {
            maker: "officer-02",
            reason: "",
            pin: &self.maker,
        };
        let submitted = request::submit(&mut self.workspace, &input, &submission, edge::now());
        submitted.expect("submitted").row.id
    }

    fn approve(&mut self, id: &str) {
        let decider = Decider {
            checker: "officer-03",
            reason: "Limits and model fit the mandate",
            pin: &self.checker,
        };
        request::approve(&mut self.workspace, id, &decider, edge::now()).expect("approved");
    }

    fn issue(&mut self, id: &str) -> String {
        let issued =
            certificate::issue(&mut self.workspace, id, "officer-03", edge::now()).expect("issued");
        issued.certificate.expect("a serial")
    }

    fn revoke(&mut self, serial: &str) {
        let revocation = Revocation {
            by: ByOfficer {
                officer: "officer-03",
                comment: "The agent's host was broken into",
                pin: &self.checker,
            },
            reason: "keyCompromise",
            invalid_since: None,
        };
        certificate::revoke(&mut self.workspace, serial, &revocation, edge::now())
            .expect("revoked");
    }

    fn approved(&mut self) -> String {
        let id = self.submitted();
        self.approve(&id);
        id
    }

    fn issued(&mut self) -> String {
        let id = self.approved();
        self.issue(&id)
    }
}
