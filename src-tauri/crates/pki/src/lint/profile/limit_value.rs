//! With exactly one limit, and only then, QcLimitValue states the same limit; and
//! never does a certificate here claim to be qualified.

use chancery_domain::money::Money;
use der::Tag;

use crate::asn1::{Elements, Malformed, content_as, oid};
use crate::lint::examined::Examined;
use crate::lint::{Rule, require};
use crate::oid::{QC_LIMIT_VALUE, QC_STATEMENTS};

pub(super) const RULE: Rule = Rule {
    name: "limit-value",
    clause: "scope extension; EN 319 412-5, 4.3.2",
    check,
};

fn check(examined: &Examined<'_>) -> Result<(), String> {
    let limits = examined
        .expected
        .agent
        .as_deref()
        .and_then(|agent| agent.scope.as_ref())
        .map_or(&[][..], |scope| &scope.scope.limits);
    let found = examined
        .extension(QC_STATEMENTS)
        .map(|extension| Stated::only(extension.value));
    let fits = match (limits, found) {
        ([limit], Some(Ok(stated))) => stated.is(limit.per_action),
        ([_], _) | (_, Some(_)) => false,
        (_, None) => true,
    };
    require(fits, || {
        format!(
            "the statements do not fit a scope of {} limits",
            limits.len()
        )
    })
}

/// A QcLimitValue as it is written.
struct Stated<'a> {
    currency: &'a [u8],
    amount: i64,
    exponent: i64,
}

impl<'a> Stated<'a> {
    /// The only one of the statements, which are no others.
    fn only(statements: &'a [u8]) -> Result<Self, Malformed> {
        let statement = Elements::only(statements, Tag::Sequence)?;
        let mut parts = Elements::of(Elements::only(statement, Tag::Sequence)?)?;
        if parts.required_tlv(Tag::ObjectIdentifier)? != oid(QC_LIMIT_VALUE) {
            return Err(Malformed);
        }
        let mut value = Elements::of(parts.required(Tag::Sequence)?)?;
        parts.finish()?;
        let currency = value.required(Tag::PrintableString)?;
        let mut integer = || content_as(Tag::Integer, value.required(Tag::Integer)?);
        let (amount, exponent) = (integer()?, integer()?);
        value.finish()?;
        Ok(Self {
            currency,
            amount,
            exponent,
        })
    }

    /// Whether it is this amount, in whichever unit it is written.
    fn is(&self, limit: Money) -> bool {
        let currency = limit.currency();
        let shift = i128::from(self.exponent) + i128::from(currency.decimals());
        let Some(power) = u32::try_from(shift.unsigned_abs())
            .ok()
            .and_then(|digits| 10_i128.checked_pow(digits))
        else {
            return false;
        };
        let (mut stated, mut wanted) = (self.amount.into(), limit.minor_units().into());
        let finer = if shift < 0 { &mut wanted } else { &mut stated };
        let Some(scaled) = i128::checked_mul(*finer, power) else {
            return false;
        };
        *finer = scaled;
        self.currency == currency.code().as_bytes() && stated == wanted
    }
}
