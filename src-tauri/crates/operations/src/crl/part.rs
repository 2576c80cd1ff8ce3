//! What one list covers: the certificates of an authority, or a part of them.
//!
//! A relying party loads the whole list for one certificate, so no list may grow without bound.
//! Each certificate belongs to a part from its issuance on, since it carries the address of that
//! part's list.

use chancery_pki::profile::Locations;

use super::Authority;
use crate::{Error, Workspace};

/// Certificates of one authority that share a list. At some 40 bytes an entry, a list stays
/// below 4 MB even if every one of them is revoked.
pub(crate) const PART_SIZE: u64 = 100_000;

/// A part of an authority's certificates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) authority: Authority,
    pub(crate) partition: u32,
}

impl Part {
    /// The first part of an authority, the only one until it is full.
    pub(crate) fn first(authority: Authority) -> Self {
        Self {
            authority,
            partition: 0,
        }
    }

    /// File of its full list. The first keeps the name that certificates carry from the time
    /// when there was no other.
    pub(crate) fn file(self) -> String {
        self.named("crl")
    }

    /// File of its delta.
    pub(crate) fn delta_file(self) -> String {
        self.named("delta.crl")
    }

    fn named(self, ending: &str) -> String {
        let stem = self.authority.stem();
        match self.partition {
            0 => format!("{stem}.{ending}"),
            partition => format!("{stem}.{partition}.{ending}"),
        }
    }

    /// Where relying parties find its full list.
    pub(crate) fn url(self, publish_url: &str) -> String {
        format!("{publish_url}/crl/{}", self.file())
    }

    /// Where they find its delta.
    pub(crate) fn delta_url(self, publish_url: &str) -> String {
        format!("{publish_url}/crl/{}", self.delta_file())
    }
}

/// The part that the next certificate of the issuing CA belongs to.
pub(crate) fn partition_for_next(workspace: &Workspace) -> Result<u32, Error> {
    let issuer = Authority::Issuing.ski(workspace);
    let parts = workspace.read().partitions_of(&issuer)?;
    Ok(match parts.last() {
        None => 0,
        Some(last) if last.issued >= PART_SIZE => last.partition + 1,
        Some(last) => last.partition,
    })
}

impl Workspace {
    /// Where relying parties find things about what the issuing CA signs in a part.
    pub(crate) fn locations_of(&self, partition: u32) -> Locations {
        let part = Part {
            partition,
            ..Part::first(Authority::Issuing)
        };
        Locations {
            crl_url: part.url(&self.founding.publish_url),
            ..self.locations()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_part_keeps_the_name_that_certificates_carry() {
        let first = Part::first(Authority::Issuing);
        assert_eq!(first.file(), "issuing-1.crl");
        assert_eq!(first.delta_file(), "issuing-1.delta.crl");
        let third = Part {
            partition: 2,
            ..first
        };
        assert_eq!(
            third.url("http://pki.example"),
            "http://pki.example/crl/issuing-1.2.crl"
        );
        assert_eq!(third.delta_file(), "issuing-1.2.delta.crl");
    }
}
