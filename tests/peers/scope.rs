//! The scope extension, read by programs that have only its ASN.1 definition.

use std::{fs, path::PathBuf};

use chancery_tests::{Practice, Stranger, practice::fixture};
use serde_json::json;

const SCOPE: &str = "1.2.840.113556.1.8000.2554.32641.16273.7077.18649.46521.2646206.10125236.1.1";

/// A certificate for an instrument of every kind, PEM.
fn of_every_kind(practice: &Practice) -> PathBuf {
    let request = fs::read_to_string(fixture("ai_trader_bot_v2")).expect("a fixture");
    let kinds = r#""BTC/EUR", "US0378331005", "DTI:X9J9K872S", "CFI:ESXXXX", "LOCAL:größer/EUR""#;
    let request = request.replace(r#""BTC/EUR", "ETH/EUR""#, kinds);
    assert!(request.contains("CFI:"), "{request}");
    let file = practice.beside("every_kind.json");
    fs::write(&file, request).expect("writes");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    practice.exports(&practice.issues(&id), "pem")
}

#[test]
fn openssl_sees_each_kind_of_instrument_under_its_tag() {
    let practice = Practice::new();
    let file = of_every_kind(&practice);
    let parse = |more: &[&str]| {
        let told = ["asn1parse", "-in", file.to_str().expect("plain")];
        let told = told.iter().chain(more);
        Stranger::openssl().ask(told).expect_code(0).stdout
    };
    let whole = parse(&[]);
    let mut lines = whole.lines().skip_while(|line| !line.ends_with(SCOPE));
    let content = lines.nth(1).expect("the extension's content");
    let offset = content.split(':').next().expect("an offset").trim();
    let scope = parse(&["-strparse", offset]);
    let tags: Vec<_> = scope
        .lines()
        .filter(|line| line.contains("prim: cont"))
        .map(|line| line.split("prim:").nth(1).expect("a tag").trim())
        .collect();
    for (number, length) in [(1, 12), (2, 9), (3, 6), (4, "größer/EUR".len())] {
        let at = format!("cont [ {number} ]");
        assert!(
            tags.iter().any(|tag| tag.starts_with(&at)),
            "{at}: {tags:?}"
        );
        let line = scope
            .lines()
            .find(|line| line.contains(&format!("prim: {at}")));
        let length = format!("l={length:4}");
        assert!(
            line.is_some_and(|line| line.contains(&length)),
            "{length}: {scope}"
        );
    }
}

#[test]
fn pyasn1_reads_each_kind_of_instrument_by_the_definition() {
    let practice = Practice::new();
    let file = of_every_kind(&practice);
    let said = Stranger::python("peers/python/scope.py")
        .ask([file.as_os_str(), SCOPE.as_ref()])
        .expect_code(0)
        .json();
    assert_eq!(said["actions"], json!(["order.buy", "order.sell"]));
    let kinds = json!([
        ["pair", "BTC/EUR"],
        ["isin", "US0378331005"],
        ["dti", "X9J9K872S"],
        ["cfi", "ESXXXX"],
        ["local", "größer/EUR"],
    ]);
    assert_eq!(said["instruments"], kinds);
}
