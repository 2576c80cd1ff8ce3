//! Certificates.

use std::slice;
use std::sync::LazyLock;

use chancery_pki::path::{Budget, ForeignCertificate, Lists, PolicyInputs, Question, answer};
use chancery_pki::signature::PublicKey;
use chancery_pki::{Certificate, KeyIdentifier, ScopeReading, ToBeSigned, pem, weak_key};

use crate::responder::{RESPONDER, Responder};

/// What is read as a certificate is that certificate to its last byte.
pub(crate) fn reads(bytes: &[u8]) {
    judged_within_bounds(bytes);
    let Ok(certificate) = Certificate::from_der(bytes) else {
        return;
    };
    assert_eq!(certificate.der(), bytes);
    let tbs = certificate.tbs_der();
    assert!(bytes.windows(tbs.len()).any(|part| part == tbs));
    let text = certificate.to_pem();
    let decoded = pem::decode(pem::Label::Certificate, &text);
    assert_eq!(decoded.as_deref(), Some(bytes));
    if certificate.signature_algorithm.is_some() {
        let again = ToBeSigned::from_der(certificate.tbs_der().to_vec());
        let again = again.expect("what a certificate is made of can be signed");
        assert_eq!(again.der(), certificate.tbs_der());
    }
    if let ScopeReading::Understood(scope) = &certificate.scope {
        assert!(scope.to_der().is_ok());
    }
    let key = PublicKey::of(&certificate.spki);
    assert_eq!(
        certificate.key_algorithm,
        key.as_ref().ok().and_then(PublicKey::algorithm)
    );
    let sound = key.is_ok_and(|key| weak_key::check(&key).is_ok());
    assert!(!sound || KeyIdentifier::of(&certificate.spki).is_some());
    let _ = certificate.is_signed_by(&certificate.spki);
    let _ = (
        certificate.subject.to_string(),
        certificate.issuer.to_string(),
    );
}

/// A stranger's certificate, given as leaf, as a CA at hand and as an anchor of its
/// own, is judged within the bounds of work.
fn judged_within_bounds(bytes: &[u8]) {
    let Ok(foreign) = ForeignCertificate::from_der(bytes) else {
        return;
    };
    assert_eq!(foreign.der(), bytes);
    let budget = Budget::default();
    for anchor in [&*ANCHOR, &foreign] {
        let question = Question {
            leaf: &foreign,
            intermediates: slice::from_ref(&foreign),
            anchors: slice::from_ref(anchor),
            at: Responder::now(),
            purpose: None,
            key_usage: None,
            policies: PolicyInputs::default(),
            lists: Lists::Checked(&[]),
            understood: &[],
            budget,
        };
        let answer = answer(&question);
        assert!(answer.effort.signatures <= budget.signatures);
        assert!(answer.effort.steps <= budget.steps);
        if let Ok(path) = answer.verdict {
            assert_eq!(
                path.certificates.first().map(|leaf| leaf.der()),
                Some(bytes)
            );
        }
    }
}

static ANCHOR: LazyLock<ForeignCertificate> =
    LazyLock::new(|| ForeignCertificate::from_der(RESPONDER.issuer.der()).expect("a certificate"));
