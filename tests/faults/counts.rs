//! What a workspace holds, counted by an outsider.

use crate::{beginning::ANSWER, outsider, practice::Practice};

/// What there is of each kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) requests: u64,
    pub(crate) approved: u64,
    pub(crate) rejected: u64,
    pub(crate) certificates: u64,
    pub(crate) intended: u64,
    pub(crate) abandoned: u64,
    pub(crate) denied: u64,
    pub(crate) suspended: u64,
    pub(crate) released: u64,
    pub(crate) lists: u64,
    pub(crate) pins: u64,
    pub(crate) inventories: u64,
    pub(crate) reports: u64,
    pub(crate) exports: u64,
    pub(crate) erased: u64,
    pub(crate) changes: u64,
    pub(crate) officers: u64,
    pub(crate) tokens: u64,
    pub(crate) relinked: u64,
    pub(crate) keys_made: u64,
    pub(crate) compromises: u64,
    pub(crate) uses: u64,
    pub(crate) answers: u64,
}

impl Counts {
    pub(crate) fn of(practice: &Practice) -> Self {
        let of = |table: &str, holds: &str| format!("(SELECT count(*) FROM {table} WHERE {holds})");
        let events = |kind: &str| of("event", &format!("kind = '{kind}'"));
        let columns = [
            of("request", "true"),
            of("request", "state = 'approved'"),
            of("request", "state = 'rejected'"),
            of("certificate", "profile = 'agent'"),
            events("issuance_intended"),
            events("issuance_abandoned"),
            of("denied", "true"),
            events("certificate_suspended"),
            events("certificate_released"),
            events("crl_published"),
            events("pin_changed"),
            events("inventory_taken"),
            events("report_rendered"),
            events("log_exported"),
            events("blob_erased"),
            of("change", "true"),
            of("officer", "true"),
            of("token", "true"),
            events("token_relinked"),
            events("key_generated"),
            events("key_compromised"),
            of("standing_use", "true"),
        ];
        let sql = format!("SELECT {}", columns.join(", "));
        let rows = outsider::query(&practice.database(), &sql);
        let mut counts = rows[0].iter().map(|count| count.as_u64().unwrap());
        let mut next = || counts.next().unwrap();
        Self {
            requests: next(),
            approved: next(),
            rejected: next(),
            certificates: next(),
            intended: next(),
            abandoned: next(),
            denied: next(),
            suspended: next(),
            released: next(),
            lists: next(),
            pins: next(),
            inventories: next(),
            reports: next(),
            exports: next(),
            erased: next(),
            changes: next(),
            officers: next(),
            tokens: next(),
            relinked: next(),
            keys_made: next(),
            compromises: next(),
            uses: next(),
            answers: u64::from(practice.beside(ANSWER).exists()),
        }
    }
}
