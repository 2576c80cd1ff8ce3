//! Certificates a second, from agents' own signing requests: everything on. Reading the request,
//! verifying the decisions, the lint before and after, intents, signatures, verification, log and
//! register, in groups. Who has the key was verified when the request was submitted, and again
//! when it was approved: neither is measured here.
//!
//! Beside it: one C_Sign by a P-256 key of the same kind of token, in one session; and `openssl
//! ca`, as one process a request and as one run over many.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chancery_domain::{Algorithm, SigningKey as _, request::RequestInput};
use chancery_operations::{
    Parked, UserPin, Workspace, certificate, create_practice, edge, prepare_process,
    request::{self, Decider, Submission},
};
use chancery_token::{CkaId, KeyLabel, SoPin, TokenLabel, practice};
use criterion::Criterion;
use ratios::{Ratio, Run, scratch};
use ring::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use tempfile::TempDir;

/// Requests of one run.
const REQUESTS: usize = 10_000;
/// Requests of one run of `openssl ca -infiles`.
const INFILES: usize = 2_000;

const RATIOS: [Ratio; 4] = [
    Ratio {
        path: "batch/issued from a CSR",
        beside: "batch/C_Sign, P-256, one session",
    },
    Ratio {
        path: "batch/issued from a CSR, register grows to 100,000",
        beside: "batch/C_Sign, P-256, one session",
    },
    Ratio {
        path: "batch/openssl ca, a process a CSR",
        beside: "batch/issued from a CSR",
    },
    Ratio {
        path: "batch/openssl ca -infiles",
        beside: "batch/issued from a CSR",
    },
];

fn main() {
    // Starts the program anew, and so comes before anything is measured or read.
    prepare_process(&[]).expect("prepared");
    let mut run = Run::begin();
    raw_signing(&mut run.criterion);
    issuing(&mut run.criterion);
    openssl(&mut run.criterion);
    run.end(&RATIOS);
}

fn raw_signing(criterion: &mut Criterion) {
    let dir = scratch();
    let module = practice::open(dir.path()).expect("SoftHSM");
    let label = TokenLabel::new("raw").expect("a label");
    let pin = || "12345678".to_owned();
    let (so_pin, user_pin) = (SoPin::new(pin()), UserPin::new(pin()));
    let id = practice::init_token(&module, &label, &so_pin, &user_pin).expect("a token");
    let token = module
        .open(&id)
        .expect("open")
        .log_in(&user_pin)
        .expect("in");
    let cka_id = CkaId::new([7; 16]);
    token
        .generate_key(Algorithm::EcdsaP256Sha256, &KeyLabel::new("raw"), &cka_id)
        .expect("a key");
    let key = token.key(&cka_id, None).expect("the key");
    criterion
        .benchmark_group("batch")
        .bench_function("C_Sign, P-256, one session", |bencher| {
            bencher.iter(|| key.sign(b"a message").expect("signed"));
        });
}

fn issuing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("batch");
    group
        .sample_size(10)
        .sampling_mode(criterion::SamplingMode::Flat)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_millis(10));
    // One iteration is one certificate; each sample issues the whole batch.
    group.bench_function("issued from a CSR", |bencher| {
        bencher.iter_custom(|rounds| of(rounds, Practice::new().issue_all(), REQUESTS));
    });
    let mut practice = Practice::new();
    group.bench_function("issued from a CSR, register grows to 100,000", |bencher| {
        bencher.iter_custom(|rounds| of(rounds, practice.issue_all(), REQUESTS));
    });
}

/// The share of `rounds` in what `count` took.
fn of(rounds: u64, took: Duration, count: usize) -> Duration {
    took.mul_f64(rounds as f64 / count as f64)
}

/// A practice workspace on a real disk.
struct Practice {
    _dir: TempDir,
    workspace: Workspace,
    maker: UserPin,
    checker: UserPin,
    made: usize,
}

impl Practice {
    fn new() -> Self {
        let dir = scratch();
        let root = dir.path().join("practice");
        let workspace = create_practice(&root, Parked::default(), edge::now(), &mut |_| true)
            .expect("a workspace");
        let pin = |officer| UserPin::new(workspace.practice_pin(officer).expect("a PIN"));
        Self {
            maker: pin("officer-02"),
            checker: pin("officer-03"),
            _dir: dir,
            workspace,
            made: 0,
        }
    }

    /// How long it takes to issue the certificates of so many requests, once they are approved.
    fn issue_all(&mut self) -> Duration {
        let ids = self.approved();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let began = Instant::now();
        let officer = "officer-03";
        let workspace = &mut self.workspace;
        let done = certificate::issue_batch(workspace, &ids, officer, edge::now(), &mut |_| true)
            .expect("issued");
        let took = began.elapsed();
        assert_eq!(done.issued.len(), REQUESTS, "{:?}", done.refused.first());
        took
    }

    fn approved(&mut self) -> Vec<String> {
        let inputs: Vec<RequestInput> = (0..REQUESTS).map(|_| self.input()).collect();
        let submission = Submission {
            maker: "officer-02",
            reason: "a fleet",
            pin: &self.maker,
        };
        let ids = request::submit_batch(&mut self.workspace, &inputs, &submission, edge::now())
            .expect("submitted");
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let all: Vec<&str> = ids.iter().map(String::as_str).collect();
        let decider = Decider {
            checker: "officer-03",
            reason: "as agreed",
            pin: &self.checker,
        };
        request::approve_batch(&mut self.workspace, &all, &decider, edge::now()).expect("approved");
        ids
    }

    fn input(&mut self) -> RequestInput {
        self.made += 1;
        RequestInput {
            agent_id: format!("fleet-{}", self.made),
            accountable: "Dr. Henrike Ahlborn".to_owned(),
            purpose: "Market making in two pairs".to_owned(),
            actions: vec!["order.buy".to_owned(), "order.sell".to_owned()],
            instruments: vec!["BTC/EUR".to_owned(), "ETH/EUR".to_owned()],
            limits: vec![chancery_domain::request::LimitInput {
                currency: "EUR".to_owned(),
                per_action: "50000.00".to_owned(),
                per_day: None,
            }],
            csr: Some(csr_pem()),
            ..RequestInput::default()
        }
    }
}

/// A fresh key's PKCS#10 request, without a name and without attributes.
fn csr_pem() -> String {
    let random = SystemRandom::new();
    let algorithm = &ECDSA_P256_SHA256_ASN1_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("random");
    let key = EcdsaKeyPair::from_pkcs8(algorithm, pkcs8.as_ref(), &random).expect("a key");
    let spki = [SPKI_P256, key.public_key().as_ref()].concat();
    let info = der(
        0x30,
        &[b"\x02\x01\x00\x30\x00", spki.as_slice(), b"\xA0\x00"].concat(),
    );
    let signature = key.sign(&random, &info).expect("signed");
    let bits = der(0x03, &[&[0], signature.as_ref()].concat());
    let request = der(0x30, &[info.as_slice(), ECDSA_WITH_SHA256, &bits].concat());
    let text = STANDARD.encode(request);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    let body = lines.join("\n");
    format!("-----BEGIN CERTIFICATE REQUEST-----\n{body}\n-----END CERTIFICATE REQUEST-----\n")
}

/// All of a SubjectPublicKeyInfo on P-256 but the point (RFC 5480, 2).
const SPKI_P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
    \x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
/// ecdsa-with-SHA256 (RFC 5758, 3.2).
const ECDSA_WITH_SHA256: &[u8] = b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02";

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut element = vec![tag];
    match u8::try_from(content.len()).expect("requests are short") {
        short @ ..128 => element.push(short),
        long => element.extend([0x81, long]),
    }
    element.extend(content);
    element
}

fn openssl(criterion: &mut Criterion) {
    let mut authority = OpenSsl::new();
    let mut group = criterion.benchmark_group("batch");
    group.sample_size(10);
    group.bench_function("openssl ca, a process a CSR", |bencher| {
        bencher.iter_custom(|rounds| (0..rounds).map(|_| authority.issue(1)).sum());
    });
    group
        .sampling_mode(criterion::SamplingMode::Flat)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_millis(10));
    group.bench_function("openssl ca -infiles", |bencher| {
        bencher.iter_custom(|rounds| of(rounds, authority.issue(INFILES), INFILES));
    });
}

/// A CA of files, P-256 as ours.
struct OpenSsl {
    dir: TempDir,
    made: usize,
}

impl OpenSsl {
    fn new() -> Self {
        let dir = scratch();
        let write =
            |name: &str, text: &str| fs::write(dir.path().join(name), text).expect("a file");
        fs::create_dir(dir.path().join("new")).expect("a folder");
        write("index.txt", "");
        write("serial", "1000000000000001\n");
        write("ca.cnf", CONFIGURATION);
        let ca = [
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-keyout",
            "ca.key",
            "-out",
            "ca.pem",
            "-subj",
            "/CN=Peer",
            "-days",
            "30",
        ];
        let authority = Self { dir, made: 0 };
        authority.run(&ca.map(str::to_owned));
        authority
    }

    fn run(&self, arguments: &[String]) {
        let done = Command::new("openssl")
            .args(arguments)
            .current_dir(self.dir.path())
            .output()
            .expect("openssl runs");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
    }

    /// How long one run takes over so many requests.
    fn issue(&mut self, count: usize) -> Duration {
        let files: Vec<PathBuf> = (0..count).map(|_| self.csr()).collect();
        let options = ["ca", "-config", "ca.cnf", "-batch", "-notext", "-infiles"];
        let mut arguments: Vec<String> = options.map(str::to_owned).to_vec();
        arguments.extend(files.iter().map(|file| file.display().to_string()));
        let began = Instant::now();
        self.run(&arguments);
        began.elapsed()
    }

    fn csr(&mut self) -> PathBuf {
        self.made += 1;
        let name = format!("{}.csr", self.made);
        fs::write(self.dir.path().join(&name), csr_pem()).expect("a file");
        Path::new(&name).to_owned()
    }
}

const CONFIGURATION: &str = "
[ca]
default_ca = here
[here]
dir = .
new_certs_dir = new
database = index.txt
serial = serial
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_days = 30
policy = any
unique_subject = no
[any]
commonName = optional
";
