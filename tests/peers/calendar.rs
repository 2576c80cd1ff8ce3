//! A calendar program takes our reminders.

use chancery_tests::{Practice, Stranger, practice::text};
use serde_json::Value;

#[test]
fn icalendar_reads_every_reminder_and_its_alarm() {
    let practice = Practice::new();
    let serial = practice.certifies("ai_trader_bot_v2");
    practice.certifies("reporting_bot");
    let out = practice.beside("reminders.ics");
    let told = ["certificate", "reminders", "--days", "400", "--out"];
    let told = told.iter().map(AsRef::as_ref).chain([out.as_os_str()]);
    practice.cli().json(told);

    let read = Stranger::python("peers/python/calendar_of.py").ask([&out]);
    let events: Value = serde_json::from_str(&read.expect_code(0).stdout).expect("JSON");
    let events = events.as_array().expect("events");
    assert_eq!(events.len(), 2);
    let view = practice.cli().json(["certificate", "show", &serial]);
    let event = events
        .iter()
        .find(|event| event["uid"] == format!("{serial}@practice.example"))
        .expect("the trader's");
    let start = text(&view["row"]["not_after"]).replace(".000Z", "+00:00");
    assert_eq!(event["start"], start.as_str());
    assert_eq!(event["summary"], "Certificate of ai_trader_bot_v2 ends");
    assert_eq!(event["alarm_days_before"], 14);
    assert_eq!(event["alarm_action"], "DISPLAY");
    assert!(text(&event["description"]).contains(&serial), "{event}");
}

#[test]
fn icalendar_reads_reviews_and_officers_beside_certificates() {
    let practice = Practice::new();
    practice.certifies("ai_trader_bot_v2");
    let out = practice.beside("all.ics");
    let told = ["reminders", "--ics"];
    let told = told.iter().map(AsRef::as_ref).chain([out.as_os_str()]);
    practice.cli().json(told);
    let read = Stranger::python("peers/python/calendar_of.py").ask([&out]);
    let events: Value = serde_json::from_str(&read.expect_code(0).stdout).expect("JSON");
    let summaries = events.as_array().expect("events").iter();
    let mut summaries: Vec<_> = summaries.map(|event| text(&event["summary"])).collect();
    summaries.sort();
    let expected = [
        "Certificate of ai_trader_bot_v2 ends",
        "Certificate of officer-01 ends",
        "Certificate of officer-02 ends",
        "Certificate of officer-03 ends",
        "Certificate of officer-04 ends",
        "Certificate of officer-05 ends",
        "Review of ai_trader_bot_v2 due",
    ];
    assert_eq!(summaries, expected);
}
