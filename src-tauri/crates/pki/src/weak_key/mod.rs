//! Keys that must not be certified, each for a reason with a name.
//!
//! Not looked for: the keys that Debian's OpenSSL made from 2006 to 2008
//! (CVE-2008-0166), which need lists of hundreds of thousands of hashes. At the
//! sizes that are accepted here only RSA-2048 and RSA-4096 could be among them.

mod curve;
mod edwards;
mod roca;
mod rsa;

use crate::signature::PublicKey;

/// Why a key is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakKey {
    /// A modulus of another size.
    #[error("the RSA key has {0} bits; 2048, 3072 and 4096 are accepted")]
    RsaSize(usize),
    /// No RSA exponent at all: two numbers share a factor.
    #[error("the RSA exponent is even")]
    ExponentEven,
    /// The message would be its own signature.
    #[error("the RSA exponent is 1")]
    ExponentOne,
    /// FIPS 186-5, 5.1: at least 65537.
    #[error("the RSA exponent is {0}; at least 65537 is wanted")]
    ExponentSmall(u32),
    /// Verifiers differ above this.
    #[error("the RSA exponent has {0} bits; at most 32 are accepted")]
    ExponentLarge(usize),
    /// No product of two primes.
    #[error("the RSA modulus is even")]
    ModulusEven,
    /// No product of two large primes.
    #[error("the RSA modulus is divisible by {0}")]
    SmallFactor(u32),
    /// One prime twice.
    #[error("the RSA modulus is a square")]
    Square,
    /// Fermat's method finds both primes.
    #[error("the RSA modulus is a product of two primes that are close to each other")]
    ClosePrimes,
    /// CVE-2017-15361.
    #[error("the RSA key has the ROCA fingerprint (CVE-2017-15361): its primes can be found")]
    Roca,
    /// The point that is every key's multiple.
    #[error("the key is the point at infinity")]
    Infinity,
    /// RFC 5480, 2.2 leaves compressed points to the reader; here nobody reads them.
    #[error("the key is a compressed point; uncompressed ones are accepted")]
    Compressed,
    /// Not an ECPoint of the curve's length.
    #[error("the key is not a point of the length that its curve has")]
    PointLength,
    /// Coordinates that do not satisfy the curve's equation, or are not reduced.
    #[error("the key is not a point on its curve")]
    OffCurve,
    /// One of the few points whose multiples come back at once.
    #[error("the Ed25519 key is a point of small order")]
    SmallOrder,
}

/// Passes keys for which no weakness is known here.
pub fn check(key: &PublicKey) -> Result<(), WeakKey> {
    match key {
        PublicKey::Ec { curve, point } => curve::check(*curve, point),
        PublicKey::Ed25519(encoded) => edwards::check(encoded),
        PublicKey::Rsa { modulus, exponent } => rsa::check(modulus, exponent),
    }
}
