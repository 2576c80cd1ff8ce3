//! kryoptic's library, tokens in it, and a workspace that uses both.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use chancery_double::Double;
use chancery_tests::{
    Cli, Practice,
    built::target,
    practice::{fixture, text},
};
use serde_json::Value;

use crate::wanted::plain;

const PIN: &str = "12345678";

/// Its tokens, in a folder beside a workspace, and the workspace with them at hand.
#[derive(Debug)]
pub(crate) struct SecondModule<'a> {
    practice: &'a Practice,
    pub(crate) library: PathBuf,
    pub(crate) settings: PathBuf,
    pub(crate) pin: PathBuf,
    /// Where it fails as told.
    double: Option<PathBuf>,
}

impl<'a> SecondModule<'a> {
    /// With two slots, both free.
    pub(crate) fn beside(practice: &'a Practice) -> Self {
        let (folder, pin) = (practice.beside("vaults"), practice.beside("vault.pin"));
        fs::create_dir(&folder).expect("a folder");
        fs::write(&pin, PIN).expect("writes");
        let settings = practice.beside("kryoptic.conf");
        write_settings(&settings, &folder);
        Self {
            practice,
            library: kryoptic(),
            settings,
            pin,
            double: None,
        }
    }

    /// The same behind the double, which fails as it is told.
    pub(crate) fn faulty_beside(practice: &'a Practice) -> Self {
        let folder = practice.beside("double");
        fs::create_dir(&folder).expect("a folder");
        Self {
            library: Double::library(),
            double: Some(folder),
            ..Self::beside(practice)
        }
    }

    /// Fails from now on as `script` says.
    pub(crate) fn obeys(&self, script: &str) {
        let folder = self.double.as_ref().expect("a module that is faulty");
        Double::in_folder(folder).obey(script);
    }

    /// Moves its tokens into another folder, and tells only the module.
    pub(crate) fn moves_to(&self, name: &str) {
        let folder = self.practice.beside(name);
        fs::rename(self.practice.beside("vaults"), &folder).expect("renames");
        write_settings(&self.settings, &folder);
    }

    /// `chancery` where the module finds its tokens, and the PIN of `vault` is at hand.
    pub(crate) fn cli(&self) -> Cli {
        self.without_pin()
            .with_argument("--pin-file", &format!("vault={}", self.pin.display()))
    }

    pub(crate) fn without_pin(&self) -> Cli {
        let cli = self.practice.cli();
        let cli = cli.with("KRYOPTIC_CONF", plain(&self.settings));
        let Some(folder) = &self.double else {
            return cli;
        };
        cli.with("CHANCERY_DOUBLE_MODULE", plain(&kryoptic()))
            .with("CHANCERY_DOUBLE_DIR", plain(folder))
    }

    /// The administrator initialises the token `label`.
    pub(crate) fn init(&self, label: &str) -> chancery_tests::cli::Answer {
        let told = [
            "--json",
            "token",
            "init",
            "--module",
            plain(&self.library),
            "--label",
            label,
        ];
        let pin = plain(&self.pin);
        let pins = ["--so-pin-file", pin, "--new-pin-file", pin];
        self.cli().run(told.into_iter().chain(pins))
    }

    /// Somebody else initialises the token `label`, with OpenSC; its serial number.
    pub(crate) fn initialised_elsewhere(&self, slot: &str, label: &str) -> String {
        let settings = plain(&self.settings).to_owned();
        let tool = |told: &[&str]| {
            let mut command = std::process::Command::new("pkcs11-tool");
            command
                .env("KRYOPTIC_CONF", &settings)
                .arg("--module")
                .arg(kryoptic());
            let output = command
                .args(told)
                .output()
                .expect("pkcs11-tool runs: install opensc");
            assert!(output.status.success(), "{told:?}: {output:?}");
        };
        let token = ["--slot", slot, "--so-pin", PIN];
        tool(&[&["--init-token", "--label", label], &token[..]].concat());
        tool(&[&["--init-pin", "--login", "--pin", PIN], &token[..]].concat());
        let there = self.listed();
        let found = there.iter().find(|token| token["label"] == label);
        text(&found.expect("the token")["serial"])
    }

    /// The tokens in its slots.
    pub(crate) fn listed(&self) -> Vec<Value> {
        let told = ["token", "list", "--module", plain(&self.library)];
        let view = self.without_pin().json(told);
        assert_eq!(view["name"], "kryoptic");
        view["tokens"].as_array().expect("tokens").clone()
    }

    /// From a request of `fixtures/requests` to its certificate; its serial number.
    pub(crate) fn certifies(&self, request: &str) -> String {
        let cli = self.cli();
        let view = cli.json(["request", "new", plain(&fixture(request))]);
        let id = text(&view["row"]["id"]);
        self.practice.approves(&id);
        self.practice.issues(&id)
    }
}

/// kryoptic's library, as `.ci/kryoptic` builds it.
pub(crate) fn kryoptic() -> PathBuf {
    let library = env::var_os("CHANCERY_KRYOPTIC").map_or_else(
        || target().join("kryoptic/libkryoptic_pkcs11.so"),
        PathBuf::from,
    );
    assert!(library.is_file(), "kryoptic is missing: run `.ci/kryoptic`");
    library
}

/// Tells kryoptic where its tokens are.
pub(crate) fn write_settings(file: &Path, folder: &Path) {
    let slot = |number: u8| {
        let database = folder.join(format!("{number}.sql"));
        let database = database.display();
        format!("[[slots]]\nslot = {number}\ndbtype = \"sqlite\"\ndbargs = \"{database}\"\n")
    };
    fs::write(file, [slot(1), slot(2)].concat()).expect("writes");
}
