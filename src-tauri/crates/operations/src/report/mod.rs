//! Reports: the audit view filled from the ledger at one checkpoint, rendered, sealed, recorded.

mod collect;
mod embedded;
mod options;
mod registers;
mod sign_off;

use std::path::Path;

use chancery_domain::{
    Sha256Digest, Utc,
    event::{EventBody, ExportKind, KeyPurpose},
    profile::ProfileId,
};
use chancery_ledger::read;
use chancery_pki::Certificate;
use chancery_seal::pdf::{SealText, seal};

pub use options::{law_as_at, options};
pub(crate) use sign_off::first_broken;
pub use sign_off::{SignOffRefusal, sign_off};

use crate::{
    Error, Workspace,
    certificate::CertificateRefusal,
    checkpoint,
    error::owed,
    export::{self, Leaving},
    lock::Lock,
    officer::{self, actor, name_of},
    publish::Staged,
    request::day,
    service,
    view::{ProgressView, ReportRow},
    workspace::OnProgress,
};

/// Reports that are listed.
const LISTED: u32 = 100;

/// Which report.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// First day, `2026-11-01`.
    pub from: &'a str,
    /// Last day, inclusive.
    pub to: &'a str,
    /// Who renders it.
    pub officer: &'a str,
}

/// A period of whole days, UTC.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Period {
    pub(crate) from: time::Date,
    pub(crate) to: time::Date,
    /// First instant.
    pub(crate) start: Utc,
    /// Last second.
    pub(crate) end: Utc,
}

impl Period {
    fn read(wanted: &Wanted<'_>, now: Utc) -> Result<Self, Error> {
        let problem = |field: &str, code| Error::Input {
            problems: vec![chancery_domain::problem::Problem::new(field, code)],
            event: None,
        };
        use chancery_domain::problem::Code;
        let from = day(wanted.from).ok_or_else(|| problem("from", Code::NotADay))?;
        let to = day(wanted.to).ok_or_else(|| problem("to", Code::NotADay))?;
        if to < from {
            return Err(problem("to", Code::EndsBeforeStart));
        }
        // A report can't cover days that have not been.
        if to > now.date() {
            return Err(problem("to", Code::NotYet));
        }
        Ok(Self {
            from,
            to,
            start: Utc::at_start_of(from).ok_or_else(|| problem("from", Code::NotADay))?,
            end: Utc::at_end_of(to).ok_or_else(|| problem("to", Code::NotADay))?,
        })
    }

    pub(crate) fn holds(self, at: Utc) -> bool {
        (self.from..=self.to).contains(&at.date())
    }
}

/// Renders a report over a period, seals it with the report seal key, records it.
pub fn render(
    workspace: &mut Workspace,
    wanted: &Wanted<'_>,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<ReportRow, Error> {
    let officer = officer::find(workspace, wanted.officer)?;
    let period = Period::read(wanted, now)?;
    owed(service::renew_if_due(workspace, now))?;
    let leaf = service::usable(workspace, ProfileId::ReportSeal, now)?
        .map_err(|detail| CertificateRefusal::SealUnusable { detail })?;
    // Everything below is read at one checkpoint: what the report says is what it seals.
    checkpoint::sign(workspace, now)?;
    tell(on_progress, "report.collect", 0)?;
    let id = next_id(workspace, now)?;
    let view = collect::view(workspace, &id, period, &officer, now, on_progress)?;
    tell(on_progress, "report.render", 1)?;
    let rendered = chancery_report::render(&view).map_err(report_error)?;
    tell(on_progress, "report.seal", 2)?;
    let pages = u32::try_from(rendered.pages).expect("a report has fewer pages");
    let sealed = seal_report(workspace, rendered, &leaf, now)?;
    let file = format!("{id}.pdf");
    let path = workspace.paths.reports().join(&file);
    std::fs::create_dir_all(workspace.paths.reports())
        .map_err(Error::io("making the folder", workspace.paths.reports()))?;
    let held = Lock::publishing(&workspace.paths).wait()?;
    // On the disk before its event, in its place after it: no sealed report without an event.
    let staged = Staged::write(&path, &sealed, 0o644)?;
    let body = EventBody::ReportRendered {
        report: id.clone(),
        from: period.from.to_string(),
        to: period.to.to_string(),
        sha256: Sha256Digest::of(&sealed),
        pages,
        bytes: sealed.len() as u64,
        file,
    };
    workspace.record(now, actor(&officer), body)?;
    staged.put()?;
    drop(held);
    checkpoint::follow(workspace, now)?;
    tell(on_progress, "report.done", 3)?;
    let row = workspace
        .read()
        .report(&id)?
        .ok_or(Error::Stored { what: "report" })?;
    row_view(workspace, &row)
}

fn tell(on_progress: OnProgress<'_>, step: &str, done: u64) -> Result<(), Error> {
    let progress = ProgressView {
        step: step.to_owned(),
        subject: String::new(),
        done,
        total: 3,
    };
    if on_progress(progress) {
        Ok(())
    } else {
        Err(Error::Cancelled)
    }
}

fn report_error(error: chancery_report::RenderError) -> Error {
    let source = std::error::Error::source(&error).map(|source| format!(": {source}"));
    Error::Report {
        detail: format!("{error}{}", source.unwrap_or_default()),
    }
}

fn seal_report(
    workspace: &mut Workspace,
    rendered: chancery_report::Rendered,
    leaf: &Certificate,
    now: Utc,
) -> Result<Vec<u8>, Error> {
    let issuing = workspace.authorities.issuing.der().to_vec();
    let root = workspace.authorities.root.der().to_vec();
    let text = SealText {
        name: workspace.founding.entity.organisation.name.clone(),
        reason: Some("Management evidence report".to_owned()),
        location: None,
    };
    workspace.with_service_key(KeyPurpose::ReportSeal, |key| {
        seal(
            rendered.pdf,
            &rendered.slot,
            now,
            &text,
            &[leaf.der(), &issuing, &root],
            key,
        )
        .map_err(Error::signing("sealing the report"))
    })
}

/// The next free number of the month: free in the register and in the folder, so that a file
/// that a crash left without its event is never overwritten.
fn next_id(workspace: &Workspace, now: Utc) -> Result<String, Error> {
    let (year, month) = (now.date().year(), u8::from(now.date().month()));
    for number in 1.. {
        let id = format!("RPT-{year:04}-{month:02}-{number:02}");
        let file = workspace.paths.reports().join(format!("{id}.pdf"));
        if workspace.read().report(&id)?.is_none() && !file.exists() {
            return Ok(id);
        }
    }
    unreachable!("numbers go on")
}

/// Reports made so far, newest first.
pub fn list(workspace: &Workspace) -> Result<Vec<ReportRow>, Error> {
    workspace
        .read()
        .reports(LISTED)?
        .iter()
        .map(|row| row_view(workspace, row))
        .collect()
}

/// Copies a report to a new file, and records that it left: with the officer who is named, if one
/// is.
pub fn copy(
    workspace: &mut Workspace,
    id: &str,
    out: &Path,
    officer: Option<&str>,
    now: Utc,
) -> Result<(), Error> {
    let absent = || Error::NoSuch {
        what: "report",
        id: id.to_owned(),
    };
    let row = workspace.read().report(id)?.ok_or_else(absent)?;
    let path = workspace.paths.reports().join(&row.file);
    let bytes = std::fs::read(&path).map_err(Error::io("reading", &path))?;
    if Sha256Digest::of(&bytes) != row.sha256 {
        return Err(Error::Report {
            detail: format!("{} is not the file that was sealed", path.display()),
        });
    }
    let leaving = Leaving {
        what: ExportKind::Report,
        subject: id,
        bytes: &bytes,
        hashed: true,
    };
    export::hand_out(workspace, &leaving, out, officer, now)
}

fn row_view(workspace: &Workspace, row: &read::ReportRow) -> Result<ReportRow, Error> {
    let path = workspace.paths.reports().join(&row.file);
    let size = std::fs::metadata(&path).map(|found| found.len());
    let by = chancery_domain::officer::OfficerId::parse(&row.officer);
    Ok(ReportRow {
        id: row.id.clone(),
        from: row.from.clone(),
        to: row.to.clone(),
        rendered_at: row.at.to_string(),
        by: row.officer.clone(),
        by_name: by.map(|id| name_of(workspace, &id)).transpose()?.flatten(),
        path: path.display().to_string(),
        pages: row.pages,
        bytes: row.bytes,
        sha256: row.sha256.to_upper_hex(),
        present: size.is_ok_and(|size| size == row.bytes),
        signatures: sign_off::signatures(workspace, row)?,
        next_part: sign_off::next_part(workspace, row)?.map(|part| part.name().to_owned()),
    })
}

/// SHA-256 of the running program.
fn build() -> Option<Sha256Digest> {
    let program = std::env::current_exe().ok()?;
    std::fs::read(program)
        .ok()
        .map(|bytes| Sha256Digest::of(&bytes))
}
