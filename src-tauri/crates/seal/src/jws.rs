//! Signed statements: compact JWS (RFC 7515) as JAdES B-B, ETSI TS 119 182-1.
//!
//! The protected header has exactly these members:
//!
//! | member     | value |
//! |------------|-------|
//! | `alg`      | `ES256`, `ES384` or `EdDSA`; `Ed25519` is read too |
//! | `cty`      | what kind of statement this is |
//! | `iat`      | when it says it was signed, in seconds |
//! | `typ`      | `jose` |
//! | `x5c`      | the signer's certificate, then its issuer's, base64 DER |
//! | `x5t#S256` | SHA-256 of the signer's certificate, base64url |
//!
//! The payload is one JSON object in canonical form (RFC 8785). Nothing is
//! detached, nothing is unencoded, and a header with any other member is
//! refused: what is not understood can't be skipped.

mod compact;
mod header;
mod payload;
mod sign;
mod verify;

pub use compact::{Jws, NotCompact};
pub use header::{Header, JwsAlgorithm};
pub use payload::PayloadError;
pub use sign::{SignError, sign};
pub use verify::{Verified, VerifyError, verify};

/// The longest compact JWS that is looked at, in bytes.
pub const MAX_LEN: usize = 512 * 1024;

/// The most certificates that a header may carry.
pub const MAX_CHAIN: usize = 4;
