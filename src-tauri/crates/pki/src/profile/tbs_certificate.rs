//! `TBSCertificate` (RFC 5280, 4.1.2) from a profile and the data of one
//! certificate.

use chancery_domain::profile::{Profile, ProfileId, RevocationRule, ScopeRule};
use chancery_domain::{Algorithm, Utc};
use const_oid::ObjectIdentifier;
use der::Tag;

use super::extension::{self, Extension};
use super::{AgentContent, BuildError, Fields, Locations};
use crate::asn1::{constructed, integer, sequence, tlv, unsigned};
use crate::certificate::Certificate;
use crate::key_identifier::KeyIdentifier;
use crate::oid;
use crate::scope_extension::AgentScope;
use crate::signature::{PublicKey, SignatureAlgorithm};
use crate::tbs::ToBeSigned;

/// Builds what the issuer will sign. Only a root has neither issuer nor locations;
/// only agents have an [`AgentContent`].
pub fn build(
    profile: &Profile,
    fields: &Fields,
    issuer: Option<&Certificate>,
    locations: Option<&Locations>,
    agent: Option<&AgentContent>,
) -> Result<ToBeSigned, BuildError> {
    check_content(profile, agent)?;
    let subject_key = PublicKey::of(&fields.subject_key).map_err(BuildError::SubjectKey)?;
    let identifier = KeyIdentifier::of(&fields.subject_key).ok_or(BuildError::Issuer)?;
    let subject = fields.subject.to_der()?;
    let (authority, places) = match (issuer, locations, profile.id) {
        (None, None, ProfileId::RootCa) => (
            Authority::itself(&subject, &subject_key, &identifier)?,
            None,
        ),
        (Some(_), _, ProfileId::RootCa) => return Err(issuance(profile, false)),
        (Some(issuer), Some(places), _) => (Authority::of(issuer)?, Some(places)),
        _ => return Err(issuance(profile, true)),
    };
    let plan = Plan {
        profile,
        practice: fields.practice,
        subject_key: &identifier,
        authority_key: authority.key_identifier,
        places,
        agent,
    };
    let der = sequence(&[
        constructed(0, &[integer(2)]),
        unsigned(fields.serial_number.magnitude()),
        SignatureAlgorithm::of(authority.algorithm).to_der(),
        authority.name.to_vec(),
        sequence(&[
            time(fields.validity.not_before),
            time(fields.validity.not_after),
        ]),
        subject.clone(),
        fields.subject_key.der().to_vec(),
        constructed(3, &[sequence(&plan.extensions()?)]),
    ]);
    Ok(ToBeSigned::written(der, authority.algorithm))
}

fn issuance(profile: &Profile, needed: bool) -> BuildError {
    BuildError::Issuance {
        profile: profile.id,
        needed,
    }
}

/// The profile's data and what was handed in must say the same.
fn check_content(profile: &Profile, agent: Option<&AgentContent>) -> Result<(), BuildError> {
    let scope = agent.is_some_and(|agent| agent.scope.is_some());
    let kinds = [
        (
            "an agent's name",
            profile.id.is_of_agents(),
            agent.is_some(),
        ),
        ("a scope", profile.has_scope(), scope),
    ];
    match kinds.into_iter().find(|(_, needed, given)| needed != given) {
        None => Ok(()),
        Some((what, needed, _)) => Err(BuildError::Content {
            profile: profile.id,
            what,
            needed,
        }),
    }
}

/// Who signs, as the certificate names it.
struct Authority<'a> {
    name: &'a [u8],
    key_identifier: &'a KeyIdentifier,
    algorithm: Algorithm,
}

impl<'a> Authority<'a> {
    fn of(issuer: &'a Certificate) -> Result<Self, BuildError> {
        let key_identifier = issuer.subject_key_identifier.as_ref();
        Ok(Self {
            name: issuer.subject.der(),
            key_identifier: key_identifier.ok_or(BuildError::Issuer)?,
            algorithm: of_authorities(issuer.key_algorithm)?,
        })
    }

    fn itself(
        name: &'a [u8],
        key: &PublicKey,
        key_identifier: &'a KeyIdentifier,
    ) -> Result<Self, BuildError> {
        Ok(Self {
            name,
            key_identifier,
            algorithm: of_authorities(key.algorithm())?,
        })
    }
}

fn of_authorities(algorithm: Option<Algorithm>) -> Result<Algorithm, BuildError> {
    algorithm
        .filter(|algorithm| Algorithm::OF_AUTHORITIES.contains(algorithm))
        .ok_or(BuildError::Issuer)
}

/// RFC 5280, 4.1.2.5: UTCTime through the year 2049, GeneralizedTime from 2050.
fn time(instant: Utc) -> Vec<u8> {
    let digits = instant.to_seconds_string().replace(['-', ':', 'T'], "");
    if instant.date().year() < 2050 {
        tlv(Tag::UtcTime, &digits.as_bytes()[2..])
    } else {
        tlv(Tag::GeneralizedTime, digits.as_bytes())
    }
}

/// What the extensions follow from.
struct Plan<'a> {
    profile: &'a Profile,
    practice: bool,
    subject_key: &'a KeyIdentifier,
    authority_key: &'a KeyIdentifier,
    places: Option<&'a Locations>,
    agent: Option<&'a AgentContent>,
}

impl Plan<'_> {
    fn extensions(&self) -> Result<Vec<Vec<u8>>, BuildError> {
        let purposes = self.purposes()?;
        let mut extensions = vec![
            self.basic_constraints(),
            Some(extension::key_usage(&self.profile.key_usage)?),
            extension::extended_key_usage(&purposes),
            Some(extension::subject_key_identifier(self.subject_key)),
            Some(extension::authority_key_identifier(self.authority_key)),
            extension::policies(&self.policies()),
        ];
        if let Some(agent) = self.agent {
            let uri = extension::alternative_name(&agent.spiffe_id)?;
            extensions.push(Some(uri));
        }
        extensions.extend(self.revocation()?);
        if let Some(scope) = self.agent.and_then(|agent| agent.scope.as_ref()) {
            extensions.extend(self.scope(scope)?);
        }
        Ok(extensions
            .into_iter()
            .flatten()
            .map(|extension| extension.to_der())
            .collect())
    }

    fn purposes(&self) -> Result<Vec<ObjectIdentifier>, BuildError> {
        let parse = |dotted: &String| {
            ObjectIdentifier::new(dotted).map_err(|_| BuildError::Profile(dotted.clone()))
        };
        self.profile.extended_key_usage.iter().map(parse).collect()
    }

    fn basic_constraints(&self) -> Option<Extension> {
        match self.profile.id {
            ProfileId::RootCa => Some(extension::basic_constraints(None)),
            ProfileId::IssuingCa => Some(extension::basic_constraints(Some(0))),
            _ => None,
        }
    }

    /// An issuing CA names what may be issued under it: without these a policy check
    /// below it finds nothing. A root needs none.
    fn policies(&self) -> Vec<ObjectIdentifier> {
        let id = self.profile.id;
        let for_agents = id.is_of_agents() || id == ProfileId::IssuingCa;
        let for_practice = self.practice && id != ProfileId::RootCa;
        [
            (for_agents, oid::POLICY_AGENT),
            (for_practice, oid::POLICY_PRACTICE),
        ]
        .into_iter()
        .filter_map(|(wanted, policy)| wanted.then_some(policy))
        .collect()
    }

    /// Where status and issuer are found, or that there is no status to be found.
    fn revocation(&self) -> Result<Vec<Option<Extension>>, BuildError> {
        let Some(places) = self.places else {
            return Ok(vec![]);
        };
        let rule = self.profile.revocation;
        let list = matches!(rule, RevocationRule::Crl | RevocationRule::CrlAndOcsp);
        let responder = places.ocsp_url.as_deref();
        let mut extensions = Vec::new();
        if list {
            let point = extension::crl_distribution_point(&places.crl_url)?;
            extensions.push(Some(point));
        }
        // The issuing CA's issuer is the root, which everyone has already.
        if !self.profile.id.is_authority() {
            let responder = responder.filter(|_| rule == RevocationRule::CrlAndOcsp);
            let access = extension::authority_info_access(responder, &places.issuer_url)?;
            extensions.push(Some(access));
        }
        extensions.push(match rule {
            RevocationRule::NotAvailable => Some(extension::no_revocation_available()),
            RevocationRule::Unchecked => Some(extension::ocsp_nocheck()),
            RevocationRule::Crl | RevocationRule::CrlAndOcsp => None,
        });
        Ok(extensions)
    }

    /// With several limits none of them is the certificate's one limit value.
    fn scope(&self, scope: &AgentScope) -> Result<[Option<Extension>; 2], BuildError> {
        let critical = self.profile.scope == ScopeRule::Critical;
        let limit = match scope.scope.limits[..] {
            [limit] => Some(extension::qc_limit_value(limit.per_action)),
            _ => None,
        };
        Ok([Some(extension::agent_scope(scope, critical)?), limit])
    }
}
