//! ROCA, CVE-2017-15361: a library in smart cards made every prime as
//! `k * M + (65537^a mod M)`, `M` the product of the first primes. So the modulus,
//! modulo each of those primes, is a power of 65537, which by chance almost no
//! modulus is (Nemec, Sys, Svenda, Klinec, Matyas: "The Return of Coppersmith's
//! Attack", CCS 2017, section 2.2).

use num_bigint::BigUint;

use super::rsa::residue;

const GENERATOR: u32 = 65_537;

/// The primes of the smallest `M`, that of 512-bit keys: larger keys have them all.
/// A sound modulus passes all of them about once in 2^27.
const PRIMES: [u32; 38] = [
    3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167,
];

/// Whether the modulus looks as if that library had made it.
pub(super) fn has_fingerprint(modulus: &BigUint) -> bool {
    PRIMES
        .iter()
        .all(|prime| is_power_of_generator(residue(modulus, *prime), *prime))
}

fn is_power_of_generator(value: u32, prime: u32) -> bool {
    let mut power = 1;
    for _ in 1..prime {
        if power == value {
            return true;
        }
        power = power * (GENERATOR % prime) % prime;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two numbers of the library's form, for 2048-bit keys: 126 primes in `M`.
    fn of_the_library(k: u32, a: u32) -> BigUint {
        let is_prime = |number: &u32| (2..*number).all(|divisor| !number.is_multiple_of(divisor));
        let product: BigUint = (2..)
            .filter(is_prime)
            .take(126)
            .map(BigUint::from)
            .product();
        BigUint::from(GENERATOR).modpow(&BigUint::from(a), &product) + product * k
    }

    #[test]
    fn numbers_of_the_librarys_form_are_found_and_their_neighbours_are_not() {
        for (k, a) in [(1, 1), (77, 12_345), (0x1234_5678, 999_983)] {
            let modulus = of_the_library(k, a) * of_the_library(k + 1, a + 7);
            assert!(has_fingerprint(&modulus));
            assert!(!has_fingerprint(&(modulus + 2_u32)));
        }
    }

    #[test]
    fn fingerprint_says_something_for_most_primes() {
        let telling = |prime: &&u32| (1..**prime).any(|v| !is_power_of_generator(v, **prime));
        // The share of residues that are powers, over all primes: the rate of error.
        let passes: f64 = PRIMES
            .iter()
            .map(|prime| {
                let powers = (1..*prime)
                    .filter(|v| is_power_of_generator(*v, *prime))
                    .count();
                f64::from(u32::try_from(powers).expect("few")) / f64::from(*prime - 1)
            })
            .product();
        assert!(PRIMES.iter().filter(telling).count() >= 17);
        assert!(passes.log2() < -27.0, "{}", passes.log2());
    }
}
