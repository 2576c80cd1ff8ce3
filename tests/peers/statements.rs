//! Officers' decisions: JOSE libraries and bare cryptography.

use std::fs;

use chancery_tests::{Practice, Stranger, practice::text};
use serde_json::Value;

use crate::published::{Published, split};

/// A request with three decisions on it and its certificate, and the request as it is shown.
fn decided(practice: &Practice) -> (Value, Vec<String>) {
    let serial = practice.certifies("ai_trader_bot_v2");
    let revoked = practice.revokes(&serial, "superseded");
    let request = text(&revoked["row"]["request"]);
    let view = practice.cli().json(["request", "show", &request]);
    let decisions = revoked["decisions"].as_array().expect("decisions");
    let statements = decisions.iter().map(|decision| text(&decision["jws"]));
    (view, statements.collect())
}

/// What each checker reads in the statements; null where one does not verify.
fn read(practice: &Practice, statements: &[String]) -> [Vec<Value>; 2] {
    let file = practice.beside("statements");
    fs::write(&file, statements.join("\n")).expect("writes");
    let strangers = [
        Stranger::python("peers/python/statements.py"),
        Stranger::node("peers/node/statements.mjs"),
    ];
    strangers.map(|stranger| {
        let said = stranger.ask([&file]).expect_code(0).json();
        let said = said.as_array().expect("an array").clone();
        assert_eq!(said.len(), statements.len());
        said
    })
}

#[test]
fn jwcrypto_and_node_verify_every_decision() {
    let practice = Practice::new();
    let (request, statements) = decided(&practice);
    let [jwcrypto, node] = read(&practice, &statements);
    let payloads: Vec<_> = jwcrypto
        .iter()
        .map(|said| said["payload"].clone())
        .collect();
    assert_eq!(payloads, node);

    let acts: Vec<_> = payloads
        .iter()
        .map(|payload| text(&payload["act"]))
        .collect();
    assert_eq!(acts, ["submit", "approve", "revoke"]);
    let subject = text(&request["object_sha256"]).to_lowercase();
    for (payload, said) in payloads.iter().zip(&jwcrypto) {
        assert_eq!(payload["type"], "decision");
        assert_eq!(payload["origin"], "practice.example/log");
        assert_eq!(said["header"]["iat"], payload["iat"]);
        let names: Vec<_> = said["header"]
            .as_object()
            .expect("a header")
            .keys()
            .collect();
        assert_eq!(names, ["alg", "cty", "iat", "typ", "x5c", "x5t#S256"]);
        assert_eq!(said["header"]["alg"], "ES256");
        assert_eq!(said["header"]["typ"], "jose");
    }
    for payload in &payloads[..2] {
        assert_eq!(payload["subject_sha256"], subject.as_str());
    }
    assert_ne!(payloads[2]["subject_sha256"], subject.as_str());
}

#[test]
fn jwcrypto_and_node_refuse_a_statement_that_was_changed() {
    let practice = Practice::new();
    let (_, statements) = decided(&practice);
    let parts: Vec<&str> = statements[1].split('.').collect();
    let other: Vec<&str> = statements[0].split('.').collect();
    let flipped = |text: &str| {
        let (first, rest) = text.split_at(1);
        format!("{}{rest}", if first == "A" { "B" } else { "A" })
    };
    let signature = flipped(parts[2]);
    let changed = [
        // Another payload, another header, another signature, none.
        [parts[0], other[1], parts[2]].join("."),
        [other[0], parts[1], parts[2]].join("."),
        [parts[0], parts[1], &signature].join("."),
        [parts[0], parts[1], ""].join("."),
        // `{"alg":"none"}`
        ["eyJhbGciOiJub25lIn0", parts[1], ""].join("."),
    ];
    for said in read(&practice, &changed) {
        assert!(said.iter().all(Value::is_null), "{said:?}");
    }
}

/// The certificates that statements carry lead to the published root.
#[test]
fn openssl_verifies_the_officers_certificates_in_the_statements() {
    let practice = Practice::new();
    let (_, statements) = decided(&practice);
    let [said, _] = read(&practice, &statements);
    let published = Published::of(&practice);
    let pem = said.iter().map(|said| {
        let leaf = text(&said["header"]["x5c"][0]);
        format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            folded(&leaf)
        )
    });
    let file = practice.beside("officers.pem");
    fs::write(&file, pem.collect::<String>()).expect("writes");
    let folder = practice.beside("officers");
    fs::create_dir(&folder).expect("a folder");
    published
        .openssl_verify(&split(&file, &folder))
        .expect_code(0);
}

/// Base64 in lines of 64, as PEM has it.
fn folded(base64: &str) -> String {
    let lines: Vec<_> = base64
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    lines.join("\n")
}
