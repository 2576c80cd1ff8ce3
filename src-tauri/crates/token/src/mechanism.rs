//! Mechanisms: which one makes and which one uses the keys of an algorithm, and
//! which algorithms a token can so do.

use std::borrow::Cow;

use chancery_domain::Algorithm;
use cryptoki::{
    mechanism::{
        Mechanism, MechanismType,
        eddsa::{EddsaParams, EddsaSignatureScheme},
        rsa::{PkcsMgfType, PkcsPssParams},
    },
    object::Attribute,
};
use ring::digest;
use serde::{Deserialize, Serialize};

use crate::public_key::{EDWARDS25519_NAME, PUBLIC_EXPONENT, ec_params};

/// Where a message is hashed before it is signed.
// Stored: ledgers hold it among what a probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hashing {
    /// Here: the token signs a digest (CKM_ECDSA, CKM_RSA_PKCS_PSS).
    OnHost,
    /// On the token, which gets the whole message (CKM_ECDSA_SHA256,
    /// CKM_SHA256_RSA_PKCS_PSS).
    OnToken,
}

/// How CKA_EC_PARAMS names an Edwards curve.
// Stored: ledgers hold it among what a probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurveName {
    /// By the OBJECT IDENTIFIER of RFC 8410.
    Oid,
    /// By a PrintableString (PKCS#11 3.0, 6.3.3).
    PrintableString,
}

/// RSASSA-PSS as PS256 wants it: salt as long as the hash (RFC 7518, 3.5).
const PSS: PkcsPssParams = PkcsPssParams {
    hash_alg: MechanismType::SHA256,
    mgf: PkcsMgfType::MGF1_SHA256,
    s_len: cryptoki::types::Ulong::new(32),
};

/// The mechanism, and what it is to be given for `message`.
pub(crate) fn signing_input(
    algorithm: Algorithm,
    hashing: Hashing,
    message: &[u8],
) -> (Mechanism<'static>, Cow<'_, [u8]>) {
    let mechanism = signing_mechanism(algorithm, hashing);
    let hash = match (hashing, algorithm) {
        (Hashing::OnToken, _) | (_, Algorithm::Ed25519) => {
            return (mechanism, Cow::Borrowed(message));
        }
        (_, Algorithm::EcdsaP384Sha384) => &digest::SHA384,
        (_, Algorithm::EcdsaP521Sha512) => &digest::SHA512,
        _ => &digest::SHA256,
    };
    let digest = digest::digest(hash, message).as_ref().to_vec();
    (mechanism, Cow::Owned(digest))
}

fn signing_mechanism(algorithm: Algorithm, hashing: Hashing) -> Mechanism<'static> {
    let on_host = hashing == Hashing::OnHost;
    match algorithm {
        Algorithm::Ed25519 => Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Ed25519)),
        algorithm if algorithm.is_ecdsa() && on_host => Mechanism::Ecdsa,
        Algorithm::EcdsaP384Sha384 => Mechanism::EcdsaSha384,
        Algorithm::EcdsaP521Sha512 => Mechanism::EcdsaSha512,
        algorithm if algorithm.is_ecdsa() => Mechanism::EcdsaSha256,
        _ if on_host => Mechanism::RsaPkcsPss(PSS),
        _ => Mechanism::Sha256RsaPkcsPss(PSS),
    }
}

pub(crate) fn generation_mechanism(algorithm: Algorithm) -> Mechanism<'static> {
    match algorithm {
        Algorithm::Ed25519 => Mechanism::EccEdwardsKeyPairGen,
        algorithm if algorithm.is_ecdsa() => Mechanism::EccKeyPairGen,
        _ => Mechanism::RsaPkcsKeyPairGen,
    }
}

/// What the template of a new public key says of its kind.
pub(crate) fn kind_attributes(algorithm: Algorithm, edwards: CurveName) -> Vec<Attribute> {
    let Some(oid) = ec_params(algorithm) else {
        let bits = algorithm.modulus_bits().expect("no curve, so RSA");
        let bits = u64::try_from(bits).expect("a few thousand");
        return vec![
            Attribute::ModulusBits(bits.into()),
            Attribute::PublicExponent(PUBLIC_EXPONENT.to_vec()),
        ];
    };
    let by_name = algorithm == Algorithm::Ed25519 && edwards == CurveName::PrintableString;
    let name = if by_name { EDWARDS25519_NAME } else { oid };
    vec![Attribute::EcParams(name.to_vec())]
}

/// The key sizes, in bits, that a token gives a mechanism; `None`: it has no
/// such mechanism.
pub(crate) type Sizes<'a> = &'a dyn Fn(MechanismType) -> Option<(usize, usize)>;

/// The algorithms that a token with these mechanisms can do, as far as it says:
/// of a curve's name it says nothing, so only a try can tell.
pub(crate) fn algorithms(sizes: Sizes<'_>) -> Vec<Algorithm> {
    let all = Algorithm::ALL.into_iter();
    all.filter(|algorithm| {
        Hashing::ALL
            .into_iter()
            .any(|hashing| can_do(*algorithm, hashing, sizes))
    })
    .collect()
}

impl Hashing {
    /// Both, the preferred one first.
    pub(crate) const ALL: [Self; 2] = [Self::OnHost, Self::OnToken];
}

/// Whether the mechanisms for making and using keys are there, for their size.
pub(crate) fn can_do(algorithm: Algorithm, hashing: Hashing, sizes: Sizes<'_>) -> bool {
    let fits = |mechanism: Mechanism<'_>| {
        let sizes = sizes(mechanism.mechanism_type());
        sizes.is_some_and(|(least, most)| match bits(algorithm) {
            // Modules count Edwards keys in bits of several kinds, or as 0.
            None => true,
            Some(bits) => least <= bits && (bits <= most || most == 0),
        })
    };
    fits(generation_mechanism(algorithm)) && fits(signing_mechanism(algorithm, hashing))
}

fn bits(algorithm: Algorithm) -> Option<usize> {
    match algorithm {
        Algorithm::EcdsaP256Sha256 => Some(256),
        Algorithm::EcdsaP384Sha384 => Some(384),
        Algorithm::EcdsaP521Sha512 => Some(521),
        algorithm => algorithm.modulus_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_that_only_hashes_itself_can_do_what_it_has_mechanisms_for() {
        let sizes = |mechanism| match mechanism {
            MechanismType::ECC_KEY_PAIR_GEN | MechanismType::ECDSA_SHA384 => Some((256, 384)),
            _ => None,
        };
        assert_eq!(algorithms(&sizes), [Algorithm::EcdsaP384Sha384]);
        assert!(!can_do(Algorithm::EcdsaP384Sha384, Hashing::OnHost, &sizes));
    }

    #[test]
    fn key_sizes_bound_what_a_token_can_do() {
        let sizes = |mechanism| match mechanism {
            MechanismType::ECC_KEY_PAIR_GEN | MechanismType::ECDSA => Some((112, 384)),
            MechanismType::RSA_PKCS_KEY_PAIR_GEN => Some((512, 3072)),
            MechanismType::RSA_PKCS_PSS => Some((512, 16384)),
            MechanismType::EDDSA => Some((256, 456)),
            _ => None,
        };
        assert_eq!(
            algorithms(&sizes),
            [
                Algorithm::EcdsaP256Sha256,
                Algorithm::EcdsaP384Sha384,
                Algorithm::Rsa2048,
                Algorithm::Rsa3072
            ]
        );
    }

    #[test]
    fn message_is_hashed_once() {
        let host = |algorithm| {
            signing_input(algorithm, Hashing::OnHost, b"charter")
                .1
                .len()
        };
        assert_eq!(Algorithm::ALL.map(host), [32, 48, 64, 7, 32, 32, 32]);
        for algorithm in Algorithm::ALL {
            let (_, data) = signing_input(algorithm, Hashing::OnToken, b"charter");
            assert_eq!(&*data, b"charter");
        }
    }
}
