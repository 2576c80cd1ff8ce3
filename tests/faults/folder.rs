//! The folder can't be written to, or the disk is full.

use crate::{
    mounts::Mounts,
    practice::{Practice, Stage, failure, first_request, path_text, sample_request},
    snapshot::Snapshot,
};

const READ_ONLY: &str = "mount --bind \"$1\" \"$1\"; mount -o remount,ro,bind \"$1\"";

#[test]
fn a_read_only_folder_is_told_and_nothing_changes() {
    let practice = Practice::at(Stage::Approved);
    let before = Snapshot::of(&practice.root());
    let mounts = Mounts::made_by(READ_ONLY, &practice);
    let file = sample_request("reporting_bot");
    let commands: &[&[&str]] = &[
        &["request", "list"],
        &["request", "show", first_request()],
        &["log", "list"],
        &["log", "verify"],
        &["workspace", "check"],
        &["certificate", "issue", first_request()],
        &["request", "new", path_text(&file)],
        &["crl", "publish"],
    ];
    for command in commands {
        let answer = mounts.run(&practice, command);
        if answer.code == 0 {
            let reads = command.contains(&"list") || command.contains(&"show");
            assert!(
                reads || command.contains(&"check"),
                "{command:?}: {answer:?}"
            );
            continue;
        }
        let failure = failure(&answer.expect_code(4));
        assert_eq!(
            failure["code"], "folder-read-only",
            "{command:?}: {failure:#}"
        );
    }
    drop(mounts);
    before.assert_same(&practice.root());
    practice.issue(first_request());
    practice.assert_clean();
}

/// A small disk with the workspace on it. Mounted over the workspace's own folder.
const SMALL: &str = "cp -a \"$1\" \"$1.whole\"; mount -t tmpfs -o size=4m none \"$1\"; cp -a \"$1.whole/.\" \"$1/\"";

/// Leaves `$room` bytes, and no more.
fn fill(room: u64) -> String {
    format!(
        "dd if=/dev/zero of=\"$1/room\" bs={room} count=1 2>/dev/null
         cat /dev/zero > \"$1/filler\" 2>/dev/null
         rm \"$1/room\""
    )
}

const EMPTY: &str = "rm -f \"$1/filler\" \"$1/room\"";

#[test]
fn on_a_full_disk_nothing_is_half_done() {
    let mut full = 0;
    for room in [1, 8, 32, 40, 64, 96, 128, 192, 256] {
        let practice = Practice::at(Stage::Submitted);
        let mounts = Mounts::made_by(SMALL, &practice);
        mounts.shell(&practice, &fill(room * 1024)).expect_code(0);
        let file = sample_request("reporting_bot");
        let commands: &[&[&str]] = &[
            &["request", "approve", first_request(), "--reason", "Fine"],
            &["certificate", "issue", first_request()],
            &["request", "new", path_text(&file)],
        ];
        for command in commands {
            let answer = mounts.run(&practice, command);
            // An approval that did not fit is no approval: the issuance is refused then.
            if answer.code == 4 {
                let failure = failure(&answer);
                // A token does not say why it fails; SoftHSM writes at each log-in.
                let code = failure["code"].as_str().unwrap();
                assert!(
                    matches!(code, "disk-full" | "token-failed"),
                    "{room} KiB, {command:?}: {failure:#}"
                );
                full += usize::from(code == "disk-full");
            } else {
                assert!(
                    matches!(answer.code, 0 | 3),
                    "{room} KiB, {command:?}: {answer:?}"
                );
            }
        }
        mounts.shell(&practice, EMPTY).expect_code(0);
        assert_whole_in(&mounts, &practice, room);
    }
    assert!(full > 3, "the disk was never full");
}

/// With room again, everything is whole and work goes on.
#[track_caller]
fn assert_whole_in(mounts: &Mounts, practice: &Practice, room: u64) {
    let run = |arguments: &[&str]| mounts.run(practice, arguments);
    let told = run(&["log", "list"]);
    assert_eq!(told.code, 0, "{room} KiB: {told:?}");
    let checks = run(&["workspace", "check"]);
    assert_eq!(checks.code, 0, "{room} KiB: {checks:?}");
    assert!(!checks.stdout.contains("broken"), "{room} KiB: {checks:?}");
    assert_eq!(run(&["log", "verify"]).code, 0, "{room} KiB");
    let state = run(&["request", "show", first_request()]).json()["row"]["state"].clone();
    if state == "submitted" {
        run(&["request", "approve", first_request(), "--reason", "Fine"]).expect_code(0);
    }
    if state != "issued" {
        run(&["certificate", "issue", first_request()]).expect_code(0);
    }
    run(&["workspace", "check"]).expect_code(0);
}
