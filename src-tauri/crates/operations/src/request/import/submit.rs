//! Submitting what a file asks for: all rows, or the sound ones, under one statement.

use chancery_domain::{Utc, officer::Act};

use super::check::Checked;
use crate::{
    Error, OnProgress, Workspace, checkpoint, decide,
    lock::Lock,
    officer::{self, actor},
    record::Refused,
    request::{
        ImportRefusal, Submission,
        examine::Sound,
        submit::{Handing, hand_in},
    },
    view::ImportOutcome,
};

/// Which file, and how much of it.
#[derive(Debug, Clone, Copy)]
pub struct Import<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// True: rows that are not sound are left out. False: they keep all others back.
    pub sound_part: bool,
    /// The standing authorisation that approves them, if one does.
    pub standing: Option<&'a str>,
}

/// Submits a file's requests under one statement of the maker, whose list names them all. A file
/// that was submitted before is not submitted again: its requests are given. `on_progress` can
/// stop it until the statement is signed; nothing is submitted then.
pub fn submit(
    workspace: &mut Workspace,
    import: &Import<'_>,
    submission: &Submission<'_>,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<ImportOutcome, Error> {
    let maker = officer::find(workspace, submission.maker)?;
    let handing = Handing {
        maker: &maker,
        submission,
        file: Some(super::identity(import.bytes)),
        standing: import.standing,
        now,
    };
    // Another program may be submitting the same file.
    let held = Lock::submitting(&workspace.paths).wait()?;
    let ready = match prepare(workspace, import, &handing) {
        Ok(ready) => ready,
        Err(error) => {
            let refused = Refused {
                operation: "submit",
                subject: "",
            };
            return Err(workspace.refuse(now, actor(&maker), &refused, error));
        }
    };
    let (sound, left_out) = match ready {
        Ready::Already(outcome) => return Ok(outcome),
        Ready::Sound(sound, left_out) => (sound, left_out),
    };
    officer::prove_pin(workspace, &maker, submission.pin, now)?;
    let ids = hand_in(workspace, &sound, &handing, on_progress)?;
    drop(held);
    checkpoint::follow(workspace, now)?;
    Ok(ImportOutcome {
        sha256: super::identity(import.bytes).to_upper_hex(),
        requests: ids.iter().map(ToString::to_string).collect(),
        already: false,
        left_out,
    })
}

/// What a file comes to.
enum Ready {
    /// It was submitted before.
    Already(ImportOutcome),
    /// These are to be submitted; so many rows are left out.
    Sound(Vec<Sound>, u32),
}

fn prepare(
    workspace: &Workspace,
    import: &Import<'_>,
    handing: &Handing<'_>,
) -> Result<Ready, Error> {
    decide::check(handing.maker, Act::Submit, handing.submission.reason)?;
    let _snapshot = workspace.ledger.snapshot()?;
    let checked = Checked::of(workspace, import.bytes, handing.now)?;
    if let Some(earlier) = checked.earlier {
        let requests = earlier.requests(workspace)?;
        return Ok(Ready::Already(ImportOutcome {
            sha256: checked.sha256.to_upper_hex(),
            requests: requests.iter().map(|row| row.id.to_string()).collect(),
            already: true,
            left_out: 0,
        }));
    }
    let total = checked.total();
    let rows = checked.rows.into_iter();
    let sound: Vec<Sound> = rows.filter_map(|row| row.sound).collect();
    let left_out = total - u32::try_from(sound.len()).expect("of the rows");
    if sound.is_empty() {
        return Err(ImportRefusal::NoneSound { total }.into());
    }
    if left_out > 0 && !import.sound_part {
        let faulty = left_out;
        return Err(ImportRefusal::NotSound { faulty, total }.into());
    }
    Ok(Ready::Sound(sound, left_out))
}
