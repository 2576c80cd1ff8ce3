//! Certification requests.

use chancery_domain::SigningKey;
use chancery_pki::csr::{MAX_LEN, Request};
use chancery_pki::signature::PublicKey;
use chancery_pki::weak_key;

use crate::responder::RESPONDER;

/// What is read as a request holds a sound key whose owner signed it, and can be
/// shown. Bytes that begin with a zero are subject and attributes of a request
/// that is signed here, so that these are reached as well.
pub(crate) fn reads(bytes: &[u8]) {
    let read = match bytes {
        [0, rest @ ..] => Request::from_der(&signed(rest)),
        file => Request::read(file),
    };
    let Ok(request) = read else {
        return;
    };
    assert!(request.der().len() <= MAX_LEN);
    let again = Request::from_der(request.der()).expect("reads once more");
    assert_eq!(again, request);
    let key = PublicKey::of(request.spki()).expect("a key");
    assert_eq!(weak_key::check(&key), Ok(()));
    assert_eq!(key.algorithm(), Some(request.algorithm()));
    assert!(!passes_when_bent(&request), "its owner signed it");
    let shown = request.extensions().iter().map(|e| e.summary.as_str());
    let subject = request.subject_text();
    for text in shown.chain([subject.as_str()]) {
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
    let attributes: usize = request.rdns().iter().map(Vec::len).sum();
    assert_eq!(attributes, request.subject().attributes().len());
}

/// The last byte is of the signature.
fn passes_when_bent(request: &Request) -> bool {
    let mut bent = request.der().to_vec();
    *bent.last_mut().expect("not empty") ^= 1;
    Request::from_der(&bent).is_ok()
}

/// A request whose subject is as long as the first byte says, and whose attributes
/// are the rest.
fn signed(content: &[u8]) -> Vec<u8> {
    let (length, content) = content.split_first().unwrap_or((&0, &[]));
    let (subject, attributes) = content.split_at(content.len().min(usize::from(*length)));
    let key = &*RESPONDER;
    let info = sequence(&[&[2, 1, 0], subject, key.spki().der(), attributes]);
    let signature = key.sign(&info).expect("signs").0;
    let ed25519 = [0x30, 5, 6, 3, 0x2b, 0x65, 0x70];
    sequence(&[&info, &ed25519, &[3, 65, 0], &signature])
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let [.., high, low] = content.len().to_be_bytes();
    let length = match content.len() {
        0..=127 => vec![low],
        128..=255 => vec![0x81, low],
        _ => vec![0x82, high, low],
    };
    [&[0x30][..], &length, &content].concat()
}
