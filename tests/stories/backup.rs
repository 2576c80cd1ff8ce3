//! One file from which everything can be had again, by us and by `age`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Stdio,
    sync::mpsc::{self, TryRecvError},
    thread,
};

use chancery_tests::{
    Practice, Stranger,
    cli::Answer,
    practice::{english, failure, fixture, text},
    stranger::sha256,
};
use serde_json::Value;

pub(crate) fn plain(path: &Path) -> &str {
    path.to_str().expect("plain paths in tests")
}

pub(crate) fn backs_up(practice: &Practice, name: &str, more: &[&str]) -> (PathBuf, Value) {
    let file = practice.beside(name);
    let told = ["workspace", "backup", plain(&file)];
    let view = practice
        .cli()
        .json(told.into_iter().chain(more.iter().copied()));
    (file, view)
}

pub(crate) fn restore(file: &Path, dir: &Path, more: &[&str]) -> Answer {
    let told = ["--json", "workspace", "restore", plain(file), plain(dir)];
    english().run(told.into_iter().chain(more.iter().copied()))
}

/// Refused with this exit code and failure code; the folder is not there, nor is anything else.
#[track_caller]
pub(crate) fn assert_refused(
    file: &Path,
    dir: &Path,
    more: &[&str],
    exit: i32,
    code: &str,
) -> Value {
    let before = names(dir.parent().expect("a folder"));
    let said = failure(&restore(file, dir, more).expect_code(exit));
    assert_eq!(said["code"], code, "{said:#}");
    assert_eq!(names(dir.parent().expect("a folder")), before);
    said
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<_> = entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[track_caller]
pub(crate) fn assert_sound(workspace: &Path) {
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

pub(crate) fn forger() -> Stranger {
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

/// How often others wrote between one backup and the next; each backup is one event itself.
fn writes_between(backups: &[(PathBuf, Value)]) -> usize {
    let events = |backup: &(PathBuf, Value)| backup.1["events"].as_u64().expect("a number");
    let pairs = backups.windows(2);
    pairs
        .filter(|pair| events(&pair[1]) > events(&pair[0]) + 1)
        .count()
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
    let (keep_going, told) = mpsc::channel::<()>();
    let backups: Vec<_> = thread::scope(|scope| {
        let working = scope.spawn(move || {
            for (number, words) in commands.iter().cycle().enumerate() {
                let enough = told.try_recv() == Err(TryRecvError::Disconnected);
                if enough && number >= commands.len() {
                    break;
                }
                let others = [start(words), start(words)];
                for mut other in others {
                    other.wait().expect("ends");
                }
            }
        });
        let mut keep_going = Some(keep_going);
        let mut backups = Vec::new();
        while !working.is_finished() {
            let name = format!("backup-{}", backups.len());
            backups.push(backs_up(&practice, &name, &[]));
            if writes_between(&backups) == 3 {
                keep_going.take();
            }
        }
        backups
    });
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
