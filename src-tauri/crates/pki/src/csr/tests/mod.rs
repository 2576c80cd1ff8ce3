#![allow(clippy::unwrap_used, reason = "a test that can't go on ends")]

mod refused;

use std::collections::BTreeMap;
use std::fs;

use refused::REFUSED;

use super::*;
use crate::asn1::{bit_string, constructed, integer, sequence};

/// Files of a folder of fixtures by name.
fn files(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let path = format!(
        "{}/../../../fixtures/csr/{folder}",
        env!("CARGO_MANIFEST_DIR")
    );
    fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect()
}

fn good(name: &str) -> Request {
    Request::read(&files("good")[name]).unwrap()
}

#[test]
fn every_defect_is_refused_by_its_name() {
    for (name, file) in files("bad") {
        let said = REFUSED.iter().find(|(refused, _)| *refused == name);
        let (_, said) = said.unwrap_or_else(|| panic!("{name} has no row"));
        let refusal = Request::read(&file).map(|_| name.clone()).unwrap_err();
        assert_eq!(refusal.to_string(), *said, "{name}");
    }
}

#[test]
fn every_row_has_its_file() {
    let files = files("bad");
    let listed: Vec<_> = REFUSED.iter().map(|(name, _)| *name).collect();
    let found: Vec<_> = files.keys().map(String::as_str).collect();
    assert_eq!(listed, found);
}

#[test]
fn requests_of_every_algorithm_are_read() {
    let mut seen: Vec<Algorithm> = Vec::new();
    for (name, file) in files("good") {
        let request = Request::read(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let again = Request::from_der(request.der()).unwrap();
        assert_eq!(again, request, "{name}");
        seen.push(request.algorithm());
    }
    for algorithm in Algorithm::ALL {
        assert!(seen.contains(&algorithm), "{algorithm}");
    }
}

#[test]
fn extensions_are_told_and_only_told() {
    let request = good("extensions.der");
    let told: Vec<_> = request
        .extensions()
        .iter()
        .map(|e| (e.name.unwrap_or(&e.oid), e.critical, e.summary.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "subjectAltName",
                false,
                "DNS:agent.practice.example, IP:192.0.2.1"
            ),
            ("keyUsage", true, "Digital Signature, Key Cert Sign"),
            ("extKeyUsage", false, "clientAuth, 1.2.3.4"),
            ("basicConstraints", true, "a CA, path length 3"),
            ("1.2.3.4.5", true, "2 bytes"),
        ]
    );
    assert!(good("p256-sha256.der").extensions().is_empty());
}

/// OpenSSL takes Microsoft's attribute for an extension request, too.
#[test]
fn extensions_in_microsofts_attribute_are_told_as_well() {
    let told = |name: &str| -> Vec<_> {
        let request = good(name);
        assert!(request.ignored_attributes().is_empty(), "{name}");
        let told = request.extensions().iter();
        told.map(|e| (e.name, e.critical, e.summary.clone()))
            .collect()
    };
    let constraints = |critical, said: &str| {
        let name = Some("basicConstraints");
        (name, critical, said.to_owned())
    };
    assert_eq!(told("cert-extensions.der"), [constraints(true, "a CA")]);
    let both = [constraints(false, "not a CA"), constraints(true, "a CA")];
    assert_eq!(told("both-extension-requests.der"), both);
}

#[test]
fn one_request_is_read_however_its_text_is_set() {
    let der = good("p256-sha256.der");
    let mut seen = 0;
    for (name, file) in files("good") {
        if name.ends_with(".pem") {
            assert_eq!(Request::read(&file), Ok(der.clone()), "{name}");
            let text = text(&file).unwrap();
            assert_eq!(Request::read(text.as_bytes()), Ok(der.clone()), "{name}");
            seen += 1;
        }
    }
    assert_eq!(seen, 12);
    assert_eq!(text(der.der()), None);
}

#[test]
fn challenge_password_is_named_and_not_kept() {
    let request = good("attributes.der");
    assert_eq!(
        request.ignored_attributes(),
        ["challengePassword", "1.2.3.4.5"]
    );
    let shown = format!("{:?}", (request.extensions(), request.ignored_attributes()));
    assert!(!shown.contains("not kept"));
}

#[test]
fn hidden_characters_of_a_name_are_made_visible() {
    let request = good("hidden-characters.der");
    assert_eq!(
        request.subject_text(),
        "O=A, CN=bot\\u{202e}\\u{a}\\u{1b}[2J"
    );
    let rdns: Vec<_> = request.rdns().iter().map(Vec::len).collect();
    assert_eq!(rdns, [2]);
    assert_eq!(good("no-subject.der").subject_text(), "");
    let rdns = good("p256-sha256.der").rdns().len();
    assert_eq!(rdns, 3);
}

#[test]
fn no_changed_byte_and_no_cut_leaves_a_request() {
    let request = good("attributes.der");
    for at in 0..request.der().len() {
        let mut bent = request.der().to_vec();
        bent[at] ^= 1;
        assert!(Request::from_der(&bent).is_err(), "byte {at}");
        assert!(Request::from_der(&request.der()[..at]).is_err(), "cut {at}");
    }
}

#[test]
fn deep_nesting_is_refused_before_the_stack_ends() {
    let deep = (0..15_000).fold(vec![], |inner, _| sequence(&[inner]));
    assert!(deep.len() <= MAX_LEN);
    assert!(Request::read(&deep).is_err());
    let info = sequence(&[integer(0), sequence(&[]), deep, constructed(0, &[])]);
    let request = sequence(&[info, sequence(&[]), bit_string(&[])]);
    assert!(Request::from_der(&request[..]).is_err());
}
