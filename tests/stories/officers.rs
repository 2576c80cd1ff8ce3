//! Officers come, change their role and go by decision of two others; what they signed before
//! stands.

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, MAKER, SECOND_CHECKER, fixture, text},
};
use serde_json::Value;

use crate::wanted::{openssl, plain};

/// The administrator proposes a new officer; the change.
#[track_caller]
pub(crate) fn proposed(practice: &Practice, role: &str) -> String {
    let who = ["--name", "Noor Haddad", "--role", role];
    let told = ["officer", "enrol", "--reason", "Joins the desk"];
    let view = practice.cli().json(told.into_iter().chain(who));
    text(&view["row"]["id"])
}

/// A new officer, by two; their id.
#[track_caller]
pub(crate) fn enrolled(practice: &Practice, role: &str) -> String {
    let change = proposed(practice, role);
    text(&agreed(practice, &change, CHECKER)["row"]["subject"])
}

#[track_caller]
pub(crate) fn agreed(practice: &Practice, change: &str, officer: &str) -> Value {
    let told = ["request", "approve", change, "--reason", "Agreed", "--as"];
    practice.cli().json(told.into_iter().chain([officer]))
}

/// The administrator proposes another role, or the end of the service; the change.
#[track_caller]
pub(crate) fn proposes(practice: &Practice, told: &[&str]) -> String {
    let reason = ["--reason", "As decided by the board"];
    let told = ["officer"].into_iter().chain(told.iter().copied());
    let view = practice.cli().json(told.chain(reason));
    text(&view["row"]["id"])
}

#[track_caller]
pub(crate) fn refused(practice: &Practice, officer: &str, told: &[&str]) -> String {
    let told = told.iter().copied().chain(["--as", officer]);
    let failure = practice.fails(3, told);
    assert_eq!(practice.events("refused")[0]["seq"], failure["event"]);
    assert_eq!(practice.events("refused")[0]["actor"], officer);
    text(&failure["code"])
}

#[track_caller]
pub(crate) fn shown(practice: &Practice, officer: &str) -> Value {
    practice.cli().json(["officer", "show", officer])
}

#[track_caller]
pub(crate) fn sound(practice: &Practice) {
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

fn officers(practice: &Practice) -> usize {
    let list = practice.cli().json(["officer", "list"]);
    list["officers"].as_array().expect("officers").len()
}

#[test]
fn new_officer_decides_once_a_second_officer_agreed() {
    let practice = Practice::new();
    let change = proposed(&practice, "maker");
    assert_eq!(officers(&practice), 5, "only proposed");
    let file = fixture("reporting_bot");
    let told = ["request", "new", plain(&file), "--as"];
    let early = practice.fails(3, told.into_iter().chain(["officer-06"]));
    assert_eq!(early["code"], "no-such");

    let shown_to_checker = practice.cli().json(["request", "show", &change]);
    let name = &shown_to_checker["diff"][0];
    assert_eq!(
        (&name["field"], &name["then"]),
        (&"officer.name".into(), &"Noor Haddad".into())
    );
    let view = agreed(&practice, &change, CHECKER);
    assert_eq!(view["row"]["state"], "approved");
    let officer = shown(&practice, "officer-06");
    assert_eq!(officer["officer"]["name"], "Noor Haddad");
    assert_eq!(officer["officer"]["role"], "maker");
    assert_eq!(officer["tokens"][0]["change"], change.as_str());
    assert_eq!(officer["roles"][0]["change"], change.as_str());

    let view = practice.cli().json(told.into_iter().chain(["officer-06"]));
    let request = text(&view["row"]["id"]);
    practice.approves(&request);
    practice.issues(&request);
    sound(&practice);
    let told = ["token", "inventory", "officer-06"];
    practice.cli().run(told).expect_code(0);
}

#[test]
fn certificate_of_a_new_officer_is_one_that_strangers_accept() {
    let practice = Practice::new();
    enrolled(&practice, "checker");
    let officer = shown(&practice, "officer-06");
    let serial = text(&officer["tokens"][0]["certificate"]);
    let file = practice.exports(&serial, "pem");
    let subject = openssl(["x509", "-in", plain(&file), "-noout", "-subject"]);
    assert!(subject.contains("officer-06"), "{subject}");
    let change = text(&officer["tokens"][0]["change"]);
    let change = practice.cli().json(["request", "show", &change]);
    let intended = &practice.events("enrolment_intended")[0];
    let issued = &practice.events("certificate_issued")[0];
    let (intended, issued) = (intended["seq"].as_u64(), issued["seq"].as_u64());
    assert!(intended < issued, "the intent comes first");
    let decisions = change["decisions"].as_array().expect("decisions");
    assert!(decisions.iter().all(|one| one["signature_valid"] == true));
}

#[test]
fn only_administrators_propose_officers_and_nothing_is_made_for_what_is_refused() {
    let practice = Practice::new();
    let tokens = |practice: &Practice| {
        let list = practice.cli().json(["token", "list"]);
        list["tokens"].as_array().expect("tokens").len()
    };
    let before = tokens(&practice);
    let told = [
        "officer", "enrol", "--reason", "A friend", "--name", "Someone", "--role", "checker",
    ];
    for officer in [MAKER, CHECKER, AUDITOR] {
        assert_eq!(refused(&practice, officer, &told), "role-forbids");
    }
    let told = ["officer", "enrol", "--reason", "A friend", "--name", " "];
    assert_eq!(refused(&practice, ADMINISTRATOR, &told), "input");
    assert_eq!(tokens(&practice), before);
}

#[test]
fn rejected_officer_leaves_no_key_and_no_number() {
    let practice = Practice::new();
    let change = proposed(&practice, "maker");
    let told = ["request", "reject", &change, "--reason", "Not yet"];
    practice.cli().json(told);
    assert_eq!(officers(&practice), 5);
    let token = practice.cli().json(["token", "show", "officer-06"]);
    assert_eq!(token["keys"][0]["state"], "destroyed");
    assert_eq!(enrolled(&practice, "maker"), "officer-07");
    sound(&practice);
}

#[test]
fn certificate_that_a_token_kept_waiting_follows_at_the_next_start() {
    let practice = Practice::new();
    let change = proposed(&practice, "maker");
    let pin = practice.beside("pin");
    std::fs::write(&pin, "00000000\n").expect("writes");
    let pin = format!("issuing={}", pin.display());
    let told = ["request", "approve", &change, "--reason", "Agreed"];
    let told = told.into_iter().chain(["--pin-file", &pin]);
    let view = practice.cli().json(told);
    assert_eq!(view["row"]["state"], "approved");
    assert!(practice.events("enrolment_intended").is_empty() || officers(&practice) == 6);
    assert_eq!(officers(&practice), 6);
    assert_eq!(
        practice.events("officer_enrolled")[0]["subject"],
        "officer-06"
    );
    assert_eq!(practice.events("enrolment_intended").len(), 1);
    sound(&practice);
}

#[test]
fn nobody_decides_about_themselves() {
    let practice = Practice::new();
    let told = [
        "officer",
        "grant",
        ADMINISTRATOR,
        "checker",
        "--reason",
        "Me",
    ];
    assert_eq!(refused(&practice, ADMINISTRATOR, &told), "own-case");
    let told = ["officer", "retire", ADMINISTRATOR, "--reason", "Enough"];
    assert_eq!(refused(&practice, ADMINISTRATOR, &told), "own-case");

    let change = proposes(&practice, &["grant", CHECKER, "maker"]);
    for verb in ["approve", "reject"] {
        let told = ["request", verb, &change, "--reason", "Gladly"];
        assert_eq!(refused(&practice, CHECKER, &told), "own-case");
    }
    agreed(&practice, &change, SECOND_CHECKER);
    assert_eq!(shown(&practice, CHECKER)["officer"]["role"], "maker");
    sound(&practice);
}

#[test]
fn last_of_a_role_neither_goes_nor_changes() {
    let practice = Practice::new();
    for told in [["grant", MAKER, "checker"].as_slice(), &["retire", MAKER]] {
        let told = ["officer"].into_iter().chain(told.iter().copied());
        let told: Vec<_> = told.chain(["--reason", "Why not"]).collect();
        assert_eq!(refused(&practice, ADMINISTRATOR, &told), "last-of-role");
    }
    // Both are allowed alone; after one of them the other is not.
    let first = proposes(&practice, &["retire", SECOND_CHECKER]);
    let other = proposes(&practice, &["retire", CHECKER]);
    agreed(&practice, &first, CHECKER);
    enrolled(&practice, "maker");
    let told = ["request", "approve", &other, "--reason", "Agreed"];
    assert_eq!(refused(&practice, CHECKER, &told), "own-case");
    let told = ["request", "approve", &other, "--reason", "Agreed"];
    assert_eq!(refused(&practice, SECOND_CHECKER, &told), "officer-retired");
    sound(&practice);
}

#[test]
fn role_counts_from_its_approval_and_who_asked_never_approves_it() {
    let practice = Practice::new();
    enrolled(&practice, "maker");
    let request = practice.submits("reporting_bot");
    let change = proposes(&practice, &["grant", MAKER, "checker"]);
    let told = ["request", "approve", &request, "--reason", "Mine"];
    assert_eq!(refused(&practice, MAKER, &told), "role-forbids");
    agreed(&practice, &change, CHECKER);
    assert_eq!(refused(&practice, MAKER, &told), "maker-is-checker");
    let roles = shown(&practice, MAKER)["roles"].clone();
    assert_eq!(roles[0]["role"], "checker");
    assert_eq!(roles[1]["role"], "maker");
    assert_eq!(roles[1]["until"], roles[0]["since"]);
    // What they signed as a maker is a maker's.
    agreed(&practice, &request, CHECKER);
    let told = ["certificate", "issue", &request, "--as", CHECKER];
    practice.cli().json(told);
    sound(&practice);
}

#[test]
fn who_retired_decides_no_more_and_what_they_decided_stands() {
    let practice = Practice::new();
    let request = practice.submits("reporting_bot");
    let waiting = practice.submits("ai_trader_bot_v2");
    agreed(&practice, &request, SECOND_CHECKER);
    let serial = text(&shown(&practice, SECOND_CHECKER)["tokens"][0]["certificate"]);
    let change = proposes(&practice, &["retire", SECOND_CHECKER]);
    agreed(&practice, &change, CHECKER);

    let revoked = &practice.events("certificate_revoked")[0];
    assert_eq!(revoked["subject"], serial.as_str());
    let crl = practice.published("crl/issuing-1.crl");
    let list = openssl([
        "crl",
        "-inform",
        "DER",
        "-in",
        plain(&crl),
        "-noout",
        "-text",
    ]);
    assert!(list.contains(&serial), "{list}");
    let told = ["request", "approve", &waiting, "--reason", "Once more"];
    assert_eq!(refused(&practice, SECOND_CHECKER, &told), "officer-retired");
    practice.issues(&request);
    let gone = shown(&practice, SECOND_CHECKER);
    assert_eq!(gone["officer"]["name"], "Amara Lindqvist");
    assert_eq!(gone["officer"]["state"], "retired");
    let told = [
        "officer",
        "grant",
        SECOND_CHECKER,
        "maker",
        "--reason",
        "Back",
    ];
    assert_eq!(refused(&practice, ADMINISTRATOR, &told), "change-outdated");
    sound(&practice);
}

#[test]
fn what_somebody_asked_for_who_retired_is_only_rejected() {
    let practice = Practice::new();
    enrolled(&practice, "maker");
    enrolled(&practice, "administrator");
    let request = practice.submits("reporting_bot");
    let approved = practice.submits("ai_trader_bot_v2");
    practice.approves(&approved);
    let left = proposes(&practice, &["grant", SECOND_CHECKER, "maker"]);
    for officer in [MAKER, ADMINISTRATOR] {
        let told = ["officer", "retire", officer, "--reason", "Leaves"];
        let view = practice
            .cli()
            .json(told.into_iter().chain(["--as", "officer-07"]));
        agreed(&practice, &text(&view["row"]["id"]), CHECKER);
    }
    for open in [&request, &left] {
        let told = ["request", "approve", open.as_str(), "--reason", "Agreed"];
        assert_eq!(refused(&practice, CHECKER, &told), "maker-retired");
        let told = ["request", "reject", open.as_str(), "--reason", "Ask anew"];
        practice.cli().json(told);
    }
    practice.issues(&approved);
    sound(&practice);
}

/// What an approval of an enrolment stands on is proved again: here the key's own statement is of
/// somebody else.
#[test]
fn key_that_is_not_proved_to_be_theirs_gets_no_certificate() {
    let practice = Practice::new();
    let change = proposed(&practice, "maker");
    let object = practice.cli().json(["request", "show", &change]);
    let object = text(&object["object_json"]);
    let object: Value = serde_json::from_str(&object).expect("an object");
    let possession = text(&object["change"]["possession"]);
    practice.pretends(&format!(
        "UPDATE blob SET bytes = X'7b7d' WHERE lower(hex(sha256)) = lower('{possession}')"
    ));
    let told = ["request", "approve", &change, "--reason", "Agreed"];
    assert_eq!(refused(&practice, CHECKER, &told), "possession");
    assert_eq!(officers(&practice), 5);
}

#[test]
fn name_of_who_was_rejected_is_kept_for_a_time_and_that_of_an_officer_stays() {
    let practice = Practice::new();
    let change = proposed(&practice, "maker");
    let kept = |officer: &str| {
        let told = ["retention", "show", "--of", officer];
        practice.cli().json(told)["side_data"][0].clone()
    };
    assert_eq!(kept("officer-06")["in_use"], kept(MAKER)["in_use"]);
    let no = ["request", "reject", &change, "--reason", "Not yet"];
    practice.cli().json(no);
    let rejected = kept("officer-06");
    assert_eq!(rejected["in_use"], Value::Null);
    assert!(rejected["kept_until"].is_string(), "{rejected:#}");

    let change = proposes(&practice, &["retire", SECOND_CHECKER]);
    agreed(&practice, &change, CHECKER);
    assert!(kept(SECOND_CHECKER)["in_use"].is_string());
}
