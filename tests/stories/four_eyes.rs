//! Whoever asks does not decide, and only checkers decide.

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, MAKER, SECOND_CHECKER, fixture},
};

/// An officer who may not decide tries to; the refusal is in the log.
#[track_caller]
fn cannot_decide(officer: &str) {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    for verb in ["approve", "reject"] {
        let told = [
            "request", verb, &request, "--reason", "Mine", "--as", officer,
        ];
        let failure = practice.fails(3, told);
        assert_eq!(failure["code"], "role-forbids");
        assert_eq!(failure["kind"], "refused");

        let newest = &practice.events("refused")[0];
        assert_eq!(newest["seq"], failure["event"]);
        assert_eq!(newest["actor"], officer);
        assert_eq!(newest["subject"], request.as_str());
        assert_eq!(newest["negative"], true);
    }
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["row"]["state"], "submitted");
    assert_eq!(view["decisions"].as_array().expect("decisions").len(), 1);
}

#[test]
fn maker_cannot_approve_own_request() {
    cannot_decide(MAKER);
}

#[test]
fn administrator_cannot_approve() {
    cannot_decide(ADMINISTRATOR);
}

#[test]
fn auditor_cannot_approve() {
    cannot_decide(AUDITOR);
}

#[test]
fn only_a_maker_submits() {
    let practice = Practice::new();
    let file = fixture("ai_trader_bot_v2");
    let file = file.to_str().expect("plain");
    for officer in [AUDITOR, ADMINISTRATOR, CHECKER] {
        let failure = practice.fails(3, ["request", "new", file, "--as", officer]);
        assert_eq!(failure["code"], "role-forbids", "{officer}");
        assert_eq!(practice.events("refused")[0]["actor"], officer);
    }
    assert_eq!(
        practice.cli().json(["request", "list", "--all"])["total"],
        0
    );
    // No key was made for what was refused.
    let agents = practice.cli().json(["token", "show", "agents"]);
    assert_eq!(agents["keys"], serde_json::json!([]));
}

#[test]
fn second_checker_can_approve() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let reason = ["--reason", "Seen", "--as", SECOND_CHECKER];
    let told = ["request", "approve", &request].into_iter().chain(reason);
    let view = practice.cli().json(told);
    assert_eq!(view["row"]["state"], "approved");
    assert_eq!(view["decisions"][1]["officer"], SECOND_CHECKER);
    assert_eq!(view["decisions"][1]["reason"], "Seen");
    practice.issues(&request);
}

#[test]
fn decided_request_is_not_decided_again() {
    let practice = Practice::new();
    let approved = practice.submits("ai_trader_bot_v2");
    practice.approves(&approved);
    let rejected = practice.submits("reporting_bot");
    practice
        .cli()
        .json(["request", "reject", &rejected, "--reason", "Too wide"]);
    for request in [approved, rejected] {
        for verb in ["approve", "reject"] {
            let told = [
                "request",
                verb,
                &request,
                "--reason",
                "Again",
                "--as",
                SECOND_CHECKER,
            ];
            assert_eq!(practice.fails(3, told)["code"], "request-state");
        }
        let view = practice.cli().json(["request", "show", &request]);
        assert_eq!(view["decisions"].as_array().expect("decisions").len(), 2);
    }
}

#[test]
fn wrong_pin_decides_nothing_and_is_in_the_log() {
    let practice = Practice::new();
    let request = practice.submits("ai_trader_bot_v2");
    let pin = practice.beside("pin");
    std::fs::write(&pin, "0000000\n").expect("writes");
    let pin = format!("{CHECKER}={}", pin.display());
    let told = [
        "request",
        "approve",
        &request,
        "--reason",
        "Seen",
        "--pin-file",
        &pin,
    ];
    let failure = practice.fails(3, told);
    assert_eq!(failure["code"], "pin-incorrect");
    assert_eq!(failure["answer"], "CKR_PIN_INCORRECT");
    assert_eq!(
        practice.events("sign_in_failed")[0]["seq"],
        failure["event"]
    );
    let view = practice.cli().json(["request", "show", &request]);
    assert_eq!(view["row"]["state"], "submitted");
    // The next try, with the right one, goes through.
    practice.approves(&request);
}
