//! A token's keys found again: behind another path, after a move, or not at all.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{failure, text},
};
use serde_json::Value;

use crate::{
    kryoptic::{SecondModule, kryoptic},
    wanted::plain,
};

fn serial_of(module: &SecondModule<'_>, label: &str) -> String {
    let there = module.listed();
    let found = there.iter().find(|token| token["label"] == label);
    text(&found.expect("the token")["serial"])
}

#[test]
fn token_that_moved_within_its_module_is_found_by_itself() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    module.certifies("reporting_bot");
    module.moves_to("another place");
    module.certifies("ai_trader_bot_v2");
    let inventory = module.cli().json(["token", "inventory", "vault"]);
    assert_eq!(inventory["known"], 2, "{inventory}");
}

#[test]
fn token_is_relinked_to_another_module_once_a_person_confirms() {
    let practice = Practice::new();
    let mut module = SecondModule::beside(&practice);
    module.library = practice.beside("older.so");
    fs::copy(kryoptic(), &module.library).expect("copies");
    module.init("vault").expect_code(0);
    module.certifies("reporting_bot");
    let serial = serial_of(&module, "vault");

    // The module comes under another name, and the older one goes.
    let newer = practice.beside("newer.so");
    fs::rename(&module.library, &newer).expect("renames");
    let file = chancery_tests::practice::fixture("ai_trader_bot_v2");
    let told = ["--json", "request", "new", plain(&file)];
    let gone = failure(&module.cli().run(told).expect_code(4));
    assert_eq!(gone["code"], "module-not-found", "{gone:#}");

    let relink = [
        "token",
        "relink",
        "vault",
        "--module",
        plain(&newer),
        "--serial",
        &serial,
    ];
    let shown = module.cli().json(relink);
    assert_eq!(
        (&shown["keys"], &shown["found"]),
        (&Value::from(1), &Value::from(1))
    );
    assert_eq!(shown["missing"], Value::Array(vec![]));
    assert!(practice.events("token_relinked").is_empty(), "only looked");
    let shown = module.cli().json(relink.into_iter().chain(["--confirm"]));
    assert_eq!(shown["token"]["module_path"], plain(&newer));
    assert_eq!(practice.events("token_relinked").len(), 1);

    module.certifies("ai_trader_bot_v2");
    let inventory = module.cli().json(["token", "inventory", "vault"]);
    assert_eq!(inventory["known"], 2, "{inventory}");
    let check = module.cli().json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check}");
}

#[test]
fn token_without_the_keys_takes_no_place() {
    let practice = Practice::new();
    let module = SecondModule::beside(&practice);
    module.init("vault").expect_code(0);
    module.certifies("reporting_bot");
    let other = module.initialised_elsewhere("2", "other");
    let pin = practice.beside("vault.pin");
    let cli = module
        .cli()
        .with_argument("--pin-file", &format!("other={}", plain(&pin)));
    let relink = ["--json", "token", "relink", "vault", "--module"];
    let relink = relink
        .into_iter()
        .chain([plain(&module.library), "--serial", &other]);

    let shown = cli.run(relink.clone()).expect_code(1).json();
    assert_eq!(
        (&shown["keys"], &shown["found"]),
        (&Value::from(1), &Value::from(0))
    );
    assert_eq!(shown["missing"][0]["label"], "reporting_bot");
    let refused = failure(&cli.run(relink.chain(["--confirm"])).expect_code(3));
    assert_eq!(refused["code"], "keys-missing", "{refused:#}");
    assert!(practice.events("token_relinked").is_empty());
    module.certifies("ai_trader_bot_v2");
}
