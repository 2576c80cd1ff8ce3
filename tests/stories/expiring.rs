//! What ends soon is told while there is time.

use std::fs;

use chancery_tests::{Practice, practice::text};

#[test]
fn list_names_what_still_stands_and_soonest_first() {
    let practice = Practice::new();
    let trader = practice.certifies("ai_trader_bot_v2");
    let reporter = practice.certifies("reporting_bot");
    let second = practice.certifies("trading_bot_v2");
    let list = |days: &str| {
        let told = ["certificate", "expiring", "--days", days];
        let page = practice.cli().json(told);
        let rows = page["rows"].as_array().expect("rows").clone();
        rows.iter()
            .map(|row| text(&row["serial"]))
            .collect::<Vec<_>>()
    };
    let ends = |serial: &str| {
        let view = practice.cli().json(["certificate", "show", serial]);
        text(&view["row"]["not_after"])
    };
    let all = list("400");
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by_key(|serial| ends(serial)));
    assert_eq!(list("1"), Vec::<String>::new());

    practice.revokes(&reporter, "superseded");
    practice.suspends(&second);
    let left = list("400");
    assert!(left.contains(&trader) && left.contains(&second), "{left:?}");
    assert!(!left.contains(&reporter), "revoked: {left:?}");
}

#[test]
fn list_goes_on_after_a_serial_and_takes_any_number_of_days() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    practice.certifies("reporting_bot");
    let all = ["certificate", "expiring", "--days", "4294967295"];
    let page = practice.cli().json(all);
    assert_eq!(page["rows"].as_array().expect("rows").len(), 2);
    let first = text(&page["rows"][0]["serial"]);
    let rest = [
        "certificate",
        "expiring",
        "--days",
        "400",
        "--after",
        &first,
    ];
    let rest = practice.cli().json(rest);
    assert_eq!(rest["rows"].as_array().expect("rows").len(), 1);
    assert_eq!(rest["rows"][0]["serial"], page["rows"][1]["serial"]);
}

/// RFC 5545, 3.6: a calendar without a component is none.
#[test]
fn calendar_of_nothing_is_refused_and_not_written() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let out = practice.beside("reminders.ics");
    let out_name = out.to_str().expect("plain");
    let told = ["certificate", "reminders", "--days", "1", "--out", out_name];
    let failure = practice.fails(3, told);
    assert_eq!(failure["code"], "nothing-to-remind", "{failure:#}");
    assert!(!out.exists());
}

#[test]
fn calendar_names_agents_and_nobody() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let out = practice.beside("reminders.ics");
    let out_name = out.to_str().expect("plain");
    let told = [
        "certificate",
        "reminders",
        "--days",
        "400",
        "--out",
        out_name,
    ];
    practice.cli().json(told);
    let calendar = fs::read_to_string(&out)
        .expect("reads")
        .replace("\r\n ", "");
    assert!(calendar.contains("SUMMARY:Certificate of ai_trader_bot_v2 ends"));
    assert!(!calendar.contains("Ahlborn"), "{calendar}");
    assert_eq!(practice.fails(3, told)["code"], "folder-taken");
}
