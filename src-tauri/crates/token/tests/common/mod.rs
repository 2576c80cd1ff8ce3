//! Scenarios against the real SoftHSM, each in a process of its own: SoftHSM
//! learns where its tokens are from the environment, and PKCS#11 logs in
//! processes.

#![allow(dead_code, reason = "each test binary uses its own part")]

pub(crate) mod stranger;

use std::{env, fs, path::PathBuf, process::Command};

use chancery_domain::Algorithm;
use chancery_token::{
    CkaId, GeneratedKey, KeyLabel, LoggedInToken, Module, SoPin, TokenId, TokenLabel, UserPin,
    practice,
};
use tempfile::TempDir;

pub(crate) const SCENARIO: &str = "CHANCERY_TOKEN_SCENARIO";
/// A variable that the prepared process must not have.
pub(crate) const UNWANTED: &str = "CHANCERY_TOKEN_UNWANTED";
pub(crate) const PIN: &str = "1234";
/// Those whose keys are made quickly.
pub(crate) const ALGORITHMS: [Algorithm; 3] = [
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::Ed25519,
];

/// A test whose body runs in a prepared process of its own.
#[allow(
    unused_macros,
    reason = "some test binaries have scenarios of their own kind"
)]
macro_rules! scenario {
    (fn $name:ident() $body:block) => {
        #[test]
        fn $name() {
            $crate::common::in_own_process(stringify!($name), &[], || $body);
        }
    };
}
#[allow(
    unused_imports,
    reason = "some test binaries have scenarios of their own kind"
)]
pub(crate) use scenario;

/// Runs `body` in a child process that has been prepared, with `variables` set.
pub(crate) fn in_own_process(name: &str, variables: &[(&str, &str)], body: fn()) {
    if is_child(name) {
        practice::prepare_process(&[UNWANTED]).expect("prepare");
        return body();
    }
    let output = Command::new(env::current_exe().expect("current executable"))
        .args([name, "--exact", "--nocapture"])
        .env(SCENARIO, name)
        .envs(variables.iter().copied())
        .output()
        .expect("run the scenario");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Whether this is the process that scenario `name` runs in.
pub(crate) fn is_child(name: &str) -> bool {
    env::var(SCENARIO).is_ok_and(|scenario| scenario == name)
}

/// A folder with practice tokens, and SoftHSM turned to it.
pub(crate) struct Bench {
    pub(crate) folder: TempDir,
    pub(crate) module: Module,
}

impl Bench {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        fs::create_dir(folder.path().join("tokens")).expect("create");
        let module = practice::open(&folder.path().join("tokens")).expect("open");
        Self { folder, module }
    }

    pub(crate) fn tokens_dir(&self) -> PathBuf {
        self.folder.path().join("tokens")
    }

    pub(crate) fn token(&self, text: &str) -> TokenId {
        practice::init_token(&self.module, &label(text), &so_pin("5678"), &pin(PIN)).expect("init")
    }

    pub(crate) fn logged_in(&self, id: &TokenId) -> LoggedInToken {
        self.module
            .open(id)
            .expect("open")
            .log_in(&pin(PIN))
            .expect("log in")
    }
}

pub(crate) fn label(text: &str) -> TokenLabel {
    TokenLabel::new(text).expect("label")
}

pub(crate) fn pin(text: &str) -> UserPin {
    UserPin::new(text.to_owned())
}

pub(crate) fn so_pin(text: &str) -> SoPin {
    SoPin::new(text.to_owned())
}

pub(crate) fn cka_id(first: u8) -> CkaId {
    CkaId::new([first; 16])
}

pub(crate) fn generate(token: &LoggedInToken, algorithm: Algorithm, first: u8) -> GeneratedKey {
    let label = KeyLabel::new(format!("key {first}"));
    token
        .generate_key(algorithm, &label, &cka_id(first))
        .expect("generate")
}
