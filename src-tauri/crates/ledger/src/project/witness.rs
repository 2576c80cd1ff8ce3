//! Witnesses of the log, logs that are witnessed here, and time stamps.

use chancery_domain::{Sha256Digest, change::ChangeId, event::EventBody};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn witness(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::CheckpointCosigned {
                size,
                root,
                witness,
                seen_at,
                cosigned,
            } => self.run(
                "INSERT INTO cosignature (witness, size, root, seen_at, cosigned, at, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (witness, size) DO UPDATE SET
                     root = ?3, seen_at = ?4, cosigned = ?5, at = ?6, seq = ?7",
                params![
                    witness,
                    size,
                    root.0,
                    seen_at.to_string(),
                    cosigned.0,
                    self.at(),
                    self.seq
                ],
            )?,
            EventBody::LogWitnessed {
                origin,
                keys,
                size,
                root,
                cosignature,
            } => self.run(
                "INSERT INTO witnessed (origin, keys, size, root, cosignature, at, seq)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (origin) DO UPDATE SET
                     keys = ?2, size = ?3, root = ?4, cosignature = ?5, at = ?6, seq = ?7",
                params![
                    origin,
                    keys.0,
                    size,
                    root.0,
                    cosignature.0,
                    self.at(),
                    self.seq
                ],
            )?,
            _ => 0,
        };
        Ok(())
    }

    /// Two officers decided whether a witness counts.
    pub(super) fn trust(&self, change: &ChangeId, key: &str, trusted: bool) -> Result<(), Error> {
        let name = key.split('+').next().unwrap_or_default();
        self.run("UPDATE witness SET trusted = 0 WHERE name = ?1", [name])?;
        self.run(
            "INSERT INTO witness (key, name, trusted, change, seq) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (key) DO UPDATE SET trusted = ?3, change = ?4, seq = ?5",
            params![key, name, trusted, change.as_str(), self.seq],
        )?;
        Ok(())
    }

    pub(super) fn timestamp(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::TimestampRequested { size, request } => {
                self.run(
                    "INSERT INTO timestamp (seq, size, request) VALUES (?1, ?2, ?3)",
                    params![self.seq, size, request.0],
                )?;
            }
            EventBody::CheckpointTimestamped {
                size,
                request,
                response,
                time,
                authority,
            } => self.answer(*size, [*request, *response], &time.to_string(), authority)?,
            _ => {}
        }
        Ok(())
    }

    fn answer(
        &self,
        size: u64,
        [request, response]: [Sha256Digest; 2],
        time: &str,
        authority: &str,
    ) -> Result<(), Error> {
        self.change(
            "UPDATE timestamp SET response = ?1, time = ?2, authority = ?3
             WHERE request = ?4 AND size = ?5 AND response IS NULL",
            params![response.0, time, authority, request.0, size],
        )
    }
}
