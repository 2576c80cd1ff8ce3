//! What a token's statements about a key amount to.

use serde::{Deserialize, Serialize};

use crate::{CustodyFacts, Description, ModuleProfile};

/// What the token says on one point. Silence is never taken for a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Saying {
    /// The token says so.
    Says,
    /// The token says that it is not so.
    Denies,
    /// The token says nothing, or nothing that means anything with its module.
    Silent,
}

/// Which statements of a module's tokens mean what PKCS#11 says they mean. One
/// that does not is passed over, whatever it says.
// Stored: ledgers hold it among what a probe found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRule {
    /// CKA_LOCAL counts.
    pub local: bool,
    /// CKA_NEVER_EXTRACTABLE counts.
    pub never_extractable: bool,
    /// CKA_ALWAYS_SENSITIVE counts.
    pub always_sensitive: bool,
}

impl EvidenceRule {
    /// Every statement counts.
    pub const AS_SAID: Self = Self {
        local: true,
        never_extractable: true,
        always_sensitive: true,
    };
}

/// Custody in the token's words, after its module's [`EvidenceRule`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct CustodyVerdict {
    /// The key was made on the token.
    pub made_on_token: Saying,
    /// It could at no time leave it.
    pub never_extractable: Saying,
    /// It could at no time be read in the clear.
    pub always_sensitive: Saying,
}

impl CustodyVerdict {
    /// What `facts` amount to under `rule`.
    pub fn under(rule: EvidenceRule, facts: &CustodyFacts) -> Self {
        Self {
            made_on_token: saying(rule.local, facts.local),
            never_extractable: saying(rule.never_extractable, facts.never_extractable),
            always_sensitive: saying(rule.always_sensitive, facts.always_sensitive),
        }
    }

    /// The key was made on the token and never could leave it: all three.
    pub fn never_left_the_token(&self) -> Saying {
        let points = [
            self.made_on_token,
            self.never_extractable,
            self.always_sensitive,
        ];
        if points.contains(&Saying::Denies) {
            Saying::Denies
        } else if points.contains(&Saying::Silent) {
            Saying::Silent
        } else {
            Saying::Says
        }
    }
}

impl CustodyFacts {
    /// What these facts amount to. The module is told by the token's description
    /// in them, so facts stored long ago are judged alike.
    pub fn verdict(&self) -> CustodyVerdict {
        let profile = ModuleProfile::recognise(Description {
            library: "",
            manufacturer: &self.manufacturer,
        });
        CustodyVerdict::under(profile.evidence, self)
    }
}

fn saying(counts: bool, said: Option<bool>) -> Saying {
    match said.filter(|_| counts) {
        Some(true) => Saying::Says,
        Some(false) => Saying::Denies,
        None => Saying::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_never_taken_for_a_yes() {
        for (counts, said, want) in [
            (true, Some(true), Saying::Says),
            (true, Some(false), Saying::Denies),
            (true, None, Saying::Silent),
            (false, Some(true), Saying::Silent),
            (false, Some(false), Saying::Silent),
        ] {
            assert_eq!(saying(counts, said), want, "{counts} {said:?}");
        }
    }

    #[test]
    fn one_point_denied_denies_the_whole_and_one_unsaid_leaves_it_open() {
        use Saying::{Denies, Says, Silent};
        for (points, whole) in [
            ([Says, Says, Says], Says),
            ([Says, Silent, Says], Silent),
            ([Denies, Silent, Says], Denies),
            ([Says, Says, Denies], Denies),
        ] {
            let verdict = CustodyVerdict {
                made_on_token: points[0],
                never_extractable: points[1],
                always_sensitive: points[2],
            };
            assert_eq!(verdict.never_left_the_token(), whole, "{points:?}");
        }
    }
}
