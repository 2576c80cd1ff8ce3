//! A receipt of a log, judged by the log's keys or a checkpoint that was kept.

use chancery_verify::{
    ReceiptSubmission, ReceiptVerdict,
    evidence::{Fault, Meant, Unreadable},
    receipt::{LONGEST_TEXT, checkpoint, keys, receipt},
};

use super::{NoVerdict, name, read};
use crate::arguments::VerifyArguments;

/// Judges the receipt in the file.
pub(super) fn judge(told: &VerifyArguments, file: &[u8]) -> Result<ReceiptVerdict, NoVerdict> {
    let called = name(&told.file);
    let receipt = receipt(&called, file).map_err(NoVerdict::Unreadable)?;
    let mut named = Vec::new();
    for file in &told.vkey {
        let bytes = read(file, LONGEST_TEXT)?;
        named.extend(keys(&name(file), &bytes).map_err(NoVerdict::Unreadable)?);
    }
    let kept = told.checkpoint.as_deref().map(|file| {
        let bytes = read(file, LONGEST_TEXT)?;
        checkpoint(&name(file), &bytes).map_err(NoVerdict::Unreadable)
    });
    let submission = ReceiptSubmission {
        receipt,
        keys: (!told.vkey.is_empty()).then_some(named),
        kept: kept.transpose()?,
    };
    submission.judge().map_err(|why| {
        NoVerdict::Unreadable(Unreadable {
            file: called,
            fault: Fault::Not(Meant::Receipt, why.to_string()),
        })
    })
}
