//! What an export holds, and how it grows.

use std::{fs, path::Path};

use chancery_tests::{Practice, practice::text};

use super::folder::{Oracle, eventful, exports, plain, submits_many, sumdb};

#[test]
fn strangers_prove_every_event_of_an_export_and_that_the_next_one_extends_it() {
    let practice = eventful();
    let (first, second) = (practice.beside("first"), practice.beside("second"));
    let view = exports(&practice, &first);
    let size = view["size"].as_u64().expect("a number");
    assert!(size > 256, "{view}");
    practice.certifies("ai_trader_bot_v2");
    practice.cli().json(["log", "checkpoint"]);
    exports(&practice, &second);

    let said = sumdb(&first, &[]).expect_code(0).stdout;
    let said: Vec<&str> = said.split_whitespace().collect();
    assert_eq!(
        (said[0], said[2], said[3]),
        (&*size.to_string(), said[0], "2")
    );
    sumdb(&second, &["--after", plain(&first)]).expect_code(0);

    let (before, after) = (Oracle::of(&first), Oracle::of(&second));
    let (before, after) = (before.expect("reads"), after.expect("reads"));
    assert_eq!(before.head.hash().to_string(), said[1]);
    assert_eq!(before.prove_all(), Ok(size));
    assert_eq!(after.prove_all(), Ok(after.head.size()));
    assert_eq!(after.extends(&before), Ok(()));
}

#[test]
fn export_goes_on_where_the_last_one_ended_and_leaves_no_partial_file_beneath_a_full_one() {
    let practice = Practice::new();
    let folder = practice.beside("export");
    let small = exports(&practice, &folder);
    let size = small["size"].as_u64().expect("a number");
    assert!(size < 256, "{small}");
    assert!(folder.join(format!("tile/entries/000.p/{size}")).is_file());

    let again = exports(&practice, &folder);
    assert_eq!((&again["written"], &again["kept"]), (&0.into(), &2.into()));
    let grown = eventful_export(&practice, &folder);
    assert!(folder.join("tile/entries/000").is_file());
    assert!(folder.join("tile/0/000").is_file());
    assert!(!folder.join("tile/entries/000.p").exists());
    assert!(!folder.join("tile/0/000.p").exists());
    assert!(folder.join("tile/1/000.p/1").is_file());
    sumdb(&folder, &[]).expect_code(0);

    practice.cli().json(["log", "checkpoint"]);
    let rest = exports(&practice, &folder);
    assert!(rest["kept"].as_u64() >= Some(2), "{rest}");
    assert!(rest["size"].as_u64() > Some(grown), "{rest}");
    sumdb(&folder, &[]).expect_code(0);
    assert_eq!(practice.events("log_exported").len(), 4);
}

/// Makes the log grow beyond a bundle, and exports it; its size.
fn eventful_export(practice: &Practice, folder: &Path) -> u64 {
    submits_many(practice, 90);
    practice.cli().json(["log", "checkpoint"]);
    exports(practice, folder)["size"]
        .as_u64()
        .expect("a number")
}

#[test]
fn export_that_was_interrupted_goes_on() {
    let practice = eventful();
    let folder = practice.beside("export");
    exports(&practice, &folder);
    fs::remove_file(folder.join("checkpoint")).expect("removed");
    fs::remove_dir_all(folder.join("tile/1")).expect("removed");
    fs::remove_file(folder.join("tile/entries/000")).expect("removed");
    let rest = exports(&practice, &folder);
    assert_eq!(rest["written"], 2, "{rest}");
    sumdb(&folder, &[]).expect_code(0);
}

#[test]
fn published_tiles_prove_the_log_and_tell_no_event() {
    let practice = eventful();
    practice.certifies("ai_trader_bot_v2");
    let published = practice.published("log");
    let export = practice.beside("export");
    exports(&practice, &export);
    let oracle = Oracle::of(&published).expect("reads");
    let exported = Oracle::of(&export).expect("reads");
    assert!(oracle.head.size() >= exported.head.size());
    assert_eq!(oracle.extends(&exported), Ok(()));
    assert!(published.join("tile/0/000").is_file());
    assert!(!published.join("tile/0/000.p").exists());
    assert!(!published.join("tile/entries").exists());

    // What is taken away comes back with the next checkpoint.
    fs::remove_dir_all(published.join("tile")).expect("removed");
    practice.cli().json(["log", "checkpoint"]);
    let again = Oracle::of(&published).expect("reads");
    assert_eq!(again.extends(&exported), Ok(()));

    let told = fs::read(export.join("tile/entries/000")).expect("a bundle");
    assert!(String::from_utf8_lossy(&told).contains("officer-02"));
}

#[test]
fn receipts_verify_with_go_against_the_export() {
    let practice = eventful();
    let folder = practice.beside("export");
    exports(&practice, &folder);
    let mut told = Vec::new();
    for seq in ["1", "2", "200", "256", "257"] {
        let out = practice.beside(&format!("{seq}.tlog-proof"));
        let view = practice
            .cli()
            .json(["log", "prove", seq, "--out", plain(&out)]);
        assert_eq!(view["seq"].to_string(), seq);
        told.push(out);
    }
    let more: Vec<&str> = told
        .iter()
        .flat_map(|file| ["--receipt", plain(file)])
        .collect();
    sumdb(&folder, &more).expect_code(0);
    assert_eq!(practice.events("exported").len(), 5);

    let receipt = fs::read_to_string(&told[2]).expect("a receipt");
    fs::write(&told[2], receipt.replacen("index 199", "index 198", 1)).expect("written");
    sumdb(&folder, &more).expect_code(1);
}

#[test]
fn an_event_without_a_checkpoint_has_no_receipt_and_is_told_what_to_do() {
    let practice = Practice::new();
    let size = practice.cli().json(["log", "checkpoint"])["events"].to_string();
    let newest: u64 = size.parse().expect("a number");
    let out = practice.beside("proof");
    let ahead = (newest + 50).to_string();
    let absent = practice.fails(3, ["log", "prove", &ahead, "--out", plain(&out)]);
    assert_eq!(absent["code"], "no-such");
    // The checkpoint's own event comes after what it covers.
    let failure = practice.fails(3, ["log", "prove", &size, "--out", plain(&out)]);
    assert_eq!(failure["code"], "not-covered", "{failure}");
    assert!(text(&failure["remedy"]).contains("log checkpoint"));
    assert!(!out.exists());
}
