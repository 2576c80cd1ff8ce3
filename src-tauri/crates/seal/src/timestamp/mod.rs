//! Time stamps (RFC 3161, RFC 5816), read without a network: a query is a file that is carried to
//! an authority, the response is a file that is carried back.
//!
//! [`Request`] is what is asked: the hash of something, and a nonce. [`Response`] is what came
//! back, read in full: that it was granted, that its `SignedData` has one signer whose certificate
//! it carries and names (ESSCertID or ESSCertIDv2), that this certificate is for time stamps alone
//! and was valid at genTime, that the digest signed is that of the content; and by
//! [`Response::check_answers`] that it answers this query.
//!
//! The signature itself is not verified here, nor is it asked who vouches for the authority: what
//! both need is handed out by [`Response::signed`], [`Response::signer`] and
//! [`Response::certificates`].

mod accuracy;
mod attributes;
mod authority;
mod digest;
mod element;
mod error;
mod gen_time;
mod oid;
mod request;
mod response;
mod signed_data;
mod status;
mod tst_info;

pub use digest::DigestAlgorithm;
pub use error::ResponseError;
pub use request::{Nonce, NonceLength, Request, RequestError};
pub use response::{MAX_LEN, Response, Signed};
pub use status::Rejection;
pub use tst_info::TstInfo;

#[cfg(test)]
mod tests;
