//! Which agents an event is about: those that it names, and those whose request, certificate or key
//! it names.

use std::collections::BTreeSet;

use chancery_domain::{
    Sha256Digest,
    change::{Change, ChangeId, ChangeObject},
    event::{EventBody, KeyPurpose},
    retention::{HoldId, HoldSubject},
};
use rusqlite::params;

use super::Projection;
use crate::Error;

/// Agents of one event; rarely more than one.
type Agents = BTreeSet<String>;

impl Projection<'_, '_> {
    /// Notes the agents. Last of all that an event does: what it brought is in the tables.
    pub(super) fn note_agents(self) -> Result<(), Error> {
        for agent in self.agents()? {
            self.run(
                "INSERT INTO event_agent (agent, seq) VALUES (?1, ?2)",
                params![agent, self.seq],
            )?;
        }
        Ok(())
    }

    fn agents(&self) -> Result<Agents, Error> {
        match &self.event.event {
            EventBody::RequestSubmitted { agent_id, .. }
            | EventBody::AgentReviewed { agent_id, .. } => Ok(one(agent_id.as_str())),
            EventBody::KeyIntended { purpose, label, .. }
            | EventBody::KeyGenerated { purpose, label, .. } => Ok(match purpose {
                KeyPurpose::Agent => one(label),
                _ => Agents::new(),
            }),
            EventBody::HoldPlaced { subject, .. } => self.held(subject),
            EventBody::KeyCompromised { spki, .. }
            | EventBody::KeyDestroyed {
                spki,
                request: None,
                ..
            } => self.of_key(*spki),
            EventBody::OcspResponded { serials, .. } => {
                self.each(serials.iter().map(|serial| self.of_serial(serial)))
            }
            EventBody::Exported { subject, .. }
            | EventBody::RecordRead { subject, .. }
            | EventBody::Refused { subject, .. } => self.of_subject(subject),
            EventBody::BlobErased { blob, .. } => self.of_side_data(*blob),
            EventBody::ChangeProposed { change, .. }
            | EventBody::ChangeApproved { change, .. }
            | EventBody::ChangeRejected { change, .. } => self.of_change(change),
            named => match (named.request(), named.certificate_serial()) {
                (Some(request), _) => self.of_request(request.as_str()),
                (None, Some(serial)) => self.of_serial(serial),
                (None, None) => Ok(Agents::new()),
            },
        }
    }

    fn held(&self, subject: &HoldSubject) -> Result<Agents, Error> {
        match subject {
            HoldSubject::Everything => Ok(Agents::new()),
            HoldSubject::Agent { agent } => Ok(one(agent.as_str())),
            HoldSubject::Request { request } => self.of_request(request.as_str()),
        }
    }

    fn of_request(&self, request: &str) -> Result<Agents, Error> {
        self.found("SELECT agent_id FROM request WHERE id = ?1", [request])
    }

    /// Every certificate of an agent was intended before.
    fn of_serial(&self, serial: &str) -> Result<Agents, Error> {
        self.found(
            "SELECT agent_id FROM intent JOIN request ON request.id = intent.request
             WHERE intent.serial = upper(?1)",
            [serial],
        )
    }

    fn of_key(&self, spki: Sha256Digest) -> Result<Agents, Error> {
        self.found(
            "SELECT DISTINCT agent_id FROM request WHERE spki = ?1",
            [spki.0],
        )
    }

    /// A word of which only the tables know what it names: a request, a serial, an agent.
    fn of_subject(&self, subject: &str) -> Result<Agents, Error> {
        let known = "SELECT agent FROM event_agent WHERE agent = ?1 LIMIT 1";
        self.each([
            self.of_request(subject),
            self.of_serial(subject),
            self.found(known, [subject]),
        ])
    }

    fn of_side_data(&self, blob: Sha256Digest) -> Result<Agents, Error> {
        self.found(
            "SELECT agent_id FROM side_data JOIN request ON request.id = side_data.holder
             WHERE side_data.blob = ?1",
            [blob.0],
        )
    }

    /// A hold of an agent that is to end, side data of an agent that is to go, facts about one.
    fn of_change(&self, change: &ChangeId) -> Result<Agents, Error> {
        let sql = "SELECT object FROM change WHERE id = ?1 AND kind IN ('erasure', 'hold-lift', 'agent-facts')";
        let object = self.row(sql, [change.as_str()], |row| row.get(0))?;
        let Some(object) = object.map(Sha256Digest) else {
            return Ok(Agents::new());
        };
        let bytes = self.writing.read().blob(object)?;
        let object: ChangeObject =
            serde_json::from_slice(&bytes).map_err(|_| Error::Value { table: "blob" })?;
        match object.change {
            Change::Erasure { blobs } => {
                self.each(blobs.into_iter().map(|blob| self.of_side_data(blob)))
            }
            Change::HoldLift { hold } => self.of_hold(&hold),
            Change::AgentFacts { agent, .. } => Ok(one(agent.as_str())),
            _ => Ok(Agents::new()),
        }
    }

    fn of_hold(&self, hold: &HoldId) -> Result<Agents, Error> {
        self.found(
            "SELECT subject FROM hold WHERE id = ?1 AND kind = 'agent'
             UNION SELECT agent_id FROM hold JOIN request ON request.id = hold.subject
             WHERE hold.id = ?1 AND hold.kind = 'request'",
            [hold.as_str()],
        )
    }

    fn found(&self, sql: &str, values: impl rusqlite::Params) -> Result<Agents, Error> {
        let doing = "showing an event in the tables";
        let found = self
            .writing
            .read()
            .many(doing, sql, values, |row| row.get(0))?;
        Ok(found.into_iter().collect())
    }

    fn each(&self, all: impl IntoIterator<Item = Result<Agents, Error>>) -> Result<Agents, Error> {
        all.into_iter().try_fold(Agents::new(), |mut agents, more| {
            agents.append(&mut more?);
            Ok(agents)
        })
    }
}

fn one(agent: &str) -> Agents {
    Agents::from([agent.to_owned()])
}
