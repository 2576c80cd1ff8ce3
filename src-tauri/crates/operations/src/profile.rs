//! Profiles as people read them.

use chancery_domain::{
    Language,
    profile::{Profile, ProfileId, RevocationRule, ScopeRule, ValidityUnit},
};

use crate::{Error, Workspace, view::ProfileView};

/// All profiles, as they are in force.
pub fn list(workspace: &Workspace, language: Language) -> Result<Vec<ProfileView>, Error> {
    ProfileId::ALL
        .iter()
        .map(|id| Ok(view(&workspace.profile(*id)?, language)))
        .collect()
}

/// Those that a maker can ask for.
pub(crate) fn list_for_agents(
    workspace: &Workspace,
    language: Language,
) -> Result<Vec<ProfileView>, Error> {
    ProfileId::OF_AGENTS
        .iter()
        .map(|id| Ok(view(&workspace.profile(*id)?, language)))
        .collect()
}

/// One profile by its stable name.
pub fn show(workspace: &Workspace, name: &str, language: Language) -> Result<ProfileView, Error> {
    let id = ProfileId::from_name(name).ok_or_else(|| Error::NoSuch {
        what: "profile",
        id: name.to_owned(),
    })?;
    Ok(view(&workspace.profile(id)?, language))
}

fn view(profile: &Profile, language: Language) -> ProfileView {
    let next = Profile {
        version: profile.version + 1,
        ..profile.clone()
    };
    ProfileView {
        id: profile.id.name().to_owned(),
        version: profile.version,
        label: profile.id.label(language).to_owned(),
        sha256: profile.sha256().to_upper_hex(),
        validity_unit: unit_name(profile.validity.unit).to_owned(),
        validity_default: profile.validity.default,
        validity_cap: profile.validity.cap,
        algorithms: profile.algorithms.iter().map(ToString::to_string).collect(),
        key_usage: profile.key_usage.clone(),
        extended_key_usage: profile.extended_key_usage.clone(),
        scope: scope_name(profile.scope).to_owned(),
        revocation: revocation_name(profile.revocation).to_owned(),
        name_prefixes: profile.names.prefixes.clone(),
        name_max: profile.names.max_length,
        decisions: profile.decisions,
        policy: profile.policy.name.clone(),
        policy_sha256: profile.policy.sha256.to_upper_hex(),
        for_agents: profile.id.is_of_agents(),
        next_json: serde_json::to_string_pretty(&next).expect("a profile has a JSON form"),
    }
}

pub(crate) fn unit_name(unit: ValidityUnit) -> &'static str {
    match unit {
        ValidityUnit::Days => "days",
        ValidityUnit::Hours => "hours",
    }
}

pub(crate) fn scope_name(scope: ScopeRule) -> &'static str {
    match scope {
        ScopeRule::Absent => "absent",
        ScopeRule::NonCritical => "non-critical",
        ScopeRule::Critical => "critical",
    }
}

fn revocation_name(revocation: RevocationRule) -> &'static str {
    match revocation {
        RevocationRule::Crl => "crl",
        RevocationRule::CrlAndOcsp => "crl-and-ocsp",
        RevocationRule::NotAvailable => "not-available",
        RevocationRule::Unchecked => "unchecked",
    }
}
