//! A report is signed off by three officers, over the very file.

use chancery_tests::{
    Practice,
    practice::{ADMINISTRATOR, AUDITOR, CHECKER, MAKER, text},
};

fn sign<'a>(report: &'a str, part: &'a str, officer: &'a str) -> impl Iterator<Item = &'a str> {
    let told = ["report", "sign-off", report, "--part", part];
    let how = ["--reason", "Read in full", "--as", officer];
    told.into_iter().chain(how)
}

fn rendered(practice: &Practice) -> (String, String) {
    let told = [
        "report",
        "render",
        "--from",
        "2026-01-01",
        "--to",
        "2026-01-02",
    ];
    let row = practice.cli().json(told);
    (text(&row["id"]), text(&row["path"]))
}

#[test]
fn three_officers_sign_a_report_off_in_their_order() {
    let practice = Practice::new();
    let (report, _) = rendered(&practice);
    let refused = |part, officer, code: &str| {
        let failure = practice.fails(3, sign(&report, part, officer));
        assert_eq!(failure["code"], code, "{failure:#}");
        assert_eq!(practice.events("refused")[0]["seq"], failure["event"]);
    };
    refused("reviewer", CHECKER, "sign-off-not-next");
    refused("preparer", AUDITOR, "role-forbids");
    practice.cli().json(sign(&report, "preparer", MAKER));
    refused("reviewer", MAKER, "sign-off-twice");
    practice.cli().json(sign(&report, "reviewer", CHECKER));
    let row = practice
        .cli()
        .json(sign(&report, "approver", ADMINISTRATOR));
    assert_eq!(row["next_part"], serde_json::Value::Null);
    refused("approver", ADMINISTRATOR, "signed-off");

    let list = practice.cli().json(["report", "list"]);
    let signatures = list["reports"][0]["signatures"]
        .as_array()
        .expect("signatures");
    let parts: Vec<_> = signatures.iter().map(|one| text(&one["part"])).collect();
    assert_eq!(parts, ["preparer", "reviewer", "approver"]);
    for one in signatures {
        assert_eq!(one["decision"]["act"], "sign-off");
        assert_eq!(one["decision"]["signature_valid"], true);
        assert_eq!(text(&one["decision"]["jws"]).split('.').count(), 3);
    }
    let said = practice.cli().run(["report", "list"]).stdout;
    assert!(
        said.contains("preparer officer-02, reviewer officer-03"),
        "{said}"
    );
    practice.cli().run(["workspace", "check"]).expect_code(0);
}

#[test]
fn file_that_is_not_the_sealed_one_is_not_signed() {
    let practice = Practice::new();
    let (report, path) = rendered(&practice);
    let mut bytes = std::fs::read(&path).expect("the report");
    *bytes.last_mut().expect("a byte") ^= 1;
    std::fs::write(&path, &bytes).expect("writes");
    let failure = practice.fails(3, sign(&report, "preparer", MAKER));
    assert_eq!(failure["code"], "report-changed", "{failure:#}");
    std::fs::remove_file(&path).expect("removes");
    let failure = practice.fails(3, sign(&report, "preparer", MAKER));
    assert_eq!(failure["code"], "report-changed", "{failure:#}");
}
