//! The certificates of a founding: root, issuing CA, services, officers.

use std::sync::Arc;

use chancery_domain::{
    Algorithm, SigningKey, Spki, Utc,
    entity::Organisation,
    profile::{Profile, ProfileId},
};
use chancery_pki::{
    Certificate, Expectation, SerialNumber, Subject, Validity, lint,
    profile::{Fields, Locations, build},
    sign,
};

use crate::{Error, edge, publish};

/// What the certificates of one founding have in common.
pub(super) struct Hierarchy<'a> {
    pub(super) organisation: &'a Organisation,
    pub(super) publish_url: &'a str,
    pub(super) practice: bool,
    pub(super) now: Utc,
}

/// A certificate to be made.
struct Wanted<'a> {
    profile: ProfileId,
    common_name: &'a str,
    key: &'a Spki,
    issuer: Option<&'a Certificate>,
    locations: Option<Locations>,
}

impl Hierarchy<'_> {
    pub(super) fn root(&self, key: &dyn SigningKey) -> Result<Certificate, Error> {
        let wanted = Wanted {
            profile: ProfileId::RootCa,
            common_name: "Practice Root CA",
            key: key.spki(),
            issuer: None,
            locations: None,
        };
        self.make(&wanted, key)
    }

    pub(super) fn issuing(
        &self,
        key: &Spki,
        root: &Certificate,
        root_key: &dyn SigningKey,
    ) -> Result<Certificate, Error> {
        let locations = Locations {
            crl_url: format!("{}/crl/{}", self.publish_url, publish::ROOT_CRL),
            issuer_url: format!("{}/ca/{}", self.publish_url, publish::ROOT_CERTIFICATE),
            ocsp_url: None,
        };
        let wanted = Wanted {
            profile: ProfileId::IssuingCa,
            common_name: "Practice Issuing CA 1",
            key,
            issuer: Some(root),
            locations: Some(locations),
        };
        self.make(&wanted, root_key)
    }

    pub(super) fn below(
        &self,
        profile: ProfileId,
        common_name: &str,
        key: &Spki,
        issuing: &Certificate,
        issuing_key: &dyn SigningKey,
    ) -> Result<Certificate, Error> {
        let locations = Some(super::locations(self.publish_url));
        self.make(
            &Wanted {
                profile,
                common_name,
                key,
                issuer: Some(issuing),
                locations,
            },
            issuing_key,
        )
    }

    /// Build, lint under a throwaway key, sign, verify.
    fn make(&self, wanted: &Wanted<'_>, signer: &dyn SigningKey) -> Result<Certificate, Error> {
        let profile = Profile::built_in(wanted.profile);
        let fields = Fields {
            serial_number: fresh_serial(),
            validity: Validity::by_default(
                self.now,
                &profile.validity,
                wanted.issuer.map(|issuer| &issuer.validity),
            ),
            subject: subject(self.organisation, wanted.common_name),
            subject_key: wanted.key.clone(),
            practice: self.practice,
        };
        let locations = wanted.locations.as_ref();
        let tbs = build(&profile, &fields, wanted.issuer, locations, None)
            .map_err(Error::signing("building a certificate"))?;
        let expectation = Expectation {
            profile: Arc::new(profile),
            issuer: wanted.issuer.cloned().map(Arc::new),
            subject: Arc::new(fields.subject),
            subject_key: fields.subject_key,
            practice: self.practice,
            agent: None,
            locations: locations.cloned().map(Arc::new),
            now: self.now,
        };
        let linted = lint::lint(tbs, expectation).map_err(lint_error)?;
        sign(linted, signer).map_err(Error::signing("signing a certificate"))
    }
}

pub(crate) fn lint_error(findings: Vec<chancery_pki::Finding>) -> Error {
    Error::Lint {
        findings: findings.iter().map(ToString::to_string).collect(),
    }
}

/// The subject of a certificate of the firm.
pub(crate) fn subject(organisation: &Organisation, common_name: &str) -> Subject {
    Subject {
        country: organisation.country.clone(),
        organization: organisation.name.clone(),
        organization_identifier: Some(organisation.lei.organization_identifier()),
        common_name: common_name.to_owned(),
    }
}

/// A serial number of 127 random bits; never zero.
pub(crate) fn fresh_serial() -> SerialNumber {
    loop {
        if let Some(serial) = SerialNumber::from_random(edge::random()) {
            return serial;
        }
    }
}

/// The algorithm of a founding key.
pub(super) fn algorithm(profile: ProfileId) -> Algorithm {
    Profile::built_in(profile).algorithms[0]
}
