//! The line to a signer's thread, and how long one waits on it.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::JoinHandle,
    time::Duration,
};

use super::{SignerState, worker::Worker};
use crate::Error;

/// One request, with its way back inside.
pub(super) struct Job {
    pub(super) work: Box<dyn FnOnce(&mut Worker) + Send>,
    /// How long it may be silent.
    pub(super) deadline: Duration,
}

/// What the thread's end of the line gets.
pub(super) struct Jobs {
    pub(super) receiver: Receiver<Job>,
    /// Dropped when the thread is done with the token.
    pub(super) _finished: Sender<()>,
}

/// No answer came in time, or ever will.
#[derive(Debug)]
pub(super) struct Silence;

/// What the thread and its callers see of each other.
#[derive(Debug)]
pub(super) struct Status {
    given_up: Arc<AtomicBool>,
    signs_of_life: AtomicU64,
    /// What the request under way may take, in milliseconds.
    allowed: AtomicU64,
    state: Mutex<SignerState>,
}

impl Status {
    /// A call did not return: whoever made it does nothing more with the token.
    pub(super) fn give_up(&self) {
        self.given_up.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_given_up(&self) -> bool {
        self.given_up.load(Ordering::SeqCst)
    }

    pub(super) fn leash(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.given_up)
    }

    /// A step was done: callers wait on.
    pub(super) fn lives(&self) {
        self.signs_of_life.fetch_add(1, Ordering::SeqCst);
    }

    /// A request begins that may take so long.
    pub(super) fn begins(&self, deadline: Duration) {
        let millis = u64::try_from(deadline.as_millis()).unwrap_or(u64::MAX);
        self.allowed.store(millis, Ordering::SeqCst);
        self.lives();
    }

    fn allowed(&self) -> Duration {
        Duration::from_millis(self.allowed.load(Ordering::SeqCst))
    }

    pub(super) fn state(&self) -> SignerState {
        if self.is_given_up() {
            return SignerState::Unresponsive;
        }
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn set(&self, state: SignerState) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// The callers' end of the line.
pub(super) struct Line {
    // `None` only while dropping.
    sender: Option<Sender<Job>>,
    finished: Mutex<Receiver<()>>,
    status: Arc<Status>,
    thread: Option<JoinHandle<()>>,
}

/// How long the last handle waits for the thread to log out.
const FAREWELL: Duration = Duration::from_secs(5);

impl Line {
    pub(super) fn new() -> (Self, Jobs) {
        let (sender, receiver) = mpsc::channel();
        let (done, finished) = mpsc::channel();
        let status = Status {
            given_up: Arc::default(),
            signs_of_life: AtomicU64::new(0),
            allowed: AtomicU64::new(0),
            state: Mutex::new(SignerState::LoggedOut),
        };
        let line = Self {
            sender: Some(sender),
            finished: Mutex::new(finished),
            status: Arc::new(status),
            thread: None,
        };
        let jobs = Jobs {
            receiver,
            _finished: done,
        };
        (line, jobs)
    }

    pub(super) fn runs_on(&mut self, thread: JoinHandle<()>) {
        self.thread = Some(thread);
    }

    pub(super) fn status(&self) -> Arc<Status> {
        Arc::clone(&self.status)
    }

    /// Hands `work` over and waits for what it gives.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        deadline: Duration,
        work: impl FnOnce(&mut Worker) -> Result<T, Error> + Send + 'static,
    ) -> Result<Result<T, Error>, Silence> {
        if self.status.is_given_up() {
            return Err(Silence);
        }
        let (answer, answers) = mpsc::sync_channel(1);
        let work = Box::new(move |worker: &mut Worker| {
            let outcome = work(worker);
            // Before the answer: who has it may ask at once how the signer stands.
            worker.show();
            // Nobody may be waiting any more.
            drop(answer.send(outcome));
        });
        let sender = self.sender.as_ref().expect("a line that is not dropping");
        if sender.send(Job { work, deadline }).is_err() {
            self.status.give_up();
            return Err(Silence);
        }
        self.wait(&answers, deadline)
    }

    fn wait<T>(&self, answers: &Receiver<T>, deadline: Duration) -> Result<T, Silence> {
        loop {
            let heard = self.status.signs_of_life.load(Ordering::SeqCst);
            match answers.recv_timeout(deadline.max(self.status.allowed())) {
                Ok(answer) => return Ok(answer),
                Err(RecvTimeoutError::Timeout)
                    if self.status.signs_of_life.load(Ordering::SeqCst) != heard => {}
                Err(_) => {
                    self.status.give_up();
                    // It may have come just now, and must not be lost.
                    return answers.try_recv().map_err(|_| Silence);
                }
            }
        }
    }
}

impl Drop for Line {
    /// Waits until the token is logged out: else the module might be finalized
    /// by a thread that nobody knows of, while the process ends.
    fn drop(&mut self) {
        drop(self.sender.take());
        if self.status.is_given_up() {
            return;
        }
        let finished = self.finished.get_mut();
        let finished = finished.unwrap_or_else(PoisonError::into_inner);
        let done = finished.recv_timeout(FAREWELL.max(self.status.allowed()));
        let ended = matches!(done, Err(RecvTimeoutError::Disconnected));
        if let Some(thread) = self.thread.take().filter(|_| ended) {
            // A panic there was told to whoever asked for the work.
            drop(thread.join());
        }
    }
}
