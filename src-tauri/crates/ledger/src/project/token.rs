//! Tokens.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::{Projection, stored_name};
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn token(self) -> Result<(), Error> {
        if let EventBody::TokenInitialised {
            label,
            serial,
            purpose,
            ..
        } = &self.event.event
        {
            self.run(
                "INSERT INTO token (serial, label, purpose) VALUES (?1, ?2, ?3)",
                params![serial, label, stored_name(purpose)],
            )?;
        }
        Ok(())
    }
}
