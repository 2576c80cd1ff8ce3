//! A PIN that its token has locked: replaced with that of its security officer.

use std::{fs, path::PathBuf, process::Command};

use chancery_double::Double;
use chancery_tests::{Practice, Window};

use crate::{
    desk::{become_officer, desk_with, fill_sample, go_to, look, submit, turn_german_and_dark},
    tokens::{kryoptic, plain},
};

const PIN: &str = "12345678";
const NEW_PIN: &str = "24682468";
/// So many wrong PINs lock a token of kryoptic.
const TRIES: usize = 10;

/// A workspace with a token of kryoptic, `vault`, behind the double.
struct Vault {
    practice: Practice,
    library: PathBuf,
    settings: PathBuf,
    folder: PathBuf,
}

impl Vault {
    fn new() -> Self {
        let practice = Practice::new();
        let (library, settings) = kryoptic(&practice);
        let folder = practice.beside("double");
        fs::create_dir(&folder).expect("a folder");
        let vault = Self {
            practice,
            library,
            settings,
            folder,
        };
        vault.initialise();
        vault
    }

    fn variables(&self) -> [(&str, &str); 3] {
        [
            ("KRYOPTIC_CONF", plain(&self.settings)),
            ("CHANCERY_DOUBLE_MODULE", plain(&self.library)),
            ("CHANCERY_DOUBLE_DIR", plain(&self.folder)),
        ]
    }

    fn initialise(&self) {
        let pin = self.practice.beside("vault.pin");
        fs::write(&pin, PIN).expect("writes");
        let (library, pin) = (Double::library(), plain(&pin));
        let module = ["--module", plain(&library), "--label", "vault"];
        let pins = ["--so-pin-file", pin, "--new-pin-file", pin];
        let variables = self.variables().into_iter();
        let cli = variables.fold(self.practice.cli(), |cli, (name, value)| {
            cli.with(name, value)
        });
        cli.json(["token", "init"].into_iter().chain(module).chain(pins));
    }

    /// Somebody types wrong PINs until the token takes none any more, in another program.
    fn is_locked(&self) {
        for _ in 1..TRIES {
            assert_eq!(self.guess(), "CKR_PIN_INCORRECT");
        }
        assert_eq!(self.guess(), "CKR_PIN_LOCKED");
    }

    /// What the token answers to a wrong PIN.
    fn guess(&self) -> String {
        let told = ["--token-label", "vault", "--login", "--pin", "00000000"];
        let mut tool = Command::new("pkcs11-tool");
        tool.env("KRYOPTIC_CONF", &self.settings).arg("--module");
        tool.arg(&self.library).args(told).arg("--list-objects");
        let output = tool.output().expect("pkcs11-tool runs: install opensc");
        assert!(!output.status.success(), "a wrong PIN was taken");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let mut words = said.split_whitespace();
        let answer = words.find(|word| word.starts_with("CKR_"));
        answer.unwrap_or_else(|| panic!("{said}")).to_owned()
    }

    fn opened(&self) -> Window {
        let window = desk_with(&self.variables(), &self.practice, "administrator");
        open(&window);
        window
    }

    fn obeys(&self, script: &str) {
        Double::in_folder(&self.folder).obey(script);
    }
}

fn open(window: &Window) {
    go_to(window, "Settings");
    window.click("row", "vault");
    window.see_named("heading", "vault");
}

fn replace(window: &Window, so_pin: &str) {
    window.type_into("Security officer’s PIN", so_pin);
    window.type_into("New PIN", NEW_PIN);
    window.type_into("New PIN again", NEW_PIN);
    window.click_button("Replace PIN");
}

#[test]
fn locked_pin_is_replaced_with_that_of_the_security_officer() {
    let vault = Vault::new();
    vault.is_locked();
    let window = vault.opened();
    window.see("The token has locked its PIN");
    assert!(!window.names("button").contains(&"Change PIN…".to_owned()));
    look(&window, "111-pin-locked");
    window.click_button("Replace PIN…");
    window.see_named("heading", "Replace PIN of vault");
    look(&window, "112-replace-pin");

    replace(&window, "00000000");
    window.see("The security officer’s PIN was not accepted");
    assert_eq!(window.value_of("Security officer’s PIN"), "");
    look(&window, "113-replace-pin-refused");
    assert!(vault.practice.events("pin_changed").is_empty());

    replace(&window, PIN);
    window.see_no_more("Replace PIN of vault");
    window.see_no_more("The token has locked its PIN");
    assert_eq!(vault.practice.events("pin_changed").len(), 1);
    window.click_button("Unlock token…");
    window.type_into("PIN of token vault", NEW_PIN);
    window.click_button("Unlock token");
    window.see_named("button", "Lock token");
    look(&window, "114-pin-replaced");
    // A key is made with the new one.
    become_officer(&window, "maker");
    fill_sample(&window, "reporting_bot");
    submit(&window);
    window.expect_no_trouble();
}

#[test]
fn token_that_goes_or_takes_no_pin_of_its_security_officer_is_told_apart() {
    let vault = Vault::new();
    vault.is_locked();
    let window = vault.opened();
    window.click_button("Replace PIN…");
    vault.obeys("C_Login 1+ CKR_PIN_LOCKED");
    replace(&window, PIN);
    window.see("The security officer’s PIN is locked");
    look(&window, "115-so-pin-locked");
    vault.obeys("unplugged");
    replace(&window, PIN);
    window.see("token-absent");
    look(&window, "116-token-gone");
    vault.obeys("");
    replace(&window, PIN);
    window.see_no_more("Replace PIN of vault");
    window.see_no_more("The token has locked its PIN");
    window.expect_no_trouble();
}

#[test]
fn token_with_a_pad_asks_for_no_new_pin_in_the_window() {
    let vault = Vault::new();
    vault.obeys(&format!("pinpad {PIN}"));
    let window = vault.opened();
    window.click_button("Replace PIN…");
    window.see("typed on its own pad");
    look(&window, "117-replace-pin-on-a-pad");
    window.click_button("Close");
    window.expect_no_trouble();
}

#[test]
fn locked_pin_is_told_of_in_german_and_in_the_dark() {
    let vault = Vault::new();
    vault.is_locked();
    let window = vault.opened();
    turn_german_and_dark(&window);
    window.see("Das Token hat seine PIN gesperrt");
    look(&window, "118-pin-locked-german");
    window.click_button("PIN ersetzen …");
    window.see_named("heading", "PIN von vault ersetzen");
    look(&window, "119-replace-pin-german");
    window.expect_no_trouble();
}
