//! The payload: one JSON object in the canonical form of RFC 8785.

use serde::Serialize;
use serde_json::{Number, Value};

/// The largest integer that every JSON reader gets right (RFC 7493, 2.2).
const MAX_INTEGER: u64 = (1 << 53) - 1;

/// What is wrong with a payload.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadError {
    /// Not JSON, or not expressible as JSON.
    #[error("the payload is not JSON")]
    Json(#[from] serde_json::Error),
    /// An array or a single value.
    #[error("the payload is not a JSON object")]
    NotAnObject,
    /// Beyond 2^53 - 1, where readers begin to round. Amounts are strings.
    #[error("the payload holds the integer {0}, which not every reader can keep exactly")]
    IntegerTooLarge(Number),
    /// Valid JSON in another form: other order, spaces, escapes, a member twice.
    #[error("the payload is not in canonical form (RFC 8785)")]
    NotCanonical,
}

/// The canonical bytes of `payload`.
pub(super) fn canonical(payload: &impl Serialize) -> Result<Vec<u8>, PayloadError> {
    let value = serde_json::to_value(payload)?;
    canonical_object(&value)
}

/// Refuses bytes that are not the canonical form of the object they hold.
pub(super) fn check_canonical(bytes: &[u8]) -> Result<(), PayloadError> {
    let value: Value = serde_json::from_slice(bytes)?;
    if canonical_object(&value)? != bytes {
        return Err(PayloadError::NotCanonical);
    }
    Ok(())
}

fn canonical_object(value: &Value) -> Result<Vec<u8>, PayloadError> {
    if !value.is_object() {
        return Err(PayloadError::NotAnObject);
    }
    check_integers(value)?;
    Ok(serde_json_canonicalizer::to_vec(value)?)
}

fn check_integers(value: &Value) -> Result<(), PayloadError> {
    match value {
        Value::Number(number) if is_rounded(number) => {
            Err(PayloadError::IntegerTooLarge(number.clone()))
        }
        Value::Array(items) => items.iter().try_for_each(check_integers),
        Value::Object(members) => members.values().try_for_each(check_integers),
        _ => Ok(()),
    }
}

fn is_rounded(number: &Number) -> bool {
    let magnitude = number
        .as_u64()
        .or_else(|| number.as_i64().map(i64::unsigned_abs));
    magnitude.is_some_and(|magnitude| magnitude > MAX_INTEGER)
}
