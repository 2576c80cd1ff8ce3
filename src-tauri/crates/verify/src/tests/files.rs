//! Files as people hand them over.

use chancery_domain::Language;
use chancery_domain::profile::ProfileId;
use chancery_pki::pem::{self, Label};

use super::hierarchy::Hierarchy;
use crate::evidence::{self, Fault, LONGEST_FILE, certificates, lists};

fn fault<T>(read: Result<T, evidence::Unreadable>) -> Fault {
    let unreadable = read.err().expect("can't be read");
    assert_eq!(unreadable.file, "given");
    let (en, de) = (Language::En, Language::De);
    assert_ne!(unreadable.fault.to_words(en), unreadable.fault.to_words(de));
    unreadable.fault
}

#[test]
fn bundles_keep_their_order_whatever_stands_between() {
    let hierarchy = Hierarchy::new(true);
    let leaf = hierarchy.leaf(ProfileId::Agent);
    let bundle = format!(
        "subject=an agent\n{}\r\n  issued by:\n{}and {}",
        leaf.to_pem().replace('\n', "\r\n"),
        hierarchy.issuing.to_pem(),
        hierarchy.root.to_pem()
    );
    let read = certificates("given", bundle.as_bytes()).expect("reads");
    let ders: Vec<_> = read.iter().map(|one| one.der()).collect();
    let given = [leaf.der(), hierarchy.issuing.der(), hierarchy.root.der()];
    assert_eq!(ders, given);
    let der = certificates("given", leaf.der()).expect("reads");
    assert_eq!(der.len(), 1);
}

/// RFC 7468, 2: parsers "SHOULD ignore whitespace".
#[test]
fn lines_of_any_length_and_blanks_are_read() {
    let root = Hierarchy::new(true).root;
    let pem = root.to_pem();
    let mut lines: Vec<_> = pem.lines().collect();
    let (first, last) = (lines.remove(0), lines.pop().expect("END"));
    let texts = [
        format!("{first}\n{}\n{last}", lines.concat()),
        pem.replace('\n', " \t\r\n"),
        pem.replace('\n', "\n\n"),
    ];
    for text in texts {
        let read = certificates("given", text.as_bytes()).expect(&text);
        assert_eq!(read[0].der(), root.der());
    }
    let in_latin_1 = [b"Ausgestellt f\xfcr\n", pem.as_bytes()].concat();
    let read = certificates("given", &in_latin_1).expect("reads");
    assert_eq!(read[0].der(), root.der());
}

#[test]
fn lists_are_read_in_both_forms_and_never_as_certificates() {
    let hierarchy = Hierarchy::new(true);
    let both = hierarchy.lists(&[]);
    let text: String = both
        .iter()
        .map(|list| pem::encode(Label::X509Crl, list.der()))
        .collect();
    assert_eq!(lists("given", text.as_bytes()).expect("reads").len(), 2);
    assert_eq!(lists("given", both[0].der()).expect("reads").len(), 1);
    let label = Fault::Label("X509 CRL".to_owned());
    assert_eq!(fault(certificates("given", text.as_bytes())), label);
    let der = fault(certificates("given", both[0].der()));
    assert!(matches!(der, Fault::Thing { number: 1, .. }));
    let der = fault(lists("given", hierarchy.root.der()));
    assert!(matches!(der, Fault::Thing { number: 1, .. }));
}

#[test]
fn what_is_not_evidence_is_named() {
    let pem = Hierarchy::new(true).root.to_pem();
    let key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let half = &pem[..pem.len() / 2];
    let damaged = pem.replacen("MII", "M!I", 1);
    let another_end = pem.replace("-----END CERTIFICATE", "-----END X509 CRL");
    let nothing_in_it = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let long = format!("-----BEGIN {}-----\n-----END x-----", "x".repeat(65));
    let two_lines = "-----BEGIN a\nb-----\n-----END a\nb-----".to_owned();
    let cases: [(String, Fault); 10] = [
        (long, Fault::Pem),
        (two_lines, Fault::Pem),
        (String::new(), Fault::Empty),
        ("Dear reader".to_owned(), Fault::Form),
        (
            format!("{pem}{key}"),
            Fault::Label("PRIVATE KEY".to_owned()),
        ),
        (half.to_owned(), Fault::Pem),
        (format!("{pem}-----BEGIN "), Fault::Pem),
        (damaged, Fault::Pem),
        (another_end, Fault::Pem),
        ("x".repeat(LONGEST_FILE + 1), Fault::Long(LONGEST_FILE)),
    ];
    for (text, want) in cases {
        assert_eq!(fault(certificates("given", text.as_bytes())), want);
    }
    assert_eq!(fault(certificates("given", &[0xff, 0xfe, 0])), Fault::Form);
    let second = format!("{pem}{nothing_in_it}");
    let second = fault(certificates("given", second.as_bytes()));
    assert!(
        matches!(second, Fault::Thing { number: 2, .. }),
        "{second:?}"
    );
}

#[test]
fn trust_anchor_is_one_certificate() {
    let pem = Hierarchy::new(true).root.to_pem();
    let one = evidence::certificate("given", pem.as_bytes());
    assert!(one.is_ok());
    let two = evidence::certificate("given", pem.repeat(2).as_bytes());
    assert_eq!(fault(two), Fault::Several(2));
}
