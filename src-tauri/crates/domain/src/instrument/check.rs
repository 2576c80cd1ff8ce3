//! Check digits and characters.

/// ISO 24165-1: digits and capital consonants without Y.
const DTI_ALPHABET: &[u8; 30] = b"0123456789BCDFGHJKLMNPQRSTVWXZ";

/// Bitcoin's identifier was given before the check character was defined; the registry keeps it.
const DTI_OF_BITCOIN: &str = "4H95J0R2X";

/// ISO 6166, annex C: letters become two digits (A = 10), then modulus 10 double-add-double.
pub(super) fn luhn_holds(isin: &[u8]) -> bool {
    let digits = isin.iter().flat_map(|&b| match b {
        b'0'..=b'9' => vec![b - b'0'],
        _ => vec![(b - b'A' + 10) / 10, (b - b'A' + 10) % 10],
    });
    let digits: Vec<u8> = digits.collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, &digit)| {
            let weighted = if index % 2 == 1 { digit * 2 } else { digit };
            u32::from(weighted / 10 + weighted % 10)
        })
        .sum();
    sum.is_multiple_of(10)
}

/// True if `code` has the length and the characters of a DTI; none begins with 0.
pub(super) fn is_like_dti(code: &str) -> bool {
    code.len() == 9 && !code.starts_with('0') && code.bytes().all(|b| dti_value(b).is_some())
}

/// ISO 24165-1: the ninth character by ISO/IEC 7064, hybrid system, modulus 30 and 31.
pub(super) fn dti_holds(code: &str) -> bool {
    const MODULUS: usize = DTI_ALPHABET.len();
    if code == DTI_OF_BITCOIN {
        return true;
    }
    let mut product = MODULUS;
    let mut values = code.bytes().filter_map(dti_value);
    for value in values.by_ref().take(8) {
        let sum = match (product + value) % MODULUS {
            0 => MODULUS,
            sum => sum,
        };
        product = sum * 2 % (MODULUS + 1);
    }
    values
        .next()
        .is_some_and(|check| (product + check) % MODULUS == 1)
}

fn dti_value(character: u8) -> Option<usize> {
    DTI_ALPHABET.iter().position(|&one| one == character)
}
