//! Verification: ring where it can, RustCrypto where ring has no such algorithm.

use chancery_domain::Spki;
use p521::ecdsa::signature::hazmat::PrehashVerifier as _;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
    ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};

use super::identifier::{Hash, SignatureAlgorithm, UnsupportedSignature};
use super::public_key::{Curve, PublicKey, UnsupportedKey};

/// Why a signature is not taken for good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The algorithm is not verified here.
    #[error("the signature algorithm is not accepted")]
    Algorithm(#[source] UnsupportedSignature),
    /// The key is of a kind that is not verified here.
    #[error("the signer's key is not accepted")]
    Key(#[source] UnsupportedKey),
    /// Such a key does not sign with this algorithm.
    #[error("{algorithm} is not an algorithm of the signer's key")]
    Mismatch {
        /// What was named.
        algorithm: SignatureAlgorithm,
    },
    /// The mathematics says no.
    #[error("the signature does not verify")]
    Signature,
}

/// Whether `signature`, the content of a BIT STRING, is `spki`'s over `message`;
/// `algorithm_identifier` is the DER of an `AlgorithmIdentifier`.
pub fn verify(
    spki: &Spki,
    algorithm_identifier: &[u8],
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignatureError> {
    SignatureAlgorithm::from_der(algorithm_identifier)
        .map_err(SignatureError::Algorithm)?
        .verify(spki, message, signature)
}

impl SignatureAlgorithm {
    /// Whether `signature` is `spki`'s over `message`.
    pub fn verify(
        self,
        spki: &Spki,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        let key = PublicKey::of(spki).map_err(SignatureError::Key)?;
        let good = match (&key, self) {
            (PublicKey::Ec { curve, point }, Self::Ecdsa(hash)) => {
                ecdsa(*curve, hash, point, message, signature)
            }
            (PublicKey::Ed25519(key), Self::Ed25519) => {
                Some(with_ring(&ED25519, key, message, signature))
            }
            (PublicKey::Rsa { modulus, exponent }, Self::RsaPkcs1(hash)) => {
                let verification = match hash {
                    Hash::Sha256 => &RSA_PKCS1_2048_8192_SHA256,
                    Hash::Sha384 => &RSA_PKCS1_2048_8192_SHA384,
                    Hash::Sha512 => &RSA_PKCS1_2048_8192_SHA512,
                };
                let (n, e) = (modulus, exponent);
                let key = RsaPublicKeyComponents { n, e };
                Some(key.verify(verification, message, signature).is_ok())
            }
            (PublicKey::Rsa { modulus, exponent }, Self::RsaPss { hash, salt_len }) => {
                Some(pss((modulus, exponent), hash, salt_len, message, signature))
            }
            _ => None,
        };
        match good {
            Some(true) => Ok(()),
            Some(false) => Err(SignatureError::Signature),
            None => Err(SignatureError::Mismatch { algorithm: self }),
        }
    }
}

fn with_ring(
    verification: &'static dyn VerificationAlgorithm,
    key: &[u8],
    message: &[u8],
    signature: &[u8],
) -> bool {
    UnparsedPublicKey::new(verification, key)
        .verify(message, signature)
        .is_ok()
}

/// `None` for a pair of curve and hash that is not verified here.
fn ecdsa(curve: Curve, hash: Hash, point: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    let verification = match (curve, hash) {
        (Curve::P256, Hash::Sha256) => &ECDSA_P256_SHA256_ASN1,
        (Curve::P256, Hash::Sha384) => &ECDSA_P256_SHA384_ASN1,
        (Curve::P384, Hash::Sha256) => &ECDSA_P384_SHA256_ASN1,
        (Curve::P384, Hash::Sha384) => &ECDSA_P384_SHA384_ASN1,
        (Curve::P521, hash) => {
            return Some(p521_ecdsa(hash, point, message, signature).is_some());
        }
        (Curve::P256 | Curve::P384, Hash::Sha512) => return None,
    };
    Some(with_ring(verification, point, message, signature))
}

/// FIPS 186-5, 6.4.2: a digest shorter than the order is taken as it is; the
/// library wants it as wide as the field.
fn p521_ecdsa(hash: Hash, point: &[u8], message: &[u8], signature: &[u8]) -> Option<()> {
    let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(point).ok()?;
    let signature = p521::ecdsa::Signature::from_der(signature).ok()?;
    let digest = ring::digest::digest(digest_algorithm(hash), message);
    let mut wide = [0; 66];
    wide[66 - digest.as_ref().len()..].copy_from_slice(digest.as_ref());
    key.verify_prehash(&wide, &signature).ok()
}

fn digest_algorithm(hash: Hash) -> &'static ring::digest::Algorithm {
    match hash {
        Hash::Sha256 => &ring::digest::SHA256,
        Hash::Sha384 => &ring::digest::SHA384,
        Hash::Sha512 => &ring::digest::SHA512,
    }
}

/// ring takes only a salt as long as the hash; OpenSSL 3.0 writes the longest one
/// that there is room for.
fn pss(
    (modulus, exponent): (&[u8], &[u8]),
    hash: Hash,
    salt_len: u16,
    message: &[u8],
    signature: &[u8],
) -> bool {
    if salt_len == hash.digest_len() {
        let verification = match hash {
            Hash::Sha256 => &RSA_PSS_2048_8192_SHA256,
            Hash::Sha384 => &RSA_PSS_2048_8192_SHA384,
            Hash::Sha512 => &RSA_PSS_2048_8192_SHA512,
        };
        let (n, e) = (modulus, exponent);
        let key = RsaPublicKeyComponents { n, e };
        return key.verify(verification, message, signature).is_ok();
    }
    let Ok(key) = rsa_key(modulus, exponent) else {
        return false;
    };
    let digest = ring::digest::digest(digest_algorithm(hash), message);
    let salt_len = usize::from(salt_len);
    let scheme = match hash {
        Hash::Sha256 => rsa::Pss::new_with_salt::<rsa::sha2::Sha256>(salt_len),
        Hash::Sha384 => rsa::Pss::new_with_salt::<rsa::sha2::Sha384>(salt_len),
        Hash::Sha512 => rsa::Pss::new_with_salt::<rsa::sha2::Sha512>(salt_len),
    };
    key.verify(scheme, digest.as_ref(), signature).is_ok()
}

/// The sizes are those that ring takes.
fn rsa_key(modulus: &[u8], exponent: &[u8]) -> Result<rsa::RsaPublicKey, rsa::Error> {
    if !(2048..=8192).contains(&super::public_key::bits(modulus)) {
        return Err(rsa::Error::InvalidModulus);
    }
    let number = rsa::BigUint::from_bytes_be;
    rsa::RsaPublicKey::new_with_max_size(number(modulus), number(exponent), 8192)
}
