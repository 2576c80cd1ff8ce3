//! Textual encoding (RFC 7468): written as its section 3 has it; read whatever the length of
//! lines and wherever blanks stand, as its section 2 asks.

use pem_rfc7468::LineEnding;

/// What every text begins with.
pub(crate) const BEGIN: &str = "-----BEGIN ";

/// RFC 7468, 2.
const COLUMNS: usize = 64;

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

/// The DER of a text that holds one thing, of this label. What stands before and after it is
/// passed over.
pub fn decode(label: Label, text: &str) -> Option<Vec<u8>> {
    decode_labelled(label.text(), text)
}

pub(crate) fn decode_labelled(label: &str, text: &str) -> Option<Vec<u8>> {
    let (begin, end) = (
        format!("{BEGIN}{label}-----"),
        format!("-----END {label}-----"),
    );
    let (before, after) = text.split_once(&begin)?;
    let (content, after) = after.split_once(&end)?;
    if before.contains(BEGIN) || after.contains(BEGIN) {
        return None;
    }
    let base64: Vec<u8> = content.bytes().filter(|octet| !is_blank(*octet)).collect();
    let mut strict = Vec::with_capacity(content.len() + begin.len() + end.len() + 2);
    strict.extend_from_slice(begin.as_bytes());
    for line in base64.chunks(COLUMNS) {
        strict.push(b'\n');
        strict.extend_from_slice(line);
    }
    strict.push(b'\n');
    strict.extend_from_slice(end.as_bytes());
    let (_, der) = pem_rfc7468::decode_vec(&strict).ok()?;
    Some(der)
}

/// RFC 7468, 2: "parsers SHOULD ignore whitespace", which its section 3 counts up.
fn is_blank(octet: u8) -> bool {
    octet.is_ascii_whitespace() || octet == VERTICAL_TAB
}

const VERTICAL_TAB: u8 = 0x0b;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that can't go on ends")]

    use super::*;

    #[test]
    fn text_reads_back_under_its_own_label_only() {
        let text = encode(Label::X509Crl, &[7; 100]);
        assert!(text.starts_with("-----BEGIN X509 CRL-----\n") && text.ends_with("-----\n"));
        assert!(text.lines().all(|line| line.len() <= 64));
        assert_eq!(decode(Label::X509Crl, &text), Some(vec![7; 100]));
        assert_eq!(decode(Label::Certificate, &text), None);
    }

    #[test]
    fn blanks_and_line_lengths_do_not_matter() {
        let der: Vec<u8> = (0..=255).collect();
        let text = encode(Label::Certificate, &der);
        let mut lines: Vec<_> = text.lines().collect();
        let (begin, end) = (lines.remove(0), lines.pop().unwrap());
        let body = lines.concat();
        for body in [
            body.clone(),
            format!("\n{body}\n\n"),
            format!("{}\n{}", &body[..76], &body[76..]),
            lines.join(" \t\r\n\u{b}\u{c}  "),
        ] {
            let text = format!("before\n{begin}{body}{end}after");
            assert_eq!(
                decode(Label::Certificate, &text),
                Some(der.clone()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_not_one_text_of_base64_is_refused() {
        let text = encode(Label::Certificate, &[7; 100]);
        let with = |from: &str, to: &str| text.replacen(from, to, 1);
        for bad in [
            String::new(),
            text.repeat(2),
            format!("{text}-----BEGIN "),
            format!("-----BEGIN PUBLIC KEY-----\n{text}"),
            with("-----END CERTIFICATE-----", ""),
            with("-----END CERTIFICATE", "-----END X509 CRL"),
            with(
                "-----BEGIN CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nNote: x\n\n",
            ),
            with("Bwc", "B-c"),
            with("Bwc", "B_c"),
            with("Bwc", "B\u{a0}c"),
            with("Bwc", "B\0c"),
            with("Bwc", "Bc"),
            with("==\n", "\n"),
            with("Bw==\n", "Bx==\n"),
            with("==\n", "==Bw==\n"),
        ] {
            assert_ne!(bad, text);
            assert_eq!(decode(Label::Certificate, &bad), None, "{bad:?}");
        }
    }
}
