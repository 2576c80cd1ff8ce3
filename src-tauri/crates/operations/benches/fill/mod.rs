//! A ledger filled with copies of one real certificate's events, through the ledger's own
//! projection. Only the newest have a request, a key and decisions: a page shows no more, and
//! all that it reads of them it finds by key. The statements are the real one's.

use chancery_domain::{
    Sha256Digest,
    agent::AgentId,
    event::{Actor, Event, EventBody},
    officer::Role,
    request::RequestId,
};
use chancery_ledger::{
    Error, Ledger, Writing, media,
    read::{CertificateRow, KeyRow, OfficerRow, RequestRow},
};

/// The newest certificates, which are copied whole.
const WHOLE: u64 = 2_000;
/// Certificates of one transaction.
const BATCH: u64 = 2_000;

/// What is copied.
struct Model {
    request: RequestRow,
    object: String,
    spki: Vec<u8>,
    key: KeyRow,
    certificate: CertificateRow,
    maker: OfficerRow,
    checker: OfficerRow,
    name: String,
}

/// Adds certificates after the model of request `id`, until there are `count`.
pub(crate) fn fill(ledger: &mut Ledger, id: &str, name: &str, count: u64) {
    let model = Model::read(ledger, id, name);
    let mut next = 1;
    while next < count {
        let end = count.min(next + BATCH);
        ledger
            .write(|tx| {
                (next..end).try_for_each(|number| model.copy(tx, number, number + WHOLE >= count))
            })
            .expect("filled");
        next = end;
    }
}

impl Model {
    fn read(ledger: &Ledger, id: &str, name: &str) -> Self {
        let read = ledger.read();
        let id = RequestId::parse(id).expect("an id");
        let request = read.request(&id).expect("reads").expect("is there");
        let officers = read.officers().expect("reads");
        let one = |role| {
            let mut all = officers.iter().filter(|officer| officer.role == role);
            all.next().expect("one of each role").clone()
        };
        let object = read.blob(request.object).expect("an object");
        let certificate = read.certificate_over(request.spki).expect("reads");
        Self {
            object: String::from_utf8(object).expect("JSON"),
            spki: read.blob(request.spki).expect("a key"),
            key: read.key(request.spki).expect("reads").expect("is there"),
            certificate: certificate.expect("is there"),
            maker: one(Role::Maker),
            checker: one(Role::Checker),
            name: name.to_owned(),
            request,
        }
    }

    fn copy(&self, tx: &mut Writing<'_>, number: u64, whole: bool) -> Result<(), Error> {
        let name = format!("agent_{number:07}");
        if !whole {
            let body = self.issued(&name, None, number, self.request.spki);
            return self.append(tx, number, Actor::service("issuing"), body);
        }
        let mut spki = self.spki.clone();
        let tail = spki.len() - 8;
        spki[tail..].copy_from_slice(&number.to_be_bytes());
        let spki = tx.put_blob(media::SPKI, &spki)?;
        let object = self.object.replace(&self.name, &name);
        let object = tx.put_blob(media::OBJECT, object.as_bytes())?;
        for (actor, body) in self.bodies(&name, number, object, spki) {
            self.append(tx, number, actor, body)?;
        }
        Ok(())
    }

    fn append(
        &self,
        tx: &mut Writing<'_>,
        number: u64,
        actor: Actor,
        body: EventBody,
    ) -> Result<(), Error> {
        let seconds = i64::try_from(number).expect("in range");
        let at = self.request.submitted_at.plus_seconds(seconds);
        tx.append(&Event::new(at, [7; 16], actor, body)).map(|_| ())
    }

    fn bodies(
        &self,
        name: &str,
        number: u64,
        object: Sha256Digest,
        spki: Sha256Digest,
    ) -> [(Actor, EventBody); 5] {
        let request = RequestId::numbered(2026, number + 1);
        [
            (officer(&self.maker), self.key(name, number, spki)),
            (
                officer(&self.maker),
                EventBody::RequestSubmitted {
                    request: request.clone(),
                    agent_id: AgentId::parse(name).expect("an agent's id"),
                    object,
                    decision: self.request.submission,
                    spki,
                    csr: None,
                    renews: None,
                    batch: None,
                    approvals: None,
                    policy: None,
                    standing: None,
                },
            ),
            (
                officer(&self.checker),
                EventBody::RequestApproved {
                    request: request.clone(),
                    object,
                    decision: self.request.decision.expect("decided"),
                    batch: None,
                },
            ),
            (
                Actor::service("issuing"),
                EventBody::IssuanceIntended {
                    request: request.clone(),
                    serial: serial(number),
                    tbs: object,
                    partition: 0,
                    standing: None,
                },
            ),
            (
                Actor::service("issuing"),
                self.issued(name, Some(request), number, spki),
            ),
        ]
    }

    fn key(&self, name: &str, number: u64, spki: Sha256Digest) -> EventBody {
        EventBody::KeyGenerated {
            token_serial: self.key.token_serial.clone(),
            cka_id: format!("{number:032x}"),
            label: name.to_owned(),
            purpose: self.key.purpose,
            algorithm: self.key.algorithm,
            spki,
            custody: self.key.custody,
        }
    }

    fn issued(
        &self,
        name: &str,
        request: Option<RequestId>,
        number: u64,
        spki: Sha256Digest,
    ) -> EventBody {
        EventBody::CertificateIssued {
            request,
            profile: self.certificate.profile,
            common_name: name.to_owned(),
            serial: serial(number),
            issuer_ski: self.certificate.issuer_ski.clone(),
            certificate: self.certificate.der,
            spki,
            not_before: self.certificate.not_before,
            not_after: self.certificate.not_after,
            partition: 0,
        }
    }
}

fn serial(number: u64) -> String {
    format!("{:032X}", u128::from(number) << 64 | 0x5EED)
}

fn officer(row: &OfficerRow) -> Actor {
    Actor::Officer {
        id: row.id.clone(),
        role: row.role,
        token: None,
    }
}
