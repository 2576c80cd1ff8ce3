//! PINs: from files, from practice, or typed; never from the command line itself.

use std::{
    fs,
    io::{IsTerminal, Write},
    path::Path,
};

use chancery_operations::{
    Error, SoPin, TokenId, UserPin, Workspace, token::TokenAsking, view::OfficerView,
};
use secrecy::{ExposeSecret, SecretString};

/// Takes over the PINs of `--pin-file TOKEN=FILE`.
pub(crate) fn provide(workspace: &mut Workspace, files: &[String]) -> Result<(), Error> {
    for pair in files {
        let (token, file) = pair.split_once('=').ok_or_else(|| Error::NoSuch {
            what: "TOKEN=FILE in --pin-file",
            // Not the value: someone may have put the PIN itself there.
            id: "(not shown)".to_owned(),
        })?;
        let pin = read(Path::new(file))?;
        workspace
            .pins_mut()
            .provide(token, pin.expose_secret().to_owned());
    }
    Ok(())
}

fn read(file: &Path) -> Result<SecretString, Error> {
    let text = fs::read_to_string(file).map_err(|source| Error::Io {
        doing: "reading",
        path: file.to_owned(),
        source,
    })?;
    let pin = SecretString::from(text.trim_end_matches(['\r', '\n']).to_owned());
    drop(SecretString::from(text));
    Ok(pin)
}

/// Tells the person that a token waits for them.
pub(crate) fn tell_of_pad(token: &TokenId) {
    let told = writeln!(
        std::io::stderr(),
        "Enter the PIN of the token {token} on the token’s pad."
    );
    // Whoever does not read that sees the token ask.
    drop(told);
}

/// The PIN of a token: from a file, from practice, or typed, on the token itself if it has a pad.
pub(crate) fn of_token(workspace: &Workspace, asking: &TokenAsking) -> Result<UserPin, Error> {
    let label = &asking.label;
    if let Some(pin) = workspace.pin_for(asking)? {
        return Ok(pin);
    }
    if asking.pin_pad {
        return Ok(UserPin::on_the_token());
    }
    let typed = ask(label, &format!("PIN of the token {label}: "))?;
    Ok(UserPin::new(typed.expose_secret().to_owned()))
}

/// The PIN that a token's security officer has: from a file, or typed.
pub(crate) fn of_security_officer(label: &str, file: Option<&Path>) -> Result<SoPin, Error> {
    let pin = match file {
        Some(file) => read(file)?,
        None => ask(label, &format!("SO PIN of the token {label}: "))?,
    };
    Ok(SoPin::new(pin.expose_secret().to_owned()))
}

/// A new PIN: from a file, or typed twice.
pub(crate) fn new(label: &str, what: &str, file: Option<&Path>) -> Result<SecretString, Error> {
    if let Some(file) = file {
        return read(file);
    }
    let first = ask(label, &format!("New {what} of the token {label}: "))?;
    let second = ask(label, "The same again: ")?;
    if first.expose_secret() == second.expose_secret() {
        return Ok(first);
    }
    Err(Error::PinsDiffer)
}

fn ask(label: &str, prompt: &str) -> Result<SecretString, Error> {
    let needed = || Error::PinNeeded {
        token: label.to_owned(),
    };
    if !std::io::stdin().is_terminal() {
        return Err(needed());
    }
    rpassword::prompt_password(prompt)
        .map(SecretString::from)
        .map_err(|_| needed())
}

/// The PIN of an officer's token.
pub(crate) fn of(workspace: &Workspace, officer: &OfficerView) -> Result<UserPin, Error> {
    if let Some(pin) = workspace.pin_of(officer)? {
        return Ok(pin);
    }
    let (label, serial) = (&officer.token_label, &officer.token_serial);
    if workspace.has_pin_pad(serial) {
        return Ok(UserPin::on_the_token());
    }
    let typed = ask(label, &format!("PIN of the token {label} ({serial}): "))?;
    Ok(UserPin::new(typed.expose_secret().to_owned()))
}
