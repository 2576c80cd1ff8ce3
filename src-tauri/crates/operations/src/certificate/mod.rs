//! Certificates: issuing, revoking, the register.

mod export;
mod issue;
mod register;
mod revocation_object;
mod revoke;
mod show;

pub(crate) use export::write_new;
pub use export::{Format, export};
pub use issue::{issue, issue_through};
pub use register::{Query, list};
pub use revoke::{Revocation, revoke};
pub use show::show;

pub(crate) use show::revocation_statement;

pub(crate) use issue::{abandon, settle_one};
pub(crate) use register::{EXPIRING_DAYS, row_view};

use chancery_ledger::read::CertificateRow;

use crate::{Error, Workspace};

pub(crate) fn find(workspace: &Workspace, serial: &str) -> Result<CertificateRow, Error> {
    let wanted: String = serial
        .chars()
        .filter(|c| c.is_ascii_hexdigit())
        .collect::<String>()
        .to_uppercase();
    let absent = || Error::NoSuch {
        what: "certificate",
        id: serial.to_owned(),
    };
    workspace.read().certificate(&wanted)?.ok_or_else(absent)
}
