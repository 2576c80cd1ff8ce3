//! CRLs, and the parts of an issuer's certificates that each covers.

use chancery_domain::event::EventBody;
use rusqlite::params;

use super::Projection;
use crate::Error;

impl Projection<'_, '_> {
    /// The part of an issuer's certificates that one CRL covers; made when it is first named.
    pub(super) fn part(&self, issuer_ski: &str, partition: u32) -> Result<i64, Error> {
        let sql = "SELECT id FROM crl_part WHERE issuer_ski = ?1 AND partition = ?2";
        let known = self.row(sql, params![issuer_ski, partition], |row| row.get(0))?;
        if let Some(part) = known {
            return Ok(part);
        }
        self.run(
            "INSERT INTO crl_part (issuer_ski, partition) VALUES (?1, ?2)",
            params![issuer_ski, partition],
        )?;
        Ok(self.writing.db.last_insert_rowid())
    }

    pub(super) fn crl(self) -> Result<(), Error> {
        let EventBody::CrlPublished {
            issuer_ski,
            number,
            crl,
            this_update,
            next_update,
            entries,
            partition,
            base,
        } = &self.event.event
        else {
            return Ok(());
        };
        let part = self.part(issuer_ski, *partition)?;
        self.check_number(part, *number, *base)?;
        self.run(
            "INSERT INTO crl (seq, part, number, base, der, this_update, next_update, entries, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                self.seq,
                part,
                number,
                base,
                crl.0,
                this_update.to_seconds_string(),
                next_update.to_seconds_string(),
                entries,
                self.at(),
            ],
        )?;
        let newest = match base {
            None => "UPDATE crl_part SET full_seq = ?2 WHERE id = ?1",
            Some(_) => "UPDATE crl_part SET delta_seq = ?2 WHERE id = ?1",
        };
        self.change(newest, params![part, self.seq])
    }

    /// RFC 5280, 5.2.4: full and delta CRLs share one numbering; a delta and a full one that are
    /// issued at the same time have the same number. A delta adds to a full CRL that there is.
    fn check_number(&self, part: i64, number: u64, base: Option<u64>) -> Result<(), Error> {
        let sql =
            "SELECT number, base IS NOT NULL FROM crl WHERE part = ?1 ORDER BY seq DESC LIMIT 1";
        let last: Option<(u64, bool)> =
            self.row(sql, [part], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let follows = last.is_none_or(|(last, delta)| {
            number > last || (number == last && delta != base.is_some())
        });
        let adds = match base {
            None => true,
            Some(base) => {
                let sql = "SELECT 1 FROM crl WHERE part = ?1 AND number = ?2 AND base IS NULL";
                base <= number && self.row(sql, params![part, base], |_| Ok(()))?.is_some()
            }
        };
        match follows && adds {
            true => Ok(()),
            false => Err(self.dangling()),
        }
    }
}
