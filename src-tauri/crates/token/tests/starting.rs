//! Modules that do not come back from their start: nobody waits for them for ever, none is
//! started a second time beside itself, and other modules work.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;
#[path = "common/double.rs"]
mod double;

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use chancery_double::Double;
use chancery_token::{LoadError, Module, practice};
use double::{AMPLE, Faulty, fault};
use tempfile::TempDir;

/// What a second try, which does not wait, may take.
const AT_ONCE: Duration = Duration::from_secs(5);

/// Loads what hangs, twice: the second try does not wait again.
#[track_caller]
fn assert_start_hangs(path: &Path) {
    let began = Instant::now();
    for _ in 0..2 {
        let error = Module::load(path).unwrap_err();
        let LoadError::StartHangs { waited, .. } = &error else {
            panic!("{error:?}");
        };
        assert!(*waited >= Duration::from_secs(10), "{waited:?}");
    }
    let took = began.elapsed();
    assert!(took < Duration::from_secs(10) + AT_ONCE, "{took:?}");
}

/// Until the load that hung has come to its end.
#[track_caller]
fn until_it_starts(path: &Path) -> Result<Module, LoadError> {
    let began = Instant::now();
    loop {
        match Module::load(path) {
            Err(LoadError::StartHangs { .. }) => thread::sleep(Duration::from_millis(5)),
            outcome => return outcome,
        }
        assert!(began.elapsed() < AMPLE, "the start does not come back");
    }
}

/// Another file is another module, with calls of its own.
fn copied(folder: &Path) -> PathBuf {
    let copy = folder.join("copy.so");
    fs::copy(Double::library(), &copy).unwrap();
    copy
}

/// SoftHSM turned to an empty folder.
fn without_tokens() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    practice::point_at(folder.path()).unwrap();
    folder
}

fn starts(double: &Double) -> usize {
    let calls = double.recorded();
    let starts = calls.iter().filter(|call| call.function == "C_Initialize");
    starts.count()
}

fault! {
    fn module_that_hung_at_its_start_is_taken_up_when_it_comes_back_and_started_once() {
        let (double, _folder) = (Double::of_this_process().unwrap(), without_tokens());
        double.record();
        double.obey("C_Initialize 1 hang");
        assert_start_hangs(&Double::library());
        double.lift();
        let module = until_it_starts(&Double::library()).unwrap();
        module.tokens().unwrap();
        assert_eq!(starts(&double), 1);
    }
}

fault! {
    fn other_modules_work_while_one_hangs_at_its_start() {
        let bench = Faulty::new();
        let signer = bench.service();
        let copy = copied(bench.folder.path());
        bench.double.obey("C_Initialize 1 hang");
        assert_start_hangs(&copy);
        bench.sign(&signer).unwrap();
        bench.double.lift();
        // SoftHSM behind both was started already.
        let refused = until_it_starts(&copy);
        assert!(matches!(refused, Err(LoadError::InitialisationRefused { .. })), "{refused:?}");
        bench.sign(&signer).unwrap();
    }
}

fault! {
    fn module_that_does_not_give_its_functions_is_given_up() {
        let bench = Faulty::new();
        let signer = bench.service();
        let copy = copied(bench.folder.path());
        bench.double.close_entry();
        assert_start_hangs(&copy);
        bench.sign(&signer).unwrap();
        bench.double.open_entry();
        until_it_starts(&copy).unwrap_err();
    }
}

fault! {
    fn module_that_hangs_at_a_fresh_start_is_given_up_and_started_afresh_later() {
        let bench = Faulty::new();
        bench.double.obey("C_Initialize 1 hang");
        let hangs = bench.module.reinitialize();
        assert!(matches!(hangs, Err(LoadError::StartHangs { .. })), "{hangs:?}");
        let busy = bench.module.reinitialize();
        assert!(matches!(busy, Err(LoadError::Busy { .. })), "{busy:?}");
        bench.double.lift();
        let began = Instant::now();
        while let Err(error) = bench.module.reinitialize() {
            assert!(matches!(error, LoadError::Busy { .. }), "{error:?}");
            assert!(began.elapsed() < AMPLE, "the start does not come back");
        }
        bench.sign(&bench.service()).unwrap();
    }
}

fault! {
    fn module_that_hangs_at_its_end_keeps_nobody() {
        let (double, _folder) = (Double::of_this_process().unwrap(), without_tokens());
        let module = Module::load(&Double::library()).unwrap();
        double.obey("C_Finalize 1 hang");
        let began = Instant::now();
        drop(module);
        assert!(began.elapsed() < AMPLE);
        double.lift();
    }
}
