//! A relying party checks a certificate with files alone: what is published, and what
//! it was handed.

use std::{fs, path::Path};

use chancery_tests::{
    Cli, Practice, Stranger,
    practice::{english, failure, text},
};
use serde_json::Value;

/// What a relying party has of an authority: no workspace, only files.
struct RelyingParty<'a> {
    practice: &'a Practice,
}

impl RelyingParty<'_> {
    /// Away from the workspace, where no network is either.
    fn cli() -> Cli {
        english().without_network()
    }

    /// `verify FILE` with everything that is published, and more.
    fn told(&self, file: &Path, more: &[&str]) -> Vec<String> {
        let published = |name: &str| path(&self.practice.published(name));
        let mut told = vec!["verify".to_owned(), path(file)];
        for (option, name) in [
            ("--root", "ca/root.cer"),
            ("--intermediate", "ca/issuing-1.cer"),
            ("--crl", "crl/root.crl"),
            ("--crl", "crl/issuing-1.crl"),
        ] {
            told.extend([option.to_owned(), published(name)]);
        }
        told.extend(more.iter().map(|one| (*one).to_owned()));
        told
    }

    #[track_caller]
    fn asks(&self, exit: i32, file: &Path, more: &[&str]) -> Value {
        judged(exit, self.told(file, more))
    }
}

#[track_caller]
fn judged(exit: i32, told: Vec<String>) -> Value {
    let told = ["--json".to_owned()].into_iter().chain(told);
    RelyingParty::cli().run(told).expect_code(exit).json()
}

fn path(file: &Path) -> String {
    file.to_str().expect("plain paths in tests").to_owned()
}

/// A certificate in DER as OpenSSL writes it in PEM.
fn pem(file: &Path) -> String {
    let told = ["x509", "-inform", "DER", "-in", &path(file)].map(str::to_owned);
    Stranger::openssl().ask(told).expect_code(0).stdout
}

/// Overall, path, revocation, scope.
fn verdicts(view: &Value) -> [&str; 4] {
    let name = |value: &'static str| view[value]["verdict"].as_str().expect("a verdict");
    let overall = view["verdict"].as_str().expect("a verdict");
    [overall, name("path"), name("revocation"), name("scope")]
}

fn agent() -> (Practice, String) {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    (practice, serial)
}

#[test]
fn practice_certificate_holds_and_is_never_called_authentic() {
    let (practice, serial) = agent();
    let party = RelyingParty {
        practice: &practice,
    };
    for format in ["pem", "der"] {
        let file = practice.exports(&serial, format);
        let view = party.asks(0, &file, &["--purpose", "agent-action"]);
        assert_eq!(verdicts(&view), ["practice", "valid", "good", "understood"]);
        assert_eq!(view["certificate"]["serial"], serial.as_str());
        assert_eq!(view["purpose"], "agent-action");
        assert_eq!(view["path"]["fault"], Value::Null);
    }
    let file = practice.beside(&format!("{serial}.pem"));
    let said = RelyingParty::cli().run(party.told(&file, &[]));
    let said = said.expect_code(0).stdout;
    assert!(said.starts_with("Practice, never authentic"), "{said}");
    assert!(said.contains("ai_trader_bot_v2 may"), "{said}");
    let said = RelyingParty::cli().run(party.told(&file, &["--lang", "de"]));
    let said = said.expect_code(0).stdout;
    assert!(said.starts_with("Übung, niemals echt"), "{said}");
}

#[test]
fn denials_are_seen_once_they_are_published() {
    let (practice, serial) = agent();
    let party = RelyingParty {
        practice: &practice,
    };
    let file = practice.exports(&serial, "pem");
    practice.suspends(&serial);
    let view = party.asks(1, &file, &[]);
    let told = ["failed", "invalid", "suspended", "understood"];
    assert_eq!(verdicts(&view), told);

    practice.releases(&serial);
    assert_eq!(verdicts(&party.asks(0, &file, &[]))[2], "good");

    practice.revokes(&serial, "keyCompromise");
    let view = party.asks(1, &file, &[]);
    assert_eq!(verdicts(&view)[..3], ["failed", "invalid", "revoked"]);
    assert_eq!(view["revocation"]["reason"], "keyCompromise");
    assert_eq!(view["path"]["fault"]["clause"], "RFC 5280, 6.1.3 (a)(3)");

    let since = text(&view["revocation"]["since"]);
    assert_eq!(
        verdicts(&party.asks(1, &file, &["--at", &since]))[2],
        "revoked"
    );
    let before = text(&view["certificate"]["not_before"]);
    let view = party.asks(0, &file, &["--at", &before]);
    assert_eq!(verdicts(&view)[2], "good", "it was good when it began");
    // The same without lists does not know.
    let blind = ["verify", &path(&file), "--intermediate"];
    let issuing = path(&practice.published("ca/issuing-1.cer"));
    let root = path(&practice.published("ca/root.cer"));
    let blind = blind.into_iter().chain([&*issuing, "--root", &*root]);
    let view = judged(0, blind.map(str::to_owned).collect());
    assert_eq!(verdicts(&view)[2], "not_asked");
}

#[test]
fn wrong_root_wrong_time_wrong_purpose_and_a_changed_byte_are_each_named() {
    let (practice, serial) = agent();
    let party = RelyingParty {
        practice: &practice,
    };
    let file = practice.exports(&serial, "der");
    let rule = |view: &Value| text(&view["path"]["fault"]["rule"]);

    // Another authority, which calls itself the same.
    let stranger = path(&practice.beside("stranger"));
    english().json(["workspace", "create", &stranger, "--practice"]);
    let strangers_root = format!("{stranger}/publish/ca/root.cer");
    let mut told = party.told(&file, &[]);
    let root = told.iter().position(|one| one == "--root").expect("there");
    told[root + 1] = strangers_root;
    let view = judged(1, told);
    assert_eq!(
        (rule(&view).as_str(), verdicts(&view)[0]),
        ("no-issuer", "failed")
    );

    let view = party.asks(1, &file, &["--at", "2020-01-01T00:00:00Z"]);
    assert_eq!(rule(&view), "validity");
    let view = party.asks(1, &file, &["--purpose", "officer-decision"]);
    assert_eq!(rule(&view), "purpose");

    let mut bytes = fs::read(&file).expect("reads");
    *bytes.last_mut().expect("not empty") ^= 1;
    let changed = practice.beside("changed.der");
    fs::write(&changed, bytes).expect("writes");
    let view = party.asks(1, &changed, &[]);
    assert_eq!(
        (rule(&view).as_str(), verdicts(&view)[0]),
        ("signature", "failed")
    );
}

#[test]
fn without_a_root_the_verdict_is_integrity_only() {
    let (practice, serial) = agent();
    let mut bundle = fs::read_to_string(practice.exports(&serial, "pem")).expect("reads");
    for ca in ["ca/issuing-1.cer", "ca/root.cer"] {
        bundle += &pem(&practice.published(ca));
    }
    let file = practice.beside("bundle.pem");
    fs::write(&file, bundle).expect("writes");
    let told = |more: &[&str]| {
        let told = ["verify".to_owned(), path(&file)].into_iter();
        told.chain(more.iter().map(|one| (*one).to_owned()))
            .collect()
    };
    let view = judged(1, told(&[]));
    assert_eq!(
        verdicts(&view)[..3],
        ["integrity_only", "valid", "not_asked"]
    );
    assert!(text(&view["message"]).contains("no trust anchor was named"));

    // The root in the bundle counts once its hash is named, as OpenSSL prints it.
    let sha256 = text(&view["path"]["steps"][2]["sha256"]).to_uppercase();
    let pairs: Vec<_> = sha256.as_bytes().chunks(2).collect();
    let printed = String::from_utf8(pairs.join(&b':')).expect("hex");
    let view = judged(0, told(&["--root", &printed]));
    assert_eq!(view["verdict"], "practice");
    let other = "0".repeat(64);
    let told = ["--json".to_owned()]
        .into_iter()
        .chain(told(&["--root", &other]));
    let refused = failure(&RelyingParty::cli().run(told).expect_code(3));
    assert_eq!(refused["code"], "root-not-given");
}

#[test]
fn what_can_not_be_read_is_no_verdict() {
    let practice = Practice::new();
    let party = RelyingParty {
        practice: &practice,
    };
    let root = practice.published("ca/root.cer");
    let whole = fs::read(&root).expect("reads");
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "cut.der",
            &whole[..whole.len() - 1],
            "number 1 in it can't be read",
        ),
        ("letter.txt", b"Dear reader", "it is neither DER nor PEM"),
        ("empty.pem", b"", "it is empty"),
        (
            "key.pem",
            b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "“PRIVATE KEY”",
        ),
    ];
    for (name, bytes, want) in cases {
        let file = practice.beside(name);
        fs::write(&file, bytes).expect("writes");
        for told in [
            party.told(&file, &[]),
            party.told(&root, &["--intermediate", &path(&file)]),
        ] {
            let told = ["--json".to_owned()].into_iter().chain(told);
            let refused = failure(&RelyingParty::cli().run(told).expect_code(3));
            assert_eq!(refused["code"], "evidence-unreadable", "{name}");
            let happened = text(&refused["happened"]);
            assert!(
                happened.contains(name) && happened.contains(want),
                "{happened}"
            );
        }
    }
    let missing = party.told(&practice.beside("nothing.pem"), &[]);
    RelyingParty::cli().run(missing).expect_code(4);
    for wrong in [["--at", "yesterday"], ["--purpose", "everything"]] {
        let told = party.told(&root, &wrong);
        RelyingParty::cli().run(told).expect_code(2);
    }
}
