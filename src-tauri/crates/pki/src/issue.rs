//! The one place where a CA key signs a certificate.

use chancery_domain::{SigningFailed, SigningKey};

use crate::certificate::{Certificate, NotACertificate};
use crate::lint::{Finding, Linted, examine};
use crate::signature;

/// Why a linted certificate did not come to be.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The key is not the one that the certificate was linted for.
    #[error("the key is not that of the issuer for which the certificate was linted")]
    AnotherKey,
    /// The key did not sign.
    #[error("the CA's key did not sign the certificate")]
    Sign(#[source] SigningFailed),
    /// The key answered, and its answer is no signature over these bytes.
    #[error("the CA's key gave a signature that does not verify")]
    BadSignature,
    /// The result can't be read back.
    #[error("the signed certificate can't be read back")]
    ReadBack(#[source] NotACertificate),
    /// The part to be signed is not byte for byte what was linted.
    #[error("the signed certificate is not the one that was linted")]
    NotWhatWasLinted,
    /// The signed certificate breaks a rule.
    #[error("the signed certificate breaks {} rules, {} among them", .0.len(), .0.first().map_or("none", |finding| finding.rule))]
    Findings(Vec<Finding>),
}

/// A certificate with the CA's signature that nobody has looked at yet.
#[derive(Debug)]
pub struct Signed {
    linted: Linted,
    der: Vec<u8>,
}

/// Signs what was linted with the issuer's key and verifies the result. Spends
/// the proof: a second try lints again.
pub fn sign(linted: Linted, ca_key: &dyn SigningKey) -> Result<Certificate, IssueError> {
    linted.sign(ca_key)?.verify()
}

impl Linted {
    /// Asks the issuer's key, and nothing more: this may happen in another thread than
    /// the lint before and the verification after.
    pub fn sign(self, ca_key: &dyn SigningKey) -> Result<Signed, IssueError> {
        let tbs = self.tbs();
        let algorithm = tbs.algorithm();
        if ca_key.spki() != self.issuer_key() || ca_key.algorithm() != algorithm {
            return Err(IssueError::AnotherKey);
        }
        let raw = ca_key.sign(tbs.der()).map_err(IssueError::Sign)?;
        if raw.0.len() != algorithm.signature_len() {
            return Err(IssueError::BadSignature);
        }
        let signature = signature::encode(algorithm, &raw);
        let der = signature::signed(tbs.der(), algorithm, &signature);
        Ok(Signed { linted: self, der })
    }
}

impl Signed {
    /// Verifies the signature, compares what is signed with what was linted, and holds
    /// the certificate against every rule once more.
    pub fn verify(self) -> Result<Certificate, IssueError> {
        let certificate = Certificate::from_der(&self.der).map_err(IssueError::ReadBack)?;
        if certificate.tbs_der() != self.linted.tbs().der() {
            return Err(IssueError::NotWhatWasLinted);
        }
        if !certificate.is_signed_by(self.linted.issuer_key()) {
            return Err(IssueError::BadSignature);
        }
        let findings = examine(&certificate, self.linted.expected());
        if findings.is_empty() {
            Ok(certificate)
        } else {
            Err(IssueError::Findings(findings))
        }
    }
}

#[cfg(test)]
mod tests {
    use chancery_domain::profile::{Profile, ProfileId};
    use chancery_domain::{Algorithm, RawSignature, Spki};

    use super::*;
    use crate::fixtures::{Hierarchy, MemoryKey, agent_content, expectation, locations};
    use crate::lint::lint;
    use crate::profile::build;
    use crate::{Certificate, Linted};

    fn linted(hierarchy: &Hierarchy) -> Linted {
        let key = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
        let fields = hierarchy.leaf_fields(ProfileId::Agent, &key, 7);
        let (content, places) = (agent_content(), locations());
        let rules = Profile::built_in(ProfileId::Agent);
        let (issuer, places, agent) = (Some(&hierarchy.issuing), Some(&places), Some(&content));
        let tbs = build(&rules, &fields, issuer, places, agent).expect("builds");
        let expected = expectation(&rules, &fields, issuer, places, agent);
        lint(tbs, expected).expect("no findings")
    }

    /// Has the issuer's public key, and signs as it likes.
    struct Liar<'a> {
        honest: &'a MemoryKey,
        answer: Vec<u8>,
    }

    impl SigningKey for Liar<'_> {
        fn algorithm(&self) -> Algorithm {
            self.honest.algorithm()
        }

        fn spki(&self) -> &Spki {
            self.honest.spki()
        }

        fn sign(&self, _: &[u8]) -> Result<RawSignature, SigningFailed> {
            Ok(RawSignature(self.answer.clone()))
        }
    }

    #[test]
    fn real_key_signs_the_very_bytes_that_the_throwaway_key_signed() {
        let hierarchy = Hierarchy::new();
        let linted = linted(&hierarchy);
        let draft = Certificate::from_der(&linted.tbs().under_throwaway_key()).expect("reads");
        let certificate = sign(linted, &hierarchy.issuing_key).expect("signs");
        assert_eq!(certificate.tbs_der(), draft.tbs_der());
        assert!(certificate.is_signed_by(hierarchy.issuing_key.spki()));
        assert!(!draft.is_signed_by(hierarchy.issuing_key.spki()));
    }

    #[test]
    fn key_of_another_ca_is_not_asked() {
        let hierarchy = Hierarchy::new();
        let other = MemoryKey::generate(Algorithm::EcdsaP256Sha256);
        assert!(matches!(
            sign(linted(&hierarchy), &other),
            Err(IssueError::AnotherKey)
        ));
        assert!(matches!(
            sign(linted(&hierarchy), &hierarchy.root_key),
            Err(IssueError::AnotherKey)
        ));
    }

    #[test]
    fn answer_that_is_no_signature_makes_no_certificate() {
        let hierarchy = Hierarchy::new();
        for answer in [
            vec![],
            vec![1; 63],
            vec![0; 64],
            vec![1; 64],
            vec![0xff; 64],
        ] {
            let liar = Liar {
                honest: &hierarchy.issuing_key,
                answer,
            };
            assert!(matches!(
                sign(linted(&hierarchy), &liar),
                Err(IssueError::BadSignature)
            ));
        }
    }

    #[test]
    fn another_certificate_than_the_linted_one_is_named() {
        let hierarchy = Hierarchy::new();
        let signed = linted(&hierarchy)
            .sign(&hierarchy.issuing_key)
            .expect("signs");
        let other = hierarchy.leaf(ProfileId::Officer, 8);
        let exchanged = Signed {
            der: other.der().to_vec(),
            ..signed
        };
        assert!(matches!(
            exchanged.verify(),
            Err(IssueError::NotWhatWasLinted)
        ));
    }

    #[test]
    fn work_can_be_handed_from_thread_to_thread() {
        fn between_threads<T: Send + Sync + 'static>() {}
        between_threads::<Linted>();
        between_threads::<Signed>();
        between_threads::<Certificate>();
        between_threads::<crate::ToBeSigned>();
    }
}
