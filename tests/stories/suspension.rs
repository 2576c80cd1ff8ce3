//! What is on hold is denied, and can come back; what is revoked can't.

use chancery_tests::{
    Practice,
    practice::{AUDITOR, MAKER, fixture, text},
};

#[test]
fn held_certificate_is_denied_until_it_is_released() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");

    let held = practice.suspends(&serial);
    assert_eq!(held["row"]["state"], "suspended");
    assert_eq!(held["row"]["crl_owed"], false);
    assert!(held["suspended_at"].is_string(), "{held}");
    assert_eq!(held["revocation"], serde_json::Value::Null);
    assert_eq!(held["decisions"][2]["act"], "suspend");
    assert_eq!(held["decisions"][2]["reason"], "Odd orders");
    assert_eq!(held["acts"]["release"], true);
    assert_eq!(held["acts"]["suspend"], false);
    assert_eq!(held["acts"]["renew"], false);

    let released = practice.releases(&serial);
    assert_eq!(released["row"]["state"], "active");
    assert_eq!(released["suspended_at"], serde_json::Value::Null);
    assert_eq!(released["acts"]["suspend"], true);
    let decisions = released["decisions"].as_array().expect("decisions");
    let acts: Vec<_> = decisions.iter().map(|one| text(&one["act"])).collect();
    assert_eq!(acts, ["submit", "approve", "suspend", "propose", "approve"]);
    assert!(decisions.iter().all(|one| one["signature_valid"] == true));

    let crls = practice.cli().json(["crl", "show"]);
    assert_eq!(crls["crls"][1]["entries"], 0, "{crls}");
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

/// A second hold is another one, and all seven decisions stand.
#[test]
fn certificate_can_be_held_twice_and_revoked_from_hold() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.suspends(&serial);
    practice.releases(&serial);
    practice.suspends(&serial);
    let told = ["--reason", "privilegeWithdrawn", "--comment", "Enough"];
    let since = ["--invalid-since", "2026-11-01"];
    let told = ["certificate", "revoke", &serial]
        .into_iter()
        .chain(told)
        .chain(since);
    let view = practice.cli().json(told);
    assert_eq!(view["row"]["state"], "revoked");
    assert_eq!(view["revocation"]["reason"], "privilegeWithdrawn");
    assert_eq!(
        view["revocation"]["invalid_since"],
        "2026-11-01T00:00:00.000Z"
    );
    assert_eq!(view["suspended_at"], serde_json::Value::Null);
    let decisions = view["decisions"].as_array().expect("decisions");
    assert_eq!(decisions.len(), 7, "{decisions:#?}");
    assert!(decisions.iter().all(|one| one["signature_valid"] == true));
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn what_is_not_so_is_refused_by_name() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let tell = |verb: &'static str, code: &str| {
        let failure = practice.fails(3, ["certificate", verb, &serial, "--comment", "So"]);
        assert_eq!(failure["code"], code, "{verb}: {failure}");
        assert!(failure["event"].is_number(), "recorded: {failure}");
    };
    tell("release", "not-suspended");
    practice.suspends(&serial);
    tell("suspend", "already-suspended");
    practice
        .cli()
        .json(["certificate", "release", &serial, "--comment", "So"]);
    tell("release", "release-waits");
    practice.revokes(&serial, "keyCompromise");
    tell("suspend", "already-revoked");
    tell("release", "already-revoked");
}

#[test]
fn auditor_cannot_suspend_and_the_maker_alone_can() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let by = |officer| {
        let told = ["certificate", "suspend", &serial, "--comment", "So"];
        told.into_iter().chain(["--as", officer])
    };
    assert_eq!(practice.fails(3, by(AUDITOR))["code"], "role-forbids");
    let view = practice.cli().json(by(MAKER));
    assert_eq!(view["row"]["state"], "suspended");
}

#[test]
fn date_of_invalidity_has_passed_and_is_a_date() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    for since in [
        "2999-01-01",
        "9999-12-31",
        "1969-12-31",
        "1850-01-01",
        "0000-01-01",
        "1969-12-31T23:59:59Z",
        "2026-13-01",
        "yesterday",
        "2026-11-01T00:00:00+01:00",
    ] {
        let told = ["certificate", "revoke", &serial, "--reason", "superseded"];
        let how = ["--comment", "So", "--invalid-since", since];
        let failure = practice.fails(3, told.into_iter().chain(how));
        assert_eq!(failure["code"], "invalidity-date", "{since}");
    }
    assert!(practice.events("certificate_revoked").is_empty());

    // The first day there is.
    let told = ["certificate", "revoke", &serial, "--reason", "superseded"];
    let how = ["--comment", "So", "--invalid-since", "1970-01-01"];
    let view = practice.cli().json(told.into_iter().chain(how));
    let since = &view["revocation"]["invalid_since"];
    assert_eq!(since, "1970-01-01T00:00:00.000Z");
    practice.cli().run(["workspace", "check"]).expect_code(0);
    practice.cli().run(["workspace", "rebuild"]).expect_code(0);
}

#[test]
fn beginning_of_a_serial_is_not_taken_for_the_whole() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let beginning = &serial[..8];
    let told = ["certificate", "suspend", beginning, "--comment", "So"];
    let failure = practice.fails(3, told);
    assert_eq!(failure["code"], "serial-incomplete");
    assert!(text(&failure["happened"]).contains(&serial), "{failure}");
    assert!(practice.events("certificate_suspended").is_empty());

    let wrong = ["certificate", "show", "00000000000000000000000000000001"];
    assert_eq!(practice.fails(3, wrong)["code"], "no-such");
    // As people copy it from other programs.
    let grouped: Vec<_> = serial.as_bytes().chunks(2).collect();
    let grouped = grouped.join(&b':');
    let grouped = String::from_utf8(grouped).expect("hex").to_lowercase();
    let view = practice.cli().json(["certificate", "show", &grouped]);
    assert_eq!(view["row"]["serial"], serial.as_str());
}

#[test]
fn superseded_is_a_state_of_its_own() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    let view = practice.revokes(&serial, "superseded");
    assert_eq!(view["row"]["state"], "superseded");
}

#[test]
fn certificate_that_ended_is_neither_held_nor_released_nor_revoked() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.pretends(
        "UPDATE certificate SET not_after = '2026-01-01T00:00:00Z' WHERE profile = 'agent'",
    );
    for verb in ["suspend", "release", "revoke"] {
        let told = ["certificate", verb, &serial, "--comment", "Late"];
        let reason = ["--reason", "superseded"];
        let reason = reason.into_iter().filter(|_| verb == "revoke");
        let failure = practice.fails(3, told.into_iter().chain(reason));
        assert_eq!(failure["code"], "already-expired", "{verb}");
    }
}

/// It names no list: who does not ask here takes it until it ends, and that is said.
#[test]
fn short_lived_certificate_is_denied_here_and_said_to_be_on_nobodys_list() {
    let practice = Practice::new();
    let input = std::fs::read_to_string(fixture("reporting_bot")).expect("a fixture");
    let mut input: serde_json::Value = serde_json::from_str(&input).expect("JSON");
    let fields = input.as_object_mut().expect("an object");
    fields.remove("validity_days");
    fields.insert("profile".to_owned(), "agent-short-lived".into());
    let file = practice.beside("short-lived.json");
    std::fs::write(&file, input.to_string()).expect("writes");
    let id = practice.submits_file(&file);
    practice.approves(&id);
    let serial = practice.issues(&id);

    let soon = practice.cli().json(["certificate", "expiring"]);
    assert_eq!(
        soon["rows"],
        serde_json::json!([]),
        "made anew, never renewed"
    );
    let told = [
        "certificate",
        "revoke",
        &serial,
        "--reason",
        "keyCompromise",
    ];
    let told = told.into_iter().chain(["--comment", "Stolen"]);
    let said = practice.cli().run(told).expect_code(0).stdout;
    assert!(said.contains("it names no list"), "{said}");
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["state"], "revoked");
}

/// Whoever decides last finds what the others decided; every list says all that was decided
/// before it.
#[test]
fn many_officers_at_once_lose_no_decision() {
    let practice = Practice::new();
    let serials: Vec<_> = ["ai_trader_bot_v2", "reporting_bot", "trading_bot_v2"]
        .iter()
        .map(|request| practice.certifies(request))
        .collect();
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let twice = serials.iter().chain(&serials);
        let told = twice.map(|serial| {
            let told = ["certificate", "suspend", serial, "--comment", "At once"];
            let cli = practice.cli();
            scope.spawn(move || cli.run(told).code)
        });
        let running: Vec<_> = told.collect();
        let ended = running.into_iter().map(|one| one.join().expect("ends"));
        ended.collect()
    });
    assert_eq!(
        codes.iter().filter(|code| **code == 0).count(),
        3,
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == 3).count(),
        3,
        "{codes:?}"
    );
    let shown = practice.cli().json(["crl", "show"]);
    assert_eq!(shown["crls"][1]["entries"], 3);
    assert_eq!(shown["crls"][1]["owed"], false);
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn release_takes_two_and_the_one_who_proposed_it_is_not_the_second() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.suspends(&serial);
    let told = ["certificate", "release", &serial, "--comment", "Explained"];
    let proposed = practice.cli().json(told);
    assert_eq!(
        proposed["row"]["state"], "suspended",
        "nothing is released yet"
    );
    let change = text(&proposed["release"]);
    let by = |officer| {
        let told = ["request", "approve", &change, "--reason", "Mine"];
        told.into_iter().chain(["--as", officer])
    };
    assert_eq!(practice.fails(3, by(MAKER))["code"], "role-forbids");
    assert!(practice.events("certificate_released").is_empty());
    practice.approves(&change);
    let view = practice.cli().json(["certificate", "show", &serial]);
    assert_eq!(view["row"]["state"], "active");
    assert_eq!(view["row"]["crl_owed"], false);
    assert_eq!(view["release"], serde_json::Value::Null);
}

/// What was decided about one hold says nothing about the next.
#[test]
fn release_that_was_proposed_for_one_hold_does_not_end_another() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.suspends(&serial);
    let told = ["certificate", "release", &serial, "--comment", "Explained"];
    let stale = text(&practice.cli().json(told)["release"]);
    let forged = format!("UPDATE denied SET seq = seq + 1000 WHERE serial = '{serial}'");
    practice.pretends(&forged);
    let approve = ["request", "approve", &stale, "--reason", "Late"];
    assert_eq!(practice.fails(3, approve)["code"], "change-outdated");
}
