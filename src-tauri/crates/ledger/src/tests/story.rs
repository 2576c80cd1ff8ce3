//! A workspace in which things happen, told in verbs of the domain. No signature is made: the
//! ledger refuses to know how anything is signed.

use std::collections::BTreeSet;

use chancery_domain::{
    Algorithm, Sha256Digest, Utc,
    agent::AgentId,
    event::{Actor, Event, EventBody, KeyPurpose, RevocationReason, TokenPurpose},
    officer::{OfficerId, Role},
    profile::ProfileId,
    request::RequestId,
};
use tempfile::TempDir;

use crate::{Error, Ledger, Reading, audit::assert_told_as_read, media};

/// Subject key identifiers of the two authorities.
pub(super) const ROOT: &str = "00AA";
pub(super) const ISSUING: &str = "00BB";
/// The token with agents' keys.
pub(super) const AGENTS: &str = "agents-serial";
/// What founding counts as the present.
const BEGINNING: i64 = 1_795_000_000;

pub(super) struct Story {
    dir: TempDir,
    pub(super) ledger: Ledger,
    /// Seconds since the beginning; every event takes one.
    clock: i64,
    fresh: u64,
}

/// What a certificate is issued with, where it is not the usual.
pub(super) struct Issue<'a> {
    pub(super) request: &'a str,
    pub(super) serial: &'a str,
    pub(super) spki: Sha256Digest,
    pub(super) partition: u32,
    pub(super) days: i64,
}

pub(super) fn id(request: &str) -> RequestId {
    RequestId::parse(request).expect("a request's id")
}

pub(super) fn officer(number: u32, role: Role) -> Actor {
    let id = OfficerId::numbered(number);
    Actor::Officer {
        id,
        role,
        token: None,
    }
}

pub(super) fn maker() -> Actor {
    officer(2, Role::Maker)
}

pub(super) fn checker() -> Actor {
    officer(3, Role::Checker)
}

pub(super) fn second_checker() -> Actor {
    officer(4, Role::Checker)
}

impl Story {
    /// A workspace with an agents' token and four officers, each with a token.
    pub(super) fn begin() -> Self {
        let dir = tempfile::tempdir().expect("a scratch folder");
        let ledger = Ledger::create(&dir.path().join("chancery.db")).expect("a new ledger");
        // No story is about a loss of power.
        ledger
            .db
            .pragma_update(None, "synchronous", "OFF")
            .expect("set");
        let mut story = Self {
            dir,
            ledger,
            clock: 0,
            fresh: 0,
        };
        story.take_token(AGENTS, TokenPurpose::Agents);
        for number in 1..=4 {
            story.enrol(number);
        }
        story
    }

    /// Where its files lie.
    pub(super) fn folder(&self) -> &std::path::Path {
        self.dir.path()
    }

    pub(super) fn read(&self) -> Reading<'_> {
        self.ledger.read()
    }

    pub(super) fn now(&self) -> Utc {
        Utc::from_unix_seconds(BEGINNING + self.clock).expect("in range")
    }

    /// Sets the clock, forwards or backwards.
    pub(super) fn set_clock(&mut self, seconds: i64) {
        self.clock += seconds;
    }

    /// Appends an event; gives its number.
    pub(super) fn tell(&mut self, actor: Actor, body: EventBody) -> u64 {
        self.attempt(actor, body).expect("projected")
    }

    /// Appends an event, or says why not.
    pub(super) fn attempt(&mut self, actor: Actor, body: EventBody) -> Result<u64, Error> {
        self.clock += 1;
        let event = Event::new(self.now(), [7; 16], actor, body);
        self.ledger.write(|tx| Ok(tx.append(&event)?.seq))
    }

    pub(super) fn blob(&mut self, bytes: &[u8]) -> Sha256Digest {
        self.ledger
            .write(|tx| tx.put_blob(media::OBJECT, bytes))
            .expect("stored")
    }

    /// A record that nothing else is like.
    pub(super) fn fresh(&mut self, what: &str) -> Sha256Digest {
        self.fresh += 1;
        self.blob(format!("{what} {}", self.fresh).as_bytes())
    }

    pub(super) fn take_token(&mut self, serial: &str, purpose: TokenPurpose) -> u64 {
        let body = EventBody::TokenTaken {
            label: format!("label of {serial}"),
            serial: serial.into(),
            purpose,
            module: "/usr/lib/module.so".into(),
        };
        self.tell(Actor::service("workstation"), body)
    }

    fn enrol(&mut self, number: u32) {
        let serial = format!("officer-serial-{number}");
        self.take_token(&serial, TokenPurpose::Officer);
        let body = EventBody::OfficerEnrolled {
            officer: OfficerId::numbered(number),
            role: Role::Checker,
            certificate: self.fresh("certificate"),
            token_label: format!("officer {number}"),
            token_serial: serial,
            name: self.fresh("name"),
            change: None,
        };
        self.tell(Actor::service("workstation"), body);
    }

    pub(super) fn generate_key(&mut self, cka_id: &str, purpose: KeyPurpose) -> Sha256Digest {
        let spki = self.fresh("key");
        let body = EventBody::KeyGenerated {
            token_serial: AGENTS.into(),
            cka_id: cka_id.into(),
            label: "label".into(),
            purpose,
            algorithm: Algorithm::EcdsaP256Sha256,
            spki,
            custody: self.blob(b"custody"),
        };
        self.tell(maker(), body);
        spki
    }

    /// A request as it is submitted; its event is changed as wanted before it is told.
    pub(super) fn submission(&mut self, request: &str, spki: Sha256Digest) -> EventBody {
        let object = format!("{{\"issuer_ski\":\"{ISSUING}\",\"request\":\"{request}\"}}");
        EventBody::RequestSubmitted {
            request: id(request),
            agent_id: AgentId::parse("trading-bot").expect("an agent's id"),
            object: self.blob(object.as_bytes()),
            decision: self.fresh("statement"),
            spki,
            csr: None,
            renews: None,
            batch: None,
            approvals: None,
            policy: None,
            standing: None,
        }
    }

    /// A key and a request over it.
    pub(super) fn submit(&mut self, request: &str) -> Sha256Digest {
        let spki = self.generate_key(request, KeyPurpose::Agent);
        let body = self.submission(request, spki);
        self.tell(maker(), body);
        spki
    }

    pub(super) fn submit_renewal(&mut self, request: &str, spki: Sha256Digest, serial: &str) {
        let mut body = self.submission(request, spki);
        if let EventBody::RequestSubmitted { renews, .. } = &mut body {
            *renews = Some(serial.to_owned());
        }
        self.tell(maker(), body);
    }

    pub(super) fn approval(&mut self, request: &str) -> EventBody {
        let row = self.read().request(&id(request)).expect("read");
        EventBody::RequestApproved {
            request: id(request),
            object: row.expect("there").object,
            decision: self.fresh("statement"),
            batch: None,
        }
    }

    pub(super) fn approve(&mut self, request: &str) {
        let body = self.approval(request);
        self.tell(checker(), body);
    }

    pub(super) fn reject(&mut self, request: &str) {
        let row = self.read().request(&id(request)).expect("read");
        let body = EventBody::RequestRejected {
            request: id(request),
            object: row.expect("there").object,
            decision: self.fresh("statement"),
        };
        self.tell(checker(), body);
    }

    pub(super) fn intend(&mut self, request: &str, serial: &str, partition: u32) {
        let body = EventBody::IssuanceIntended {
            request: id(request),
            serial: serial.into(),
            tbs: self.fresh("tbs"),
            partition,
            standing: None,
        };
        self.tell(Actor::service("issuing"), body);
    }

    pub(super) fn abandon(&mut self, request: &str, serial: &str) {
        let body = EventBody::IssuanceAbandoned {
            request: id(request),
            serial: serial.into(),
            code: "approval-ended".into(),
        };
        self.tell(Actor::service("issuing"), body);
    }

    /// Intends and issues what was approved.
    pub(super) fn issue(&mut self, wanted: &Issue<'_>) -> u64 {
        self.intend(wanted.request, wanted.serial, wanted.partition);
        let mut body = self.certificate(ProfileId::Agent, ISSUING, wanted.serial, wanted.spki);
        if let EventBody::CertificateIssued {
            request,
            partition,
            not_after,
            ..
        } = &mut body
        {
            *request = Some(id(wanted.request));
            *partition = wanted.partition;
            *not_after = not_after.plus_seconds((wanted.days - 90) * 86_400);
        }
        self.tell(Actor::service("issuing"), body)
    }

    /// A certificate as it is issued without a request.
    pub(super) fn certificate(
        &mut self,
        profile: ProfileId,
        issuer_ski: &str,
        serial: &str,
        spki: Sha256Digest,
    ) -> EventBody {
        let from = Utc::from_unix_seconds(BEGINNING).expect("in range");
        EventBody::CertificateIssued {
            request: None,
            profile,
            common_name: format!("agent {serial}"),
            serial: serial.into(),
            issuer_ski: issuer_ski.into(),
            certificate: self.fresh("certificate"),
            spki,
            not_before: from,
            not_after: from.plus_seconds(90 * 86_400),
            partition: 0,
        }
    }

    /// From the key to the certificate.
    pub(super) fn issue_anew(&mut self, request: &str, serial: &str) -> Sha256Digest {
        let spki = self.submit(request);
        self.approve(request);
        self.issue(&Issue {
            request,
            serial,
            spki,
            partition: 0,
            days: 90,
        });
        spki
    }

    /// A certificate over `spki` that follows `renewed`.
    pub(super) fn renew(&mut self, request: &str, spki: Sha256Digest, renewed: &str, serial: &str) {
        self.submit_renewal(request, spki, renewed);
        self.approve(request);
        self.issue(&Issue {
            request,
            serial,
            spki,
            partition: 0,
            days: 180,
        });
    }

    pub(super) fn revoke(&mut self, serial: &str, reason: RevocationReason) -> u64 {
        let body = EventBody::CertificateRevoked {
            serial: serial.into(),
            reason,
            decision: self.fresh("statement"),
            invalid_since: None,
            unconfirmed: false,
            change: None,
        };
        self.tell(maker(), body)
    }

    pub(super) fn suspend(&mut self, serial: &str) -> u64 {
        let body = EventBody::CertificateSuspended {
            serial: serial.into(),
            decision: self.fresh("statement"),
        };
        self.tell(maker(), body)
    }

    pub(super) fn release(&mut self, serial: &str) -> u64 {
        let body = EventBody::CertificateReleased {
            serial: serial.into(),
            decision: self.fresh("statement"),
            change: None,
        };
        self.tell(maker(), body)
    }

    pub(super) fn crl(&mut self, number: u64, partition: u32, base: Option<u64>) -> EventBody {
        EventBody::CrlPublished {
            issuer_ski: ISSUING.into(),
            number,
            crl: self.fresh("crl"),
            this_update: self.now(),
            next_update: self.now().plus_seconds(86_400),
            entries: 0,
            partition,
            base,
        }
    }

    pub(super) fn publish(&mut self, number: u64, partition: u32, base: Option<u64>) -> u64 {
        let body = self.crl(number, partition, base);
        self.tell(Actor::service("issuing"), body)
    }

    /// Reads every leaf by its shape; gives the types that its shape told.
    pub(super) fn kinds_told(&self) -> BTreeSet<String> {
        let size = self.read().size().expect("size");
        let leaf = |seq| self.read().event(seq).expect("read").expect("there").leaf;
        (1..=size)
            .filter_map(|seq| assert_told_as_read(&leaf(seq)))
            .collect()
    }

    /// Ends the story: the tables say what the events do, and can be made again.
    pub(super) fn end(mut self) {
        assert!(
            self.read()
                .tables_that_differ()
                .expect("replayed")
                .is_empty()
        );
        self.ledger.rebuild().expect("rebuilt");
        assert!(
            self.read()
                .tables_that_differ()
                .expect("replayed")
                .is_empty()
        );
        self.kinds_told();
        let found = self.read().recompute(|_, _| true).expect("recomputed");
        assert_eq!(found.faults, []);
    }
}
