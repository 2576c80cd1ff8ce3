//! PINs of tokens, as long as the program runs. In a practice workspace they come from
//! `practice.json`; a production workspace never stores one.

use std::{
    collections::BTreeMap,
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use chancery_token::{SoPin, UserPin};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::{
    Error, edge,
    publish::{clear_leftovers, write_atomically_as},
};

/// PINs by token label.
#[derive(Debug, Default)]
pub struct Pins {
    so_pin: Option<SecretString>,
    by_label: BTreeMap<String, SecretString>,
    /// Typed, or read from files; never written.
    provided: BTreeMap<String, SecretString>,
}

#[derive(Serialize, Deserialize)]
struct PracticeFile {
    note: String,
    so_pin: String,
    tokens: BTreeMap<String, String>,
}

impl Pins {
    /// Draws PINs of eight digits for the tokens of a practice workspace.
    pub(crate) fn drawn(labels: &[&str]) -> Self {
        let by_label = labels
            .iter()
            .map(|label| ((*label).to_owned(), digits()))
            .collect();
        Self {
            so_pin: Some(digits()),
            by_label,
            provided: BTreeMap::new(),
        }
    }

    /// Reads `practice.json`.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let bytes = fs::read(path).map_err(Error::io("reading", path))?;
        let file: PracticeFile = serde_json::from_slice(&bytes).map_err(|_| Error::PracticeFile)?;
        let secret = SecretString::from;
        Ok(Self {
            so_pin: Some(secret(file.so_pin)),
            by_label: file
                .tokens
                .into_iter()
                .map(|(label, pin)| (label, secret(pin)))
                .collect(),
            provided: BTreeMap::new(),
        })
    }

    /// Writes `practice.json`, for the owner's eyes only.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Error> {
        let json = self.to_json();
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).mode(0o600);
        options
            .open(path)
            .and_then(|mut out| out.write_all(&json).and_then(|()| out.sync_all()))
            .map_err(Error::io("writing", path))
    }

    fn to_json(&self) -> Vec<u8> {
        let so_pin = self
            .so_pin
            .as_ref()
            .expect("practice PINs have one for the security officer");
        let file = PracticeFile {
            note: "PINs of practice tokens. They protect nothing real; a production workspace never stores a PIN.".to_owned(),
            so_pin: so_pin.expose_secret().to_owned(),
            tokens: self
                .by_label
                .iter()
                .map(|(label, pin)| (label.clone(), pin.expose_secret().to_owned()))
                .collect(),
        };
        serde_json::to_vec_pretty(&file).expect("text has a JSON form")
    }

    /// Follows a change of a practice token's PIN, here and in `practice.json`. Only for who holds
    /// the lock over practice tokens: what a crash left beside the file goes.
    pub(crate) fn replace(
        &mut self,
        label: &str,
        pin: &SecretString,
        path: &Path,
    ) -> Result<(), Error> {
        self.by_label.insert(label.to_owned(), pin.clone());
        self.provided.remove(label);
        // Should that fail, it harms nobody: the PIN must be written down.
        let _ = clear_leftovers(path.parent().expect("a workspace is a folder"));
        write_atomically_as(path, &self.to_json(), 0o600)
    }

    /// Draws the PIN of another practice token, and writes it down.
    pub(crate) fn draw(&mut self, label: &str, path: &Path) -> Result<UserPin, Error> {
        let pin = digits();
        self.replace(label, &pin, path)?;
        Ok(UserPin::new(pin.expose_secret().to_owned()))
    }

    /// Adds a PIN that was typed or read from a file; it lasts as long as the program.
    pub fn provide(&mut self, label: &str, pin: String) {
        self.provided
            .insert(label.to_owned(), SecretString::from(pin));
    }

    /// The PIN that was typed or read from a file under a name.
    pub(crate) fn given(&self, name: &str) -> Option<UserPin> {
        let given = self.provided.get(name);
        given.map(|pin| UserPin::new(pin.expose_secret().to_owned()))
    }

    /// The PIN of a practice token.
    pub(crate) fn of_practice(&self, label: &str) -> Option<UserPin> {
        let kept = self.by_label.get(label);
        kept.map(|pin| UserPin::new(pin.expose_secret().to_owned()))
    }

    /// The PIN of a practice token in the clear, to prefill a field.
    pub(crate) fn in_the_clear(&self, label: &str) -> Option<String> {
        let kept = self.by_label.get(label);
        kept.map(|pin| pin.expose_secret().to_owned())
    }

    pub(crate) fn so_pin(&self) -> SoPin {
        let pin = self
            .so_pin
            .as_ref()
            .expect("only practice tokens are initialised here");
        SoPin::new(pin.expose_secret().to_owned())
    }
}

fn digits() -> SecretString {
    let number = u64::from_be_bytes(edge::random()) % 100_000_000;
    SecretString::from(format!("{number:08}"))
}
