//! Climbing from a leaf to an anchor: by names and signatures, the more promising
//! issuers first, never through the same key of the same name twice.

use std::collections::HashMap;

use super::budget::{Effort, Meter};
use super::certificate::ForeignCertificate;
use super::certificate_list::CertificateList;
use super::distinguished_name::DistinguishedName;
use super::policy::ValidPolicies;
use super::process::{Asked, process};
use super::rule::{PathError, Rule};
use super::{Lists, Question, ValidPath};
use crate::signature::SignatureError;

/// A certificate by its place in [`Search::all`].
pub(super) type At = usize;

/// A path that was found, leaf first and anchor last.
pub(super) struct Found {
    pub(super) path: Vec<At>,
    pub(super) policies: ValidPolicies,
}

/// One question's search.
pub(super) struct Search<'q, 'a> {
    pub(super) question: &'q Question<'a>,
    /// The leaf, the intermediates, the anchors.
    pub(super) all: Vec<&'a ForeignCertificate>,
    by_subject: HashMap<&'a DistinguishedName, Vec<At>>,
    pub(super) lists: HashMap<&'a DistinguishedName, Vec<&'a CertificateList>>,
    signatures: HashMap<(At, At), Result<(), SignatureError>>,
    pub(super) list_signatures: HashMap<(*const CertificateList, At), bool>,
    pub(super) meter: Meter,
    /// Signers of lists whose own status is being asked, lest they ask each other for
    /// ever.
    pub(super) signers: Vec<At>,
}

/// The failure that came furthest: it is the one that tells most.
#[derive(Default)]
struct Furthest(Option<((bool, usize, u8), PathError)>);

impl Furthest {
    fn note(&mut self, reached_anchor: bool, height: usize, fault: PathError) {
        let weight = match fault.rule {
            Rule::NoIssuer => 0,
            Rule::Signature(_) => 1,
            _ => 2,
        };
        let rank = (reached_anchor, height, weight);
        if self.0.as_ref().is_none_or(|(best, _)| rank > *best) {
            self.0 = Some((rank, fault));
        }
    }
}

impl<'q, 'a> Search<'q, 'a> {
    pub(super) fn new(question: &'q Question<'a>) -> Self {
        let all: Vec<_> = std::iter::once(question.leaf)
            .chain(question.intermediates)
            .chain(question.anchors)
            .collect();
        let mut by_subject: HashMap<_, Vec<At>> = HashMap::new();
        for (at, certificate) in all.iter().enumerate().skip(1) {
            by_subject.entry(&certificate.subject).or_default().push(at);
        }
        Self {
            question,
            all,
            by_subject,
            lists: by_issuer(question.lists),
            signatures: HashMap::new(),
            list_signatures: HashMap::new(),
            meter: Meter::new(question.budget),
            signers: Vec::new(),
        }
    }

    pub(super) fn effort(&self) -> Effort {
        self.meter.effort
    }

    /// The first path that holds.
    pub(super) fn verdict(&mut self) -> Result<ValidPath<'a>, PathError> {
        let question = self.question;
        let asked = Asked {
            at: question.at,
            purpose: question.purpose,
            key_usage: question.key_usage,
            policies: &question.policies,
            understood: question.understood,
        };
        let found = self.find(0, &asked, None)?;
        Ok(ValidPath {
            certificates: found.path.iter().map(|at| self.all[*at]).collect(),
            policies: found.policies,
        })
    }

    /// A path that holds from `start` up to any anchor, or to that one.
    pub(super) fn find(
        &mut self,
        start: At,
        asked: &Asked<'_>,
        anchor: Option<At>,
    ) -> Result<Found, PathError> {
        if let Some(anchor) = self.as_anchor(start, anchor) {
            let policies = process(self.all[anchor], &[], asked, &mut self.meter)?;
            let path = vec![anchor];
            return Ok(Found { path, policies });
        }
        let mut furthest = Furthest::default();
        match self.climb(&mut vec![start], asked, anchor, &mut furthest)? {
            Some(found) => Ok(found),
            None => Err(furthest.0.map_or_else(
                || Rule::NoIssuer.broken_by(self.all[start]),
                |(_, fault)| fault,
            )),
        }
    }

    /// The anchor that this certificate is: any, or that one.
    fn as_anchor(&self, at: At, only: Option<At>) -> Option<At> {
        (self.first_anchor()..self.all.len())
            .filter(|anchor| only.is_none_or(|only| only == *anchor))
            .find(|anchor| self.is_same(*anchor, at))
    }

    fn first_anchor(&self) -> At {
        1 + self.question.intermediates.len()
    }

    fn is_same(&self, a: At, b: At) -> bool {
        a == b || self.all[a].der() == self.all[b].der()
    }

    fn climb(
        &mut self,
        chain: &mut Vec<At>,
        asked: &Asked<'_>,
        anchor: Option<At>,
        furthest: &mut Furthest,
    ) -> Result<Option<Found>, PathError> {
        let current = chain[chain.len() - 1];
        let certificate = self.all[current];
        let height = chain.len();
        for issuer in self.issuers(current, chain, anchor)? {
            if let Err(error) = self.is_signed(current, issuer)? {
                // One whose key the certificate does not name is not its issuer.
                if certificate.names_key_of(self.all[issuer]) != Some(false) {
                    let fault = Rule::Signature(error).broken_by(certificate);
                    furthest.note(false, height, fault);
                }
            } else if issuer >= self.first_anchor() {
                match self.judge(chain, issuer, asked) {
                    Ok(found) => return Ok(Some(found)),
                    Err(fault) if matches!(fault.rule, Rule::Budget(_)) => return Err(fault),
                    Err(fault) => furthest.note(true, height, fault),
                }
            } else if height > self.meter.depth() {
                furthest.note(false, height, Rule::Depth.broken_by(certificate));
            } else {
                chain.push(issuer);
                let found = self.climb(chain, asked, anchor, furthest)?;
                chain.pop();
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        furthest.note(false, height, Rule::NoIssuer.broken_by(certificate));
        Ok(None)
    }

    /// Who may have issued `current`: anchors before others, matching key identifiers
    /// before absent before other ones.
    fn issuers(
        &mut self,
        current: At,
        chain: &[At],
        anchor: Option<At>,
    ) -> Result<Vec<At>, PathError> {
        let certificate = self.all[current];
        let named = self.named(&certificate.issuer).to_vec();
        self.meter
            .steps(1 + named.len() * chain.len())
            .map_err(|exhausted| Rule::from(exhausted).broken_by(certificate))?;
        let mut issuers: Vec<At> = named
            .into_iter()
            .filter(|at| *at < self.first_anchor() || anchor.is_none_or(|anchor| anchor == *at))
            .filter(|at| !chain.iter().any(|below| self.is_same_ca(*below, *at)))
            .collect();
        issuers.sort_by_key(|at| {
            let names_key = match certificate.names_key_of(self.all[*at]) {
                Some(true) => 0,
                None => 1,
                Some(false) => 2,
            };
            (names_key, *at < self.first_anchor())
        });
        Ok(issuers)
    }

    /// The certificates of a subject.
    pub(super) fn named(&self, subject: &DistinguishedName) -> &[At] {
        self.by_subject
            .get(subject)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The same name with the same key: a path through both is a detour.
    fn is_same_ca(&self, a: At, b: At) -> bool {
        let (a, b) = (self.all[a], self.all[b]);
        a.spki == b.spki && a.subject == b.subject
    }

    fn is_signed(
        &mut self,
        certificate: At,
        issuer: At,
    ) -> Result<Result<(), SignatureError>, PathError> {
        if let Some(known) = self.signatures.get(&(certificate, issuer)) {
            return Ok(known.clone());
        }
        let (below, above) = (self.all[certificate], self.all[issuer]);
        self.meter
            .signature()
            .map_err(|exhausted| Rule::from(exhausted).broken_by(below))?;
        let signed = below.is_signed_by(&above.spki);
        self.signatures
            .insert((certificate, issuer), signed.clone());
        Ok(signed)
    }

    /// Judges a path that reached an anchor.
    fn judge(&mut self, chain: &[At], anchor: At, asked: &Asked<'_>) -> Result<Found, PathError> {
        let downwards: Vec<_> = chain.iter().rev().map(|at| self.all[*at]).collect();
        let policies = process(self.all[anchor], &downwards, asked, &mut self.meter)?;
        let path: Vec<At> = chain.iter().copied().chain([anchor]).collect();
        if matches!(self.question.lists, Lists::Checked(_)) {
            for height in (0..chain.len()).rev() {
                self.check_status(&path[height..], asked)
                    .map_err(|rule| rule.broken_by(self.all[path[height]]))?;
            }
        }
        Ok(Found { path, policies })
    }
}

/// The lists of each issuer, the newest first.
fn by_issuer<'a>(lists: Lists<'a>) -> HashMap<&'a DistinguishedName, Vec<&'a CertificateList>> {
    let mut by_issuer: HashMap<_, Vec<_>> = HashMap::new();
    if let Lists::Checked(lists) = lists {
        for list in lists {
            by_issuer.entry(&list.issuer).or_default().push(*list);
        }
    }
    for lists in by_issuer.values_mut() {
        lists.sort_by(|a, b| (&b.number, b.this_update).cmp(&(&a.number, a.this_update)));
    }
    by_issuer
}
