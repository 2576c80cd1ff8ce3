//! Requests that begin from a pattern: an agent whose scope was decided on before, or a file.

use chancery_domain::request::RequestInput;
use serde_json::{Map, Value};

use super::{
    compare::{last_certificate, request_behind},
    named_fields,
    renew::filled,
};
use crate::{Error, Workspace};

/// A request for `agent`, or for the same one again, filled in from the last certificate of
/// `like`: whether it stands, has ended or was revoked. It follows none and brings no key.
pub fn template(
    workspace: &Workspace,
    like: &str,
    agent: Option<&str>,
) -> Result<RequestInput, Error> {
    let absent = || Error::NoSuch {
        what: "agent certificate",
        id: like.to_owned(),
    };
    let row = last_certificate(workspace.read(), like)?.ok_or_else(absent)?;
    let (_, object) = request_behind(workspace, &row)?.ok_or_else(absent)?;
    let mut input = filled(workspace, &object)?;
    input.agent_id = agent.unwrap_or(like).to_owned();
    Ok(input)
}

/// The pattern, with each field that `json` names in place of its own. A field is taken whole: a
/// list replaces a list.
pub fn overlay(pattern: &RequestInput, json: &[u8]) -> Result<RequestInput, Error> {
    named_fields(json)?;
    let form = |error: serde_json::Error| Error::InputForm {
        detail: error.to_string(),
    };
    let named: Map<String, Value> = serde_json::from_slice(json).map_err(form)?;
    let mut whole = serde_json::to_value(pattern).map_err(form)?;
    let fields = whole.as_object_mut().expect("an input is an object");
    fields.extend(named);
    serde_json::from_value(whole).map_err(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern() -> RequestInput {
        RequestInput {
            accountable: "Dr. Henrike Ahlborn".into(),
            actions: vec!["order.buy".into(), "order.sell".into()],
            validity_days: Some(30),
            ..RequestInput::default()
        }
    }

    #[test]
    fn named_fields_take_the_place_of_the_patterns() {
        let json = br#"{"agent_id": "bot", "actions": ["report.read"], "validity_days": null}"#;
        let input = overlay(&pattern(), json).expect("reads");
        assert_eq!(input.agent_id, "bot");
        assert_eq!(input.actions, ["report.read"]);
        assert_eq!(input.validity_days, None);
        assert_eq!(input.accountable, "Dr. Henrike Ahlborn");
    }

    #[test]
    fn unknown_fields_and_lists_are_refused() {
        for json in [&br#"{"agent": "bot"}"#[..], b"[]", b"{", b"7"] {
            let refused = overlay(&pattern(), json);
            assert!(matches!(refused, Err(Error::InputForm { .. })), "{json:?}");
        }
    }
}
