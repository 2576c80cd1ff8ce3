//! What people read is whole sentences, in both languages.

use std::time::Duration;

use chancery_token::{LoadError, Pkcs11Answer, practice::PracticeError};

use super::*;
use crate::view::FailureKind;

#[test]
fn both_languages_have_the_same_codes_and_placeholders() {
    let placeholders = |text: &Text| {
        let all = format!(
            "{} {} {} {} {}",
            text.title,
            text.happened,
            text.unchanged,
            text.changed.as_deref().unwrap_or_default(),
            text.remedy
        );
        let mut names: Vec<String> = all
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
            .collect();
        names.sort();
        names.dedup();
        names
    };
    let (en, de) = (catalogue(Language::En), catalogue(Language::De));
    assert_eq!(en.keys().collect::<Vec<_>>(), de.keys().collect::<Vec<_>>());
    for (code, text) in en {
        assert_eq!(placeholders(text), placeholders(&de[code]), "{code}");
    }
}

#[test]
fn no_placeholder_is_left_in_what_people_read() {
    let errors = [
        Error::NotSignedIn,
        Error::AlreadyRevoked {
            serial: "01".into(),
        },
        Error::NoSuch {
            what: "request",
            id: "REQ".into(),
        },
        Error::PinRefused {
            token: "officer-03".into(),
            standing: PinStanding::CountLow,
            answer: "CKR_PIN_INCORRECT".into(),
            event: Some(7),
        },
        Error::FolderTaken { path: "/x".into() },
        Error::Cancelled,
    ];
    for error in errors {
        for language in [Language::En, Language::De] {
            let failure = error.to_failure(language);
            let all = format!("{failure:?}");
            let inside = all.trim_start_matches("Failure {");
            assert!(
                !inside.contains("\\{") && !failure.happened.contains('{'),
                "{all}"
            );
            assert!(
                !failure.remedy.contains('{') && !failure.title.is_empty(),
                "{all}"
            );
        }
    }
}

/// What is left of a text without what is filled in: its own words.
fn own_words(text: &str) -> usize {
    let (mut words, mut inside) = (String::new(), false);
    for letter in text.chars() {
        match letter {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => {}
            other => words.push(other),
        }
    }
    let all = words.split_whitespace();
    all.filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count()
}

#[test]
fn no_text_consists_of_what_the_program_says_alone() {
    for language in [Language::En, Language::De] {
        for (code, text) in catalogue(language) {
            assert!(own_words(&text.title) > 0, "{code}");
            for told in [&text.happened, &text.unchanged, &text.remedy] {
                assert!(own_words(told) > 1, "{code}: {told}");
            }
        }
    }
}

#[test]
fn sentences_begin_with_a_capital() {
    for language in [Language::En, Language::De] {
        for (code, text) in catalogue(language) {
            for told in [&text.title, &text.happened, &text.unchanged, &text.remedy] {
                assert!(!told.starts_with("{detail}"), "{code}: {told}");
                let first = told.chars().find(|c| !"“„‘{".contains(*c));
                let named = told.starts_with(['{', '“', '„']);
                assert!(
                    named || !first.is_some_and(char::is_lowercase),
                    "{code}: {told}"
                );
            }
        }
    }
}

fn of_a_module() -> [(LoadError, &'static str); 10] {
    let path = || "/opt/maker/p11.so".into();
    let answer = || Pkcs11Answer {
        code: "CKR_TOKEN_NOT_PRESENT".into(),
        function: "C_Initialize".into(),
    };
    [
        (LoadError::NotFound { path: path() }, "module-not-found"),
        (
            LoadError::Unreadable {
                path: path(),
                source: std::io::Error::other("no"),
            },
            "module-unreadable",
        ),
        (
            LoadError::NotSharedLibrary { path: path() },
            "module-not-library",
        ),
        (
            LoadError::NotLinked {
                path: path(),
                reason: "no libfoo.so".into(),
            },
            "module-not-linked",
        ),
        (
            LoadError::NotPkcs11 {
                path: path(),
                symbol: "C_GetFunctionList",
            },
            "module-not-pkcs11",
        ),
        (
            LoadError::WantsParameters {
                path: path(),
                answer: answer(),
            },
            "module-unconfigured",
        ),
        (
            LoadError::InitialisationRefused {
                path: path(),
                answer: answer(),
            },
            "module-refused",
        ),
        (LoadError::Busy { path: path() }, "module-busy"),
        (
            LoadError::Unresponsive {
                path: path(),
                waited: Duration::from_secs(10),
            },
            "module-unresponsive",
        ),
        (
            LoadError::StartHangs {
                path: path(),
                waited: Duration::from_secs(10),
            },
            "module-start-hangs",
        ),
    ]
}

#[test]
fn every_way_in_which_a_module_does_not_load_has_its_own_text() {
    for language in [Language::En, Language::De] {
        let mut remedies = std::collections::BTreeSet::new();
        for (error, code) in of_a_module() {
            let failure = Error::Load(error).to_failure(language);
            assert_eq!(failure.code, code);
            assert_eq!(failure.kind, FailureKind::Unavailable, "{code}");
            let happened = &failure.happened;
            assert!(happened.contains("/opt/maker/p11.so"), "{happened}");
            assert!(!happened.contains('{'), "{happened}");
            assert!(remedies.insert(failure.remedy), "{code}");
        }
    }
}

#[test]
fn softhsm_that_does_not_load_is_told_as_any_module() {
    let path = "/usr/lib/softhsm/libsofthsm2.so".into();
    let error = PracticeError::NotLoaded(LoadError::NotSharedLibrary { path });
    let failure = Error::Module(error).to_failure(Language::De);
    assert_eq!(failure.code, "module-not-library");
    assert!(failure.happened.starts_with("Die Datei /usr/lib"));
}

/// The log shows a title by its code alone, long after whatever it was about is gone.
#[test]
fn title_of_every_refusal_stands_without_what_it_was_about() {
    for language in [Language::En, Language::De] {
        for (code, title) in titles(language) {
            assert!(!title.is_empty() && !title.contains('{'), "{code}: {title}");
        }
    }
}
