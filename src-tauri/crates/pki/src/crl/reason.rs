//! Reasons of revocation.

/// Why a certificate was revoked (RFC 5280, 5.3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RevocationReason {
    /// unspecified(0); written as no reason at all.
    Unspecified,
    /// keyCompromise(1)
    KeyCompromise,
    /// cACompromise(2)
    CaCompromise,
    /// affiliationChanged(3)
    AffiliationChanged,
    /// superseded(4)
    Superseded,
    /// cessationOfOperation(5)
    CessationOfOperation,
    /// certificateHold(6): suspended, may be released.
    CertificateHold,
    /// removeFromCRL(8): no reason, but the end of a certificateHold, and in a delta
    /// only.
    RemoveFromCrl,
    /// privilegeWithdrawn(9)
    PrivilegeWithdrawn,
    /// aACompromise(10)
    AaCompromise,
}

impl RevocationReason {
    /// All that a certificate can be revoked for.
    pub const ALL: [Self; 9] = [
        Self::Unspecified,
        Self::KeyCompromise,
        Self::CaCompromise,
        Self::AffiliationChanged,
        Self::Superseded,
        Self::CessationOfOperation,
        Self::CertificateHold,
        Self::PrivilegeWithdrawn,
        Self::AaCompromise,
    ];

    /// The name in RFC 5280.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::KeyCompromise => "keyCompromise",
            Self::CaCompromise => "cACompromise",
            Self::AffiliationChanged => "affiliationChanged",
            Self::Superseded => "superseded",
            Self::CessationOfOperation => "cessationOfOperation",
            Self::CertificateHold => "certificateHold",
            Self::RemoveFromCrl => "removeFromCRL",
            Self::PrivilegeWithdrawn => "privilegeWithdrawn",
            Self::AaCompromise => "aACompromise",
        }
    }

    /// Reads the name of a reason in RFC 5280.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// The CRLReason's number.
    pub fn code(self) -> u8 {
        match self {
            Self::Unspecified => 0,
            Self::KeyCompromise => 1,
            Self::CaCompromise => 2,
            Self::AffiliationChanged => 3,
            Self::Superseded => 4,
            Self::CessationOfOperation => 5,
            Self::CertificateHold => 6,
            Self::RemoveFromCrl => 8,
            Self::PrivilegeWithdrawn => 9,
            Self::AaCompromise => 10,
        }
    }

    /// Reads a CRLReason's number.
    pub fn from_code(code: u8) -> Option<Self> {
        let removal = [Self::RemoveFromCrl];
        let mut all = Self::ALL.into_iter().chain(removal);
        all.find(|reason| reason.code() == code)
    }
}
