//! What is refused for a backup, or held against it.

use std::{fs, path::Path};

use chancery_tests::{
    Practice,
    practice::{english, text},
};

use crate::backup::{assert_refused, assert_sound, backs_up, forger, plain, restore};

#[test]
fn hostile_archives_are_refused_and_leave_nothing() {
    let practice = Practice::new();
    let (backup, _) = backs_up(&practice, "chancery.backup", &[]);
    let forged = practice.beside("forged");
    let told = forger().ask(["forgeries"]).expect_code(0).stdout;
    let all: Vec<_> = told.lines().collect();
    assert!(all.len() > 30, "{all:?}");
    for how in all {
        forger()
            .ask(["forge", how, plain(&backup), plain(&forged)])
            .expect_code(0);
        let dir = practice.beside("restored");
        assert_refused(&forged, &dir, &[], 3, "backup-malformed");
        assert!(!practice.beside("evil").exists(), "{how}");
        assert!(!Path::new("/tmp/evil").exists(), "{how}");
    }
    restore(&backup, &practice.beside("restored"), &[]).expect_code(0);
}

#[test]
fn log_in_a_backup_speaks_for_itself_whatever_the_manifest_says() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let (backup, _) = backs_up(&practice, "chancery.backup", &[]);
    let forged = practice.beside("forged");
    let change = |sql: &str| {
        let told = ["sql", sql, plain(&backup), plain(&forged)];
        forger().ask(told).expect_code(0);
    };
    for sql in [
        "DROP TRIGGER event_never_changes; UPDATE event SET leaf = CAST(replace(leaf, 'a', 'b') AS BLOB) WHERE seq = 17;
         CREATE TRIGGER event_never_changes BEFORE UPDATE ON event
         BEGIN SELECT raise(ABORT, 'events never change'); END",
        "DROP TRIGGER event_never_goes; DELETE FROM event WHERE seq = (SELECT max(seq) FROM event);
         CREATE TRIGGER event_never_goes BEFORE DELETE ON event
         BEGIN SELECT raise(ABORT, 'events never go'); END",
        "UPDATE blob SET bytes = x'00' WHERE sha256 = (SELECT der FROM certificate LIMIT 1)",
        "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN DELETE FROM denied; END",
        "CREATE TABLE mine (a)",
        "DROP TRIGGER event_in_sequence",
    ] {
        change(sql);
        assert_refused(&forged, &practice.beside("restored"), &[], 5, "log-unsound");
    }
    // A row without its event is no break of the log: the tables are made anew.
    change("UPDATE certificate SET common_name = 'someone_else'");
    let dir = practice.beside("restored");
    let restored = restore(&forged, &dir, &[]).expect_code(0).json();
    assert_eq!(restored["rebuilt"], serde_json::json!(["certificate"]));
    let cli = english().in_workspace(&dir);
    let register = cli.json(["certificate", "list"]);
    assert_eq!(
        register["rows"][0]["agent_id"], "ai_trader_bot_v2",
        "{register:#}"
    );
    assert_sound(&dir);
}

#[test]
fn nothing_is_restored_behind_a_checkpoint_that_is_shown() {
    let practice = Practice::new();
    let checkpoint = |practice: &Practice, name: &str| {
        let head = practice.cli().json(["log", "checkpoint"]);
        let file = practice.beside(name);
        fs::write(&file, text(&head["note"])).expect("writes");
        (file, head["size"].as_u64().expect("a size"))
    };
    let (early, early_size) = checkpoint(&practice, "early");
    let (backup, view) = backs_up(&practice, "chancery.backup", &[]);
    let held = view["events"].as_u64().expect("a size");
    practice.submits("reporting_bot");
    let (late, late_size) = checkpoint(&practice, "late");

    let dir = practice.beside("restored");
    let said = assert_refused(
        &backup,
        &dir,
        &["--checkpoint", plain(&late)],
        3,
        "backup-behind",
    );
    let missing = format!("{} of them are missing", late_size - held);
    assert!(text(&said["happened"]).contains(&missing), "{said:#}");

    // One of another log, one that was changed, one with half its signatures, and none at all.
    let other = Practice::new();
    other.certifies("ai_trader_bot_v2");
    let stranger = practice.beside("stranger");
    fs::write(
        &stranger,
        text(&other.cli().json(["log", "checkpoint"])["note"]),
    )
    .expect("writes");
    let note = fs::read_to_string(&early).expect("reads");
    let (size, smaller) = (
        format!("\n{early_size}\n"),
        format!("\n{}\n", early_size - 1),
    );
    let half: Vec<&str> = note.lines().collect();
    let half = half[..half.len() - 1].join("\n") + "\n";
    let forged = practice.beside("forged");
    let refuses = |content: &str| {
        fs::write(&forged, content).expect("writes");
        let shown = ["--checkpoint", plain(&forged)];
        assert_refused(&backup, &dir, &shown, 3, "checkpoint-foreign");
    };
    let other = practice.beside("other");
    english().json(["workspace", "create", "--practice", plain(&other)]);
    refuses(&fs::read_to_string(other.join("publish/log/checkpoint")).expect("reads"));
    refuses(&note.replace(&size, &smaller));
    refuses(&half);
    refuses("Dear officer\n");
    refuses("");

    let restored = restore(&backup, &dir, &["--checkpoint", plain(&early)]);
    assert_eq!(restored.expect_code(0).json()["shown"], early_size);
}

#[test]
fn another_history_under_the_same_keys_is_named_as_that() {
    let practice = Practice::new();
    let copy = practice.copied();
    practice.submits("reporting_bot");
    copy.submits("ai_trader_bot_v2");
    let (backup, view) = backs_up(&practice, "chancery.backup", &[]);
    let head = copy.cli().json(["log", "checkpoint"]);
    assert!(head["size"].as_u64() <= view["events"].as_u64());
    let shown = practice.beside("shown");
    fs::write(&shown, text(&head["note"])).expect("writes");
    let shown = ["--checkpoint", plain(&shown)];
    assert_refused(
        &backup,
        &practice.beside("restored"),
        &shown,
        5,
        "backup-forked",
    );
}
