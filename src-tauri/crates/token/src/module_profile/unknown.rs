//! A module that nobody here has met.

use super::{Making, ModuleKind, ModuleProfile};
use crate::{CurveName, EvidenceRule, Hashing};

/// What every module must be able to do, if it can do anything of use here.
pub(super) const PROFILE: ModuleProfile = ModuleProfile {
    kind: ModuleKind::Unknown,
    making: Making::OnToken,
    ecdsa: Hashing::OnHost,
    pss: Hashing::OnHost,
    edwards: CurveName::Oid,
    evidence: EvidenceRule::AS_SAID,
};
