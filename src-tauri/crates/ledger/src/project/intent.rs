//! Issuances under way.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn intent(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::IssuanceIntended {
                request,
                serial,
                tbs,
                ..
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

    pub(super) fn settle(&self, serial: &str, outcome: &str) -> Result<(), Error> {
        self.change(
            "UPDATE intent SET outcome = ?2 WHERE serial = ?1 AND outcome IS NULL",
            params![serial, outcome],
        )
    }
}
