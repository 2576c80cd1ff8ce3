//! One file a noun.

mod agent;
mod backup;
mod certificate;
mod change;
mod crl;
mod facts;
mod import;
mod log;
mod ocsp;
mod officer;
mod policy;
mod profile;
mod reminders;
mod report;
mod request;
mod retention;
mod standing;
mod token;
mod verify;
mod workspace;

use chancery_operations::Error;

use crate::{
    arguments::{Arguments, Noun},
    context::Context,
    output::{Output, Verdict},
};

/// Carries a command out.
pub(crate) fn run(arguments: Arguments, output: &mut Output) -> Result<Verdict, Error> {
    let global = &arguments.global;
    match arguments.noun {
        Noun::Workspace(verb) => workspace::run(global, verb, output),
        Noun::Profile(verb) => profile::run(&mut open(global, output)?, verb, output),
        Noun::Policy(verb) => policy::run(&mut open(global, output)?, verb, output),
        Noun::Facts(verb) => facts::run(&mut open(global, output)?, verb, output),
        Noun::Agent(verb) => agent::run(&mut open(global, output)?, verb, output),
        Noun::Reminders(told) => reminders::run(&mut open(global, output)?, &told, output),
        Noun::Request(crate::arguments::RequestVerb::Schema) => request::schema(output),
        Noun::Token(verb) => token::run(&mut open(global, output)?, verb, output),
        Noun::Officer(verb) => officer::run(&mut open(global, output)?, &verb, output),
        Noun::Request(verb) => request::run(&mut open(global, output)?, verb, output),
        Noun::Standing(verb) => standing::run(&mut open(global, output)?, verb, output),
        Noun::Certificate(verb) => certificate::run(&mut open(global, output)?, verb, output),
        Noun::Crl(verb) => crl::run(&mut open(global, output)?, &verb, output),
        Noun::Ocsp(verb) => ocsp::run(&mut open(global, output)?, verb, output),
        Noun::Log(verb) => log::run(global, &verb, output),
        Noun::Retention(verb) => retention::run(&mut open(global, output)?, verb, output),
        Noun::Hold(verb) => retention::hold(&mut open(global, output)?, verb, output),
        Noun::Report(verb) => report::run(&mut open(global, output)?, verb, output),
        Noun::Verify(told) => verify::run(&told, global.language(), output),
    }
}

fn open(global: &crate::arguments::Global, output: &Output) -> Result<Context, Error> {
    let context = Context::open(global)?;
    output.settled(&context.settled);
    Ok(context)
}
