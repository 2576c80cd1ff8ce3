//! softokn of NSS 3.87.

use super::{Making, ModuleKind, ModuleProfile};
use crate::{CurveName, EvidenceRule, Hashing};

/// CKA_LOCAL is false on every key, those made by softokn included, and
/// CKA_KEY_GEN_MECHANISM is not shown: it says nothing of where a key was made.
/// A copy loses CKA_NEVER_EXTRACTABLE.
///
/// softokn starts only with parameters in C_INITIALIZE_ARGS that name its
/// database; p11-kit gives them (`x-init-reserved`), so it is used through
/// p11-kit's proxy.
pub(super) const PROFILE: ModuleProfile = ModuleProfile {
    kind: ModuleKind::Nss,
    making: Making::OnToken,
    ecdsa: Hashing::OnHost,
    pss: Hashing::OnHost,
    edwards: CurveName::Oid,
    evidence: EvidenceRule {
        local: false,
        ..EvidenceRule::AS_SAID
    },
};
