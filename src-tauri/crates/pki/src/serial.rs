//! Serial numbers (RFC 5280, 4.1.2.2): positive, here of 128 random bits less
//! one.

use std::fmt;

/// A certificate's serial number, as an unsigned big-endian magnitude without
/// leading zeros.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SerialNumber(Vec<u8>);

impl SerialNumber {
    /// Makes a serial number of 16 random bytes: the first bit is cleared, so that
    /// the INTEGER is positive and takes at most 16 octets. `None` if nothing is
    /// left: draw again.
    pub fn from_random(mut random: [u8; 16]) -> Option<Self> {
        random[0] &= 0x7f;
        Self::from_magnitude(&random)
    }

    /// Reads a magnitude; `None` for zero.
    pub fn from_magnitude(bytes: &[u8]) -> Option<Self> {
        let first = bytes.iter().position(|byte| *byte != 0)?;
        Some(Self(bytes[first..].to_vec()))
    }

    /// Reads hexadecimal digits in either case, perhaps with colons between pairs.
    pub fn from_hex(text: &str) -> Option<Self> {
        let mut digits: Vec<u8> = text
            .chars()
            .filter(|c| *c != ':')
            .map(digit)
            .collect::<Option<_>>()?;
        if digits.len() % 2 == 1 {
            digits.insert(0, 0);
        }
        let bytes: Vec<u8> = digits
            .chunks(2)
            .map(|pair| pair[0] << 4 | pair[1])
            .collect();
        Self::from_magnitude(&bytes)
    }

    /// The magnitude, without leading zeros.
    pub fn magnitude(&self) -> &[u8] {
        &self.0
    }
}

fn digit(c: char) -> Option<u8> {
    c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Upper-case hexadecimal without separators, as OpenSSL prints it.
impl fmt::Display for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

impl fmt::Debug for SerialNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SerialNumber({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sixteen_random_bytes_become_a_positive_number() {
        let serial = SerialNumber::from_random([0xff; 16]).expect("not zero");
        assert_eq!(serial.to_string(), "7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF");
        assert_eq!(SerialNumber::from_random([0; 16]), None);
        let mut only_sign = [0; 16];
        only_sign[0] = 0x80;
        assert_eq!(SerialNumber::from_random(only_sign), None);
    }

    #[test]
    fn hexadecimal_reads_back() {
        let serial = SerialNumber::from_magnitude(&[0, 0x0a, 0xbc]).expect("not zero");
        assert_eq!(serial.to_string(), "0ABC");
        for text in ["0ABC", "abc", "0a:bc", "000ABC"] {
            assert_eq!(
                SerialNumber::from_hex(text).as_ref(),
                Some(&serial),
                "{text}"
            );
        }
        for text in ["", "0", "xy", "-1"] {
            assert_eq!(SerialNumber::from_hex(text), None, "{text}");
        }
    }
}
