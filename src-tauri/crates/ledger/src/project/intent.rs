//! Issuances under way.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::{Error, read::DenialCause};

impl Projection<'_, '_> {
    pub(super) fn intent(self) -> Result<(), Error> {
        match &self.event.event {
            EventBody::IssuanceIntended {
                request,
                serial,
                tbs,
                partition,
                standing,
            } => {
                self.run(
                    "INSERT INTO intent (seq, serial, request, tbs, partition) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![self.seq, serial, request.as_str(), tbs.0, partition],
                )?;
                match standing {
                    Some(standing) => self.use_standing(standing, request),
                    None => Ok(()),
                }
            }
            EventBody::IssuanceAbandoned {
                request, serial, ..
            } => {
                self.settle(serial, "abandoned")?;
                self.change(
                    "UPDATE request SET state = 'abandoned', serial = ?2, key_left = (csr IS NULL)
                     WHERE id = ?1 AND state = 'approved'",
                    params![request.as_str(), serial],
                )?;
                let (issuer, partition) = self.writing.read().intended_under(serial)?;
                let part = self.part(&issuer, partition)?;
                self.deny(part, serial, DenialCause::Abandoned, None, None)
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
