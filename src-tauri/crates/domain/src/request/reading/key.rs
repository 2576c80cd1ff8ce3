//! Which key a certificate is for.

use crate::{
    problem::{Code, Problem},
    profile::Profile,
    request::RequestInput,
    signing::{Algorithm, NOT_ON_A_TOKEN},
};

/// Which key a certificate is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyWanted {
    /// A new one, made on the token.
    New(Algorithm),
    /// The one of the certificate that this one is to follow.
    Same,
    /// The agent's own, proved by a certificate signing request.
    Csr(String),
}

/// Reads which key the certificate is for, under `profile`.
pub(super) fn read(input: &RequestInput, profile: &Profile) -> Result<KeyWanted, Problem> {
    let csr = input
        .csr
        .as_deref()
        .map(str::trim)
        .filter(|csr| !csr.is_empty());
    let named = input.key_algorithm.trim();
    let renews = input
        .renews
        .as_deref()
        .is_some_and(|serial| !serial.is_empty());
    if input.same_key && !renews {
        return Err(Problem::new("renews", Code::Empty));
    }
    match csr {
        Some(_) if input.same_key || !named.is_empty() => Err(Problem::new("csr", Code::TwoKeys)),
        Some(csr) => Ok(KeyWanted::Csr(csr.to_owned())),
        None if input.same_key && !named.is_empty() => Err(Problem::new("same_key", Code::TwoKeys)),
        None if input.same_key => Ok(KeyWanted::Same),
        None => read_algorithm(named, profile).map(KeyWanted::New),
    }
}

fn read_algorithm(named: &str, profile: &Profile) -> Result<Algorithm, Problem> {
    let field = "key_algorithm";
    if named.is_empty() {
        return Ok(profile.algorithms[0]);
    }
    if NOT_ON_A_TOKEN.contains(&named) {
        let algorithm = named.to_owned();
        return Err(Problem::new(field, Code::NotOnToken { algorithm }));
    }
    let algorithm =
        Algorithm::from_name(named).ok_or_else(|| Problem::new(field, Code::UnknownAlgorithm))?;
    profile.check_algorithm(field, algorithm)?;
    Ok(algorithm)
}
