//! A certificate signing request as people read it.

use chancery_pki::{
    csr::{self, Request},
    pem::{self, Label},
};

use crate::{
    Error,
    view::{CsrExtensionView, CsrView},
};

/// Longer than any request, in PEM with all its line ends.
const MAX_FILE: u64 = 4 * chancery_pki::csr::MAX_LEN as u64;

/// What `request` says. Nothing of it but the key goes into a certificate.
pub(super) fn view(request: &Request) -> CsrView {
    CsrView {
        subject: request.subject_text(),
        algorithm: request.algorithm().name().to_owned(),
        spki_sha256: request.spki().sha256().to_upper_hex(),
        sha256: request.sha256().to_upper_hex(),
        extensions: request
            .extensions()
            .iter()
            .map(|extension| CsrExtensionView {
                name: extension.name.map(str::to_owned),
                oid: extension.oid.to_string(),
                critical: extension.critical,
                summary: extension.summary.clone(),
            })
            .collect(),
        attributes: request.ignored_attributes().to_vec(),
    }
}

/// Reads the file of a signing request as [`csr_text`] gives it. One that is too long to be a
/// request is cut, and then refused for what it is.
pub fn read_csr(path: &std::path::Path) -> Result<String, Error> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MAX_FILE).read_to_end(&mut bytes))
        .map_err(Error::io("reading", path))?;
    Ok(csr_text(&bytes))
}

/// A file as the text that a request's `csr` field takes: PEM as it is, DER as PEM.
pub fn csr_text(file: &[u8]) -> String {
    match csr::text(file) {
        Some(text) => text.into_owned(),
        None => pem::encode(Label::CertificateRequest, file),
    }
}
