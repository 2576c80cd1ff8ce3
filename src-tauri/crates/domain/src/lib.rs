//! Nouns and rules of the chancery: agents, scopes, money, officers, requests,
//! profiles, events.
//!
//! This crate does no input or output. It reads no clock, makes no random
//! number and opens no file: time, actor, serial and nonce are arguments.

pub mod action;
pub mod agent;
pub mod batch;
pub mod change;
pub mod commitment;
pub mod compromise;
pub mod decision;
pub mod digest;
pub mod entity;
pub mod event;
pub mod facts;
pub mod founding;
pub mod instrument;
pub mod jcs;
pub mod language;
pub mod lei;
pub mod money;
mod numbered;
pub mod officer;
pub mod policy;
pub mod problem;
pub mod profile;
pub mod request;
pub mod resource;
pub mod retention;
pub mod scope;
pub mod sentence;
pub mod signing;
pub mod standing;
pub mod text;
pub mod time;
pub mod warning;
pub mod words;

pub use digest::Sha256Digest;
pub use language::Language;
pub use signing::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki};
pub use time::Utc;
