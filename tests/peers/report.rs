//! The sealed report: Poppler, qpdf, veraPDF, and what is embedded in it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Practice, Stranger, built, cli::Answer, practice::text, stranger};

use crate::{
    checkpoint,
    published::{Published, furnished, serials, split},
};

/// A workspace with three certificates, one of them revoked, and a report over its whole life.
fn reported() -> (Practice, PathBuf) {
    let report = |practice: &Practice| practice.path().join("sealed.pdf");
    let practice = Practice::after("report", |practice| {
        let before = furnished();
        fs::remove_dir_all(practice.path()).expect("goes away");
        fs::rename(before.path(), practice.path()).expect("takes its place");
        practice.revokes(&serials(practice)[0], "keyCompromise");
        let log = practice.cli().json(["log", "list"]);
        let day = |row: &serde_json::Value| text(&row["at"])[..10].to_owned();
        let rows = log["rows"].as_array().expect("rows");
        let (first, last) = (day(rows.last().expect("events")), day(&rows[0]));
        let out = report(practice);
        let out = out.to_str().expect("plain");
        practice.cli().json([
            "report", "render", "--from", &first, "--to", &last, "--out", out,
        ]);
    });
    let file = report(&practice);
    (practice, file)
}

/// An NSS database; the root in it is trusted if `trusted`.
fn database(practice: &Practice, trusted: bool) -> PathBuf {
    let folder = practice.beside(if trusted { "trusting" } else { "empty" });
    fs::create_dir(&folder).expect("a folder");
    let at = format!("sql:{}", folder.display());
    let certutil = Stranger::new("certutil", "libnss3-tools");
    certutil
        .ask(["-N", "-d", &at, "--empty-password"])
        .expect_code(0);
    if trusted {
        let root = practice.published("ca/root.cer");
        let root = root.to_str().expect("plain");
        let told = ["-A", "-d", &at, "-n", "root", "-t", "C,C,C", "-i", root];
        certutil.ask(told).expect_code(0);
    }
    folder
}

/// Without the network: revocation is looked at in the lists that are embedded.
fn pdfsig(database: &Path, report: &Path) -> Answer {
    let told = [
        "-no-ocsp".as_ref(),
        "-nssdir".as_ref(),
        database.as_os_str(),
        report.as_os_str(),
    ];
    Stranger::new("pdfsig", "poppler-utils").ask(told)
}

/// Takes the embedded files out.
fn taken_out(practice: &Practice, report: &Path) -> PathBuf {
    let folder = practice.beside("evidence");
    fs::create_dir(&folder).expect("a folder");
    let told = [
        "-saveall".as_ref(),
        "-o".as_ref(),
        folder.as_os_str(),
        report.as_os_str(),
    ];
    Stranger::new("pdfdetach", "poppler-utils")
        .ask(told)
        .expect_code(0);
    folder
}

#[test]
fn pdfsig_says_valid_and_trusted() {
    let (practice, report) = reported();
    let said = pdfsig(&database(&practice, true), &report)
        .expect_code(0)
        .stdout;
    for line in [
        "Signer Certificate Common Name: Practice report seal",
        "Signature Type: ETSI.CAdES.detached",
        "Total document signed",
        "Signature Validation: Signature is Valid.",
        "Certificate Validation: Certificate is Trusted.",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
}

#[test]
fn pdfsig_does_not_trust_a_root_it_does_not_know() {
    let (practice, report) = reported();
    let said = pdfsig(&database(&practice, false), &report).stdout;
    assert!(said.contains("Signature is Valid."), "{said}");
    assert!(!said.contains("Certificate is Trusted."), "{said}");
}

#[test]
fn pdfsig_notices_a_changed_byte() {
    let (practice, report) = reported();
    let mut bytes = fs::read(&report).expect("a report");
    // A digit of the header's version: the file stays readable.
    assert!(bytes.starts_with(b"%PDF-1.7"));
    bytes[7] = b'6';
    let changed = practice.beside("changed.pdf");
    fs::write(&changed, bytes).expect("writes");
    let said = pdfsig(&database(&practice, true), &changed).stdout;
    assert!(!said.contains("Signature is Valid."), "{said}");
    assert!(said.contains("Signature Validation:"), "{said}");
}

#[test]
fn qpdf_finds_no_fault() {
    let (_practice, report) = reported();
    let told = ["--check".as_ref(), report.as_os_str()];
    let said = Stranger::new("qpdf", "qpdf").ask(told).expect_code(0);
    let said = said.stdout + &said.stderr;
    assert!(
        said.contains("No syntax or stream encoding errors found"),
        "{said}"
    );
    assert!(!said.contains("WARNING"), "{said}");
}

#[test]
fn verapdf_accepts_pdf_a_3b() {
    let (_practice, report) = reported();
    let found = Stranger::python("peers/python/jar.py")
        .ask::<&str>([])
        .expect_code(0);
    let jaxb = ["jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl"];
    let jaxb = jaxb.map(|name| format!("/usr/share/java/{name}.jar"));
    for jar in &jaxb {
        assert!(
            Path::new(jar).is_file(),
            "{jar} is missing: install libjaxb-java"
        );
    }
    let classes = [found.stdout.trim().to_owned(), jaxb.join(":")].join(":");
    let driver = built::repository().join("tests/peers/verapdf/Validate.java");
    let told = ["-cp".as_ref(), classes.as_ref(), driver.as_os_str()];
    let told = told
        .into_iter()
        .chain(["PDFA-3B".as_ref(), report.as_os_str()]);
    let said = Stranger::new("java", "a Java 17 runtime")
        .ask(told)
        .expect_code(0);
    assert!(said.stdout.starts_with("PASS PDFA-3B "), "{}", said.stdout);
}

#[test]
fn embedded_files_are_what_was_published_and_what_is_printed() {
    let (practice, report) = reported();
    let folder = taken_out(&practice, &report);
    let told = ["-layout".as_ref(), report.as_os_str(), "-".as_ref()];
    let printed = Stranger::new("pdftotext", "poppler-utils")
        .ask(told)
        .expect_code(0)
        .stdout;
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).expect("a folder").flatten() {
        // In the list, the hash stands in two lines of 32 digits.
        let hash = stranger::sha256(&entry.path()).to_uppercase();
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(printed.contains(&name), "{name} is not listed");
        assert!(
            printed.contains(&hash[..32]) && printed.contains(&hash[32..]),
            "{name}"
        );
        names.push(name);
    }
    names.sort();
    let wanted = [
        "certificates.pem",
        "checkpoint",
        "decisions.jsonl",
        "events.jsonl",
        "issuing-ca.crl.pem",
        "issuing-ca.pem",
        "log.vkey",
        "root-ca.crl.pem",
        "root-ca.pem",
    ];
    assert_eq!(names, wanted);

    for (kind, embedded, published) in [
        ("x509", "root-ca.pem", "ca/root.cer"),
        ("x509", "issuing-ca.pem", "ca/issuing-1.cer"),
        ("crl", "root-ca.crl.pem", "crl/root.crl"),
        ("crl", "issuing-ca.crl.pem", "crl/issuing-1.crl"),
    ] {
        let der = practice.beside("der");
        let told = [
            kind.as_ref(),
            "-outform".as_ref(),
            "DER".as_ref(),
            "-out".as_ref(),
        ];
        let file = folder.join(embedded);
        let files = [der.as_os_str(), "-in".as_ref(), file.as_os_str()];
        Stranger::openssl()
            .ask(told.into_iter().chain(files))
            .expect_code(0);
        let published = fs::read(practice.published(published)).expect("published");
        assert_eq!(fs::read(&der).expect("written"), published, "{embedded}");
    }
    let keys = |file: PathBuf| fs::read_to_string(file).expect("keys");
    assert_eq!(
        keys(folder.join("log.vkey")),
        keys(practice.published("log/log.vkey"))
    );
}

#[test]
fn embedded_events_hash_to_the_root_of_the_embedded_checkpoint() {
    let (practice, report) = reported();
    let folder = taken_out(&practice, &report);
    let file = |name: &str| folder.join(name);
    let (vkeys, note, events) = (file("log.vkey"), file("checkpoint"), file("events.jsonl"));
    let said = checkpoint::python(&vkeys, &note, &events)
        .expect_code(0)
        .stdout;
    assert!(said.trim().ends_with("ECDSA Ed25519"), "{said}");
    let again = checkpoint::sumdb(&[&vkeys, &note, &events])
        .expect_code(0)
        .stdout;
    assert!(said.starts_with(again.trim()), "{said} {again}");
    // The checkpoint covers every line of the events.
    let lines = fs::read_to_string(&events).expect("events").lines().count();
    assert!(said.starts_with(&format!("{lines} ")), "{said}");
    // The same leaves as an outsider finds in the database, up to there.
    let database = practice.path().join("chancery.db");
    let told = ["leaves".as_ref(), database.as_os_str()];
    let stored = Stranger::python("peers/python/store.py")
        .ask(told)
        .expect_code(0)
        .stdout;
    assert!(stored.starts_with(&fs::read_to_string(&events).expect("events")));
}

/// The commands under "Steps", as a reader would paste them from the page.
fn printed_commands(report: &Path) -> String {
    let told = ["-layout".as_ref(), report.as_os_str(), "-".as_ref()];
    let text = Stranger::new("pdftotext", "poppler-utils")
        .ask(told)
        .expect_code(0)
        .stdout;
    let steps = text.lines().skip_while(|line| line.trim() != "Steps");
    let steps = steps.take_while(|line| line.trim() != "What a failure means");
    let commands = steps.filter(|line| line.starts_with("      "));
    commands.map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn instructions_of_the_report_work_as_printed() {
    let (practice, report) = reported();
    let reports = fs::read_dir(practice.path().join("reports"))
        .expect("a folder")
        .flatten();
    let own = reports.map(|entry| entry.path()).next().expect("a report");
    assert_eq!(
        fs::read(&own).expect("a report"),
        fs::read(&report).expect("a report")
    );
    let desk = practice.beside("desk");
    fs::create_dir(&desk).expect("a folder");
    fs::copy(&own, desk.join(own.file_name().expect("a name"))).expect("copies");

    // Not `set -e`: one certificate is revoked, and OpenSSL is to say so.
    let script = format!(
        "cd '{}' && exec 2>&1\n{}\n",
        desk.display(),
        printed_commands(&report)
    );
    let said = Stranger::new("sh", "dash").ask(["-c", &script]);
    let said = said.expect_code(0).stdout;
    let view = practice
        .cli()
        .json(["certificate", "show", &serials(&practice)[1]]);
    let root = text(&view["chain"][0]["sha256"]);
    for line in [
        "Signature is Valid.",
        "Certificate is Trusted.",
        "Total document signed",
        "certificate-0000.pem: OK",
        "certificate revoked",
        "practice.example/log",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(said.replace(':', "").contains(&root), "{root}: {said}");
}

/// Step 4 of the report's own instructions, for every certificate that is embedded.
#[test]
fn embedded_certificates_verify_but_for_the_revoked_one() {
    let (practice, report) = reported();
    let folder = taken_out(&practice, &report);
    let lists = ["root-ca.crl.pem", "issuing-ca.crl.pem"]
        .map(|name| fs::read_to_string(folder.join(name)).expect("a list"));
    let file = practice.beside("lists.pem");
    fs::write(&file, lists.concat()).expect("writes");
    let embedded = Published {
        root: folder.join("root-ca.pem"),
        issuing: folder.join("issuing-ca.pem"),
        lists: file,
    };
    let certificates = split(&folder.join("certificates.pem"), practice.path().as_path());
    // Root, issuing CA, OCSP responder, two seals, five officers, three agents.
    assert_eq!(certificates.len(), 13);
    let said = embedded.openssl_verify(&certificates);
    let verified = said.stdout.matches(": OK").count();
    assert_eq!(
        verified,
        certificates.len() - 1,
        "{} {}",
        said.stdout,
        said.stderr
    );
    assert_eq!(
        said.stderr.matches("certificate revoked").count(),
        1,
        "{}",
        said.stderr
    );
}

#[test]
fn embedded_decisions_verify() {
    let (practice, report) = reported();
    let folder = taken_out(&practice, &report);
    let lines = fs::read_to_string(folder.join("decisions.jsonl")).expect("decisions");
    let decisions: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .collect();
    let statements: Vec<_> = decisions.iter().map(|line| text(&line["jws"])).collect();
    // Three requests of two decisions each, and one revocation.
    assert_eq!(statements.len(), 7);
    let file = practice.beside("statements");
    fs::write(&file, statements.join("\n")).expect("writes");
    let said = Stranger::python("peers/python/statements.py")
        .ask([&file])
        .expect_code(0)
        .json();
    let said = said.as_array().expect("an array").clone();
    assert!(
        said.iter()
            .all(|statement| statement["payload"]["type"] == "decision"),
        "{said:?}"
    );
    // Each is over the object that lies beside it.
    for (line, statement) in decisions.iter().zip(&said) {
        let object = text(&line["object"]);
        let hash = stranger::sha256_of(object.as_bytes());
        assert_eq!(statement["payload"]["subject_sha256"], hash, "{object}");
    }
}
