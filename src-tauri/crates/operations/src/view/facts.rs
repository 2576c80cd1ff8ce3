//! Facts about the firm and its agents, reviews, and what waits.

use serde::Serialize;
use ts_rs::TS;

/// Who decided something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct DecidedView {
    /// The change: `CHG-2026-0004`.
    pub change: String,
    /// Who proposed it, then who approved it.
    pub officers: Vec<String>,
    /// When it took effect, RFC 3339.
    pub at: String,
    /// The event.
    #[ts(type = "number")]
    pub event: u64,
}

/// Facts about the firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct FirmFactsView {
    /// Legal name.
    pub name: String,
    /// LEI.
    pub lei: String,
    /// ISO 3166 alpha-2 country.
    pub country: String,
    /// Type.
    pub kind: String,
    /// Supervising authority.
    pub authority: String,
    /// Number of the authorisation.
    pub authorisation: String,
    /// Day of the authorisation.
    pub authorised_on: String,
    /// `full`, `simplified`, `out-of-scope`; `None`: nobody has decided.
    pub dora: Option<String>,
    /// `closed`, `serves-others`; `None`: nobody has decided.
    pub pki: Option<String>,
    /// Who decided; `None`: as the workspace was founded.
    pub decided: Option<DecidedView>,
    /// What `facts propose` takes, as a start.
    pub next_json: String,
}

/// Facts about an agent. `None`: nobody has decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct AgentFactsView {
    /// The agent.
    pub agent: String,
    /// `crypto-assets`, `financial-instruments`, `both`, `neither`.
    pub deals_in: Option<String>,
    /// `provider`, `deployer`, `provider-and-deployer`, `not-an-ai-system`.
    pub ai_act_role: Option<String>,
    /// `no`, `annex-i`, `annex-iii`.
    pub high_risk: Option<String>,
    /// Why, or the point of the annex.
    pub high_risk_ground: Option<String>,
    /// True: a critical or important function.
    pub critical_function: Option<bool>,
    /// True: it touches personal data.
    pub personal_data: Option<bool>,
    /// True: it decides about natural persons.
    pub decides_about_persons: Option<bool>,
    /// Who decided.
    pub decided: Option<DecidedView>,
    /// When it is reviewed; `None` for an agent that never had a certificate.
    pub review: Option<ReviewView>,
    /// What `facts propose --agent` takes, as a start.
    pub next_json: String,
}

/// When an agent is reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReviewView {
    /// The agent.
    pub agent: String,
    /// Months between reviews.
    pub months: u8,
    /// When the next one is due, RFC 3339.
    pub due: String,
    /// True if that has passed.
    pub overdue: bool,
    /// The last one.
    pub last: Option<ReviewedView>,
}

/// A review that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReviewedView {
    /// Who.
    pub officer: String,
    /// When, RFC 3339.
    pub at: String,
    /// What they found, part of what they signed.
    pub reason: String,
    /// True if the signature verifies now.
    pub signature_valid: bool,
    /// The event.
    #[ts(type = "number")]
    pub event: u64,
}

/// Something that waits for someone, or that a day is set for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct ReminderView {
    /// `request`, `change`, `confirmation`, `review`, `standing`, `certificate`, `crl`.
    pub kind: String,
    /// Its id, serial, agent or list.
    pub subject: String,
    /// The agent, if it is about one.
    pub agent: Option<String>,
    /// What is to be done, in a sentence.
    pub text: String,
    /// By when, RFC 3339; `None`: as soon as may be.
    pub due: Option<String>,
    /// True if that has passed.
    pub overdue: bool,
}
