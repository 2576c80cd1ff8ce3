//! Standing authorisations.

use serde::Serialize;
use ts_rs::TS;

use super::{DecisionView, SentenceView};

/// Whether a standing authorisation approves anything now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum StandingState {
    /// It does.
    InForce,
    /// Its time is over.
    Ended,
    /// All its certificates were issued.
    UsedUp,
    /// An officer took it back.
    Withdrawn,
    /// A certificate that signed it has ended.
    Void,
}

/// A standing authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StandingView {
    /// The change that put it in force: `CHG-2026-0003`.
    pub id: String,
    /// Whether it approves anything now.
    pub state: StandingState,
    /// Why it is void, in words.
    pub void: Option<String>,
    /// The profile.
    pub profile: String,
    /// Agents' names: one, or the beginning of names and `*`.
    pub agents: String,
    /// The widest scope that it allows, as a sentence.
    pub sentence: SentenceView,
    /// Certificates are valid for at most so many days.
    pub validity_days: u32,
    /// How many certificates it allows.
    pub count: u32,
    /// How many were issued, or are being issued.
    pub used: u32,
    /// How many it allows in an hour.
    pub per_hour: u32,
    /// How many were issued in the last hour.
    #[ts(type = "number")]
    pub used_lately: u64,
    /// Requests under it that wait to be issued.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Since when, RFC 3339.
    pub since: String,
    /// Until when, RFC 3339.
    pub until: String,
    /// The decisions on it, the withdrawal among them.
    pub decisions: Vec<DecisionView>,
}

/// What approves a request that was submitted under a standing authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct UnderStanding {
    /// Which: `CHG-2026-0003`.
    pub id: String,
    /// Which use of it the request is, from 1; `None` until its certificate is about to be issued.
    pub number: Option<u32>,
    /// How many certificates the authorisation allows.
    pub count: u32,
}

/// A standing authorisation in force, beside a request that is being written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StandingOffer {
    /// Which: `CHG-2026-0003`.
    pub id: String,
    /// Agents' names: one, or the beginning of names and `*`.
    pub agents: String,
    /// How many more certificates it allows, beside those that were asked for already.
    pub left: u32,
    /// Until when, RFC 3339.
    pub until: String,
    /// Why the request can't be submitted under it, in words; `None`: it can.
    pub forbidden: Option<String>,
}

/// One use of a standing authorisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StandingUse {
    /// Number of the event by which the certificate was about to be issued.
    #[ts(type = "number")]
    pub seq: u64,
    /// The request.
    pub request: String,
    /// The agent.
    pub agent_id: String,
    /// When, RFC 3339.
    pub at: String,
    /// Serial of the certificate, upper-case hex, once it is issued.
    pub certificate: Option<String>,
}

/// A page of uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StandingUsePage {
    /// The rows, newest first.
    pub rows: Vec<StandingUse>,
    /// Uses in all.
    pub total: u32,
    /// Pass this as `before` for the next page; `None` at the end.
    #[ts(type = "number | null")]
    pub next: Option<u64>,
}
