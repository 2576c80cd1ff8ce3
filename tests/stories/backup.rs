//! One file from which everything can be had again, and what is refused for one.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    thread,
};

use chancery_tests::{
    Practice, Stranger, built,
    cli::Answer,
    practice::{english, failure, fixture, text},
    stranger::sha256,
};
use serde_json::Value;

fn plain(path: &Path) -> &str {
    path.to_str().expect("plain paths in tests")
}

fn backs_up(practice: &Practice, name: &str, more: &[&str]) -> (PathBuf, Value) {
    let file = practice.beside(name);
    let told = ["workspace", "backup", plain(&file)];
    let view = practice
        .cli()
        .json(told.into_iter().chain(more.iter().copied()));
    (file, view)
}

fn restore(file: &Path, dir: &Path, more: &[&str]) -> Answer {
    let told = ["--json", "workspace", "restore", plain(file), plain(dir)];
    english().run(told.into_iter().chain(more.iter().copied()))
}

/// Refused with this exit code and failure code; the folder is not there, nor is anything else.
#[track_caller]
fn assert_refused(file: &Path, dir: &Path, more: &[&str], exit: i32, code: &str) -> Value {
    let before = names(dir.parent().expect("a folder"));
    let said = failure(&restore(file, dir, more).expect_code(exit));
    assert_eq!(said["code"], code, "{said:#}");
    assert_eq!(names(dir.parent().expect("a folder")), before);
    said
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[track_caller]
fn assert_sound(workspace: &Path) {
    let check = english()
        .in_workspace(workspace)
        .json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check:#}");
    let rows = check["checks"].as_array().expect("rows").iter();
    let verdicts: Vec<_> = rows.map(|row| text(&row["verdict"])).collect();
    assert!(
        verdicts.iter().all(|verdict| verdict == "sound"),
        "{check:#}"
    );
}

fn forger() -> Stranger {
    Stranger::python("peers/python/archive.py")
}

fn members(backup: &Path) -> Vec<String> {
    let said = forger()
        .ask(["members", plain(backup)])
        .expect_code(0)
        .stdout;
    said.lines().map(str::to_owned).collect()
}

#[test]
fn backup_is_restored_elsewhere_and_work_goes_on_there() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let waiting = practice.submits("reporting_bot");
    let period = ["--from", "2026-01-01", "--to", "2026-01-02"];
    let report = ["report", "render"].into_iter().chain(period);
    practice.cli().json(report);
    let (file, view) = backs_up(&practice, "chancery.backup", &[]);
    assert_eq!(text(&view["sha256"]).to_lowercase(), sha256(&file));
    assert_eq!(practice.events("backup_made").len(), 1);

    let held = members(&file);
    assert_eq!(held[..2], ["manifest.json", "chancery.db"]);
    assert!(held.contains(&"practice.json".to_owned()));
    assert!(held.iter().any(|name| name.starts_with("reports/")));
    assert!(held.iter().any(|name| name.ends_with("/token.object")));
    assert!(!held.iter().any(|name| name.starts_with("publish/")));

    let elsewhere = practice.beside("elsewhere");
    let restored = restore(&file, &elsewhere, &[]).expect_code(0).json();
    for same in ["events", "root", "origin"] {
        assert_eq!(restored[same], view[same], "{same}");
    }
    assert_eq!(restored["backup"], view["sha256"]);
    assert_eq!(restored["shown"], Value::Null);
    let there = english().in_workspace(&elsewhere);
    // Its tokens sign there, for officers and for the authority.
    there.json(["request", "approve", &waiting, "--reason", "Fine"]);
    let issued = there.json(["certificate", "issue", &waiting]);
    assert_eq!(issued["row"]["state"], "active");
    let how = ["--reason", "superseded", "--comment", "Moved"];
    let revoke = ["certificate", "revoke", &serial].into_iter().chain(how);
    assert_eq!(there.json(revoke)["row"]["state"], "superseded");
    // What is published was not in it, and is made anew.
    for folder in ["ca", "crl", "policy"] {
        let (here, there) = (
            practice.published(folder),
            elsewhere.join("publish").join(folder),
        );
        assert_eq!(names(&here), names(&there), "{folder}");
    }
    for file in ["log/checkpoint", "log/log.vkey"] {
        assert!(elsewhere.join("publish").join(file).is_file(), "{file}");
    }
    let told = there.json(["log", "list", "--kind", "workspace_restored"]);
    assert_eq!(told["rows"].as_array().expect("rows").len(), 1);
    assert_eq!(there.json(["log", "verify"])["sound"], true);
    assert_sound(&elsewhere);
}

#[test]
fn backup_tells_who_made_it_and_only_an_administrator_may() {
    let practice = Practice::new();
    backs_up(&practice, "one", &["--as", "officer-01"]);
    assert_eq!(practice.events("backup_made")[0]["actor"], "officer-01");
    let file = practice.beside("two");
    let told = ["workspace", "backup", plain(&file), "--as", "officer-02"];
    assert_eq!(practice.fails(3, told)["code"], "role-forbids");
    assert!(!file.exists());
    assert_eq!(practice.events("refused")[0]["actor"], "officer-02");
}

#[test]
fn what_is_there_is_never_overwritten() {
    let practice = Practice::new();
    let file = practice.beside("letter.txt");
    fs::write(&file, "dear").expect("writes");
    let link = practice.beside("link");
    std::os::unix::fs::symlink(practice.beside("nowhere"), &link).expect("links");
    for taken in [&file, &link, &practice.path()] {
        let said = practice.fails(3, ["workspace", "backup", plain(taken)]);
        assert_eq!(said["code"], "folder-taken");
    }
    assert_eq!(fs::read(&file).expect("reads"), b"dear");
    assert!(!practice.beside("nowhere").exists());
    assert!(practice.events("backup_made").is_empty());

    let (backup, _) = backs_up(&practice, "chancery.backup", &[]);
    let before = fs::read(practice.path().join("chancery.db")).expect("reads");
    let said = failure(&restore(&backup, &practice.path(), &[]).expect_code(3));
    assert_eq!(said["code"], "folder-taken");
    let after = fs::read(practice.path().join("chancery.db")).expect("reads");
    assert_eq!(after, before);
}

#[test]
fn backups_are_whole_while_others_submit_issue_and_publish() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    practice.approves(&request);
    let file = fixture("reporting_bot");
    let commands = [
        vec!["request", "new", plain(&file)],
        vec!["crl", "publish"],
        vec!["certificate", "issue", &request],
        vec!["request", "new", plain(&file)],
        vec!["log", "checkpoint"],
        vec!["request", "new", plain(&file)],
    ];
    let start = |words: &Vec<&str>| {
        let mut command = practice.cli().command();
        let quiet = command
            .args(words)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        quiet.spawn().expect("starts")
    };
    let backups: Vec<_> = thread::scope(|scope| {
        let working = scope.spawn(|| {
            for words in &commands {
                let others = [start(words), start(words)];
                for mut other in others {
                    other.wait().expect("ends");
                }
            }
        });
        let mut backups = Vec::new();
        while !working.is_finished() {
            backups.push(backs_up(
                &practice,
                &format!("backup-{}", backups.len()),
                &[],
            ));
        }
        backups
    });
    let mut sizes: Vec<_> = backups
        .iter()
        .map(|(_, view)| view["events"].as_u64())
        .collect();
    sizes.dedup();
    assert!(sizes.len() > 2, "nothing happened meanwhile: {sizes:?}");
    for (number, (file, _)) in backups.iter().enumerate() {
        let dir = practice.beside(&format!("restored-{number}"));
        restore(file, &dir, &[]).expect_code(0);
        // What others were in the middle of is settled by the first opening.
        english().in_workspace(&dir).json(["request", "list"]);
        assert_sound(&dir);
        let inventory = ["token", "inventory", "agents"];
        english().in_workspace(&dir).json(inventory);
    }
    assert_sound(&practice.path());
}

#[test]
fn age_opens_what_is_encrypted_for_its_recipients() {
    let practice = Practice::new();
    let keygen = Stranger::new("age-keygen", "age");
    let identity = |name: &str| {
        let file = practice.beside(name);
        keygen.ask(["-o", plain(&file)]).expect_code(0);
        let recipient = keygen.ask(["-y", plain(&file)]).expect_code(0).stdout;
        (file, recipient.trim().to_owned())
    };
    let ((one, to_one), (two, to_two)) = (identity("one"), identity("two"));
    let (stranger, _) = identity("stranger");
    let more = ["--recipient", &to_one, "--recipient", &to_two];
    let (file, view) = backs_up(&practice, "chancery.age", &more);
    assert_eq!(view["encrypted"], true);
    let bytes = fs::read(&file).expect("reads");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n"));
    let hidden = |what: &[u8]| !bytes.windows(what.len()).any(|window| window == what);
    assert!(hidden(b"SQLite format 3") && hidden(b"manifest.json"));

    let age = Stranger::new("age", "age");
    let opened = practice.beside("opened.tar");
    for identity in [&one, &two] {
        let told = [
            "-d",
            "-i",
            plain(identity),
            "-o",
            plain(&opened),
            plain(&file),
        ];
        age.ask(told).expect_code(0);
        assert_eq!(members(&opened)[1], "chancery.db");
    }
    age.ask(["-d", "-i", plain(&stranger), plain(&file)])
        .expect_code(1);

    let dir = practice.beside("restored");
    assert_refused(&file, &dir, &[], 4, "backup-key-needed");
    let wrong = ["--identity", plain(&stranger)];
    assert_refused(&file, &dir, &wrong, 3, "backup-key-refused");
    let passphrase = practice.beside("passphrase");
    fs::write(&passphrase, "sesame\n").expect("writes");
    let wrong = ["--passphrase-file", plain(&passphrase)];
    assert_refused(&file, &dir, &wrong, 3, "backup-key-refused");
    let no_identity = ["--identity", plain(&passphrase)];
    assert_refused(&file, &dir, &no_identity, 3, "backup-key-refused");
    restore(&file, &dir, &["--identity", plain(&two)]).expect_code(0);
    english().in_workspace(&dir).json(["request", "list"]);
    assert_sound(&dir);
    // What age took out of it restores as well: nothing but the encryption is around it.
    restore(&opened, &practice.beside("from-tar"), &[]).expect_code(0);

    let mut broken = bytes.clone();
    let at = broken.len() - 100;
    broken[at] ^= 1;
    let broken_file = practice.beside("broken.age");
    fs::write(&broken_file, &broken).expect("writes");
    let right = ["--identity", plain(&one)];
    assert_refused(
        &broken_file,
        &practice.beside("b"),
        &right,
        3,
        "backup-malformed",
    );
    fs::write(&broken_file, &bytes[..bytes.len() - 70_000]).expect("writes");
    assert_refused(
        &broken_file,
        &practice.beside("b"),
        &right,
        3,
        "backup-malformed",
    );
}

/// Types a passphrase to age, which reads it from the terminal alone.
const TYPED: &str = "import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execvp('age', ['age', '-d', '-o', sys.argv[3], sys.argv[2]])
said = b''
while b'passphrase' not in said:
    said += os.read(terminal, 1024)
os.write(terminal, sys.argv[1].encode() + b'\\n')
try:
    while os.read(terminal, 1024):
        pass
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))";

#[test]
fn age_opens_what_is_encrypted_with_a_passphrase() {
    let practice = Practice::new();
    let (right, wrong) = (practice.beside("right"), practice.beside("wrong"));
    fs::write(&right, "open sesame\n").expect("writes");
    fs::write(&wrong, "open barley\n").expect("writes");
    let (file, _) = backs_up(
        &practice,
        "chancery.age",
        &["--passphrase-file", plain(&right)],
    );
    let opened = practice.beside("opened.tar");
    let told = ["-c", TYPED, "open sesame", plain(&file), plain(&opened)];
    Stranger::new("python3", "python3").ask(told).expect_code(0);
    assert_eq!(members(&opened)[0], "manifest.json");

    let dir = practice.beside("restored");
    let told = ["--passphrase-file", plain(&wrong)];
    assert_refused(&file, &dir, &told, 3, "backup-key-refused");
    restore(&file, &dir, &["--passphrase-file", plain(&right)]).expect_code(0);
}

#[test]
fn recipient_that_is_none_is_refused_before_anything_is_made() {
    let practice = Practice::new();
    let before = names(&practice.beside(""));
    let file = practice.beside("chancery.age");
    for given in ["age1typo", "ssh-ed25519 AAAA", ""] {
        let told = ["workspace", "backup", plain(&file), "--recipient", given];
        assert_eq!(practice.fails(3, told)["code"], "backup-recipient");
    }
    assert_eq!(names(&practice.beside("")), before);
    let nothing = practice.beside("nothing");
    fs::write(&nothing, "\n").expect("writes");
    let told = [
        "workspace",
        "backup",
        plain(&file),
        "--passphrase-file",
        plain(&nothing),
    ];
    assert_eq!(practice.fails(3, told)["code"], "backup-passphrase-empty");
    assert!(!file.exists() && practice.events("backup_made").is_empty());
}

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
