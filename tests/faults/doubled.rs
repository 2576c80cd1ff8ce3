//! The module of practice tokens replaced by the double that fails as told: a view of the file
//! system in which it lies where the program looks for SoftHSM.

use std::{fs, path::PathBuf};

use chancery_double::{Call, Double};
use chancery_tests::cli::Answer;
use tempfile::TempDir;

use crate::{
    mounts::Mounts,
    practice::{Practice, Stage, path_text},
};

/// Such a view, and a copy of the module that is hidden in it.
#[derive(Debug)]
pub(crate) struct Doubled {
    mounts: Mounts,
    hidden: PathBuf,
    _folder: TempDir,
}

/// A run in it, steered by a folder of its own.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    doubled: &'a Doubled,
    double: Double,
    folder: TempDir,
}

impl Doubled {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let hidden = folder.path().join("softhsm.so");
        let script = format!(
            "for module in /usr/lib/softhsm /usr/lib/*/softhsm /usr/lib64/pkcs11 /usr/local/lib/softhsm; do
                module=\"$module/libsofthsm2.so\"
                [ -e \"$module\" ] || continue
                [ -e '{hidden}' ] || cp -L \"$module\" '{hidden}'
                mount --bind '{double}' \"$module\"
             done",
            hidden = path_text(&hidden),
            double = path_text(&Double::library()),
        );
        let mounts = Mounts::made_by(&script, &Practice::at(Stage::Founded));
        Self {
            mounts,
            hidden,
            _folder: folder,
        }
    }

    pub(crate) fn run(&self) -> Run<'_> {
        let folder = TempDir::new().unwrap();
        Run {
            doubled: self,
            double: Double::in_folder(folder.path()),
            folder,
        }
    }
}

impl Run<'_> {
    /// Runs `chancery --json` while the double obeys `script`.
    pub(crate) fn obeying(&self, script: &str, practice: &Practice, told: &[String]) -> Answer {
        self.double.obey(script);
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let variables = [
            ("CHANCERY_DOUBLE_DIR", self.folder.path()),
            ("CHANCERY_DOUBLE_MODULE", &self.doubled.hidden),
        ];
        self.doubled.mounts.run_with(practice, &told, &variables)
    }

    /// The calls of a run in which nothing fails, and the module says of itself what `looks` says.
    #[track_caller]
    pub(crate) fn calls(&self, looks: &str, practice: &Practice, told: &[String]) -> Vec<Call> {
        self.double.record();
        self.obeying(looks, practice, told).expect_code(0);
        let calls = self.double.recorded();
        assert!(!calls.is_empty(), "the double was not loaded");
        calls
    }
}

/// The codes of all failures that people can be told of.
pub(crate) fn catalogue() -> Vec<String> {
    let messages = "src-tauri/crates/operations/src/messages/failures.en.json";
    let text = fs::read(chancery_tests::built::repository().join(messages)).unwrap();
    let all: serde_json::Value = serde_json::from_slice(&text).unwrap();
    all.as_object().unwrap().keys().cloned().collect()
}
