//! Standing authorisations and their uses.

use chancery_domain::{
    change::ChangeId, event::EventBody, jcs, request::RequestId, standing::StandingAuthorisation,
};
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn allow(
        &self,
        change: &ChangeId,
        authorisation: &StandingAuthorisation,
    ) -> Result<(), Error> {
        let bounds = String::from_utf8(jcs::to_vec(authorisation)).expect("JSON is UTF-8");
        self.run(
            "INSERT INTO standing (id, bounds, until, at, seq) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                change.as_str(),
                bounds,
                authorisation.until.to_string(),
                self.at(),
                self.seq
            ],
        )?;
        Ok(())
    }

    /// Counts one use, if one is left: two programs may have asked at once.
    pub(super) fn use_standing(
        &self,
        standing: &ChangeId,
        request: &RequestId,
    ) -> Result<(), Error> {
        self.change(
            "UPDATE standing SET used = used + 1
             WHERE id = ?1 AND withdrawn_seq IS NULL AND used < (bounds ->> '$.count')",
            [standing.as_str()],
        )?;
        self.run(
            "INSERT INTO standing_use (seq, standing, request, at) VALUES (?1, ?2, ?3, ?4)",
            params![
                self.seq,
                standing.as_str(),
                request.as_str(),
                self.event.at.unix_millis()
            ],
        )?;
        Ok(())
    }

    pub(super) fn standing_withdrawal(self) -> Result<(), Error> {
        let EventBody::StandingWithdrawn {
            standing, decision, ..
        } = &self.event.event
        else {
            return Ok(());
        };
        self.change(
            "UPDATE standing SET withdrawer = ?2, withdrawal = ?3, withdrawn_seq = ?4
             WHERE id = ?1 AND withdrawn_seq IS NULL",
            params![standing.as_str(), self.officer_id(), decision.0, self.seq],
        )
    }
}
