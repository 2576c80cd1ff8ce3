//! Issuing many: the same order as for one (lint, intent, signature, verification, record), with
//! group commit. The intents of a group are durable before the token signs any of them, its
//! outcomes before anyone is told. One commit takes in what is due of both: outcomes of a group
//! that was signed, intents of a later one that is ready.
//!
//! One thread holds the ledger, one builds and lints, one waits for the token, one verifies what it
//! signed.

use std::{
    collections::HashSet,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
};

use chancery_domain::{Utc, event::KeyPurpose, request::RequestId};
use chancery_ledger::{Writing, read::IntentRow};
use chancery_pki::{Certificate, issue::Signed};
use chancery_token::Signer;

use super::{
    authorised::{Authorised, Place, Prepared},
    in_order::InOrder,
    issue::{
        Issued, check_clock, check_role, complete, owed_still, record_intent, record_issued,
        refuse, settle_one,
    },
};
use crate::{
    Error, OnProgress, Workspace, crl, decide::Verifier, edge, lock::Lock, request,
    view::ProgressView, workspace::TokenKeyRef,
};

/// Certificates a group. Measured with 10,000 of them on two cores: 64 or 256 are no faster.
const GROUP: usize = 128;

/// Groups under way: so many that no thread stands still for another. Measured with groups of 256:
/// 6 of them take a tenth longer than 12, and 24 no less.
const UNDER_WAY: usize = 24;

/// Groups whose intents or outcomes one commit takes in: a page of the database that many of them
/// change is written once.
const A_COMMIT: usize = 8;

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
    let issued = issue_all(workspace, &requests, now, on_progress);
    issued.map_err(|error| owed_still(workspace, &requests, error))
}

fn issue_all(
    workspace: &mut Workspace,
    requests: &[&str],
    now: Utc,
    on_progress: OnProgress<'_>,
) -> Result<IssuedBatch, Error> {
    crl::check_authority(workspace)?;
    check_clock(workspace, requests[0], now)?;
    let held = Lock::issuing(&workspace.paths).wait()?;
    // The token is asked before any intent is written.
    let token = workspace.service_key(KeyPurpose::IssuingCa)?;
    let mut batch = Batch {
        token,
        verifier: Verifier::default(),
        done: IssuedBatch {
            issued: Vec::new(),
            refused: Vec::new(),
        },
        open: Vec::new(),
        now,
    };
    workspace.ledger.begin_bulk()?;
    let worked = batch
        .run(workspace, requests, on_progress)
        .and_then(|()| batch.settle(workspace));
    let ended = workspace.ledger.end_bulk().map_err(Error::from);
    drop(held);
    let told = batch.tell_refusals(workspace);
    complete(workspace, edge::now())?;
    worked.and(told).and(ended).map(|()| batch.done)
}

struct Batch {
    token: (Signer, TokenKeyRef),
    verifier: Verifier,
    done: IssuedBatch,
    /// Intents of an earlier try.
    open: Vec<IntentRow>,
    now: Utc,
}

/// Certificates of one group on their way: each stage fills what the next one takes.
struct Group {
    place: Place,
    authorised: Vec<Authorised>,
}

/// A group whose intents are durable: it may be signed.
struct Intended {
    group: Group,
    prepared: Vec<Prepared>,
}

/// A group that the token signed.
struct ToVerify(Group, Vec<Signed>);

/// What the other threads answer.
enum Answer {
    Prepared(Group, Vec<Result<Prepared, Error>>),
    Verified(Group, Vec<Result<Certificate, Error>>),
    NotSigned(Error),
}

/// What one commit takes in.
#[derive(Default)]
struct Due {
    intended: Vec<Intended>,
    issued: Vec<(Group, Vec<Certificate>)>,
}

/// The ways to the other threads and back.
struct Lines {
    to_prepare: Sender<Group>,
    to_sign: Sender<Intended>,
    answers: Receiver<Answer>,
}

impl Batch {
    fn run(
        &mut self,
        workspace: &mut Workspace,
        requests: &[&str],
        on_progress: OnProgress<'_>,
    ) -> Result<(), Error> {
        let now = self.now;
        let (to_prepare, groups) = channel();
        let (to_sign, intended) = channel();
        let (to_verify, signed) = channel();
        let (prepared, answers) = channel();
        let verified = prepared.clone();
        let signing = Signing {
            token: self.token.clone(),
            to_verify,
            answers: prepared.clone(),
        };
        let lines = Lines {
            to_prepare,
            to_sign,
            answers,
        };
        thread::scope(move |scope| {
            scope.spawn(move || prepare(now, &groups, &prepared));
            scope.spawn(move || signing.work(&intended));
            scope.spawn(move || verify(&signed, &verified));
            // With the lines the other threads end.
            self.drive(workspace, requests, lines, on_progress)
        })
    }

    /// While one group is built and linted and another one is at the token, the next one is read
    /// and the last one recorded.
    fn drive(
        &mut self,
        workspace: &mut Workspace,
        requests: &[&str],
        lines: Lines,
        on_progress: OnProgress<'_>,
    ) -> Result<(), Error> {
        let mut groups = requests.chunks(GROUP);
        let mut under_way = 0_usize;
        let mut stopped = false;
        let mut due = Due::default();
        loop {
            // Before what is due is recorded, so that the other threads have work meanwhile.
            while under_way < UNDER_WAY && !stopped {
                let Some(ids) = groups.next() else { break };
                let group = self.authorise(workspace, ids)?;
                send(&lines.to_prepare, group);
                under_way += 1;
            }
            let issued = !due.issued.is_empty();
            for intended in self.commit(workspace, due)? {
                send(&lines.to_sign, intended);
            }
            if issued {
                stopped |= !on_progress(self.progress(requests.len()));
            }
            if under_way == 0 {
                break;
            }
            due = self.due(&lines.answers, under_way)?;
            under_way -= due.issued.len();
        }
        if stopped {
            Err(Error::Cancelled)
        } else {
            Ok(())
        }
    }

    /// Waits for as many answers as one commit takes in, or for all that there will be: each group
    /// under way has one to come before it waits for the next commit.
    fn due(&mut self, answers: &Receiver<Answer>, under_way: usize) -> Result<Due, Error> {
        let mut due = Due::default();
        for _ in 0..under_way.min(A_COMMIT) {
            match answers.recv().expect("every group is answered for") {
                Answer::Prepared(group, prepared) => {
                    due.intended.push(self.sound(group, prepared));
                }
                Answer::Verified(group, certificates) => {
                    let certificates = certificates.into_iter().collect::<Result<_, _>>()?;
                    due.issued.push((group, certificates));
                }
                Answer::NotSigned(error) => return Err(error),
            }
        }
        Ok(due)
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
        self.verifier.rules.forget_in_force();
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
            place: Place::in_part(workspace, partition),
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

    /// What was prepared without fault; the rest is refused.
    fn sound(&mut self, group: Group, prepared: Vec<Result<Prepared, Error>>) -> Intended {
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
        Intended {
            group: Group {
                authorised: sound,
                ..group
            },
            prepared: ready,
        }
    }

    /// Outcomes and intents in one transaction; gives those that may be signed now.
    fn commit(&mut self, workspace: &mut Workspace, mut due: Due) -> Result<Vec<Intended>, Error> {
        if due.intended.is_empty() && due.issued.is_empty() {
            return Ok(Vec::new());
        }
        let issuer_ski = workspace.issuing_ski();
        let now = self.now;
        let refused = workspace.ledger.write(|tx| {
            for (group, certificates) in &due.issued {
                record_outcomes(tx, group, certificates, &issuer_ski, now)?;
            }
            let mut refused = Vec::new();
            for intended in &mut due.intended {
                refused.extend(record_intents(tx, intended, now)?);
            }
            Ok::<_, Error>(refused)
        })?;
        self.done.refused.extend(refused);
        for (group, _) in &due.issued {
            let ids = group.authorised.iter().map(|one| one.row.id.to_string());
            self.done.issued.extend(ids);
        }
        Ok(due.intended)
    }

    /// Refusals are events.
    fn tell_refusals(&mut self, workspace: &mut Workspace) -> Result<(), Error> {
        for (id, error) in std::mem::take(&mut self.done.refused) {
            let error = refuse(workspace, &id, error, self.now)?;
            self.done.refused.push((id, error));
        }
        Ok(())
    }

    fn refuse(&mut self, authorised: &Authorised, error: Error) {
        let id = authorised.row.id.to_string();
        self.done.refused.push((id, error));
    }
}

/// Gives those back that their standing authorisation does not cover any more: they are not to be
/// signed, and keep no others.
fn record_intents(
    tx: &mut Writing<'_>,
    intended: &mut Intended,
    now: Utc,
) -> Result<Vec<(String, Error)>, Error> {
    let Intended { group, prepared } = intended;
    let partition = group.place.partition;
    let mut refused = Vec::new();
    let all = std::mem::take(&mut group.authorised).into_iter();
    for (authorised, one) in all.zip(std::mem::take(prepared)) {
        let row = &authorised.row;
        match record_intent(tx, row, &one.serial, &one.linted, partition, now) {
            Ok(()) => {
                group.authorised.push(authorised);
                prepared.push(one);
            }
            Err(error @ Error::Standing(_)) => refused.push((row.id.to_string(), error)),
            Err(error) => return Err(error),
        }
    }
    Ok(refused)
}

/// Certificates, events and register.
fn record_outcomes(
    tx: &mut Writing<'_>,
    group: &Group,
    certificates: &[Certificate],
    issuer_ski: &str,
    now: Utc,
) -> Result<(), Error> {
    for (authorised, certificate) in group.authorised.iter().zip(certificates) {
        let issued = Issued {
            certificate,
            profile: authorised.profile.id,
            issuer_ski,
            partition: group.place.partition,
        };
        record_issued(tx, &authorised.row, &issued, now)?;
    }
    Ok(())
}

/// Waits for the token, so that nobody else has to.
struct Signing {
    token: (Signer, TokenKeyRef),
    to_verify: Sender<ToVerify>,
    answers: Sender<Answer>,
}

impl Signing {
    /// Has each group signed and sends it on to be verified, until there are no more.
    fn work(&self, groups: &Receiver<Intended>) {
        while let Ok(Intended { group, prepared }) = groups.recv() {
            // Whoever asked may have given up: what is signed is settled from its intents then.
            let sent = match self.sign(prepared) {
                Ok(signed) => self.to_verify.send(ToVerify(group, signed)).is_ok(),
                Err(error) => self.answers.send(Answer::NotSigned(error)).is_ok(),
            };
            if !sent {
                return;
            }
        }
    }

    fn sign(&self, prepared: Vec<Prepared>) -> Result<Vec<Signed>, Error> {
        let (signer, key) = &self.token;
        let tbs = prepared.iter().map(|one| one.linted.tbs().der().to_vec());
        let key = InOrder::of(signer, key, tbs.collect())?;
        let signed = prepared.into_iter().map(|one| {
            one.linted
                .sign(&key)
                .map_err(Error::signing("signing the certificate"))
        });
        signed.collect()
    }
}

fn send<T>(to: &Sender<T>, what: T) {
    to.send(what)
        .expect("the other threads live as long as there may be work");
}

/// Builds and lints each group, until there are no more.
fn prepare(now: Utc, groups: &Receiver<Group>, answers: &Sender<Answer>) {
    while let Ok(group) = groups.recv() {
        let prepared = group
            .authorised
            .iter()
            .map(|one| one.prepare(&group.place, now))
            .collect();
        if answers.send(Answer::Prepared(group, prepared)).is_err() {
            return; // whoever asked gave up
        }
    }
}

/// Verifies each group that was signed, until there are no more.
fn verify(groups: &Receiver<ToVerify>, answers: &Sender<Answer>) {
    while let Ok(ToVerify(group, signed)) = groups.recv() {
        let certificates = signed
            .into_iter()
            .map(|one| {
                one.verify()
                    .map_err(Error::signing("signing the certificate"))
            })
            .collect();
        if answers.send(Answer::Verified(group, certificates)).is_err() {
            return; // whoever asked gave up
        }
    }
}
