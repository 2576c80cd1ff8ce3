//! Points of P-256, P-384 and P-521 (FIPS 186-5, SP 800-186): on the curve, and
//! written out.

use std::sync::OnceLock;

use num_bigint::BigUint;

use super::WeakKey;
use crate::signature::Curve;

/// Prime and `b` of `y^2 = x^3 - 3x + b`.
type Equation = (BigUint, BigUint);

fn equation(curve: Curve) -> &'static Equation {
    static P256: OnceLock<Equation> = OnceLock::new();
    static P384: OnceLock<Equation> = OnceLock::new();
    static P521: OnceLock<Equation> = OnceLock::new();
    let once = match curve {
        Curve::P256 => &P256,
        Curve::P384 => &P384,
        Curve::P521 => &P521,
    };
    once.get_or_init(|| from_its_digits(curve))
}

fn from_its_digits(curve: Curve) -> Equation {
    let power = |exponent: u32| BigUint::from(1_u32) << exponent;
    let hexadecimal =
        |digits: &str| BigUint::parse_bytes(digits.as_bytes(), 16).expect("digits of a constant");
    match curve {
        Curve::P256 => (
            power(256) - power(224) + power(192) + power(96) - 1_u32,
            hexadecimal("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
        ),
        Curve::P384 => (
            power(384) - power(128) - power(96) + power(32) - 1_u32,
            hexadecimal(
                "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a\
                 c656398d8a2ed19d2a85c8edd3ec2aef",
            ),
        ),
        Curve::P521 => (
            power(521) - 1_u32,
            hexadecimal(
                "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef1\
                 09e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b50\
                 3f00",
            ),
        ),
    }
}

pub(super) fn check(curve: Curve, point: &[u8]) -> Result<(), WeakKey> {
    let length = curve.field_len();
    match point {
        [0] => Err(WeakKey::Infinity),
        [2 | 3, x @ ..] if x.len() == length => Err(WeakKey::Compressed),
        [4, coordinates @ ..] if coordinates.len() == 2 * length => {
            let (x, y) = coordinates.split_at(length);
            if is_on(
                curve,
                &BigUint::from_bytes_be(x),
                &BigUint::from_bytes_be(y),
            ) {
                Ok(())
            } else {
                Err(WeakKey::OffCurve)
            }
        }
        _ => Err(WeakKey::PointLength),
    }
}

fn is_on(curve: Curve, x: &BigUint, y: &BigUint) -> bool {
    let (p, b) = equation(curve);
    // The term -3x is written with the positive number that it equals.
    let right = (x * x * x + (p - 3_u32) * x + b) % p;
    x < p && y < p && y * y % p == right
}
