//! 10 Registers: certificates, certificate-storing devices, keys, approvals,
//! revocations with measured times, officers.

use crate::display::Color;
use crate::evidence;
use crate::fonts::Face;
use crate::layout::Flow;
use crate::sections::title;
use crate::table::{Cell, Table};
use crate::text::Span;
use crate::view::{Approval, ApprovalOutcome, AuditView, Certificate, CertificateStatus, Stated};
use crate::words::{bare_instant, bare_millis, day, hex, thousands};

pub(crate) fn set(flow: &mut Flow<'_>, view: &AuditView) {
    flow.section(10, title(10));
    flow.paragraph(&[Span::plain(
        "Each row names its entry in the log. Persons appear by their officer id; the entity keeps who is who.",
    )]);
    certificates(flow, view);
    devices(flow, view);
    keys(flow, view);
    approvals(flow, view);
    revocations(flow, view);
    officers(flow, view);
}

fn begin(flow: &mut Flow<'_>, what: &str, count: usize, id: &str) -> bool {
    flow.heading(&format!("{what}: {} ({id})", thousands(count as u64)));
    if count == 0 {
        flow.paragraph(&[Span::plain("NA (there was none in the period)")]);
    }
    count > 0
}

fn certificates(flow: &mut Flow<'_>, view: &AuditView) {
    let rows = &view.registers.certificates;
    if !begin(flow, "Certificates", rows.len(), evidence::CERTIFICATES) {
        return;
    }
    let mut table = Table::new(&[
        ("Serial number; SHA-256 fingerprint", 1.60),
        ("Subject, profile, key", 0.88),
        ("Valid (UTC)", 0.64),
        ("Status", 0.52),
        ("Device, request", 0.5),
        ("Log", 0.28),
    ]);
    for row in rows {
        table.row([
            Cell::mono(&row.serial).and(Span::new(Face::Mono, Color::INK_2, hex(row.sha256))),
            Cell::mono(&row.subject)
                .and(Span::faint(format!("{}, {}", row.profile, row.algorithm)))
                .and(Span::faint(format!("issued {}", day(row.issued_at)))),
            validity(row),
            status(row),
            Cell::plain(row.device.words()).and(Span::faint(row.request.words())),
            Cell::plain(thousands(row.log_entry)),
        ]);
    }
    flow.table(&table);
}

fn validity(row: &Certificate) -> Cell {
    Cell::plain(format!("{} to", day(row.not_before))).and(Span::plain(day(row.not_after)))
}

fn status(row: &Certificate) -> Cell {
    let color = match row.status {
        CertificateStatus::Active => Color::OK,
        CertificateStatus::Revoked => Color::STOP,
        CertificateStatus::Suspended => Color::PRACTICE,
        CertificateStatus::Expired | CertificateStatus::Superseded => Color::INK_2,
    };
    Cell::of(Span::new(Face::SemiBold, color, row.status.word()))
}

fn devices(flow: &mut Flow<'_>, view: &AuditView) {
    let rows = &view.registers.devices;
    if !begin(
        flow,
        "Certificate-storing devices",
        rows.len(),
        evidence::DEVICES,
    ) {
        return;
    }
    let mut table = Table::new(&[
        ("Label", 1.1),
        ("For", 0.7),
        ("Maker, model", 1.2),
        ("Serial number", 1.2),
        ("Firmware", 0.6),
        ("Keys", 0.35),
        ("Kind", 0.7),
    ]);
    for row in rows {
        table.row([
            Cell::mono(&row.label),
            Cell::plain(&row.role),
            Cell::plain(format!("{}, {}", row.manufacturer, row.model)),
            Cell::mono(&row.serial),
            Cell::plain(&row.firmware),
            Cell::plain(thousands(row.keys)),
            Cell::plain(&row.kind),
        ]);
    }
    flow.table(&table);
}

fn keys(flow: &mut Flow<'_>, view: &AuditView) {
    let rows = &view.registers.keys;
    if !begin(flow, "Keys and custody facts", rows.len(), evidence::KEYS) {
        return;
    }
    flow.paragraph(&[Span::faint(
        "Custody facts are PKCS#11 attributes as the token stated them after generation. \"Not shown\" means that the token did not answer; it never means yes.",
    )]);
    let mut table = Table::new(&[
        ("Key; SHA-256 of the public key", 1.75),
        ("Device, algorithm", 1.0),
        ("Made on the token", 0.55),
        ("Never extractable", 0.65),
        ("Always sensitive", 0.6),
        ("Extractable now", 0.65),
        ("Sensitive now", 0.6),
    ]);
    for row in rows {
        let facts = row.custody;
        table.row([
            Cell::mono(&row.label).and(Span::new(Face::Mono, Color::INK_2, hex(row.spki_sha256))),
            Cell::mono(&row.device).and(Span::faint(format!(
                "{}, generated {}",
                row.algorithm,
                generated(&row.generated_at)
            ))),
            shown(facts.local),
            shown(facts.never_extractable),
            shown(facts.always_sensitive),
            shown(facts.extractable),
            shown(facts.sensitive),
        ]);
    }
    flow.table(&table);
}

fn generated(at: &Stated<chancery_domain::Utc>) -> String {
    match at {
        Stated::Is(at) => day(*at),
        Stated::Na(reason) => format!("NA ({reason})"),
    }
}

fn shown(fact: Option<bool>) -> Cell {
    match fact {
        Some(true) => Cell::plain("yes"),
        Some(false) => Cell::plain("no"),
        None => Cell::of(Span::faint("not shown")),
    }
}

fn approvals(flow: &mut Flow<'_>, view: &AuditView) {
    let rows = &view.registers.approvals;
    if !begin(
        flow,
        "Approvals: maker and checker",
        rows.len(),
        evidence::APPROVALS,
    ) {
        return;
    }
    let mut table = Table::new(&[
        ("Request, agent", 0.97),
        ("Maker, token (UTC)", 1.05),
        ("Checker, token (UTC)", 1.05),
        ("Decision", 1.12),
        ("Certificate", 1.0),
        ("Log", 0.3),
    ]);
    for row in rows {
        table.row([
            Cell::mono(&row.request).and(Span::mono(&row.agent)),
            signer(&row.maker, &row.maker_token, row.submitted_at),
            signer(&row.checker, &row.checker_token, row.decided_at),
            decision(row),
            certificate(&row.certificate),
            Cell::plain(thousands(row.log_entry)),
        ]);
    }
    flow.table(&table);
}

fn certificate(serial: &Stated<String>) -> Cell {
    match serial {
        Stated::Is(serial) => Cell::mono(serial),
        Stated::Na(_) => Cell::of(Span::faint(serial.words())),
    }
}

fn signer(officer: &str, token: &str, at: chancery_domain::Utc) -> Cell {
    Cell::plain(officer)
        .and(Span::new(Face::Mono, Color::INK_2, token))
        .and(Span::plain(bare_instant(at)))
}

fn decision(row: &Approval) -> Cell {
    let cell = match &row.outcome {
        ApprovalOutcome::Approved => Cell::of(Span::new(Face::SemiBold, Color::OK, "Approved")),
        ApprovalOutcome::Rejected { reason } => {
            Cell::of(Span::new(Face::SemiBold, Color::STOP, "Rejected")).and(Span::plain(reason))
        }
    };
    match row.is_four_eyes() {
        true => cell.and(Span::faint("two officers, two tokens")),
        false => cell.and(Span::new(
            Face::SemiBold,
            Color::STOP,
            "Exception: not four eyes",
        )),
    }
}

fn revocations(flow: &mut Flow<'_>, view: &AuditView) {
    let rows = &view.registers.revocations;
    if !begin(
        flow,
        "Revocations with measured times",
        rows.len(),
        evidence::REVOCATIONS,
    ) {
        return;
    }
    flow.paragraph(&[Span::faint(
        "Measured from the commit of the decision to the publication of the CRL that carries it, both on this machine's clock. It is no statement on when a relying party acted on it.",
    )]);
    let mut table = Table::new(&[
        ("Serial number, agent", 1.2),
        ("Reason, decided by", 1.2),
        ("Decided (UTC)", 0.85),
        ("CRL published (UTC)", 0.9),
        ("Decision to CRL", 0.7),
        ("Log", 0.3),
    ]);
    for row in rows {
        let published = match &row.published_at {
            Stated::Is(at) => Cell::plain(bare_millis(*at)),
            Stated::Na(reason) => Cell::plain(format!("NA ({reason})")),
        };
        let measured = row.latency_millis().map_or_else(
            || "NA (not published)".to_owned(),
            |millis| format!("{millis}\u{a0}ms"),
        );
        table.row([
            Cell::mono(&row.serial).and(Span::mono(&row.agent)),
            Cell::plain(&row.reason).and(Span::faint(&row.decided_by)),
            Cell::plain(bare_millis(row.decided_at)),
            published.and(Span::faint(format!(
                "CRL number {}",
                row.crl_number.words()
            ))),
            Cell::of(Span::strong(measured)),
            Cell::plain(thousands(row.log_entry)),
        ]);
    }
    flow.table(&table);
}

fn officers(flow: &mut Flow<'_>, view: &AuditView) {
    let rows = &view.registers.officers;
    if !begin(flow, "Officers", rows.len(), evidence::OFFICERS) {
        return;
    }
    let mut table = Table::new(&[
        ("Officer", 0.55),
        ("Roles", 0.66),
        ("Token, serial number", 0.86),
        ("SHA-256 of the certificate", 1.6),
        ("Enrolled; retired", 0.84),
    ]);
    for row in rows {
        let retired = match &row.retired_at {
            Stated::Is(at) => format!("retired {}", day(*at)),
            Stated::Na(reason) => format!("retired: NA ({reason})"),
        };
        table.row([
            Cell::plain(&row.id),
            Cell::plain(&row.roles),
            Cell::mono(&row.token).and(Span::new(Face::Mono, Color::INK_2, &row.token_serial)),
            Cell::mono(hex(row.sha256)),
            Cell::plain(day(row.enrolled_at)).and(Span::faint(retired)),
        ]);
    }
    flow.table(&table);
}
