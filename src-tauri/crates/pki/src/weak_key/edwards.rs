//! Points of Ed25519 (RFC 8032, 5.1): decodable, and not one of the eight whose
//! eightfold is the neutral element.

use num_bigint::BigUint;

use super::WeakKey;

/// `y` of the points of order eight, and of order eight with the other sign.
const ORDER_EIGHT: &str = "7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7";

fn prime() -> BigUint {
    (BigUint::from(1_u32) << 255_u32) - 19_u32
}

/// `1 / value`, by Fermat's little theorem.
fn inverse(value: &BigUint, p: &BigUint) -> BigUint {
    value.modpow(&(p - 2_u32), p)
}

pub(super) fn check(encoded: &[u8]) -> Result<(), WeakKey> {
    let p = prime();
    let mut bytes = encoded.to_vec();
    let Some(last) = bytes.last_mut().filter(|_| encoded.len() == 32) else {
        return Err(WeakKey::PointLength);
    };
    *last &= 0x7f;
    let y = BigUint::from_bytes_le(&bytes);
    // Before the range: an unreduced y hides a small point just as well.
    if small_orders(&p).contains(&(&y % &p)) {
        return Err(WeakKey::SmallOrder);
    }
    // RFC 8032, 5.1.3: "If the resulting value is >= p, decoding fails."
    if y >= p || !has_x(&y, &p) {
        return Err(WeakKey::OffCurve);
    }
    Ok(())
}

fn small_orders(p: &BigUint) -> [BigUint; 5] {
    let eight = BigUint::parse_bytes(ORDER_EIGHT.as_bytes(), 16).expect("digits of a constant");
    [
        BigUint::from(1_u32),
        p - 1_u32,
        BigUint::from(0_u32),
        p - &eight,
        eight,
    ]
}

/// `x^2 = (y^2 - 1) / (d y^2 + 1)`.
fn x_squared(y: &BigUint, p: &BigUint) -> BigUint {
    let d = (p - 121_665_u32) * inverse(&BigUint::from(121_666_u32), p) % p;
    let y_squared = y * y % p;
    (&y_squared + p - 1_u32) * inverse(&(d * y_squared + 1_u32), p) % p
}

/// Euler's criterion. No y but those of small order has x = 0.
fn has_x(y: &BigUint, p: &BigUint) -> bool {
    let half = (p - 1_u32) >> 1_u32;
    x_squared(y, p).modpow(&half, p) == BigUint::from(1_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn point_of_order_eight_doubles_to_one_of_order_four() {
        let p = prime();
        for y in &small_orders(&p)[3..] {
            assert!(has_x(y, &p));
            // 2P has y = (y^2 + x^2) / (...), which is 0 for a point of order four.
            assert_eq!((y * y + x_squared(y, &p)) % &p, BigUint::from(0_u32));
        }
    }

    #[test]
    fn unreduced_and_signed_forms_of_small_points_are_refused_too() {
        let p = prime();
        for y in small_orders(&p) {
            for y in [y.clone(), y + &p] {
                let mut bytes = y.to_bytes_le();
                bytes.resize(32, 0);
                for sign in [0, 0x80] {
                    // No room for the sign: above 2^255.
                    if bytes[31] & 0x80 == 0 {
                        let mut signed = bytes.clone();
                        signed[31] |= sign;
                        assert_eq!(check(&signed), Err(WeakKey::SmallOrder));
                    }
                }
            }
        }
        assert_eq!(check(&[0xff; 32][..]), Err(WeakKey::OffCurve));
        assert_eq!(check(&[1; 31]), Err(WeakKey::PointLength));
    }
}
