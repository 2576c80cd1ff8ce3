//! Who must approve what.

use serde::Serialize;
use ts_rs::TS;

/// The approval policy in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct PolicyView {
    /// Counts up from 1, the built-in one.
    pub version: u32,
    /// SHA-256 of its canonical form, upper-case hex.
    pub sha256: String,
    /// The change that put it in force; `None` for the built-in one.
    pub change: Option<String>,
    /// Since when it is in force, RFC 3339; `None` for the built-in one.
    pub since: Option<String>,
    /// Hours within which an approval must be used.
    pub lifetime_hours: u32,
    /// Officers by the function that they approve for.
    pub groups: Vec<GroupView>,
    /// The first one that fits a request counts.
    pub rules: Vec<RuleView>,
    /// The policy itself, JSON: what `policy propose` takes, with the next version's number.
    pub next_json: String,
}

/// Officers who approve for a function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct GroupView {
    /// `risk`.
    pub name: String,
    /// Who belongs to it.
    pub officers: Vec<StepOfficer>,
}

/// Which requests, and which approvals they take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleView {
    /// When it fits, in words of the person's language: "agent; more than EUR 100,000.00".
    pub when: String,
    /// One after the other.
    pub steps: Vec<RuleStep>,
}

/// Approvals that come together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct RuleStep {
    /// The group that approves; `None`: any checker.
    pub group: Option<String>,
    /// How many of them.
    pub approvals: u8,
}

/// An officer by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StepOfficer {
    /// `officer-03`.
    pub id: String,
    /// Their name, unless erased.
    pub name: Option<String>,
}

/// A step of a request's approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct StepView {
    /// The group that approves; `None`: any checker.
    pub group: Option<String>,
    /// Approvals that it takes.
    pub needed: u8,
    /// Approvals that it has.
    pub given: u8,
    /// True for the one step that approvals go to now; earlier ones are done, later ones wait.
    pub open: bool,
    /// Who may still approve in it.
    pub may: Vec<StepOfficer>,
}
