//! RSA: sizes, exponents, moduli.

use num_bigint::BigUint;

use super::{WeakKey, roca};
use crate::signature::bits;

/// The accepted sizes.
const SIZES: [usize; 3] = [2048, 3072, 4096];

/// FIPS 186-5, 5.1.
const LEAST_EXPONENT: u32 = 65_537;

/// Factors are looked for up to here.
const SMALL_FACTORS: u32 = 10_000;

/// Rounds of Fermat's method. Primes whose difference is below about a tenth of
/// the modulus' fourth root times this are found.
const FERMAT_ROUNDS: u32 = 100;

pub(super) fn check(modulus: &[u8], exponent: &[u8]) -> Result<(), WeakKey> {
    let size = bits(modulus);
    if !SIZES.contains(&size) {
        return Err(WeakKey::RsaSize(size));
    }
    check_exponent(exponent)?;
    let modulus = BigUint::from_bytes_be(modulus);
    if !modulus.bit(0) {
        return Err(WeakKey::ModulusEven);
    }
    if let Some(factor) = small_factor(&modulus) {
        return Err(WeakKey::SmallFactor(factor));
    }
    if roca::has_fingerprint(&modulus) {
        return Err(WeakKey::Roca);
    }
    fermat(&modulus)
}

fn check_exponent(exponent: &[u8]) -> Result<(), WeakKey> {
    if exponent.last().is_none_or(|last| last % 2 == 0) {
        return Err(WeakKey::ExponentEven);
    }
    if exponent.len() > 4 {
        return Err(WeakKey::ExponentLarge(bits(exponent)));
    }
    let value = exponent
        .iter()
        .fold(0, |value: u32, byte| value << 8 | u32::from(*byte));
    match value {
        1 => Err(WeakKey::ExponentOne),
        small if small < LEAST_EXPONENT => Err(WeakKey::ExponentSmall(small)),
        _ => Ok(()),
    }
}

fn small_factor(modulus: &BigUint) -> Option<u32> {
    (3..SMALL_FACTORS)
        .step_by(2)
        .find(|factor| residue(modulus, *factor) == 0)
}

/// `number` modulo a small number.
pub(super) fn residue(number: &BigUint, modulus: u32) -> u32 {
    let digits = (number % modulus).to_u32_digits();
    digits.first().copied().unwrap_or(0)
}

/// Looks for `n = a^2 - b^2` with `a` just above the root of `n`.
fn fermat(modulus: &BigUint) -> Result<(), WeakKey> {
    let root = modulus.sqrt();
    if &root * &root == *modulus {
        return Err(WeakKey::Square);
    }
    let mut a = root + 1_u32;
    let mut difference = &a * &a - modulus;
    let close = (0..FERMAT_ROUNDS).any(|_| {
        let found = is_square(&difference);
        difference += &a * 2_u32 + 1_u32;
        a += 1_u32;
        found
    });
    if close {
        return Err(WeakKey::ClosePrimes);
    }
    Ok(())
}

fn is_square(number: &BigUint) -> bool {
    // Squares leave 12 of the 64 residues, and few of those of small primes: most
    // numbers need no root.
    let may_be = |modulus: u32| {
        let residue = u64::from(residue(number, modulus));
        (0..u64::from(modulus)).any(|root| root * root % u64::from(modulus) == residue)
    };
    if ![64, 63, 65, 11, 17, 19, 23, 29, 31].into_iter().all(may_be) {
        return false;
    }
    let root = number.sqrt();
    &root * &root == *number
}
