//! A certificate's status from revocation lists: RFC 5280, 6.3.
//!
//! A list made after the instant asked about may be used, since it tells when each
//! certificate was revoked; one released from hold in between is then as if never
//! held. The newest good list of a scope is the one that counts.

use chancery_domain::Utc;
use der::Tag;

use super::build::{At, Search};
use super::certificate::ForeignCertificate;
use super::certificate_list::{CertificateList, Entry};
use super::distribution_point::{ALL_REASONS, DistributionPoint};
use super::extensions::KeyUsage;
use super::policy::PolicyInputs;
use super::process::Asked;
use super::rule::{PathError, Rule};
use super::time;
use crate::crl::RevocationReason;

/// reasonCode removeFromCRL, in deltas only.
const REMOVE_FROM_CRL: u8 = 8;

/// How many signers of lists may stand above each other.
const SIGNERS: usize = 4;

/// What a list says of a certificate.
enum Consulted {
    /// Nothing: it is not current, not understood, or not signed by whom it should.
    Unusable,
    /// It does not list it.
    NotListed,
    /// Revoked at the instant asked about.
    Revoked(Rule),
}

impl<'a> Search<'_, 'a> {
    /// The status of the first certificate of `path`, whose last is the anchor.
    pub(super) fn check_status(&mut self, path: &[At], asked: &Asked<'_>) -> Result<(), Rule> {
        let certificate = self.all[path[0]];
        if certificate.status_is_never_told() {
            return Ok(());
        }
        let own = certificate.extensions.distribution_points.as_deref();
        let implied = DistributionPoint::of_issuer(&certificate.issuer);
        let mut covered = 0;
        for point in own.unwrap_or_default().iter().chain([&implied]) {
            for list in self.lists_of(point, certificate)? {
                let reasons = reasons_covered(point, list, certificate);
                if reasons & !covered == 0 {
                    continue;
                }
                match self.consult(list, path, asked)? {
                    Consulted::Unusable => {}
                    Consulted::NotListed => covered |= reasons,
                    Consulted::Revoked(rule) => return Err(rule),
                }
                if covered == ALL_REASONS {
                    return Ok(());
                }
            }
        }
        Err(Rule::StatusUnknown)
    }

    /// The lists of the issuers that a distribution point names.
    fn lists_of(
        &mut self,
        point: &DistributionPoint,
        certificate: &ForeignCertificate,
    ) -> Result<Vec<&'a CertificateList>, Rule> {
        let names = point.names.as_ref().map_or(1, Vec::len);
        let mut found = Vec::new();
        for issuer in point.list_issuers(&certificate.issuer) {
            let lists = self
                .lists
                .get(issuer)
                .map(Vec::as_slice)
                .unwrap_or_default();
            let compared = |list: &&CertificateList| {
                let scope = list.scope.as_ref();
                1 + names * scope.and_then(|s| s.names.as_ref()).map_or(0, Vec::len)
            };
            self.meter
                .steps(1 + lists.iter().map(compared).sum::<usize>())?;
            found.extend_from_slice(lists);
        }
        Ok(found)
    }

    /// 6.3.3 (c) to (k) for one complete list.
    fn consult(
        &mut self,
        list: &'a CertificateList,
        path: &[At],
        asked: &Asked<'_>,
    ) -> Result<Consulted, Rule> {
        if list.unknown_critical || list.base_number.is_some() {
            return Ok(Consulted::Unusable);
        }
        let certificate = self.all[path[0]];
        let deltas = self.deltas_of(list, asked.at)?;
        if deltas.is_empty() && !is_current(list, asked.at) {
            return Ok(Consulted::Unusable);
        }
        let Some(signer) = self.signer_of(list, path, asked)? else {
            return Ok(Consulted::Unusable);
        };
        let delta = self.first_signed(deltas, signer)?;
        if delta.is_none() && !is_current(list, asked.at) {
            return Ok(Consulted::Unusable);
        }
        let entry_in =
            |list: &'a CertificateList| list.entry(&certificate.issuer, &certificate.serial);
        Ok(match delta.and_then(entry_in) {
            Some(entry) if entry.reason == Some(REMOVE_FROM_CRL) => Consulted::NotListed,
            Some(entry) => verdict(&entry, asked.at),
            None => entry_in(list).map_or(Consulted::NotListed, |e| verdict(&e, asked.at)),
        })
    }

    /// The deltas that can be added to a list (5.2.4), the newest first.
    fn deltas_of(
        &mut self,
        list: &CertificateList,
        at: Utc,
    ) -> Result<Vec<&'a CertificateList>, Rule> {
        let lists = self.lists.get(&list.issuer).map(Vec::as_slice);
        let lists = lists.unwrap_or_default();
        self.meter.steps(lists.len())?;
        let fits = |delta: &&&'a CertificateList| {
            let (Some(base), Some(number)) = (&delta.base_number, &list.number) else {
                return false;
            };
            is_current(delta, at)
                && !delta.unknown_critical
                && delta.scope_der == list.scope_der
                && delta.authority_key_identifier == list.authority_key_identifier
                && number >= base
                && delta.number.as_ref() > Some(number)
        };
        Ok(lists.iter().filter(fits).copied().collect())
    }

    fn first_signed(
        &mut self,
        lists: Vec<&'a CertificateList>,
        signer: At,
    ) -> Result<Option<&'a CertificateList>, Rule> {
        for list in lists {
            if self.is_list_signed(list, signer)? {
                return Ok(Some(list));
            }
        }
        Ok(None)
    }

    fn is_list_signed(&mut self, list: &'a CertificateList, signer: At) -> Result<bool, Rule> {
        let key = (std::ptr::from_ref(list), signer);
        if let Some(known) = self.list_signatures.get(&key) {
            return Ok(*known);
        }
        self.meter.signature()?;
        let signed = list.is_signed_by(&self.all[signer].spki).is_ok();
        self.list_signatures.insert(key, signed);
        Ok(signed)
    }

    /// 6.3.3 (f) and (g): who signed the list, if it is someone who may. First the
    /// issuer of the certificate; then others of the list's name that the same anchor
    /// vouches for.
    fn signer_of(
        &mut self,
        list: &'a CertificateList,
        path: &[At],
        asked: &Asked<'_>,
    ) -> Result<Option<At>, Rule> {
        let anchor = path[path.len() - 1];
        for signer in self.signers_named(list, path[1])? {
            let proven = path[1..].contains(&signer) || self.signers.contains(&signer);
            if self.is_list_signed(list, signer)?
                && (proven || self.is_valid_signer(signer, anchor, asked)?)
            {
                return Ok(Some(signer));
            }
        }
        Ok(None)
    }

    fn signers_named(&mut self, list: &CertificateList, issuer: At) -> Result<Vec<At>, Rule> {
        let named = self.named(&list.issuer).to_vec();
        self.meter.steps(1 + named.len())?;
        let may_sign = |at: &At| {
            let certificate = self.all[*at];
            let identifiers = (
                &list.authority_key_identifier,
                &certificate.extensions.subject_key_identifier,
            );
            let other_key = matches!(identifiers, (Some(a), Some(b)) if a != b);
            certificate.allows(KeyUsage::CRL_SIGN) && (!other_key || *at == issuer)
        };
        let mut signers: Vec<At> = named.into_iter().filter(may_sign).collect();
        signers.sort_by_key(|at| *at != issuer);
        Ok(signers)
    }

    /// Whether a path that holds leads from the signer to the anchor. A signer whose
    /// status is already being asked is taken at its word: its issuer chose that the
    /// signer's own list tells.
    fn is_valid_signer(&mut self, signer: At, anchor: At, asked: &Asked<'_>) -> Result<bool, Rule> {
        if self.signers.len() == SIGNERS {
            return Ok(false);
        }
        let policies = PolicyInputs::default();
        let asked = Asked {
            at: asked.at,
            purpose: None,
            key_usage: Some(KeyUsage::CRL_SIGN),
            policies: &policies,
            understood: asked.understood,
        };
        self.signers.push(signer);
        let found = self.find(signer, &asked, Some(anchor));
        self.signers.pop();
        match found {
            Ok(_) => Ok(true),
            Err(PathError {
                rule: Rule::Budget(exhausted),
                ..
            }) => Err(exhausted.into()),
            Err(_) => Ok(false),
        }
    }
}

fn is_current(list: &CertificateList, at: Utc) -> bool {
    list.next_update
        .is_some_and(|next_update| at.unix_seconds() <= next_update)
}

/// 6.3.3 (b) and (d): the reasons for which a point's list covers the certificate.
fn reasons_covered(
    point: &DistributionPoint,
    list: &CertificateList,
    certificate: &ForeignCertificate,
) -> u16 {
    let scope = list.scope.as_ref();
    if !point.is_of(&list.issuer, scope, &certificate.issuer) {
        return 0;
    }
    match scope {
        None => point.reasons,
        Some(scope) if scope.covers(certificate.is_ca()) => point.reasons & scope.reasons,
        Some(_) => 0,
    }
}

fn verdict(entry: &Entry<'_>, at: Utc) -> Consulted {
    if entry.revoked_at > at.unix_seconds() {
        return Consulted::NotListed;
    }
    let reason = RevocationReason::ALL
        .into_iter()
        .find(|reason| Some(reason.code()) == entry.reason);
    Consulted::Revoked(Rule::Revoked {
        since: Utc::from_unix_seconds(entry.revoked_at),
        reason: reason.unwrap_or(RevocationReason::Unspecified),
        invalid_since: entry.invalid_since.and_then(|content| {
            let seconds = time::seconds(Tag::GeneralizedTime, content).ok()?;
            Utc::from_unix_seconds(seconds)
        }),
    })
}
