//! A bench whose module is the double in front of SoftHSM.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::{
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use chancery_domain::{Algorithm, Spki};
use chancery_double::Double;
use chancery_token::{
    CkaId, Error, KeyLabel, Module, Signer, SignerOptions, TokenId, UserPin, practice,
};
use tempfile::TempDir;

use crate::common::{PIN, cka_id, in_own_process, is_child, label, pin, so_pin};

/// Longer than anything here takes, however busy the machine.
pub(crate) const AMPLE: Duration = Duration::from_secs(60);

/// A test whose body runs in a process of its own, with a folder that steers
/// the double there.
#[allow(unused_macros, reason = "the table has processes of its own kind")]
macro_rules! fault {
    (fn $name:ident() $body:block) => {
        #[test]
        fn $name() {
            $crate::double::with_the_double(stringify!($name), || $body);
        }
    };
}
#[allow(unused_imports, reason = "the table has processes of its own kind")]
pub(crate) use fault;

pub(crate) fn with_the_double(name: &str, body: fn()) {
    if is_child(name) {
        return in_own_process(name, &[], body);
    }
    let folder = tempfile::tempdir().expect("temporary folder");
    let double = Double::in_folder(folder.path());
    let (variable, path) = double.variable();
    let path = path.to_str().expect("a path in UTF-8");
    in_own_process(name, &[(variable, path)], body);
}

/// A token with a key behind the double, and SoftHSM turned to it.
pub(crate) struct Faulty {
    pub(crate) folder: TempDir,
    pub(crate) double: Double,
    pub(crate) module: Module,
    pub(crate) token: TokenId,
    pub(crate) key: CkaId,
    pub(crate) spki: Spki,
}

impl Faulty {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("temporary folder");
        let tokens = folder.path().join("tokens");
        fs::create_dir(&tokens).expect("create");
        practice::point_at(&tokens).expect("prepared");
        let module = Module::load(&Double::library()).expect("the double loads");
        let user_pin = pin(PIN);
        let token = practice::init_token(&module, &label("issuing"), &so_pin("5678"), &user_pin);
        let token = token.expect("init");
        let open = module.open(&token).expect("open");
        let made = open.log_in(&pin(PIN)).expect("log in").generate_key(
            Algorithm::EcdsaP256Sha256,
            &KeyLabel::new("ca"),
            &cka_id(1),
        );
        let made = made.expect("generate");
        Self {
            double: Double::of_this_process().expect("a folder that steers the double"),
            folder,
            module,
            token,
            key: made.cka_id,
            spki: made.spki,
        }
    }

    pub(crate) fn signer(&self, options: SignerOptions) -> Signer {
        Signer::start(&self.module, &self.token, options)
    }

    /// A signer of a service token, logged in.
    pub(crate) fn service(&self) -> Signer {
        let signer = self.signer(SignerOptions {
            deadline: AMPLE,
            keep_pin: true,
            ..SignerOptions::default()
        });
        signer.log_in(pin(PIN)).expect("log in");
        signer
    }

    /// A signer that keeps no PIN, logged in.
    pub(crate) fn officer(&self) -> Signer {
        let signer = self.signer(SignerOptions {
            deadline: AMPLE,
            ..SignerOptions::default()
        });
        signer.log_in(pin(PIN)).expect("log in");
        signer
    }

    /// Removes the folders of all tokens but the first; SoftHSM still believes in them.
    pub(crate) fn remove_other_tokens(&self) {
        let tokens = fs::read_dir(self.folder.path().join("tokens")).expect("listed");
        for folder in tokens.map(|entry| entry.expect("an entry").path()) {
            if !holds(&folder, "issuing") {
                fs::remove_dir_all(folder).expect("removed");
            }
        }
    }

    /// Signs with the key that is always there.
    pub(crate) fn sign(&self, signer: &Signer) -> Result<(), Error> {
        let signature = signer.sign(&self.key, &self.spki, b"charter")?;
        assert!(verifies(&self.spki, b"charter", &signature.0));
        Ok(())
    }
}

/// Whether a P-256 signature is right.
pub(crate) fn verifies(spki: &Spki, message: &[u8], signature: &[u8]) -> bool {
    // The point is the last 65 bytes of the SubjectPublicKeyInfo.
    let (_, point) = spki.der().split_at(spki.der().len() - 65);
    let key =
        ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_FIXED, point);
    key.verify(message, signature).is_ok()
}

/// Whether a token folder of SoftHSM is that of the token labelled `text`.
pub(crate) fn holds(folder: &Path, text: &str) -> bool {
    let bytes = fs::read(folder.join("token.object")).expect("a token's own object");
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

pub(crate) fn wrong_pin() -> UserPin {
    pin("0000")
}

/// Threads of this process.
pub(crate) fn threads() -> usize {
    fs::read_dir("/proc/self/task")
        .expect("Linux shows threads")
        .count()
}

/// Until the thread whose call hung has ended: what it was asked is done then.
pub(crate) fn until_no_more_than(threads: usize) {
    let began = Instant::now();
    while self::threads() > threads {
        assert!(began.elapsed() < AMPLE, "the thread that hung does not end");
        thread::sleep(Duration::from_millis(1));
    }
}
