//! OpenSSL asks the responder, and takes its answers; changed ones it refuses.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chancery_tests::{Practice, Stranger, cli::Answer};

use crate::published::Published;

/// A serial that nobody issued.
const NOBODYS: &str = "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF";

/// A request by OpenSSL, with a nonce.
fn request(practice: &Practice, issuer: &Path, serials: &[&str]) -> PathBuf {
    let file = practice.beside("request.der");
    let plain = |path: &Path| path.to_str().expect("plain").to_owned();
    let fixed = ["ocsp", "-nonce", "-issuer"];
    let mut told: Vec<_> = fixed.map(str::to_owned).to_vec();
    told.push(plain(issuer));
    for serial in serials {
        told.extend(["-serial".to_owned(), format!("0x{serial}")]);
    }
    told.extend(["-reqout".to_owned(), plain(&file)]);
    // Without a responder it prints how it is used, having written the request.
    Stranger::openssl().ask(&told);
    assert!(file.is_file(), "OpenSSL wrote no request");
    file
}

fn respond(practice: &Practice, request: &Path, name: &str) -> PathBuf {
    let out = practice.beside(name);
    let told = ["ocsp".as_ref(), "respond".as_ref(), request.as_os_str()];
    let told = told.into_iter().chain(["--out".as_ref(), out.as_os_str()]);
    practice.cli().json(told);
    out
}

/// What OpenSSL makes of an answer to that request.
fn verdict(published: &Published, request: &Path, answer: &Path, serials: &[&str]) -> Answer {
    let plain = |path: &Path| path.to_str().expect("plain").to_owned();
    let mut told: Vec<String> = vec!["ocsp".into(), "-no_nonce".into()];
    for (option, path) in [
        ("-reqin", request),
        ("-respin", answer),
        ("-issuer", &published.issuing),
        ("-CAfile", &published.root),
        ("-verify_other", &published.issuing),
    ] {
        told.extend([option.to_owned(), plain(path)]);
    }
    for serial in serials {
        told.extend(["-serial".to_owned(), format!("0x{serial}")]);
    }
    Stranger::openssl().ask(&told)
}

#[test]
fn openssl_takes_good_on_hold_revoked_and_unknown() {
    let practice = Practice::new();
    let good = practice.certifies("ai_trader_bot_v2");
    let held = practice.certifies("reporting_bot");
    let revoked = practice.certifies("trading_bot_v2");
    practice.suspends(&held);
    practice.revokes(&revoked, "keyCompromise");
    let published = Published::of(&practice);
    let serials = [good.as_str(), &held, &revoked, NOBODYS];
    let request = request(&practice, &published.issuing, &serials);
    let answer = respond(&practice, &request, "response.der");

    let said = verdict(&published, &request, &answer, &serials).expect_code(0);
    assert!(
        said.stderr.contains("Response verify OK"),
        "{}",
        said.stderr
    );
    assert!(!said.stderr.contains("Nonce"), "{}", said.stderr);
    let of = |serial: &str| {
        let (_, rest) = said
            .stdout
            .split_once(&format!("0x{serial}: "))
            .expect("told");
        rest.split("0x").next().expect("its lines").to_owned()
    };
    assert!(of(&good).starts_with("good"), "{}", said.stdout);
    assert!(
        of(&held).contains("Reason: certificateHold"),
        "{}",
        said.stdout
    );
    assert!(
        of(&revoked).contains("Reason: keyCompromise"),
        "{}",
        said.stdout
    );
    assert!(of(NOBODYS).starts_with("unknown"), "{}", said.stdout);
    assert_eq!(practice.events("ocsp_responded").len(), 1);
}

#[test]
fn openssl_refuses_a_changed_answer_and_the_answer_to_another_request() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let published = Published::of(&practice);
    let serials = [serial.as_str()];
    let first = request(&practice, &published.issuing, &serials);
    let answer = respond(&practice, &first, "response.der");
    verdict(&published, &first, &answer, &serials).expect_code(0);

    // One octet after another: the responder's identifier, a status, a date, the signature.
    let der = fs::read(&answer).expect("reads");
    for at in [60, 120, 150, 180, 260] {
        let mut bent = der.clone();
        bent[at] ^= 1;
        let file = practice.beside("bent.der");
        fs::write(&file, bent).expect("writes");
        let said = verdict(&published, &first, &file, &serials);
        assert!(
            !said.stderr.contains("Response verify OK"),
            "octet {at}: {}",
            said.stderr
        );
    }

    let kept = practice.beside("first.der");
    fs::rename(&first, &kept).expect("renames");
    let first = kept;
    let second = request(&practice, &published.issuing, &serials);
    // Asked for states, OpenSSL makes a request of its own and compares no nonces.
    let said = verdict(&published, &first, &answer, &[]).expect_code(0);
    assert!(!said.stderr.contains("Nonce"), "{}", said.stderr);
    let said = verdict(&published, &second, &answer, &[]);
    assert!(
        said.stderr.contains("Nonce Verify error"),
        "{}",
        said.stderr
    );
}

#[test]
fn released_certificate_is_good_again_at_once() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let published = Published::of(&practice);
    let serials = [serial.as_str()];
    let request = request(&practice, &published.issuing, &serials);
    practice.suspends(&serial);
    let held = respond(&practice, &request, "held.der");
    practice.releases(&serial);
    let released = respond(&practice, &request, "released.der");
    let said = verdict(&published, &request, &held, &serials).expect_code(0);
    assert!(said.stdout.contains(": revoked"), "{}", said.stdout);
    let said = verdict(&published, &request, &released, &serials).expect_code(0);
    assert!(said.stdout.contains(": good"), "{}", said.stdout);
}

#[test]
fn what_can_not_be_answered_gets_an_unsigned_answer() {
    let practice = Practice::new();
    let published = Published::of(&practice);
    let junk = practice.beside("junk");
    fs::write(&junk, b"GET / HTTP/1.0").expect("writes");
    let by_root = request(&practice, &published.root, &["01"]);
    for (asked, word) in [(&junk, "malformedrequest"), (&by_root, "unauthorized")] {
        let out = practice.beside(&format!("{word}.der"));
        let told = ["ocsp".as_ref(), "respond".as_ref(), asked.as_os_str()];
        let told = told.into_iter().chain(["--out".as_ref(), out.as_os_str()]);
        practice.cli().run(told).expect_code(1);
        let told = ["ocsp".as_ref(), "-respin".as_ref(), out.as_os_str()];
        let said = Stranger::openssl().ask(told);
        assert!(
            said.stdout.contains(word),
            "{} {}",
            said.stdout,
            said.stderr
        );
    }
    assert!(practice.events("ocsp_responded").is_empty());
}

/// Its certificate is beneath the authority's key, like all others.
#[test]
fn responder_of_a_compromised_authority_is_silent() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let published = Published::of(&practice);
    let request = request(&practice, &published.issuing, &[&serial]);
    let told = ["certificate", "compromise", "issuing", "--comment", "Lost"];
    practice.cli().json(told);
    let out = practice.beside("response.der");
    let [asked, answer] = [&request, &out].map(|path| path.to_str().expect("plain"));
    let failure = practice.fails(4, ["ocsp", "respond", asked, "--out", answer]);
    assert_eq!(failure["code"], "responder-unusable");
    assert!(!out.exists());
}

/// A denial needs no CA: it counts here, and the responder says so, while its list is owed.
#[test]
fn hold_is_answered_while_its_list_is_owed() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let published = Published::of(&practice);
    let request = request(&practice, &published.issuing, &[&serial]);
    let pins = practice.path().join("practice.json");
    let all = fs::read_to_string(&pins).expect("PINs");
    fs::write(&pins, all.replace("\"issuing\"", "\"elsewhere\"")).expect("writes");

    let told = ["certificate", "suspend", &serial, "--comment", "Odd orders"];
    assert_eq!(practice.fails(4, told)["code"], "crl-owed");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["state"], "suspended");
    assert_eq!(view["row"]["crl_owed"], true);
    let shown = practice.cli().json(["crl", "show"]);
    assert_eq!(shown["crls"][1]["owed"], true, "{shown}");
    let answer = respond(&practice, &request, "owed.der");
    let said = verdict(&published, &request, &answer, &[&serial]).expect_code(0);
    assert!(said.stdout.contains("certificateHold"), "{}", said.stdout);

    // With the CA's token the list follows by itself.
    fs::write(&pins, all).expect("writes");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["crl_owed"], false);
}

#[test]
fn answer_is_not_dated_before_the_revocation_that_it_tells_of() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.revokes(&serial, "keyCompromise");
    let published = Published::of(&practice);
    let request = request(&practice, &published.issuing, &[&serial]);
    practice.pretends("UPDATE denied SET at = unixepoch('now', '+60 seconds') * 1000");
    let answer = respond(&practice, &request, "soon.der");
    let told = verdict(&published, &request, &answer, &[&serial]).stdout;
    let dated = |what: &str| told.lines().find_map(|line| line.trim().strip_prefix(what));
    let update = dated("This Update: ").expect("a time");
    assert_eq!(dated("Revocation Time: "), Some(update), "{told}");

    practice.pretends("UPDATE denied SET at = unixepoch('now', '+1 day') * 1000");
    let request = request.to_str().expect("plain");
    let out = practice.beside("never.der");
    let out = out.to_str().expect("plain");
    let failure = practice.fails(4, ["ocsp", "respond", request, "--out", out]);
    assert_eq!(failure["code"], "clock-behind");
}
