//! Nouns and rules of the chancery: agents, scopes, money, officers, requests,
//! profiles, events.
//!
//! This crate does no input or output. It reads no clock, makes no random
//! number and opens no file: time, actor, serial and nonce are arguments.

pub mod digest;
pub mod request;
pub mod signing;
pub mod time;

pub use digest::Sha256Digest;
pub use signing::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki};
pub use time::Utc;
