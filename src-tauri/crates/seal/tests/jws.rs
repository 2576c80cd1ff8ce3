//! Statements: what is signed verifies, and nothing that was changed does.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use chancery_domain::{Algorithm, Sha256Digest, SigningKey};
use chancery_seal::jws::{
    self, Jws, JwsAlgorithm, PayloadError, SignError, Verified, VerifyError, sign, verify,
};
use serde_json::{Value, json};
use support::{Signer, ThrowawayKey, moment};

const CTY: &str = "decision";
const ALGORITHMS: [(Algorithm, &str, JwsAlgorithm); 7] = [
    (Algorithm::EcdsaP256Sha256, "ES256", JwsAlgorithm::Es256),
    (Algorithm::EcdsaP384Sha384, "ES384", JwsAlgorithm::Es384),
    (Algorithm::EcdsaP521Sha512, "ES512", JwsAlgorithm::Es512),
    (Algorithm::Ed25519, "EdDSA", JwsAlgorithm::EdDsa),
    (Algorithm::Rsa2048, "PS256", JwsAlgorithm::Ps256),
    (Algorithm::Rsa3072, "PS256", JwsAlgorithm::Ps256),
    (Algorithm::Rsa4096, "PS256", JwsAlgorithm::Ps256),
];

fn decision() -> Value {
    json!({
        "type": "decision",
        "act": "approve",
        "subject_sha256": Sha256Digest::of(b"the request").to_hex(),
        "origin": "practice.example/log",
        "role": "checker",
        "reason": "Grenzen geprüft: 50 000 €",
        "jti": "01939e0c-7b1a-7cc3-98c4-dc0c0c07398f",
        "iat": moment().unix_seconds(),
        "log_checkpoint": "practice.example/log\n42\nIYM1bBq1l2BV3T3GjdZ0RyQ0TzhRwRtGJ3nGlpjFzTg=\n",
    })
}

fn signed(signer: &Signer) -> Jws {
    sign(&decision(), CTY, moment(), &signer.chain(), &signer.key).unwrap()
}

/// The header members as `sign` writes them for `signer`.
fn header(signer: &Signer) -> Value {
    json!({
        "alg": ALGORITHMS.iter().find(|row| row.0 == signer.key.algorithm()).unwrap().1,
        "cty": CTY,
        "iat": moment().unix_seconds(),
        "typ": "jose",
        "x5c": [STANDARD.encode(&signer.leaf), STANDARD.encode(&signer.issuer)],
        "x5t#S256": URL_SAFE_NO_PAD.encode(Sha256Digest::of(&signer.leaf).0),
    })
}

/// A correctly signed JWS over any two byte strings.
fn forge(header: &[u8], payload: &[u8], key: &ThrowawayKey) -> Jws {
    let input = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(payload)
    );
    let signature = key.sign(input.as_bytes()).unwrap();
    Jws::parse(&format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature.0))).unwrap()
}

fn verify_header(header: &[u8], signer: &Signer) -> Result<Verified, VerifyError> {
    verify(&forge(header, br#"{"type":"decision"}"#, &signer.key))
}

fn verify_payload(payload: &[u8], signer: &Signer) -> Result<Verified, VerifyError> {
    verify(&forge(
        header(signer).to_string().as_bytes(),
        payload,
        &signer.key,
    ))
}

#[test]
fn statement_verifies_under_each_algorithm() {
    for (algorithm, name, alg) in ALGORITHMS {
        let signer = Signer::new(algorithm);
        let verified = verify(&signed(&signer)).expect(name);
        assert_eq!(verified.header().alg, alg);
        assert_eq!(verified.cty(), CTY);
        assert_eq!(verified.signed_at(), moment());
        assert_eq!(verified.leaf(), signer.leaf);
        assert_eq!(verified.chain(), signer.chain());
        assert_eq!(verified.payload_as::<Value>().unwrap(), decision());
        assert_eq!(
            verified.payload(),
            serde_json_canonicalizer::to_vec(&decision()).unwrap()
        );
    }
}

#[test]
fn header_has_exactly_its_six_members_in_order() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let jws = signed(&signer);
    let (first, _) = jws.as_str().split_once('.').unwrap();
    let written = String::from_utf8(URL_SAFE_NO_PAD.decode(first).unwrap()).unwrap();
    assert_eq!(
        written,
        serde_json_canonicalizer::to_string(&header(&signer)).unwrap()
    );
}

#[test]
fn ed25519_is_accepted_under_its_newer_name() {
    let signer = Signer::new(Algorithm::Ed25519);
    let mut header = header(&signer);
    header["alg"] = json!("Ed25519");
    let verified = verify_header(header.to_string().as_bytes(), &signer).unwrap();
    assert_eq!(verified.header().alg, JwsAlgorithm::Ed25519);
}

#[test]
fn statement_survives_json_and_surrounding_space() {
    let jws = signed(&Signer::new(Algorithm::EcdsaP256Sha256));
    let text = serde_json::to_string(&jws).unwrap();
    assert_eq!(serde_json::from_str::<Jws>(&text).unwrap(), jws);
    assert_eq!(Jws::parse(&format!("  {jws}\n")).unwrap(), jws);
}

#[test]
fn any_changed_character_is_refused() {
    for (algorithm, name, _) in ALGORITHMS {
        let original = signed(&Signer::new(algorithm)).to_string();
        // Without optimisation, P-521 takes a hundred times as long as the others.
        let slow = algorithm == Algorithm::EcdsaP521Sha512;
        for at in (0..original.len()).step_by(if slow { 16 } else { 1 }) {
            let mut changed = original.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            let accepted = Jws::parse(&changed).is_ok_and(|jws| verify(&jws).is_ok());
            assert!(!accepted, "{name}: character {at} was changed unnoticed");
        }
    }
}

#[test]
fn signature_of_another_statement_is_refused() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let one = signed(&signer).to_string();
    let other = sign(
        &json!({"type": "receipt"}),
        CTY,
        moment(),
        &signer.chain(),
        &signer.key,
    )
    .unwrap()
    .to_string();
    let mixed = format!(
        "{}.{}",
        one.rsplit_once('.').unwrap().0,
        other.rsplit_once('.').unwrap().1
    );
    let refused = verify(&Jws::parse(&mixed).unwrap());
    assert!(matches!(refused, Err(VerifyError::Signature)));
}

#[test]
fn text_that_is_no_compact_jws_is_refused() {
    let good = signed(&Signer::new(Algorithm::EcdsaP256Sha256)).to_string();
    let too_long = format!("{good}{}", "A".repeat(jws::MAX_LEN));
    for text in [
        "",
        ".",
        "..",
        "a.b",
        "YQ.YQ.YQ.YQ",
        "YQ..YQ",
        "YQ.Y Q.YQ",
        "YQ=.YQ.YQ",
        "ÿ.YQ.YQ",
        &too_long,
    ] {
        assert!(Jws::parse(text).is_err(), "{text:.20}");
    }
}

type Refusal = fn(&VerifyError) -> bool;
type HeaderDefect = (&'static str, fn(&mut Value), Refusal);

/// One defect a row, in a header that is then signed by the right key.
const HEADER_DEFECTS: &[HeaderDefect] = &[
    (
        "alg none",
        |h| h["alg"] = json!("none"),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "alg HS256",
        |h| h["alg"] = json!("HS256"),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "alg swapped",
        |h| h["alg"] = json!("ES384"),
        |e| matches!(e, VerifyError::Algorithm),
    ),
    (
        "alg EdDSA",
        |h| h["alg"] = json!("EdDSA"),
        |e| matches!(e, VerifyError::Algorithm),
    ),
    (
        "crit",
        |h| h["crit"] = json!(["exp"]),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "b64",
        |h| h["b64"] = json!(false),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "jwk",
        |h| h["jwk"] = json!({}),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "sigT",
        |h| h["sigT"] = json!("2026-11-22T14:33:00Z"),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "no cty",
        |h| drop(h.as_object_mut().unwrap().remove("cty")),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "no x5t",
        |h| drop(h.as_object_mut().unwrap().remove("x5t#S256")),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "cty empty",
        |h| h["cty"] = json!(""),
        |e| matches!(e, VerifyError::ContentType),
    ),
    (
        "cty with newline",
        |h| h["cty"] = json!("a\nb"),
        |e| matches!(e, VerifyError::ContentType),
    ),
    (
        "cty long",
        |h| h["cty"] = json!("a".repeat(128)),
        |e| matches!(e, VerifyError::ContentType),
    ),
    (
        "typ JWT",
        |h| h["typ"] = json!("JWT"),
        |e| matches!(e, VerifyError::Typ),
    ),
    (
        "iat fraction",
        |h| h["iat"] = json!(1.5),
        |e| matches!(e, VerifyError::Header(_)),
    ),
    (
        "iat negative",
        |h| h["iat"] = json!(-1),
        |e| matches!(e, VerifyError::Iat),
    ),
    (
        "iat huge",
        |h| h["iat"] = json!(i64::MAX),
        |e| matches!(e, VerifyError::Iat),
    ),
    (
        "x5c empty",
        |h| h["x5c"] = json!([]),
        |e| matches!(e, VerifyError::ChainLength(0)),
    ),
    (
        "x5c long",
        |h| h["x5c"] = json!(["", "", "", "", ""]),
        |e| matches!(e, VerifyError::ChainLength(5)),
    ),
    (
        "x5c base64url",
        |h| h["x5c"][1] = json!("_-_-"),
        |e| matches!(e, VerifyError::X5c(_)),
    ),
    (
        "x5c not DER",
        |h| h["x5c"][1] = json!("MIIB"),
        |e| matches!(e, VerifyError::Certificate(_)),
    ),
    (
        "x5c reversed",
        |h| h["x5c"].as_array_mut().unwrap().reverse(),
        |e| matches!(e, VerifyError::Thumbprint),
    ),
    (
        "x5t of nothing",
        |h| h["x5t#S256"] = json!(""),
        |e| matches!(e, VerifyError::Thumbprint),
    ),
    (
        "x5t in hexadecimal",
        |h| h["x5t#S256"] = json!("00".repeat(32)),
        |e| matches!(e, VerifyError::Thumbprint),
    ),
];

#[test]
fn header_with_a_defect_is_refused_though_signed() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    verify_header(header(&signer).to_string().as_bytes(), &signer).expect("the sound twin");
    for (name, spoil, refusal) in HEADER_DEFECTS {
        let mut header = header(&signer);
        spoil(&mut header);
        let refused = verify_header(header.to_string().as_bytes(), &signer);
        assert!(refused.as_ref().is_err_and(refusal), "{name}: {refused:?}");
    }
}

#[test]
fn header_member_given_twice_is_refused() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let twice = header(&signer)
        .to_string()
        .replacen('{', r#"{"cty":"other","#, 1);
    assert!(matches!(
        verify_header(twice.as_bytes(), &signer),
        Err(VerifyError::Header(_))
    ));
}

#[test]
fn header_that_is_an_array_is_refused() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let members = header(&signer)
        .as_object()
        .unwrap()
        .values()
        .cloned()
        .collect::<Vec<_>>();
    let array = Value::Array(members).to_string();
    assert!(matches!(
        verify_header(array.as_bytes(), &signer),
        Err(VerifyError::Header(_))
    ));
}

#[test]
fn certificate_of_another_key_is_refused() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let other = Signer::new(Algorithm::EcdsaP256Sha256);
    let jws = forge(header(&signer).to_string().as_bytes(), b"{}", &other.key);
    assert!(matches!(verify(&jws), Err(VerifyError::Signature)));
}

#[test]
fn certificate_with_bytes_behind_it_is_refused() {
    let mut signer = Signer::new(Algorithm::EcdsaP256Sha256);
    signer.leaf.push(0);
    let refused = verify_header(header(&signer).to_string().as_bytes(), &signer);
    assert!(matches!(refused, Err(VerifyError::Certificate(_))));
}

const PAYLOAD_DEFECTS: &[(&str, &str)] = &[
    ("not JSON", "{"),
    ("array", "[]"),
    ("string", "\"decision\""),
    ("space", r#"{"a": 1}"#),
    ("order", r#"{"b":1,"a":1}"#),
    ("member twice", r#"{"a":1,"a":1}"#),
    ("escape", r#"{"a":"\u0041"}"#),
    ("fraction", r#"{"a":1.0}"#),
    ("exponent", r#"{"a":1e3}"#),
    ("integer beyond 2^53", r#"{"a":9007199254740992}"#),
    ("trailing newline", "{\"a\":1}\n"),
    ("byte order mark", "\u{feff}{}"),
];

#[test]
fn payload_that_is_not_canonical_is_refused_though_signed() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    verify_payload(br#"{"a":1,"b":[1,2.5,"\n"]}"#, &signer).expect("the sound twin");
    for (name, payload) in PAYLOAD_DEFECTS {
        let refused = verify_payload(payload.as_bytes(), &signer);
        assert!(
            matches!(refused, Err(VerifyError::Payload(_))),
            "{name}: {refused:?}"
        );
    }
}

#[test]
fn deep_payload_is_refused_without_panic() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(
        verify_payload(deep.as_bytes(), &signer),
        Err(VerifyError::Payload(_))
    ));
}

#[test]
fn signing_refuses_what_no_reader_would_accept() {
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let other = Signer::new(Algorithm::EcdsaP256Sha256);
    let attempt = |payload: Value, cty: &str, chain: &[&[u8]]| {
        sign(&payload, cty, moment(), chain, &signer.key).unwrap_err()
    };
    let chain = signer.chain();
    assert!(matches!(
        attempt(json!({}), "", &chain),
        SignError::ContentType
    ));
    assert!(matches!(
        attempt(json!({}), CTY, &[]),
        SignError::ChainLength(0)
    ));
    assert!(matches!(
        attempt(json!({}), CTY, &[signer.leaf.as_slice(); 5]),
        SignError::ChainLength(5)
    ));
    assert!(matches!(
        attempt(json!({}), CTY, &other.chain()),
        SignError::OtherKey
    ));
    assert!(matches!(
        attempt(json!({}), CTY, &[b"no certificate"]),
        SignError::Certificate(_)
    ));
    assert!(matches!(
        attempt(json!([]), CTY, &chain),
        SignError::Payload(PayloadError::NotAnObject)
    ));
    assert!(matches!(
        attempt(json!({"amount": u64::MAX}), CTY, &chain),
        SignError::Payload(PayloadError::IntegerTooLarge(_))
    ));
    assert!(matches!(
        attempt(json!({"a": "a".repeat(jws::MAX_LEN)}), CTY, &chain),
        SignError::TooLong
    ));
}
