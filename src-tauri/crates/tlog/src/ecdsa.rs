//! `Ecdsa-Sig-Value` (RFC 3279, 2.2.3): the DER form that notes carry, made from
//! the `r || s` that tokens give.

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;

/// DER of `raw`, two halves of at most 48 bytes each, so that every length fits
/// in one octet.
pub(crate) fn der_signature(raw: &[u8]) -> Vec<u8> {
    let (r, s) = raw.split_at(raw.len() / 2);
    let body = [integer(r), integer(s)].concat();
    [&[SEQUENCE, short_length(&body)], &body[..]].concat()
}

fn integer(magnitude: &[u8]) -> Vec<u8> {
    let zeros = magnitude.iter().take_while(|byte| **byte == 0).count();
    let digits = &magnitude[zeros.min(magnitude.len().saturating_sub(1))..];
    let sign: &[u8] = if digits.first().is_some_and(|byte| *byte >= 0x80) {
        &[0]
    } else {
        &[]
    };
    let value = [sign, digits].concat();
    [&[INTEGER, short_length(&value)], &value[..]].concat()
}

fn short_length(content: &[u8]) -> u8 {
    u8::try_from(content.len())
        .ok()
        .filter(|len| *len < 0x80)
        .expect("two halves of at most 48 bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_minimal_and_positive() {
        assert_eq!(
            der_signature(&[0, 1, 0x80, 0]),
            [0x30, 8, 2, 1, 1, 2, 3, 0, 0x80, 0]
        );
        assert_eq!(
            der_signature(&[0, 0, 0, 0x7f]),
            [0x30, 6, 2, 1, 0, 2, 1, 0x7f]
        );
    }
}
