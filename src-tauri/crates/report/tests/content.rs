//! What a reader finds on the pages, read back with `pdftotext`.

mod poppler;
mod sample;

use chancery_report::view::*;
use poppler::{OnDisk, joined};

#[test]
fn page_one_answers_who_when_how_many_and_whether_the_log_verified() {
    let view = sample::view();
    let page = OnDisk::of(&view).text(Some(1));
    let root = view.log.root.to_upper_hex();
    for sentence in [
        "Management evidence report. Not an assurance, certification or conformity-assessment report.",
        "Müller & Söhne Übungshandel GmbH",
        "LEI 999900EXAMPLETRD0124",
        "2026-11-01 00:00:00 UTC to 2026-11-22 23:59:59 UTC",
        "Certificates issued 4, of these 4 to agents E-01-001",
        "Certificates revoked 1 E-01-002",
        "Verified: entries, tree and checkpoint signatures agree",
        "4,812 entries, signed 2026-11-22 16:12:30 UTC",
        &root[..4],
        "topmost Istanbul Pluto vagabond",
        "Sealed with the report seal key in token records — verify with the instructions in section 17.",
        "Request reference NA (no request was named)",
    ] {
        assert!(page.contains(sentence), "{sentence}\n{page}");
    }
    let groups: String = page.split(' ').filter(|word| word.len() == 4).collect();
    assert!(groups.contains(&root), "{groups}");
}

#[test]
fn every_page_of_a_practice_report_says_practice() {
    let pages = OnDisk::of(&sample::view()).page_texts();
    let count = pages.len();
    for (index, page) in pages.iter().enumerate() {
        assert!(page.contains("PRACTICE"), "page {}", index + 1);
        let number = format!("RPT-2026-11-04 · {} / {count}", index + 1);
        assert!(page.contains(&number), "page {}", index + 1);
        assert!(
            page.contains("LEI 999900EXAMPLETRD0124"),
            "page {}",
            index + 1
        );
    }
    let mut view = sample::view();
    view.report.practice = false;
    assert!(!OnDisk::of(&view).text(None).contains("PRACTICE"));
}

#[test]
fn contents_name_the_page_of_each_section_and_the_reason_for_each_gap() {
    let pages = OnDisk::of(&sample::view()).page_texts();
    let contents = &pages[1];
    for (number, title) in [
        (2, "Nature and limits; intended users"),
        (3, "Entity and responsibility"),
        (4, "Scope"),
        (8, "Regulatory mapping"),
        (10, "Registers"),
        (17, "Verification instructions"),
    ] {
        let heading = format!("{number} {title}");
        let page = pages
            .iter()
            .enumerate()
            .position(|(index, text)| {
                let text = if index == 1 {
                    text.rsplit("17 Verification instructions").next()
                } else {
                    Some(text.as_str())
                };
                index > 0 && text.is_some_and(|text| text.contains(&heading))
            })
            .unwrap_or_else(|| panic!("{heading} is nowhere"));
        let entry = format!("{heading} {}", page + 1);
        assert!(contents.contains(&entry), "{entry}\n{contents}");
    }
    assert!(contents.contains("Not in this report (Chancery 0.1.0) because"));
}

#[test]
fn the_whole_spine_is_mapped_with_headings_coverage_and_caveats() {
    let text = OnDisk::of(&sample::view()).text(None);
    for sentence in [
        "AI Act (Regulation (EU) 2024/1689, as amended by Regulation (EU) 2026/1744)",
        "Art. 12(1) Record-keeping Duty: The system itself must technically allow",
        "Human oversight",
        "Accuracy, robustness and cybersecurity",
        "Automatically generated logs",
        "Obligations of deployers of high-risk AI systems",
        "Governance arrangements",
        "Cryptographic key management",
        "ICT change management",
        "Identity management",
        "Access control",
        "Not yet applicable (2027-12-02): high-risk or role not decided for ai_trader_bot_v2.",
        "5 of 5 decisions of the period carry two signatures by different officers with different tokens. Exceptions: none.",
        "Does not prove that either officer read the request; only that the one who approved was another than the one who asked.",
        "Claims we do not make",
        "Art. 67 sets prudential requirements: capital and insurance.",
    ] {
        assert!(text.contains(sentence), "{sentence}");
    }
    for (words, least) in [
        ("Partially supports", 10),
        ("Does not cover", 2),
        ("E-08-031", 1),
    ] {
        assert!(text.matches(words).count() >= least, "{words}");
    }
}

#[test]
fn no_word_promises_more_than_the_records_give() {
    let text = OnDisk::of(&sample::view()).text(None).to_lowercase();
    for word in [
        "compliant",
        "certified",
        "tamper-proof",
        "non-repudia",
        "guarantees",
    ] {
        assert!(!text.contains(word), "{word}");
    }
    assert_eq!(
        text.matches("millisecond").count(),
        1,
        "only among the claims we do not make"
    );
}

#[test]
fn figures_follow_the_view() {
    let mut view = sample::view();
    view.scope.completeness.issued_in_register = 3;
    view.registers.approvals[0].checker = view.registers.approvals[0].maker.clone();
    let text = OnDisk::of(&view).text(None);
    assert!(text.contains("Certificates issued 4 3 Differ E-04-003"));
    assert!(text.contains("Exception: not four eyes"));
    assert!(text.contains("Exceptions: 1."), "{text}");
}

#[test]
fn broken_log_claims_nothing() {
    let mut view = sample::view();
    view.log.verdict = LogVerdict::Broken {
        at: Some(1204),
        finding: "the leaf does not match its hash".into(),
    };
    let disk = OnDisk::of(&view);
    assert!(
        disk.text(Some(1))
            .contains("Broken at entry 1204: the leaf does not match its hash")
    );
    let text = disk.text(None);
    assert!(text.contains("The log did not verify, so nothing is claimed from it."));
    let mapping = text
        .split("8 Regulatory mapping")
        .last()
        .expect("section 8");
    let mapping = mapping.split("Claims we do not make").next().expect("rows");
    assert!(!mapping.contains("Partially"), "{mapping}");
}

#[test]
fn names_in_german_greek_and_cyrillic_are_read_back() {
    let mut view = sample::view();
    view.entity.name = "Ελληνική Τράπεζα · Київська біржа · Łódź Çelik Straße".into();
    let text = OnDisk::of(&view).text(Some(1));
    assert!(
        text.contains("Ελληνική Τράπεζα · Київська біржа · Łódź Çelik Straße"),
        "{text}"
    );
}

#[test]
fn very_long_name_prints_whole_and_leaves_the_seal_on_page_one() {
    let mut view = sample::view();
    view.entity.name =
        "Vermögensverwaltungsgesellschaft für Kryptowertpapierdienstleistungen ".repeat(14);
    let disk = OnDisk::of(&view);
    let first = disk.text(Some(1));
    assert!(first.contains("Sealed with the report seal key"));
    let name = joined(&view.entity.name).replace(' ', "");
    assert!(first.replace(' ', "").contains(&name), "{first}");
    assert!(disk.text(Some(2)).contains("LEI 999900EXAMPLETRD0124"));
}

#[test]
fn hostile_text_is_printed_as_what_it_is() {
    let mut view = sample::view();
    view.scope.agents[0].id = "<script>\u{202e}tob\u{0}</script> (Tj) >> endobj".into();
    view.registers.approvals[0].agent = "a\u{2066}b".into();
    let text = OnDisk::of(&view).text(None).replace(' ', "");
    assert!(
        text.contains("<script><U+202E>tob<U+0000></script>(Tj)>>endobj"),
        "{text}"
    );
    assert!(text.contains("a<U+2066>b"));
}

#[test]
fn long_registers_continue_with_their_header_and_lose_no_row() {
    let mut view = sample::view();
    let template = view.registers.certificates[0].clone();
    view.registers.certificates = (0..300)
        .map(|number| Certificate {
            serial: format!("{number:032X}"),
            subject: format!("agent-{number}"),
            ..template.clone()
        })
        .collect();
    let disk = OnDisk::of(&view);
    let pages = disk.page_texts();
    let with_rows: Vec<&String> = pages
        .iter()
        .filter(|page| page.contains("agent, P-256"))
        .collect();
    assert!(with_rows.len() > 15);
    for page in with_rows {
        assert!(
            page.contains("Serial number; SHA-256 fingerprint"),
            "{page}"
        );
    }
    let text = disk.text(None);
    for number in 0..300 {
        assert!(text.contains(&format!("{number:032X}")), "{number}");
    }
    assert!(!text.contains("…0"), "hashes wrap, they are never cut");
}

#[test]
fn report_of_an_empty_period_says_so() {
    let mut view = sample::view();
    view.registers = Registers::default();
    view.scope.agents.clear();
    view.gates.agents.clear();
    view.scope.completeness = Completeness {
        issued_in_log: 0,
        issued_in_register: 0,
        revoked_in_log: 0,
        revoked_in_register: 0,
        events_in_period: 0,
        refusals_in_period: 0,
    };
    let text = OnDisk::of(&view).text(None);
    assert!(text.contains("NA (there was none in the period)"));
    assert!(text.contains("Not applicable because no agent is in scope."));
    let mapping = text
        .split("8 Regulatory mapping")
        .last()
        .expect("section 8");
    assert!(
        !mapping
            .split("Claims we do not make")
            .next()
            .expect("rows")
            .contains("Partially supports")
    );
}

#[test]
fn agent_that_nobody_answered_for_is_undecided_not_absent() {
    let mut view = sample::view();
    view.gates.agents.clear();
    let text = OnDisk::of(&view).text(None);
    let open = "Not yet applicable (2027-12-02): high-risk or role not decided for ai_trader_bot_v2, trading_bot_v2, reporting_bot.";
    assert!(text.contains(open));
    assert!(!text.contains("no agent is in scope"));
}

#[test]
fn articles_asked_for_are_mapped_once_and_unknown_ones_refused() {
    let mut view = sample::view();
    let mica = || ("MICA".to_owned(), "67".to_owned());
    view.articles = vec![mica(), mica()];
    let text = OnDisk::of(&view).text(None);
    assert_eq!(text.matches("Prudential requirements Duty:").count(), 1);
    assert!(!text.contains("Cryptographic key management"));
    view.articles = vec![("MICA".into(), "999".into())];
    let problem = chancery_report::render(&view).expect_err("no such article");
    assert_eq!(
        problem.to_string(),
        "the catalogue has no article 999 of MICA"
    );
}
