//! Time stamps: OpenSSL reads the query and answers it as an authority; what it answers is taken
//! in here if, and only if, OpenSSL verifies it too.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{
    Practice, Stranger,
    cli::Answer,
    stamping::{StampingAuthority, StampingKey, openssl_verifies},
    stranger::sha256,
};
use serde_json::Value;

fn plain(path: &Path) -> &str {
    path.to_str().expect("plain")
}

fn asks(practice: &Practice, name: &str) -> PathBuf {
    let query = practice.beside(name);
    practice
        .cli()
        .json(["log", "timestamp", "--request", plain(&query)]);
    query
}

fn takes(practice: &Practice, answer: &Path, root: &Path) -> Value {
    let told = ["log", "timestamp", "--response", plain(answer)];
    let told = told.into_iter().chain(["--root", plain(root)]);
    practice.cli().json(told)
}

/// The code of the refusal, and what it says happened.
fn refuses(practice: &Practice, answer: &Path, root: &Path) -> (String, String) {
    let told = ["log", "timestamp", "--response", plain(answer)];
    let told = told.into_iter().chain(["--root", plain(root)]);
    let failure = practice.fails(3, told);
    let text = |name: &str| failure[name].as_str().expect("text").to_owned();
    (text("code"), text("happened"))
}

/// A copy with one octet changed.
fn bent(file: &Path, at: usize, name: &str) -> PathBuf {
    let mut bytes = fs::read(file).expect("reads");
    bytes[at] ^= 1;
    let out = file.with_extension(name);
    fs::write(&out, bytes).expect("writes");
    out
}

#[test]
fn openssl_reads_the_query_and_finds_the_published_checkpoint_in_it() {
    let practice = Practice::new();
    practice.cli().json(["log", "checkpoint"]);
    let query = asks(&practice, "query.tsq");
    let told = ["ts", "-query", "-text", "-in", plain(&query)];
    let said = Stranger::openssl().ask(told).expect_code(0).stdout;
    for line in [
        "Version: 1",
        "Hash Algorithm: sha256",
        "Certificate required: yes",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert!(said.contains("Nonce: 0x"), "{said}");
    let note = sha256(&practice.published("log/checkpoint"));
    let digits: String = said
        .lines()
        .filter_map(|line| {
            line.trim_start()
                .split_once(" - ")
                .map(|(_, octets)| octets)
        })
        .map(|octets| octets.split("   ").next().unwrap_or_default())
        .flat_map(str::chars)
        .filter(char::is_ascii_hexdigit)
        .collect();
    assert_eq!(digits, note, "{said}");
}

#[test]
fn answers_of_openssl_are_taken_in_and_verify_by_openssl_as_they_are_stored() {
    for key in [
        StampingKey::P256,
        StampingKey::Rsa,
        StampingKey::RsaNamedBySha1,
    ] {
        let practice = Practice::new();
        let authority = StampingAuthority::new(&practice, "tsa", key);
        let note = practice.beside("note");
        fs::copy(practice.published("log/checkpoint"), &note).expect("copies");
        let query = asks(&practice, "query.tsq");
        let answer = authority.answers(&query);
        let view = takes(&practice, &answer, &authority.root());
        assert_eq!(view["valid"], true, "{key:?} {view}");
        assert_eq!(view["trusted"], true, "{key:?} {view}");
        assert_eq!(view["policy"], "1.3.6.1.4.1.13762.3");
        assert_eq!(view["accuracy_micros"], 1_500_000);

        let stored = practice.beside("stored.tsr");
        fs::write(&stored, stored_answer(&practice)).expect("writes");
        openssl_verifies(&query, &stored, &authority.root()).expect_code(0);
        let mut told = vec![
            "ts",
            "-verify",
            "-data",
            plain(&note),
            "-in",
            plain(&stored),
        ];
        let root = authority.root();
        told.extend(["-CAfile", plain(&root)]);
        Stranger::openssl().ask(told).expect_code(0);
    }
}

/// The blob, as an outsider reads it from the database.
fn stored_answer(practice: &Practice) -> Vec<u8> {
    let script = "import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
blob = 'SELECT bytes FROM blob JOIN timestamp ON sha256 = response'
print(db.execute(blob).fetchone()[0].hex())";
    let database = practice.path().join("chancery.db");
    let told = ["-c", script, plain(&database)];
    let said = Stranger::new("python3", "python3").ask(told).expect_code(0);
    let digits = said.stdout.trim().as_bytes();
    let octet = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).expect("ASCII");
        u8::from_str_radix(pair, 16).expect("hexadecimal")
    };
    digits.chunks(2).map(octet).collect()
}

#[test]
fn answers_that_openssl_refuses_are_refused_by_name_and_the_good_one_is_then_taken() {
    for key in [StampingKey::P256, StampingKey::Rsa] {
        let practice = Practice::new();
        let authority = StampingAuthority::new(&practice, "tsa", key);
        let other = StampingAuthority::new(&practice, "other", key);
        let (root, wrong_root) = (authority.root(), other.root());
        let query = asks(&practice, "query.tsq");
        // The imprint ends 21 octets before the end: nonce and certReq follow.
        let length = fs::read(&query).expect("reads").len();
        let imprint = authority.answers(&bent(&query, length - 30, "imprint"));
        let imprint = renamed(imprint, "of-imprint");
        let nonce = renamed(
            authority.answers(&bent(&query, length - 5, "nonce")),
            "of-nonce",
        );
        let good = authority.answers(&query);
        let last = fs::read(&good).expect("reads").len() - 1;
        let cases = [
            (imprint, &root, "timestamp-invalid", "imprint"),
            (nonce, &root, "timestamp-invalid", "nonce"),
            (good.clone(), &wrong_root, "timestamp-untrusted", "issuer"),
            (
                bent(&good, last, "bent"),
                &root,
                "timestamp-invalid",
                "signature",
            ),
            (
                authority.rejects(&query),
                &root,
                "timestamp-rejected",
                "badAlg",
            ),
        ];
        for (answer, root, code, word) in &cases {
            let said = openssl_verifies(&query, answer, root);
            assert_ne!(said.code, 0, "{key:?} {word}: OpenSSL accepts");
            let (refused, happened) = refuses(&practice, answer, root);
            assert_eq!(&refused, code, "{key:?} {word}: {happened}");
            assert!(happened.contains(word), "{key:?} {word}: {happened}");
        }
        let lax = authority.answers_laxly(&query);
        let (refused, happened) = refuses(&practice, &lax, &root);
        assert_eq!(refused, "timestamp-invalid");
        assert!(happened.contains("extended key usage"), "{happened}");
        assert_eq!(practice.events("refused").len(), cases.len() + 1);
        assert!(practice.events("checkpoint_timestamped").is_empty());

        let good = authority.answers(&query);
        openssl_verifies(&query, &good, &root).expect_code(0);
        assert_eq!(takes(&practice, &good, &root)["trusted"], true);
        assert_eq!(refuses(&practice, &good, &root).0, "timestamp-taken");
    }
}

fn renamed(file: PathBuf, extension: &str) -> PathBuf {
    let to = file.with_extension(extension);
    fs::rename(&file, &to).expect("renames");
    to
}

/// `openssl ts -verify` of files that were handed over.
fn openssl_stands(note: &Path, answer: &Path, root: &Path) -> Answer {
    let told = ["ts", "-verify", "-data", plain(note), "-in", plain(answer)];
    let told = told.into_iter().chain(["-CAfile", plain(root)]);
    Stranger::openssl().ask(told)
}

#[test]
fn time_stamps_travel_with_an_export_and_openssl_verifies_them_there() {
    let practice = Practice::new();
    let authority = StampingAuthority::new(&practice, "tsa", StampingKey::P256);
    let root = authority.root();
    let folder = practice.beside("export");
    let exports = || practice.cli().json(["log", "export", plain(&folder)]);
    exports();
    assert!(!folder.join("timestamps").exists());

    // Two over one checkpoint, and one over a later one, which an answer had signed.
    let queries = ["one.tsq", "two.tsq"].map(|name| asks(&practice, name));
    let sizes = queries.map(|query| {
        let taken = takes(&practice, &authority.answers(&query), &root);
        taken["size"].to_string()
    });
    assert_eq!(sizes[0], sizes[1]);
    let last = asks(&practice, "three.tsq");
    let last = takes(&practice, &authority.answers(&last), &root)["size"].to_string();
    exports();
    let names = fs::read_dir(folder.join("timestamps")).expect("a folder");
    let names: Vec<_> = names
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("plain"))
        .collect();
    assert_eq!(names.len(), 5, "{names:?}");
    for size in [&sizes[0], &last] {
        let note = folder.join(format!("timestamps/{size}.checkpoint"));
        let stamps = names
            .iter()
            .filter(|name| name.starts_with(&format!("{size}-")));
        for name in stamps {
            let answer = folder.join("timestamps").join(name);
            openssl_stands(&note, &answer, &root).expect_code(0);
            let bent = bent(&note, 30, "bent");
            assert_ne!(openssl_stands(&bent, &answer, &root).code, 0, "{name}");
        }
    }
    // What has its place stays as it is.
    let again = exports();
    assert_eq!(again["written"], 0, "{again}");
}

#[test]
fn report_names_the_newest_time_stamp_and_carries_it() {
    let practice = Practice::new();
    let authority = StampingAuthority::new(&practice, "tsa", StampingKey::P256);
    let answer = authority.answers(&asks(&practice, "query.tsq"));
    let taken = takes(&practice, &answer, &authority.root());
    let report = practice.beside("report.pdf");
    let told = [
        "report",
        "render",
        "--from",
        "2026-01-01",
        "--to",
        "2026-01-02",
    ];
    let told = told.into_iter().chain(["--out", plain(&report)]);
    practice.cli().json(told);

    let poppler = |program: &'static str, told: &[&str]| {
        let told = told.iter().copied();
        Stranger::new(program, "poppler-utils")
            .ask(told)
            .expect_code(0)
    };
    let first = ["-layout", "-l", "1", plain(&report), "-"];
    let cover = poppler("pdftotext", &first).stdout;
    let cover = cover.split_whitespace().collect::<Vec<_>>().join(" ");
    let stamped = format!("Time-stamped up to entry {}: ", taken["size"]);
    assert!(cover.contains(&stamped), "{cover}");
    assert!(cover.contains(" by O=Stamps, CN=tsa"), "{cover}");

    let folder = practice.beside("evidence");
    fs::create_dir(&folder).expect("a folder");
    poppler(
        "pdfdetach",
        &["-saveall", "-o", plain(&folder), plain(&report)],
    );
    let (note, stamp) = (
        folder.join("timestamped-checkpoint"),
        folder.join("timestamp.tsr"),
    );
    openssl_stands(&note, &stamp, &authority.root()).expect_code(0);
    let text = poppler("pdftotext", &["-layout", plain(&report), "-"]).stdout;
    assert!(text.contains("openssl ts -verify -data timestamped-checkpoint -in timestamp.tsr"));
}
