//! Writing the scope extension.

use chancery_domain::instrument::Instrument;
use chancery_domain::money::{Currency, Money};
use chancery_domain::scope::{
    ApproverRole, Authorisation, Limit, MAX_ACTIONS, MAX_INSTRUMENTS, MAX_LIMITS, MAX_RESOURCES,
    Model, UsageWindow,
};
use chancery_domain::{Sha256Digest, Utc};
use der::Tag;

use super::{AgentScope, ScopeError};
use crate::asn1::{constructed, integer, primitive, sequence, tlv};

pub(super) fn agent_scope(value: &AgentScope) -> Result<Vec<u8>, ScopeError> {
    let scope = &value.scope;
    check_sizes(value)?;
    let texts = |tag, texts: Vec<&str>| -> Vec<Vec<u8>> {
        texts.iter().map(|text| tlv(tag, text.as_bytes())).collect()
    };
    let actions = scope.actions.iter().map(|action| action.as_str()).collect();
    let resources = scope
        .resources
        .iter()
        .map(|resource| resource.as_str())
        .collect();
    let mut parts = vec![integer(1), constructed(0, &texts(Tag::Utf8String, actions))];
    parts.extend(list(1, scope.instruments.iter().map(instrument).collect()));
    parts.extend(list(2, texts(Tag::Ia5String, resources)));
    parts.extend(list(3, scope.limits.iter().map(limit).collect()));
    if let Some(window) = &scope.window {
        parts.push(usage_window(window)?);
    }
    parts.push(authorisation(&value.authorisation));
    parts.extend(scope.model.as_ref().map(model));
    Ok(sequence(&parts))
}

fn check_sizes(value: &AgentScope) -> Result<(), ScopeError> {
    let scope = &value.scope;
    let sizes = [
        ("actions", scope.actions.len(), 1..=MAX_ACTIONS),
        ("instruments", scope.instruments.len(), 0..=MAX_INSTRUMENTS),
        ("resources", scope.resources.len(), 0..=MAX_RESOURCES),
        ("limits", scope.limits.len(), 0..=MAX_LIMITS),
        ("approvers", value.authorisation.approvers.len(), 1..=8),
    ];
    match sizes.iter().find(|(_, len, range)| !range.contains(len)) {
        Some((what, ..)) => Err(ScopeError::OutOfRange(what)),
        None => super::decode::check_meaning(scope),
    }
}

/// An empty list is written as no list: SIZE begins at 1.
fn list(number: u8, parts: Vec<Vec<u8>>) -> Option<Vec<u8>> {
    (!parts.is_empty()).then(|| constructed(number, &parts))
}

fn instrument(instrument: &Instrument) -> Vec<u8> {
    let code = |text: &str| tlv(Tag::PrintableString, text.as_bytes());
    match instrument {
        Instrument::Pair { base, quote } => constructed(0, &[code(base), code(quote)]),
        Instrument::Isin(isin) => primitive(1, isin.as_bytes()),
        Instrument::Dti(dti) => primitive(2, dti.as_bytes()),
        Instrument::Cfi(class) => primitive(3, class.as_str().as_bytes()),
        Instrument::Local(code) => primitive(4, code.as_bytes()),
    }
}

fn limit(limit: &Limit) -> Vec<u8> {
    let mut parts = vec![sequence(&monetary_value(limit.per_action))];
    if let Some(period) = limit.per_period {
        parts.push(constructed(0, &monetary_value(period.amount)));
        let seconds = integer(i64::from(period.seconds));
        // IMPLICIT: the context tag takes the place of INTEGER's.
        parts.push(primitive(1, &seconds[2..]));
    }
    sequence(&parts)
}

/// The components of a `MonetaryValue` in the currency's smallest unit.
fn monetary_value(money: Money) -> [Vec<u8>; 3] {
    let currency = money.currency();
    let exponent = -i64::from(currency.decimals());
    monetary_value_of(currency, money.minor_units(), exponent)
}

/// The components of a `MonetaryValue`: `amount * 10^exponent`.
pub(crate) fn monetary_value_of(currency: Currency, amount: i64, exponent: i64) -> [Vec<u8>; 3] {
    [
        tlv(Tag::PrintableString, currency.code().as_bytes()),
        integer(amount),
        integer(exponent),
    ]
}

fn usage_window(window: &UsageWindow) -> Result<Vec<u8>, ScopeError> {
    Ok(constructed(
        4,
        &[
            generalized_time(window.not_before)?,
            generalized_time(window.not_after)?,
        ],
    ))
}

fn generalized_time(instant: Utc) -> Result<Vec<u8>, ScopeError> {
    if instant.to_whole_second() != instant {
        return Err(ScopeError::Invalid("the window"));
    }
    let digits = instant.to_seconds_string().replace(['-', ':', 'T'], "");
    Ok(tlv(Tag::GeneralizedTime, digits.as_bytes()))
}

fn authorisation(authorisation: &Authorisation) -> Vec<u8> {
    let approvers: Vec<Vec<u8>> = authorisation
        .approvers
        .iter()
        .map(|approver| {
            let role = match approver.role {
                ApproverRole::Principal => 0,
                ApproverRole::Maker => 1,
                ApproverRole::Checker => 2,
            };
            sequence(&[octets(&approver.cert_hash), tlv(Tag::Enumerated, &[role])])
        })
        .collect();
    constructed(
        6,
        &[octets(&authorisation.request_hash), sequence(&approvers)],
    )
}

fn model(model: &Model) -> Vec<u8> {
    constructed(
        8,
        &[
            tlv(Tag::Utf8String, model.name.as_bytes()),
            octets(&model.sha256),
        ],
    )
}

fn octets(digest: &Sha256Digest) -> Vec<u8> {
    tlv(Tag::OctetString, &digest.0)
}
