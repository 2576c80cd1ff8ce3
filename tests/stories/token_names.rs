//! Which token a name, a serial or a `pkcs11:` URI (RFC 7512) means.

use chancery_tests::{Practice, practice::text};

#[test]
fn uri_means_a_token_of_which_all_is_true_that_it_says() {
    let practice = Practice::new();
    let shown = practice.cli().json(["token", "show", "agents"]);
    let token = &shown["token"];
    let (serial, module) = (text(&token["serial"]), text(&token["module_path"]));
    for uri in [
        "pkcs11:token=agents".to_owned(),
        "PKCS11:token=agents".to_owned(),
        format!("pkcs11:serial={serial}"),
        format!("pkcs11:token=agents;manufacturer=SoftHSM%20project?module-path={module}"),
    ] {
        let found = practice.cli().json(["token", "show", &uri]);
        assert_eq!(found["token"]["serial"], token["serial"], "{uri}");
    }
    for uri in [
        "pkcs11:token=agents;manufacturer=Nobody",
        "pkcs11:token=agents;model=Luna",
        "pkcs11:token=agents?module-path=/nowhere.so",
        "pkcs11:token=agents;serial=00",
    ] {
        let failed = practice.fails(3, ["token", "show", uri]);
        assert_eq!(failed["code"], "no-such", "{uri}");
    }
}

#[test]
fn what_could_mean_several_tokens_is_refused() {
    let practice = Practice::new();
    let pin = practice.beside("pin");
    std::fs::write(&pin, "24681357").expect("writes");
    for uri in ["pkcs11:", "pkcs11:manufacturer=SoftHSM%20project"] {
        let told = ["token", "change-pin", uri, "--new-pin-file"];
        let told = told.into_iter().chain([pin.to_str().expect("plain")]);
        let failed = practice.fails(3, told);
        assert_eq!(failed["code"], "several-tokens", "{uri}");
    }
    assert!(practice.events("pin_changed").is_empty());
}

#[test]
fn pin_has_no_place_in_a_uri_and_none_is_fetched_from_where_it_points() {
    let practice = Practice::new();
    for uri in [
        "pkcs11:token=agents?pin-value=1234",
        "pkcs11:token=agents?pin-source=file:/etc/passwd",
    ] {
        let failed = practice.fails(3, ["token", "show", uri]);
        assert_eq!(failed["code"], "token-uri", "{uri}");
        assert!(!failed.to_string().contains("1234"), "{failed}");
    }
}
