//! Object identifiers that time stamps are made of, as the octets that stand in DER; and any
//! others in dotted form.

use std::fmt::Write as _;

macro_rules! oid {
    ($name:ident, $dotted:literal, $doc:literal) => {
        #[doc = $doc]
        pub(super) const $name: const_oid::ObjectIdentifier =
            const_oid::ObjectIdentifier::new_unwrap($dotted);
    };
}

oid!(
    TST_INFO,
    "1.2.840.113549.1.9.16.1.4",
    "id-ct-TSTInfo, RFC 3161."
);
oid!(CONTENT_TYPE, "1.2.840.113549.1.9.3", "RFC 5652, 11.1.");
oid!(MESSAGE_DIGEST, "1.2.840.113549.1.9.4", "RFC 5652, 11.2.");
oid!(
    SIGNING_CERTIFICATE,
    "1.2.840.113549.1.9.16.2.12",
    "RFC 2634, 5.4."
);
oid!(
    SIGNING_CERTIFICATE_V2,
    "1.2.840.113549.1.9.16.2.47",
    "RFC 5035, 3."
);
oid!(SHA_256, "2.16.840.1.101.3.4.2.1", "id-sha256.");
oid!(SHA_384, "2.16.840.1.101.3.4.2.2", "id-sha384.");
oid!(SHA_512, "2.16.840.1.101.3.4.2.3", "id-sha512.");
oid!(
    RSA_ENCRYPTION,
    "1.2.840.113549.1.1.1",
    "rsaEncryption, RFC 3370, 3.2."
);
oid!(SHA_256_WITH_RSA, "1.2.840.113549.1.1.11", "RFC 4055.");
oid!(SHA_384_WITH_RSA, "1.2.840.113549.1.1.12", "RFC 4055.");
oid!(SHA_512_WITH_RSA, "1.2.840.113549.1.1.13", "RFC 4055.");
oid!(
    TIME_STAMPING,
    "1.3.6.1.5.5.7.3.8",
    "id-kp-timeStamping, RFC 3161."
);
oid!(SUBJECT_KEY_IDENTIFIER, "2.5.29.14", "RFC 5280.");
oid!(KEY_USAGE, "2.5.29.15", "RFC 5280.");
oid!(SUBJECT_ALT_NAME, "2.5.29.17", "RFC 5280.");
oid!(EXTENDED_KEY_USAGE, "2.5.29.37", "RFC 5280.");

/// Dotted form; `None` if the octets are not an identifier, or one with an arc beyond 128 bits.
pub(super) fn dotted(octets: &[u8]) -> Option<String> {
    let mut text = String::new();
    let mut arc = 0_u128;
    let mut begun = false;
    for octet in octets {
        if !begun && *octet == 0x80 {
            return None;
        }
        arc = arc
            .checked_mul(128)?
            .checked_add(u128::from(octet & 0x7f))?;
        begun = octet & 0x80 != 0;
        if !begun {
            push(&mut text, arc);
            arc = 0;
        }
    }
    (!begun && !text.is_empty()).then_some(text)
}

/// X.690, 8.19.4: the first two arcs share one number.
fn push(text: &mut String, arc: u128) {
    let written = if text.is_empty() {
        let first = (arc / 40).min(2);
        write!(text, "{first}.{}", arc - first * 40)
    } else {
        write!(text, ".{arc}")
    };
    written.expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_told_in_dotted_form() {
        for oid in [TST_INFO, SHA_256, KEY_USAGE] {
            assert_eq!(dotted(oid.as_bytes()), Some(oid.to_string()));
        }
        let uuid = [&[105, 0x83][..], &[0xff; 17], &[0x7f]].concat();
        let largest = format!("2.25.{}", u128::MAX);
        assert_eq!(dotted(&uuid), Some(largest));
        for bad in [&[][..], &[0x2a, 0x80, 1], &[0x2a, 0x81]] {
            assert_eq!(dotted(bad), None, "{bad:?}");
        }
    }
}
