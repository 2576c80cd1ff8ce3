//! Issuing many: the same order as for one (lint, intent, signature, verification, record), with
//! group commit. The intents of a group are durable before the token signs any of them, its
//! outcomes before anyone is told.
//!
//! One thread holds ledger and token; others build, lint and verify meanwhile.

use std::{
    cell::RefCell,
    collections::{HashSet, VecDeque},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use chancery_domain::{
    Algorithm, RawSignature, SigningFailed, SigningKey, Spki, Utc,
    event::{Actor, KeyPurpose},
    request::RequestId,
};
use chancery_ledger::read::IntentRow;
use chancery_pki::{Certificate, issue::Signed, profile::Locations};
use chancery_token::Signer;

use super::{
    authorised::{Authorised, Prepared},
    issue::{Issued, check_role, complete, record_intent, record_issued, settle_one},
};
use crate::{
    Error, OnProgress, Workspace, crl, decide::Verifier, edge, lock::Lock, record::Refused,
    request, view::ProgressView, workspace::TokenKeyRef,
};

/// Certificates a commit.
const GROUP: usize = 256;

/// What became of a batch.
#[derive(Debug)]
pub struct IssuedBatch {
    /// Requests whose certificates were issued.
    pub issued: Vec<String>,
    /// Requests that were refused, each with its reason.
    pub refused: Vec<(String, Error)>,
}

/// Issues the certificates of approved requests, because an officer asked for them. What is
/// refused for one does not keep the others. `on_progress` can stop it between groups.
pub fn issue_batch(
    workspace: &mut Workspace,
    requests: &[&str],
    officer: &str,
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<IssuedBatch, Error> {
    request::check_batch_size(requests.len())?;
    check_role(workspace, requests[0], officer, now)?;
    let mut seen = HashSet::new();
    let requests: Vec<&str> = requests
        .iter()
        .copied()
        .filter(|id| seen.insert(*id))
        .collect();
    crl::check_authority(workspace)?;
    let held = Lock::issuing(&workspace.paths).wait()?;
    // The token is asked before any intent is written.
    workspace.service_key(KeyPurpose::IssuingCa)?;
    let mut batch = Batch {
        verifier: Verifier::default(),
        done: IssuedBatch {
            issued: Vec::new(),
            refused: Vec::new(),
        },
        open: Vec::new(),
        now,
    };
    let worked = batch
        .run(workspace, &requests, on_progress)
        .and_then(|()| batch.settle(workspace));
    drop(held);
    batch.tell_refusals(workspace);
    complete(workspace, edge::now())?;
    worked.map(|()| batch.done)
}

struct Batch {
    verifier: Verifier,
    done: IssuedBatch,
    /// Intents of an earlier try.
    open: Vec<IntentRow>,
    now: Utc,
}

/// Certificates of one group on their way: each stage fills what the next one takes.
struct Group {
    partition: u32,
    locations: Locations,
    authorised: Vec<Authorised>,
}

/// What the workers are asked.
enum Job {
    Prepare(Group),
    Verify(Group, Vec<Signed>),
}

/// What they answer.
enum Answer {
    Prepared(Group, Vec<Result<Prepared, Error>>),
    Verified(Group, Vec<Result<Certificate, Error>>),
}

impl Batch {
    fn run(
        &mut self,
        workspace: &mut Workspace,
        requests: &[&str],
        on_progress: OnProgress<'_>,
    ) -> Result<(), Error> {
        let issuer = workspace.authorities.issuing.clone();
        let now = self.now;
        let (jobs, inbox) = channel::<Job>();
        let (outbox, answers) = channel::<Answer>();
        thread::scope(move |scope| {
            scope.spawn(move || work(&issuer, now, &inbox, &outbox));
            let driven = self.drive(workspace, requests, &jobs, &answers, on_progress);
            // Without jobs to come the worker ends.
            drop(jobs);
            driven
        })
    }

    /// While one group is at the workers, the next one is read and the last one recorded.
    fn drive(
        &mut self,
        workspace: &mut Workspace,
        requests: &[&str],
        jobs: &Sender<Job>,
        answers: &Receiver<Answer>,
        on_progress: OnProgress<'_>,
    ) -> Result<(), Error> {
        let mut groups = requests.chunks(GROUP);
        let mut under_way = 0_usize;
        let mut stopped = false;
        loop {
            // Two groups under way keep both sides busy.
            while under_way < 2 && !stopped {
                let Some(ids) = groups.next() else { break };
                let group = self.authorise(workspace, ids)?;
                send(jobs, Job::Prepare(group));
                under_way += 1;
            }
            if under_way == 0 {
                return if stopped {
                    Err(Error::Cancelled)
                } else {
                    Ok(())
                };
            }
            match answers.recv().expect("the workers answer every job") {
                Answer::Prepared(group, prepared) => {
                    let (group, signed) = self.sign(workspace, group, prepared)?;
                    send(jobs, Job::Verify(group, signed));
                }
                Answer::Verified(group, certificates) => {
                    self.record(workspace, &group, certificates)?;
                    under_way -= 1;
                    stopped |= !on_progress(self.progress(requests.len()));
                }
            }
        }
    }

    fn progress(&self, total: usize) -> ProgressView {
        let done = self.done.issued.len() + self.done.refused.len();
        ProgressView {
            step: "issue.certificates".to_owned(),
            subject: String::new(),
            done: done as u64,
            total: total as u64,
        }
    }

    /// Reads what may be issued. Certificates of one group lie in one part of the CRL.
    fn authorise(&mut self, workspace: &Workspace, ids: &[&str]) -> Result<Group, Error> {
        let _snapshot = workspace.ledger.snapshot()?;
        let partition = crl::partition_for_next(workspace)?;
        let mut authorised = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(open) = self.open_intent(workspace, id)? {
                self.open.push(open);
                continue;
            }
            let one = request::find(workspace, id)
                .and_then(|row| Authorised::of(workspace, &mut self.verifier, row, self.now));
            match one {
                Ok(one) => authorised.push(one),
                Err(error) => self.done.refused.push(((*id).to_owned(), error)),
            }
        }
        Ok(Group {
            partition,
            locations: workspace.locations_of(partition),
            authorised,
        })
    }

    fn open_intent(&self, workspace: &Workspace, id: &str) -> Result<Option<IntentRow>, Error> {
        match RequestId::parse(id) {
            Some(id) => Ok(workspace.read().open_intent(&id)?),
            None => Ok(None),
        }
    }

    /// An earlier try got as far as the intent: that same certificate is signed.
    fn settle(&mut self, workspace: &mut Workspace) -> Result<(), Error> {
        for open in std::mem::take(&mut self.open) {
            let id = open.request.to_string();
            match settle_one(workspace, &open, self.now) {
                Ok(()) => self.done.issued.push(id),
                Err(error) => self.done.refused.push((id, error)),
            }
        }
        Ok(())
    }

    /// Intents first, durable; then the token signs each.
    fn sign(
        &mut self,
        workspace: &mut Workspace,
        group: Group,
        prepared: Vec<Result<Prepared, Error>>,
    ) -> Result<(Group, Vec<Signed>), Error> {
        let mut sound = Vec::with_capacity(prepared.len());
        let mut ready = Vec::with_capacity(prepared.len());
        for (authorised, prepared) in group.authorised.into_iter().zip(prepared) {
            match prepared {
                Ok(prepared) => {
                    sound.push(authorised);
                    ready.push(prepared);
                }
                Err(error) => self.refuse(&authorised, error),
            }
        }
        let (partition, now) = (group.partition, self.now);
        workspace.ledger.write(|tx| {
            for (authorised, prepared) in sound.iter().zip(&ready) {
                let (row, linted) = (&authorised.row, &prepared.linted);
                record_intent(tx, row, &prepared.serial, linted, partition, now)?;
            }
            Ok::<_, Error>(())
        })?;
        let (signer, key) = workspace.service_key(KeyPurpose::IssuingCa)?;
        let tbs = ready.iter().map(|one| one.linted.tbs().der().to_vec());
        let key = InOrder::of(&signer, &key, tbs.collect())?;
        let signed = ready.into_iter().map(|prepared| {
            prepared
                .linted
                .sign(&key)
                .map_err(Error::signing("signing the certificate"))
        });
        let signed = signed.collect::<Result<Vec<_>, _>>()?;
        let group = Group {
            authorised: sound,
            ..group
        };
        Ok((group, signed))
    }

    /// Refusals are events.
    fn tell_refusals(&mut self, workspace: &mut Workspace) {
        let refused = std::mem::take(&mut self.done.refused);
        self.done.refused = refused
            .into_iter()
            .map(|(id, error)| {
                let about = Refused {
                    operation: "issue",
                    subject: &id,
                };
                let error = workspace.refuse(self.now, Actor::service("issuing"), &about, error);
                (id, error)
            })
            .collect();
    }

    fn refuse(&mut self, authorised: &Authorised, error: Error) {
        let id = authorised.row.id.to_string();
        self.done.refused.push((id, error));
    }

    /// Certificates, events and register in one transaction.
    fn record(
        &mut self,
        workspace: &mut Workspace,
        group: &Group,
        certificates: Vec<Result<Certificate, Error>>,
    ) -> Result<(), Error> {
        let certificates = certificates.into_iter().collect::<Result<Vec<_>, _>>()?;
        let issuer_ski = workspace.issuing_ski();
        let now = self.now;
        workspace.ledger.write(|tx| {
            for (authorised, certificate) in group.authorised.iter().zip(&certificates) {
                let issued = Issued {
                    certificate,
                    profile: authorised.profile.id,
                    issuer_ski: &issuer_ski,
                    partition: group.partition,
                };
                record_issued(tx, &authorised.row, &issued, now)?;
            }
            Ok::<_, Error>(())
        })?;
        let ids = group.authorised.iter().map(|one| one.row.id.to_string());
        self.done.issued.extend(ids);
        Ok(())
    }
}

/// The CA's key, with the signatures over a list of messages that the token made in one round
/// trip: it gives them out in their order. A wrong one is found when the certificate is verified.
struct InOrder {
    algorithm: Algorithm,
    spki: Spki,
    signatures: RefCell<VecDeque<RawSignature>>,
}

impl InOrder {
    fn of(signer: &Signer, key: &TokenKeyRef, messages: Vec<Vec<u8>>) -> Result<Self, Error> {
        let algorithm = key.on(signer)?.algorithm();
        let signatures = signer.sign_many(&key.cka_id, &key.spki, messages)?;
        Ok(Self {
            algorithm,
            spki: key.spki.clone(),
            signatures: RefCell::new(signatures.into()),
        })
    }
}

impl SigningKey for InOrder {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.spki
    }

    fn sign(&self, _message: &[u8]) -> Result<RawSignature, SigningFailed> {
        let next = self.signatures.borrow_mut().pop_front();
        Ok(next.expect("the token gave a signature for each message"))
    }
}

fn send(jobs: &Sender<Job>, job: Job) {
    jobs.send(job)
        .expect("the worker lives as long as there may be jobs");
}

/// Builds, lints and verifies, until there are no more jobs.
fn work(issuer: &Certificate, now: Utc, jobs: &Receiver<Job>, answers: &Sender<Answer>) {
    while let Ok(job) = jobs.recv() {
        let answer = match job {
            Job::Prepare(group) => {
                let prepared = group
                    .authorised
                    .iter()
                    .map(|one| one.prepare(issuer, &group.locations, now))
                    .collect();
                Answer::Prepared(group, prepared)
            }
            Job::Verify(group, signed) => {
                let certificates = signed
                    .into_iter()
                    .map(|one| {
                        one.verify()
                            .map_err(Error::signing("signing the certificate"))
                    })
                    .collect();
                Answer::Verified(group, certificates)
            }
        };
        if answers.send(answer).is_err() {
            return; // whoever asked gave up
        }
    }
}
