//! The registers of the sample.

use chancery_report::view::*;

use super::{at, digest, is, na};

pub fn registers() -> Registers {
    Registers {
        certificates: certificates(),
        devices: devices(),
        keys: keys(),
        approvals: approvals(),
        revocations: vec![Revocation {
            serial: serial("trading_bot_v2/1"),
            agent: "trading_bot_v2".into(),
            reason: "cessationOfOperation: Strategie beendet, Nachfolger geprüft".into(),
            decided_by: "officer-02 and officer-03".into(),
            decided_at: at("2026-11-20T14:33:05.118Z"),
            published_at: is(at("2026-11-20T14:33:05.530Z")),
            crl_number: is("7".into()),
            log_entry: 4_402,
        }],
        officers: officers(),
    }
}

pub fn serial(seed: &str) -> String {
    digest(seed).to_upper_hex()[..32].to_owned()
}

fn certificates() -> Vec<Certificate> {
    let row = |seed: &str, subject: &str, until: &str, status, log_entry| Certificate {
        serial: serial(seed),
        subject: subject.into(),
        profile: "agent".into(),
        algorithm: "P-256".into(),
        sha256: digest(seed),
        not_before: at("2026-11-05T10:00:00Z"),
        not_after: at(until),
        issued_at: at("2026-11-05T10:00:41Z"),
        issued_in_period: true,
        status,
        device: is("agents".into()),
        request: is(format!("REQ-{log_entry}")),
        log_entry,
    };
    vec![
        row(
            "ai_trader_bot_v2/1",
            "ai_trader_bot_v2",
            "2027-11-05T10:00:00Z",
            CertificateStatus::Active,
            210,
        ),
        row(
            "trading_bot_v2/1",
            "trading_bot_v2",
            "2027-02-03T10:00:00Z",
            CertificateStatus::Revoked,
            318,
        ),
        row(
            "trading_bot_v2/2",
            "trading_bot_v2",
            "2027-02-18T10:00:00Z",
            CertificateStatus::Active,
            4_410,
        ),
        row(
            "reporting_bot/1",
            "reporting_bot",
            "2027-02-18T10:00:00Z",
            CertificateStatus::Active,
            4_511,
        ),
    ]
}

const TOKENS: [(&str, &str, u64); 9] = [
    ("root", "root", 1),
    ("issuing", "issuing", 1),
    ("records", "records", 5),
    ("agents", "agents", 4),
    ("administrator", "officer", 1),
    ("maker", "officer", 1),
    ("checker", "officer", 1),
    ("second-checker", "officer", 1),
    ("auditor", "officer", 1),
];

fn token_serial(label: &str) -> String {
    digest(label).to_hex()[..16].to_owned()
}

fn devices() -> Vec<Device> {
    TOKENS
        .iter()
        .map(|(label, role, keys)| Device {
            label: (*label).into(),
            role: (*role).into(),
            manufacturer: "SoftHSM project".into(),
            model: "SoftHSM v2".into(),
            serial: token_serial(label),
            firmware: "2.6".into(),
            keys: *keys,
            kind: "software".into(),
        })
        .collect()
}

fn keys() -> Vec<Key> {
    let all = CustodyFacts {
        local: Some(true),
        never_extractable: Some(true),
        always_sensitive: Some(true),
        extractable: Some(false),
        sensitive: Some(true),
    };
    let row = |label: &str, device: &str, algorithm: &str, custody| Key {
        label: label.into(),
        device: device.into(),
        algorithm: algorithm.into(),
        spki_sha256: digest(label),
        generated_at: is(at("2026-11-01T09:00:00Z")),
        custody,
    };
    vec![
        row("root-ca", "root", "P-384", all),
        row("issuing-ca", "issuing", "P-256", all),
        row("report-seal", "records", "P-256", all),
        row(
            "log-ed25519",
            "records",
            "Ed25519",
            CustodyFacts {
                always_sensitive: None,
                ..all
            },
        ),
        row("ai_trader_bot_v2/1", "agents", "P-256", all),
        row("trading_bot_v2/1", "agents", "P-256", all),
        row("trading_bot_v2/2", "agents", "P-256", all),
        row("reporting_bot/1", "agents", "P-256", all),
    ]
}

fn approvals() -> Vec<Approval> {
    let row = |seed: &str, agent: &str, outcome, log_entry| Approval {
        request: format!("REQ-{log_entry}"),
        agent: agent.into(),
        maker: "officer-02".into(),
        maker_token: token_serial("maker"),
        submitted_at: at("2026-11-05T09:41:12Z"),
        checker: "officer-03".into(),
        checker_token: token_serial("checker"),
        decided_at: at("2026-11-05T09:58:40Z"),
        certificate: match outcome {
            ApprovalOutcome::Approved => is(serial(seed)),
            ApprovalOutcome::Rejected { .. } => na("rejected"),
        },
        outcome,
        log_entry,
    };
    let rejected = ApprovalOutcome::Rejected {
        reason: "Limit höher als in der Gebrauchsanweisung".into(),
    };
    vec![
        row(
            "ai_trader_bot_v2/1",
            "ai_trader_bot_v2",
            ApprovalOutcome::Approved,
            210,
        ),
        row(
            "trading_bot_v2/1",
            "trading_bot_v2",
            ApprovalOutcome::Approved,
            318,
        ),
        row("trading_bot_v2/2", "trading_bot_v2", rejected, 4_399),
        row(
            "trading_bot_v2/2",
            "trading_bot_v2",
            ApprovalOutcome::Approved,
            4_410,
        ),
        row(
            "reporting_bot/1",
            "reporting_bot",
            ApprovalOutcome::Approved,
            4_511,
        ),
    ]
}

fn officers() -> Vec<Officer> {
    let roles = [
        "administrator",
        "maker",
        "checker",
        "second-checker",
        "auditor",
    ];
    roles
        .iter()
        .enumerate()
        .map(|(index, token)| Officer {
            id: format!("officer-{:02}", index + 1),
            roles: token.replace("second-", "").to_owned(),
            token: (*token).into(),
            token_serial: token_serial(token),
            sha256: digest(token),
            enrolled_at: at("2026-11-01T09:02:00Z"),
            retired_at: na("in office"),
        })
        .collect()
}
