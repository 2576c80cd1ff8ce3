//! What programs that nobody here wrote say of what the workstation makes.

mod chain;
mod checkpoint;
mod lint;
mod missing;
mod published;
mod report;
mod statements;
