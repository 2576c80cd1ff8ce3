//! Keys that an agent has itself: a signing request in place of a key on the token.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{failure, text},
};
use serde_json::{Value, json};

use crate::wanted::{OwnKey, Wanted, key_of, openssl, plain, problems, text_of};

const KINDS: [(&str, &str); 4] = [
    ("EC ec_paramgen_curve:P-256", "P-256"),
    ("EC ec_paramgen_curve:P-384", "P-384"),
    ("ED25519", "Ed25519"),
    ("RSA rsa_keygen_bits:3072", "RSA-3072"),
];

fn one_problem(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[test]
fn own_key_of_each_allowed_algorithm_gets_its_certificate() {
    let practice = Practice::new();
    for (number, (kind, algorithm)) in KINDS.into_iter().enumerate() {
        let own = OwnKey::new(&practice, kind);
        let agent = format!("own_key_{number}");
        let wanted = Wanted::like("reporting_bot").with("agent_id", agent.as_str());
        let view = own.submitted(&practice, &wanted);
        assert_eq!(view["algorithm"], algorithm);
        assert_eq!(view["csr"]["algorithm"], algorithm);
        let request = text(&view["row"]["id"]);
        practice.approves(&request);
        let serial = practice.issues(&request);
        assert_eq!(key_of(&practice, &serial), own.public_half(), "{kind}");
        let shown = practice.cli().json(["certificate", "show", &serial]);
        assert_eq!(shown["row"]["agent_id"], agent.as_str());
    }
    // Nothing was made for them.
    let agents = practice.cli().json(["token", "show", "agents"]);
    assert_eq!(agents["keys"], json!([]));
    assert!(practice.events("key_intended").is_empty());
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// RFC 7468, 2: blanks and the length of lines mean nothing, nor does what stands around.
#[test]
fn signing_request_is_taken_however_its_text_is_set() {
    let practice = Practice::new();
    let good = chancery_tests::built::repository().join("fixtures/csr/good");
    let file = Wanted::like("reporting_bot").file(&practice, "wanted");
    let mut read = Vec::new();
    for name in ["plain", "columns-76", "empty-lines", "latin-1-around"] {
        let csr = good.join(name).with_extension("pem");
        let told = ["request", "new", plain(&file), "--csr", plain(&csr)];
        let view = practice.cli().json(told.into_iter().chain(["--dry-run"]));
        read.push(view["drafts"][0]["csr"]["sha256"].clone());
    }
    assert!(read[0].is_string(), "{read:?}");
    read.dedup();
    assert_eq!(read.len(), 1, "{read:?}");
}

#[test]
fn what_a_signing_request_asks_for_is_shown_and_goes_nowhere() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, KINDS[0].0);
    let view = own.submitted(&practice, &Wanted::like("reporting_bot"));
    let csr = &view["csr"];
    assert_eq!(csr["subject"], "CN=Elsewhere");
    let asked = csr["extensions"].as_array().expect("extensions").iter();
    let asked: Vec<_> = asked.map(|one| text(&one["name"])).collect();
    assert_eq!(asked, ["subjectAltName", "basicConstraints"]);
    assert_eq!(csr["extensions"][1]["critical"], true);

    let request = text(&view["row"]["id"]);
    practice.approves(&request);
    let told = text_of(&practice, &practice.issues(&request));
    assert!(!told.to_lowercase().contains("elsewhere"), "{told}");
    assert!(!told.contains("CA:TRUE"), "{told}");
    assert!(
        told.contains("CN = reporting_bot") || told.contains("CN=reporting_bot"),
        "{told}"
    );
    assert!(
        told.contains("URI:spiffe://practice.example/agent/reporting_bot"),
        "{told}"
    );
}

#[test]
fn signing_request_is_taken_as_der_and_within_the_request_too() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, KINDS[0].0);
    let pem = fs::read_to_string(&own.request).expect("a request");
    let within = Wanted::like("reporting_bot")
        .with("csr", pem)
        .submitted(&practice);
    let within = practice.cli().json(["request", "show", &within]);

    let der = practice.beside("request.der");
    openssl([
        "req",
        "-in",
        plain(&own.request),
        "-outform",
        "DER",
        "-out",
        plain(&der),
    ]);
    let own = OwnKey {
        request: der,
        ..own
    };
    let beside = own.submitted(&practice, &Wanted::like("reporting_bot"));
    assert_eq!(beside["csr"], within["csr"]);
}

/// The statements name a signing request by its hash: another one in its place is no proof.
#[test]
fn signing_request_that_was_exchanged_is_found_before_the_checker_signs() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, KINDS[0].0);
    let view = own.submitted(&practice, &Wanted::like("reporting_bot"));
    let request = text(&view["row"]["id"]);
    let exchanged = practice.copied();
    exchanged.pretends(
        "UPDATE blob SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'00' AS BLOB)
         WHERE sha256 IN (SELECT csr FROM request)",
    );
    let told = ["request", "approve", &request, "--reason", "as agreed"];
    let answer = exchanged.cli().run(told);
    assert_eq!(answer.code, 5, "{answer:?}");
    assert!(exchanged.events("request_approved").is_empty());

    practice.approves(&request);
    practice.issues(&request);
}

#[test]
fn key_that_the_profile_does_not_name_is_refused() {
    let practice = Practice::new();
    let wanted = Wanted::like("reporting_bot");
    for (kind, name) in [
        ("EC ec_paramgen_curve:P-521", "P-521"),
        ("RSA rsa_keygen_bits:2048", "RSA-2048"),
    ] {
        let refused = OwnKey::new(&practice, kind).refused(&practice, &wanted);
        assert_eq!(
            problems(&refused),
            one_problem("csr", "algorithm_not_allowed")
        );
        let message = text(&refused["fields"][0]["message"]);
        assert!(
            message.contains(name) && message.contains("P-384"),
            "{message}"
        );
    }
}

/// In both languages, with the same code.
#[track_caller]
fn is_refused(practice: &Practice, request: &std::path::Path, code: &str, words: [&str; 2]) {
    let file = Wanted::like("reporting_bot").file(practice, "wanted");
    let told = ["request", "new", plain(&file), "--csr", plain(request)];
    for (language, words) in ["en", "de"].into_iter().zip(words) {
        let cli = practice.cli();
        let answer = cli.run(["--json", "--lang", language].into_iter().chain(told));
        let refused = failure(&answer.expect_code(3));
        assert_eq!(
            problems(&refused),
            one_problem("csr", code),
            "{}",
            request.display()
        );
        let message = text(&refused["fields"][0]["message"]);
        assert!(message.contains(words), "{message}");
        assert_eq!(practice.events("refused")[0]["seq"], refused["event"]);
    }
}

#[test]
fn weak_and_unproven_keys_are_refused_in_words() {
    let practice = Practice::new();
    let bad = |name: &str| {
        let all = chancery_tests::built::repository().join("fixtures/csr/bad");
        all.join(name)
    };
    let weak = ["must not be used", "darf nicht verwendet werden"];
    for name in [
        "rsa-1024.der",
        "rsa-roca.der",
        "rsa-exponent-1.der",
        "ed25519-small-order.der",
    ] {
        is_refused(&practice, &bad(name), "csr_weak_key", weak);
    }
    let unproven = ["not signed by the key", "nicht mit dem Schlüssel signiert"];
    is_refused(
        &practice,
        &bad("signed-by-another.der"),
        "csr_not_proven",
        unproven,
    );
    let unreadable = [
        "Not a certificate signing request",
        "Kein Zertifikatsantrag",
    ];
    for name in [
        "truncated.der",
        "certificate.pem",
        "changed-after-signing.der",
    ] {
        is_refused(&practice, &bad(name), "csr_unreadable", unreadable);
    }
    assert_eq!(
        practice.cli().json(["request", "list", "--all"])["total"],
        0
    );
}

#[test]
fn key_serves_one_agent_alone() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, KINDS[0].0);
    own.submitted(&practice, &Wanted::like("reporting_bot"));
    let other = Wanted::like("reporting_bot").with("agent_id", "second_bot");
    let refused = own.refused(&practice, &other);
    assert_eq!(problems(&refused), one_problem("csr", "key_not_free"));
    // The same agent may ask for it once more.
    own.submitted(&practice, &Wanted::like("reporting_bot"));
}

#[test]
fn key_is_brought_or_made_but_not_both() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, KINDS[0].0);
    let both = Wanted::like("reporting_bot").with("key_algorithm", "P-384");
    let refused = problems(&own.refused(&practice, &both));
    assert!(
        refused.iter().any(|(_, code)| code == "two_keys"),
        "{refused:?}"
    );
}

#[test]
fn rejection_of_an_own_key_destroys_nothing() {
    let practice = Practice::new();
    let own = OwnKey::new(&practice, KINDS[0].0);
    let view = own.submitted(&practice, &Wanted::like("reporting_bot"));
    let request = text(&view["row"]["id"]);
    let view = practice
        .cli()
        .json(["request", "reject", &request, "--reason", "Unknown firm"]);
    assert_eq!(view["row"]["state"], "rejected");
    assert!(practice.events("key_destroyed").is_empty());
    let check: Value = practice.cli().json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
}
