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

fn head(number: u64, scope: CrlScope) -> CrlHead {
    CrlHead {
        scope,
        number,
        ..content().head()
    }
}

#[test]
fn scope_of_every_kind_reads_back() {
    let hierarchy = Hierarchy::new();
    let uri = |name: &str| Some(format!("http://pki.practice.example/crl/{name}.crl"));
    let part = CrlScope {
        distribution_point: uri("issuing-1.2"),
        only_user_certs: true,
        ..CrlScope::default()
    };
    let delta = CrlScope {
        delta_base: Some(299),
        ..part.clone()
    };
    let full = CrlScope {
        freshest: uri("issuing-1.2.delta"),
        ..part.clone()
    };
    let only = CrlScope {
        distribution_point: None,
        ..part.clone()
    };
    for scope in [part, delta, full, only] {
        let content = CrlContent { scope, ..content() };
        let list = issue(&content, &hierarchy.issuing, &hierarchy.issuing_key).expect("signs");
        assert_eq!(list.content, content);
        assert_eq!(CrlScope::of_list(list.der()), Ok(content.scope));
    }
}

#[test]
fn scope_is_read_of_nothing_but_a_list() {
    let hierarchy = Hierarchy::new();
    let list = issue(&content(), &hierarchy.issuing, &hierarchy.issuing_key).expect("signs");
    for at in 0..list.der().len() {
        assert!(CrlScope::of_list(&list.der()[..at]).is_err(), "cut {at}");
    }
    assert!(CrlScope::of_list(hierarchy.issuing.der()).is_err());
}

#[test]
fn removal_stands_in_a_delta_only() {
    let hierarchy = Hierarchy::new();
    let removal = RevokedCertificate {
        reason: RevocationReason::RemoveFromCrl,
        ..content().revoked[2].clone()
    };
    let mut full = CrlWriter::begin(head(2, CrlScope::default()), &hierarchy.issuing).expect("may");
    assert!(matches!(full.push(&removal), Err(CrlError::Entry(_))));
    let scope = CrlScope {
        delta_base: Some(1),
        ..CrlScope::default()
    };
    let mut delta = CrlWriter::begin(head(2, scope), &hierarchy.issuing).expect("may");
    delta.push(&removal).expect("fits");
    let signed = delta.sign(&hierarchy.issuing_key).expect("signs");
    let list = RevocationList::from_der(signed.der()).expect("reads");
    assert_eq!(list.content.revoked, [removal]);
}

#[test]
fn scope_that_no_list_can_have_is_refused() {
    let hierarchy = Hierarchy::new();
    let base = |number| CrlScope {
        delta_base: Some(number),
        ..CrlScope::default()
    };
    let at = |uri: &str| CrlScope {
        distribution_point: Some(uri.to_owned()),
        ..CrlScope::default()
    };
    let delta_of_delta = CrlScope {
        freshest: Some("http://pki.practice.example/delta.crl".to_owned()),
        ..base(1)
    };
    for scope in [
        base(2),
        base(3),
        at(""),
        at("http://ü.example"),
        delta_of_delta,
    ] {
        let refused = CrlWriter::begin(head(2, scope), &hierarchy.issuing);
        assert!(matches!(refused, Err(CrlError::Scope(_))));
    }
}

#[test]
fn entry_that_no_certificate_can_have_is_refused() {
    let hierarchy = Hierarchy::new();
    let mut writer = CrlWriter::begin(content().head(), &hierarchy.issuing).expect("may sign");
    let long = RevokedCertificate {
        serial_number: SerialNumber::from_magnitude(&[7; 21]).expect("not zero"),
        ..content().revoked[0].clone()
    };
    assert!(matches!(writer.push(&long), Err(CrlError::Entry(_))));
    assert_eq!(writer.entries(), 0);
}

#[test]
fn serials_numbers_and_times_of_every_length_read_back() {
    let hierarchy = Hierarchy::new();
    let late = Utc::parse("2051-01-02T03:04:05Z").expect("valid");
    let serials: [&[u8]; 5] = [&[1], &[0x7f], &[0x80], &[0xff; 20], &[1; 16]];
    let entry = |magnitude: &&[u8]| RevokedCertificate {
        serial_number: SerialNumber::from_magnitude(magnitude).expect("not zero"),
        revoked_at: late,
        reason: RevocationReason::Superseded,
        invalid_since: Some(now()),
    };
    for number in [0, 1, 0x7f, 0x80, 0xffff, u64::MAX >> 1, u64::MAX] {
        let content = CrlContent {
            number,
            next_update: late,
            revoked: serials.iter().map(entry).collect(),
            ..content()
        };
        let list = issue(&content, &hierarchy.issuing, &hierarchy.issuing_key).expect("signs");
        assert_eq!(list.content, content);
    }
}
