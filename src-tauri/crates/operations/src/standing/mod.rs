//! Standing authorisations: two officers approve in advance, within bounds; a request inside them
//! issues at once.
//!
//! One is proposed and approved as any change of the rules is, with as many approvals as the
//! policy asks for the widest request that it allows. A request under it is still signed by its
//! maker; its approvals are those of the authorisation, and the same rules hold between them and
//! the maker as between any. The bounds are checked when the request is submitted and again when
//! its certificate is about to be signed; each use is counted in the transaction of that intent.
//!
//! It is void from the moment at which a certificate of one who signed it ends, and any maker or
//! checker can withdraw it at once.

mod bounds;
mod check;
mod input;
mod offer;
mod propose;
mod refusal;
mod show;
mod uses;
mod withdraw;

pub use input::StandingInput;
pub use propose::{propose, read};
pub use refusal::{Ending, StandingRefusal};
pub use show::{list, show};
pub use uses::uses;
pub use withdraw::withdraw;

pub(crate) use bounds::{Allowed, Asked, approvals, check, check_use};
pub(crate) use check::first_broken;
pub(crate) use offer::offers;
pub(crate) use show::{decisions_on as decisions, most};
pub(crate) use uses::under;

use chancery_domain::change::ChangeId;
use chancery_ledger::read::StandingRow;

use crate::{Error, Workspace};

fn find(workspace: &Workspace, id: &str) -> Result<StandingRow, Error> {
    let absent = || Error::NoSuch {
        what: "standing authorisation",
        id: id.to_owned(),
    };
    let parsed = ChangeId::parse(id).ok_or_else(absent)?;
    workspace.read().standing(&parsed)?.ok_or_else(absent)
}
