//! `openssl ocsp` asks, and verifies what is answered.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs, process};

use super::*;

/// A folder of its own that goes away again.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("chancery-ocsp-{name}-{}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// What `openssl ocsp` says, and whether it ended well.
    fn openssl(&self, arguments: &[&str]) -> (bool, String) {
        let output = Command::new("openssl")
            .arg("ocsp")
            .args(["-issuer", "issuing.pem"])
            .args(arguments)
            .current_dir(&self.0)
            .output()
            .expect("openssl");
        let text = [output.stdout, output.stderr].concat();
        (
            output.status.success(),
            String::from_utf8_lossy(&text).into_owned(),
        )
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all::<&Path>(&self.0);
    }
}

fn clock() -> Utc {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    Utc::from_unix_seconds(seconds.try_into().unwrap()).unwrap()
}

/// An estate of today, since `openssl ocsp` knows no time but the clock's.
fn published(name: &str) -> (Estate, Scratch) {
    let (estate, scratch) = (Estate::at(clock()), Scratch::new(name));
    let write = |name: &str, pem: String| fs::write(scratch.0.join(name), pem).unwrap();
    write("root.pem", estate.hierarchy.root.to_pem());
    write("issuing.pem", estate.hierarchy.issuing.to_pem());
    (estate, scratch)
}

/// The request's arguments: serial numbers as decimal or hexadecimal.
fn serials(hash: &str) -> Vec<String> {
    let ask = |first: u8| ["-serial".to_owned(), format!("0x{}", serial(first))];
    let all = [1, 2, 3, 4, 5].into_iter().flat_map(ask);
    [hash.to_owned()].into_iter().chain(all).collect()
}

const VERIFY: [&str; 6] = [
    "-respin",
    "answer.der",
    "-CAfile",
    "root.pem",
    "-verify_other",
    "issuing.pem",
];

/// Compares nonces with those of the request. Beside serial numbers OpenSSL passes
/// over `-reqin`, and without `-no_nonce` it would put in a nonce of its own.
const COMPARE: [&str; 3] = ["-no_nonce", "-reqin", "request.der"];

#[test]
fn openssl_asks_and_verifies_every_state_under_either_hash() {
    let (estate, scratch) = published("states");
    for hash in ["-sha1", "-sha256"] {
        let serials = serials(hash);
        let serials: Vec<_> = serials.iter().map(String::as_str).collect();
        let asking = [&serials[..], &["-nonce", "-reqout", "request.der"]].concat();
        assert!(scratch.openssl(&asking).0);
        let request = fs::read(scratch.0.join("request.der")).unwrap();
        let request = Request::from_der(&request).unwrap();
        assert!(request.nonce().is_some());
        let answer = estate.answer(&request, clock()).unwrap();
        fs::write(scratch.0.join("answer.der"), &answer).unwrap();

        let (good, text) = scratch.openssl(&[&COMPARE[..], &VERIFY].concat());
        assert!(good && text.contains("Response verify OK"), "{text}");
        let (good, text) = scratch.openssl(&[&serials[..], &["-no_nonce"], &VERIFY].concat());
        assert!(good && text.contains("Response verify OK"), "{text}");
        assert!(!text.contains("WARNING"), "{text}");
        for (first, state) in [(1, "good"), (2, "revoked"), (3, "revoked"), (5, "unknown")] {
            let line = format!("0x{}: {state}", serial(first));
            assert!(text.contains(&line), "{line} in {text}");
        }
        for reason in ["Reason: keyCompromise", "Reason: certificateHold"] {
            assert!(text.contains(reason), "{text}");
        }
    }
}

#[test]
fn openssl_refuses_what_is_bent_foreign_or_of_another_nonce() {
    let (estate, scratch) = published("bent");
    let request = Request::new(vec![estate.id(1)], Some(vec![7; 32])).unwrap();
    fs::write(scratch.0.join("request.der"), request.to_der()).unwrap();
    let verifying = [&COMPARE[..], &VERIFY].concat();
    let verdict = |answer: &[u8]| {
        fs::write(scratch.0.join("answer.der"), answer).unwrap();
        scratch.openssl(&verifying)
    };
    let answer = estate.answer(&request, clock()).unwrap();
    let (good, text) = verdict(&answer);
    assert!(good && text.contains("Response verify OK"), "{text}");

    let signed = answer.len() - estate.responder.der().len();
    for at in [signed / 4, signed / 2, signed - 20] {
        let mut bent = answer.clone();
        bent[at] ^= 1;
        assert!(
            !verdict(&bent).1.contains("Response verify OK"),
            "byte {at}"
        );
    }
    let other_nonce = Request::new(vec![estate.id(1)], Some(vec![8; 32])).unwrap();
    let (good, text) = verdict(&estate.answer(&other_nonce, clock()).unwrap());
    assert!(!good && text.contains("Nonce Verify error"), "{text}");

    let other = Estate::at(clock());
    let theirs = Request::new(vec![other.id(1)], Some(vec![7; 32])).unwrap();
    let (_, text) = verdict(&other.answer(&theirs, clock()).unwrap());
    assert!(!text.contains("Response verify OK"), "{text}");
}

#[test]
fn openssl_reads_the_unsigned_answers() {
    let scratch = published("unsigned").1;
    for (answer, said) in [
        (UnsignedAnswer::MalformedRequest, "malformedrequest (1)"),
        (UnsignedAnswer::InternalError, "internalerror (2)"),
        (UnsignedAnswer::TryLater, "trylater (3)"),
        (UnsignedAnswer::Unauthorized, "unauthorized (6)"),
    ] {
        fs::write(scratch.0.join("answer.der"), answer.to_der()).unwrap();
        let (_, text) = scratch.openssl(&["-respin", "answer.der", "-noverify"]);
        assert!(text.contains(said), "{text}");
        let read = Response::from_der(&answer.to_der());
        assert!(matches!(read, Err(NotAResponse::Unsigned(_))));
    }
}
