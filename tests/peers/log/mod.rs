//! An export of the log, in the eyes of programs that nobody here wrote.

mod export;
mod folder;
mod tampering;
mod witness;
