//! Certificates.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn certificate(self) -> Result<(), Error> {
        let EventBody::CertificateIssued {
            request,
            profile,
            common_name,
            serial,
            issuer_ski,
            certificate,
            spki,
            not_before,
            not_after,
            ..
        } = &self.event.event
        else {
            return Ok(());
        };
        self.run(
            "INSERT INTO certificate
                 (serial, seq, request, profile, common_name, issuer_ski, der, spki, not_before, not_after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                serial,
                self.seq,
                request.as_ref().map(|id| id.as_str()),
                profile.name(),
                common_name,
                issuer_ski,
                certificate.0,
                spki.0,
                not_before.to_seconds_string(),
                not_after.to_seconds_string(),
            ],
        )?;
        if let Some(request) = request {
            self.settle(serial, "issued")?;
            self.change(
                "UPDATE request SET state = 'issued', serial = ?2 WHERE id = ?1 AND state = 'approved'",
                params![request.as_str(), serial],
            )?;
        }
        self.writing
            .count(&format!("certificates:{}", profile.name()), 1)
    }
}
