//! Reading, writing and telling of it.

use std::io::{self, Read, Write};

use chancery_domain::Sha256Digest;
use ring::digest;

use crate::{Error, view::ProgressView, workspace::OnProgress};

/// Bytes that are moved at once.
pub(in crate::workspace) const CHUNK: usize = 64 * 1024;
/// Bytes between two words about progress.
const STRIDE: u64 = 1024 * 1024;

/// Tells of progress; an answer of `false` cancels.
pub(in crate::workspace) struct Steps<'a> {
    on_progress: OnProgress<'a>,
    step: &'static str,
    told: u64,
}

impl<'a> Steps<'a> {
    pub(in crate::workspace) fn new(on_progress: OnProgress<'a>) -> Self {
        Self {
            on_progress,
            step: "",
            told: 0,
        }
    }

    /// For what tells of its own steps.
    pub(in crate::workspace) fn inner(&mut self) -> OnProgress<'_> {
        self.on_progress
    }

    /// `done` of `total`, of whatever the step counts.
    pub(in crate::workspace) fn tell(
        &mut self,
        step: &'static str,
        done: u64,
        total: u64,
    ) -> Result<(), Error> {
        let due = self.step != step || done >= total || done >= self.told + STRIDE;
        if !due {
            return Ok(());
        }
        (self.step, self.told) = (step, done);
        let progress = ProgressView {
            step: step.to_owned(),
            subject: String::new(),
            done,
            total,
        };
        if (self.on_progress)(progress) {
            Ok(())
        } else {
            Err(Error::Cancelled)
        }
    }
}

/// Passes bytes on, and hashes and counts them.
pub(in crate::workspace) struct Hashed<T> {
    inner: T,
    hash: digest::Context,
    length: u64,
}

impl<T> Hashed<T> {
    pub(in crate::workspace) fn new(inner: T) -> Self {
        Self {
            inner,
            hash: digest::Context::new(&digest::SHA256),
            length: 0,
        }
    }

    /// SHA-256 and number of the bytes that passed.
    pub(in crate::workspace) fn finish(self) -> (T, Sha256Digest, u64) {
        let hash = self.hash.finish();
        let sha256 = hash.as_ref().try_into().expect("SHA-256 gives 32 bytes");
        (self.inner, Sha256Digest(sha256), self.length)
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
    }
}

impl<T: Read> Read for Hashed<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.pass(&buffer[..count]);
        Ok(count)
    }
}

impl<T: Write> Write for Hashed<T> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.pass(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
