//! Requests that are being written.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn draft(self) -> Result<(), Error> {
        let EventBody::RequestDrafted { draft, content } = &self.event.event else {
            return Ok(());
        };
        self.change(
            "INSERT INTO draft (name, content, officer, at, seq) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (name) DO UPDATE SET content = excluded.content, at = excluded.at, seq = excluded.seq
             WHERE officer = excluded.officer",
            params![
                draft,
                content.map(|sha256| sha256.0),
                self.officer_id(),
                self.at(),
                self.seq
            ],
        )?;
        match content {
            Some(content) => self.keep_side_data(*content, "draft", draft),
            None => Ok(()),
        }
    }
}
