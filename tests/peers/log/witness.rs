//! What a witness cosigned, in a receipt.

use std::fs;

use chancery_tests::{
    Practice,
    practice::{english, text},
};

use super::folder::{exports, plain, sumdb};

const NAME: &str = "practice.example/witness";

/// A second workstation cosigns the log's newest checkpoint; its verifier key.
fn is_cosigned(practice: &Practice) -> String {
    let witness = practice.beside("witness");
    english().json(["workspace", "create", plain(&witness), "--practice"]);
    let witness = || english().in_workspace(&witness);
    let key = text(&witness().json(["log", "witness-key"])["key"]);
    let propose = ["log", "witness-propose", &key, "--reason", "It watches"];
    let change = text(&practice.cli().json(propose)["row"]["id"]);
    practice.approves(&change);

    let (request, answer) = (practice.beside("request"), practice.beside("answer"));
    let (request, answer) = (plain(&request), plain(&answer));
    practice
        .cli()
        .json(["log", "witness-ask", NAME, "--out", request]);
    let keys = practice.published("log/log.vkey");
    let cosign = ["log", "cosign", request, "--log-key", plain(&keys)];
    witness().json(cosign.into_iter().chain(["--out", answer]));
    practice.cli().json(["log", "witness", answer]);
    key
}

#[test]
fn receipt_under_a_cosigned_checkpoint_carries_the_witness_and_go_verifies_it() {
    let practice = Practice::new();
    let key = is_cosigned(&practice);
    let out = practice.beside("first.tlog-proof");
    let told = ["log", "prove", "1", "--out", plain(&out)];
    let view = practice.cli().json(told);
    assert_eq!(view["witnesses"][0], NAME, "{view}");

    let folder = practice.beside("export");
    exports(&practice, &folder);
    let receipt = ["--receipt", plain(&out)];
    let said = sumdb(&folder, &receipt).expect_code(0).stdout;
    assert!(said.trim_end().ends_with(" 2"), "the log's own: {said}");
    fs::write(folder.join("witness.vkey"), key).expect("written");
    let said = sumdb(&folder, &receipt).expect_code(0).stdout;
    assert!(
        said.trim_end().ends_with(" 3"),
        "the witness's, too: {said}"
    );

    // One changed character in the witness's line, and Go believes none of it.
    let proof = fs::read_to_string(&out).expect("a receipt");
    let line = proof.find(NAME).expect("the witness's line") + NAME.len() + 30;
    let other = if proof.as_bytes()[line] == b'A' {
        "B"
    } else {
        "A"
    };
    let mut bent = proof.clone();
    bent.replace_range(line..=line, other);
    fs::write(&out, bent).expect("written");
    sumdb(&folder, &receipt).expect_code(1);
}
