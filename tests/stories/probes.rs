//! Probes: what was found is used again, and what a killed one left on the token the next one
//! destroys, and nothing else.

use std::{
    fs,
    process::{Child, Stdio},
};

use chancery_tests::{Practice, wait};
use serde_json::Value;

use crate::kryoptic::SecondModule;

/// Where a probe is killed.
struct Instant {
    /// It hangs there.
    script: &'static str,
    /// What it has done by then, and how often.
    done: &'static [(&'static str, usize)],
    /// Which halves of its key are on the token.
    halves: &'static str,
}

const INSTANTS: [Instant; 4] = [
    Instant {
        script: "C_DestroyObject 1 hang",
        done: &[("C_GenerateKeyPair", 2)],
        halves: "pair",
    },
    Instant {
        script: "C_DestroyObject 2 hang",
        done: &[("C_GenerateKeyPair", 2), ("C_DestroyObject", 1)],
        halves: "public",
    },
    Instant {
        script: "C_DestroyObject 3 hang",
        done: &[("C_CopyObject", 2)],
        halves: "pair",
    },
    Instant {
        script: "C_DestroyObject 4 hang",
        done: &[("C_CopyObject", 2), ("C_DestroyObject", 3)],
        halves: "public",
    },
];

/// Starts a probe and kills it at an instant.
fn kill_a_probe(practice: &Practice, module: &SecondModule<'_>, at: &Instant) {
    let calls = practice.beside("double").join("calls");
    fs::write(&calls, "").expect("writes");
    module.obeys(at.script);
    let mut command = module.cli().command();
    command.args(["token", "probe", "vault"]);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let mut probe: Child = command.spawn().expect("starts");
    let reached = wait::until(|| {
        let calls = fs::read_to_string(&calls).expect("reads");
        let times = |name: &str| calls.lines().filter(|line| line.starts_with(name)).count();
        let reached = at.done.iter().all(|(name, wanted)| times(name) == *wanted);
        reached.then_some(())
    });
    assert!(reached.is_some(), "{}", at.script);
    probe.kill().expect("is killed");
    probe.wait().expect("ends");
    module.obeys("");
}

/// The keys of the token that the log does not know.
fn strangers(module: &SecondModule<'_>) -> Vec<Value> {
    let answer = module.cli().run(["--json", "token", "inventory", "vault"]);
    let view = answer.json();
    assert_eq!(view["known"], 1, "{view:#}");
    view["strangers"].as_array().expect("a list").clone()
}

#[test]
fn what_a_killed_probe_left_is_destroyed_by_the_next_and_no_other_key() {
    let practice = Practice::new();
    let module = SecondModule::faulty_beside(&practice);
    module.init("vault").expect_code(0);
    module.certifies("reporting_bot");
    for at in INSTANTS {
        kill_a_probe(&practice, &module, &at);
        let left = strangers(&module);
        assert_eq!(left.len(), 1, "{}: {left:#?}", at.script);
        assert_eq!(
            (&left[0]["label"], &left[0]["halves"]),
            (&"probe".into(), &at.halves.into())
        );

        let probe = module.cli().json(["token", "probe", "vault"]);
        assert_eq!(
            probe["swept"],
            Value::from(vec![left[0]["cka_id"].clone()]),
            "{probe:#}"
        );
        assert_eq!(probe["left_behind"], Value::Array(vec![]), "{probe:#}");
        assert_eq!(strangers(&module), Vec::<Value>::new(), "{}", at.script);
    }
    module.certifies("trading_bot_v2");
}

#[test]
fn what_was_found_of_a_token_is_used_by_later_programs_until_it_is_another() {
    let practice = Practice::new();
    let module = SecondModule::faulty_beside(&practice);
    let probes = || practice.events("token_probed").len();
    module.obeys("made-by Nobody");
    module.init("vault").expect_code(0);
    assert_eq!(probes(), 1);
    module.certifies("reporting_bot");
    assert_eq!(probes(), 1, "tried out again");
    module.obeys("made-by Somebody");
    module.certifies("trading_bot_v2");
    assert_eq!(probes(), 2, "not tried out");
    // Whoever asks for it is told anew, and that is recorded, too.
    module.cli().json(["token", "probe", "vault"]);
    assert_eq!(probes(), 3);
    let check = module.cli().json(["workspace", "check"]);
    assert_eq!(check["sound"], true, "{check:#}");
    practice.cli().run(["workspace", "rebuild"]).expect_code(0);
}

#[test]
fn what_did_not_work_is_tried_again_by_the_next_program() {
    let practice = Practice::new();
    let module = SecondModule::faulty_beside(&practice);
    module.obeys("made-by Nobody\nC_GenerateKeyPair 1+ CKR_DEVICE_MEMORY");
    module.init("vault").expect_code(0);
    module.obeys("made-by Nobody");
    for _ in 0..2 {
        module.certifies("reporting_bot");
        assert_eq!(practice.events("token_probed").len(), 2);
    }
}
