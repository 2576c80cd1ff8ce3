//! Not a test: a program that signs statements with keys of a practice workspace's token, each
//! through the way that actions and decisions are signed.
//!
//! ```text
//! sign-statements DIR TOKEN CERTIFICATE...      one statement a line on stdout
//! ```

use std::{env, fs, io::Write, path::Path};

use chancery_domain::{SigningKey, Utc};
use chancery_seal::jws::{Jws, sign};
use chancery_token::{LoggedInToken, TokenLabel, UserPin, practice};
use serde_json::{Value, json};

fn main() {
    practice::prepare_process(&[]).expect("the process can be prepared");
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [dir, token, certificates @ ..] = arguments.as_slice() else {
        panic!("DIR TOKEN CERTIFICATE...");
    };
    let dir = Path::new(dir);
    let token = logged_in(dir, token);
    let issuing = fs::read(dir.join("publish/ca/issuing-1.cer")).expect("the issuing CA");
    for file in certificates {
        let leaf = fs::read(file).expect("a certificate");
        let statement = statement(&token, &[&leaf, &issuing]);
        writeln!(std::io::stdout(), "{}", statement.as_str()).expect("a pipe");
    }
}

fn logged_in(dir: &Path, label: &str) -> LoggedInToken {
    let module = practice::open(&dir.join("tokens")).expect("SoftHSM");
    let pins = fs::read(dir.join("practice.json")).expect("a practice workspace");
    let pins: Value = serde_json::from_slice(&pins).expect("JSON");
    let pin = pins["tokens"][label].as_str().expect("its PIN");
    let wanted = TokenLabel::new(label).expect("a label");
    let tokens = module.tokens().expect("tokens");
    let found = tokens.iter().find(|token| token.id.label == wanted);
    let id = &found.expect("the token").id;
    let token = module.open(id).expect("opens");
    token
        .log_in(&UserPin::new(pin.to_owned()))
        .expect("its PIN")
}

/// By the key that the certificate names.
fn statement(token: &LoggedInToken, chain: &[&[u8]]) -> Jws {
    let names = |key: &dyn SigningKey| {
        let spki = key.spki().der();
        chain[0].windows(spki.len()).any(|part| part == spki)
    };
    let entries = token.keys().expect("keys").into_iter();
    let mut keys = entries.map(|entry| token.key(&entry.cka_id, None).expect("a key"));
    let key = keys.find(|key| names(key)).expect("its key");
    let now = Utc::parse("2026-11-22T14:33:00Z").expect("an instant");
    let payload = json!({
        "event_type": "trade_executed",
        "timestamp": "2026-11-22T14:33:00Z",
        "action": { "name": "order.buy", "instrument": "BTC/EUR" },
        "algorithm": key.algorithm().name(),
    });
    sign(&payload, "action", now, chain, &key).expect("signs")
}
