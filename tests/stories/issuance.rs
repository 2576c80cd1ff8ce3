//! From a request to a certificate.

use chancery_tests::{
    Practice, Stranger,
    practice::{REQUESTS, text},
    stranger,
};
use serde_json::Value;

fn act_and_officer(decision: &Value) -> (String, String) {
    (text(&decision["act"]), text(&decision["officer"]))
}

#[test]
fn request_becomes_a_certificate_after_two_officers_signed() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let approved = practice.approves(&request);
    assert_eq!(approved["row"]["state"], "approved");
    assert_eq!(approved["certificate"], Value::Null);

    let serial = practice.issues(&request);
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["state"], "active");
    assert_eq!(view["row"]["agent_id"], "ai_trader_bot_v2");
    assert_eq!(view["row"]["request"], request.as_str());
    assert_eq!(
        view["spiffe_id"],
        "spiffe://practice.example/agent/ai_trader_bot_v2"
    );
    let decisions: Vec<_> = view["decisions"]
        .as_array()
        .expect("decisions")
        .iter()
        .collect();
    let who: Vec<_> = decisions
        .iter()
        .map(|decision| act_and_officer(decision))
        .collect();
    let pair = |act: &str, officer: &str| (act.to_owned(), officer.to_owned());
    assert_eq!(
        who,
        [pair("submit", "officer-02"), pair("approve", "officer-03")]
    );
    assert!(
        decisions
            .iter()
            .all(|decision| decision["signature_valid"] == true)
    );
    assert_ne!(decisions[0]["token_serial"], decisions[1]["token_serial"]);
}

#[test]
fn scope_reads_as_a_sentence() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let view = practice.cli().json(["request", "show", &request]);
    let sentence = text(&view["row"]["sentence"]).replace('\u{a0}', " ");
    let beginning = "ai_trader_bot_v2 may place buy and sell orders in BTC/EUR and ETH/EUR, \
                     up to EUR 50,000.00 an order, until ";
    assert!(sentence.starts_with(beginning), "{sentence}");
}

#[test]
fn every_sample_request_leads_to_a_certificate() {
    let practice = Practice::new();
    for request in REQUESTS {
        let serial = practice.certifies(request);
        let view = practice.cli().json(["certificate", "show", &serial]);
        assert_eq!(view["row"]["agent_id"], request);
        let names = view["chain"].as_array().expect("a chain");
        let names: Vec<_> = names.iter().map(|link| text(&link["name"])).collect();
        assert_eq!(
            names,
            ["Practice Root CA", "Practice Issuing CA 1", request]
        );
    }
    let check = practice.cli().json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
}

/// What the officers sign is a hash that anyone can make from what they saw.
#[test]
fn hash_that_is_decided_on_is_the_hash_of_the_object_shown() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let view = practice.approves(&request);
    let object = text(&view["object_json"]);
    assert_eq!(
        stranger::sha256_of(object.as_bytes()).to_uppercase(),
        text(&view["object_sha256"])
    );
    // Canonical: Python's sorted, compact form of the same object is the same text.
    let sorted = "import json, sys; print(json.dumps(json.load(sys.stdin), sort_keys=True, \
                  separators=(',', ':'), ensure_ascii=False), end='')";
    let python = Stranger::new("python3", "python3");
    let again = python
        .ask_about(object.as_bytes(), ["-c", sorted])
        .expect_code(0);
    assert_eq!(again.stdout, object);
}

#[test]
fn events_tell_the_way_in_order() {
    let practice = Practice::new();
    let before = practice.cli().json(["log", "list"])["total"]
        .as_u64()
        .expect("a number");
    practice.certifies("ai_trader_bot_v2");
    let page = practice.cli().json(["log", "list"]);
    let mut kinds: Vec<_> = page["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["seq"].as_u64() > Some(before))
        .map(|row| text(&row["kind"]))
        .filter(|kind| kind != "checkpoint_signed")
        .collect();
    kinds.reverse();
    assert_eq!(
        kinds,
        [
            "key_intended",
            "key_generated",
            "request_submitted",
            "request_approved",
            "issuance_intended",
            "certificate_issued"
        ]
    );
}

#[test]
fn certificate_is_written_as_pem_der_and_chain() {
    let practice = Practice::new();
    let serial = practice.certifies("reporting_bot");
    let shown = text(&practice.cli().json(["certificate", "show", &serial])["sha256"]);
    let fingerprint = |file: &std::path::Path, form: &str| {
        let told = [
            "x509",
            "-noout",
            "-fingerprint",
            "-sha256",
            "-inform",
            form,
            "-in",
        ];
        let told = told
            .into_iter()
            .map(AsRef::as_ref)
            .chain([file.as_os_str()]);
        let said = Stranger::openssl().ask(told).expect_code(0).stdout;
        said.trim()
            .rsplit('=')
            .next()
            .expect("a value")
            .replace(':', "")
    };
    assert_eq!(fingerprint(&practice.exports(&serial, "pem"), "PEM"), shown);
    assert_eq!(fingerprint(&practice.exports(&serial, "der"), "DER"), shown);
    let chain = std::fs::read_to_string(practice.exports(&serial, "chain")).expect("a file");
    assert_eq!(chain.matches("-----BEGIN CERTIFICATE-----").count(), 3);
}

#[test]
fn export_overwrites_nothing() {
    let practice = Practice::new();
    let serial = practice.certifies("reporting_bot");
    let file = practice.beside("mine.txt");
    std::fs::write(&file, "mine").expect("writes");
    let out = file.to_str().expect("plain");
    let failure = practice.fails(3, ["certificate", "export", &serial, "--out", out]);
    assert_eq!(failure["code"], "folder-taken");
    assert_eq!(std::fs::read_to_string(&file).expect("still there"), "mine");
}

#[test]
fn request_that_no_one_approved_gives_no_certificate() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let failure = practice.fails(3, ["certificate", "issue", &request]);
    assert_eq!(failure["code"], "request-state");
    assert!(practice.events("issuance_intended").is_empty());
}

#[test]
fn approval_is_spent_by_one_certificate() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    practice.approves(&request);
    practice.issues(&request);
    let failure = practice.fails(3, ["certificate", "issue", &request]);
    assert_eq!(failure["code"], "request-state");
    assert_eq!(practice.cli().json(["certificate", "list"])["total"], 1);
}
