//! A revoked certificate is on the published list when the command comes back.

use std::path::Path;

use chancery_tests::{
    Practice, Stranger,
    practice::{ADMINISTRATOR, AUDITOR, MAKER, SECOND_CHECKER},
};

/// The published list as OpenSSL prints it.
fn list(file: &Path) -> String {
    let told = ["crl", "-inform", "DER", "-noout", "-text", "-in"];
    let told = told
        .into_iter()
        .map(AsRef::as_ref)
        .chain([file.as_os_str()]);
    Stranger::openssl().ask(told).expect_code(0).stdout
}

#[test]
fn revocation_is_on_the_published_list_with_its_reason() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let published = practice.published("crl/issuing-1.crl");
    assert!(list(&published).contains("No Revoked Certificates"));

    let view = practice.revokes(&serial, "keyCompromise");
    let told = list(&published);
    assert!(told.contains(&format!("Serial Number: {serial}")), "{told}");
    assert!(told.contains("Key Compromise"), "{told}");

    assert_eq!(view["row"]["state"], "revoked");
    assert_eq!(view["row"]["crl_owed"], false);
    assert_eq!(view["revocation"]["reason"], "keyCompromise");
    assert_eq!(view["decisions"][2]["act"], "revoke");
    assert_eq!(view["decisions"][2]["reason"], "The mandate has ended");
    let number = view["revocation"]["crl_number"].as_u64().expect("a number");
    assert!(told.contains("X509v3 CRL Number"), "{told}");
    let shown = practice.cli().json(["crl", "show"]);
    assert_eq!(shown["crls"][1]["number"], number);
    assert_eq!(shown["crls"][1]["entries"], 1);
}

#[test]
fn each_reason_that_officers_give_is_the_reason_on_the_list() {
    let practice = Practice::new();
    let reasons = [
        ("affiliationChanged", "Affiliation Changed"),
        ("superseded", "Superseded"),
        ("cessationOfOperation", "Cessation Of Operation"),
        ("privilegeWithdrawn", "Privilege Withdrawn"),
    ];
    for (reason, words) in reasons {
        let serial = practice.certifies("reporting_bot");
        practice.revokes(&serial, reason);
        let told = list(&practice.published("crl/issuing-1.crl"));
        let entry = told
            .split("Serial Number: ")
            .find(|entry| entry.starts_with(&serial));
        let entry = entry.unwrap_or_else(|| panic!("{serial} is not listed: {told}"));
        assert!(entry.contains(words), "{entry}");
    }
}

#[test]
fn revocation_happens_once() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let first = practice.revokes(&serial, "superseded");
    let again = [
        "--reason",
        "keyCompromise",
        "--comment",
        "Again",
        "--as",
        SECOND_CHECKER,
    ];
    let told = ["certificate", "revoke", &serial].into_iter().chain(again);
    assert_eq!(practice.fails(3, told)["code"], "already-revoked");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["revocation"], first["revocation"]);
    assert_eq!(practice.events("certificate_revoked").len(), 1);
}

#[test]
fn administrator_and_auditor_cannot_revoke() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    for officer in [ADMINISTRATOR, AUDITOR] {
        let how = [
            "--reason",
            "superseded",
            "--comment",
            "Mine",
            "--as",
            officer,
        ];
        let told = ["certificate", "revoke", &serial].into_iter().chain(how);
        assert_eq!(practice.fails(3, told)["code"], "role-forbids", "{officer}");
    }
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["state"], "active");
}

/// To deny takes one officer, to allow takes two.
#[test]
fn maker_alone_can_revoke() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let how = [
        "--reason",
        "privilegeWithdrawn",
        "--comment",
        "At once",
        "--as",
        MAKER,
    ];
    let told = ["certificate", "revoke", &serial].into_iter().chain(how);
    let view = practice.cli().json(told);
    assert_eq!(view["row"]["state"], "revoked");
    assert_eq!(view["decisions"][2]["officer"], MAKER);
}

#[test]
fn every_published_list_has_a_higher_number() {
    let practice = Practice::new();
    let number = |view: &serde_json::Value| view["crls"][0]["number"].as_u64().expect("a number");
    let first = number(&practice.cli().json(["crl", "publish"]));
    let second = number(&practice.cli().json(["crl", "publish"]));
    assert_eq!(second, first + 1);
}
