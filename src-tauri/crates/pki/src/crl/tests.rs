use chancery_domain::{SigningKey as _, Utc};

use super::*;
use crate::fixtures::{Hierarchy, now, serial};

fn content() -> CrlContent {
    let entry = |first, reason, invalid_since| RevokedCertificate {
        serial_number: serial(first),
        revoked_at: now(),
        reason,
        invalid_since,
    };
    CrlContent {
        number: 300,
        this_update: now(),
        next_update: now().plus_seconds(86_400),
        scope: CrlScope::default(),
        revoked: vec![
            entry(
                3,
                RevocationReason::KeyCompromise,
                Some(now().plus_seconds(-3600)),
            ),
            entry(4, RevocationReason::Unspecified, None),
            entry(5, RevocationReason::CertificateHold, None),
        ],
    }
}

#[test]
fn list_says_what_it_was_asked_to_say() {
    let hierarchy = Hierarchy::new();
    let empty = CrlContent {
        revoked: vec![],
        ..content()
    };
    for content in [content(), empty] {
        let list = issue(&content, &hierarchy.issuing, &hierarchy.issuing_key).expect("signs");
        let read = RevocationList::from_der(list.der()).expect("reads back");
        assert_eq!(read.content, content);
        assert_eq!(read, list);
        assert!(read.is_signed_by(hierarchy.issuing_key.spki()));
        assert!(!read.is_signed_by(hierarchy.root_key.spki()));
    }
    let fraction = Utc::from_unix_millis(now().unix_millis() + 7).expect("in range");
    let fine = CrlContent {
        this_update: fraction,
        ..content()
    };
    assert!(issue(&fine, &hierarchy.issuing, &hierarchy.issuing_key).is_ok());
}

#[test]
fn reasons_read_back_by_name_and_number() {
    let hierarchy = Hierarchy::new();
    for reason in RevocationReason::ALL {
        assert_eq!(RevocationReason::from_name(reason.name()), Some(reason));
        let mut content = content();
        content.revoked.truncate(1);
        content.revoked[0].reason = reason;
        let list = issue(&content, &hierarchy.issuing, &hierarchy.issuing_key).expect("signs");
        assert_eq!(
            list.entry(&serial(3)).map(|entry| entry.reason),
            Some(reason)
        );
    }
}

#[test]
fn list_is_refused_under_a_wrong_key_or_a_wrong_period() {
    let hierarchy = Hierarchy::new();
    let other = issue(&content(), &hierarchy.issuing, &hierarchy.root_key);
    assert!(matches!(other, Err(CrlError::AnotherKey)));
    let backwards = CrlContent {
        next_update: now(),
        ..content()
    };
    let refused = issue(&backwards, &hierarchy.issuing, &hierarchy.issuing_key);
    assert!(matches!(refused, Err(CrlError::Period)));
    let officer = hierarchy.leaf(chancery_domain::profile::ProfileId::Officer, 8);
    assert!(matches!(
        CrlWriter::begin(content().head(), &officer),
        Err(CrlError::Issuer)
    ));
}

#[test]
fn changed_list_does_not_verify() {
    let hierarchy = Hierarchy::new();
    let list = issue(&content(), &hierarchy.issuing, &hierarchy.issuing_key).expect("signs");
    for at in 0..list.der().len() {
        let mut bent = list.der().to_vec();
        bent[at] ^= 1;
        let good = RevocationList::from_der(&bent)
            .is_ok_and(|list| list.is_signed_by(hierarchy.issuing_key.spki()));
        assert!(!good, "byte {at}");
    }
}
