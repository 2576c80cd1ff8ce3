//! What a person fills in: the form, and the file that `request new` reads.
//!
//! Everything is text as typed; rules are applied when it is read into a scope.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request for an agent certificate, as typed. Absent fields are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct RequestInput {
    /// The agent's id: a letter or digit first, then letters, digits, `.`, `_` and `-`; at most 64.
    pub agent_id: String,
    /// The natural person who answers for the agent. Kept out of the certificate and the log.
    pub accountable: String,
    /// What the agent is for, in a sentence. Kept out of the certificate and the log.
    pub purpose: String,
    /// Certificate profile: `agent`, `agent-short-lived` or `agent-tls`; `agent` if empty.
    pub profile: String,
    /// Actions: `order.buy`, `order.sell`, `order.cancel`, `report.read`, `payment.initiate`,
    /// or others word for word; a trailing `.*` takes in all that begins so.
    pub actions: Vec<String>,
    /// Instruments: a pair (`BTC/EUR`), an ISIN (`DE000BAY0017`), a digital token
    /// (`DTI:X9J9K872S`), a class (`CFI:ESXXXX`, X for any) or a local code (`LOCAL:XBTEUR-PERP`).
    pub instruments: Vec<String>,
    /// Resources: absolute paths or URIs.
    pub resources: Vec<String>,
    /// Limits, one a currency.
    pub limits: Vec<LimitInput>,
    /// When the agent may act, if narrower than the certificate's validity.
    pub window: Option<WindowInput>,
    /// The model behind the agent.
    pub model: Option<ModelInput>,
    /// Validity in days, today counted; or `valid_until`, not both. The profile's default if neither.
    pub validity_days: Option<u32>,
    /// Last day of validity, `2027-05-28`, UTC, inclusive.
    pub valid_until: Option<String>,
    /// Hours of validity, for a profile that counts hours.
    pub validity_hours: Option<u32>,
    /// Algorithm of the key to be made: `P-256`, `P-384`, `Ed25519`, `RSA-3072`; the profile's
    /// first if empty.
    pub key_algorithm: String,
    /// A certificate signing request (PKCS#10, PEM) for a key that the agent has itself. No key
    /// is made then.
    pub csr: Option<String>,
    /// Serial number of the certificate that this one is to follow, hex.
    pub renews: Option<String>,
    /// With `renews`: keep the key of that certificate instead of making a new one.
    pub same_key: bool,
}

/// A limit in one currency. Amounts are decimal text in major units: `50000.00`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct LimitInput {
    /// ISO 4217 code.
    pub currency: String,
    /// The most one action may come to.
    pub per_action: String,
    /// The most that a day (86,400 seconds) may come to; only the gateway can enforce it.
    pub per_day: Option<String>,
}

/// A usage window, RFC 3339 in UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct WindowInput {
    /// First instant, `2026-12-01T08:00:00Z`.
    pub from: String,
    /// Last instant.
    pub until: String,
}

/// A model by name and hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct ModelInput {
    /// Name and version.
    pub name: String,
    /// SHA-256 of what is deployed, 64 hexadecimal digits.
    pub sha256: String,
}
