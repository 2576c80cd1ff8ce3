//! A dry run of 5,000 rows: everything that a person waits for before a fleet is submitted.
//!
//! Beside it: the bare rows, as the parser below gives them, and the same file read by Python's
//! csv and written as JSON, which applies no rule at all.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{fmt::Write as _, fs, hint::black_box, path::Path, process::Command};

use chancery_domain::Language;
use chancery_operations::{
    Parked, Workspace, create_practice, edge, prepare_process, request::import,
};
use criterion::Criterion;
use ratios::{Ratio, Run, scratch};

/// Rows of the file.
const ROWS: u32 = 5_000;

const RATIOS: [Ratio; 2] = [
    Ratio {
        path: "import/dry run",
        beside: "import/bare rows",
    },
    Ratio {
        path: "import/dry run",
        beside: "import/Python, csv to JSON",
    },
];

fn main() {
    // Starts the program anew, and so comes before anything is measured or read.
    prepare_process(&[]).expect("prepared");
    let mut run = Run::begin();
    let dir = scratch();
    let place = dir.path().join("practice");
    let workspace = create_practice(&place, Parked::default(), edge::now(), &mut |_| true)
        .expect("a workspace");
    let file = dir.path().join("fleet.csv");
    let bytes = fleet().into_bytes();
    fs::write(&file, &bytes).expect("written");
    measure(&mut run.criterion, &workspace, &bytes, &file);
    run.end(&RATIOS);
}

fn fleet() -> String {
    let mut text = "agent_id,accountable,purpose,profile,actions,instruments,limit_per_action,\
                    limit_per_day,model_name,model_sha256,validity_days\n"
        .to_owned();
    for number in 0..ROWS {
        writeln!(
            text,
            "fleet-{number},Dr. Henrike Ahlborn,\"Market making, in two pairs\",agent,\
             order.buy;order.sell,BTC/EUR;ETH/EUR,EUR 50000.00,EUR 1000000.00,gw-trader 2.4.1,\
             1d79f745ac30f89232a60465e3946a6bad8a437df28c4a782439c075ed141044,365"
        )
        .expect("a string takes all");
    }
    text
}

fn measure(criterion: &mut Criterion, workspace: &Workspace, bytes: &[u8], file: &Path) {
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("dry run", |bencher| {
        bencher.iter(|| {
            let view = import::read(workspace, bytes, Language::En, edge::now()).expect("read");
            assert_eq!(view.sound, ROWS, "{:?}", view.rows[0].faults);
        });
    });
    group.bench_function("bare rows", |bencher| {
        bencher.iter(|| {
            let mut reader = csv::Reader::from_reader(bytes);
            let rows = reader.records().map(|row| row.expect("a row"));
            assert_eq!(black_box(rows).count(), ROWS as usize);
        });
    });
    group.bench_function("Python, csv to JSON", |bencher| {
        bencher.iter(|| {
            let script = "import csv, json, sys\n\
                          json.dumps(list(csv.DictReader(open(sys.argv[1], newline=''))))";
            let mut python = Command::new("python3");
            let status = python.args(["-c", script]).arg(file).status();
            assert!(status.expect("python3 runs").success());
        });
    });
}
