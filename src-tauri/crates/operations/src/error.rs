//! Why an operation did not do what was asked: a small tree that ends in one of three kinds.

use std::{io, path::PathBuf};

use chancery_domain::{problem::Problem, profile::SuccessorError, request::Refusal};
use chancery_token::{LoadError, PinStanding, Pkcs11Answer, UriError, practice::PracticeError};

use crate::{
    BackupRefusal,
    certificate::CertificateRefusal,
    failure::{load_code, practice_code},
    log::{LogRefusal, timestamp::TimestampRefusal},
    officer::OfficerRefusal,
    policy::PolicyRefusal,
    report::SignOffRefusal,
    request::ImportRefusal,
    retention::RetentionRefusal,
    standing::StandingRefusal,
    token::SoPinRefusal,
    view::FailureKind,
};

/// Why an operation did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Fields of the input are at fault.
    #[error("the input has {} problem(s), the first: {}", problems.len(), problems.first().map_or_else(String::new, ToString::to_string))]
    Input {
        /// Which, and what is wrong.
        problems: Vec<Problem>,
        /// The event of the refusal.
        event: Option<u64>,
    },
    /// No request, or more than are decided at once.
    #[error("{count} requests at once; 1 to {max} can be")]
    BatchSize {
        /// How many were given.
        count: usize,
        /// The most.
        max: usize,
    },
    /// A proposed profile can't follow the one in force.
    #[error("the profile can't be taken: {source}")]
    ProfileRefused {
        /// Why.
        #[source]
        source: SuccessorError,
    },
    /// The change is in another state than the act needs.
    #[error("{change} is {state}")]
    ChangeState {
        /// Which.
        change: String,
        /// Its state.
        state: &'static str,
    },
    /// Another version came into force since the change was proposed.
    #[error("{change} was proposed against a version that is no longer in force")]
    ChangeOutdated {
        /// Which.
        change: String,
    },
    /// One officer approved the change twice.
    #[error("{officer} approved {change} already")]
    ChangeApprovedAlready {
        /// Which.
        change: String,
        /// The officer.
        officer: String,
    },
    /// Only the founding quorum can decide it.
    #[error("{officer} is not of the founding quorum")]
    NotOfQuorum {
        /// The officer.
        officer: String,
    },
    /// A witness's key can't be taken.
    #[error("the key of the witness can't be taken: {detail}")]
    WitnessKey {
        /// Why.
        detail: String,
    },
    /// What a witness gave, or is asked to sign, does not hold.
    #[error("the witness's file is refused: {detail}")]
    Witness {
        /// Why.
        detail: String,
    },
    /// The answer of a time-stamping authority is not taken in.
    #[error(transparent)]
    Timestamp(#[from] TimestampRefusal),
    /// The input file is no request.
    #[error("the input is not a request: {detail}")]
    InputForm {
        /// What the reader said, with line and column.
        detail: String,
    },
    /// A rule about who may do what said no.
    #[error("a rule refuses it")]
    Rule {
        /// The rule.
        #[source]
        refusal: Refusal,
        /// The event of the refusal.
        event: Option<u64>,
    },
    /// A refusal that the log holds.
    #[error("{refusal}")]
    Recorded {
        /// The event of the refusal.
        event: u64,
        /// What was refused, and why.
        refusal: Box<Error>,
    },
    /// The request is in another state than the act needs.
    #[error("{request} is {state}")]
    RequestState {
        /// Which.
        request: String,
        /// Its state.
        state: String,
    },
    /// Profile or policy are others than those under which the request was submitted.
    #[error("{request} was submitted under other rules: {detail}")]
    RulesChanged {
        /// Which.
        request: String,
        /// Which rules.
        detail: &'static str,
    },
    /// A decision does not verify, or is not over this object.
    #[error("the {act} of {request} does not stand: {detail}")]
    DecisionInvalid {
        /// Which request.
        request: String,
        /// Which act.
        act: &'static str,
        /// What is wrong.
        detail: String,
    },
    /// There is no such thing.
    #[error("there is no {what} {id}")]
    NoSuch {
        /// `request`, `certificate`, ...
        what: &'static str,
        /// What was asked for.
        id: String,
    },
    /// The certificate is revoked already.
    #[error("certificate {serial} is revoked already")]
    AlreadyRevoked {
        /// Which.
        serial: String,
    },
    /// The certificate has ended.
    #[error("certificate {serial} ended at {ended}")]
    AlreadyExpired {
        /// Which.
        serial: String,
        /// When.
        ended: String,
    },
    /// The certificate has not begun: the clock is behind, or was ahead when it was made.
    #[error("certificate {serial} begins only at {begins}")]
    NotYetValid {
        /// Which.
        serial: String,
        /// When.
        begins: String,
        /// What the clock shows.
        clock: String,
    },
    /// What certificates and keys allow said no.
    #[error(transparent)]
    Certificate(#[from] CertificateRefusal),
    /// A file of requests was not taken in.
    #[error(transparent)]
    Import(#[from] ImportRefusal),
    /// A standing authorisation does not cover it.
    #[error(transparent)]
    Standing(#[from] StandingRefusal),
    /// Nothing of the log was handed out.
    #[error(transparent)]
    Log(#[from] LogRefusal),
    /// What keeps side data, a hold or a schedule said no.
    #[error(transparent)]
    Retention(#[from] RetentionRefusal),
    /// A backup was not made or not taken.
    #[error(transparent)]
    Backup(#[from] BackupRefusal),
    /// Not a reason of RFC 5280 that officers can give.
    #[error("{reason} is not a reason for revocation")]
    UnknownReason {
        /// What was given.
        reason: String,
    },
    /// A policy is not taken.
    #[error(transparent)]
    Policy(#[from] PolicyRefusal),
    /// A report is not signed off.
    #[error(transparent)]
    SignOff(#[from] SignOffRefusal),
    /// Nothing was done about an officer.
    #[error(transparent)]
    Officer(#[from] OfficerRefusal),
    /// Nobody is signed in.
    #[error("nobody is signed in")]
    NotSignedIn,
    /// Only for practice workspaces.
    #[error("this is for practice workspaces only")]
    PracticeOnly,
    /// The profile's rules refuse the certificate.
    #[error("the certificate breaks {} rule(s) of its profile", findings.len())]
    Lint {
        /// Which.
        findings: Vec<String>,
    },
    /// The token refused the PIN.
    #[error("the token {token} refused the PIN")]
    PinRefused {
        /// Its label.
        token: String,
        /// Whether tries are running out.
        standing: PinStanding,
        /// What it answered.
        answer: String,
        /// The event of the refusal.
        event: Option<u64>,
    },
    /// Too many wrong PINs: no further one is taken for a while.
    #[error("no PIN of the token {token} is taken until {until}")]
    PinPaused {
        /// Label and serial.
        token: String,
        /// Until when, in words that sort: RFC 3339.
        until: String,
    },
    /// The PIN of a token's security officer gave its user no new one.
    #[error(transparent)]
    SoPin(#[from] SoPinRefusal),
    /// A new PIN was not typed the same twice.
    #[error("the two new PINs differ")]
    PinsDiffer,
    /// No PIN for a token that must be unlocked.
    #[error("the PIN of the token {token} is needed")]
    PinNeeded {
        /// Its label.
        token: String,
    },
    /// The token is in use already.
    #[error("the token {token} is in use already")]
    TokenInUse {
        /// Its label and serial.
        token: String,
    },
    /// Another token of this serial is known.
    #[error("a token of the serial {serial} is known already, as {label}")]
    SerialKnown {
        /// The serial that both have.
        serial: String,
        /// The label of the one that is known.
        label: String,
    },
    /// A token does not hold all the keys of the one whose place it is to take.
    #[error("the token {token} lacks {missing} of {keys} keys")]
    KeysMissing {
        /// Its label and serial.
        token: String,
        /// How many it lacks.
        missing: usize,
        /// How many there are.
        keys: u64,
    },
    /// The token is not there.
    #[error("the token {token} is not there")]
    TokenAbsent {
        /// Its label and serial.
        token: String,
    },
    /// The token did not do what it was asked.
    #[error("the token failed")]
    Token(#[source] chancery_token::Error),
    /// The PKCS#11 module can't be used.
    #[error("the PKCS#11 module can't be used")]
    Module(#[from] PracticeError),
    /// Not a `pkcs11:` URI that can be used here.
    #[error("the pkcs11: URI can't be used")]
    TokenUri(#[from] UriError),
    /// What names a token names several.
    #[error("{named} names several tokens")]
    SeveralTokens {
        /// As it was given.
        named: String,
        /// Their serials.
        serials: Vec<String>,
    },
    /// The module did not load.
    #[error("the PKCS#11 module did not load")]
    Load(#[from] LoadError),
    /// The database did not do what it was asked.
    #[error("the ledger failed")]
    Ledger(#[source] chancery_ledger::Error),
    /// Another process is issuing, and does not come to an end.
    #[error("another program is issuing a certificate")]
    Busy,
    /// Not a workspace.
    #[error("{} is not a workspace", path.display())]
    NotAWorkspace {
        /// Which folder.
        path: PathBuf,
    },
    /// Something is there already.
    #[error("there is something at {} already", path.display())]
    FolderTaken {
        /// Which folder.
        path: PathBuf,
    },
    /// A file or folder could not be used.
    #[error("{doing} {} failed", path.display())]
    Io {
        /// What we were doing.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system answered.
        #[source]
        source: io::Error,
    },
    /// The practice PINs can't be read.
    #[error("practice.json can't be read")]
    PracticeFile,
    /// A key, or what signs with it, failed in a way that has no rule of its own.
    #[error("{doing} failed")]
    Signing {
        /// What we were doing.
        doing: &'static str,
        /// What the layer below said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A stored record does not read back.
    #[error("the stored {what} can't be read")]
    Stored {
        /// What.
        what: &'static str,
    },
    /// The decision stands, but the CRL could not be signed.
    #[error("the decision on {serial} is recorded; its CRL is owed")]
    CrlOwed {
        /// Which certificate.
        serial: String,
        /// Why there is no CRL.
        #[source]
        source: Box<Error>,
    },
    /// Requests are approved, and their certificates could not be issued now.
    #[error("approved and not issued: {}", requests.join(", "))]
    IssuanceOwed {
        /// Which requests: one or more.
        requests: Vec<String>,
        /// Why.
        #[source]
        source: Box<Error>,
    },
    /// The report could not be made.
    #[error("rendering the report failed: {detail}")]
    Report {
        /// What the layer below said.
        detail: String,
    },
    /// The work was cancelled.
    #[error("the work was cancelled")]
    Cancelled,
}

impl Error {
    pub(crate) fn io(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io {
            doing,
            path,
            source,
        }
    }

    pub(crate) fn signing<E: std::error::Error + Send + Sync + 'static>(
        doing: &'static str,
    ) -> impl FnOnce(E) -> Self {
        move |source| Self::Signing {
            doing,
            source: Box::new(source),
        }
    }

    /// What a token answered, with the label that people know it by.
    pub(crate) fn of_token(error: chancery_token::Error, label: &str) -> Self {
        match Self::from(error) {
            Self::PinRefused {
                standing,
                answer,
                event,
                ..
            } => Self::PinRefused {
                token: label.to_owned(),
                standing,
                answer,
                event,
            },
            other => other,
        }
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Input { .. } => "input",
            Self::InputForm { .. } => "input-form",
            Self::BatchSize { .. } => "batch-size",
            Self::ProfileRefused { .. } => "profile-refused",
            Self::ChangeState { .. } => "change-state",
            Self::ChangeOutdated { .. } => "change-outdated",
            Self::ChangeApprovedAlready { .. } => "change-approved-already",
            Self::NotOfQuorum { .. } => "not-of-quorum",
            Self::WitnessKey { .. } => "witness-key",
            Self::Witness { .. } => "witness",
            Self::Recorded { refusal, .. } => refusal.code(),
            Self::Rule { refusal, .. } => match refusal {
                Refusal::SelfApproval { .. } => "maker-is-checker",
                Refusal::RoleForbids { .. } => "role-forbids",
                Refusal::ApprovalEnded { .. } => "approval-ended",
                Refusal::ApprovedAlready { .. } => "approved-already",
                Refusal::ApprovalsMissing { .. } => "approvals-missing",
                Refusal::ApprovalsComplete { .. } => "approvals-complete",
                Refusal::NotInGroup { .. } => "not-in-group",
                Refusal::NotTheMaker { .. } => "not-the-maker",
            },
            Self::RequestState { .. } => "request-state",
            Self::DecisionInvalid { .. } => "decision-invalid",
            Self::NoSuch { .. } => "no-such",
            Self::AlreadyRevoked { .. } => "already-revoked",
            Self::AlreadyExpired { .. } => "already-expired",
            Self::NotYetValid { .. } => "not-yet-valid",
            Self::Certificate(refusal) => refusal.code(),
            Self::Import(refusal) => refusal.code(),
            Self::Standing(refusal) => refusal.code(),
            Self::Timestamp(refusal) => refusal.code(),
            Self::Log(refusal) => refusal.code(),
            Self::Retention(refusal) => refusal.code(),
            Self::Backup(refusal) => refusal.code(),
            Self::UnknownReason { .. } => "unknown-reason",
            Self::Officer(refusal) => refusal.code(),
            Self::Policy(refusal) => refusal.code(),
            Self::SignOff(refusal) => refusal.code(),
            Self::RulesChanged { .. } => "rules-changed",
            Self::NotSignedIn => "not-signed-in",
            Self::PracticeOnly => "practice-only",
            Self::Lint { .. } => "lint",
            Self::PinRefused { .. } => "pin-incorrect",
            Self::PinPaused { .. } => "pin-paused",
            Self::SoPin(refusal) => refusal.code(),
            Self::PinsDiffer => "pins-differ",
            Self::PinNeeded { .. } => "pin-needed",
            Self::TokenInUse { .. } => "token-in-use",
            Self::SerialKnown { .. } => "token-serial-known",
            Self::KeysMissing { .. } => "keys-missing",
            Self::TokenAbsent { .. } => "token-absent",
            Self::Token(error) => token_code(error),
            Self::TokenUri(_) => "token-uri",
            Self::SeveralTokens { .. } => "several-tokens",
            Self::Module(error) => practice_code(error),
            Self::Load(error) => load_code(error),
            Self::Ledger(error) => ledger_code(error),
            Self::Busy => "ledger-busy",
            Self::NotAWorkspace { .. } => "not-a-workspace",
            Self::FolderTaken { .. } => "folder-taken",
            Self::Io { source, .. } => io_code(source),
            Self::PracticeFile => "practice-file",
            Self::Signing { .. } => "signing-failed",
            Self::Stored { .. } => "stored-unreadable",
            Self::CrlOwed { .. } => "crl-owed",
            Self::IssuanceOwed { source, .. } => source.code(),
            Self::Report { .. } => "report-failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Refused, unavailable or broken.
    pub fn kind(&self) -> FailureKind {
        match self.code() {
            code if code.starts_with("module-") => FailureKind::Unavailable,
            "ledger-broken" | "stored-unreadable" | "decision-invalid" | "log-unsound"
            | "log-behind" | "log-forked" | "log-damaged" | "backup-forked" => FailureKind::Broken,
            "token-absent" | "token-failed" | "token-unresponsive" | "key-may-remain"
            | "probe-may-remain" | "pin-uncertain" | "pin-locked" | "pin-paused" | "pin-needed"
            | "so-pin-locked" | "so-pin-paused" | "ledger-busy" | "disk-full"
            | "folder-read-only" | "io-failed" | "commit-uncertain" | "responder-unusable"
            | "seal-unusable" | "signing-failed" | "crl-owed" | "clock-behind"
            | "report-failed" | "practice-file" | "ledger-newer" | "backup-key-needed"
            | "backup-unverified" => FailureKind::Unavailable,
            _ => FailureKind::Refused,
        }
    }

    /// The event that records the refusal, if there is one.
    pub fn event(&self) -> Option<u64> {
        match self {
            Self::Input { event, .. }
            | Self::Rule { event, .. }
            | Self::PinRefused { event, .. } => *event,
            Self::Recorded { event, .. } => Some(*event),
            Self::IssuanceOwed { source, .. } => source.event(),
            _ => None,
        }
    }

    /// What the token or the system answered, word for word.
    pub fn answer(&self) -> Option<String> {
        match self {
            Self::PinRefused { answer, .. } => Some(answer.clone()),
            Self::SoPin(refusal) => refusal.answer().map(str::to_owned),
            Self::Token(error) => error.answer().map(|answer| answer.code.to_string()),
            Self::Ledger(error) => error.answer(),
            Self::Io { source, .. } => Some(source.to_string()),
            Self::CrlOwed { source, .. } | Self::IssuanceOwed { source, .. } => source.answer(),
            Self::Recorded { refusal, .. } => refusal.answer(),
            Self::Module(_) | Self::Load(_) | Self::Signing { .. } => innermost(self),
            _ => None,
        }
    }
}

fn innermost(error: &dyn std::error::Error) -> Option<String> {
    let mut last = error.source()?;
    while let Some(next) = last.source() {
        last = next;
    }
    Some(last.to_string())
}

fn token_code(error: &chancery_token::Error) -> &'static str {
    match error {
        chancery_token::Error::PinLocked { .. } => "pin-locked",
        chancery_token::Error::PinUnsuitable { .. } | chancery_token::Error::PinLength { .. } => {
            "pin-unsuitable"
        }
        chancery_token::Error::OnlyOnItsPad { .. } => "pin-pad",
        chancery_token::Error::UserPinMissing { .. } => "user-pin-missing",
        chancery_token::Error::PinUncertain { .. } => "pin-uncertain",
        chancery_token::Error::Unresponsive { .. } => "token-unresponsive",
        chancery_token::Error::KeyMayRemain { .. } => "key-may-remain",
        chancery_token::Error::ProbeMayRemain { .. } => "probe-may-remain",
        chancery_token::Error::AlgorithmUnsupported { .. } => "algorithm-unsupported",
        chancery_token::Error::LabelTaken { .. } => "token-label-taken",
        chancery_token::Error::NoFreeSlot { .. } => "no-free-slot",
        chancery_token::Error::WriteProtected { .. } => "token-write-protected",
        chancery_token::Error::KeyAbsent { .. } => "key-absent",
        chancery_token::Error::KeyDiffers { .. } => "key-differs",
        chancery_token::Error::TokenAbsent { .. } => "token-absent",
        _ => "token-failed",
    }
}

fn ledger_code(error: &chancery_ledger::Error) -> &'static str {
    match error {
        chancery_ledger::Error::Newer { .. } => "ledger-newer",
        chancery_ledger::Error::CommitUncertain { .. } => "commit-uncertain",
        error if error.is_out_of_room() => "disk-full",
        chancery_ledger::Error::Sqlite { .. } if error.is_passing() => {
            match error.answer().unwrap_or_default() {
                answer if answer.contains("readonly") || answer.contains("unable to open") => {
                    "folder-read-only"
                }
                answer if answer.contains("I/O") => "io-failed",
                _ => "ledger-busy",
            }
        }
        chancery_ledger::Error::Io { source, .. } => io_code(source),
        chancery_ledger::Error::Absent { .. } | chancery_ledger::Error::Foreign { .. } => {
            "not-a-workspace"
        }
        _ => "ledger-broken",
    }
}

fn io_code(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => "folder-read-only",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "disk-full",
        _ => "io-failed",
    }
}

/// For what follows a commit: it stands, and what could not be done now (a token that is out,
/// refuses the PIN at hand or does not show its key, a folder that is full) is made good by the next opening or the next
/// act. `None`: owed.
pub(crate) fn owed<T>(result: Result<T, Error>) -> Result<Option<T>, Error> {
    match result {
        Ok(done) => Ok(Some(done)),
        Err(Error::PinRefused { .. } | Error::Token(chancery_token::Error::KeyAbsent { .. })) => {
            Ok(None)
        }
        // What was begun and left is told in any case.
        Err(error @ Error::Token(chancery_token::Error::ProbeMayRemain { .. })) => Err(error),
        Err(error) if error.kind() == FailureKind::Unavailable => Ok(None),
        Err(error) => Err(error),
    }
}

impl From<chancery_ledger::Error> for Error {
    fn from(error: chancery_ledger::Error) -> Self {
        Self::Ledger(error)
    }
}

impl From<chancery_token::Error> for Error {
    fn from(error: chancery_token::Error) -> Self {
        let code = |answer: &Pkcs11Answer| answer.code.to_string();
        match error {
            chancery_token::Error::PinRefused { standing, answer } => Self::PinRefused {
                token: String::new(),
                standing,
                answer: code(&answer),
                event: None,
            },
            chancery_token::Error::TokenAbsent { token, .. } => Self::TokenAbsent {
                token: token.to_string(),
            },
            chancery_token::Error::TooManyTries { token, until } => Self::PinPaused {
                token: token.to_string(),
                until: crate::tries::until_words(until),
            },
            chancery_token::Error::LoggedOut { token } => Self::PinNeeded {
                token: token.label.to_string(),
            },
            other => Self::Token(other),
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Rule {
            refusal,
            event: None,
        }
    }
}
