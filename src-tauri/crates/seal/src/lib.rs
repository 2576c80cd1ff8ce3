//! Signed statements and seals: compact JWS (JAdES B-B), CMS `SignedData` and
//! PAdES B-B seals in PDF documents, made and read; time stamps, asked for and read.
//!
//! This crate does no input or output and asks no clock: the signing key, the
//! instant and the certificates are arguments. It says whether a signature is
//! right under the certificate that travels with it. Whether that certificate
//! may be believed (path, revocation, purpose) is for `pki` to say.

mod certificate;
mod cms;
pub mod jws;
pub mod pdf;
pub mod timestamp;

pub use certificate::CertificateError;
pub use cms::{CmsError, CmsSignError, SignatureFound};
