//! Tables that another hand changed are made anew from the log, and from nothing else.

use std::fs;

use chancery_tests::{Practice, Stranger, built, practice::english, stranger::sha256};

use crate::backup::{assert_sound, names, plain};

#[test]
fn forged_row_is_found_and_the_tables_are_made_anew() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.revokes(&serial, "keyCompromise");
    practice.pretends("DELETE FROM denied");
    let check = |exit| {
        let answer = practice.cli().run(["--json", "workspace", "check"]);
        answer.expect_code(exit).json()
    };
    assert_eq!(check(5)["sound"], false);
    let rebuilt = practice.cli().json(["workspace", "rebuild"]);
    assert_eq!(rebuilt["differed"], serde_json::json!(["denied"]));
    assert_eq!(check(0)["sound"], true);
    let shown = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(shown["row"]["state"], "revoked");
    assert_eq!(practice.events("tables_rebuilt")[0]["subject"], "denied");

    let again = practice
        .cli()
        .json(["workspace", "rebuild", "--as", "officer-01"]);
    assert_eq!(again["differed"], serde_json::json!([]));
    assert_eq!(practice.events("tables_rebuilt")[0]["actor"], "officer-01");
    let told = ["workspace", "rebuild", "--as", "officer-03"];
    assert_eq!(practice.fails(3, told)["code"], "role-forbids");
}

#[test]
fn forged_checkpoint_row_is_made_anew_like_any_other() {
    let practice = Practice::new();
    practice.cli().json(["crl", "publish"]);
    for which in ["min", "max"] {
        practice.pretends(&format!(
            "UPDATE checkpoint SET root = zeroblob(32)
             WHERE size = (SELECT {which}(size) FROM checkpoint)"
        ));
        practice.cli().run(["workspace", "check"]).expect_code(5);
        let rebuilt = practice.cli().json(["workspace", "rebuild"]);
        assert_eq!(rebuilt["differed"], serde_json::json!(["checkpoint"]));
        assert_sound(&practice.path());
    }
}

#[test]
fn nothing_is_made_from_a_log_that_does_not_verify() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let database = practice.path().join("chancery.db");
    let vandal = Stranger::python("peers/python/store.py");
    vandal
        .ask(["change-leaf", plain(&database), "17"])
        .expect_code(0);
    let before = sha256(&database);
    assert_eq!(
        practice.fails(5, ["workspace", "rebuild"])["code"],
        "log-unsound"
    );
    assert_eq!(sha256(&database), before);
    let file = practice.beside("chancery.backup");
    let said = practice.fails(5, ["workspace", "backup", plain(&file)]);
    assert_eq!(said["code"], "log-unsound");
    assert!(!file.exists());
    assert!(practice.events("backup_made").is_empty());
    let left: Vec<_> = names(&practice.beside(""))
        .into_iter()
        .chain(names(&practice.path()))
        .collect();
    assert!(
        !left.iter().any(|name| name.contains("unfinished")),
        "{left:?}"
    );
}

#[test]
fn migration_is_recorded_by_whoever_opens_first() {
    let home = tempfile::tempdir().expect("a folder");
    let archives = built::repository().join("fixtures/ledger");
    for version in names(&archives) {
        let workspace = home.path().join(&version);
        fs::create_dir_all(workspace.join("tokens")).expect("a folder");
        let archive = archives.join(&version).join("chancery.db");
        fs::copy(archive, workspace.join("chancery.db")).expect("copies");
        // The archive holds no PINs and no tokens.
        let pins = r#"{"note": "", "so_pin": "0000", "tokens": {}}"#;
        fs::write(workspace.join("practice.json"), pins).expect("writes");
        let cli = english().in_workspace(&workspace);
        assert_eq!(cli.json(["log", "verify"])["sound"], true, "{version}");
        assert!(
            workspace
                .join(format!("chancery.db.{version}-backup"))
                .is_file()
        );
        let told = cli.json(["log", "list", "--kind", "ledger_migrated"]);
        assert_eq!(told["rows"].as_array().expect("rows").len(), 1, "{version}");
    }
}
