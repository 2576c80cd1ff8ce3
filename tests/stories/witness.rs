//! A second workstation watches the log, by files that are carried between the two.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{AUDITOR, text},
};
use serde_json::Value;

use crate::wanted::plain;

const NAME: &str = "practice.example/witness";

/// Two workstations; the first has decided that the second's cosignatures count.
struct Pair {
    log: Practice,
    witness: Practice,
}

impl Pair {
    fn new() -> Self {
        let pair = Self {
            log: Practice::new(),
            witness: another(),
        };
        pair.log.names_witness(&pair.key());
        pair
    }

    fn key(&self) -> String {
        text(&self.witness.cli().json(["log", "witness-key"])["key"])
    }

    /// What the log's officer writes for the witness.
    fn asks(&self, name: &str) -> String {
        let file = self.log.beside(name);
        let told = ["log", "witness-ask", NAME, "--out", plain(&file)];
        self.log.cli().json(told);
        plain(&file).to_owned()
    }

    /// What the witness gives back, if it does.
    fn cosigns(&self, request: &str, answer: &str) -> Result<String, Value> {
        let file = self.witness.beside(answer);
        let keys = self.log.path().join("publish/log/log.vkey");
        let told = [
            "log",
            "cosign",
            request,
            "--log-key",
            plain(&keys),
            "--out",
            plain(&file),
        ];
        let answer = self.witness.cli().run(told);
        match answer.code {
            0 => Ok(plain(&file).to_owned()),
            _ => Err(self.witness.fails(3, told)),
        }
    }
}

trait Names {
    fn names_witness(&self, key: &str);
}

impl Names for Practice {
    #[track_caller]
    fn names_witness(&self, key: &str) {
        let told = [
            "log",
            "witness-propose",
            key,
            "--reason",
            "Our auditor watches",
        ];
        let change = text(&self.cli().json(told)["row"]["id"]);
        self.cli()
            .json(["request", "approve", &change, "--reason", "Agreed"]);
    }
}

/// A workspace of its own, with keys of its own.
fn another() -> Practice {
    let practice = Practice::new();
    let folder = practice.path();
    fs::remove_dir_all(&folder).expect("removes");
    practice
        .cli()
        .run(["workspace", "create", plain(&folder), "--practice"])
        .expect_code(0);
    practice
}

#[track_caller]
fn witness_row(practice: &Practice) -> Value {
    practice.cli().json(["log", "witnesses"])["witnesses"][0].clone()
}

#[test]
fn cosignature_is_taken_in_and_followed_by_the_next() {
    let pair = Pair::new();
    let answer = pair.cosigns(&pair.asks("first"), "one").expect("cosigned");
    pair.log.cli().json(["log", "witness", &answer]);
    let first = witness_row(&pair.log)["size"].as_u64().expect("a size");
    assert_eq!(pair.log.events("checkpoint_cosigned").len(), 1);

    pair.log.certifies("reporting_bot");
    let request = pair.asks("second");
    let body = fs::read_to_string(&request).expect("reads");
    assert!(body.starts_with(&format!("old {first}\n")), "{body}");
    let answer = pair.cosigns(&request, "two").expect("cosigned");
    pair.log.cli().json(["log", "witness", &answer]);
    assert!(witness_row(&pair.log)["size"].as_u64() > Some(first));

    let watched = pair.witness.cli().json(["log", "witnesses"]);
    assert_eq!(watched["witnessed"][0]["origin"], "practice.example/log");
    for practice in [&pair.log, &pair.witness] {
        practice.cli().run(["workspace", "check"]).expect_code(0);
    }
}

#[test]
fn log_that_went_back_gets_no_second_cosignature() {
    let pair = Pair::new();
    let before = pair.log.copied();
    pair.log.certifies("reporting_bot");
    let answer = pair.cosigns(&pair.asks("first"), "one").expect("cosigned");
    pair.log.cli().json(["log", "witness", &answer]);

    // The same log from an older copy, which went another way since.
    let fork = Pair {
        log: before,
        witness: pair.witness,
    };
    for _ in 0..2 {
        fork.log.certifies("ai_trader_bot_v2");
    }
    let refused = fork
        .cosigns(&fork.asks("forked"), "two")
        .expect_err("refused");
    assert_eq!(refused["code"], "witness");
    assert_eq!(fork.witness.events("log_witnessed").len(), 1);
}

#[test]
fn answer_to_another_log_or_by_another_witness_is_refused() {
    let pair = Pair::new();
    let answer = pair.cosigns(&pair.asks("first"), "one").expect("cosigned");
    let stranger = Practice::new();
    stranger.names_witness(&pair.key());
    stranger.certifies("reporting_bot");
    let whole = fs::read_to_string(&answer).expect("reads");
    let changed = pair.witness.beside("changed");
    let at = whole.len() - 8;
    let other = if whole.as_bytes()[at] == b'A' {
        "B"
    } else {
        "A"
    };
    fs::write(&changed, [&whole[..at], other, &whole[at + 1..]].concat()).expect("writes");
    let tries = [(&stranger, answer.as_str()), (&pair.log, plain(&changed))];
    for (practice, file) in tries {
        let refused = practice.fails(3, ["log", "witness", file]);
        assert_eq!(refused["code"], "witness", "{file}");
        assert!(practice.events("checkpoint_cosigned").is_empty());
    }
}

#[test]
fn witness_counts_by_decision_of_two_and_no_longer() {
    let pair = Pair::new();
    let key = pair.key();
    let again = ["log", "witness-propose", &key, "--reason", "Once more"];
    assert_eq!(pair.log.fails(3, again)["code"], "change-outdated");
    let auditor = [
        "log",
        "witness-propose",
        &key,
        "--withdraw",
        "--reason",
        "No",
        "--as",
        AUDITOR,
    ];
    assert_eq!(pair.log.fails(3, auditor)["code"], "role-forbids");
    let own = [
        "log",
        "witness-propose",
        "practice.example/x+00000000+AAAA",
        "--reason",
        "No",
    ];
    assert_eq!(pair.log.fails(3, own)["code"], "witness-key");

    let answer = pair.cosigns(&pair.asks("first"), "one").expect("cosigned");
    let withdraw = [
        "log",
        "witness-propose",
        &key,
        "--withdraw",
        "--reason",
        "Over",
    ];
    let change = text(&pair.log.cli().json(withdraw)["row"]["id"]);
    pair.log
        .cli()
        .json(["request", "approve", &change, "--reason", "Agreed"]);
    assert_eq!(witness_row(&pair.log)["trusted"], false);
    assert_eq!(
        pair.log.fails(3, ["log", "witness", &answer])["code"],
        "witness"
    );
}

#[test]
fn log_does_not_witness_itself() {
    let practice = Practice::new();
    let key = text(&practice.cli().json(["log", "witness-key"])["key"]);
    practice.names_witness(&key);
    let pair = Pair {
        witness: practice.copied(),
        log: practice,
    };
    let refused = pair.cosigns(&pair.asks("own"), "own").expect_err("refused");
    assert_eq!(refused["code"], "witness");
}
