//! The embedded catalogue against tables that were written apart from it.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use chancery_domain::Sha256Digest;
use chancery_regulation::{Catalogue, CatalogueError, Coverage, SPINE};

/// Official headings, typed from the Official Journal's own wording.
const HEADINGS: &[(&str, &str, &str)] = &[
    ("AIA", "12", "Record-keeping"),
    ("AIA", "14", "Human oversight"),
    ("AIA", "15", "Accuracy, robustness and cybersecurity"),
    ("AIA", "19", "Automatically generated logs"),
    (
        "AIA",
        "22",
        "Authorised representatives of providers of high-risk AI systems",
    ),
    (
        "AIA",
        "26",
        "Obligations of deployers of high-risk AI systems",
    ),
    (
        "AIA",
        "86",
        "Right to explanation of individual decision-making",
    ),
    ("MICA", "67", "Prudential requirements"),
    ("MICA", "68", "Governance arrangements"),
    (
        "MICA",
        "70",
        "Safekeeping of clients’ crypto-assets and funds",
    ),
    ("RTS1774", "7", "Cryptographic key management"),
    ("RTS1774", "12", "Logging"),
    ("RTS1774", "17", "ICT change management"),
    ("RTS1774", "20", "Identity management"),
    ("RTS1774", "21", "Access control"),
    (
        "GDPR",
        "22",
        "Automated individual decision-making, including profiling",
    ),
];

#[test]
fn headings_are_the_official_ones() {
    let catalogue = Catalogue::embedded();
    for (regulation, article, heading) in HEADINGS {
        let rows = catalogue.article(regulation, article);
        assert!(!rows.is_empty(), "{regulation} {article}");
        for row in rows {
            assert_eq!(row.heading, *heading, "{}", row.id);
            assert!(row.text_checked, "{}", row.id);
        }
    }
}

#[test]
fn every_article_of_the_spine_has_a_heading_in_the_table() {
    for (regulation, article) in SPINE {
        assert!(
            HEADINGS
                .iter()
                .any(|(act, number, _)| act == regulation && number == article),
            "{regulation} {article}"
        );
    }
}

#[test]
fn all_rows_are_whole() {
    let catalogue = Catalogue::embedded();
    let ids: BTreeSet<_> = catalogue.provisions().iter().map(|row| &row.id).collect();
    assert_eq!(ids.len(), 127);
    for row in catalogue.provisions() {
        for (name, text) in [
            ("heading", &row.heading),
            ("duty", &row.duty),
            ("binds", &row.binds),
            ("article", &row.article),
            ("start", &row.applies.note),
        ] {
            assert!(
                text.trim().len() > 1 || name == "article",
                "{} {name}",
                row.id
            );
            assert_eq!(text, text.trim(), "{} {name}", row.id);
        }
        assert!(row.caveat.len() > 3, "{}: a row needs its caveat", row.id);
        assert!(
            row.coverage == Coverage::None || !row.evidence.is_empty(),
            "{} claims coverage without evidence",
            row.id
        );
    }
}

/// Sentences in which a forbidden word denies or quotes, and nothing else.
const NEGATIONS: &[&str] = &[
    "No provision sets a time in milliseconds",
    "Do not claim \"non-repudiation\" as a legal effect",
];

#[test]
fn no_row_uses_a_forbidden_word() {
    let catalogue = Catalogue::embedded();
    let rows = catalogue.provisions().iter().map(|row| {
        let all = [&row.duty, &row.binds, &row.caveat, &row.applies.note];
        (row.id.to_string(), format!("{all:?} {:?}", row.evidence))
    });
    let claims = catalogue.claims_not_made().iter().map(|row| {
        (
            row.claim.clone(),
            format!("{} {}", row.article_is, row.printed_instead),
        )
    });
    for (name, text) in rows.chain(claims) {
        let text = NEGATIONS
            .iter()
            .fold(text, |text, negation| text.replace(negation, ""));
        for word in [
            "compliant",
            "certified",
            "tamper-proof",
            "non-repudia",
            "millisecond",
            "guarantee",
        ] {
            assert!(
                !text.to_lowercase().contains(word) || is_about_law(&name),
                "{name}: {word}"
            );
        }
    }
}

/// Rows whose duty itself speaks of a guarantee, not we of our product.
fn is_about_law(name: &str) -> bool {
    ["AIA-4", "AIA-14-4e"].contains(&name)
}

#[test]
fn the_six_claims_that_we_do_not_make_are_there() {
    let catalogue = Catalogue::embedded();
    assert_eq!(catalogue.claims_not_made().len(), 6);
    assert!(
        catalogue.claims_not_made()[1]
            .article_is
            .contains("capital")
    );
}

#[test]
fn version_date_and_hash_name_the_file() {
    let catalogue = Catalogue::embedded();
    assert_eq!(catalogue.version(), "2026.11");
    assert_eq!(catalogue.as_of().to_string(), "2026-11-22");
    let file = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue.json")).unwrap();
    assert_eq!(catalogue.sha256(), Sha256Digest::of(&file));
    assert_eq!(catalogue.counsel_review(), None);
}

#[test]
fn citations_read_as_lawyers_write_them() {
    let catalogue = Catalogue::embedded();
    let cite = |id| catalogue.citation(catalogue.provision(id).unwrap());
    assert_eq!(cite("AIA-12-2a"), "Regulation (EU) 2024/1689 Art. 12(2)(a)");
    assert_eq!(
        cite("RTS1774-17"),
        "Delegated Regulation (EU) 2024/1774 Art. 17(1)(b)"
    );
    assert_eq!(cite("MICA-68-9"), "Regulation (EU) 2023/1114 Art. 68(9)");
    assert_eq!(
        cite("MICA-68-4"),
        "Regulation (EU) 2023/1114 Art. 68(4), (6)"
    );
    assert_eq!(
        cite("RTS1774-12"),
        "Delegated Regulation (EU) 2024/1774 Art. 12(1)–(2)"
    );
    assert_eq!(
        cite("RTS1774-21"),
        "Delegated Regulation (EU) 2024/1774 Art. 21(a)–(f)"
    );
}

const MINIMAL: &str = include_str!("../../../../fixtures/regulation/minimal.json");

#[test]
fn a_broken_catalogue_is_refused() {
    assert!(Catalogue::from_json(MINIMAL).is_ok());
    let foreign = MINIMAL.replace("\"regulation\": \"AIA\"", "\"regulation\": \"XYZ\"");
    assert!(matches!(
        Catalogue::from_json(&foreign),
        Err(CatalogueError::UnknownRegulation { .. })
    ));
    let twice = MINIMAL.replace("AIA-12-2", "AIA-12-1");
    assert!(matches!(
        Catalogue::from_json(&twice),
        Err(CatalogueError::Duplicate(_))
    ));
    let word = MINIMAL.replace("\"partial\"", "\"compliant\"");
    assert!(matches!(
        Catalogue::from_json(&word),
        Err(CatalogueError::Unreadable(_))
    ));
}
