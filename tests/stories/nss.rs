//! NSS's softokn as a module of tokens: its two slots share one serial number.

use std::{fs, path::Path, process::Command};

use chancery_tests::{Cli, Practice, built, practice::failure};

use crate::wanted::plain;

const PIN: &str = "12345678";
const SERIAL: &str = "0000000000000000";

/// softokn, started with parameters for a database of its own.
fn softokn(practice: &Practice) -> (String, Cli) {
    let places = [
        "/usr/lib/x86_64-linux-gnu/libsoftokn3.so",
        "/usr/lib/aarch64-linux-gnu/libsoftokn3.so",
        "/usr/lib64/libsoftokn3.so",
    ];
    assert!(
        places.iter().any(|place| Path::new(place).exists()),
        "NSS is missing: install libnss3"
    );
    let folder = practice.beside("nss");
    fs::create_dir(&folder).expect("a folder");
    let pin = practice.beside("nss.pin");
    fs::write(&pin, PIN).expect("writes");
    let database = format!("sql:{}", plain(&folder));
    runs(Command::new("certutil").args(["-N", "-d", &database, "-f", plain(&pin)]));
    let source = built::repository().join("src-tauri/crates/token/tests/suite/softokn.c");
    let library = practice.beside("softokn.so");
    let outcome = ["-o", plain(&library), "-ldl"];
    runs(
        Command::new("cc")
            .args(["-shared", "-fPIC", plain(&source)])
            .args(outcome),
    );
    let parameters =
        format!("configdir='{database}' certPrefix='' keyPrefix='' secmod='secmod.db' flags=");
    let cli = practice
        .cli()
        .with("CHANCERY_SOFTOKN", &parameters)
        // A database in a test need not be hard to guess.
        .with("NSS_MAX_MP_PBE_ITERATION_COUNT", "1")
        .with_argument("--pin-file", &format!("NSS Certificate DB={}", plain(&pin)));
    (plain(&library).to_owned(), cli)
}

#[track_caller]
fn runs(command: &mut Command) {
    let output = command.output().expect("it runs");
    assert!(output.status.success(), "{command:?}: {output:?}");
}

#[test]
fn token_is_taken_whose_serial_another_slot_has_too() {
    let practice = Practice::new();
    let (library, cli) = softokn(&practice);
    let take = [
        "--json", "token", "take", "--module", &library, "--serial", SERIAL,
    ];
    let generic = ["--label", "NSS Generic Crypto Services of nobody"];
    let absent = failure(&cli.run(take.into_iter().chain(generic)).expect_code(4));
    assert_eq!(absent["code"], "token-absent", "{absent:#}");
    let taken = cli.run(take).expect_code(0).json();
    assert_eq!(taken["token"]["label"], "NSS Certificate DB");
    assert_eq!(practice.events("token_taken").len(), 1);
    // The other slot's token is not this one.
    let other = ["--label", "NSS Generic Crypto Services"];
    let pin = practice.beside("nss.pin");
    let cli = cli.with_argument("--pin-file", &format!("{}={}", other[1], plain(&pin)));
    let known = failure(&cli.run(take.into_iter().chain(other)).expect_code(3));
    assert_eq!(known["code"], "token-serial-known", "{known:#}");
}
