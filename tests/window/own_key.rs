//! A key that the agent has itself: its signing request in the form.

use std::{fs, path::Path};

use chancery_tests::{Practice, Stranger, Window, built, wait};

use crate::desk::{
    desk_of, fill_sample, look, paste, pick, practising, submit, turn_german_and_dark,
};

const OWN: &str = "The agent’s own key, by a signing request (CSR)";
const FIELD: &str = "Certificate signing request (PEM)";

fn openssl<'a>(told: impl IntoIterator<Item = &'a str>) -> String {
    Stranger::openssl().ask(told).expect_code(0).stdout
}

fn plain(path: &Path) -> &str {
    path.to_str().expect("plain paths in tests")
}

/// An agent's key and its signing request, which asks for more than it gets.
fn own_key(folder: &Path) -> (String, String) {
    let (key, request) = (folder.join("own.key"), folder.join("own.csr"));
    let (key, request) = (plain(&key), plain(&request));
    openssl(["genpkey", "-algorithm", "ED25519", "-out", key]);
    let asked = ["-addext", "subjectAltName=DNS:elsewhere.example"];
    let told = [
        "req",
        "-new",
        "-key",
        key,
        "-subj",
        "/CN=Elsewhere",
        "-out",
        request,
    ];
    openssl(told.into_iter().chain(asked));
    let public = openssl(["pkey", "-in", key, "-pubout"]);
    (public, fs::read_to_string(request).expect("a request"))
}

/// A request of `fixtures/csr/bad` as it is pasted.
fn bad(name: &str) -> String {
    let file = built::repository().join("fixtures/csr/bad").join(name);
    openssl(["req", "-inform", "DER", "-in", plain(&file)])
}

#[test]
fn own_key_is_certified_and_what_else_it_asks_for_is_shown() {
    let window = practising();
    let (public, request) = own_key(window.home());
    fill_sample(&window, "reporting_bot");
    window.click("radio", OWN);
    paste(&window, FIELD, &request);
    window.see_named("heading", "What the signing request says");
    window.see("CN=Elsewhere (not used)");
    window.see("Shown, not used: the profile decides.");
    window.see("subjectAltName");
    window.run_script("document.querySelector('.csr').scrollIntoView({ block: 'end' })");
    look(&window, "75-own-key");
    submit(&window);
    window.click_button("Continue as checker");
    window.see("What exactly you sign");
    window.see("Ed25519");
    look(&window, "76-approve-own-key");
    window.press("Escape");
    window.see_no_more("What exactly you sign");
    window.click_button("Decide request");
    window.type_into("Your reason", "The operator’s key was checked.");
    window.click_button("Approve and sign");
    window.see("Certificate issued");
    window.click_button("Show agent");
    window.see("The agent brought its own key (Ed25519).");
    look(&window, "77-own-key-issued");
    let file = window.home().join("own.pem");
    export(&window, &file);
    assert_eq!(
        openssl(["x509", "-in", plain(&file), "-noout", "-pubkey"]),
        public
    );
    let told = openssl(["x509", "-in", plain(&file), "-noout", "-text"]);
    assert!(!told.to_lowercase().contains("elsewhere"), "{told}");
    window.expect_no_trouble();
}

fn export(window: &Window, file: &Path) {
    window.will_pick(file);
    pick(window, "Export…", "Certificate (PEM)");
    wait::until(|| file.is_file().then_some(())).expect("the certificate is written");
}

#[test]
fn unproven_key_is_refused_beside_its_field_in_both_languages() {
    let practice = Practice::new();
    let window = desk_of(&practice, "maker");
    fill_sample(&window, "reporting_bot");
    window.click("radio", OWN);
    paste(&window, FIELD, &bad("signed-by-another.der"));
    window.click_button("Continue to signing");
    window.see("not signed by the key that it names");
    look(&window, "78-unproven-key");
    turn_german_and_dark(&window);
    window.see("nicht mit dem Schlüssel signiert");
    look(&window, "79-unproven-key-german-dark");
    window.expect_no_trouble();
}
