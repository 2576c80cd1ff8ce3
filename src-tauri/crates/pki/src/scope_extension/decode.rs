//! Reading the scope extension. Every way out other than success denies.

use chancery_domain::action::ActionName;
use chancery_domain::instrument::{Cfi, Instrument};
use chancery_domain::money::{Currency, Money};
use chancery_domain::resource::Resource;
use chancery_domain::scope::{
    Approver, ApproverRole, Authorisation, Limit, MAX_ACTIONS, MAX_INSTRUMENTS, MAX_LIMITS,
    MAX_RESOURCES, Model, PeriodLimit, Scope, UsageWindow,
};
use chancery_domain::{Sha256Digest, Utc};
use der::asn1::{GeneralizedTime, Ia5StringRef, PrintableStringRef, Utf8StringRef};
use der::{AnyRef, Tag, Tagged};

use super::{AgentScope, ScopeError};
use crate::asn1::{
    Elements, Malformed, content_as, context_constructed as of, context_primitive as bare,
};

const MAX_APPROVERS: usize = 8;
const MAX_MODEL_NAME: usize = 128;
const MAX_PERIOD_SECONDS: u32 = 31_622_400;

pub(super) fn agent_scope(der: &[u8]) -> Result<AgentScope, ScopeError> {
    let content = Elements::only(der, Tag::Sequence).map_err(at("the beginning"))?;
    let mut elements = Elements::of(content).map_err(at("the beginning"))?;
    let version: i64 = elements
        .required(Tag::Integer)
        .and_then(|content| content_as(Tag::Integer, content))
        .map_err(at("version"))?;
    if version != 1 {
        return Err(ScopeError::Version);
    }
    let mut component = |number, what| elements.optional(of(number)).map_err(at(what));
    let actions = component(0, "actions")?.ok_or(ScopeError::Malformed("actions"))?;
    let instruments = component(1, "instruments")?;
    let resources = component(2, "resources")?;
    let limits = component(3, "limits")?;
    let window = component(4, "window")?;
    if elements
        .optional(bare(5))
        .map_err(at("maxDelegation"))?
        .is_some()
    {
        return Err(ScopeError::NotUnderstood("maxDelegation"));
    }
    let authorised = elements.required(of(6)).map_err(at("authorisation"))?;
    if elements.optional(of(7)).map_err(at("policyRef"))?.is_some() {
        return Err(ScopeError::NotUnderstood("policyRef"));
    }
    let with = elements.optional(of(8)).map_err(at("model"))?;
    elements
        .finish()
        .map_err(|_| ScopeError::NotUnderstood("what follows"))?;
    let scope = Scope {
        actions: list(actions, "actions", MAX_ACTIONS, action)?,
        instruments: optional_list(instruments, "instruments", MAX_INSTRUMENTS, instrument)?,
        resources: optional_list(resources, "resources", MAX_RESOURCES, resource)?,
        limits: optional_list(limits, "limits", MAX_LIMITS, limit)?,
        window: window.map(usage_window).transpose()?,
        model: with.map(model).transpose()?,
    };
    check_meaning(&scope)?;
    Ok(AgentScope {
        scope,
        authorisation: authorisation(authorised)?,
    })
}

/// What the definition says of values together, beyond the syntax.
pub(super) fn check_meaning(scope: &Scope) -> Result<(), ScopeError> {
    for (place, limit) in scope.limits.iter().enumerate() {
        let currency = limit.per_action.currency();
        let again = |other: &Limit| other.per_action.currency() == currency;
        let in_period = limit.per_period.map(|period| period.amount.currency());
        if scope.limits[..place].iter().any(again) || in_period.is_some_and(|of| of != currency) {
            return Err(ScopeError::Invalid("a limit's currency"));
        }
        if limit
            .per_period
            .is_some_and(|p| !(1..=MAX_PERIOD_SECONDS).contains(&p.seconds))
        {
            return Err(ScopeError::OutOfRange("periodSeconds"));
        }
    }
    if scope
        .window
        .is_some_and(|window| window.not_after < window.not_before)
    {
        return Err(ScopeError::Invalid("the window"));
    }
    let name_len = scope
        .model
        .as_ref()
        .map_or(1, |model| model.name.chars().count());
    if !(1..=MAX_MODEL_NAME).contains(&name_len) {
        return Err(ScopeError::OutOfRange("model"));
    }
    Ok(())
}

fn list<T>(
    content: &[u8],
    what: &'static str,
    max: usize,
    read: impl Fn(AnyRef<'_>) -> Result<T, ScopeError>,
) -> Result<Vec<T>, ScopeError> {
    let mut elements = Elements::of(content).map_err(at(what))?;
    let mut values = Vec::new();
    while let Some(element) = elements.next().map_err(at(what))? {
        if values.len() == max {
            return Err(ScopeError::OutOfRange(what));
        }
        values.push(read(element)?);
    }
    if values.is_empty() {
        Err(ScopeError::OutOfRange(what))
    } else {
        Ok(values)
    }
}

fn optional_list<T>(
    content: Option<&[u8]>,
    what: &'static str,
    max: usize,
    read: impl Fn(AnyRef<'_>) -> Result<T, ScopeError>,
) -> Result<Vec<T>, ScopeError> {
    content.map_or(Ok(Vec::new()), |content| list(content, what, max, read))
}

fn action(element: AnyRef<'_>) -> Result<ActionName, ScopeError> {
    let text = element
        .decode_as::<Utf8StringRef<'_>>()
        .map_err(|_| ScopeError::Malformed("an action"))?;
    ActionName::parse("actions", text.as_str()).map_err(|_| ScopeError::Invalid("an action"))
}

fn resource(element: AnyRef<'_>) -> Result<Resource, ScopeError> {
    let text = element
        .decode_as::<Ia5StringRef<'_>>()
        .map_err(|_| ScopeError::Malformed("a resource"))?;
    Resource::parse("resources", text.as_str()).map_err(|_| ScopeError::Invalid("a resource"))
}

fn instrument(element: AnyRef<'_>) -> Result<Instrument, ScopeError> {
    let what = "an instrument";
    let field = "instruments";
    let content = element.value();
    let read = match element.tag() {
        tag if tag == of(0) => {
            let [base, quote] = pair(content).map_err(at(what))?;
            Instrument::pair(field, base, quote)
        }
        tag if tag == bare(1) => Instrument::isin(field, printable(content).map_err(at(what))?),
        tag if tag == bare(2) => Instrument::dti(field, printable(content).map_err(at(what))?),
        tag if tag == bare(3) => {
            Cfi::parse(field, printable(content).map_err(at(what))?).map(Instrument::Cfi)
        }
        tag if tag == bare(4) => Instrument::local(field, utf8(content).map_err(at(what))?),
        // Whatever is added later.
        Tag::ContextSpecific { .. } => return Err(ScopeError::NotUnderstood(what)),
        _ => return Err(ScopeError::Malformed(what)),
    };
    read.map_err(|_| ScopeError::Invalid(what))
}

fn pair(content: &[u8]) -> Result<[&str; 2], Malformed> {
    let mut elements = Elements::of(content)?;
    let base = printable(elements.required(Tag::PrintableString)?)?;
    let quote = printable(elements.required(Tag::PrintableString)?)?;
    elements.finish()?;
    Ok([base, quote])
}

fn utf8(content: &[u8]) -> Result<&str, Malformed> {
    std::str::from_utf8(content).map_err(|_| Malformed)
}

fn printable(content: &[u8]) -> Result<&str, Malformed> {
    content_as::<PrintableStringRef<'_>>(Tag::PrintableString, content).map(|_| ())?;
    std::str::from_utf8(content).map_err(|_| Malformed)
}

fn limit(element: AnyRef<'_>) -> Result<Limit, ScopeError> {
    let what = "a limit";
    if element.tag() != Tag::Sequence {
        return Err(ScopeError::Malformed(what));
    }
    let mut elements = Elements::of(element.value()).map_err(at(what))?;
    let per_action = monetary_value(elements.required(Tag::Sequence).map_err(at(what))?)?;
    let amount = elements.optional(of(0)).map_err(at(what))?;
    let seconds = elements.optional(bare(1)).map_err(at(what))?;
    elements.finish().map_err(at(what))?;
    let per_period = match (amount, seconds) {
        (Some(amount), Some(seconds)) => Some(PeriodLimit {
            amount: monetary_value(amount)?,
            seconds: content_as(Tag::Integer, seconds)
                .map_err(|_| ScopeError::OutOfRange("periodSeconds"))?,
        }),
        (None, None) => None,
        _ => return Err(ScopeError::Invalid("a period without its half")),
    };
    Ok(Limit {
        per_action,
        per_period,
    })
}

fn monetary_value(content: &[u8]) -> Result<Money, ScopeError> {
    let what = "an amount";
    let mut elements = Elements::of(content).map_err(at(what))?;
    if elements.optional(Tag::Integer).map_err(at(what))?.is_some() {
        return Err(ScopeError::NotUnderstood("a numeric currency"));
    }
    let code = elements
        .required(Tag::PrintableString)
        .and_then(printable)
        .map_err(at(what))?;
    let mut number = || {
        let content = elements.required(Tag::Integer).map_err(at(what))?;
        content_as::<i64>(Tag::Integer, content).map_err(|_| ScopeError::OutOfRange(what))
    };
    let (amount, exponent) = (number()?, number()?);
    elements.finish().map_err(at(what))?;
    let currency =
        Currency::parse("limits", code).map_err(|_| ScopeError::NotUnderstood("a currency"))?;
    if exponent != -i64::from(currency.decimals()) {
        return Err(ScopeError::Invalid("an exponent"));
    }
    Money::from_minor_units(currency, amount).ok_or(ScopeError::OutOfRange(what))
}

fn usage_window(content: &[u8]) -> Result<UsageWindow, ScopeError> {
    let what = "window";
    let mut elements = Elements::of(content).map_err(at(what))?;
    let mut instant = || {
        let content = elements.required(Tag::GeneralizedTime).map_err(at(what))?;
        let time: GeneralizedTime = content_as(Tag::GeneralizedTime, content).map_err(at(what))?;
        i64::try_from(time.to_unix_duration().as_secs())
            .ok()
            .and_then(Utc::from_unix_seconds)
            .ok_or(ScopeError::OutOfRange(what))
    };
    let window = UsageWindow {
        not_before: instant()?,
        not_after: instant()?,
    };
    elements.finish().map_err(at(what))?;
    Ok(window)
}

fn authorisation(content: &[u8]) -> Result<Authorisation, ScopeError> {
    let what = "authorisation";
    let mut elements = Elements::of(content).map_err(at(what))?;
    let request_hash = digest(&mut elements).map_err(at(what))?;
    let officers = elements.required(Tag::Sequence).map_err(at(what))?;
    elements.finish().map_err(at(what))?;
    Ok(Authorisation {
        request_hash,
        approvers: list(officers, "approvers", MAX_APPROVERS, approver)?,
    })
}

fn approver(element: AnyRef<'_>) -> Result<Approver, ScopeError> {
    let what = "an approver";
    if element.tag() != Tag::Sequence {
        return Err(ScopeError::Malformed(what));
    }
    let mut elements = Elements::of(element.value()).map_err(at(what))?;
    let cert_hash = digest(&mut elements).map_err(at(what))?;
    let role = match elements.required(Tag::Enumerated).map_err(at(what))? {
        [0] => ApproverRole::Principal,
        [1] => ApproverRole::Maker,
        [2] => ApproverRole::Checker,
        _ => return Err(ScopeError::NotUnderstood("an approver's role")),
    };
    elements.finish().map_err(at(what))?;
    Ok(Approver { cert_hash, role })
}

fn model(content: &[u8]) -> Result<Model, ScopeError> {
    let what = "model";
    let mut elements = Elements::of(content).map_err(at(what))?;
    let name = elements.required(Tag::Utf8String).map_err(at(what))?;
    let name = std::str::from_utf8(name)
        .map_err(|_| ScopeError::Malformed(what))?
        .to_owned();
    let sha256 = digest(&mut elements).map_err(at(what))?;
    elements.finish().map_err(at(what))?;
    Ok(Model { name, sha256 })
}

fn digest(elements: &mut Elements<'_>) -> Result<Sha256Digest, Malformed> {
    let bytes = elements.required(Tag::OctetString)?;
    bytes.try_into().map(Sha256Digest).map_err(|_| Malformed)
}

fn at(what: &'static str) -> impl Fn(Malformed) -> ScopeError {
    move |Malformed| ScopeError::Malformed(what)
}
