//! A workspace that has certified all of them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{
    Practice, Stranger,
    practice::{CHECKER, text},
};
use serde_json::{Value, json};

use super::row::{ALGORITHMS, PROFILES, Row};

/// The workspace, and its certificates of each kind.
pub(crate) fn everyone() -> (Practice, Vec<Row>) {
    let practice = Practice::after("every-algorithm", |practice| {
        for profile in PROFILES {
            allow_all(practice, profile);
        }
        certify(practice, &requests(practice));
    });
    let folder = practice.beside("all");
    fs::create_dir(&folder).expect("a folder");
    let database = practice.path().join("chancery.db");
    let told = [
        "certificates".as_ref(),
        database.as_os_str(),
        folder.as_os_str(),
    ];
    let store = Stranger::python("peers/python/store.py");
    store.ask(told).expect_code(0);
    let files = fs::read_dir(&folder).expect("a folder").flatten();
    let mut files: Vec<_> = files.map(|entry| entry.path()).collect();
    files.sort();
    let mut rows: Vec<_> = files.iter().filter_map(|file| Row::of(file)).collect();
    rows.sort_by_key(|row| (row.profile.clone(), row.key, row.algorithm.clone()));
    (practice, rows)
}

/// Two officers decide that a profile allows every algorithm.
fn allow_all(practice: &Practice, profile: &str) {
    let shown = practice.cli().json(["profile", "show", profile]);
    let mut next: Value =
        serde_json::from_str(&text(&shown["next_json"])).expect("the next version");
    next["algorithms"] = json!(ALGORITHMS);
    let file = practice.beside(&format!("{profile}.json"));
    fs::write(&file, next.to_string()).expect("writes");
    let path = file.to_str().expect("plain");
    let told = ["profile", "propose", path, "--reason", "Every algorithm"];
    let id = text(&practice.cli().json(told)["row"]["id"]);
    practice.approves(&id);
}

/// A request for each profile and algorithm, and one with a key of its own for each algorithm.
fn requests(practice: &Practice) -> Vec<PathBuf> {
    let made = PROFILES.iter().flat_map(|profile| {
        ALGORITHMS.map(|algorithm| {
            let id = format!("{profile}__{}", algorithm.to_lowercase());
            let mut request = request(profile, &id);
            request["key_algorithm"] = json!(algorithm);
            request
        })
    });
    let own = ALGORITHMS.map(|algorithm| {
        let mut request = request(
            "agent",
            &format!("agent__own__{}", algorithm.to_lowercase()),
        );
        request["csr"] = json!(signing_request(practice, algorithm));
        request
    });
    let written = made.chain(own).map(|request| {
        let file = practice.beside(&format!("{}.json", text(&request["agent_id"])));
        fs::write(&file, request.to_string()).expect("writes");
        file
    });
    written.collect()
}

fn request(profile: &str, agent: &str) -> Value {
    let mut request = json!({
        "agent_id": agent,
        "accountable": "Lukas Brandt",
        "purpose": "To be shown to strangers",
        "profile": profile,
    });
    if profile != "agent-tls" {
        request["actions"] = json!(["order.buy"]);
        request["instruments"] = json!(["BTC/EUR"]);
        request["limits"] = json!([{ "currency": "EUR", "per_action": "100.00" }]);
    }
    request
}

/// A key that OpenSSL makes, and its signing request.
fn signing_request(practice: &Practice, algorithm: &str) -> String {
    let key = practice.beside(&format!("{algorithm}.key"));
    let kind = match algorithm.split_once('-') {
        None => vec!["-algorithm".to_owned(), algorithm.to_owned()],
        Some(("RSA", bits)) => options("RSA", &format!("rsa_keygen_bits:{bits}")),
        Some(_) => options("EC", &format!("ec_paramgen_curve:{algorithm}")),
    };
    let path = |file: &Path| file.to_str().expect("plain").to_owned();
    let told = ["genpkey".to_owned(), "-out".to_owned(), path(&key)];
    let told: Vec<_> = told.into_iter().chain(kind).collect();
    Stranger::openssl().ask(&told).expect_code(0);
    let key = path(&key);
    let told = ["req", "-new", "-subj", "/CN=an agent", "-key", &key];
    Stranger::openssl().ask(told).expect_code(0).stdout
}

fn options(kind: &str, option: &str) -> Vec<String> {
    ["-algorithm", kind, "-pkeyopt", option]
        .map(str::to_owned)
        .to_vec()
}

/// All in one batch, decided under one signature each of maker and checker.
fn certify(practice: &Practice, requests: &[PathBuf]) {
    let files = requests.iter().map(|file| file.as_os_str());
    let told = ["request".as_ref(), "new".as_ref()];
    let submitted = practice.cli().json(told.into_iter().chain(files));
    let ids = submitted["requests"].as_array().expect("ids").iter();
    let ids: Vec<_> = ids.map(text).collect();
    assert_eq!(ids.len(), requests.len());
    let told = ["--as", CHECKER, "request", "approve"];
    let why = ["--reason", "All were shown to us"];
    let ids = || ids.iter().map(String::as_str);
    practice
        .cli()
        .json(told.into_iter().chain(ids()).chain(why));
    practice
        .cli()
        .json(["certificate", "issue"].into_iter().chain(ids()));
}
