//! What a person can do, one function each; the only place where the crates meet.

pub mod view;
