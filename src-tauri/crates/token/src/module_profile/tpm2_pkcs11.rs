//! tpm2-pkcs11 1.9.

use super::{Making, ModuleKind, ModuleProfile};
use crate::{CurveName, EvidenceRule, Hashing};

/// Refuses C_CopyObject. Refuses CKA_DECRYPT, CKA_UNWRAP and CKA_DERIVE in the
/// template of a private key even when they are false; ours never names them.
pub(super) const PROFILE: ModuleProfile = ModuleProfile {
    kind: ModuleKind::Tpm2Pkcs11,
    making: Making::OnToken,
    ecdsa: Hashing::OnHost,
    pss: Hashing::OnHost,
    edwards: CurveName::Oid,
    evidence: EvidenceRule::AS_SAID,
};
