//! The log's head is time-stamped by an authority on the other side of the gap.

use std::path::Path;

use chancery_tests::{
    Practice,
    practice::text,
    stamping::{StampingAuthority, StampingKey},
};
use serde_json::Value;

fn plain(path: &Path) -> &str {
    path.to_str().expect("plain")
}

fn listed(practice: &Practice, more: &[&str]) -> Vec<Value> {
    let told = ["log", "timestamps"]
        .into_iter()
        .chain(more.iter().copied());
    let view = practice.cli().json(told);
    view["timestamps"].as_array().expect("rows").clone()
}

#[test]
fn query_leaves_and_its_answer_comes_back_once_with_two_verdicts() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let authority = StampingAuthority::new(&practice, "tsa", StampingKey::P256);
    let root = authority.root();
    let query = practice.beside("query.tsq");
    let head = practice.cli().json(["log", "checkpoint"]);
    practice
        .cli()
        .json(["log", "timestamp", "--request", plain(&query)]);
    let open = listed(&practice, &[]);
    assert_eq!(open[0]["size"], head["size"]);
    assert_eq!(open[0]["time"], Value::Null);
    // Never over a file that is there.
    let told = ["log", "timestamp", "--request", plain(&query)];
    assert_eq!(practice.fails(3, told)["code"], "folder-taken");

    let answer = authority.answers(&query);
    let told = ["log", "timestamp", "--response", plain(&answer)];
    let taken = practice.cli().json(told);
    assert_eq!(taken["size"], head["size"]);
    assert_eq!(taken["valid"], true);
    assert_eq!(taken["trusted"], Value::Null, "nobody named a root");
    assert!(text(&taken["authority"]).contains("tsa"));
    assert_eq!(practice.fails(3, told)["code"], "timestamp-taken");

    let under_root = &listed(&practice, &["--root", plain(&root)])[0];
    assert_eq!(under_root["trusted"], true);
    assert_eq!(under_root["time"], taken["time"]);
    assert_eq!(practice.events("timestamp_requested").len(), 1);
    assert_eq!(practice.events("checkpoint_timestamped").len(), 1);
    assert_eq!(practice.events("refused").len(), 1);
    assert_eq!(practice.cli().json(["log", "verify"])["sound"], true);
    assert_eq!(practice.cli().json(["workspace", "check"])["sound"], true);
}

#[test]
fn time_stamp_under_another_root_is_listed_as_valid_and_not_trusted() {
    let practice = Practice::new();
    let authority = StampingAuthority::new(&practice, "tsa", StampingKey::P256);
    let other = StampingAuthority::new(&practice, "other", StampingKey::P256);
    let query = practice.beside("query.tsq");
    practice
        .cli()
        .json(["log", "timestamp", "--request", plain(&query)]);
    let answer = authority.answers(&query);
    practice
        .cli()
        .json(["log", "timestamp", "--response", plain(&answer)]);
    let root = other.root();
    let told = ["--json", "log", "timestamps", "--root", plain(&root)];
    let view = practice.cli().run(told).expect_code(1).json();
    assert_eq!(view["timestamps"][0]["valid"], true);
    assert_eq!(view["timestamps"][0]["trusted"], false);
    let problem = text(&view["timestamps"][0]["problem"]);
    assert!(problem.contains("issuer"), "{problem}");
}

#[test]
fn answer_to_a_query_of_another_workspace_is_refused() {
    let [here, there] = [Practice::new(), Practice::new()];
    let authority = StampingAuthority::new(&here, "tsa", StampingKey::P256);
    let query = there.beside("query.tsq");
    there.cli().json(["crl", "publish"]);
    there
        .cli()
        .json(["log", "timestamp", "--request", plain(&query)]);
    let answer = authority.answers(&query);
    let told = ["log", "timestamp", "--response", plain(&answer)];
    assert_eq!(here.fails(3, told)["code"], "timestamp-unasked");
    assert_eq!(there.cli().json(told)["valid"], true);
}
