//! 17 Verification instructions: the root out of band, then public tools, what
//! they answer, and what another answer means.

use crate::evidence::{self, Source};
use crate::layout::Flow;
use crate::sections::title;
use crate::table::{Cell, Facts, Table};
use crate::text::Span;
use crate::view::{AuditView, FileNames, Stated, TimeStampFiles};
use crate::words::{grouped, hex, thousands};
use chancery_domain::Sha256Digest;

pub(crate) fn set(flow: &mut Flow<'_>, view: &AuditView) {
    flow.section(17, title(17));
    flow.paragraph(&[Span::plain(
        "Everything can be checked without the entity and without this product, with OpenSSL, Poppler and NSS tools. Do it on a copy, in an empty folder.",
    )]);
    root(flow, view);
    steps(flow, view);
    failure(flow);
    files(flow, view);
    index(flow, view);
}

fn root(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading("The root, out of band");
    flow.paragraph(&[Span::plain(
        "Ask the entity for the fingerprint of its root by a way that does not lead through this file: on paper, by telephone, from its ceremony transcript. It must be this:",
    )]);
    let facts = &view.verification;
    let [first, second] = grouped(facts.root_sha256);
    let mut table = Facts::new();
    table.add("Root certificate", Cell::plain(&facts.root_subject));
    table.add("SHA-256", Cell::mono(hex(facts.root_sha256)));
    table.add("in groups", Cell::mono(first).and(Span::mono(second)));
    let words = match &facts.root_words {
        Stated::Is(words) => Cell::mono(words.join(" ")),
        Stated::Na(reason) => Cell::plain(format!("NA ({reason})")),
    };
    table.add("as words", words);
    table.set(flow);
}

fn steps(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading("Steps");
    let files = &view.verification.files;
    let report = format!("{}.pdf", view.report.id);
    step(
        flow,
        "1.",
        "Take the evidence out of the report.",
        &[format!("pdfdetach -saveall {report}")],
        "The files listed below, with the SHA-256 values listed there (sha256sum *).",
    );
    step(
        flow,
        "2.",
        "Compare the root.",
        &[format!(
            "openssl x509 -in {} -noout -fingerprint -sha256",
            files.root
        )],
        "The fingerprint above; OpenSSL writes it with colons.",
    );
    step(
        flow,
        "3.",
        "Check the seal of the report against that root.",
        &seal_commands(files, &report),
        "\"Total document signed\", \"Signature is Valid.\" and \"Certificate is Trusted.\" Revocation is looked at in step 4, without the network.",
    );
    step(
        flow,
        "4.",
        "Check each certificate among the files against the root and the revocation lists.",
        &chain_commands(files),
        "\"OK\" for a certificate in force; \"certificate revoked\" for one that section 10 lists as revoked.",
    );
    step(
        flow,
        "5.",
        "Check the log.",
        &log_commands(files),
        log_answer(view),
    );
    if let Some(stamp) = &files.time_stamp {
        step(
            flow,
            "6.",
            "Check the time stamp against a root of the authority that you trust.",
            &time_stamp_commands(stamp),
            "\"Verification: OK\". It shows that the entries under that checkpoint were there at the time stated; the log extends it if the Merkle tree hash over so many of the first events is the root in it.",
        );
    }
}

fn step(flow: &mut Flow<'_>, mark: &str, what: &str, commands: &[String], expected: &str) {
    flow.need(78.0);
    flow.item(mark, &[Span::strong(what)]);
    flow.commands(commands);
    flow.item(
        "",
        &[
            Span::faint("Expected:"),
            Span::plain(" "),
            Span::plain(expected),
        ],
    );
    flow.gap(5.0);
}

fn seal_commands(files: &FileNames, report: &str) -> Vec<String> {
    let mut commands = vec![
        "mkdir nss && certutil -N -d sql:nss --empty-password".to_owned(),
        format!("certutil -A -d sql:nss -n root -t C,C,C -i {}", files.root),
    ];
    for (number, issuing) in files.issuing.iter().enumerate() {
        commands.push(format!(
            "certutil -A -d sql:nss -n issuing{} -t ,, -i {issuing}",
            number + 1
        ));
    }
    // Without -no-ocsp, pdfsig asks the network, and trusts nothing where no one answers.
    commands.push(format!("pdfsig -no-ocsp -nssdir sql:nss {report}"));
    commands
}

/// Cuts the certificates apart, since OpenSSL reads only the first of a file, and checks each.
fn chain_commands(files: &FileNames) -> Vec<String> {
    let mut commands = vec![
        format!(
            "csplit -s -z -f certificate- -b %04d.pem {} \\",
            files.certificates
        ),
        "'/BEGIN CERTIFICATE/' '{*}'".to_owned(),
        "for each in certificate-*.pem; do \\".to_owned(),
        "openssl verify -x509_strict -crl_check_all \\".to_owned(),
        format!("-CAfile {} \\", files.root),
    ];
    commands.extend(
        files
            .issuing
            .iter()
            .map(|name| format!("-untrusted {name} \\")),
    );
    commands.extend(files.crls.iter().map(|name| format!("-CRLfile {name} \\")));
    commands.push("\"$each\"; done".to_owned());
    commands
}

fn log_commands(files: &FileNames) -> Vec<String> {
    vec![
        format!("cat {}", files.checkpoint),
        format!("wc -l {}", files.events),
    ]
}

fn time_stamp_commands(files: &TimeStampFiles) -> Vec<String> {
    vec![
        format!(
            "openssl ts -verify -data {} -in {} \\",
            files.checkpoint, files.response
        ),
        "-CAfile AUTHORITY.pem".to_owned(),
    ]
}

fn log_answer(view: &AuditView) -> &'static str {
    if view.verification.events_from_first_entry {
        "The checkpoint is a signed note (C2SP tlog-checkpoint): origin, size, root hash in base64, signatures. Each line of the events file, without its line end, is one leaf; the Merkle tree hash of RFC 6962 over all of them, computed with any implementation such as Go's sumdb/tlog, is the root hash on page 1. The events file is whole from the first entry to the checkpoint."
    } else {
        "The checkpoint is a signed note (C2SP tlog-checkpoint): origin, size, root hash in base64, signatures. The events file holds the period only, so the root hash cannot be recomputed from it alone: ask the entity for the export of the whole log."
    }
}

const FAILURES: &[(&str, &str)] = &[
    (
        "The fingerprint of the root differs",
        "Stop. Either the report or the fingerprint you were given is not from the entity. Nothing else in the report may be relied on.",
    ),
    (
        "The seal is not valid, or covers a part only",
        "The report was changed after sealing, or was never sealed. Ask the entity for the original.",
    ),
    (
        "The seal is valid, the certificate not trusted",
        "The root is not in the NSS database, or the seal comes from elsewhere. Repeat step 3 from the start, then ask.",
    ),
    (
        "A SHA-256 of a file differs from the list",
        "The file on your disk is not the one that was sealed. Take it out again.",
    ),
    (
        "A certificate that section 10 lists as active is revoked or expired",
        "It may have ended after the report was issued. Compare dates with the CRL.",
    ),
    (
        "The root hash of the log differs",
        "The log or its checkpoint was changed. The entity's own verification must show the same; ask for it in writing.",
    ),
];

fn failure(flow: &mut Flow<'_>) {
    flow.heading("What a failure means");
    let mut table = Table::new(&[("You see", 1.0), ("It means", 1.7)]);
    for (seen, means) in FAILURES {
        table.row([Cell::of(Span::strong(seen)), Cell::plain(means)]);
    }
    flow.table(&table);
}

fn files(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading(&format!("Embedded evidence: {} files", view.embedded.len()));
    let mut table = Table::new(&[
        ("Evidence", 0.42),
        ("File", 0.92),
        ("What it is", 1.16),
        ("SHA-256", 1.6),
        ("Bytes", 0.4),
    ]);
    for (index, file) in view.embedded.iter().enumerate() {
        table.row([
            Cell::mono(evidence::row(17, index)),
            Cell::mono(&file.name),
            Cell::plain(&file.description).and(Span::faint(format!(
                "{}, {}",
                file.relationship.name(),
                file.mime
            ))),
            Cell::mono(hex(Sha256Digest::of(&file.bytes))),
            Cell::plain(thousands(file.bytes.len() as u64)),
        ]);
    }
    flow.table(&table);
}

fn index(flow: &mut Flow<'_>, view: &AuditView) {
    flow.heading("Index of evidence ids");
    flow.paragraph(&[Span::faint(
        "Ids E-08-001 and on are the rows of section 8 and rest on the ids printed under them; E-17-001 and on are the files above.",
    )]);
    let mut table = Table::new(&[("Evidence", 0.6), ("Figure", 1.7), ("Counted from", 2.0)]);
    for (id, what, source) in evidence::INDEX {
        table.row([
            Cell::mono(id),
            Cell::plain(what),
            Cell::mono(source_files(*source, &view.verification.files)),
        ]);
    }
    flow.table(&table);
}

fn source_files(source: Source, files: &FileNames) -> String {
    let certificates = || {
        std::iter::once(&files.root)
            .chain(&files.issuing)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    };
    match source {
        Source::Events => files.events.clone(),
        Source::Checkpoint => files.checkpoint.clone(),
        Source::EventsAndCheckpoint => format!("{}, {}", files.events, files.checkpoint),
        Source::Certificates => format!("{}, {}", files.events, certificates()),
        Source::EventsAndCrls => format!("{}, {}", files.events, files.crls.join(", ")),
    }
}
