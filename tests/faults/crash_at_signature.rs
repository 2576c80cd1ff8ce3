//! Not a test: a program that issues, and is ended by a signal beside the signature.
//!
//! ```text
//! crash-at-signature DIR REQUEST before|after     ends at the CA's signature
//! crash-at-signature DIR REQUEST waiting          signs, says so on stdout, and goes on when
//!                                                 its standard input ends
//! crash-at-signature DIR --hours-later HOURS      opens as if so much later
//! crash-at-signature DIR --answers-later HOURS    the same, and answers the OCSP request in its
//!                                                 standard input
//! crash-at-signature DIR --noted-later HOURS      is open, and signs a checkpoint so much later
//! crash-at-signature DIR REQUEST[,REQUEST] HOURS  is open, and issues so much later
//! ```

use std::{
    env,
    io::{Read, Write},
    path::Path,
    process::ExitCode,
};

use chancery_operations::{Error, certificate, checkpoint, edge, ocsp, open, prepare_process};
use rustix::process::{Signal, getpid, kill_process};

fn main() -> ExitCode {
    prepare_process(&[]).expect("the process can be prepared");
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [dir, what, how] = arguments.as_slice() else {
        return ExitCode::from(2);
    };
    let done = match what.as_str() {
        "--hours-later" => open_later(Path::new(dir), how.parse().expect("hours are a number")),
        "--answers-later" => {
            answers_later(Path::new(dir), how.parse().expect("hours are a number"))
        }
        "--noted-later" => noted_later(Path::new(dir), how.parse().expect("hours are a number")),
        request if how.parse::<i64>().is_ok() => {
            issue_later(Path::new(dir), request, how.parse().expect("hours"))
        }
        request => issue(Path::new(dir), request, how),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stdout(), "{}: {error}", error.code());
            ExitCode::FAILURE
        }
    }
}

fn issue(dir: &Path, request: &str, how: &str) -> Result<(), Error> {
    let mut workspace = open(dir, edge::now())?.workspace;
    certificate::issue_through(&mut workspace, request, edge::now(), |key, message| {
        if how == "before" {
            end();
        }
        let signature = key.sign(message)?;
        if how == "after" {
            end();
        }
        wait();
        Ok(signature)
    })?;
    Ok(())
}

/// No destructor runs and nothing is flushed: what a power cut or the kernel does.
fn end() {
    kill_process(getpid(), Signal::KILL).expect("a process may end itself");
}

fn wait() {
    let mut stdout = std::io::stdout();
    let _ = writeln!(stdout, "signed");
    let _ = stdout.flush();
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
}

fn answers_later(dir: &Path, hours: i64) -> Result<(), Error> {
    let later = edge::now().plus_seconds(hours * 60 * 60);
    let mut workspace = open(dir, later)?.workspace;
    let mut request = Vec::new();
    let read = std::io::stdin().read_to_end(&mut request);
    read.expect("standard input is read");
    let answer = ocsp::respond(&mut workspace, &request, later)?;
    let written = std::io::stdout().write_all(&answer.der);
    written.expect("standard output is written");
    Ok(())
}

fn noted_later(dir: &Path, hours: i64) -> Result<(), Error> {
    let mut workspace = open(dir, edge::now())?.workspace;
    checkpoint::sign(&mut workspace, edge::now().plus_seconds(hours * 60 * 60))?;
    Ok(())
}

fn issue_later(dir: &Path, request: &str, hours: i64) -> Result<(), Error> {
    let mut workspace = open(dir, edge::now())?.workspace;
    let later = edge::now().plus_seconds(hours * 60 * 60);
    let requests: Vec<&str> = request.split(',').collect();
    if let [request] = requests[..] {
        certificate::issue(&mut workspace, request, "officer-03", later)?;
        return Ok(());
    }
    let officer = "officer-03";
    let done = certificate::issue_batch(&mut workspace, &requests, officer, later, &mut |_| true)?;
    for (request, error) in done.refused {
        let _ = writeln!(std::io::stdout(), "{request} {}", error.code());
    }
    Ok(())
}

fn open_later(dir: &Path, hours: i64) -> Result<(), Error> {
    let opened = open(dir, edge::now().plus_seconds(hours * 60 * 60))?;
    for intent in opened.settled {
        let _ = writeln!(
            std::io::stdout(),
            "{} {} {}",
            intent.request,
            intent.serial,
            intent.outcome
        );
    }
    Ok(())
}
