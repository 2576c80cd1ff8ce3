//! What programs that nobody here wrote say of what the workstation makes.

mod calendar;
mod chain;
mod checkpoint;
mod lint;
mod lists;
mod log;
mod missing;
mod negative;
mod ocsp;
mod profiles;
mod published;
mod report;
mod scope;
mod statements;
mod timestamp;
