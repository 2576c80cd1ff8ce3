//! The two authorities of a workspace, as signers of lists.

use chancery_domain::event::KeyPurpose;
use chancery_pki::Certificate;

use super::common_name;
use crate::{
    Error, Workspace,
    certificate::CertificateRefusal,
    publish::{ISSUING, ROOT},
    workspace::ski,
};

/// The issuing CA's lists are good for a day.
const ISSUING_SECONDS: i64 = 24 * 60 * 60;
/// The root's for half a year: its token is offline.
const ROOT_SECONDS: i64 = 182 * 24 * 60 * 60;

/// An authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Authority {
    /// The root CA.
    Root,
    /// The issuing CA.
    Issuing,
}

impl Authority {
    pub(crate) const ALL: [Self; 2] = [Self::Root, Self::Issuing];

    /// Its certificate.
    pub(crate) fn certificate(self, workspace: &Workspace) -> &Certificate {
        match self {
            Self::Root => &workspace.authorities.root,
            Self::Issuing => &workspace.authorities.issuing,
        }
    }

    /// Subject key identifier, hex.
    pub(crate) fn ski(self, workspace: &Workspace) -> String {
        ski(self.certificate(workspace))
    }

    /// What its key is for.
    pub(crate) fn purpose(self) -> KeyPurpose {
        match self {
            Self::Root => KeyPurpose::RootCa,
            Self::Issuing => KeyPurpose::IssuingCa,
        }
    }

    /// The service that acts with its key, as events name it.
    pub(crate) fn service(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::Issuing => "issuing",
        }
    }

    /// How its files begin.
    pub(crate) fn stem(self) -> &'static str {
        match self {
            Self::Root => ROOT,
            Self::Issuing => ISSUING,
        }
    }

    /// How long its lists are good for.
    pub(crate) fn list_seconds(self) -> i64 {
        match self {
            Self::Root => ROOT_SECONDS,
            Self::Issuing => ISSUING_SECONDS,
        }
    }
}

/// Refuses to issue with the key of an authority that was declared compromised.
pub(crate) fn check_authority(workspace: &Workspace) -> Result<(), Error> {
    let issuing = Authority::Issuing.certificate(workspace);
    match workspace.read().compromised(issuing.spki.sha256())? {
        None => Ok(()),
        Some(_) => Err(CertificateRefusal::AuthorityCompromised {
            authority: common_name(issuing),
        }
        .into()),
    }
}
