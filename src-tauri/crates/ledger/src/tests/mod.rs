#![allow(clippy::unwrap_used, reason = "a test that fails says where it stands")]

mod backup;
mod changes;
mod compromise;
mod crls;
mod denial;
mod keys;
mod log;
mod migration;
mod register;
mod requests;
mod retention;
mod reviews;
mod search;
mod shape;
mod story;
mod tamper;
mod tokens;
