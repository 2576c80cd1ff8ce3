//! Keys and the intents to make them.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::{Projection, stored_name};
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn key(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::KeyIntended { .. } => self.key_intended(),
            EventBody::KeyGenerated { .. } => self.key_generated(),
            EventBody::KeyAbandoned {
                token_serial,
                cka_id,
                destroyed,
            } => self.key_abandoned(token_serial, cka_id, *destroyed),
            EventBody::KeyDestroyed { spki, .. } => {
                self.change(
                    "UPDATE key SET destroyed = 1 WHERE spki = ?1 AND destroyed = 0",
                    [spki.0],
                )?;
                self.forget_key(&spki.0)
            }
            _ => Ok(()),
        }
    }

    fn key_intended(&self) -> Result<(), Error> {
        if let EventBody::KeyIntended {
            token_serial,
            cka_id,
            label,
            purpose,
            algorithm,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO key_intent (seq, token_serial, cka_id, label, purpose, algorithm)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    self.seq,
                    token_serial,
                    cka_id,
                    label,
                    stored_name(purpose),
                    algorithm.name(),
                ],
            )?;
        }
        Ok(())
    }

    /// A key without an intent is a key all the same: founding makes them, and old logs do.
    fn key_generated(&self) -> Result<(), Error> {
        let EventBody::KeyGenerated {
            token_serial,
            cka_id,
            label,
            purpose,
            algorithm,
            spki,
            custody,
        } = &self.event.event
        else {
            return Ok(());
        };
        self.run(
            "INSERT INTO key (seq, spki, token_serial, cka_id, label, purpose, algorithm, custody, made_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                self.seq,
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
        self.settle_key(token_serial, cka_id, "made")?;
        self.change(
            "UPDATE token SET keys = keys + 1 WHERE serial = ?1",
            [token_serial],
        )
    }

    /// Ends the intent if it is open, and the key if it was recorded and is gone now.
    fn key_abandoned(
        &self,
        token_serial: &str,
        cka_id: &str,
        destroyed: bool,
    ) -> Result<(), Error> {
        let settled = self.settle_key(token_serial, cka_id, "abandoned")?;
        let gone: Option<[u8; 32]> = match destroyed {
            true => self.row(
                "UPDATE key SET destroyed = 1
                 WHERE token_serial = ?1 AND cka_id = ?2 AND destroyed = 0 RETURNING spki",
                [token_serial, cka_id],
                |row| row.get(0),
            )?,
            false => None,
        };
        match gone {
            Some(spki) => self.forget_key(&spki),
            None if settled == 0 => Err(self.dangling()),
            None => Ok(()),
        }
    }

    fn settle_key(&self, token_serial: &str, cka_id: &str, outcome: &str) -> Result<usize, Error> {
        self.run(
            "UPDATE key_intent SET outcome = ?3
             WHERE token_serial = ?1 AND cka_id = ?2 AND outcome IS NULL",
            [token_serial, cka_id, outcome],
        )
    }

    /// A key that was just destroyed is its token's no longer, and no request's to clear away.
    fn forget_key(&self, spki: &[u8; 32]) -> Result<(), Error> {
        self.change(
            "UPDATE token SET keys = keys - 1
             WHERE serial = (SELECT token_serial FROM key WHERE spki = ?1)",
            [spki],
        )?;
        self.run(
            "UPDATE request SET key_left = 0 WHERE spki = ?1 AND key_left = 1",
            [spki],
        )?;
        Ok(())
    }

    /// A request or a certificate names the key.
    pub(super) fn use_key(&self, spki: &[u8; 32]) -> Result<(), Error> {
        self.run(
            "UPDATE key SET used = 1 WHERE spki = ?1 AND used = 0",
            [spki],
        )?;
        Ok(())
    }
}
