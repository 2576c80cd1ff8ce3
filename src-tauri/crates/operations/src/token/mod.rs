//! Tokens: what they say of themselves, what is on them, and what an administrator does with them.

mod inventory;
mod module;
mod pin;
mod relink;
mod show;
mod take;

pub use inventory::take_inventory;
pub use module::show_module;
pub use pin::{change_pin, lock, unlock};
pub use relink::{Other, other, preview as relink_preview, relink};
pub use show::{list, show};
pub use take::{Initialising, initialise, take};

pub(crate) use show::{algorithms, custody, custody_view};

use chancery_domain::{Utc, event::TokenPurpose, officer::Act, request::Refusal};
use chancery_ledger::read::{OfficerRow, TokenRow};
use chancery_token::PinStanding;

use crate::{
    Error, Workspace,
    officer::{self, actor},
    record::Refused,
};

/// A token of the workspace by label or serial.
pub(crate) fn find(workspace: &Workspace, name: &str) -> Result<TokenRow, Error> {
    let tokens = workspace.read().tokens()?;
    let mut named = tokens
        .into_iter()
        .filter(|row| row.label == name || row.serial == name);
    named.next_back().ok_or_else(|| Error::NoSuch {
        what: "token",
        id: name.to_owned(),
    })
}

/// The officer, if their role lets them use tokens; else the refusal is recorded.
fn administrator(
    workspace: &mut Workspace,
    id: &str,
    subject: &str,
    now: Utc,
) -> Result<OfficerRow, Error> {
    let officer = officer::find(workspace, id)?;
    if officer.role.may(Act::Administer) {
        return Ok(officer);
    }
    let role = officer.role;
    let error = Refusal::RoleForbids {
        role,
        act: Act::Administer,
    }
    .into();
    let refused = Refused {
        operation: "administer",
        subject,
    };
    Err(workspace.refuse(now, actor(&officer), &refused, error))
}

pub(crate) fn purpose_name(purpose: TokenPurpose) -> &'static str {
    match purpose {
        TokenPurpose::Root => "root",
        TokenPurpose::Issuing => "issuing",
        TokenPurpose::Records => "records",
        TokenPurpose::Agents => "agents",
        TokenPurpose::Officer => "officer",
    }
}

fn standing_name(standing: PinStanding) -> &'static str {
    match standing {
        PinStanding::Good => "good",
        PinStanding::CountLow => "count_low",
        PinStanding::FinalTry => "final_try",
        PinStanding::Locked => "locked",
    }
}
