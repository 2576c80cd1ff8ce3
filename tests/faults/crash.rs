//! The power goes while a certificate is being issued.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::ExitStatusExt,
    process::{Command, Stdio},
};

use crate::{
    outsider,
    practice::{Practice, Stage, first_request, path_text},
};

fn child(practice: &Practice, what: &str, how: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crash-at-signature"));
    command.arg(practice.root()).args([what, how]);
    command.stdin(Stdio::null());
    command
}

/// What an outsider reads of an intent that was left open.
struct Intent {
    serial: String,
    tbs: Vec<u8>,
}

/// Issues in a process that ends by a signal `how` the signature.
#[track_caller]
fn crash(how: &str) -> (Practice, Intent) {
    let practice = Practice::at(Stage::Approved);
    let status = child(&practice, first_request(), how).status().unwrap();
    assert_eq!(status.signal(), Some(9), "{status}");
    let database = practice.database();
    let open = "FROM intent JOIN blob ON blob.sha256 = intent.tbs WHERE outcome IS NULL";
    let intent = Intent {
        serial: outsider::text(&database, &format!("SELECT serial {open}")),
        tbs: outsider::bytes(&database, &format!("SELECT bytes {open}")),
    };
    assert_eq!(agent_certificates(&practice), 0);
    (practice, intent)
}

fn agent_certificates(practice: &Practice) -> u64 {
    practice.count("SELECT count(*) FROM certificate WHERE profile = 'agent'")
}

/// Starts the program again; gives what it tells of what it settled.
#[track_caller]
fn next_start(practice: &Practice) -> String {
    practice.cli().run(["log", "list"]).expect_code(0).stderr
}

#[track_caller]
fn assert_issued_as_intended(practice: &Practice, intent: &Intent) {
    let database = practice.database();
    let issued =
        "FROM certificate JOIN blob ON blob.sha256 = certificate.der WHERE profile = 'agent'";
    assert_eq!(
        outsider::text(&database, &format!("SELECT serial {issued}")),
        intent.serial
    );
    let der = outsider::bytes(&database, &format!("SELECT bytes {issued}"));
    assert_eq!(signed_part(practice, &der), intent.tbs);
    assert_eq!(practice.events("issuance_intended"), 1);
    assert_eq!(practice.request_state(first_request()), "issued");
}

/// The TBSCertificate as OpenSSL cuts it out: the first element of the outer SEQUENCE.
fn signed_part(practice: &Practice, der: &[u8]) -> Vec<u8> {
    let (whole, part) = (practice.beside("agent.cer"), practice.beside("agent.tbs"));
    fs::write(&whole, der).unwrap();
    outsider::openssl(&[
        "asn1parse",
        "-inform",
        "DER",
        "-in",
        path_text(&whole),
        "-strparse",
        "4",
        "-noout",
        "-out",
        path_text(&part),
    ]);
    fs::read(&part).unwrap()
}

#[test]
fn crash_between_signature_and_commit_is_settled_with_the_same_certificate() {
    let (practice, intent) = crash("after");
    let told = next_start(&practice);
    assert!(
        told.contains(&intent.serial) && told.contains(first_request()),
        "{told}"
    );
    assert!(told.contains("issued"), "{told}");
    assert_issued_as_intended(&practice, &intent);
    practice.assert_clean();
    assert_eq!(next_start(&practice), "", "settled once");
}

#[test]
fn crash_before_the_signature_is_settled_with_the_same_certificate() {
    let (practice, intent) = crash("before");
    let told = next_start(&practice);
    assert!(told.contains(&intent.serial), "{told}");
    assert_issued_as_intended(&practice, &intent);
    practice.assert_clean();
}

#[test]
fn a_wrong_pin_of_the_ca_token_says_nothing_about_the_decisions() {
    let (practice, intent) = crash("after");
    let pins = practice.root().join("practice.json");
    let right = fs::read_to_string(&pins).unwrap();
    let json: serde_json::Value = serde_json::from_str(&right).unwrap();
    let pin = json["tokens"]["issuing"].as_str().unwrap();
    fs::write(&pins, right.replace(pin, "00000000")).unwrap();
    let told = next_start(&practice);
    assert!(
        told.contains(&intent.serial) && told.contains("open"),
        "{told}"
    );
    assert_eq!(practice.events("issuance_abandoned"), 0);
    assert_eq!(practice.events("key_destroyed"), 0);
    fs::write(&pins, right).unwrap();
    assert!(next_start(&practice).contains("issued"));
    assert_issued_as_intended(&practice, &intent);
    practice.assert_clean();
}

#[test]
fn looking_at_a_crashed_workspace_settles_nothing() {
    let (practice, intent) = crash("after");
    let checks = practice.done(&["workspace", "check"]);
    let rows = checks["checks"].as_array().unwrap();
    let intents = rows.iter().find(|row| row["subject"] == "intents").unwrap();
    assert_eq!(intents["verdict"], "attention");
    assert!(
        intents["message"]
            .as_str()
            .unwrap()
            .contains(&intent.serial)
    );
    assert_eq!(agent_certificates(&practice), 0);
}

#[test]
fn without_the_token_of_the_ca_the_intent_stays_open_until_it_is_back() {
    let (practice, intent) = crash("after");
    let (there, away) = (practice.token_folder("issuing"), practice.beside("away"));
    fs::rename(&there, &away).unwrap();
    for _ in 0..2 {
        let told = next_start(&practice);
        assert!(
            told.contains(&intent.serial) && told.contains("open"),
            "{told}"
        );
        practice.assert_whole();
        assert_eq!(practice.request_state(first_request()), "approved");
        assert_eq!(agent_certificates(&practice), 0);
    }
    fs::rename(&away, &there).unwrap();
    let told = next_start(&practice);
    assert!(told.contains("issued"), "{told}");
    assert_issued_as_intended(&practice, &intent);
    practice.assert_clean();
}

#[test]
fn an_approval_that_ended_meanwhile_abandons_the_intent() {
    let (practice, intent) = crash("after");
    let keys = practice.keys_in_token("agents");
    let output = child(&practice, "--hours-later", "25").output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    assert_eq!(
        told.trim(),
        format!("{} {} abandoned", first_request(), intent.serial)
    );

    let crl = practice.root().join("publish/crl/issuing-1.crl");
    let crl = outsider::openssl(&[
        "crl",
        "-inform",
        "DER",
        "-in",
        path_text(&crl),
        "-noout",
        "-text",
    ]);
    assert!(crl.contains(&intent.serial), "{crl}");
    assert_eq!(practice.request_state(first_request()), "abandoned");
    assert_eq!(agent_certificates(&practice), 0);
    assert_eq!(practice.events("key_destroyed"), 1);
    assert_eq!(practice.keys_in_token("agents"), keys - 1);
    practice.assert_whole();
}

#[test]
fn an_issuance_that_is_under_way_elsewhere_is_left_alone() {
    let practice = Practice::at(Stage::Approved);
    let mut issuing = child(&practice, first_request(), "waiting");
    let mut issuing = issuing
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(issuing.stdout.take().unwrap());
    let mut line = String::new();
    said.read_line(&mut line).unwrap();
    assert_eq!(line, "signed\n");

    // The CA has signed, the other process lives and is about to commit: a second signature
    // here would be one that no event tells of.
    assert_eq!(next_start(&practice), "");
    assert_eq!(agent_certificates(&practice), 0);

    drop(issuing.stdin.take());
    let status = issuing.wait().unwrap();
    let mut rest = String::new();
    said.read_line(&mut rest).unwrap();
    assert!(status.success(), "{rest}");
    assert_eq!(agent_certificates(&practice), 1);
    practice.assert_clean();
}

/// SoftHSM empties and rewrites a token's own file at each log-in.
#[test]
fn a_practice_token_that_a_crash_emptied_is_mended() {
    let practice = Practice::at(Stage::Approved);
    for label in ["issuing", "records", "officer-03"] {
        fs::write(practice.token_folder(label).join("token.object"), b"").unwrap();
    }
    practice.issue(first_request());
    practice.assert_clean();
}

/// What waited for its place when the power went: nobody else will put it there.
#[test]
fn files_that_a_crash_left_beside_their_places_go() {
    let practice = Practice::at(Stage::Founded);
    let left = |folder: &str| practice.root().join(folder).join(".new-a8Zk3q");
    let published = ["publish/ca", "publish/policy", "publish/crl"].map(left);
    let pins = left(".");
    for path in published.iter().chain([&pins]) {
        fs::write(path, "half").unwrap();
    }
    next_start(&practice);
    for path in &published {
        assert!(!path.exists(), "{}", path.display());
    }
    let new_pin = practice.beside("new.pin");
    fs::write(&new_pin, "24682468\n").unwrap();
    let told = ["token", "change-pin", "agents", "--new-pin-file"];
    practice.done(&[&told[..], &[path_text(&new_pin)]].concat());
    assert!(!pins.exists(), "{}", pins.display());
}
