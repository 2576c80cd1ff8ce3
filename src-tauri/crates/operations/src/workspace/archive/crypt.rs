//! Encryption of backups with age (<https://age-encryption.org/v1>): to recipients, or with a
//! passphrase. The tool `age` opens what is written here, without this program.

use std::io::{self, BufRead, BufReader, Read, Write};

use age::{DecryptError, Decryptor, Encryptor, scrypt, x25519};
use secrecy::{ExposeSecret, SecretString};

use super::super::refusal::{BackupRefusal, KeyFault};
use crate::Error;

/// How every age file begins.
const MAGIC: &[u8] = b"age-encryption.org/v1";
/// log2 of scrypt's cost: what age itself takes. 256 MiB, about a second.
const WORK: u8 = 18;
/// A file that asks for more is refused: the cost is its maker's to choose and ours to pay.
const MOST_WORK: u8 = 20;

/// For whom a backup is encrypted.
#[derive(Debug, Clone)]
pub enum Encryption {
    /// For nobody: whoever has the file can read it.
    Plain,
    /// For whom has the identity of one of these: `age1...`.
    Recipients(Vec<String>),
    /// For whom knows the passphrase.
    Passphrase(SecretString),
}

/// What opens a backup.
#[derive(Debug, Clone)]
pub enum BackupKey {
    /// The content of a file with identities: `AGE-SECRET-KEY-1...`, a line each.
    Identities(SecretString),
    /// The passphrase.
    Passphrase(SecretString),
}

impl Encryption {
    /// True if it hides anything.
    pub(in crate::workspace) fn is_some(&self) -> bool {
        !matches!(self, Self::Plain)
    }
}

/// How a file that is being written will be read back, to be verified.
pub(in crate::workspace) enum Unlocking {
    Plain,
    /// An identity of one run: its recipient stands beside those that were asked for, and it goes
    /// with this value. Nothing else here could open the file.
    Once(Box<x25519::Identity>),
    Key(BackupKey),
}

/// Where members are written to.
pub(in crate::workspace) enum Sink<W: Write> {
    Plain(W),
    Sealed(Box<age::stream::StreamWriter<W>>),
}

impl<W: Write> Sink<W> {
    /// Begins the file.
    pub(in crate::workspace) fn new(
        out: W,
        encryption: &Encryption,
    ) -> Result<io::Result<(Self, Unlocking)>, BackupRefusal> {
        Ok(match encryption {
            Encryption::Plain => Ok((Self::Plain(out), Unlocking::Plain)),
            Encryption::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                let key = BackupKey::Passphrase(passphrase.clone());
                sealed(out, &[&recipient], Unlocking::Key(key))
            }
            Encryption::Recipients(given) => {
                let mut recipients = given
                    .iter()
                    .map(|text| recipient(text))
                    .collect::<Result<Vec<_>, _>>()?;
                let once = x25519::Identity::generate();
                recipients.push(once.to_public());
                let all: Vec<_> = recipients.iter().map(|one| one as _).collect();
                sealed(out, &all, Unlocking::Once(Box::new(once)))
            }
        })
    }

    /// Ends the file; what was written before is worth nothing without it.
    pub(in crate::workspace) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(out) => Ok(out),
            Self::Sealed(writer) => writer.finish(),
        }
    }
}

impl<W: Write> Write for Sink<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Sealed(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Sealed(writer) => writer.flush(),
        }
    }
}

fn sealed<W: Write>(
    out: W,
    recipients: &[&dyn age::Recipient],
    unlocking: Unlocking,
) -> io::Result<(Sink<W>, Unlocking)> {
    let encryptor = Encryptor::with_recipients(recipients.iter().copied())
        .expect("recipients of one kind go together");
    let writer = encryptor.wrap_output(out)?;
    Ok((Sink::Sealed(Box::new(writer)), unlocking))
}

/// Reads a recipient; also before anything is made, so that a typing error costs nothing.
fn recipient(text: &str) -> Result<x25519::Recipient, BackupRefusal> {
    text.trim().parse().map_err(|_| BackupRefusal::Recipient {
        given: text.to_owned(),
    })
}

impl Encryption {
    /// Refuses what would hide nothing, or hide it from everyone.
    pub(in crate::workspace) fn examine(&self) -> Result<(), BackupRefusal> {
        match self {
            Self::Plain => Ok(()),
            Self::Recipients(given) if given.is_empty() => Err(BackupRefusal::Recipient {
                given: String::new(),
            }),
            Self::Recipients(given) => given.iter().try_for_each(|text| recipient(text).map(drop)),
            Self::Passphrase(passphrase) if passphrase.expose_secret().is_empty() => {
                Err(BackupRefusal::PassphraseEmpty)
            }
            Self::Passphrase(_) => Ok(()),
        }
    }
}

/// Where members are read from.
pub(in crate::workspace) enum Source<R: Read> {
    Plain(BufReader<R>),
    Sealed(Box<age::stream::StreamReader<BufReader<R>>>),
}

impl<R: Read> Source<R> {
    /// Opens the file, in whichever way it was written.
    pub(in crate::workspace) fn new(file: R, unlocking: &Unlocking) -> Result<Self, Error> {
        let mut file = BufReader::new(file);
        let begins = file.fill_buf().map_err(unreadable)?;
        if !begins.starts_with(MAGIC) {
            return Ok(Self::Plain(file));
        }
        let decryptor = Decryptor::new_buffered(file).map_err(fault)?;
        let wants_passphrase = decryptor.is_scrypt();
        let other_way = || {
            let fault = KeyFault::OtherWay;
            BackupRefusal::KeyRefused { fault }
        };
        let reader = match unlocking {
            Unlocking::Plain => return Err(BackupRefusal::KeyNeeded.into()),
            Unlocking::Key(BackupKey::Passphrase(passphrase)) if wants_passphrase => {
                let mut identity = scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(MOST_WORK);
                decryptor.decrypt(std::iter::once(&identity as _))
            }
            Unlocking::Key(BackupKey::Identities(text)) if !wants_passphrase => {
                let identities = identities(text)?;
                decryptor.decrypt(identities.iter().map(AsRef::as_ref))
            }
            Unlocking::Once(identity) if !wants_passphrase => {
                decryptor.decrypt(std::iter::once(identity.as_ref() as _))
            }
            _ => return Err(other_way().into()),
        };
        let reader = reader.map_err(fault)?;
        Ok(Self::Sealed(Box::new(reader)))
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.read(buffer),
            Self::Sealed(reader) => reader.read(buffer),
        }
    }
}

fn identities(text: &SecretString) -> Result<Vec<Box<dyn age::Identity>>, BackupRefusal> {
    let refused = || {
        let fault = KeyFault::IdentityFile;
        BackupRefusal::KeyRefused { fault }
    };
    let file = age::IdentityFile::from_buffer(text.expose_secret().as_bytes());
    let identities = file
        .map_err(|_| refused())?
        .into_identities()
        .map_err(|_| refused())?;
    if identities.is_empty() {
        return Err(refused());
    }
    Ok(identities)
}

fn unreadable(error: io::Error) -> BackupRefusal {
    let fault = format!("it can't be read ({error})");
    BackupRefusal::Malformed { fault }
}

fn fault(error: DecryptError) -> BackupRefusal {
    let fault = match error {
        // Of scrypt: a wrong passphrase.
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => KeyFault::Passphrase,
        DecryptError::NoMatchingKeys => KeyFault::NoIdentityFits,
        DecryptError::Io(error) => return unreadable(error),
        other => {
            let fault = format!("its encryption can't be read ({other})");
            return BackupRefusal::Malformed { fault };
        }
    };
    BackupRefusal::KeyRefused { fault }
}
