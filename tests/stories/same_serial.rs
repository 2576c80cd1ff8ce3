//! A second token of a serial number that the workspace knows already.

use std::process::Command;

use chancery_tests::{
    Practice, Stranger,
    practice::{failure, text},
};
use serde_json::Value;

use crate::{
    kryoptic::{SecondModule, kryoptic},
    officers::sound,
    wanted::plain,
};

/// The token in the second slot says from now on that it has this serial number: what no maker
/// should let happen.
fn says_serial(practice: &Practice, serial: &str) {
    let script = "import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute(\"UPDATE meta SET data = ? WHERE name = 'TOKEN INFO' AND value = 'serial'\",
           (sys.argv[2].encode(),))
db.commit()";
    let database = practice.beside("vaults").join("2.sql");
    let told = ["-c", script, plain(&database), serial];
    Stranger::new("python3", "python3").ask(told).expect_code(0);
}

/// Somebody initialises a token in the second slot and gives its user no PIN: such a one is
/// finished by who initialises a token of its label.
fn begun_elsewhere(module: &SecondModule<'_>, label: &str) {
    let output = Command::new("pkcs11-tool")
        .env("KRYOPTIC_CONF", plain(&module.settings))
        .arg("--module")
        .arg(kryoptic())
        .args(["--init-token", "--slot", "2", "--so-pin", "12345678"])
        .args(["--label", label])
        .output()
        .expect("pkcs11-tool runs: install opensc");
    assert!(output.status.success(), "{output:?}");
}

/// The serial number of `vault`, which agents' keys are on.
fn vault(module: &SecondModule<'_>) -> String {
    let shown = module.init("vault").expect_code(0).json();
    text(&shown["token"]["serial"])
}

#[track_caller]
fn told_in_words(failure: &Value, serial: &str) {
    assert_eq!(failure["code"], "token-serial-known", "{failure:#}");
    let happened = text(&failure["happened"]);
    assert!(happened.contains(serial), "{happened}");
    assert!(happened.contains("as “vault”"), "{happened}");
    let unchanged = text(&failure["unchanged"]);
    assert!(unchanged.contains("not taken into use"), "{unchanged}");
}

/// The token before it still works.
#[track_caller]
fn goes_on(practice: &Practice, module: &SecondModule<'_>) {
    let serial = module.certifies("reporting_bot");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["custody"]["token_label"], "vault");
    sound(practice);
}

#[test]
fn token_of_a_known_serial_is_not_taken_into_use_where_it_is_initialised() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let serial = vault(&module);
    begun_elsewhere(&module, "spare");
    says_serial(&practice, &serial);
    let before = practice.events("token_initialised").len();
    told_in_words(&failure(&module.init("spare").expect_code(3)), &serial);
    assert_eq!(practice.events("token_initialised").len(), before);
    goes_on(&practice, &module);
}

#[test]
fn token_of_a_known_serial_is_not_taken_either() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let serial = vault(&module);
    module.initialised_elsewhere("2", "spare");
    says_serial(&practice, &serial);
    let library = plain(&module.library);
    let take = ["--json", "token", "take", "--module", library, "--serial"];
    let take = take.into_iter().chain([serial.as_str()]);
    let pin = format!("spare={}", plain(&module.pin));
    let cli = module.without_pin().with_argument("--pin-file", &pin);
    let several = failure(&cli.run(take.clone()).expect_code(3));
    assert_eq!(several["code"], "several-tokens", "{several:#}");
    let taken = cli.run(take.chain(["--label", "spare"])).expect_code(3);
    told_in_words(&failure(&taken), &serial);
    assert!(practice.events("token_taken").is_empty());
    goes_on(&practice, &module);
}

#[test]
fn nobody_is_enrolled_with_a_token_of_a_known_serial() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    let serial = vault(&module);
    begun_elsewhere(&module, "spare");
    says_serial(&practice, &serial);
    let told = || ["key_generated", "officer_enrolled"].map(|kind| practice.events(kind).len());
    let before = told();
    let who = ["--name", "Noor Haddad", "--role", "maker"];
    let words = ["--json", "officer", "enrol", "--reason", "Joins"];
    let enrol = [&words[..], &who, &["--module", plain(&module.library)]].concat();
    let pin = plain(&module.pin);
    let new = ["--so-pin-file", pin, "--new-pin-file", pin];
    let new = ["--label", "spare"].into_iter().chain(new);
    let refused = module.cli().run(enrol.iter().copied().chain(new));
    let refused = failure(&refused.expect_code(3));
    told_in_words(&refused, &serial);
    assert_eq!(practice.events("refused")[0]["seq"], refused["event"]);

    let there = ["--token", &serial, "--new-pin-file", pin];
    let taken = module.cli().run(enrol.into_iter().chain(there));
    let taken = failure(&taken.expect_code(3));
    assert_eq!(taken["code"], "officer-token-taken", "{taken:#}");
    assert_eq!(told(), before);
    goes_on(&practice, &module);
}
