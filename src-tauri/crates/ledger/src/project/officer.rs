//! Officers, their keys and their roles.

use chancery_domain::{
    Sha256Digest,
    change::ChangeId,
    event::EventBody,
    officer::{OfficerId, Role},
};
use rusqlite::params;

use super::Projection;
use crate::Error;

/// A key of an officer as events name it.
struct Key<'e> {
    officer: &'e OfficerId,
    certificate: Sha256Digest,
    token_label: &'e str,
    token_serial: &'e str,
    change: Option<&'e ChangeId>,
}

impl Projection<'_, '_> {
    pub(super) fn officer(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::OfficerEnrolled {
                officer,
                role,
                certificate,
                token_label,
                token_serial,
                name,
                change,
            } => {
                let key = Key {
                    officer,
                    certificate: *certificate,
                    token_label,
                    token_serial,
                    change: change.as_ref(),
                };
                self.enrol(&key, *role, *name)
            }
            EventBody::OfficerTokenAdded {
                officer,
                certificate,
                token_label,
                token_serial,
                change,
            } => self.add_key(&Key {
                officer,
                certificate: *certificate,
                token_label,
                token_serial,
                change: Some(change),
            }),
            _ => Ok(()),
        }
    }

    fn enrol(&self, key: &Key<'_>, role: Role, name: Sha256Digest) -> Result<(), Error> {
        self.run(
            "INSERT INTO officer (id, role, certificate, token_label, token_serial, name)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                key.officer.as_str(),
                role.name(),
                key.certificate.0,
                key.token_label,
                key.token_serial,
                name.0
            ],
        )?;
        self.insert_key(key)?;
        self.insert_role(key.officer, role, key.change)?;
        self.keep_side_data(name, "officer-name", key.officer.as_str())
    }

    /// The newest key is the one that the officer is asked for first.
    fn add_key(&self, key: &Key<'_>) -> Result<(), Error> {
        self.change(
            "UPDATE officer SET certificate = ?2, token_label = ?3, token_serial = ?4
             WHERE id = ?1 AND retired_seq IS NULL",
            params![
                key.officer.as_str(),
                key.certificate.0,
                key.token_label,
                key.token_serial
            ],
        )?;
        self.insert_key(key)
    }

    fn insert_key(&self, key: &Key<'_>) -> Result<(), Error> {
        self.run(
            "INSERT INTO officer_key (certificate, officer, token_label, token_serial, change, since_seq)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                key.certificate.0,
                key.officer.as_str(),
                key.token_label,
                key.token_serial,
                key.change.map(ChangeId::as_str),
                self.seq
            ],
        )?;
        Ok(())
    }

    fn insert_role(
        &self,
        officer: &OfficerId,
        role: Role,
        change: Option<&ChangeId>,
    ) -> Result<(), Error> {
        self.run(
            "INSERT INTO officer_role (officer, since_seq, role, change) VALUES (?1, ?2, ?3, ?4)",
            params![
                officer.as_str(),
                self.seq,
                role.name(),
                change.map(ChangeId::as_str)
            ],
        )?;
        Ok(())
    }

    /// A role that was proposed in place of another than the one in force comes too late.
    pub(super) fn take_role(
        &self,
        change: &ChangeId,
        officer: &OfficerId,
        current: Role,
        next: Role,
    ) -> Result<(), Error> {
        self.change(
            "UPDATE officer SET role = ?2 WHERE id = ?1 AND role = ?3 AND retired_seq IS NULL",
            params![officer.as_str(), next.name(), current.name()],
        )?;
        self.insert_role(officer, next, Some(change))
    }

    /// Ends the service, and with it every key.
    pub(super) fn retire(&self, officer: &OfficerId) -> Result<(), Error> {
        self.change(
            "UPDATE officer SET retired_seq = ?2 WHERE id = ?1 AND retired_seq IS NULL",
            params![officer.as_str(), self.seq],
        )?;
        self.run(
            "UPDATE officer_key SET until_seq = ?2 WHERE officer = ?1 AND until_seq IS NULL",
            params![officer.as_str(), self.seq],
        )?;
        Ok(())
    }

    /// A revoked certificate ends the key of the officer that it is of; the newest of the others
    /// takes its place.
    pub(super) fn end_key(&self, serial: &str) -> Result<(), Error> {
        let sql = "UPDATE officer_key SET until_seq = ?2
                   WHERE certificate = (SELECT der FROM certificate WHERE serial = ?1)
                   AND until_seq IS NULL RETURNING officer";
        let officer = self.row(sql, params![serial, self.seq], |row| {
            row.get::<_, String>(0)
        })?;
        let Some(officer) = officer else {
            return Ok(());
        };
        self.run(
            "UPDATE officer SET (certificate, token_label, token_serial) =
                 (SELECT certificate, token_label, token_serial FROM officer_key
                  WHERE officer = ?1 AND until_seq IS NULL ORDER BY since_seq DESC LIMIT 1)
             WHERE id = ?1 AND EXISTS (SELECT 1 FROM officer_key WHERE officer = ?1 AND until_seq IS NULL)",
            [officer],
        )?;
        Ok(())
    }
}
