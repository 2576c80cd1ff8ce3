//! Certificates of the firm itself: of its officers and services. No request asks for one; a
//! decision named its key and subject, and the profile says the rest.

use std::sync::Arc;

use chancery_domain::{
    Sha256Digest, Spki, Utc,
    event::{Actor, EventBody, KeyPurpose},
    profile::Profile,
};
use chancery_ledger::{Writing, media};
use chancery_pki::{
    Certificate, Expectation, Linted, Subject, ToBeSigned, Validity, lint,
    profile::{Fields, build},
    sign,
};

use crate::{
    Error, Workspace, crl,
    record::record,
    workspace::{fresh_serial, lint_error},
};

/// What a certificate of the firm names.
pub(crate) struct OfFirm {
    pub(crate) profile: Profile,
    pub(crate) subject: Subject,
    pub(crate) key: Spki,
}

/// A certificate that was linted under a throwaway key, and may be signed once it is in the log.
pub(crate) struct ToSign {
    pub(crate) linted: Linted,
    pub(crate) partition: u32,
}

impl OfFirm {
    /// A new one, with its serial number.
    pub(crate) fn build(&self, workspace: &Workspace, now: Utc) -> Result<(ToSign, String), Error> {
        let partition = crl::partition_for_next(workspace)?;
        let issuer = &workspace.authorities.issuing;
        let fields = Fields {
            serial_number: fresh_serial(),
            validity: Validity::by_default(now, &self.profile.validity, Some(&issuer.validity)),
            subject: self.subject.clone(),
            subject_key: self.key.clone(),
            practice: workspace.is_practice(),
        };
        let locations = workspace.locations_of(partition);
        let tbs = build(&self.profile, &fields, Some(issuer), Some(&locations), None)
            .map_err(Error::signing("building the certificate"))?;
        let to_sign = self.lint(workspace, tbs, partition, now)?;
        Ok((to_sign, fields.serial_number.to_string()))
    }

    /// The very one that an earlier try meant to sign, and said so at that instant.
    pub(crate) fn again(
        &self,
        workspace: &Workspace,
        tbs: Sha256Digest,
        partition: u32,
        at: Utc,
    ) -> Result<ToSign, Error> {
        let tbs = ToBeSigned::from_der(workspace.read().blob(tbs)?)
            .map_err(|_| Error::Stored { what: "intent" })?;
        self.lint(workspace, tbs, partition, at)
    }

    fn lint(
        &self,
        workspace: &Workspace,
        tbs: ToBeSigned,
        partition: u32,
        at: Utc,
    ) -> Result<ToSign, Error> {
        let expectation = Expectation {
            profile: Arc::new(self.profile.clone()),
            issuer: Some(Arc::new(workspace.authorities.issuing.clone())),
            subject: Arc::new(self.subject.clone()),
            subject_key: self.key.clone(),
            practice: workspace.is_practice(),
            agent: None,
            locations: Some(Arc::new(workspace.locations_of(partition))),
            now: at,
        };
        let linted = lint::lint(tbs, expectation).map_err(lint_error)?;
        Ok(ToSign { linted, partition })
    }
}

impl ToSign {
    /// Has the CA's token sign it.
    pub(crate) fn sign(self, workspace: &mut Workspace) -> Result<(Certificate, u32), Error> {
        let certificate = workspace.with_service_key(KeyPurpose::IssuingCa, |key| {
            sign(self.linted, key).map_err(Error::signing("signing the certificate"))
        })?;
        Ok((certificate, self.partition))
    }
}

/// That it was issued; gives the hash of the certificate.
pub(crate) fn record_of_firm(
    tx: &mut Writing<'_>,
    of: &OfFirm,
    (certificate, partition): &(Certificate, u32),
    issuer_ski: String,
    now: Utc,
) -> Result<Sha256Digest, Error> {
    let der = tx.put_blob(media::CERTIFICATE, certificate.der())?;
    let body = EventBody::CertificateIssued {
        request: None,
        profile: of.profile.id,
        common_name: of.subject.common_name.clone(),
        serial: certificate.serial_number.to_string(),
        issuer_ski,
        certificate: der,
        spki: certificate.spki.sha256(),
        not_before: certificate.validity.not_before,
        not_after: certificate.validity.not_after,
        partition: *partition,
    };
    record(tx, now, Actor::service("issuing"), body)?;
    Ok(der)
}
