//! `chancery`: the same operations as the window, from a terminal.
//!
//! Exit: 0 done; 1 a negative verdict; 2 usage; 3 refused; 4 unavailable; 5 broken.

mod arguments;
mod commands;
mod context;
mod output;
mod pin;
mod usage;

use std::process::ExitCode;

use clap::Parser;

use crate::{arguments::Arguments, output::Output};

fn main() -> ExitCode {
    // First of all: the practice tokens' module reads its folder from the environment.
    if let Err(error) = chancery_operations::prepare_process(&[]) {
        return output::failed_to_start(&error);
    }
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::tell(&error),
    };
    let mut output = Output::new(arguments.global.json, arguments.global.language());
    match commands::run(arguments, &mut output) {
        Ok(verdict) => verdict.into(),
        Err(error) => output.failure(&error),
    }
}
