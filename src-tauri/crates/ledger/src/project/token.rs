//! Tokens.

use chancery_domain::event::{EventBody, TokenPurpose};
use rusqlite::params;

use super::{Projection, stored_name};
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn token(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::TokenInitialised {
                label,
                serial,
                purpose,
                module,
            } => self.take(serial, label, *purpose, module.as_deref()),
            EventBody::TokenTaken {
                label,
                serial,
                purpose,
                module,
            } => match self.take_again(serial, label, *purpose, module)? {
                true => Ok(()),
                false => self.take(serial, label, *purpose, Some(module)),
            },
            EventBody::TokenRelinked {
                from,
                to,
                label,
                module,
                ..
            } => self.relink(from, to, label, module.as_deref()),
            _ => Ok(()),
        }
    }

    fn take(
        &self,
        serial: &str,
        label: &str,
        purpose: TokenPurpose,
        module: Option<&str>,
    ) -> Result<(), Error> {
        self.run(
            "INSERT INTO token (seq, serial, label, purpose, module) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![self.seq, serial, label, stored_name(&purpose), module],
        )?;
        Ok(())
    }

    /// A token that was taken before is in use again.
    fn take_again(
        &self,
        serial: &str,
        label: &str,
        purpose: TokenPurpose,
        module: &str,
    ) -> Result<bool, Error> {
        let again = self.run(
            "UPDATE token SET seq = ?1, module = ?5
             WHERE serial = ?2 AND label = ?3 AND purpose = ?4",
            params![self.seq, serial, label, stored_name(&purpose), module],
        )?;
        Ok(again > 0)
    }

    /// Moves the token's row, its keys and its officer to the serial that holds the keys now. If
    /// that token was taken before, the two become one.
    fn relink(&self, from: &str, to: &str, label: &str, module: Option<&str>) -> Result<(), Error> {
        let merged = match from == to {
            true => 0,
            false => self.run(
                "UPDATE token SET label = ?3, module = ?4,
                        keys = keys + coalesce((SELECT keys FROM token WHERE serial = ?1), 0)
                 WHERE serial = ?2",
                params![from, to, label, module],
            )?,
        };
        match merged {
            0 => self.change(
                "UPDATE token SET serial = ?2, label = ?3, module = ?4 WHERE serial = ?1",
                params![from, to, label, module],
            )?,
            _ => self.change("DELETE FROM token WHERE serial = ?1", [from])?,
        }
        for table in ["key", "key_intent"] {
            let sql = format!("UPDATE {table} SET token_serial = ?2 WHERE token_serial = ?1");
            self.run(&sql, [from, to])?;
        }
        self.run(
            "UPDATE officer SET token_serial = ?2, token_label = ?3 WHERE token_serial = ?1",
            [from, to, label],
        )?;
        self.run(
            "UPDATE officer_key SET token_serial = ?2, token_label = ?3 WHERE token_serial = ?1",
            [from, to, label],
        )?;
        Ok(())
    }
}
