//! kryoptic 1.5.

use super::{Making, ModuleKind, ModuleProfile};
use crate::{CurveName, EvidenceRule, Hashing};

/// A pair is one transaction of SQLite: copying it would only be more of them.
pub(super) const PROFILE: ModuleProfile = ModuleProfile {
    kind: ModuleKind::Kryoptic,
    making: Making::OnToken,
    ecdsa: Hashing::OnHost,
    pss: Hashing::OnHost,
    edwards: CurveName::Oid,
    evidence: EvidenceRule::AS_SAID,
};
