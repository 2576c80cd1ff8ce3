//! Keys.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::{Projection, stored_name};
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn key(self) -> Result<(), Error> {
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
}
