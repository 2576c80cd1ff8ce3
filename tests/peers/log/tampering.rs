//! An export that somebody changed: both strangers see it, and so do we.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::Practice;

use super::folder::{Oracle, eventful, exports, plain, root, sumdb};

/// Changes one bit, lets `look` look, and puts it back.
fn with_flipped_bit(file: &Path, at: usize, look: impl FnOnce()) {
    let whole = fs::read(file).expect("a file");
    let mut bent = whole.clone();
    bent[at % whole.len()] ^= 1;
    fs::write(file, bent).expect("written");
    look();
    fs::write(file, whole).expect("written");
}

fn refuse(folder: &Path, what: &str) {
    let said = sumdb(folder, &[]);
    assert_eq!(said.code, 1, "Go on {what}: {}", said.stdout);
    let oracle = Oracle::of(folder).and_then(|oracle| oracle.prove_all());
    assert!(oracle.is_err(), "tlog_tiles on {what}: {oracle:?}");
}

fn exported() -> (Practice, PathBuf) {
    let practice = eventful();
    let folder = practice.beside("export");
    exports(&practice, &folder);
    (practice, folder)
}

#[test]
fn a_flipped_bit_in_a_tile_a_bundle_or_the_checkpoint_is_seen_by_both() {
    let (_practice, folder) = exported();
    sumdb(&folder, &[]).expect_code(0);
    for file in ["tile/0/000", "tile/entries/000", "tile/1/000.p/1"] {
        for at in [0, 17, 4_000] {
            with_flipped_bit(&folder.join(file), at, || refuse(&folder, file));
        }
    }
    let note = fs::read_to_string(folder.join("checkpoint")).expect("a note");
    let root = note.find('=').expect("a root") - 20;
    with_flipped_bit(&folder.join("checkpoint"), root, || {
        refuse(&folder, "the checkpoint");
    });
    // The crate reads no signatures: these are Go's alone to see.
    let signature = note.trim_end().len() - 30;
    with_flipped_bit(&folder.join("checkpoint"), signature, || {
        sumdb(&folder, &[]).expect_code(1);
    });
    sumdb(&folder, &[]).expect_code(0);
}

#[test]
fn missing_and_exchanged_files_are_seen_by_both() {
    let (_practice, folder) = exported();
    let bundle = folder.join("tile/entries/000");
    let aside = folder.join("aside");
    fs::rename(&bundle, &aside).expect("renamed");
    refuse(&folder, "a missing bundle");
    fs::copy(folder.join("tile/0/000"), &bundle).expect("copied");
    refuse(&folder, "a tile in a bundle's place");
    fs::rename(&aside, &bundle).expect("renamed");
    sumdb(&folder, &[]).expect_code(0);
}

#[test]
fn export_over_a_changed_file_is_refused_and_changes_nothing() {
    let (practice, folder) = exported();
    let before = fs::read(folder.join("checkpoint")).expect("a note");
    root(&practice);
    for file in ["tile/0/000", "tile/entries/000"] {
        with_flipped_bit(&folder.join(file), 99, || {
            let failure = practice.fails(3, ["log", "export", plain(&folder)]);
            assert_eq!(failure["code"], "export-differs", "{failure}");
        });
        assert_eq!(fs::read(folder.join("checkpoint")).expect("a note"), before);
    }
    exports(&practice, &folder);
    sumdb(&folder, &[]).expect_code(0);
}

#[test]
fn export_into_the_folder_of_another_log_is_refused() {
    let practice = Practice::new();
    let folder = practice.beside("export");
    exports(&practice, &folder);
    let other = practice.beside("other");
    let told = ["workspace", "create", plain(&other), "--practice"];
    chancery_tests::practice::english().json(told);
    let cli = chancery_tests::practice::english().in_workspace(&other);
    let said = cli.run(["--json", "log", "export", plain(&folder)]);
    let failure = chancery_tests::practice::failure(&said.expect_code(3));
    assert_eq!(failure["code"], "export-other-log", "{failure}");
    sumdb(&folder, &[]).expect_code(0);
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let practice = Practice::new();
    let folder = practice.beside("papers");
    fs::create_dir(&folder).expect("made");
    fs::write(folder.join("letter.txt"), "Dear").expect("written");
    let failure = practice.fails(3, ["log", "export", plain(&folder)]);
    assert_eq!(failure["code"], "folder-taken", "{failure}");
    assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
}

#[test]
fn an_export_that_is_ahead_shows_that_the_workspace_was_put_back() {
    let practice = Practice::new();
    let earlier = practice.copied();
    practice.certifies("ai_trader_bot_v2");
    practice.cli().json(["log", "checkpoint"]);
    let folder = practice.beside("export");
    let view = exports(&practice, &folder);
    let failure = earlier.fails(5, ["log", "export", plain(&folder)]);
    assert_eq!(failure["code"], "log-behind", "{view} {failure}");
    // The same keys, another history of the same length and more.
    for _ in 0..3 {
        earlier.certifies("reporting_bot");
    }
    earlier.cli().json(["log", "checkpoint"]);
    let failure = earlier.fails(5, ["log", "export", plain(&folder)]);
    assert_eq!(failure["code"], "log-forked", "{failure}");
}
