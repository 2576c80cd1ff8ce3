//! Certificates: issuing, the register, holds and revocations, compromised keys, what ends soon.

mod authorised;
mod batch;
mod compromise;
mod confirm;
mod expiring;
mod export;
mod firm;
mod in_order;
mod issue;
mod refusal;
mod register;
mod release;
mod reminders;
mod revoke;
mod show;
mod standing;
mod standing_object;
mod statements;
mod suspend;
mod table;

pub use batch::{IssuedBatch, issue_batch};
pub use compromise::{Declaration, declare as declare_compromised, preview as preview_compromise};
pub use confirm::{confirm, confirmations};
pub use expiring::list_expiring;
pub use export::{Format, export};
pub use issue::{issue, issue_through};
pub use refusal::{CertificateRefusal, ServiceFault};
pub use register::{Query, list};
pub use release::release;
pub(crate) use release::{
    carry_out as carry_out_release, check_release, is_suspended, settle_releases,
};
pub(crate) use reminders::put_expiring;
pub use reminders::{export_reminders, reminders};
pub(crate) use revoke::revoke_of_officer;
pub use revoke::{Revocation, revoke};
pub use show::show;
pub use standing::ByOfficer;
pub use suspend::suspend;
pub use table::export_table;

pub(crate) use compromise::check_key;
pub(crate) use firm::{OfFirm, ToSign, record_of_firm};
pub(crate) use issue::{abandon, settle_one};
pub(crate) use register::{EXPIRING_DAYS, row_view};
pub(crate) use show::reason_name;
pub(crate) use statements::{decided, first_broken};

use chancery_ledger::read::CertificateRow;

use crate::{Error, Workspace};

/// Serials that are named when a beginning was given.
const NEAREST: u32 = 5;

/// A certificate by its whole serial number. A beginning is never taken for the whole.
pub(crate) fn find(workspace: &Workspace, serial: &str) -> Result<CertificateRow, Error> {
    let given = serial.replace([' ', ':'], "").to_uppercase();
    let digits = given.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(row) = workspace.read().certificate(&given)?.filter(|_| digits) {
        return Ok(row);
    }
    let nearest = match digits && given.len() >= 2 {
        true => register::serials_beginning(workspace, &given, NEAREST)?,
        false => vec![],
    };
    if nearest.is_empty() {
        return Err(Error::NoSuch {
            what: "certificate",
            id: serial.to_owned(),
        });
    }
    Err(CertificateRefusal::SerialIncomplete {
        given: serial.to_owned(),
        nearest,
    }
    .into())
}
