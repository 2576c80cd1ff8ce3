//! A certificate signing request (PKCS#10) as people read it.

use serde::Serialize;
use ts_rs::TS;

/// What a request says. Nothing of it but the key goes into a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CsrView {
    /// The subject it names, as text; not used.
    pub subject: String,
    /// Algorithm of its key: `P-256`.
    pub algorithm: String,
    /// SHA-256 of its SubjectPublicKeyInfo, upper-case hex.
    pub spki_sha256: String,
    /// SHA-256 of the whole request, DER, upper-case hex.
    pub sha256: String,
    /// Extensions it asks for; shown, not used.
    pub extensions: Vec<CsrExtensionView>,
    /// Other attributes, by name or OID; not used.
    pub attributes: Vec<String>,
}

/// An extension that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(export)]
pub struct CsrExtensionView {
    /// Its name, if it is known here.
    pub name: Option<String>,
    /// Dotted OID.
    pub oid: String,
    /// True if it asks for it to be critical.
    pub critical: bool,
    /// What it says, as far as it can be read; else its bytes in hex.
    pub summary: String,
}
