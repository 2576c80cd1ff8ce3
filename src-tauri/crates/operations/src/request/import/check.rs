//! All rows of a file under all rules, and beside what the register has.

use std::collections::HashMap;

use chancery_domain::{
    Language, Sha256Digest, Utc,
    agent::AgentId,
    profile::Profile,
    request::Reading,
    sentence::{Sentence, Subject, Until},
};
use chancery_ledger::read::{CertificateRow, RequestState};

use super::{
    column::{Column, Columns},
    earlier::{self, Earlier},
    fault::{Fault, FaultCode},
    identity, row, table, text,
};
use crate::{
    Error, Workspace,
    request::{
        compare::{in_force, request_behind},
        examine::{Examined, Sound},
        warn,
    },
    view::{ImportFault, ImportRow, ImportState, ImportView, Predecessor, WarningView},
};

/// Requests of one agent that are looked at: the open one is among the newest.
const REQUESTS: u32 = 100;

/// A file whose rows were held against all rules.
pub(super) struct Checked {
    pub(super) sha256: Sha256Digest,
    pub(super) rows: Vec<CheckedRow>,
    pub(super) header: Vec<Fault>,
    pub(super) earlier: Option<Earlier>,
    separator: u8,
    columns: Columns,
}

/// A row that was held against all rules.
pub(super) struct CheckedRow {
    number: u32,
    agent_id: String,
    profile: String,
    draft: Option<Draft>,
    /// The certificate that its agent has.
    predecessor: Option<CertificateRow>,
    renews: Option<String>,
    faults: Vec<Fault>,
    /// Only of a row without faults.
    pub(super) sound: Option<Sound>,
}

/// What a row says, for its sentence and its warnings.
struct Draft {
    reading: Reading,
    profile: Profile,
    accountable: String,
    at: Utc,
}

impl Checked {
    pub(super) fn of(workspace: &Workspace, bytes: &[u8], now: Utc) -> Result<Self, Error> {
        let table = table::read(text::of(bytes)?)?;
        let (columns, header) = Columns::of(&table.header);
        let mut checking = Checking {
            workspace,
            now,
            usable: header.is_empty(),
            agents: HashMap::new(),
            keys: HashMap::new(),
            earlier: earlier::Search::of(identity(bytes)),
        };
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            rows.push(checking.row(row, &columns)?);
        }
        Ok(Self {
            sha256: identity(bytes),
            rows,
            header,
            earlier: checking.earlier.found(workspace)?,
            separator: table.separator,
            columns,
        })
    }

    pub(super) fn view(
        &self,
        workspace: &Workspace,
        language: Language,
    ) -> Result<ImportView, Error> {
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.view(workspace, &self.columns, language));
        let rows: Vec<ImportRow> = rows.collect::<Result<_, Error>>()?;
        let count = |state| count(rows.iter().filter(|row| row.state == state));
        let earlier = self.earlier.as_ref();
        Ok(ImportView {
            sha256: self.sha256.to_upper_hex(),
            separator: char::from(self.separator).to_string(),
            header: faults(1, &self.header, &self.columns, language),
            total: self.total(),
            sound: count(ImportState::Sound),
            faulty: count(ImportState::Faulty),
            duplicates: count(ImportState::Duplicate),
            following: self.following(),
            earlier: earlier.map(|earlier| earlier.view(workspace)).transpose()?,
            rows,
        })
    }

    pub(super) fn total(&self) -> u32 {
        count(self.rows.iter())
    }

    fn following(&self) -> u32 {
        let follows =
            |row: &&CheckedRow| row.predecessor.as_ref().is_some_and(|it| row.follows(it));
        count(self.rows.iter().filter(follows))
    }
}

fn faults(row: u32, all: &[Fault], columns: &Columns, language: Language) -> Vec<ImportFault> {
    let all = all.iter();
    all.map(|fault| fault.view(row, columns, language))
        .collect()
}

fn count<T>(rows: impl Iterator<Item = T>) -> u32 {
    u32::try_from(rows.count()).expect("files have few rows")
}

impl CheckedRow {
    fn view(
        &self,
        workspace: &Workspace,
        columns: &Columns,
        language: Language,
    ) -> Result<ImportRow, Error> {
        Ok(ImportRow {
            row: self.number,
            agent_id: self.agent_id.clone(),
            profile: self.profile.clone(),
            state: self.state(),
            sentence: self.sentence(language),
            predecessor: self.predecessor.as_ref().map(|it| Predecessor {
                serial: it.serial.clone(),
                not_after: it.not_after.to_string(),
                followed: self.follows(it),
            }),
            faults: faults(self.number, &self.faults, columns, language),
            warnings: self.warnings(workspace, language)?,
        })
    }

    /// Of a row that may be submitted: of another, what is wrong is enough to think about.
    fn warnings(
        &self,
        workspace: &Workspace,
        language: Language,
    ) -> Result<Vec<WarningView>, Error> {
        let (Some(draft), Some(_)) = (&self.draft, &self.sound) else {
            return Ok(vec![]);
        };
        let behind = self.predecessor.as_ref();
        let request = behind.map(|row| request_behind(workspace, row));
        let before = request
            .transpose()?
            .flatten()
            .map(|(_, object)| object.scope);
        let typed = warn::Typed {
            reading: &draft.reading,
            profile: &draft.profile,
            accountable: &draft.accountable,
            follows: behind.filter(|row| self.follows(row)),
            at: draft.at,
        };
        warn::of_draft(workspace, typed, before.as_ref(), language)
    }

    fn state(&self) -> ImportState {
        if self.sound.is_some() {
            ImportState::Sound
        } else if !self.faults.is_empty() && self.faults.iter().all(Fault::is_duplicate) {
            ImportState::Duplicate
        } else {
            ImportState::Faulty
        }
    }

    fn follows(&self, certificate: &CertificateRow) -> bool {
        let renews = self.renews.as_deref();
        renews.is_some_and(|serial| serial.eq_ignore_ascii_case(&certificate.serial))
    }

    fn sentence(&self, language: Language) -> String {
        let Some(draft) = &self.draft else {
            return String::new();
        };
        let subject = Subject {
            agent: &self.agent_id,
            scope: draft.profile.has_scope().then_some(&draft.reading.scope),
            until: draft.reading.validity.map(Until::from),
        };
        Sentence::write(&subject, language).to_text()
    }
}

/// What rows have in common while they are gone through.
struct Checking<'a> {
    workspace: &'a Workspace,
    now: Utc,
    /// False if the header is at fault: no row can be sound.
    usable: bool,
    /// In which row each agent was met first.
    agents: HashMap<String, u32>,
    /// In which row each key was brought first, and for whom.
    keys: HashMap<Sha256Digest, (u32, String)>,
    earlier: earlier::Search,
}

impl Checking<'_> {
    fn row(&mut self, row: &table::Row, columns: &Columns) -> Result<CheckedRow, Error> {
        let (input, mut faults) = row::read(row, columns);
        let broken = row.broken.is_some();
        let mut checked = CheckedRow {
            number: row.number,
            agent_id: input.agent_id.clone(),
            profile: match input.profile.as_str() {
                "" => "agent".to_owned(),
                named => named.to_owned(),
            },
            draft: None,
            predecessor: None,
            renews: input.renews.clone(),
            faults: Vec::new(),
            sound: None,
        };
        if broken {
            checked.faults = faults;
            return Ok(checked);
        }
        let examined = Examined::of(self.workspace, &input, self.now)?;
        checked.draft = Some(Draft {
            reading: examined.reading.clone(),
            profile: examined.profile.clone(),
            accountable: input.accountable.clone(),
            at: self.now,
        });
        // A cell that can't be read is told of once, not also as one that is missing.
        let problems = examined.reading.problems.iter().cloned();
        let problems = problems.map(Fault::of_problem);
        let more: Vec<Fault> = problems
            .filter(|problem| !faults.iter().any(|fault| fault.is_beside(problem)))
            .collect();
        faults.extend(more);
        if let Some(agent) = examined.reading.agent.clone() {
            checked.predecessor = in_force(self.workspace.read(), agent.as_str(), self.now)?;
            faults.extend(self.duplicates(row.number, &agent, &checked)?);
        }
        if faults.is_empty() && self.usable {
            let sound = examined.sound(&input)?;
            match self.key_of_another(row.number, &sound) {
                Some(fault) => faults.push(fault),
                None => checked.sound = Some(sound),
            }
        }
        checked.faults = faults;
        Ok(checked)
    }

    /// The agent in an earlier row, in a request that is not done, or in a certificate that this
    /// row does not say it follows.
    fn duplicates(
        &mut self,
        number: u32,
        agent: &AgentId,
        row: &CheckedRow,
    ) -> Result<Vec<Fault>, Error> {
        let mut codes = Vec::new();
        let first = *self.agents.entry(agent.to_string()).or_insert(number);
        if first != number {
            codes.push(FaultCode::TwiceInFile { row: first });
        }
        let requests = self.workspace.read().requests_for(agent, REQUESTS)?;
        self.earlier.look_at(&requests);
        let open = requests.iter().find(|request| {
            matches!(
                request.state,
                RequestState::Submitted | RequestState::Approved
            )
        });
        codes.extend(open.map(|open| FaultCode::WaitingAlready {
            request: open.id.to_string(),
        }));
        if row.renews.is_none() {
            let serial = row.predecessor.as_ref().map(|it| it.serial.clone());
            codes.extend(serial.map(|serial| FaultCode::ActiveAlready { serial }));
        }
        let fault = |code| Fault::of_column(Column::AgentId, None, code);
        Ok(codes.into_iter().map(fault).collect())
    }

    /// Within one file, too, a key belongs to one agent.
    fn key_of_another(&mut self, number: u32, sound: &Sound) -> Option<Fault> {
        let spki = sound.key.spki()?.sha256();
        let agent = sound.complete.agent.to_string();
        let first = self.keys.entry(spki).or_insert((number, agent.clone()));
        (first.1 != agent)
            .then(|| Fault::of_column(Column::Csr, None, FaultCode::KeyTwice { row: first.0 }))
    }
}
