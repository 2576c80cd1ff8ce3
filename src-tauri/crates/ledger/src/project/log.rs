//! Checkpoints, and the keys that sign them.

use chancery_domain::{change::ChangeId, event::EventBody, founding::FoundingObject};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn checkpoint(self) -> Result<(), Error> {
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

    pub(super) fn founding(self) -> Result<(), Error> {
        if let EventBody::Founded { object, .. } = &self.event.event {
            let bytes = self.writing.read().blob(*object)?;
            let founding: FoundingObject =
                serde_json::from_slice(&bytes).map_err(|_| Error::Value { table: "blob" })?;
            self.sign_by(&founding.log_keys, None)?;
        }
        Ok(())
    }

    /// From this event on, checkpoints are signed by other keys.
    pub(super) fn sign_by(&self, keys: &[String], change: Option<&ChangeId>) -> Result<(), Error> {
        self.run(
            "INSERT INTO log_keys (seq, keys, change) VALUES (?1, ?2, ?3)",
            params![self.seq, keys.join("\n"), change.map(ChangeId::as_str)],
        )?;
        Ok(())
    }
}
