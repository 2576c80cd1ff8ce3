//! Textual encoding (RFC 7468, strict).

use pem_rfc7468::LineEnding;

/// What a PEM text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// RFC 7468, section 5.
    Certificate,
    /// RFC 7468, section 6.
    X509Crl,
    /// RFC 7468, section 7.
    CertificateRequest,
    /// RFC 7468, section 13.
    PublicKey,
}

impl Label {
    /// What stands after BEGIN and END.
    pub fn text(self) -> &'static str {
        match self {
            Self::Certificate => "CERTIFICATE",
            Self::X509Crl => "X509 CRL",
            Self::CertificateRequest => "CERTIFICATE REQUEST",
            Self::PublicKey => "PUBLIC KEY",
        }
    }
}

/// The text, in lines of 64 with line feeds.
pub fn encode(label: Label, der: &[u8]) -> String {
    pem_rfc7468::encode_string(label.text(), LineEnding::LF, der)
        .expect("DER of certificates and lists is not near the limit")
}

/// The DER of a text that holds one thing of this label, and nothing else.
pub fn decode(label: Label, pem: &str) -> Option<Vec<u8>> {
    let (found, der) = pem_rfc7468::decode_vec(pem.as_bytes()).ok()?;
    (found == label.text()).then_some(der)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_back_under_its_own_label_only() {
        let text = encode(Label::X509Crl, &[7; 100]);
        assert!(text.starts_with("-----BEGIN X509 CRL-----\n") && text.ends_with("-----\n"));
        assert!(text.lines().all(|line| line.len() <= 64));
        assert_eq!(decode(Label::X509Crl, &text), Some(vec![7; 100]));
        assert_eq!(decode(Label::Certificate, &text), None);
    }
}
