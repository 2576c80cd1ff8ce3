//! p11-kit 0.24: its proxy, and its client of a module in another process.

use super::{Making, ModuleKind, ModuleProfile};
use crate::{CurveName, EvidenceRule, Hashing};

/// It passes on what the token behind it says; a token that is known is used as
/// itself. The client drops mechanisms it can't carry, among them CKM_EDDSA, and
/// shows the slots that there were when it started.
pub(super) const PROFILE: ModuleProfile = ModuleProfile {
    kind: ModuleKind::P11Kit,
    making: Making::OnToken,
    ecdsa: Hashing::OnHost,
    pss: Hashing::OnHost,
    edwards: CurveName::Oid,
    evidence: EvidenceRule::AS_SAID,
};
