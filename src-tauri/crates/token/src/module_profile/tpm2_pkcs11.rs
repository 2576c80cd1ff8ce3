//! tpm2-pkcs11 1.9.

use super::{Making, ModuleKind, ModuleProfile};
use crate::{CurveName, EvidenceRule, Hashing};

/// Makes no session objects. Has no CKM_RSA_PKCS_PSS, so no RSA for us. Without a
/// resource manager a TPM runs out of contexts at the second key.
/// Refuses CKA_DECRYPT, CKA_UNWRAP and CKA_DERIVE in the
/// template of a private key even when they are false; ours never names them.
pub(super) const PROFILE: ModuleProfile = ModuleProfile {
    kind: ModuleKind::Tpm2Pkcs11,
    making: Making::OnToken,
    ecdsa: Hashing::OnHost,
    pss: Hashing::OnHost,
    edwards: CurveName::Oid,
    evidence: EvidenceRule::AS_SAID,
};
