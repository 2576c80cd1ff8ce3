//! The register: search, page by page.

use chancery_domain::{Language, Utc, profile::ProfileId};
use chancery_ledger::read::{CertificateFilter, CertificateRow};

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

/// A page of the register, newest first.
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
    let filter = CertificateFilter {
        profile: ProfileId::Agent,
        text: query.text.trim().to_owned(),
        not_ended_before: (!query.include_expired).then_some(now),
        before_seq,
    };
    let rows = workspace.read().certificates(&filter, PAGE)?;
    let next = rows
        .last()
        .filter(|_| rows.len() == PAGE as usize)
        .map(|row| row.serial.clone());
    let rows = rows
        .iter()
        .map(|row| row_view(workspace, row, language, now));
    Ok(CertificatePage {
        rows: rows.collect::<Result<_, _>>()?,
        total: workspace.read().certificates_total(ProfileId::Agent)?,
        expired: workspace.read().certificates_ended(ProfileId::Agent, now)?,
        next,
    })
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
    let crl_owed = match &denied {
        Some(denied) => workspace
            .read()
            .first_crl_after(&row.issuer_ski, denied.seq)?
            .is_none(),
        None => false,
    };
    Ok(view::CertificateRow {
        serial: row.serial.clone(),
        agent_id: row.common_name.clone(),
        state: state(row, denied.is_some(), now),
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

pub(crate) fn state(row: &CertificateRow, denied: bool, now: Utc) -> CertificateState {
    if denied {
        CertificateState::Revoked
    } else if now > row.not_after {
        CertificateState::Expired
    } else if now.plus_seconds(EXPIRING_DAYS * 86_400) > row.not_after {
        CertificateState::Expiring
    } else {
        CertificateState::Active
    }
}
