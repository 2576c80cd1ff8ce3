//! Input by somebody who means harm, or who slipped: refused by name, and nothing comes of it.

use std::fs;

use serde_json::{Value, json};

use crate::{
    hostile_fields::{bad_fields, good, with},
    practice::{Practice, Stage, first_request, path_text},
};

#[test]
fn a_bad_field_is_named_and_nothing_comes_of_the_request() {
    let practice = Practice::at(Stage::Founded);
    let keys = practice.keys_in_token("agents");
    let file = practice.beside("request.json");
    let mut refusals = 0;
    for (input, field, code) in bad_fields() {
        fs::write(&file, input.to_string()).unwrap();
        let failure = practice.fails(&["request", "new", path_text(&file)], 3, "input");
        refusals += 1;
        let fields = failure["fields"].as_array().unwrap();
        let named = |problem: &&Value| problem["field"] == field && problem["code"] == code;
        assert!(
            fields.iter().any(|problem| named(&problem)),
            "{field} {code}: {failure:#}"
        );
        assert!(failure["event"].is_u64(), "{failure:#}");
        assert_eq!(practice.events("refused"), refusals, "{field} {code}");
    }
    assert_eq!(practice.keys_in_token("agents"), keys);
    assert_eq!(practice.events("request_submitted"), 0);
    practice.assert_clean();
}

#[test]
fn what_is_no_request_at_all_is_told_where_it_goes_wrong() {
    let nested = "[".repeat(200_000);
    let huge = with("purpose", json!("x".repeat(2 * 1024 * 1024))).to_string();
    let surrogate = good().to_string().replace("Market", "\\ud800");
    let twice = good()
        .to_string()
        .replacen('{', "{\"agent_id\":\"other\",", 1);
    let unknown = with("admin", json!(true)).to_string();
    let deep_unknown = with(
        "limits",
        json!([{"currency": "EUR", "per_action": "1", "ccy": 1}]),
    )
    .to_string();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("EOF", Vec::new()),
        ("expected", b"not json".to_vec()),
        ("", nested.into_bytes()),
        (
            "",
            format!("{{\"limits\":{}", "[".repeat(100_000)).into_bytes(),
        ),
        ("longer", huge.into_bytes()),
        ("escape", surrogate.into_bytes()),
        ("agent_id", twice.into_bytes()),
        ("admin", unknown.into_bytes()),
        ("ccy", deep_unknown.into_bytes()),
        ("", vec![0xFF, 0xFE, 0x00, 0x80]),
        (
            "",
            [b"\xEF\xBB\xBF".to_vec(), good().to_string().into_bytes()].concat(),
        ),
        ("trailing", format!("{}{}", good(), good()).into_bytes()),
        (
            "string",
            with("agent_id", json!(7)).to_string().into_bytes(),
        ),
        ("a list", b"[1,2,3]".to_vec()),
        ("null", b"null".to_vec()),
        (
            "",
            with("validity_days", json!(-1)).to_string().into_bytes(),
        ),
        (
            "",
            with("validity_days", json!(1e300)).to_string().into_bytes(),
        ),
    ];
    let practice = Practice::at(Stage::Founded);
    let keys = practice.keys_in_token("agents");
    let file = practice.beside("request.json");
    for (number, (told, bytes)) in (1..).zip(cases) {
        fs::write(&file, &bytes).unwrap();
        let failure = practice.fails(&["request", "new", path_text(&file)], 3, "input-form");
        assert_eq!(practice.events("refused"), number, "{told}");
        let happened = failure["happened"].as_str().unwrap();
        assert!(happened.contains(told), "{told}: {failure:#}");
        assert!(happened.len() < 400, "{failure:#}");
        assert!(!happened.chars().any(char::is_control), "{failure:#}");
    }
    assert_eq!(practice.keys_in_token("agents"), keys);
    assert_eq!(practice.events("request_submitted"), 0);
    practice.assert_clean();
}

#[test]
fn files_that_can_not_be_read_are_named() {
    let practice = Practice::at(Stage::Founded);
    let absent = practice.beside("absent.json");
    practice.fails(&["request", "new", path_text(&absent)], 4, "io-failed");
    practice.fails(
        &["request", "new", path_text(&practice.root())],
        4,
        "io-failed",
    );
    practice.fails(&["request", "new", "/dev/zero"], 3, "input-form");
    practice.assert_clean();
}

#[test]
fn a_reason_that_can_not_be_signed_decides_nothing() {
    let practice = Practice::at(Stage::Submitted);
    let long = "x".repeat(10_000);
    let reasons = [
        ("", "empty"),
        ("  \t ", "empty"),
        (long.as_str(), "too_long"),
        ("fine\u{1b}[2J", "control_character"),
        ("fine\u{202e}", "bidi_control"),
        ("fine\r", "control_character"),
    ];
    for verb in ["approve", "reject"] {
        for (reason, code) in reasons {
            let words = ["request", verb, first_request(), "--reason", reason];
            let failure = practice.fails(&words, 3, "input");
            assert_eq!(failure["fields"][0]["field"], "reason", "{failure:#}");
            assert_eq!(failure["fields"][0]["code"], code, "{failure:#}");
        }
    }
    assert_eq!(practice.events("refused"), 12);
    assert_eq!(practice.request_state(first_request()), "submitted");
    practice.assert_clean();
}

#[test]
fn a_revocation_takes_only_reasons_that_officers_can_give() {
    let practice = Practice::at(Stage::Issued);
    let serial = practice.done(&["request", "show", first_request()])["certificate"].clone();
    let serial = serial.as_str().unwrap();
    let revoke = |reason: &str, comment: &str| {
        practice.run(&[
            "certificate",
            "revoke",
            serial,
            "--reason",
            reason,
            "--comment",
            comment,
        ])
    };
    for reason in [
        "",
        "removeFromCRL",
        "cACompromise",
        "<b>",
        &"x".repeat(10_000),
    ] {
        let failure = crate::practice::failure(&revoke(reason, "Over").expect_code(3));
        assert_eq!(failure["code"], "unknown-reason", "{failure:#}");
        assert!(failure["happened"].as_str().unwrap().len() < 400);
    }
    let failure = crate::practice::failure(&revoke("superseded", "").expect_code(3));
    assert_eq!(failure["fields"][0]["code"], "empty", "{failure:#}");
    assert_eq!(practice.count("SELECT count(*) FROM denied"), 0);
    practice.assert_clean();
}

#[test]
fn ids_that_name_nothing_are_refused_without_harm() {
    let practice = Practice::at(Stage::Issued);
    let long = "9".repeat(10_000);
    let cases: &[&[&str]] = &[
        &["request", "show", "../../etc"],
        &["request", "show", ""],
        &["request", "show", "REQ-2026-9999"],
        &["request", "show", "REQ-2026-0001' OR 1=1"],
        &["request", "show", &long],
        &["request", "approve", "../../etc", "--reason", "Fine"],
        &["certificate", "show", ""],
        &["certificate", "show", "%"],
        &["certificate", "show", "zz"],
        &["certificate", "show", &long],
        &["certificate", "issue", ""],
        &["certificate", "export", "../../etc", "--out", "/dev/null/x"],
        &["token", "show", ""],
        &["token", "show", "../issuing"],
        &["--as", "officer-99", "request", "new", "/dev/null"],
        &[
            "--as",
            "../..",
            "request",
            "approve",
            first_request(),
            "--reason",
            "Fine",
        ],
    ];
    for command in cases {
        let answer = practice.run(command).expect_code(3);
        let failure = crate::practice::failure(&answer);
        let code = failure["code"].as_str().unwrap();
        assert!(
            matches!(code, "no-such" | "input-form"),
            "{command:?}: {failure:#}"
        );
        assert!(
            failure["happened"].as_str().unwrap().len() < 400,
            "{failure:#}"
        );
    }
    practice.assert_clean();
}

#[test]
fn a_report_over_days_that_do_not_exist_is_refused() {
    let practice = Practice::at(Stage::Issued);
    for (from, to) in [
        ("2026-13-01", "2026-12-31"),
        ("2026-02-30", "2026-12-31"),
        ("", "2026-12-31"),
        ("2026-01-01", "yesterday"),
        ("2026-12-31", "2026-01-01"),
    ] {
        let words = ["report", "render", "--from", from, "--to", to];
        let failure = practice.fails(&words, 3, "input");
        let field = failure["fields"][0]["field"].as_str().unwrap();
        assert!(matches!(field, "from" | "to"), "{failure:#}");
    }
    assert_eq!(practice.events("report_rendered"), 0);
    practice.assert_clean();
}
