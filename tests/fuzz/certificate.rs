//! Certificates.

use chancery_pki::signature::PublicKey;
use chancery_pki::{Certificate, KeyIdentifier, ScopeReading, ToBeSigned, pem, weak_key};

/// What is read as a certificate is that certificate to its last byte.
pub(crate) fn reads(bytes: &[u8]) {
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
