//! A rejected request leaves no key behind.

use chancery_tests::{Practice, practice::text};

#[test]
fn rejection_destroys_the_key_on_the_token_and_says_so() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let told = [
        "request",
        "reject",
        &request,
        "--reason",
        "Wider than the mandate",
    ];
    let view = practice.cli().json(told);
    assert_eq!(view["row"]["state"], "rejected");
    assert_eq!(view["decisions"][1]["act"], "reject");
    assert_eq!(view["decisions"][1]["reason"], "Wider than the mandate");
    assert_eq!(view["decisions"][1]["signature_valid"], true);

    let destroyed = practice.events("key_destroyed");
    assert_eq!(destroyed.len(), 1);
    assert_eq!(destroyed[0]["subject"], request.as_str());
    let agents = practice.cli().json(["token", "show", "agents"]);
    assert_eq!(agents["keys"][0]["state"], "destroyed");
    assert_eq!(agents["keys"][0]["label"], "ai_trader_bot_v2");
}

/// The program's own word is not enough: the token's folder has the key's objects no more.
#[test]
fn destroyed_key_is_gone_from_the_token() {
    let practice = Practice::new();
    let objects = || {
        let tokens = std::fs::read_dir(practice.path().join("tokens")).expect("tokens");
        let files = tokens.flatten().flat_map(|token| {
            let inside = std::fs::read_dir(token.path()).expect("a token's folder");
            inside
                .flatten()
                .map(|entry| entry.path())
                .collect::<Vec<_>>()
        });
        let mut objects: Vec<_> = files
            .filter(|path| path.extension().is_some_and(|kind| kind == "object"))
            .collect();
        objects.sort();
        objects
    };
    let before = objects();
    let request = practice.submits("ai_trader_bot_v2");
    assert!(objects().len() > before.len(), "no key was made on a token");
    practice
        .cli()
        .json(["request", "reject", &request, "--reason", "No"]);
    assert_eq!(objects(), before);
}

#[test]
fn rejection_ends_the_request_and_not_the_agent() {
    let practice = Practice::new();
    let first = practice.submits("ai_trader_bot_v2");
    practice
        .cli()
        .json(["request", "reject", &first, "--reason", "Once more, please"]);
    let serial = practice.certifies("ai_trader_bot_v2");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_ne!(text(&view["row"]["request"]), first);
    assert_eq!(view["row"]["state"], "active");
}
