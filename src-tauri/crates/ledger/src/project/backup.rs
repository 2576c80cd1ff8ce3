//! Backups that were made.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn backup(self) -> Result<(), Error> {
        if let EventBody::BackupMade {
            sha256,
            size,
            encrypted,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO backup (seq, sha256, size, encrypted, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![self.seq, sha256.0, size, encrypted, self.at()],
            )?;
        }
        Ok(())
    }
}
