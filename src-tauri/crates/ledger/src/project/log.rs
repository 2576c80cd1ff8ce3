//! Checkpoints.

use chancery_domain::event::EventBody;
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
}
