//! SoftHSM is not installed, or is not what it should be.

use crate::{
    mounts::Mounts,
    practice::{Practice, Stage, failure, first_request},
    snapshot::Snapshot,
};

/// Does `$what` to every folder in which SoftHSM may lie.
fn over_softhsm(what: &str) -> String {
    format!(
        "for folder in /usr/lib/softhsm /usr/lib/*/softhsm /usr/lib64/pkcs11 /usr/local/lib/softhsm; do
            [ -e \"$folder/libsofthsm2.so\" ] || continue; {what}
         done"
    )
}

fn commands() -> [Vec<&'static str>; 4] {
    [
        vec!["certificate", "issue", first_request()],
        vec!["request", "list"],
        vec!["log", "verify"],
        vec!["workspace", "check"],
    ]
}

#[test]
fn without_softhsm_the_program_says_what_to_install() {
    let practice = Practice::at(Stage::Approved);
    let before = Snapshot::of(&practice.root());
    let script = over_softhsm("mount -t tmpfs none \"$folder\"");
    let mounts = Mounts::made_by(&script, &practice);
    for command in commands() {
        let answer = mounts.run(&practice, &command).expect_code(4);
        let failure = failure(&answer);
        assert_eq!(failure["code"], "module-missing", "{failure:#}");
        assert_eq!(failure["kind"], "unavailable");
        assert!(failure["remedy"].as_str().unwrap().contains("softhsm2"));
    }
    before.assert_same(&practice.root());
    practice.issue(first_request());
    practice.assert_clean();
}

#[test]
fn a_module_that_is_something_else_is_told_as_that() {
    let practice = Practice::at(Stage::Approved);
    let strangers = [
        ("/bin/sh", "module-not-linked"),
        ("/etc/passwd", "module-not-library"),
    ];
    for (stranger, code) in strangers {
        let what = format!("mount --bind {stranger} \"$folder/libsofthsm2.so\"");
        let mounts = Mounts::made_by(&over_softhsm(&what), &practice);
        let answer = mounts.run(&practice, &commands()[0]).expect_code(4);
        let failure = failure(&answer);
        assert_eq!(failure["code"], code, "{failure:#}");
    }
    practice.issue(first_request());
    practice.assert_clean();
}

#[test]
fn a_token_that_is_gone_is_told_and_no_new_key_takes_its_place() {
    let practice = Practice::at(Stage::Approved);
    let (there, away) = (practice.token_folder("issuing"), practice.beside("away"));
    std::fs::rename(&there, &away).unwrap();
    let failure = practice.fails(&commands()[0], 4, "token-absent");
    assert!(
        failure["happened"].as_str().unwrap().contains("issuing"),
        "{failure:#}"
    );
    assert_eq!(practice.events("issuance_intended"), 0);
    assert_eq!(practice.request_state(first_request()), "approved");
    std::fs::rename(&away, &there).unwrap();
    practice.issue(first_request());
    practice.assert_clean();
}
