//! What is done with hostile bytes, and what must hold of whatever is accepted.
//! The same targets run under libFuzzer (`make fuzz`) and over the kept corpus
//! (`make test`).

mod certificate;
mod crl;
mod csr;
mod log_files;
mod ocsp;
mod responder;
mod scope;
mod timestamp;

/// A target: its name, which is that of its corpus under `fixtures/fuzz`, and what
/// it does. It panics if something does not hold.
type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[
    ("certificate", certificate::reads),
    ("crl", crl::reads),
    ("csr", csr::reads),
    ("log-files", log_files::reads),
    ("ocsp-request", ocsp::reads),
    ("scope-extension", scope::reads),
    ("timestamp-response", timestamp::reads),
];
