//! The bounds as people write them down: in the words of a request.

use chancery_domain::{
    Utc,
    problem::{Code, Problem},
    profile::ProfileId,
    request::{LimitInput, ModelInput, Reading, RequestInput, WindowInput},
    standing::{NamePattern, StandingAuthorisation},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::StandingRefusal;
use crate::{Error, Workspace};

/// Bounds of a standing authorisation, as typed. Absent fields are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(export)]
pub struct StandingInput {
    /// Certificate profile; `agent` if empty.
    pub profile: String,
    /// Agents' names: one, or the beginning of names and `*`, such as `fleet-*`.
    pub agents: String,
    /// The most that a request may name, as in a request.
    pub actions: Vec<String>,
    /// Instruments, as in a request.
    pub instruments: Vec<String>,
    /// Resources, as in a request.
    pub resources: Vec<String>,
    /// Limits, as in a request.
    pub limits: Vec<LimitInput>,
    /// When agents may act, as in a request.
    pub window: Option<WindowInput>,
    /// The model, as in a request.
    pub model: Option<ModelInput>,
    /// Certificates are valid for at most so many days.
    pub validity_days: u32,
    /// At most so many certificates.
    pub count: u32,
    /// At most so many in an hour.
    pub per_hour: u32,
    /// The last instant at which it holds, `2026-12-31T23:59:59Z`: at most 90 days ahead.
    pub until: String,
}

impl StandingInput {
    /// Reads JSON.
    pub(super) fn parse(json: &str) -> Result<Self, Error> {
        serde_json::from_str(json).map_err(|error| Error::InputForm {
            detail: error.to_string(),
        })
    }

    /// The bounds, if there is nothing wrong with them.
    pub(super) fn bounds(
        &self,
        workspace: &Workspace,
        now: Utc,
    ) -> Result<StandingAuthorisation, Error> {
        let mut problems = Vec::new();
        let agents = NamePattern::parse(&self.agents);
        if agents.is_none() {
            problems.push(Problem::new("agents", Code::BadFirstCharacter));
        }
        let until = Utc::parse(&self.until).map(Utc::to_whole_second);
        if until.is_none() {
            problems.push(Problem::new("until", Code::NotAnInstant));
        }
        let profile = workspace.profile_named(&self.profile)?;
        if profile.is_none() {
            problems.push(Problem::new("profile", Code::UnknownProfile));
        }
        let profile = match profile {
            Some(profile) => profile,
            None => workspace.profile(ProfileId::Agent)?,
        };
        let reading = Reading::of(&self.widest(), &profile, now.date());
        let of_scope = reading.problems.into_iter();
        problems.extend(of_scope.filter(|problem| is_of_scope(&problem.field)));
        let (Some(agents), Some(until), []) = (agents, until, problems.as_slice()) else {
            return Err(Error::Input {
                problems,
                event: None,
            });
        };
        let bounds = StandingAuthorisation {
            profile: profile.id,
            agents,
            scope: reading.scope,
            validity_days: self.validity_days,
            count: self.count,
            per_hour: self.per_hour,
            until,
        };
        bounds.check(now).map_err(StandingRefusal::from)?;
        Ok(bounds)
    }

    /// The request that names all that is allowed.
    fn widest(&self) -> RequestInput {
        RequestInput {
            profile: self.profile.clone(),
            actions: self.actions.clone(),
            instruments: self.instruments.clone(),
            resources: self.resources.clone(),
            limits: self.limits.clone(),
            window: self.window.clone(),
            model: self.model.clone(),
            ..RequestInput::default()
        }
    }
}

/// The fields that bounds and requests have in common; a window may reach beyond any one
/// certificate.
fn is_of_scope(field: &str) -> bool {
    let head = field.split(['[', '.']).next().unwrap_or_default();
    [
        "actions",
        "instruments",
        "resources",
        "limits",
        "model",
        "window",
    ]
    .contains(&head)
}
