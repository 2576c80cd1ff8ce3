//! Officers.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    pub(super) fn officer(self) -> Result<(), Error> {
        if let EventBody::OfficerEnrolled {
            officer,
            role,
            certificate,
            token_label,
            token_serial,
            name,
        } = &self.event.event
        {
            self.run(
                "INSERT INTO officer (id, role, certificate, token_label, token_serial, name)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    officer.as_str(),
                    role.name(),
                    certificate.0,
                    token_label,
                    token_serial,
                    name.0
                ],
            )?;
            self.keep_side_data(*name, "officer-name", officer.as_str())?;
        }
        Ok(())
    }
}
