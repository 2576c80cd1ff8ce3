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
            partition,
        } = &self.event.event
        else {
            return Ok(());
        };
        let renews = self.requested(serial)?;
        let part = self.issue_under(issuer_ski, *partition)?;
        self.run(
            "INSERT INTO certificate (seq, serial, part, request, renews, profile, common_name, der,
                                      spki, not_before, not_after)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                self.seq,
                serial,
                part,
                request.as_ref().map(|id| id.as_str()),
                renews,
                profile.name(),
                common_name,
                certificate.0,
                spki.0,
                not_before.to_seconds_string(),
                not_after.to_seconds_string(),
            ],
        )?;
        if request.is_some() {
            self.begin_reviews(common_name, *not_before, *not_after)?;
        }
        match (request, renews) {
            (None, _) => self.use_key(&spki.0)?,
            (Some(_), Some(renewed)) => self.supersede(&renewed)?,
            (Some(_), None) => {}
        }
        self.writing
            .count(&format!("certificates:{}", profile.name()), 1)
    }

    /// Settles the intent and the request, if there was one; gives the serial that it renews.
    fn requested(&self, serial: &str) -> Result<Option<String>, Error> {
        let EventBody::CertificateIssued {
            request: Some(request),
            ..
        } = &self.event.event
        else {
            return Ok(None);
        };
        self.settle(serial, "issued")?;
        self.change(
            "UPDATE request SET state = 'issued', serial = ?2 WHERE id = ?1 AND state = 'approved'",
            [request.as_str(), serial],
        )?;
        let sql = "SELECT renews FROM request WHERE id = ?1";
        self.row(sql, [request.as_str()], |row| row.get(0))?
            .ok_or_else(|| self.dangling())
    }

    fn supersede(&self, renewed: &str) -> Result<(), Error> {
        self.run(
            "UPDATE certificate SET stands = 0 WHERE serial = ?1",
            [renewed],
        )?;
        Ok(())
    }

    /// Counts a certificate under what its CRL covers.
    fn issue_under(&self, issuer_ski: &str, partition: u32) -> Result<i64, Error> {
        let part = self.part(issuer_ski, partition)?;
        self.change(
            "UPDATE crl_part SET issued = issued + 1 WHERE id = ?1",
            [part],
        )?;
        Ok(part)
    }
}
