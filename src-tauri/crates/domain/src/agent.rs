//! Agents by name.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    problem::{Code, Problem},
    text,
};

/// An agent's id: a letter or digit, then letters, digits, `.`, `_`, `-`; at most 64.
///
/// The characters are those of a SPIFFE path segment (SPIFFE-ID, 2.2), so that the id stands
/// in the URI as it is. Case counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgentId(String);

impl AgentId {
    /// Reads an id; the problem names the field `agent_id`.
    pub fn parse(id: &str) -> Result<Self, Problem> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        text::check_token("agent_id", id, 64, allowed)?;
        if !id.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Err(Problem::new("agent_id", Code::BadFirstCharacter));
        }
        Ok(Self(id.to_owned()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `spiffe://<trust domain>/agent/<id>`.
    pub fn spiffe_id(&self, trust_domain: &str) -> String {
        format!("spiffe://{trust_domain}/agent/{}", self.0)
    }
}

impl fmt::Display for AgentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AgentId {
    type Error = Problem;

    fn try_from(id: String) -> Result<Self, Problem> {
        Self::parse(&id)
    }
}

impl From<AgentId> for String {
    fn from(id: AgentId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_ids_are_refused_with_their_reason() {
        let cases: &[(&str, &str)] = &[
            ("", "empty"),
            ("   ", "empty"),
            ("<script>alert(1)</script>", "character_not_allowed"),
            ("a b", "character_not_allowed"),
            ("a/b", "character_not_allowed"),
            ("a\u{202E}b", "bidi_control"),
            ("a\nb", "control_character"),
            ("..", "bad_first_character"),
            (&"a".repeat(10_000), "too_long"),
        ];
        for (id, code) in cases {
            let problem = AgentId::parse(id).expect_err(id);
            assert_eq!(
                (problem.field.as_str(), problem.code.name()),
                ("agent_id", *code),
                "{id:?}"
            );
        }
        assert!(AgentId::parse("ai_trader_bot_v2").is_ok());
        assert!(AgentId::parse(&"a".repeat(64)).is_ok());
    }
}
