//! Where an operation can be done, and with what.

use std::{fs, process::Command};

use crate::{
    counts::Counts,
    operation::Operation,
    outsider,
    practice::{Practice, path_text, sample_request},
    snapshot::Snapshot,
    standing_kills::{allow, fleet},
};

/// Somebody new is proposed.
pub(crate) const NEWCOMER: [&str; 8] = [
    "officer",
    "enrol",
    "--name",
    "Noor Haddad",
    "--role",
    "maker",
    "--reason",
    "Joins",
];

/// Where the double stands in for SoftHSM.
pub(crate) const SOFTHSM: &str = "/usr/lib/softhsm/libsofthsm2.so";

/// Below the workspace, where the shim counts what is written.
pub(crate) const EXPORT: &str = "export";

/// Beside the workspace: what the OCSP responder answers.
pub(crate) const ANSWER: &str = "answer.der";

/// A token behind SoftHSM that is not one of practice, and what its PIN is.
pub(crate) const VAULT: &str = "vault";
const VAULT_PIN: &str = "12345678";

/// Agents that are asked for in one file.
pub(crate) const ROWS: u64 = 3;

/// What an operation is done with.
pub(crate) struct With<'a> {
    pub(crate) sample: &'a str,
    pub(crate) new_pin: &'a str,
    pub(crate) export: &'a str,
    /// What is handed in: a request, a table of them, or a question.
    pub(crate) file: &'a str,
    pub(crate) answer: &'a str,
    /// What it is done to: the serial of the agent's certificate, a change, or the second request.
    pub(crate) subject: &'a str,
}

/// A workspace in which an operation can be done.
pub(crate) struct Beginning {
    pub(crate) snapshot: Snapshot,
    pub(crate) counts: Counts,
    subject: String,
    file: Vec<u8>,
}

impl Beginning {
    pub(crate) fn of(operation: Operation) -> Self {
        let practice = Practice::at(operation.stage());
        let subject = subject(operation, &practice);
        Self {
            file: file(operation, &practice, &subject),
            snapshot: Snapshot::of(&practice.root()),
            counts: Counts::of(&practice),
            subject,
        }
    }

    pub(crate) fn arguments(&self, operation: Operation, practice: &Practice) -> Vec<String> {
        let (sample, new_pin) = (
            sample_request("ai_trader_bot_v2"),
            practice.beside("new.pin"),
        );
        fs::write(&new_pin, "24682468\n").unwrap();
        let (file, answer) = (practice.beside("handed-in"), practice.beside(ANSWER));
        fs::write(&file, &self.file).unwrap();
        let export = practice.root().join(EXPORT);
        let words = operation.words(&With {
            sample: path_text(&sample),
            new_pin: path_text(&new_pin),
            export: path_text(&export),
            file: path_text(&file),
            answer: path_text(&answer),
            subject: &self.subject,
        });
        words.into_iter().map(str::to_owned).collect()
    }
}

/// What the operation is done to.
fn subject(operation: Operation, practice: &Practice) -> String {
    match operation {
        Operation::IssueSeveral => {
            let second = practice.submit("reporting_bot");
            practice.approve(&second);
            second
        }
        Operation::IssueRenewal => renewal(practice),
        Operation::Release => release(practice, &serial(practice)),
        Operation::Erase => erasure(practice),
        Operation::Enrol => proposed(practice, &NEWCOMER),
        Operation::Retire => {
            let told = ["officer", "retire", "officer-04", "--reason", "Leaves"];
            proposed(practice, &told)
        }
        Operation::Relink => {
            let sql = "SELECT serial FROM token WHERE purpose = 'agents'";
            outsider::text(&practice.database(), sql)
        }
        Operation::CompromiseIssuer => "issuing".to_owned(),
        Operation::Probe | Operation::FirstUse => vault(practice),
        Operation::UseStanding | Operation::ImportUnderStanding => allow(practice, 2 * ROWS),
        _ => serial(practice),
    }
}

/// Of the agent's certificate; empty, if there is none.
fn serial(practice: &Practice) -> String {
    let sql = "SELECT coalesce(max(serial), '') FROM certificate WHERE profile = 'agent'";
    outsider::text(&practice.database(), sql)
}

/// What is handed in.
fn file(operation: Operation, practice: &Practice, subject: &str) -> Vec<u8> {
    match operation {
        Operation::RespondOcsp => question(practice, subject),
        Operation::RenewWithNewKey => draft(practice, false),
        Operation::RenewWithSameKey => draft(practice, true),
        Operation::FirstUse => fs::read(sample_request("reporting_bot")).unwrap(),
        Operation::Import | Operation::ImportUnderStanding => fleet(ROWS).into_bytes(),
        Operation::UseStanding => fleet_request(),
        _ => Vec::new(),
    }
}

/// Whether a certificate is good, asked by OpenSSL.
fn question(practice: &Practice, serial: &str) -> Vec<u8> {
    let issuer = practice.root().join("publish/ca/issuing-1.cer");
    let file = practice.beside("question.der");
    let serial = format!("0x{serial}");
    let told = ["ocsp", "-issuer", path_text(&issuer), "-serial", &serial];
    let out = ["-no_nonce", "-reqout", path_text(&file)];
    // Without a responder it prints how it is used, having written the request.
    let asked = Command::new("openssl").args(told).args(out).output();
    asked.expect("openssl runs: install the package openssl");
    fs::read(&file).expect("OpenSSL wrote no request")
}

/// What would renew the agent's certificate.
fn draft(practice: &Practice, same_key: bool) -> Vec<u8> {
    let mut draft = practice.done(&["certificate", "renew", &serial(practice)]);
    draft["same_key"] = same_key.into();
    draft.to_string().into_bytes()
}

/// An approved request for the next certificate over the same key.
fn renewal(practice: &Practice) -> String {
    let file = practice.beside("renewal.json");
    fs::write(&file, draft(practice, true)).unwrap();
    let submitted = practice.done(&["request", "new", path_text(&file)]);
    let request = submitted["row"]["id"].as_str().unwrap().to_owned();
    practice.approve(&request);
    request
}

/// Agents' keys are made on a token that is not one of practice from now on; its serial.
fn vault(practice: &Practice) -> String {
    practice.keep_pin(VAULT, VAULT_PIN);
    let pin = practice.pin_file(VAULT);
    let told = ["token", "init", "--module", SOFTHSM, "--label", VAULT];
    let pins = [
        "--so-pin-file",
        path_text(&pin),
        "--new-pin-file",
        path_text(&pin),
    ];
    let shown = practice.done(&[&told[..], &pins].concat());
    shown["token"]["serial"].as_str().unwrap().to_owned()
}

/// One of a fleet alone.
fn fleet_request() -> Vec<u8> {
    let request = serde_json::json!({
        "agent_id": "fleet-9", "accountable": "A. Person", "purpose": "Reports",
        "actions": ["report.read"], "resources": ["/reports"], "validity_days": 90,
    });
    request.to_string().into_bytes()
}

/// A certificate on hold that is released once the second officer approves: the change.
fn release(practice: &Practice, serial: &str) -> String {
    practice.done(&["certificate", "suspend", serial, "--comment", "Odd orders"]);
    let told = ["certificate", "release", serial, "--comment", "Explained"];
    let proposed = practice.done(&told);
    proposed["release"].as_str().unwrap().to_owned()
}

/// A rejected request whose side data two officers let go, once the second approves: the change.
fn erasure(practice: &Practice) -> String {
    let request = practice.submit("trading_bot_v2");
    practice.done(&["request", "reject", &request, "--reason", "Not wanted"]);
    let schedule = practice.beside("schedule.json");
    let nothing = r#"{"version": 2, "rules": [{"class": "personal-data", "months": 0}]}"#;
    fs::write(&schedule, nothing).unwrap();
    let told = [
        "retention",
        "propose",
        path_text(&schedule),
        "--reason",
        "No provider",
    ];
    let id = |change: &serde_json::Value| change["row"]["id"].as_str().unwrap().to_owned();
    practice.approve(&id(&practice.done(&told)));
    let told = ["workspace", "erase", "--of", &request, "--reason", "Over"];
    id(&practice.done(&told))
}

/// The change that waits then.
fn proposed(practice: &Practice, told: &[&str]) -> String {
    let change = practice.done(told);
    change["row"]["id"].as_str().unwrap().to_owned()
}
