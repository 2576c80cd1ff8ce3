//! What differs from module to module, as data: how a key is best made, who
//! hashes, which of the token's statements about a key can be believed.
//!
//! A known module is recognised by what it and its token say of themselves
//! ([`ModuleProfile::recognise`]). Any other gets [`unknown::PROFILE`], which
//! asks for nothing beyond PKCS#11 2.40, until a probe
//! ([`crate::LoggedInToken::probe`]) finds what works.

mod kryoptic;
mod nss;
mod p11_kit;
mod softhsm;
mod tpm2_pkcs11;
mod unknown;

use std::fmt;

use chancery_domain::Algorithm;
use serde::{Deserialize, Serialize};

use crate::{
    CurveName, EvidenceRule, Hashing, LoggedInToken,
    mechanism::{Sizes, can_do},
};

/// The modules that this program knows.
// Stored: ledgers hold it among what a probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ModuleKind {
    /// SoftHSM 2, the tokens of a practice workspace.
    SoftHsm,
    /// kryoptic.
    Kryoptic,
    /// softokn of NSS: the databases of Firefox.
    Nss,
    /// tpm2-pkcs11: the machine's TPM.
    Tpm2Pkcs11,
    /// p11-kit, in this process or as a client of a remote one, in front of a
    /// token that this program does not know.
    P11Kit,
    /// None of them.
    Unknown,
}

impl fmt::Display for ModuleKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SoftHsm => "SoftHSM",
            Self::Kryoptic => "kryoptic",
            Self::Nss => "NSS",
            Self::Tpm2Pkcs11 => "tpm2-pkcs11",
            Self::P11Kit => "p11-kit",
            Self::Unknown => "unknown",
        })
    }
}

/// How a key pair comes onto the token.
// Stored: ledgers hold it among what a probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Making {
    /// Made as session objects, then copied (C_CopyObject): where each write to
    /// the token is slow. If the copy is refused, or forgets where the key comes
    /// from, it is made on the token after all.
    CopyOntoToken,
    /// Made as token objects at once.
    OnToken,
}

/// How to use a module, and what to believe of it.
// Stored: ledgers hold it among what a probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModuleProfile {
    /// Which module this is for.
    pub kind: ModuleKind,
    /// How keys are made.
    pub making: Making,
    /// Who hashes what is signed by ECDSA.
    pub ecdsa: Hashing,
    /// Who hashes what is signed by RSASSA-PSS.
    pub pss: Hashing,
    /// How a new Edwards key's curve is named.
    pub edwards: CurveName,
    /// Which of the token's statements on custody count.
    pub evidence: EvidenceRule,
}

/// What a module and its token say of themselves: CK_INFO and CK_TOKEN_INFO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description<'a> {
    /// Who made the module. Empty: not known.
    pub library: &'a str,
    /// Who made the token.
    pub manufacturer: &'a str,
}

impl ModuleProfile {
    /// The profile for a token.
    ///
    /// What the token says counts first: a proxy (p11-kit's, or its remote
    /// client) names itself as the library and passes on what the token says.
    pub fn recognise(said: Description<'_>) -> Self {
        let by_token = match said.manufacturer {
            "SoftHSM project" => Some(softhsm::PROFILE),
            "Kryoptic Project" => Some(kryoptic::PROFILE),
            "Mozilla Foundation" => Some(nss::PROFILE),
            _ => None,
        };
        by_token.unwrap_or(match said.library {
            // The token's manufacturer is that of the TPM.
            "tpm2-software.github.io" => tpm2_pkcs11::PROFILE,
            "PKCS#11 Kit" => p11_kit::PROFILE,
            _ => unknown::PROFILE,
        })
    }

    /// Leaves the hashing to a token that has the mechanisms for nothing else.
    pub(crate) fn adapted(mut self, sizes: Sizes<'_>) -> Self {
        let only_on_token = |algorithm| {
            !can_do(algorithm, Hashing::OnHost, sizes) && can_do(algorithm, Hashing::OnToken, sizes)
        };
        if only_on_token(Algorithm::EcdsaP256Sha256) {
            self.ecdsa = Hashing::OnToken;
        }
        if only_on_token(Algorithm::Rsa2048) {
            self.pss = Hashing::OnToken;
        }
        self
    }

    /// Who hashes what a key of `algorithm` signs.
    pub fn hashing(&self, algorithm: Algorithm) -> Hashing {
        if algorithm.is_ecdsa() {
            self.ecdsa
        } else {
            self.pss
        }
    }
}

impl LoggedInToken {
    /// How this token is used.
    pub fn profile(&self) -> ModuleProfile {
        let open = self.open_token();
        open.shared().profile_of(self.id(), open.slot())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_recognised_by_what_they_say() {
        for (library, manufacturer, kind) in [
            ("SoftHSM", "SoftHSM project", ModuleKind::SoftHsm),
            ("Kryoptic", "Kryoptic Project", ModuleKind::Kryoptic),
            ("Mozilla Foundation", "Mozilla Foundation", ModuleKind::Nss),
            ("PKCS#11 Kit", "SoftHSM project", ModuleKind::SoftHsm),
            ("PKCS#11 Kit", "Mozilla Foundation", ModuleKind::Nss),
            (
                "tpm2-software.github.io",
                "Infineon",
                ModuleKind::Tpm2Pkcs11,
            ),
            ("OpenSC Project", "www.CardContact.de", ModuleKind::Unknown),
            ("", "", ModuleKind::Unknown),
        ] {
            let said = Description {
                library,
                manufacturer,
            };
            assert_eq!(ModuleProfile::recognise(said).kind, kind, "{said:?}");
        }
    }

    #[test]
    fn unknown_module_is_used_by_the_letter_of_the_standard() {
        let profile = unknown::PROFILE;
        assert_eq!(profile.making, Making::OnToken);
        assert_eq!(profile.evidence, EvidenceRule::AS_SAID);
    }
}
