//! Reports.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn report(self) -> Result<(), Error> {
        if let EventBody::ReportRendered {
            report,
            from,
            to,
            sha256,
            pages,
            bytes,
            file,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO report (id, seq, from_day, to_day, at, officer, file, pages, bytes, sha256)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                params![
                    report,
                    self.seq,
                    from,
                    to,
                    self.at(),
                    self.event.actor.id(),
                    file,
                    pages,
                    bytes,
                    sha256.0
                ],
            )?;
        }
        Ok(())
    }
}
