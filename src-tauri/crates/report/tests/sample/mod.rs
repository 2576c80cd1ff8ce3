//! A view as a practice workspace would give it: one firm, three agents, one
//! revocation, one rejected request. Tests change it one field at a time.
#![allow(dead_code, reason = "each test file and the example use a part of it")]
#![allow(unreachable_pub, reason = "a module shared by tests and the example")]

mod rows;

use chancery_domain::{Sha256Digest, Utc};
use chancery_regulation::{
    AgentGate, AiActRole, Answer, Decided, DoraFramework, EntityKind, Gates, HighRisk,
};
use chancery_report::view::*;
use time::macros::date;

pub fn at(text: &str) -> Utc {
    Utc::parse(text).expect("RFC 3339 in a test")
}

pub fn digest(seed: &str) -> Sha256Digest {
    Sha256Digest::of(seed.as_bytes())
}

pub fn is<T>(value: T) -> Stated<T> {
    Stated::Is(value)
}

pub fn na<T>(reason: &str) -> Stated<T> {
    Stated::Na(reason.to_owned())
}

pub fn view() -> AuditView {
    AuditView {
        report: report(),
        entity: entity(),
        responsibility: Responsibility {
            prepared_by: is("officer-05, auditor".into()),
            reviewed_by: na("this version has no review step"),
            approved_by: na("this version has no approval step"),
            approved_on: na("this version has no approval step"),
        },
        scope: scope(),
        log: log(),
        gates: gates(),
        articles: Vec::new(),
        registers: rows::registers(),
        verification: verification(),
        embedded: embedded(),
    }
}

fn report() -> ReportFacts {
    ReportFacts {
        id: "RPT-2026-11-04".into(),
        from: at("2026-11-01T00:00:00Z"),
        to: at("2026-11-22T23:59:59Z"),
        issued_at: at("2026-11-22T16:12:31Z"),
        request_reference: na("no request was named"),
        generator: "Chancery 0.1.0".into(),
        build: is(digest("build")),
        practice: true,
    }
}

fn entity() -> EntityFacts {
    EntityFacts {
        name: "Müller & Söhne Übungshandel GmbH".into(),
        lei: "999900EXAMPLETRD0124".into(),
        kind: is("crypto-asset service provider (MiCA Art. 63), fictitious".into()),
        authority: is(
            "Bundesanstalt für Finanzdienstleistungsaufsicht (fictitious relation)".into(),
        ),
        authorisation_number: is("CASP-0000-ÜBUNG".into()),
        authorisation_date: is(date!(2026 - 03 - 02)),
        seat: is("Königstraße 12, 60311 Frankfurt am Main, DE".into()),
    }
}

fn scope() -> Scope {
    let agent = |id: &str, purpose: &str, scope: &str, instruments: &str| Agent {
        id: id.into(),
        purpose: purpose.into(),
        accountable: "officer-02".into(),
        scope: scope.into(),
        instruments: is(instruments.into()),
    };
    Scope {
        agents: vec![
            agent(
                "ai_trader_bot_v2",
                "Liquidity in two pairs",
                "May place buy and sell orders and cancel its own orders in BTC/EUR and ETH/EUR, up to EUR\u{a0}50,000.00 an order, until 22 November 2027 (UTC).",
                "crypto-assets",
            ),
            agent(
                "trading_bot_v2",
                "Hedging",
                "May place buy and sell orders in BTC/USD, up to USD\u{a0}10,000.00 an order, until 20 February 2027 (UTC).",
                "crypto-assets",
            ),
            agent(
                "reporting_bot",
                "Tägliche Meldungen für die Geschäftsführung",
                "May read reports under /reports/daily, until 20 February 2027 (UTC).",
                "neither",
            ),
        ],
        authorities: vec![
            authority("root", "P-384", "2046-11-22T09:00:00Z"),
            authority("issuing", "P-256", "2031-11-22T09:00:00Z"),
        ],
        relying_parties: na("relying parties are not yet kept with the records"),
        exclusions: vec![Exclusion {
            what: "Certificates issued by other authorities of the firm".into(),
            why: "They are not known to this workspace; the firm's ICT asset register lists them."
                .into(),
        }],
        completeness: Completeness {
            issued_in_log: 4,
            issued_in_register: 4,
            revoked_in_log: 1,
            revoked_in_register: 1,
            events_in_period: 4_812,
            refusals_in_period: 7,
        },
    }
}

fn authority(role: &str, algorithm: &str, not_after: &str) -> Authority {
    Authority {
        subject: format!("C=DE, O=Müller & Söhne Übungshandel GmbH, CN=Practice {role} CA"),
        role: role.into(),
        algorithm: algorithm.into(),
        sha256: digest(role),
        not_after: at(not_after),
    }
}

fn log() -> LogFacts {
    LogFacts {
        origin: "practice.example/log".into(),
        size: 4_812,
        root: digest("log root"),
        root_words: is(WORDS.split(' ').map(str::to_owned).collect()),
        signed_at: at("2026-11-22T16:12:30Z"),
        keys: vec![
            LogKey {
                name: "practice.example/log, Ed25519".into(),
                sha256: digest("ed25519"),
            },
            LogKey {
                name: "practice.example/log, ECDSA P-256".into(),
                sha256: digest("p256"),
            },
        ],
        verdict: LogVerdict::Verified,
        verified_at: at("2026-11-22T16:12:31Z"),
        held_elsewhere: na("no witness or other holder is recorded"),
        time_stamp: is(TimeStamp {
            size: 4_807,
            time: at("2026-11-22T15:58:02Z"),
            authority: "O=Stamps, CN=tsa".into(),
        }),
    }
}

const WORDS: &str = "topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa \
afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell bottomless aardvark \
adroitness choking gravity endow holiness briefcase enterprise crucial hamburger drifter Jupiter";

fn gates() -> Gates {
    let decided = || Decided {
        by: "officer-02".into(),
        on: date!(2026 - 11 - 03),
    };
    let agent = |id: &str, high_risk: HighRisk, persons: Answer| AgentGate {
        agent: id.into(),
        role: AiActRole::Deployer,
        high_risk,
        decides_about_persons: persons,
    };
    Gates {
        entity_kind: EntityKind::Casp,
        dora: DoraFramework::Full(decided()),
        personal_data: Answer::No(decided()),
        agents: vec![
            AgentGate {
                agent: "ai_trader_bot_v2".into(),
                ..AgentGate::default()
            },
            agent(
                "trading_bot_v2",
                HighRisk::No(decided()),
                Answer::No(decided()),
            ),
            agent(
                "reporting_bot",
                HighRisk::No(decided()),
                Answer::No(decided()),
            ),
        ],
    }
}

fn verification() -> VerificationFacts {
    VerificationFacts {
        root_subject: "C=DE, O=Müller & Söhne Übungshandel GmbH, CN=Practice root CA".into(),
        root_sha256: digest("root"),
        root_words: na("words are given in ceremony transcripts only"),
        seal_subject: "C=DE, O=Müller & Söhne Übungshandel GmbH, CN=Report seal".into(),
        seal_token: "records".into(),
        files: FileNames {
            root: "root.pem".into(),
            issuing: vec!["issuing.pem".into()],
            crls: vec!["root-crl.pem".into(), "issuing-crl.pem".into()],
            certificates: "certificates.pem".into(),
            events: "events.jsonl".into(),
            checkpoint: "checkpoint".into(),
            time_stamp: Some(TimeStampFiles {
                checkpoint: "timestamped-checkpoint".into(),
                response: "timestamp.tsr".into(),
            }),
        },
        events_from_first_entry: true,
    }
}

fn embedded() -> Vec<EmbeddedFile> {
    let file =
        |name: &str, mime: &str, relationship, description: &str, bytes: &[u8]| EmbeddedFile {
            name: name.into(),
            mime: mime.into(),
            relationship,
            bytes: bytes.to_vec(),
            description: description.into(),
            modified: at("2026-11-22T16:12:30Z"),
        };
    let events: String = (0..400)
        .map(|seq| format!("{{\"seq\":{seq},\"type\":\"certificate-issued\"}}\n"))
        .collect();
    vec![
        file(
            "events.jsonl",
            "application/jsonl",
            Relationship::Source,
            "All events of the log, one a line",
            events.as_bytes(),
        ),
        file(
            "checkpoint",
            "text/plain",
            Relationship::Data,
            "Signed checkpoint",
            b"practice.example/log\n4812\nAAAA\n",
        ),
        file(
            "root.pem",
            "application/x-pem-file",
            Relationship::Data,
            "Root certificate",
            b"-----BEGIN CERTIFICATE-----\n",
        ),
        file(
            "issuing.pem",
            "application/x-pem-file",
            Relationship::Data,
            "Certificate of the issuing authority",
            b"-----BEGIN CERTIFICATE-----\r\n",
        ),
        file(
            "issuing-crl.pem",
            "application/x-pem-file",
            Relationship::Data,
            "CRL of the issuing authority",
            &[0, 1, 2, 0xFF, 0x0D, 0x0A],
        ),
        file(
            "root-crl.pem",
            "application/x-pem-file",
            Relationship::Data,
            "CRL of the root",
            b"",
        ),
    ]
}
