//! What each event does to the tables. The only place that changes them.

use chancery_domain::{
    Sha256Digest,
    event::{Actor, Event, EventBody},
};
use rusqlite::{Params, params};
use serde::Serialize;

use crate::{Error, Writing};

/// Projects one event that was just appended as number `seq`.
pub(crate) fn apply(writing: &mut Writing<'_>, seq: u64, event: &Event) -> Result<(), Error> {
    let projection = Projection {
        writing,
        seq,
        event,
    };
    match &event.event {
        EventBody::TokenInitialised { .. } => projection.token(),
        EventBody::KeyGenerated { .. } | EventBody::KeyDestroyed { .. } => projection.key(),
        EventBody::OfficerEnrolled { .. } => projection.officer(),
        EventBody::RequestSubmitted { .. } => projection.submission(),
        EventBody::RequestApproved { .. } | EventBody::RequestRejected { .. } => {
            projection.decision()
        }
        EventBody::IssuanceIntended { .. } | EventBody::IssuanceAbandoned { .. } => {
            projection.intent()
        }
        EventBody::CertificateIssued { .. } => projection.certificate(),
        EventBody::CertificateRevoked { .. } => projection.revocation(),
        EventBody::CrlPublished { .. } => projection.crl(),
        EventBody::CheckpointSigned { .. } => projection.checkpoint(),
        EventBody::ReportRendered { .. } => projection.report(),
        EventBody::Founded { .. }
        | EventBody::SignedIn { .. }
        | EventBody::SignInFailed { .. }
        | EventBody::LogVerified { .. }
        | EventBody::Refused { .. } => Ok(()),
    }
}

/// The name by which an enum is stored: the one it has in JSON.
pub(crate) fn stored_name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => unreachable!("stored enums are plain names in JSON"),
    }
}

struct Projection<'p, 'w> {
    writing: &'p mut Writing<'w>,
    seq: u64,
    event: &'p Event,
}

impl Projection<'_, '_> {
    fn run(&self, sql: &str, values: impl Params) -> Result<usize, Error> {
        self.writing
            .db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute(values))
            .map_err(Error::sqlite("showing an event in the tables"))
    }

    /// Runs an update that must change exactly one row.
    fn change(&self, sql: &str, values: impl Params) -> Result<(), Error> {
        match self.run(sql, values)? {
            1 => Ok(()),
            _ => Err(Error::Dangling {
                kind: self.event.event.kind(),
                subject: self.event.event.subject(),
            }),
        }
    }

    fn at(&self) -> String {
        self.event.at.to_string()
    }

    fn officer_id(&self) -> Option<&str> {
        match &self.event.actor {
            Actor::Officer { id, .. } => Some(id.as_str()),
            Actor::Service { .. } => None,
        }
    }

    fn token(self) -> Result<(), Error> {
        if let EventBody::TokenInitialised {
            label,
            serial,
            purpose,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO token (serial, label, purpose) VALUES (?1, ?2, ?3)",
                params![serial, label, stored_name(purpose)],
            )?;
        }
        Ok(())
    }

    fn key(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::KeyGenerated {
                token_serial,
                cka_id,
                label,
                purpose,
                algorithm,
                spki,
                custody,
            } => {
                self.run(
                    "INSERT INTO key (spki, token_serial, cka_id, label, purpose, algorithm, custody, made_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                    params![
                        spki.0,
                        token_serial,
                        cka_id,
                        label,
                        stored_name(purpose),
                        algorithm.name(),
                        custody.0,
                        self.at(),
                    ],
                )?;
                Ok(())
            }
            EventBody::KeyDestroyed { spki, .. } => self.change(
                "UPDATE key SET destroyed = 1 WHERE spki = ?1 AND destroyed = 0",
                [spki.0],
            ),
            _ => Ok(()),
        }
    }

    fn officer(self) -> Result<(), Error> {
        if let EventBody::OfficerEnrolled {
            officer,
            role,
            certificate,
            token_label,
            token_serial,
            name,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO officer (id, role, certificate, token_label, token_serial, name)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    officer.as_str(),
                    role.name(),
                    certificate.0,
                    token_label,
                    token_serial,
                    name.0
                ],
            )?;
        }
        Ok(())
    }

    fn submission(self) -> Result<(), Error> {
        let EventBody::RequestSubmitted {
            request,
            agent_id,
            object,
            decision,
            spki,
        } = &self.event.event
        else {
            return Ok(());
        };
        let number = self.writing.read().requests_total()? + 1;
        self.run(
            "INSERT INTO request (id, number, agent_id, state, object, spki, maker, submitted_at, submission, submit_seq)
             VALUES (?1, ?2, ?3, 'submitted', ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                request.as_str(),
                number,
                agent_id.as_str(),
                object.0,
                spki.0,
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
            ],
        )?;
        self.writing.count("requests", 1)?;
        self.writing.count("requests_submitted", 1)
    }

    fn decision(self) -> Result<(), Error> {
        let (request, object, decision, state) = match &self.event.event {
            EventBody::RequestApproved {
                request,
                object,
                decision,
            } => (request, object, decision, "approved"),
            EventBody::RequestRejected {
                request,
                object,
                decision,
            } => (request, object, decision, "rejected"),
            _ => return Ok(()),
        };
        self.change(
            "UPDATE request SET state = ?1, checker = ?2, decided_at = ?3, decision = ?4, decide_seq = ?5
             WHERE id = ?6 AND object = ?7 AND state = 'submitted'",
            params![
                state,
                self.officer_id(),
                self.at(),
                decision.0,
                self.seq,
                request.as_str(),
                object.0
            ],
        )?;
        self.writing.count("requests_submitted", -1)
    }

    fn intent(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::IssuanceIntended {
                request,
                serial,
                tbs,
            } => {
                self.run(
                    "INSERT INTO intent (serial, request, tbs, seq) VALUES (?1, ?2, ?3, ?4)",
                    params![serial, request.as_str(), tbs.0, self.seq],
                )?;
                Ok(())
            }
            EventBody::IssuanceAbandoned {
                request, serial, ..
            } => {
                self.settle(serial, "abandoned")?;
                self.change(
                    "UPDATE request SET state = 'abandoned', serial = ?2 WHERE id = ?1 AND state = 'approved'",
                    params![request.as_str(), serial],
                )?;
                self.deny(serial, None, None)
            }
            _ => Ok(()),
        }
    }

    fn settle(&self, serial: &str, outcome: &str) -> Result<(), Error> {
        self.change(
            "UPDATE intent SET outcome = ?2 WHERE serial = ?1 AND outcome IS NULL",
            params![serial, outcome],
        )
    }

    fn deny(
        &self,
        serial: &str,
        reason: Option<&str>,
        decision: Option<Sha256Digest>,
    ) -> Result<(), Error> {
        let issuer = self.writing.read().issuer_of(serial)?;
        self.run(
            "INSERT INTO denied (serial, issuer_ski, at, reason, decision, seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                serial,
                issuer,
                self.at(),
                reason,
                decision.map(|d| d.0),
                self.seq
            ],
        )?;
        Ok(())
    }

    fn certificate(self) -> Result<(), Error> {
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

    fn revocation(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::CertificateRevoked {
                serial,
                reason,
                decision,
            } => self.deny(serial, Some(reason.name()), Some(*decision)),
            _ => Ok(()),
        }
    }

    fn crl(self) -> Result<(), Error> {
        if let EventBody::CrlPublished {
            issuer_ski,
            number,
            crl,
            this_update,
            next_update,
            entries,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO crl (issuer_ski, number, der, this_update, next_update, entries, at, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                params![
                    issuer_ski,
                    number,
                    crl.0,
                    this_update.to_seconds_string(),
                    next_update.to_seconds_string(),
                    entries,
                    self.at(),
                    self.seq
                ],
            )?;
        }
        Ok(())
    }

    fn checkpoint(self) -> Result<(), Error> {
        if let EventBody::CheckpointSigned { size, root, note } = &self.event.event {
            let text = self.writing.read().blob(*note)?;
            let text = String::from_utf8(text).map_err(|_| Error::Value { table: "blob" })?;
            self.run(
                "INSERT INTO checkpoint (size, root, note, at) VALUES (?1, ?2, ?3, ?4)",
                params![size, root.0, text, self.at()],
            )?;
        }
        Ok(())
    }

    fn report(self) -> Result<(), Error> {
        if let EventBody::ReportRendered {
            report,
            from,
            to,
            sha256,
            pages,
            bytes,
            file,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO report (id, seq, from_day, to_day, at, officer, file, pages, bytes, sha256)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    report,
                    self.seq,
                    from,
                    to,
                    self.at(),
                    self.event.actor.id(),
                    file,
                    pages,
                    bytes,
                    sha256.0
                ],
            )?;
        }
        Ok(())
    }
}
