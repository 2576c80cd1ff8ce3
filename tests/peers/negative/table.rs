//! What is said of each chain: `fixtures/negative/verdicts.tsv`.

use std::fs;

use super::fixture;

/// The verdict on what holds.
pub(super) const ACCEPTED: &str = "accepted";

/// What is said of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case {
    /// The file in `bad`, without its ending.
    pub(super) file: String,
    /// The rules that our lint names.
    pub(super) lint: Vec<String>,
    /// The rule that our validation names, or why it can't read the leaf.
    pub(super) ours: String,
    pub(super) openssl: String,
    pub(super) go: String,
    pub(super) webpki: String,
}

impl Case {
    fn read(line: &str) -> Self {
        let columns: Vec<_> = line.split('\t').map(str::to_owned).collect();
        let [file, lint, ours, openssl, go, webpki] = columns.try_into().expect("six columns");
        let lint = lint.split(',').filter(|rule| *rule != "-");
        Self {
            lint: lint.map(str::to_owned).collect(),
            file,
            ours,
            openssl,
            go,
            webpki,
        }
    }

    /// Whether this was said. Of what Go says, the table has the part that tells the defect.
    pub(super) fn is(&self, said: &Self) -> bool {
        let go = said.go.contains(&self.go);
        let whole = Self {
            go: self.go.clone(),
            ..said.clone()
        };
        go && whole == *self
    }
}

/// The whole table.
pub(super) fn cases() -> Vec<Case> {
    let table = fs::read_to_string(fixture("verdicts.tsv")).expect("a fixture");
    table.lines().skip(1).map(Case::read).collect()
}
