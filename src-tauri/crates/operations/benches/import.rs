//! A dry run of 5,000 rows: everything that a person waits for before a fleet is submitted; and
//! the list of all 5,000 requests and their warnings, which a checker waits for before they are
//! approved together.
//!
//! Beside the first: the bare rows, as the parser below gives them, and the same file read by
//! Python's csv and written as JSON, which applies no rule at all. Beside the second: one request
//! whole, with its diff and its decisions verified, of which the list must not take one a row.

#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::{fmt::Write as _, fs, hint::black_box, path::Path, process::Command};

use chancery_domain::Language;
use chancery_operations::{
    Parked, UserPin, Workspace, create_practice, edge, prepare_process,
    request::{
        self, Submission,
        import::{self, Import},
    },
};
use criterion::Criterion;
use ratios::{Ratio, Run, scratch};

/// Rows of the file.
const ROWS: u32 = 5_000;

const RATIOS: [Ratio; 3] = [
    Ratio {
        path: "import/dry run",
        beside: "import/bare rows",
    },
    Ratio {
        path: "import/dry run",
        beside: "import/Python, csv to JSON",
    },
    Ratio {
        path: "import/list of all that wait",
        beside: "import/one request whole",
    },
];

fn main() {
    // Starts the program anew, and so comes before anything is measured or read.
    prepare_process(&[]).expect("prepared");
    let mut run = Run::begin();
    let dir = scratch();
    let place = dir.path().join("practice");
    let mut workspace = create_practice(&place, Parked::default(), edge::now(), &mut |_| true)
        .expect("a workspace");
    let file = dir.path().join("fleet.csv");
    let bytes = fleet().into_bytes();
    fs::write(&file, &bytes).expect("written");
    measure(&mut run.criterion, &workspace, &bytes, &file);
    let first = submit(&mut workspace, &bytes);
    measure_list(&mut run.criterion, &workspace, &first);
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

/// All of it; the first request.
fn submit(workspace: &mut Workspace, bytes: &[u8]) -> String {
    let maker = "officer-02";
    let pin = UserPin::new(workspace.practice_pin(maker).expect("a PIN"));
    let submission = Submission {
        maker,
        reason: "The fleet",
        pin: &pin,
    };
    let import = Import {
        bytes,
        sound_part: false,
        standing: None,
    };
    let now = edge::now();
    let mut done =
        import::submit(workspace, &import, &submission, now, &mut |_| true).expect("submitted");
    done.requests.swap_remove(0)
}

fn measure_list(criterion: &mut Criterion, workspace: &Workspace, first: &str) {
    let mut group = criterion.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("list of all that wait", |bencher| {
        bencher.iter(|| {
            let rows = request::together(workspace, first, Language::En).expect("read");
            assert_eq!(rows.len(), ROWS as usize);
        });
    });
    group.bench_function("one request whole", |bencher| {
        bencher.iter(|| {
            let view = request::show(workspace, first, None, Language::En).expect("read");
            assert_eq!(view.together, u64::from(ROWS));
        });
    });
}
