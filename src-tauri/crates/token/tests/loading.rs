//! Modules that are none, and processes that must not touch SoftHSM.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use chancery_token::{
    LoadError, Module,
    practice::{self, PracticeError},
};
use common::{Bench, UNWANTED, in_own_process, is_child, scenario};

/// The first 20 bytes of a 64-bit little-endian shared library.
fn header(machine: u16) -> Vec<u8> {
    let mut header = b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0".to_vec();
    header.extend(machine.to_le_bytes());
    header
}

fn load_bytes(bytes: &[u8]) -> LoadError {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("module.so");
    fs::write(&path, bytes).unwrap();
    Module::load(&path).unwrap_err()
}

#[test]
fn missing_file_is_named() {
    let error = Module::load(Path::new("/nowhere/module.so")).unwrap_err();
    assert!(
        matches!(&error, LoadError::NotFound { path } if path == Path::new("/nowhere/module.so"))
    );
    assert_eq!(error.to_string(), "no PKCS#11 module at /nowhere/module.so");
}

#[test]
fn text_file_and_folder_are_no_libraries() {
    assert!(matches!(
        load_bytes(b"#!/bin/sh\necho I am not a module\n"),
        LoadError::NotSharedLibrary { .. }
    ));
    assert!(matches!(
        load_bytes(b""),
        LoadError::NotSharedLibrary { .. }
    ));
    assert!(matches!(
        Module::load(&env::temp_dir()),
        Err(LoadError::NotSharedLibrary { .. })
    ));
}

#[test]
fn library_for_another_processor_names_both() {
    let (machine, name) = if cfg!(target_arch = "aarch64") {
        (62, "x86_64")
    } else {
        (183, "aarch64")
    };
    let error = load_bytes(&header(machine));
    assert!(matches!(&error, LoadError::WrongArchitecture { found, .. } if found.0 == machine));
    assert!(error.to_string().contains(name), "{error}");
}

#[test]
fn broken_library_says_what_the_linker_said() {
    let machine = if cfg!(target_arch = "aarch64") {
        183
    } else {
        62
    };
    let error = load_bytes(&header(machine));
    assert!(
        matches!(&error, LoadError::NotLinked { reason, .. } if !reason.is_empty()),
        "{error:?}"
    );
}

#[test]
fn library_that_is_no_module_names_the_missing_function() {
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let libc = maps
        .split_whitespace()
        .find(|word| word.contains("/libc"))
        .expect("libc is mapped");
    let error = Module::load(Path::new(libc)).unwrap_err();
    assert!(
        matches!(
            error,
            LoadError::NotPkcs11 {
                symbol: "C_GetFunctionList",
                ..
            }
        ),
        "{error:?}"
    );
}

/// Also run by `child_of_a_prepared_process_is_not_prepared`.
#[test]
fn unprepared_process_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(
        practice::point_at(folder.path()),
        Err(PracticeError::Unprepared)
    ));
    assert!(matches!(
        practice::open(folder.path()),
        Err(PracticeError::Unprepared)
    ));
}

scenario! {
    fn child_of_a_prepared_process_is_not_prepared() {
        let child = Command::new(env::current_exe().unwrap())
            .args(["unprepared_process_is_refused", "--exact"])
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success() && text.contains("1 passed"), "{text}");
    }
}

scenario! {
    fn softhsm_does_not_start_before_a_folder_is_chosen() {
        let error = Module::load(&practice::module_path().unwrap()).unwrap_err();
        assert!(matches!(error, LoadError::InitialisationRefused { .. }), "{error:?}");
    }
}

scenario! {
    fn second_load_is_refused_until_the_first_is_gone() {
        let Bench { folder, module } = Bench::new();
        let tokens = folder.path().join("tokens");
        let error = practice::open(&tokens).unwrap_err();
        let PracticeError::NotLoaded(LoadError::InitialisationRefused { answer, .. }) = &error else {
            panic!("{error:?}");
        };
        assert_eq!(&*answer.code, "CKR_CRYPTOKI_ALREADY_INITIALIZED");
        drop(module);
        practice::open(&tokens).unwrap();
    }
}

scenario! {
    fn missing_folder_is_named_and_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("tokens");
        let error = practice::open(&missing).unwrap_err();
        assert!(matches!(&error, PracticeError::FolderAbsent { folder, .. } if *folder == missing));
        assert!(!missing.exists());
    }
}

#[test]
fn prepared_process_keeps_its_name_and_arguments_and_loses_unwanted_variables() {
    in_own_process(
        "prepared_process_keeps_its_name_and_arguments_and_loses_unwanted_variables",
        &[(UNWANTED, "1")],
        || {
            assert_eq!(env::var_os(UNWANTED), None);
            let arguments: Vec<_> = env::args().skip(2).collect();
            assert_eq!(arguments, ["--exact", "--nocapture"]);
            let name = PathBuf::from(env::args_os().next().unwrap());
            assert_eq!(name, env::current_exe().unwrap());
        },
    );
}

/// Every file under `folder` with its time of change, sorted.
fn listing(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        files.push((path.clone(), entry.metadata().unwrap().modified().unwrap()));
        files.extend(listing(&path));
    }
    files.sort();
    files
}

#[test]
fn tokens_of_the_person_are_never_touched() {
    const NAME: &str = "tokens_of_the_person_are_never_touched";
    let work = || {
        let bench = Bench::new();
        let token = bench.logged_in(&bench.token("root"));
        common::generate(&token, chancery_domain::Algorithm::Ed25519, 1);
        practice::sync(&bench.tokens_dir()).unwrap();
        bench.module.reinitialize().unwrap();
    };
    if is_child(NAME) {
        return in_own_process(NAME, &[], work);
    }
    let home = tempfile::tempdir().unwrap();
    let own = home.path().join(".config/softhsm2");
    fs::create_dir_all(own.join("tokens")).unwrap();
    let configuration = own.join("softhsm2.conf");
    let text = format!("directories.tokendir = {}\n", own.join("tokens").display());
    fs::write(&configuration, text).unwrap();
    File::open(&configuration)
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH)
        .unwrap();

    let before = (listing(home.path()), listing(Path::new("/var/lib/softhsm")));
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let variables = [
        ("HOME", path(home.path())),
        ("SOFTHSM2_CONF", path(&configuration)),
    ];
    in_own_process(
        NAME,
        &variables
            .each_ref()
            .map(|(name, value)| (*name, value.as_str())),
        work,
    );
    assert_eq!(
        (listing(home.path()), listing(Path::new("/var/lib/softhsm"))),
        before
    );
}

scenario! {
    fn softokn_by_itself_is_sent_through_p11_kit() {
        let places = ["/usr/lib/x86_64-linux-gnu/libsoftokn3.so", "/usr/lib64/libsoftokn3.so"];
        let Some(softokn) = places.into_iter().map(Path::new).find(|path| path.is_file()) else {
            return;
        };
        let error = Module::load(softokn).unwrap_err();
        assert!(matches!(error, LoadError::WantsParameters { .. }), "{error:?}");
        assert!(error.to_string().contains("p11-kit"), "{error}");
    }
}
