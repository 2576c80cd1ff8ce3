//! A backup or a restoring that a full disk or a kill ends in the middle.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use chancery_tests::cli::Answer;

use crate::{
    draw::Draw,
    mounts::Mounts,
    practice::{Practice, Stage, failure, first_request, path_text},
    snapshot::Snapshot,
    traced::{self, Instant},
};

/// Kills of each: of making one, and of restoring one.
const KILLS: usize = 24;

/// A medium with this much room beside the workspace.
fn medium(kibibytes: u32) -> String {
    format!("mkdir \"$1.medium\"; mount -t tmpfs -o size={kibibytes}k none \"$1.medium\"")
}

fn names_on_medium(mounts: &Mounts, practice: &Practice) -> String {
    let told = mounts.shell(practice, "ls -A \"$1.medium\"");
    told.expect_code(0).stdout
}

#[track_caller]
fn assert_disk_full(answer: Answer) {
    let failure = failure(&answer.expect_code(4));
    assert_eq!(failure["code"], "disk-full", "{failure:#}");
}

#[test]
fn on_a_full_medium_no_half_backup_is_left() {
    let practice = Practice::at(Stage::Issued);
    for kibibytes in [4, 40, 100, 300, 400] {
        let mounts = Mounts::made_by(&medium(kibibytes), &practice);
        let file = practice.beside("practice.medium").join("chancery.backup");
        assert_disk_full(mounts.run(&practice, &["workspace", "backup", path_text(&file)]));
        assert_eq!(names_on_medium(&mounts, &practice), "", "{kibibytes} KiB");
        drop(mounts);
        fs::remove_dir(practice.beside("practice.medium")).unwrap();
        assert!(nothing_unfinished(&practice.root()));
    }
    assert_eq!(practice.events("backup_made"), 0);
    practice.assert_clean();
}

#[test]
fn on_a_full_medium_no_half_workspace_is_left() {
    let practice = Practice::at(Stage::Issued);
    let backup = practice.beside("chancery.backup");
    practice.done(&["workspace", "backup", path_text(&backup)]);
    for kibibytes in [4, 40, 300, 500] {
        let mounts = Mounts::made_by(&medium(kibibytes), &practice);
        let dir = practice.beside("practice.medium").join("restored");
        let told = ["workspace", "restore", path_text(&backup), path_text(&dir)];
        assert_disk_full(mounts.run(&practice, &told));
        assert_eq!(names_on_medium(&mounts, &practice), "", "{kibibytes} KiB");
        drop(mounts);
        fs::remove_dir(practice.beside("practice.medium")).unwrap();
    }
}

/// The workspace on a disk of four mebibytes, of which `room` kibibytes are left.
fn crowded(room: u32) -> String {
    format!(
        "cp -a \"$1\" \"$1.whole\"; mount -t tmpfs -o size=4m none \"$1\"; cp -a \"$1.whole/.\" \"$1/\";
         dd if=/dev/zero of=\"$1/room\" bs={room}k count=1 2>/dev/null
         cat /dev/zero > \"$1/filler\" 2>/dev/null || true; rm \"$1/room\""
    )
}

#[test]
fn where_the_workspace_has_no_room_to_verify_there_is_no_backup() {
    let mut full = 0;
    for room in [64, 300, 600, 900] {
        let practice = Practice::at(Stage::Issued);
        let mounts = Mounts::made_by(&crowded(room), &practice);
        let file = practice.beside("chancery.backup");
        let answer = mounts.run(&practice, &["workspace", "backup", path_text(&file)]);
        if answer.code != 0 {
            assert_disk_full(answer);
            full += 1;
            assert!(!file.exists(), "{room} KiB");
        }
        let left = mounts.shell(&practice, "ls -A \"$1\" \"$1/..\"").stdout;
        assert!(!left.contains("unfinished"), "{room} KiB: {left}");
        mounts.shell(&practice, "rm \"$1/filler\"").expect_code(0);
        mounts
            .run(&practice, &["workspace", "check"])
            .expect_code(0);
    }
    assert!(full > 1, "the disk was never full");
}

/// Wherever it asks whether to go on.
#[test]
fn backup_that_was_cancelled_leaves_nothing_and_says_so() {
    let practice = Practice::at(Stage::Issued);
    let file = practice.beside("chancery.backup");
    let mut cancelled = 0;
    for times in 0.. {
        let output = Command::new(env!("CARGO_BIN_EXE_cancelled-backup"))
            .arg(practice.root())
            .arg(&file)
            .arg(times.to_string())
            .output()
            .unwrap();
        if output.status.success() {
            break;
        }
        let said = String::from_utf8_lossy(&output.stdout);
        assert_eq!(said, "cancelled", "asked {times} times");
        assert!(!file.exists(), "asked {times} times");
        assert!(nothing_unfinished(&practice.root()), "asked {times} times");
        assert!(
            nothing_unfinished(&practice.beside("")),
            "asked {times} times"
        );
        cancelled += 1;
    }
    assert!(cancelled >= 5, "{cancelled}");
    assert_eq!(practice.events("backup_made"), 1, "the one that went on");
    assert!(file.exists());
    practice.assert_clean();
}

fn nothing_unfinished(folder: &Path) -> bool {
    let mut entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    !entries.any(|entry| entry.file_name().to_string_lossy().contains("unfinished"))
}

fn drawn_instant(changes: &BTreeMap<String, usize>, draw: &mut Draw) -> Instant {
    let (call, count) = changes.iter().nth(draw.below(changes.len())).unwrap();
    Instant {
        call: call.clone(),
        when: 1 + draw.below(*count),
    }
}

#[test]
fn backup_that_was_killed_is_whole_or_not_there() {
    let practice = Practice::at(Stage::Issued);
    let file = practice.beside("chancery.backup");
    let command = |of: &Practice, file: &Path| -> Command {
        let mut command = of.cli().command();
        command.args(["workspace", "backup"]).arg(file);
        command
    };
    let counted = practice.copy();
    let changes = traced::changes(&command(&counted, &counted.beside("chancery.backup")));
    let (mut draw, mut killed) = (Draw(0x0BAC_0001), 0);
    for number in 0..KILLS {
        let instant = drawn_instant(&changes, &mut draw);
        let was_killed = traced::killed_at(&command(&practice, &file), &instant);
        killed += usize::from(was_killed);
        let at = format!("kill {number} at {instant:?}");
        let told = practice.cli().run(["log", "list"]);
        assert_eq!(told.code, 0, "{at}: {told:?}");
        if file.exists() {
            let dir = practice.beside("restored");
            let told = ["workspace", "restore", path_text(&file), path_text(&dir)];
            assert_eq!(practice.run(&told).code, 0, "{at}");
            fs::remove_dir_all(dir).unwrap();
            fs::remove_file(&file).unwrap();
        }
    }
    assert!(killed > KILLS / 2, "{killed}");
    practice.done(&["workspace", "backup", path_text(&file)]);
    assert!(nothing_unfinished(&practice.root()) && nothing_unfinished(&practice.beside("")));
    practice.assert_clean();
}

#[test]
fn restoring_that_was_killed_leaves_a_whole_workspace_or_none() {
    let practice = Practice::at(Stage::Approved);
    let file = practice.beside("chancery.backup");
    practice.done(&["workspace", "backup", path_text(&file)]);
    let before = Snapshot::of(&practice.root());
    let command = |dir: &Path| -> Command {
        let mut command = practice.cli().command();
        command.args(["workspace", "restore"]).arg(&file).arg(dir);
        command
    };
    let changes = traced::changes(&command(&practice.beside("counted")));
    let (mut draw, mut killed, mut whole) = (Draw(0x0BAC_0002), 0, 0);
    for number in 0..KILLS {
        let instant = drawn_instant(&changes, &mut draw);
        let dir = practice.beside(&format!("restored-{number}"));
        killed += usize::from(traced::killed_at(&command(&dir), &instant));
        if !dir.exists() {
            let told = ["workspace", "restore", path_text(&file), path_text(&dir)];
            practice.done(&told);
        } else {
            whole += 1;
        }
        let there = practice.cli().in_workspace(&dir);
        let at = format!("kill {number} at {instant:?}");
        let issued = there.run(["certificate", "issue", first_request()]);
        assert_eq!(issued.code, 0, "{at}: {issued:?}");
        let checked = there.run(["workspace", "check"]);
        assert_eq!(checked.code, 0, "{at}: {checked:?}");
        fs::remove_dir_all(dir).unwrap();
    }
    assert!(killed > KILLS / 2, "{killed}, {whole} whole");
    before.assert_same(&practice.root());
}
