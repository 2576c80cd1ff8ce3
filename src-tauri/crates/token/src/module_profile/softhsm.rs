//! SoftHSM 2.6.

use super::{Making, ModuleKind, ModuleProfile};
use crate::{CurveName, EvidenceRule, Hashing};

/// A token object is written attribute by attribute, each time with a lock and a
/// new generation of the folder: a copy, which is written once, is many times
/// faster and keeps the evidence. It has no CKM_ECDSA_SHA256.
pub(super) const PROFILE: ModuleProfile = ModuleProfile {
    kind: ModuleKind::SoftHsm,
    making: Making::CopyOntoToken,
    ecdsa: Hashing::OnHost,
    pss: Hashing::OnHost,
    edwards: CurveName::Oid,
    evidence: EvidenceRule::AS_SAID,
};
