//! "The corresponding certificate MUST contain only one instance of the extended key
//! usage field extension [...] with KeyPurposeID having value: id-kp-timeStamping. This
//! extension MUST be critical."

use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::{EXTENDED_KEY_USAGE, TIME_STAMPING};

pub(super) const RULE: Rule = Rule {
    name: "time-stamping",
    clause: "RFC 3161, 2.3",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    if !examined.certificate.has_purpose(TIME_STAMPING) {
        return Ok(());
    }
    let purposes = &examined.certificate.extended_key_usage;
    require(purposes.len() == 1, || format!("it is for {purposes:?}"))?;
    let critical = examined.is_critical(EXTENDED_KEY_USAGE);
    require(critical, || "the purpose is not critical".to_owned())
}
