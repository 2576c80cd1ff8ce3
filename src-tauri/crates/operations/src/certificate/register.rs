//! The register: search, page by page.

use chancery_domain::{Language, Utc, event::RevocationReason, profile::ProfileId};
use chancery_ledger::read::{CertificateFilter, CertificateRow, DenialCause, DeniedRow};

use crate::{
    Error, Workspace,
    request::{self, sentence_of},
    view::{self, CertificatePage, CertificateState},
};

/// Rows a page.
const PAGE: u32 = 50;

/// Certificates end soon within so many days.
pub(crate) const EXPIRING_DAYS: i64 = 30;

/// What to show of the register.
#[derive(Debug, Clone, Copy, Default)]
pub struct Query<'a> {
    /// Beginning of an agent's id or of a serial.
    pub text: &'a str,
    /// Expired ones too.
    pub include_expired: bool,
    /// Serial after which the page begins.
    pub after: Option<&'a str>,
}

/// A page of the register, newest first: agents' certificates of all profiles.
pub fn list(
    workspace: &Workspace,
    query: &Query<'_>,
    language: Language,
    now: Utc,
) -> Result<CertificatePage, Error> {
    let before_seq = match query.after {
        Some(serial) => Some(super::find(workspace, serial)?.seq),
        None => None,
    };
    let mut rows = Vec::new();
    for profile in ProfileId::OF_AGENTS {
        let filter = CertificateFilter {
            profile,
            text: query.text.trim().to_owned(),
            not_ended_before: (!query.include_expired).then_some(now),
            before_seq,
        };
        rows.extend(workspace.read().certificates(&filter, PAGE)?);
    }
    rows.sort_by_key(|row| std::cmp::Reverse(row.seq));
    rows.truncate(PAGE as usize);
    let next = rows
        .last()
        .filter(|_| rows.len() == PAGE as usize)
        .map(|row| row.serial.clone());
    let rows = rows
        .iter()
        .map(|row| row_view(workspace, row, language, now));
    let rows = rows.collect::<Result<_, _>>()?;
    let (total, expired) = totals(workspace, now)?;
    Ok(CertificatePage {
        rows,
        total,
        expired,
        next,
    })
}

/// Certificates of agents in all, and of these the ended ones.
pub(super) fn totals(workspace: &Workspace, now: Utc) -> Result<(u64, u64), Error> {
    let read = workspace.read();
    let (mut total, mut ended) = (0, 0);
    for profile in ProfileId::OF_AGENTS {
        total += read.certificates_total(profile)?;
        ended += read.certificates_ended(profile, now)?;
    }
    Ok((total, ended))
}

/// The certificates whose serial begins so, the newest first.
pub(super) fn serials_beginning(
    workspace: &Workspace,
    beginning: &str,
    limit: u32,
) -> Result<Vec<String>, Error> {
    let mut serials = Vec::new();
    for profile in ProfileId::OF_AGENTS {
        let filter = CertificateFilter {
            profile,
            text: beginning.to_owned(),
            not_ended_before: None,
            before_seq: None,
        };
        let rows = workspace.read().certificates(&filter, limit)?;
        let found = rows.into_iter().map(|row| row.serial);
        serials.extend(found.filter(|serial| serial.starts_with(beginning)));
    }
    serials.truncate(limit as usize);
    Ok(serials)
}

pub(crate) fn row_view(
    workspace: &Workspace,
    row: &CertificateRow,
    language: Language,
    now: Utc,
) -> Result<view::CertificateRow, Error> {
    let denied = workspace.read().denied(&row.serial)?;
    let sentence = match &row.request {
        Some(id) => {
            let behind = request::find(workspace, id.as_str())?;
            sentence_of(&request::object_of(workspace, &behind)?, language).to_text()
        }
        None => String::new(),
    };
    let crl_owed = is_owed(workspace, row, denied.as_ref())?;
    Ok(view::CertificateRow {
        serial: row.serial.clone(),
        agent_id: row.common_name.clone(),
        profile: row.profile.name().to_owned(),
        state: state(row, denied.map(|denied| denied.cause), now),
        not_before: row.not_before.to_string(),
        not_after: row.not_after.to_string(),
        request: row
            .request
            .as_ref()
            .map_or_else(String::new, ToString::to_string),
        sentence,
        crl_owed,
    })
}

/// Whether a list that says how it stands is still to come. What ended needs none.
fn is_owed(
    workspace: &Workspace,
    row: &CertificateRow,
    denied: Option<&DeniedRow>,
) -> Result<bool, Error> {
    let Some(denied) = denied else {
        return Ok(false);
    };
    let read = workspace.read();
    let listed = read.first_crl_after(&row.issuer_ski, row.partition, denied.seq)?;
    Ok(listed.is_none())
}

pub(crate) fn state(
    row: &CertificateRow,
    denied: Option<DenialCause>,
    now: Utc,
) -> CertificateState {
    match denied {
        Some(DenialCause::Suspended) if now <= row.not_after => CertificateState::Suspended,
        Some(DenialCause::Suspended) => CertificateState::Expired,
        Some(DenialCause::Revoked(RevocationReason::Superseded)) => CertificateState::Superseded,
        Some(_) => CertificateState::Revoked,
        None if now > row.not_after => CertificateState::Expired,
        None if now.plus_seconds(EXPIRING_DAYS * 86_400) > row.not_after => {
            CertificateState::Expiring
        }
        None => CertificateState::Active,
    }
}
