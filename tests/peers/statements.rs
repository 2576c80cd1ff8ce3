//! Officers' decisions: JOSE libraries and bare cryptography.

use std::{ffi::OsStr, fs};

use chancery_tests::{
    Practice, Stranger,
    practice::{SECOND_CHECKER, text},
};
use serde_json::Value;

use crate::{
    profiles::{Key, everyone},
    published::{Published, split},
};

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

/// Every other act that officers sign, from one workspace.
fn decided_otherwise(practice: &Practice) -> Vec<(Value, Value)> {
    let mut found = Vec::new();
    let mut keep = |decisions: &Value| {
        let decisions = decisions.as_array().expect("decisions").iter();
        found.extend(decisions.map(|one| (one["act"].clone(), one["jws"].clone())));
    };
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.suspends(&serial);
    practice.releases(&serial);
    practice.revokes(&serial, "superseded");
    let told = ["certificate", "confirm", &serial, "--reason", "Rightly so"];
    let confirmed = practice
        .cli()
        .json(told.into_iter().chain(["--as", SECOND_CHECKER]));
    keep(&confirmed["decisions"]);
    for verb in ["withdraw", "reject"] {
        let id = practice.submits("reporting_bot");
        let told = ["request", verb, &id, "--reason", "Not now"];
        keep(&practice.cli().json(told)["decisions"]);
    }
    let change = practice.decides_on_policy(|policy| policy["lifetime_hours"] = 12.into());
    keep(&practice.cli().json(["request", "show", &change])["decisions"]);
    let told = [
        "report",
        "render",
        "--from",
        "2026-01-01",
        "--to",
        "2026-01-02",
    ];
    let report = text(&practice.cli().json(told)["id"]);
    let told = ["report", "sign-off", &report, "--part", "preparer"];
    let signed = practice
        .cli()
        .json(told.into_iter().chain(["--reason", "Read in full"]));
    let decision = signed["signatures"][0]["decision"].clone();
    keep(&Value::Array(vec![decision]));
    found
}

#[test]
fn jwcrypto_and_node_verify_every_act_that_officers_sign() {
    let practice = Practice::new();
    let decided = decided_otherwise(&practice);
    let statements: Vec<_> = decided.iter().map(|(_, jws)| text(jws)).collect();
    let [jwcrypto, node] = read(&practice, &statements);
    for (((act, _), said), other) in decided.iter().zip(&jwcrypto).zip(&node) {
        assert_eq!(said["payload"]["act"], *act, "{said}");
        assert_eq!(said["payload"], *other);
        assert!(!text(&other["jti"]).is_empty(), "{other}");
    }
    let mut acts: Vec<_> = decided.iter().map(|(act, _)| text(act)).collect();
    acts.sort();
    acts.dedup();
    let wanted = [
        "approve", "confirm", "propose", "reject", "revoke", "sign-off", "submit", "suspend",
        "withdraw",
    ];
    assert_eq!(acts, wanted);
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

/// The token `agents` signs a statement for each certificate that two officers allowed it.
fn signed_by_agents() -> (Practice, Vec<String>) {
    let (practice, rows) = everyone();
    let agents = rows.iter().filter(|row| row.profile == "agent");
    let leaves = agents.filter(|row| row.key == Key::Token);
    let leaves: Vec<_> = leaves.map(|row| row.der.as_os_str()).collect();
    let (folder, agents) = (practice.path(), OsStr::new("agents"));
    let told = [folder.as_os_str(), agents];
    let signer = Stranger::new(env!("CARGO_BIN_EXE_sign-statements"), "this package");
    let said = signer
        .ask(told.into_iter().chain(leaves))
        .expect_code(0)
        .stdout;
    (practice, said.lines().map(str::to_owned).collect())
}

#[test]
fn jwcrypto_and_node_verify_what_agents_sign_with_every_algorithm() {
    let (practice, statements) = signed_by_agents();
    let [jwcrypto, node] = read(&practice, &statements);
    let mut found: Vec<_> = jwcrypto
        .iter()
        .map(|said| {
            let key = text(&said["payload"]["algorithm"]);
            (key, text(&said["header"]["alg"]))
        })
        .collect();
    found.sort();
    let wanted = [
        ("Ed25519", "EdDSA"),
        ("P-256", "ES256"),
        ("P-384", "ES384"),
        ("P-521", "ES512"),
        ("RSA-2048", "PS256"),
        ("RSA-3072", "PS256"),
        ("RSA-4096", "PS256"),
    ];
    assert_eq!(found, wanted.map(|(key, alg)| (key.into(), alg.into())));
    for (one, other) in jwcrypto.iter().zip(&node) {
        assert_eq!(&one["payload"], other);
    }
}

#[test]
fn jwcrypto_and_node_refuse_what_was_changed_with_every_algorithm() {
    let (practice, statements) = signed_by_agents();
    let other = |at: usize| &statements[(at + 1) % statements.len()];
    let part = |statement: &str, at: usize| {
        let part = statement.split('.').nth(at);
        part.expect("three parts").to_owned()
    };
    let changed: Vec<_> = statements
        .iter()
        .enumerate()
        .flat_map(|(at, statement)| {
            let [header, payload, signature] = [0, 1, 2].map(|place| part(statement, place));
            let half = &signature[..signature.len() / 2];
            [
                // Another payload, another signer, half of the signature.
                [&header, &part(other(at), 1), &signature]
                    .map(String::as_str)
                    .join("."),
                [&part(other(at), 0), &payload, &signature]
                    .map(String::as_str)
                    .join("."),
                [&header, &payload, half].join("."),
            ]
        })
        .collect();
    assert_eq!(changed.len(), 3 * 7);
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
