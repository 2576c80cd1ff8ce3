//! kryoptic as a second PKCS#11 module beside the practice tokens.

use std::fs;

use chancery_tests::{
    Practice, Stranger,
    practice::{failure, fixture, text},
};

use crate::{
    kryoptic::{SecondModule, write_settings},
    wanted::plain,
};

#[test]
fn tokens_of_any_module_are_listed_by_what_they_say() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let free = module.listed();
    assert_eq!(free.len(), 2);
    assert!(
        free.iter().all(|token| token["initialised"] == false),
        "{free:?}"
    );
    module.init("vault").expect_code(0);
    let there = module.listed();
    let vault = there
        .iter()
        .find(|token| token["label"] == "vault")
        .expect("the token");
    assert_eq!(vault["manufacturer"], "Kryoptic Project");
    assert_eq!(vault["purpose"], "agents");
    assert!(
        text(&vault["uri"]).starts_with("pkcs11:token=vault;"),
        "{vault}"
    );
}

#[test]
fn pin_of_one_token_is_never_tried_on_another_of_the_same_label() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let shown = module.init("agents").expect_code(0).json();
    let serial = text(&shown["token"]["serial"]);
    let request = fixture("reporting_bot");
    let request = ["--json", "request", "new", plain(&request)];
    let given_to = |name: &str| {
        let pin = format!("{name}={}", plain(&module.pin));
        let cli = module.without_pin().with_argument("--pin-file", &pin);
        cli.run(request)
    };
    // What practice.json says of “agents” is the PIN of the practice token.
    let failed = failure(&module.without_pin().run(request).expect_code(4));
    assert_eq!(failed["code"], "pin-needed");
    let failed = failure(&given_to("agents").expect_code(3));
    assert_eq!(failed["code"], "several-tokens");
    assert!(practice.events("sign_in_failed").is_empty());
    given_to(&serial).expect_code(0);
}

#[test]
fn keys_are_made_on_the_new_token_and_older_ones_stay_where_they_are() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let older = practice.certifies("reporting_bot");
    let shown = module.init("vault").expect_code(0).json();
    assert_eq!(shown["token"]["purpose"], "agents");
    assert_eq!(
        practice.events("token_initialised")[0]["actor"],
        "officer-01"
    );

    let newer = module.certifies("ai_trader_bot_v2");
    let custody = |serial: &str| {
        let view = practice.cli().json(["certificate", "show", serial]);
        view["custody"].clone()
    };
    assert_eq!(custody(&older)["model"], "SoftHSM v2");
    let newer = custody(&newer);
    assert_eq!(newer["manufacturer"], "Kryoptic Project");
    assert_eq!(newer["token_label"], "vault");
    for fact in [
        "local",
        "never_extractable",
        "always_sensitive",
        "sensitive",
    ] {
        assert_eq!(newer[fact], true, "{fact}");
    }
    for token in ["vault", "agents"] {
        let shown = module.cli().json(["token", "show", token]);
        assert_eq!(shown["token"]["keys"], 1, "{token}");
        module.cli().json(["token", "inventory", token]);
    }
    // A renewal keeps the older key in its place.
    let mut draft = practice.cli().json(["certificate", "renew", &older]);
    draft["same_key"] = true.into();
    let file = practice.beside("renewal.json");
    fs::write(&file, draft.to_string()).expect("writes");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    practice.issues(&id);
    let check = module.cli().json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
}

#[test]
fn rejection_destroys_the_key_where_it_lies() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    let file = fixture("reporting_bot");
    let view = module.cli().json(["request", "new", plain(&file)]);
    let id = text(&view["row"]["id"]);
    module
        .cli()
        .json(["request", "reject", &id, "--reason", "Too wide"]);
    assert_eq!(practice.events("key_destroyed").len(), 1);
    let inventory = module.cli().json(["token", "inventory", "vault"]);
    assert_eq!(inventory["known"], 0, "{inventory}");
}

/// The rejection stands at once; the key goes when its token is there and unlocked.
#[test]
fn key_of_a_rejected_request_goes_when_its_token_can_be_used_again() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    let file = fixture("reporting_bot");
    let view = module.cli().json(["request", "new", plain(&file)]);
    let id = text(&view["row"]["id"]);
    let view = practice
        .cli()
        .json(["request", "reject", &id, "--reason", "Too wide"]);
    assert_eq!(view["row"]["state"], "rejected");
    assert!(practice.events("key_destroyed").is_empty());
    module.cli().json(["log", "list"]);
    assert_eq!(practice.events("key_destroyed").len(), 1);
    let check = module.cli().json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
}

#[test]
fn without_the_pin_or_the_token_no_key_is_made_anywhere() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    let file = fixture("reporting_bot");
    let told = ["--json", "request", "new", plain(&file)];
    let locked = failure(&module.without_pin().run(told).expect_code(4));
    assert_eq!(locked["code"], "pin-needed");
    let pin = format!("vault={}", module.pin.display());
    // Another folder, in which the module finds no token.
    let elsewhere = practice.beside("elsewhere");
    fs::create_dir(&elsewhere).expect("a folder");
    write_settings(&module.settings, &elsewhere);
    let with_pin = told.into_iter().chain(["--pin-file", &pin]);
    let away = failure(&module.without_pin().run(with_pin).expect_code(4));
    assert_eq!(away["code"], "token-absent", "{away:#}");
    assert!(practice.events("key_intended").is_empty());
    write_settings(&module.settings, &practice.beside("vaults"));
    for token in ["vault", "agents"] {
        let shown = module.cli().json(["token", "show", token]);
        assert_eq!(shown["token"]["keys"], 0, "{token}");
    }
    // Nothing else needs it.
    practice.cli().json(["crl", "publish"]);
    practice.cli().json(["log", "verify"]);
    module.certifies("reporting_bot");
}

#[test]
fn token_that_was_initialised_elsewhere_is_taken_with_its_pin() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let serial = module.initialised_elsewhere("1", "vault");
    let take = [
        "--json",
        "token",
        "take",
        "--module",
        plain(&module.library),
        "--serial",
        &serial,
    ];

    let wrong = practice.beside("wrong.pin");
    fs::write(&wrong, "00000000").expect("writes");
    let wrong = format!("vault={}", wrong.display());
    let cli = module.without_pin();
    let refused = failure(
        &cli.run(take.into_iter().chain(["--pin-file", &wrong]))
            .expect_code(3),
    );
    assert_eq!(refused["code"], "pin-incorrect");
    assert!(practice.events("token_taken").is_empty());

    let shown = module.cli().run(take).expect_code(0).json();
    assert_eq!(shown["token"]["module_name"], "kryoptic");
    assert_eq!(practice.events("token_taken").len(), 1);
    let serial = module.certifies("reporting_bot");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["custody"]["token_label"], "vault");
    // Once is enough.
    let again = failure(&module.cli().run(take).expect_code(3));
    assert_eq!(again["code"], "token-in-use");
}

#[test]
fn only_the_administrator_takes_tokens_into_use() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    for officer in ["officer-02", "officer-03", "officer-05"] {
        let cli = module.cli().with_argument("--as", officer);
        let pin = plain(&module.pin);
        let told = [
            "--json",
            "token",
            "init",
            "--module",
            plain(&module.library),
        ];
        let rest = [
            "--label",
            "vault",
            "--so-pin-file",
            pin,
            "--new-pin-file",
            pin,
        ];
        let refused = failure(&cli.run(told.into_iter().chain(rest)).expect_code(3));
        assert_eq!(refused["code"], "role-forbids", "{officer}");
        assert_eq!(practice.events("refused")[0]["actor"], officer);
    }
    assert!(
        module
            .listed()
            .iter()
            .all(|token| token["initialised"] == false)
    );
}

#[test]
fn token_that_can_not_be_had_is_told_as_that() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    let taken = failure(&module.init("vault").expect_code(3));
    assert_eq!(taken["code"], "token-label-taken", "{taken:#}");
    module.init("spare").expect_code(0);
    let full = failure(&module.init("third").expect_code(3));
    assert_eq!(full["code"], "no-free-slot", "{full:#}");
    let none = practice.beside("nothing.so");
    let missing = practice.fails(4, ["token", "list", "--module", plain(&none)]);
    assert_eq!(missing["code"], "module-not-found", "{missing:#}");
    assert!(
        text(&missing["happened"]).contains("nothing.so"),
        "{missing:#}"
    );
    let letter = fixture("reporting_bot");
    let strange = practice.fails(4, ["token", "list", "--module", plain(&letter)]);
    assert_eq!(strange["code"], "module-not-library", "{strange:#}");
}

#[test]
fn algorithm_that_the_token_lacks_leaves_nothing_behind() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    let wanted = crate::wanted::Wanted::like("reporting_bot").with("key_algorithm", "Ed25519");
    let file = wanted.file(&practice, "wanted");
    let refused = failure(
        &module
            .cli()
            .run(["--json", "request", "new", plain(&file)])
            .expect_code(3),
    );
    assert_eq!(refused["code"], "algorithm-unsupported", "{refused:#}");
    // The key that was meant to be made is given up in the log.
    module.certifies("reporting_bot");
    assert_eq!(practice.events("key_intended").len(), 2);
    assert_eq!(practice.events("key_abandoned").len(), 1);
    let inventory = module.cli().json(["token", "inventory", "vault"]);
    assert_eq!(inventory["known"], 1, "{inventory}");
}

/// A stranger's view of the key: the signature of the chain, by OpenSSL.
#[test]
fn certificate_over_a_key_of_the_second_module_is_valid_to_strangers() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    let serial = module.certifies("reporting_bot");
    let leaf = practice.exports(&serial, "pem");
    let chain = practice.exports(&serial, "chain");
    let told = [
        "verify",
        "-x509_strict",
        "-CAfile",
        plain(&chain),
        plain(&leaf),
    ];
    Stranger::openssl().ask(told).expect_code(0);
}
