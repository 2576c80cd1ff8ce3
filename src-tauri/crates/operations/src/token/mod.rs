//! Tokens: what they say of themselves, what is on them, and what an administrator does with them.

mod findings;
mod inventory;
pub(crate) mod making;
mod module;
mod named;
mod pin;
mod probe;
mod relink;
mod show;
mod slots;
mod so_pin;
mod take;

pub use inventory::take_inventory;
pub(crate) use module::in_slot;
pub use module::{TokenAsking, show_module};
pub(crate) use named::find;
pub use pin::{change_pin, lock, unlock, unlock_pin};
pub use probe::probe;
pub use relink::{Other, other, preview as relink_preview, relink};
pub use show::{list, show};
pub use so_pin::SoPinRefusal;
pub(crate) use take::initialised;
pub use take::{Initialising, initialise, take};

pub(crate) use show::{algorithms, custody, custody_view, has_left, is_present, unlocked};
pub(crate) use slots::tokens_in;

use chancery_domain::{Utc, event::TokenPurpose, officer::Act};
use chancery_ledger::read::OfficerRow;
use chancery_token::PinStanding;

use crate::{
    Error, Workspace,
    officer::{self, actor},
    record::Refused,
};

/// The officer, if their role lets them use tokens; else the refusal is recorded.
fn administrator(
    workspace: &mut Workspace,
    id: &str,
    subject: &str,
    now: Utc,
) -> Result<OfficerRow, Error> {
    let officer = officer::find(workspace, id)?;
    let Err(error) = officer::check_may(&officer, Act::Administer) else {
        return Ok(officer);
    };
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
