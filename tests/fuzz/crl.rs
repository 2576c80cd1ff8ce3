//! Revocation lists.

use chancery_pki::path::CertificateList;
use chancery_pki::{RevocationList, pem};

/// What is read as a list is that list to its last byte, and every entry of it is
/// found.
pub(crate) fn reads(bytes: &[u8]) {
    if let Ok(foreign) = CertificateList::from_der(bytes) {
        assert_eq!(foreign.der(), bytes);
    }
    let Ok(list) = RevocationList::from_der(bytes) else {
        return;
    };
    assert_eq!(list.der(), bytes);
    let decoded = pem::decode(pem::Label::X509Crl, &list.to_pem());
    assert_eq!(decoded.as_deref(), Some(bytes));
    for entry in list.content.revoked.iter().take(100) {
        let found = list.entry(&entry.serial_number);
        assert!(found.is_some_and(|found| found.serial_number == entry.serial_number));
    }
    let _ = list.issuer.to_string();
}
