//! Requests: the queue, the form and the signing sheet.

use serde::Serialize;
use ts_rs::TS;

use super::{
    AlgorithmView, CsrView, DiffRow, RoleView, SentenceView, StepView, UnderStanding, WarningView,
};

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RequestState {
    /// Waits for a checker.
    Submitted,
    /// Approved, not yet issued.
    Approved,
    /// Rejected; its key was destroyed.
    Rejected,
    /// Taken back before it was issued.
    Withdrawn,
    /// Its approval was not used in time.
    Expired,
    /// A certificate was issued for it.
    Issued,
    /// Approved, but its issuance was abandoned after a crash; the serial is on the CRL.
    Abandoned,
}

/// A line of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RequestRow {
    /// `REQ-2026-0118`.
    pub id: String,
    /// The agent.
    pub agent_id: String,
    /// Where it stands.
    pub state: RequestState,
    /// When it was submitted, RFC 3339.
    pub submitted_at: String,
    /// The maker's officer id.
    pub maker: String,
    /// The maker's name, unless erased.
    pub maker_name: Option<String>,
    /// The scope as plain text in one line.
    pub sentence: String,
    /// True if the officer who is signed in can decide it.
    pub waits_for_me: bool,
}

/// A line of the list of requests that were submitted together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct TogetherRow {
    /// `REQ-2026-0118`.
    pub id: String,
    /// The agent.
    pub agent_id: String,
    /// The scope as plain text in one line.
    pub sentence: String,
    /// What to think about before approving; none of it refuses.
    pub warnings: Vec<WarningView>,
}

/// A page of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RequestPage {
    /// The rows, newest first.
    pub rows: Vec<RequestRow>,
    /// Requests in all, of any state.
    #[ts(type = "number")]
    pub total: u64,
    /// Requests that wait for a checker.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Pass this as `before` for the next page; `None` at the end.
    pub next: Option<String>,
}

/// A signed decision on a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DecisionView {
    /// `submit`, `approve`, `reject`, `withdraw`, `revoke`, `confirm`, `sign-off`, ...
    pub act: String,
    /// The officer's id.
    pub officer: String,
    /// Their name, unless erased.
    pub officer_name: Option<String>,
    /// The role they acted in.
    pub role: RoleView,
    /// When it was signed, RFC 3339.
    pub at: String,
    /// The reason they gave, part of what they signed.
    pub reason: String,
    /// True if the signature verifies now, over the object's hash, under the officer's certificate.
    pub signature_valid: bool,
    /// Serial of the token that signed.
    pub token_serial: String,
    /// The statement itself, compact JWS.
    pub jws: String,
    /// Number of the event that records it.
    #[ts(type = "number")]
    pub event: u64,
}

/// A request as the signing sheet shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RequestView {
    /// Its line in the queue.
    pub row: RequestRow,
    /// The scope as a sentence, changes marked.
    pub sentence: SentenceView,
    /// Side by side with the certificate now in force; changes first.
    pub diff: Vec<DiffRow>,
    /// What to think about before approving; none of it refuses.
    pub warnings: Vec<WarningView>,
    /// Serial of the certificate now in force, if there is one, upper-case hex.
    pub current_serial: Option<String>,
    /// When the certificate now in force began, RFC 3339.
    pub current_since: Option<String>,
    /// SHA-256 of the object decided on, upper-case hex.
    pub object_sha256: String,
    /// The same as PGP words.
    pub object_words: Vec<String>,
    /// The object decided on, canonical JSON.
    pub object_json: String,
    /// The log's origin: `practice.example/log`.
    pub origin: String,
    /// The CA that will sign: "Practice Issuing CA 1".
    pub issuer_name: String,
    /// Accountable person, unless erased.
    pub accountable: Option<String>,
    /// Purpose, unless erased.
    pub purpose: Option<String>,
    /// Decisions made so far.
    pub decisions: Vec<DecisionView>,
    /// Serial of the certificate issued for it, upper-case hex.
    pub certificate: Option<String>,
    /// Approvals end at this instant, RFC 3339, if one is running.
    pub approval_ends_at: Option<String>,
    /// Approvals given.
    pub approvals: u8,
    /// Approvals that profile and policy ask for.
    pub approvals_needed: u8,
    /// The steps in which they are given, one after the other; none if it was approved in advance.
    pub steps: Vec<StepView>,
    /// The standing authorisation that approved it in advance.
    pub standing: Option<UnderStanding>,
    /// How many wait for a checker of those that were submitted together, itself among them.
    #[ts(type = "number")]
    pub together: u64,
    /// True if the officer who is signed in can take it back.
    pub may_withdraw: bool,
    /// Serial of the certificate that this one is to follow, upper-case hex.
    pub renews: Option<String>,
    /// True if it keeps that certificate's key.
    pub same_key: bool,
    /// Algorithm of the key.
    pub algorithm: String,
    /// The request of the agent's operator, if the key is theirs.
    pub csr: Option<CsrView>,
}

/// What the form offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FormOptions {
    /// Actions of the vocabulary, with their words: "place buy orders".
    pub actions: Vec<NamedOption>,
    /// ISO 4217 codes with their number of decimals.
    pub currencies: Vec<CurrencyOption>,
    /// Profiles that a maker can ask for.
    pub profiles: Vec<ProfileView>,
    /// Algorithms, and which of them the agents' token can do.
    pub algorithms: Vec<AlgorithmView>,
    /// Accountable persons seen before in this workspace.
    pub accountable: Vec<String>,
    /// Samples that fill the form; practice only.
    pub samples: Vec<SampleView>,
    /// The firm.
    pub firm: String,
    /// Its LEI.
    pub lei: String,
    /// Names of officers who could check, for "what happens next".
    pub checkers: Vec<String>,
}

/// A choice with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct NamedOption {
    /// `order.buy`.
    pub key: String,
    /// "place buy orders".
    pub label: String,
}

/// A currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CurrencyOption {
    /// `EUR`.
    pub code: String,
    /// Minor-unit digits.
    pub decimals: u8,
}

/// A certificate profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ProfileView {
    /// `agent`.
    pub id: String,
    /// Version of the profile.
    pub version: u32,
    /// Its name in the person's language.
    pub label: String,
    /// SHA-256 of its canonical form, upper-case hex.
    pub sha256: String,
    /// `days` or `hours`: what the next two count.
    pub validity_unit: String,
    /// Default validity.
    pub validity_default: u32,
    /// Cap of validity.
    pub validity_cap: u32,
    /// Key algorithms it allows, the default first.
    pub algorithms: Vec<String>,
    /// Key usages.
    pub key_usage: Vec<String>,
    /// Extended key usages, as OIDs.
    pub extended_key_usage: Vec<String>,
    /// The scope extension: `absent`, `non-critical`, `critical`.
    pub scope: String,
    /// How revocation is announced: `crl`, `crl-and-ocsp`, `not-available`, `unchecked`.
    pub revocation: String,
    /// Beginnings of which a name must have one; empty: any.
    pub name_prefixes: Vec<String>,
    /// Longest name.
    pub name_max: u8,
    /// Signed decisions that a certificate needs, the maker's among them.
    pub decisions: u8,
    /// Name of the policy text it obeys.
    pub policy: String,
    /// SHA-256 of that text, upper-case hex.
    pub policy_sha256: String,
    /// True if a maker can ask for certificates of it.
    pub for_agents: bool,
    /// The profile itself, JSON: what `profile propose` takes, with the next version's number.
    pub next_json: String,
}

/// A sample that fills the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct SampleView {
    /// `ai_trader_bot_v2`.
    pub key: String,
    /// The input: the same JSON that `request new` reads.
    #[ts(type = "import('./RequestInput').RequestInput")]
    pub input: chancery_domain::request::RequestInput,
}
