//! Tokens: what they say of themselves, what is on them, and what an administrator does with them.

mod inventory;
pub(crate) mod making;
mod module;
mod pin;
mod probe;
mod relink;
mod show;
mod take;

pub use inventory::take_inventory;
pub(crate) use module::in_slot;
pub(crate) use take::INITIALISING;
pub use module::show_module;
pub use pin::{change_pin, lock, unlock};
pub use probe::probe;
pub use relink::{Other, other, preview as relink_preview, relink};
pub use show::{list, show};
pub use take::{Initialising, initialise, take};

pub(crate) use show::{algorithms, custody, custody_view, has_left, is_present};

use chancery_domain::{Utc, event::TokenPurpose, officer::Act};
use chancery_ledger::read::{OfficerRow, TokenRow};
use chancery_token::{PinStanding, TokenUri};

use crate::{
    Error, Workspace,
    officer::{self, actor},
    record::Refused,
};

/// A token of the workspace by label, serial or `pkcs11:` URI (RFC 7512).
pub(crate) fn find(workspace: &Workspace, name: &str) -> Result<TokenRow, Error> {
    let tokens = workspace.read().tokens()?;
    let uri = name
        .starts_with("pkcs11:")
        .then(|| name.parse::<TokenUri>())
        .transpose()?;
    let mut named = tokens.into_iter().filter(|row| match &uri {
        Some(uri) => is_named(row, uri),
        None => row.label == name || row.serial == name,
    });
    named.next_back().ok_or_else(|| Error::NoSuch {
        what: "token",
        id: name.to_owned(),
    })
}

/// Label, serial and module are what the log knows of a token.
fn is_named(row: &TokenRow, uri: &TokenUri) -> bool {
    let says =
        |wanted: &Option<String>, found: &str| wanted.as_ref().is_none_or(|wanted| wanted == found);
    let module = uri
        .module_path
        .as_ref()
        .map(|path| path.display().to_string());
    says(&uri.token, &row.label)
        && says(&uri.serial, &row.serial)
        && (module.is_none() || module == row.module)
}

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
