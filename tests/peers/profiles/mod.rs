//! Each profile for keys of each algorithm, made on the token or asked for by a signing request:
//! one table of what OpenSSL, GnuTLS, NSS, webpki and pkilint say.

mod everyone;
mod exceptions;
mod nss;
mod row;
mod verdicts;

use std::{collections::BTreeSet, fmt::Write as _};

use chancery_tests::{Practice, artefacts};

pub(crate) use self::{everyone::everyone, row::Key};
use self::{
    row::{ALGORITHMS, FOUNDED, PROFILES, Row},
    verdicts::{STRANGERS, Verdict, Verdicts},
};

/// What is wrong in the table, one line a cell.
fn surprises(table: &[(Row, Vec<Verdict>)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (row, verdicts) in table {
        for (stranger, verdict) in STRANGERS.iter().zip(verdicts) {
            let expected = exceptions::of(*stranger, row);
            let right = match (expected, verdict) {
                (None, Ok(())) => true,
                (Some(exception), Err(said)) => said.contains(exception.says),
                _ => false,
            };
            if !right {
                let expected = expected.map_or("accepted", |exception| exception.says);
                wrong.push(format!(
                    "{row}, {stranger}: {expected} expected, {verdict:?} found"
                ));
            }
        }
    }
    wrong
}

fn printed(table: &[(Row, Vec<Verdict>)]) -> String {
    let mut text = format!("{:<28}{:<10}", "certificate", "key");
    for stranger in STRANGERS {
        write!(text, "{:<16}", stranger.to_string()).expect("a string");
    }
    for (row, verdicts) in table {
        write!(text, "\n{:<28}{:<10}", row.title(), row.algorithm).expect("a string");
        for (stranger, verdict) in STRANGERS.iter().zip(verdicts) {
            let word = match (verdict, exceptions::of(*stranger, row)) {
                (Ok(()), _) => "accepts",
                (Err(_), Some(exception)) => exception.word,
                (Err(_), None) => "REFUSES",
            };
            write!(text, "{word:<16}").expect("a string");
        }
    }
    for exception in exceptions::ALL {
        write!(
            text,
            "\n\n{}, {}: {}",
            exception.stranger, exception.word, exception.reason
        )
        .expect("a string");
    }
    format!("{text}\n\n{WEBPKI}\n")
}

/// What its column does not say.
const WEBPKI: &str = "webpki judges the signatures of the two CAs. The subject's key is used at a \
                      handshake only: of those here, ring can't do P-521 then.";

#[test]
#[expect(clippy::print_stdout, reason = "the table is to be read")]
fn strangers_judge_every_profile_and_algorithm_as_told() {
    let (practice, rows) = everyone();
    let verdicts = Verdicts::of(&practice, &rows);
    let table: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let said = STRANGERS.map(|stranger| verdicts.on(stranger, &row));
            (row, said.to_vec())
        })
        .collect();
    let text = printed(&table);
    println!("{text}");
    artefacts::keep("profiles.txt", text.as_bytes());
    let wrong = surprises(&table);
    assert!(wrong.is_empty(), "{}\n{text}", wrong.join("\n"));

    let found: BTreeSet<_> = table
        .iter()
        .map(|(row, _)| (row.profile.clone(), row.algorithm.clone(), row.key))
        .collect();
    assert_eq!(found, wanted(), "each is there, and no other");
}

/// Profile, algorithm and where the key is from.
fn wanted() -> BTreeSet<(String, String, Key)> {
    let agents = PROFILES
        .iter()
        .flat_map(|profile| ALGORITHMS.map(|algorithm| (*profile, algorithm, Key::Token)));
    let own = ALGORITHMS.map(|algorithm| ("agent", algorithm, Key::Own));
    let founded = FOUNDED.map(|(profile, algorithm)| (profile, algorithm, Key::Token));
    agents
        .chain(own)
        .chain(founded)
        .map(|(profile, algorithm, key)| (profile.to_owned(), algorithm.to_owned(), key))
        .collect()
}

/// The twins: each stranger looks at what it accepts.
#[test]
fn strangers_refuse_what_was_changed_and_what_was_revoked() {
    let (practice, rows) = everyone();
    let tls = |row: &&Row| row.profile == "agent-tls" && row.algorithm == "P-256";
    let row = rows.iter().find(tls).expect("it is there").clone();
    let changed = row.with_another_signature(&practice);
    refuse(
        &practice,
        &changed,
        [
            "certificate signature failure",
            "The signature in the certificate is invalid",
            "-8182: Peer's certificate has an invalid signature",
            "Peer's certificate has an invalid signature",
            "InvalidSignatureForPublicKey",
        ],
    );
    practice.revokes(&row.serial, "keyCompromise");
    refuse(
        &practice,
        &row,
        [
            "certificate revoked",
            "revoked",
            "has been revoked",
            "has been revoked",
            "CertRevoked",
        ],
    );
}

/// Each but pkilint, which judges form alone whatever it goes by, refuses it with these words.
#[track_caller]
fn refuse(practice: &Practice, row: &Row, words: [&str; 5]) {
    let verdicts = Verdicts::of(practice, std::slice::from_ref(row));
    for (stranger, says) in STRANGERS.into_iter().zip(words) {
        let said = verdicts.on(stranger, row).expect_err(says);
        assert!(said.contains(says), "{stranger}: {said}");
    }
}
