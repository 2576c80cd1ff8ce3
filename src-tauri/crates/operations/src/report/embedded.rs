//! The evidence inside a report: what a reader needs to count every figure again.

use chancery_domain::Utc;
use chancery_pki::pem;
use chancery_report::view::{EmbeddedFile, FileNames, Relationship, TimeStampFiles};

use super::collect::Source;
use crate::{
    Error, certificate,
    crl::{self, Authority},
    log::LogKeys,
    workspace::stored_certificate,
};

const ROOT: &str = "root-ca.pem";
const ISSUING: &str = "issuing-ca.pem";
const ROOT_CRL: &str = "root-ca";
const ISSUING_CRL: &str = "issuing-ca";
const CERTIFICATES: &str = "certificates.pem";
const EVENTS: &str = "events.jsonl";
const CHECKPOINT: &str = "checkpoint";
const TIME_STAMPED: &str = "timestamped-checkpoint";
const TIME_STAMP: &str = "timestamp.tsr";

pub(super) fn files(source: &Source<'_>) -> Result<(Vec<EmbeddedFile>, FileNames), Error> {
    let authorities = &source.workspace.authorities;
    let now = source.now.to_whole_second();
    let mut files = vec![
        file(
            ROOT,
            PEM,
            authorities.root.to_pem(),
            "Certificate of the root CA",
            now,
        ),
        file(
            ISSUING,
            PEM,
            authorities.issuing.to_pem(),
            "Certificate of the issuing CA",
            now,
        ),
    ];
    let lists = lists(source)?;
    let crls = lists.iter().map(|(name, _)| name.clone()).collect();
    for (name, pem) in lists {
        files.push(file(&name, PEM, pem, "Revocation list in force", now));
    }
    files.push(file(
        CERTIFICATES,
        PEM,
        certificates(source)?,
        "Every certificate of the register",
        now,
    ));
    files.push(file(
        EVENTS,
        JSONL,
        events(source)?,
        "Every event of the log, one a line",
        now,
    ));
    files.push(file(
        CHECKPOINT,
        "text/plain",
        source.checkpoint.note.clone(),
        "The signed checkpoint over these events",
        now,
    ));
    let keys = LogKeys::of(source.workspace)?.current()?.lines.join("\n") + "\n";
    files.push(file(
        "log.vkey",
        "text/plain",
        keys,
        "Keys that sign checkpoints, as C2SP writes them",
        now,
    ));
    files.push(file(
        "decisions.jsonl",
        JSONL,
        decisions(source)?,
        "Decisions on requests and revocations, as signed statements (JWS)",
        now,
    ));
    let time_stamp = time_stamp(source, &mut files, now);
    let names = FileNames {
        root: ROOT.to_owned(),
        issuing: vec![ISSUING.to_owned()],
        crls,
        certificates: CERTIFICATES.to_owned(),
        events: EVENTS.to_owned(),
        checkpoint: CHECKPOINT.to_owned(),
        time_stamp,
    };
    Ok((files, names))
}

/// The newest time stamp, with the checkpoint that it is over.
fn time_stamp(
    source: &Source<'_>,
    files: &mut Vec<EmbeddedFile>,
    now: Utc,
) -> Option<TimeStampFiles> {
    let stamp = source.time_stamp.as_ref()?;
    files.push(file(
        TIME_STAMPED,
        "text/plain",
        stamp.note.clone(),
        "The signed checkpoint that the time stamp is over",
        now,
    ));
    files.push(file(
        TIME_STAMP,
        "application/timestamp-reply",
        stamp.response.clone(),
        "Time stamp of an authority (RFC 3161)",
        now,
    ));
    Some(TimeStampFiles {
        checkpoint: TIME_STAMPED.to_owned(),
        response: TIME_STAMP.to_owned(),
    })
}

/// The newest full list of each part of each authority, by file name.
fn lists(source: &Source<'_>) -> Result<Vec<(String, String)>, Error> {
    let workspace = source.workspace;
    let mut lists = Vec::new();
    for (authority, stem) in [
        (Authority::Root, ROOT_CRL),
        (Authority::Issuing, ISSUING_CRL),
    ] {
        for part in crl::parts(workspace, authority)? {
            let Some(row) = crl::last_full(workspace, part)? else {
                continue;
            };
            let name = match part.partition {
                0 => format!("{stem}.crl.pem"),
                partition => format!("{stem}.{partition}.crl.pem"),
            };
            let der = workspace.read().blob(row.der)?;
            lists.push((name, pem::encode(pem::Label::X509Crl, &der)));
        }
    }
    Ok(lists)
}

const PEM: &str = "application/x-pem-file";
const JSONL: &str = "application/jsonl";

fn file(
    name: &str,
    mime: &str,
    bytes: impl Into<Vec<u8>>,
    description: &str,
    modified: Utc,
) -> EmbeddedFile {
    EmbeddedFile {
        name: name.to_owned(),
        mime: mime.to_owned(),
        relationship: if name == EVENTS {
            Relationship::Source
        } else {
            Relationship::Data
        },
        bytes: bytes.into(),
        description: description.to_owned(),
        modified,
    }
}

fn certificates(source: &Source<'_>) -> Result<String, Error> {
    source
        .certificates
        .iter()
        .map(|row| Ok(stored_certificate(source.workspace.read(), row.der)?.to_pem()))
        .collect()
}

/// Each line is a leaf as it was hashed, from the first event to the checkpoint's last.
fn events(source: &Source<'_>) -> Result<String, Error> {
    let mut lines = String::new();
    for seq in 1..=source.checkpoint.size {
        let event = source
            .workspace
            .read()
            .event(seq)?
            .ok_or(Error::Stored { what: "event" })?;
        lines.push_str(&String::from_utf8_lossy(&event.leaf));
        lines.push('\n');
    }
    Ok(lines)
}

/// The signed statements behind every certificate: submission, approval, revocation; each with the object that it is
/// over, so that a reader can recompute the hash it signs.
fn decisions(source: &Source<'_>) -> Result<String, Error> {
    let read = source.workspace.read();
    let mut lines = String::new();
    for row in &source.certificates {
        let Some(id) = &row.request else { continue };
        let Some(request) = read.request(id)? else {
            continue;
        };
        let object = read.blob(request.object)?;
        for statement in [Some(request.submission), request.decision]
            .into_iter()
            .flatten()
        {
            lines += &line(id.as_str(), &row.serial, &object, &read.blob(statement)?);
        }
        for made in certificate::decided(source.workspace, row)? {
            let statement = read.blob(made.statement)?;
            lines += &line(id.as_str(), &row.serial, &made.object, &statement);
        }
    }
    Ok(lines)
}

fn line(request: &str, serial: &str, object: &[u8], statement: &[u8]) -> String {
    let line = serde_json::json!({
        "request": request,
        "certificate": serial,
        "object": String::from_utf8_lossy(object),
        "jws": String::from_utf8_lossy(statement),
    });
    format!("{line}\n")
}
