//! Someone with a receipt and no workspace asks whether an event is in the log.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{english, failure, text},
};
use serde_json::Value;

use crate::wanted::plain;

/// What was handed over: a receipt of an issuance, the log's keys, a checkpoint kept on paper.
struct HandedOver {
    practice: Practice,
    receipt: String,
    keys: String,
    checkpoint: String,
}

impl HandedOver {
    fn new() -> Self {
        let practice = Practice::new();
        practice.certifies("ai_trader_bot_v2");
        let issued = &practice.events("certificate_issued")[0]["seq"];
        let out = practice.beside("issued.tlog-proof");
        let told = ["log", "prove", &issued.to_string(), "--out", plain(&out)];
        practice.cli().json(told);
        let beside = |name: &str, published: &str| {
            let file = practice.beside(name);
            fs::copy(practice.published(published), &file).expect("copies");
            plain(&file).to_owned()
        };
        Self {
            receipt: plain(&out).to_owned(),
            keys: beside("kept.vkey", "log/log.vkey"),
            checkpoint: beside("kept.checkpoint", "log/checkpoint"),
            practice,
        }
    }

    /// The same with `from` changed into `to`.
    #[track_caller]
    fn changed(&self, from: &str, to: &str) -> String {
        let whole = fs::read_to_string(&self.receipt).expect("a receipt");
        let changed = whole.replacen(from, to, 1);
        assert_ne!(whole, changed);
        let file = self.practice.beside("changed.tlog-proof");
        fs::write(&file, changed).expect("writes");
        plain(&file).to_owned()
    }
}

/// `verify FILE` away from any workspace and network.
#[track_caller]
fn asks(exit: i32, file: &str, more: &[&str]) -> Value {
    let told = ["--json", "verify", file];
    let told = told.into_iter().chain(more.iter().copied());
    let answer = english().without_network().run(told);
    answer.expect_code(exit).json()
}

fn verdicts(view: &Value) -> [&str; 4] {
    let name = |part: &'static str| view[part]["verdict"].as_str().expect("a verdict");
    let overall = view["verdict"].as_str().expect("a verdict");
    [overall, name("inclusion"), name("signed"), name("kept")]
}

#[test]
fn receipt_is_proved_by_the_logs_keys_or_by_a_checkpoint_that_was_kept() {
    let given = HandedOver::new();
    let (keys, kept) = (["--vkey", &given.keys], ["--checkpoint", &given.checkpoint]);
    let view = asks(0, &given.receipt, &keys);
    assert_eq!(
        verdicts(&view),
        ["proved", "holds", "by_named", "not_asked"]
    );
    assert_eq!(view["origin"], "practice.example/log");
    assert_eq!(view["entry"]["kind"], "certificate_issued");
    assert_eq!(view["signed"]["keys"].as_array().map(Vec::len), Some(2));
    let view = asks(0, &given.receipt, &kept);
    assert_eq!(verdicts(&view), ["proved", "holds", "not_asked", "same"]);
    let both = [keys, kept].concat();
    assert_eq!(asks(0, &given.receipt, &both)["verdict"], "proved");

    let told = ["verify", &given.receipt, keys[0], keys[1]];
    let said = english().run(told).expect_code(0).stdout;
    assert!(said.starts_with("Proved: the entry is number"), "{said}");
    let german = told.into_iter().chain(["--lang", "de"]);
    let said = english().run(german).expect_code(0).stdout;
    assert!(
        said.starts_with("Bewiesen: Der Eintrag ist Nummer"),
        "{said}"
    );
}

#[test]
fn receipt_by_itself_is_integrity_only() {
    let given = HandedOver::new();
    let view = asks(1, &given.receipt, &[]);
    let told = ["integrity_only", "holds", "not_asked", "not_asked"];
    assert_eq!(verdicts(&view), told);
    assert!(text(&view["message"]).contains("--vkey"));
}

#[test]
fn tampered_receipt_is_found_wherever_it_was_changed() {
    let given = HandedOver::new();
    let keys = ["--vkey", given.keys.as_str()];
    let index = |by: u64| {
        let whole = fs::read_to_string(&given.receipt).expect("a receipt");
        let line = whole.lines().find(|line| line.starts_with("index "));
        let line = line.expect("an index").to_owned();
        let number: u64 = line["index ".len()..].parse().expect("a number");
        (line, format!("index {}", number - by))
    };
    let (there, before) = index(1);
    let view = asks(1, &given.changed(&there, &before), &keys);
    assert_eq!(verdicts(&view)[..3], ["failed", "broken", "by_named"]);
    // The entry travels in base64: `{"actor":` begins it.
    let view = asks(1, &given.changed("extra eyJhY3Rv", "extra eyJhY3Ru"), &keys);
    assert_eq!(verdicts(&view)[..3], ["failed", "broken", "by_named"]);
    assert_eq!(view["entry"]["verdict"], "other");
    let size = view["size"].to_string();
    let larger = format!("log\n{size}1\n");
    let changed = given.changed(&format!("log\n{size}\n"), &larger);
    assert_eq!(verdicts(&asks(1, &changed, &keys))[2], "wrongly");
    let cut = given.changed("index ", "place ");
    let told = ["--json", "verify", &cut];
    let refused = failure(&english().run(told).expect_code(3));
    assert_eq!(refused["code"], "evidence-unreadable");
}

#[test]
fn keys_and_checkpoints_of_others_prove_nothing() {
    let given = HandedOver::new();
    let stranger = given.practice.beside("stranger");
    english().json(["workspace", "create", plain(&stranger), "--practice"]);
    let theirs = |name: &str| format!("{}/publish/log/{name}", plain(&stranger));
    // Another log of the same name: its keys did not sign, its checkpoint is not this one.
    let view = asks(1, &given.receipt, &["--vkey", &theirs("log.vkey")]);
    assert_eq!(verdicts(&view)[..3], ["failed", "holds", "by_nobody_named"]);
    let view = asks(1, &given.receipt, &["--checkpoint", &theirs("checkpoint")]);
    assert_eq!(verdicts(&view)[3], "of_another_size");
    assert_eq!(view["verdict"], "undecided");

    // A fork of the same size, under the same keys.
    let fork = given.practice.copied();
    for practice in [&fork, &given.practice] {
        practice.cli().json(["crl", "publish"]);
    }
    let out = fork.beside("fork.tlog-proof");
    fork.cli().json(["log", "prove", "1", "--out", plain(&out)]);
    let here = given.practice.published("log/checkpoint");
    let view = asks(
        1,
        plain(&out),
        &["--checkpoint", plain(&here), "--vkey", &given.keys],
    );
    assert_eq!(verdicts(&view), ["failed", "holds", "by_named", "forked"]);
}

#[test]
fn options_of_certificates_say_nothing_about_receipts_and_the_other_way_round() {
    let given = HandedOver::new();
    let root = given.practice.published("ca/root.cer");
    let told = [
        [given.receipt.as_str(), "--root", plain(&root)],
        [plain(&root), "--vkey", &given.keys],
    ];
    for told in told {
        let told = ["--json", "verify"].into_iter().chain(told);
        let refused = failure(&english().run(told).expect_code(3));
        assert_eq!(refused["code"], "option-beside-the-point");
    }
}
