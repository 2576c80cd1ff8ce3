//! Not a test: a program that backs up, and changes its mind.
//!
//! ```text
//! cancelled-backup DIR FILE TIMES     goes on when asked so often, then no more
//! ```

use std::{env, io::Write, path::Path, process::ExitCode};

use chancery_operations::{Encryption, Error, backup, edge, open, prepare_process};

fn main() -> ExitCode {
    prepare_process(&[]).expect("the process can be prepared");
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [dir, file, times] = arguments.as_slice() else {
        return ExitCode::from(2);
    };
    let times = times.parse().expect("a number");
    match back_up(Path::new(dir), Path::new(file), times) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = write!(std::io::stdout(), "{}", error.code());
            ExitCode::FAILURE
        }
    }
}

fn back_up(dir: &Path, file: &Path, mut times: usize) -> Result<(), Error> {
    let mut workspace = open(dir, edge::now())?.workspace;
    let mut goes_on = |_| {
        let more = times > 0;
        times = times.saturating_sub(1);
        more
    };
    let (encryption, now) = (Encryption::Plain, edge::now());
    backup(&mut workspace, file, &encryption, None, now, &mut goes_on).map(|_| ())
}
