use super::*;
use crate::Language;

fn read(text: &str) -> Instrument {
    Instrument::parse("f", text).expect(text)
}

#[test]
fn every_kind_is_read_and_written_as_people_write_it() {
    for good in [
        "BTC/EUR",
        "S/USDT",
        "1INCH/EUR",
        "DE000BAY0017",
        "US0378331005",
        "DTI:X9J9K872S",
        "DTI:ZFP9K2W9F",
        "CFI:ESXXXX",
        "CFI:ESVUFR",
        "CFI:EXXXXX",
        "LOCAL:XBTEUR-PERP",
        "LOCAL:BTC/EUR",
        "LOCAL:größer",
    ] {
        assert_eq!(read(good).to_string(), good);
        let json = serde_json::to_string(&read(good)).expect("JSON");
        let back: Instrument = serde_json::from_str(&json).expect("reads back");
        assert_eq!(back, read(good));
    }
    assert_eq!(read("X9J9K872S").to_string(), "DTI:X9J9K872S");
    assert_eq!(read("cfi:ESXXXX").to_string(), "CFI:ESXXXX");
    let longest = format!("LOCAL:{}", "é".repeat(64));
    assert_eq!(read(&longest).to_string(), longest);
}

#[test]
fn what_is_no_instrument_is_refused_by_its_fault() {
    let cases = [
        ("DE000BAY0018", "isin_check_digit"),
        ("btc/eur", "not_an_instrument"),
        ("EUR/EUR", "pair_of_same"),
        ("BTC/EUR/USD", "not_an_instrument"),
        ("BTC", "not_an_instrument"),
        ("", "empty"),
        ("X9J9K872T", "dti_check_character"),
        ("DTI:X9J9K872T", "dti_check_character"),
        ("DTI:9XJ9K872S", "dti_check_character"),
        ("DTI:A9J9K872S", "not_an_instrument"),
        ("DTI:09J9K872S", "not_an_instrument"),
        ("DTI:X9J9K872", "not_an_instrument"),
        ("DTI:", "not_an_instrument"),
        ("ESXXXX", "not_an_instrument"),
        ("CFI:esxxxx", "not_an_instrument"),
        ("CFI:ESXXX", "not_an_instrument"),
        ("CFI:XXXXXX", "unknown_cfi"),
        ("CFI:ZXXXXX", "unknown_cfi"),
        ("CFI:EZXXXX", "unknown_cfi"),
        ("CFI:EXVXXX", "unknown_cfi"),
        ("LOCAL:", "empty"),
        ("LOCAL: x", "character_not_allowed"),
        ("LOCAL:a\u{202E}b", "bidi_control"),
        ("DTI", "not_an_instrument"),
    ];
    for (bad, code) in cases {
        let problem = Instrument::parse("f", bad).expect_err(bad);
        assert_eq!(problem.code.name(), code, "{bad}");
    }
    let long = format!("LOCAL:{}", "x".repeat(65));
    let problem = Instrument::parse("f", &long).expect_err("too long");
    assert_eq!(problem.code.name(), "too_long");
}

/// Identifiers of the registry (DTIF), whose check characters were not computed here.
#[test]
fn registered_tokens_keep_their_check_character_and_no_other_holds() {
    for dti in [
        "X9J9K872S",
        "JGNDNLNNX",
        "ZFP9K2W9F",
        "9X1Z1NQG5",
        "3WCGMWKQM",
        "WGJSRNZGM",
        "J7KQCG93W",
        "44SDQ6NX0",
        "10ZW1X3N5",
    ] {
        let stem = &dti[..8];
        let held: Vec<_> = "0123456789BCDFGHJKLMNPQRSTVWXZ"
            .chars()
            .filter(|check| Instrument::dti("f", &format!("{stem}{check}")).is_ok())
            .collect();
        assert_eq!(held, [dti.chars().last().expect("nine")], "{dti}");
    }
    assert!(
        Instrument::dti("f", "4H95J0R2X").is_ok(),
        "Bitcoin, as registered"
    );
}

#[test]
fn class_takes_in_what_is_of_it_and_nothing_else() {
    assert!(read("CFI:EXXXXX").takes_in(&read("CFI:ESVUFR")));
    assert!(read("CFI:ESXXXX").takes_in(&read("CFI:ESXXXX")));
    assert!(!read("CFI:ESVUFR").takes_in(&read("CFI:ESXXXX")));
    assert!(!read("CFI:ESXXXX").takes_in(&read("CFI:EPXXXX")));
    assert!(!read("CFI:EXXXXX").takes_in(&read("US0378331005")));
    assert!(read("BTC/EUR").takes_in(&read("BTC/EUR")));
    assert!(!read("BTC/EUR").takes_in(&read("LOCAL:BTC/EUR")));
}

#[test]
fn every_kind_has_words_in_both_languages() {
    let words = |text: &str, language| read(text).to_words(language).replace('\u{a0}', " ");
    assert_eq!(words("X9J9K872S", Language::De), "DTI X9J9K872S");
    assert_eq!(
        words("CFI:ESXXXX", Language::En),
        "every instrument of CFI ESXXXX (equities)"
    );
    assert_eq!(
        words("CFI:ESXXXX", Language::De),
        "allen Instrumenten der CFI ESXXXX (Eigenkapitalinstrumente)"
    );
    assert_eq!(words("LOCAL:abc", Language::En), "the local code “abc”");
    assert_eq!(words("LOCAL:abc", Language::De), "dem lokalen Code „abc“");
}
