//! Certificates of services end, and the next ones follow without a new decision.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use chancery_tests::{Practice, Stranger};
use serde_json::Value;

use crate::backup::plain;

/// More than half of the 30 days for which the OCSP responder has its certificate.
const HALF: &str = "400";
/// More than all of them.
const OVER: &str = "800";

/// The program that is told another time.
fn later(practice: &Practice, what: &str, hours: &str, stdin: &[u8]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crash-at-signature"));
    command.arg(practice.path()).args([what, hours]);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = piped.spawn().expect("it runs");
    let mut to = running.stdin.take().expect("a pipe");
    to.write_all(stdin).expect("written");
    drop(to);
    running.wait_with_output().expect("it ends")
}

/// The certificates of the OCSP responder, newest first, as the log tells of them.
fn issued(practice: &Practice) -> Vec<Value> {
    let mut all = practice.events("certificate_issued");
    all.retain(|event| event["detail"] == "Practice OCSP responder");
    all
}

fn request(practice: &Practice, serial: &str) -> Vec<u8> {
    let (file, issuer) = (
        practice.beside("request.der"),
        published(practice, "issuing-1"),
    );
    let serial = format!("0x{serial}");
    let fixed = ["ocsp", "-issuer", plain(&issuer), "-serial", &serial];
    Stranger::openssl().ask(fixed.into_iter().chain(["-reqout", plain(&file)]));
    fs::read(&file).expect("OpenSSL wrote a request")
}

/// The folder in which SoftHSM keeps a token; its name ends in the serial number.
fn token_folder(practice: &Practice, label: &str) -> PathBuf {
    let serial = practice.cli().json(["token", "show", label])["token"]["serial"].clone();
    let serial = serial.as_str().expect("a serial").to_owned();
    let all = fs::read_dir(practice.path().join("tokens")).expect("tokens");
    let mut folders = all.map(|entry| entry.expect("an entry").path());
    let is_it = |path: &PathBuf| plain(path).replace('-', "").ends_with(&serial);
    folders.find(is_it).expect("a folder of its own")
}

/// A CA certificate as it is published, as PEM for OpenSSL.
fn published(practice: &Practice, name: &str) -> PathBuf {
    let der = practice.path().join(format!("publish/ca/{name}.cer"));
    let pem = practice.beside(&format!("{name}.pem"));
    let told = [
        "x509",
        "-inform",
        "DER",
        "-in",
        plain(&der),
        "-out",
        plain(&pem),
    ];
    Stranger::openssl().ask(told).expect_code(0);
    pem
}

/// What OpenSSL says of an answer, so many hours from now.
fn verdict(practice: &Practice, answer: &Path, hours: &str) -> String {
    let (issuing, root) = (
        published(practice, "issuing-1"),
        published(practice, "root"),
    );
    let at = Command::new("date")
        .args(["-d", &format!("{hours} hours"), "+%s"])
        .output();
    let at = String::from_utf8(at.expect("date runs").stdout).expect("digits");
    let told = [
        "ocsp",
        "-respin",
        plain(answer),
        "-CAfile",
        plain(&root),
        "-verify_other",
        plain(&issuing),
        "-attime",
        at.trim(),
    ];
    Stranger::openssl().ask(told).expect_code(0).stderr
}

#[test]
fn responder_gets_its_next_certificate_in_the_second_half_of_the_last_ones_life() {
    let practice = Practice::new();
    let serial = practice.certifies("reporting_bot");
    let request = request(&practice, &serial);
    later(&practice, "--hours-later", "300", b"");
    assert_eq!(issued(&practice).len(), 1);

    let answered = later(&practice, "--answers-later", HALF, &request);
    assert!(answered.status.success());
    let answer = practice.beside("answer.der");
    fs::write(&answer, &answered.stdout).expect("written");
    assert!(verdict(&practice, &answer, HALF).contains("Response verify OK"));

    let certificates = issued(&practice);
    let (newest, first) = (&certificates[0], &certificates[1]);
    assert_eq!(certificates.len(), 2);
    assert_ne!(newest["certificate"], first["certificate"]);
    let intended = practice.events("service_intended");
    assert_eq!(intended.len(), 1);
    assert_eq!(intended[0]["certificate"], newest["certificate"]);
    assert!(intended[0]["seq"].as_u64() < certificates[0]["seq"].as_u64());

    let check = practice.cli().json(["workspace", "check"]);
    let rows = check["checks"].as_array().expect("rows");
    let services = rows.iter().find(|row| row["subject"] == "services");
    assert_eq!(services.expect("checked")["verdict"], "sound", "{check:#}");
    let again = later(&practice, "--hours-later", HALF, b"");
    assert!(again.status.success());
    assert_eq!(issued(&practice).len(), 2);
}

#[test]
fn responder_that_ended_says_so_until_the_issuing_token_is_there() {
    let practice = Practice::new();
    let serial = practice.certifies("reporting_bot");
    let request = request(&practice, &serial);
    let (there, away) = (token_folder(&practice, "issuing"), practice.beside("away"));
    fs::rename(&there, &away).expect("taken out");
    let refused = later(&practice, "--answers-later", OVER, &request);
    let said = String::from_utf8_lossy(&refused.stdout).into_owned();
    assert!(said.starts_with("responder-unusable: "), "{said}");
    assert!(practice.events("service_intended").is_empty());
    assert_eq!(issued(&practice).len(), 1);

    fs::rename(&away, &there).expect("put in");
    let answered = later(&practice, "--answers-later", OVER, &request);
    let answer = practice.beside("answer.der");
    fs::write(&answer, &answered.stdout).expect("written");
    assert!(verdict(&practice, &answer, OVER).contains("Response verify OK"));
}
