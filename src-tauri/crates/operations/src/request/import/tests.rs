//! What files say, without a workspace: cells, rows, and the way back.

use chancery_domain::request::{LimitInput, ModelInput, RequestInput, WindowInput};

use super::{
    column::{Column, Columns},
    row, table, text, write,
};
use crate::cell;

/// The rows of a file: what each asks for, and the codes of what is wrong with it, by cell.
fn rows(file: &str) -> Vec<(RequestInput, Vec<String>)> {
    let table = table::read(text::of(file.as_bytes()).expect("text")).expect("a table");
    let (columns, header) = Columns::of(&table.header);
    assert!(header.is_empty(), "{header:?}");
    let rows = table.rows.iter().map(|row| {
        let (input, faults) = row::read(row, &columns);
        let view = faults.iter().map(|fault| {
            let view = fault.view(row.number, &columns, chancery_domain::Language::En);
            format!("{} {}", view.cell, view.code).trim().to_owned()
        });
        (input, view.collect())
    });
    rows.collect()
}

/// One row beneath the columns that are always needed, and one more.
fn cell_of(column: &str, value: &str) -> (RequestInput, Vec<String>) {
    let value = value.replace('"', "\"\"");
    let file = format!("agent_id,accountable,purpose,{column}\nbot,A,P,\"{value}\"\n");
    rows(&file).remove(0)
}

const FULL: &str = "agent_id;accountable;purpose;profile;actions;instruments;resources;\
limit_per_action;limit_per_day;window_from;window_until;model_name;model_sha256;validity_days;\
key_algorithm;same_key\r\n\
bot_1;Dr. Ahlborn;\"Market making;\r\nin two pairs\";agent;\"order.buy; order.sell;\";BTC/EUR;\
/reports;\"EUR 50000.00; USD 40000\";EUR 1000000.00;2026-12-01T08:00:00Z;2026-12-02T08:00:00Z;\
m 1;ab;365;P-256;No\r\n";

#[test]
fn row_says_what_it_asks_for() {
    let (input, faults) = rows(FULL).remove(0);
    assert!(faults.is_empty(), "{faults:?}");
    let limit = |currency: &str, per_action: &str, per_day: Option<&str>| LimitInput {
        currency: currency.to_owned(),
        per_action: per_action.to_owned(),
        per_day: per_day.map(str::to_owned),
    };
    let expected = RequestInput {
        agent_id: "bot_1".to_owned(),
        accountable: "Dr. Ahlborn".to_owned(),
        purpose: "Market making;\r\nin two pairs".to_owned(),
        profile: "agent".to_owned(),
        actions: vec!["order.buy".to_owned(), "order.sell".to_owned()],
        instruments: vec!["BTC/EUR".to_owned()],
        resources: vec!["/reports".to_owned()],
        limits: vec![
            limit("EUR", "50000.00", Some("1000000.00")),
            limit("USD", "40000", None),
        ],
        window: Some(WindowInput {
            from: "2026-12-01T08:00:00Z".to_owned(),
            until: "2026-12-02T08:00:00Z".to_owned(),
        }),
        model: Some(ModelInput {
            name: "m 1".to_owned(),
            sha256: "ab".to_owned(),
        }),
        validity_days: Some(365),
        key_algorithm: "P-256".to_owned(),
        ..RequestInput::default()
    };
    assert_eq!(input, expected);
}

#[test]
fn each_cell_that_can_not_be_read_is_named() {
    for (column, value, fault) in [
        ("validity_days", "a year", "D2 not_a_number"),
        ("validity_days", "365.5", "D2 not_a_number"),
        ("validity_hours", "-1", "D2 not_a_number"),
        ("same_key", "perhaps", "D2 not_yes_or_no"),
        ("limit_per_action", "50000.00", "D2 not_a_limit"),
        ("limit_per_action", "EUR 50 000.00", "D2 not_a_limit"),
        ("limit_per_day", "EUR 5.00", "D2 day_without_action"),
    ] {
        let (_, faults) = cell_of(column, value);
        assert_eq!(faults, [fault], "{column}: {value}");
    }
    let long = "x".repeat(table::MAX_CELL + 1);
    assert_eq!(cell_of("csr", &long).1, ["D2 too_long"]);
}

#[test]
fn two_limits_of_a_day_in_one_currency_are_one_too_many() {
    let file = "agent_id,accountable,purpose,limit_per_action,limit_per_day\n\
                bot,A,P,EUR 1.00,EUR 2.00;EUR 3.00\n";
    assert_eq!(rows(file)[0].1, ["E2 duplicate"]);
}

#[test]
fn cell_beneath_no_column_is_not_lost() {
    let (_, faults) = rows("agent_id,accountable,purpose\nbot,A,P,,x\n").remove(0);
    assert_eq!(faults, ["E2 no_column"]);
}

#[test]
fn row_that_is_too_short_has_empty_cells() {
    let (input, faults) = rows("agent_id,accountable,purpose\nbot\n").remove(0);
    assert!(faults.is_empty());
    assert_eq!(
        (input.agent_id.as_str(), input.purpose.as_str()),
        ("bot", "")
    );
}

#[test]
fn what_was_made_text_for_a_spreadsheet_is_read_as_it_was() {
    assert_eq!(
        cell_of("model_name", "'=1+1").0.model.expect("one").name,
        "=1+1"
    );
    assert_eq!(
        cell_of("model_name", "'s model").0.model.expect("one").name,
        "'s model"
    );
}

#[test]
fn request_that_is_written_as_a_row_reads_back() {
    let (mut input, _) = rows(FULL).remove(0);
    input.purpose = "=cmd|'/c calc'!A1\nand \"more\"".to_owned();
    input.renews = Some("0A1B".to_owned());
    input.csr = Some("-----BEGIN CERTIFICATE REQUEST-----\nAA==\n-----END".to_owned());
    input.same_key = true;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let header = Column::ALL.map(Column::name);
    writer.write_record(header).expect("written");
    let cells = write::cells(&input);
    let cells = cells
        .iter()
        .map(|text| cell::neutralised(text).into_owned());
    writer.write_record(cells).expect("written");
    let file = String::from_utf8(writer.into_inner().expect("flushed")).expect("UTF-8");
    assert!(file.contains("'=cmd"));
    let (read, faults) = rows(&file).remove(0);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(read, input);
}

/// Files that mean harm or were broken on the way: each is read to its end or refused, and what
/// can't be used is told of.
#[test]
fn hostile_files_end_in_a_fault_or_a_refusal() {
    let header = "agent_id,accountable,purpose\n";
    let faulty = [
        (
            format!("{header}bot,{},P\n", "x".repeat(8 << 20)),
            "B2 too_long",
        ),
        (format!("{header}bot,\"A,P\nbot2,A,P\n"), "open_quote"),
        (format!("{header}bot,A\"B,P\n"), "open_quote"),
        (
            format!("{header}bot,A,P{}x\n", ",".repeat(1_000_000)),
            "too_many_cells",
        ),
    ];
    for (file, code) in faulty {
        let (_, faults) = rows(&file).remove(0);
        assert_eq!(faults, [code]);
    }
    let wide = format!("{header}bot,A,P\n").replace("purpose", &",x".repeat(1_000_000));
    assert!(table::read(&wide).is_err());
    // Zero bytes and formulas are text here; the rules of each field tell of what it can't hold.
    let (input, faults) = rows(&format!("{header}b\0t,=1+1,@x\n")).remove(0);
    assert!(faults.is_empty());
    assert_eq!(
        (input.agent_id.as_str(), input.accountable.as_str()),
        ("b\0t", "=1+1")
    );
}
