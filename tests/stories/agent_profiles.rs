//! What the profiles that makers can ask for give.

use chancery_tests::Practice;

use crate::wanted::{Wanted, plain, text_of};

/// `-startdate` and `-enddate` in seconds since 1970.
fn life(practice: &Practice, serial: &str) -> i64 {
    let file = practice.exports(serial, "der");
    let python = chancery_tests::Stranger::new("python3", "python3");
    let read = "import subprocess, sys, ssl
def at(which):
    told = ['openssl', 'x509', '-inform', 'DER', '-in', sys.argv[1], '-noout', which]
    said = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    return ssl.cert_time_to_seconds(said.strip().split('=', 1)[1])
print(at('-enddate') - at('-startdate'))";
    let said = python.ask(["-c", read, plain(&file)]).expect_code(0).stdout;
    said.trim().parse().expect("seconds")
}

fn short_lived() -> Wanted {
    Wanted::like("reporting_bot")
        .with("profile", "agent-short-lived")
        .without("validity_days")
}

fn tls() -> Wanted {
    Wanted::like("reporting_bot")
        .with("profile", "agent-tls")
        .without("validity_days")
        .without("actions")
        .without("resources")
}

/// A certificate of so few hours is denied by its end, and says so (RFC 9608).
#[test]
fn short_lived_certificate_lasts_a_day_and_names_no_revocation() {
    let practice = Practice::new();
    let serial = short_lived().certified(&practice);
    // To the second before its end, as RFC 5280 counts.
    let seconds = life(&practice, &serial);
    assert!((86_300..=86_400 + 300).contains(&seconds), "{seconds}");
    let told = text_of(&practice, &serial);
    assert!(
        told.contains("2.5.29.56") || told.contains("No Revocation Available"),
        "{told}"
    );
    assert!(!told.contains("CRL Distribution Points"), "{told}");
    assert!(!told.contains("OCSP"), "{told}");
}

#[test]
fn short_lived_certificate_takes_hours_below_the_cap() {
    let practice = Practice::new();
    let serial = short_lived().with("validity_hours", 8).certified(&practice);
    let seconds = life(&practice, &serial);
    assert!((28_700..=28_800 + 300).contains(&seconds), "{seconds}");
    let over = short_lived().with("validity_hours", 25).refused(&practice);
    assert_eq!(
        over,
        [("validity_hours".to_owned(), "over_cap_hours".to_owned())]
    );
    let days = short_lived().with("validity_days", 1).refused(&practice);
    assert_eq!(
        days,
        [("validity_days".to_owned(), "not_in_profile".to_owned())]
    );
}

#[test]
fn tls_certificate_has_purposes_and_no_scope() {
    let practice = Practice::new();
    let serial = tls().certified(&practice);
    let told = text_of(&practice, &serial);
    for words in [
        "TLS Web Server Authentication, TLS Web Client Authentication",
        "URI:spiffe://practice.example/agent/reporting_bot",
        "CRL Distribution Points",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let scope = "1.2.840.113556.1.8000.2554.32641.16273.7077.18649.46521.2646206.10125236.1.1:";
    assert!(!told.contains(scope), "{told}");
    let signing = Wanted::like("reporting_bot").certified(&practice);
    assert!(text_of(&practice, &signing).contains(scope), "{signing}");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn tls_certificate_permits_no_actions() {
    let practice = Practice::new();
    let refused = tls().with("actions", vec!["order.buy"]).refused(&practice);
    assert!(
        refused.contains(&("actions".to_owned(), "not_in_profile".to_owned())),
        "{refused:?}"
    );
}

#[test]
fn profile_that_no_maker_can_ask_for_is_unknown() {
    let practice = Practice::new();
    for profile in ["officer", "issuing-ca", "nonsense"] {
        let refused = Wanted::like("reporting_bot")
            .with("profile", profile)
            .refused(&practice);
        let unknown = ("profile".to_owned(), "unknown_profile".to_owned());
        assert!(refused.contains(&unknown), "{profile}: {refused:?}");
    }
}

#[test]
fn token_makes_a_key_of_each_algorithm_that_is_asked_for() {
    let practice = Practice::new();
    for (number, (algorithm, told)) in [
        ("P-256", "NIST CURVE: P-256"),
        ("P-384", "NIST CURVE: P-384"),
        ("Ed25519", "Public Key Algorithm: ED25519"),
        ("RSA-3072", "Public-Key: (3072 bit)"),
    ]
    .into_iter()
    .enumerate()
    {
        let agent = format!("bot_{number}");
        let wanted = Wanted::like("reporting_bot").with("agent_id", agent);
        let serial = wanted.with("key_algorithm", algorithm).certified(&practice);
        let text = text_of(&practice, &serial);
        assert!(text.contains(told), "{algorithm}: {text}");
    }
    let inventory = practice.cli().json(["token", "inventory", "agents"]);
    assert_eq!(inventory["known"], 4, "{inventory}");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn algorithm_that_can_not_be_had_is_named() {
    let practice = Practice::new();
    for (algorithm, code) in [
        ("P-521", "algorithm_not_allowed"),
        ("RSA-2048", "algorithm_not_allowed"),
        ("ML-DSA-65", "not_on_token"),
        ("secp256k1", "unknown_algorithm"),
    ] {
        let wanted = Wanted::like("reporting_bot").with("key_algorithm", algorithm);
        let refused = wanted.refused(&practice);
        assert_eq!(
            refused,
            [("key_algorithm".to_owned(), code.to_owned())],
            "{algorithm}"
        );
    }
    assert!(practice.events("key_intended").is_empty());
}
