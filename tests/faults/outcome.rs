//! What must be true of what an operation is about, whether it was done, failed or was repeated.

use std::process::Command;

use crate::{
    beginning::{ANSWER, ROWS},
    counts::Counts,
    operation::Operation,
    outsider,
    practice::{Practice, path_text},
    recovery::Trial,
};

/// Keys of agents that are there and that no request names.
const WITHOUT_REQUEST: &str = "SELECT count(*) FROM key WHERE purpose = 'agent' AND destroyed = 0
    AND spki NOT IN (SELECT spki FROM request)";

/// Certificates that are in force and whose agent's key is gone, if it was ever here.
const WITHOUT_KEY: &str = "SELECT count(*) FROM certificate JOIN key USING (spki)
    WHERE certificate.profile = 'agent' AND destroyed = 1
    AND serial NOT IN (SELECT serial FROM denied)";

#[track_caller]
pub(crate) fn assert_whole(trial: Trial<'_>, practice: &Practice, now: &Counts, at: &str) {
    assert_eq!(practice.count(WITHOUT_REQUEST), 0, "{at}");
    assert_eq!(practice.count(WITHOUT_KEY), 0, "{at}");
    let before = &trial.beginning.counts;
    let done = trial.operation.is_done(before, now);
    match trial.operation {
        Operation::RespondOcsp if done => assert_answered(practice, at),
        Operation::RenewWithSameKey => assert_eq!(practice.keys_known("agents"), 1, "{at}"),
        Operation::RenewWithNewKey => {
            let expected = if done { 2 } else { 1 };
            assert_eq!(practice.keys_known("agents"), expected, "{at}");
        }
        Operation::CompromiseKey => assert_eq!(now.denied, u64::from(done), "{at}"),
        Operation::CompromiseIssuer if done => assert_all_denied(practice, at),
        Operation::CompromiseIssuer => assert_eq!(now.denied, 0, "{at}"),
        Operation::Import | Operation::ImportUnderStanding => {
            assert!([0, ROWS].contains(&now.requests), "{now:?}, {at}");
            assert_eq!(now.uses, now.certificates, "{at}");
        }
        Operation::UseStanding => {
            assert!(now.requests <= 1, "{now:?}, {at}");
            assert_eq!(now.uses, now.certificates, "{at}");
        }
        _ => {}
    }
}

/// Of all that the issuing CA signed, nothing stands: but the root's own.
#[track_caller]
fn assert_all_denied(practice: &Practice, at: &str) {
    let standing = "SELECT count(*) FROM certificate WHERE profile <> 'root-ca'
        AND serial NOT IN (SELECT serial FROM denied)";
    assert_eq!(practice.count(standing), 0, "{at}");
}

/// OpenSSL takes the answer, and reads in it that the certificate is good.
#[track_caller]
fn assert_answered(practice: &Practice, at: &str) {
    let [root, issuing] = ["root", "issuing-1"].map(|name| {
        let file = practice.root().join(format!("publish/ca/{name}.cer"));
        let pem = practice.beside(name);
        let told = ["x509", "-in", path_text(&file), "-out", path_text(&pem)];
        outsider::openssl(&told);
        path_text(&pem).to_owned()
    });
    let (question, answer) = (practice.beside("handed-in"), practice.beside(ANSWER));
    let asked = Command::new("openssl")
        .args(["ocsp", "-no_nonce", "-reqin", path_text(&question)])
        .args(["-respin", path_text(&answer), "-issuer", &issuing])
        .args(["-CAfile", &root, "-verify_other", &issuing])
        .output()
        .expect("openssl runs: install the package openssl");
    let said = String::from_utf8_lossy(&asked.stderr);
    assert!(said.contains("Response verify OK"), "{said}, {at}");
}
