//! What happened, by type.

use serde::{Deserialize, Serialize};

use super::{ExportKind, KeyPurpose, RevocationReason, SignOffPart, SignOutCause, TokenPurpose};
use crate::{
    Algorithm, Sha256Digest, Utc,
    agent::AgentId,
    change::{ChangeId, ChangeKind},
    officer::{OfficerId, Role},
    profile::ProfileId,
    request::RequestId,
    retention::{HoldId, HoldSubject},
};

/// What happened. Hashes name blobs.
// Stored: variants and fields may be added, never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum EventBody {
    /// The workspace was founded.
    Founded {
        /// The founding object.
        object: Sha256Digest,
        /// Statements of the quorum over it.
        decisions: Vec<Sha256Digest>,
    },
    /// An officer began.
    OfficerEnrolled {
        /// Pseudonym.
        officer: OfficerId,
        /// Role.
        role: Role,
        /// Certificate.
        certificate: Sha256Digest,
        /// Label of their token.
        token_label: String,
        /// Serial of their token.
        token_serial: String,
        /// Name, committed; the blob can be erased.
        name: Sha256Digest,
        /// The change that put it in force; absent at the founding.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        change: Option<ChangeId>,
    },
    /// An officer got another token, beside or in place of the one before.
    OfficerTokenAdded {
        /// Pseudonym.
        officer: OfficerId,
        /// Certificate.
        certificate: Sha256Digest,
        /// Label of the token.
        token_label: String,
        /// Serial of the token.
        token_serial: String,
        /// The change that put it in force.
        change: ChangeId,
    },
    /// A token was initialised.
    TokenInitialised {
        /// Label.
        label: String,
        /// Serial.
        serial: String,
        /// What it is for.
        purpose: TokenPurpose,
        /// Path of its PKCS#11 module; absent for a practice token.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        module: Option<String>,
    },
    /// A token that was initialised elsewhere is used from now on.
    TokenTaken {
        /// Label.
        label: String,
        /// Serial.
        serial: String,
        /// What it is for.
        purpose: TokenPurpose,
        /// Path of its PKCS#11 module.
        module: String,
    },
    /// Another token, or the same at another place, holds the same keys: proved for each.
    TokenRelinked {
        /// Serial that the keys were known under.
        from: String,
        /// Serial of the token that holds them now.
        to: String,
        /// Its label.
        label: String,
        /// Path of its PKCS#11 module; absent for a practice token.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        module: Option<String>,
        /// Keys whose possession was proved.
        keys: u64,
    },
    /// The user PIN of a token was changed.
    PinChanged {
        /// Serial of the token.
        token_serial: String,
        /// True: its security officer set it anew; the old one was not known.
        by_security_officer: bool,
    },
    /// The keys of a token were held against those that the log knows.
    InventoryTaken {
        /// Serial of the token.
        token_serial: String,
        /// Keys that both know.
        known: u64,
        /// Labels and CKA_IDs of keys that the log does not know, and of keys that the token does
        /// not hold: a blob.
        listing: Sha256Digest,
        /// Keys that the log does not know.
        strangers: u64,
        /// Keys that the token does not hold.
        missing: u64,
    },
    /// What a token can do was found out by trying.
    TokenProbed {
        /// Serial of the token.
        token_serial: String,
        /// What was tried, and what was found: a blob.
        findings: Sha256Digest,
        /// Those of the algorithms tried that work there.
        algorithms: Vec<Algorithm>,
    },
    /// A key is about to be made: written before the token makes it.
    KeyIntended {
        /// Serial of the token.
        token_serial: String,
        /// CKA_ID, hex.
        cka_id: String,
        /// CKA_LABEL.
        label: String,
        /// What it is for.
        purpose: KeyPurpose,
        /// Algorithm.
        algorithm: Algorithm,
    },
    /// An intended key was given up: it was never made, or nobody has use for it any more.
    KeyAbandoned {
        /// Serial of the token.
        token_serial: String,
        /// CKA_ID, hex.
        cka_id: String,
        /// True: it had been made, and was destroyed.
        destroyed: bool,
    },
    /// A key was made in a token.
    KeyGenerated {
        /// Serial of the token.
        token_serial: String,
        /// CKA_ID, hex.
        cka_id: String,
        /// CKA_LABEL.
        label: String,
        /// What it is for.
        purpose: KeyPurpose,
        /// Algorithm.
        algorithm: Algorithm,
        /// SubjectPublicKeyInfo.
        spki: Sha256Digest,
        /// Custody facts as the token stated them.
        custody: Sha256Digest,
    },
    /// A key was destroyed.
    KeyDestroyed {
        /// Serial of the token.
        token_serial: String,
        /// CKA_ID, hex.
        cka_id: String,
        /// SubjectPublicKeyInfo.
        spki: Sha256Digest,
        /// The request it was made for.
        request: Option<RequestId>,
    },
    /// An officer signed in: their token signed a fresh challenge.
    SignedIn {
        /// Serial of the token.
        token_serial: String,
        /// The challenge's hash.
        challenge: Sha256Digest,
    },
    /// An officer signed out, or was signed out.
    SignedOut {
        /// Serial of the token.
        token_serial: String,
        /// Why.
        cause: SignOutCause,
    },
    /// A sign-in, or the PIN of a signature, was not accepted.
    SignInFailed {
        /// Who it was said to be.
        officer: OfficerId,
        /// Serial of the token.
        token_serial: String,
        /// What the token answered.
        answer: String,
    },
    /// A maker submitted a request.
    RequestSubmitted {
        /// Its id.
        request: RequestId,
        /// The agent.
        agent_id: AgentId,
        /// The object decided on.
        object: Sha256Digest,
        /// The maker's statement.
        decision: Sha256Digest,
        /// The agent's key.
        spki: Sha256Digest,
        /// The request that the agent's operator signed (PKCS#10), if the key is theirs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        csr: Option<Sha256Digest>,
        /// Serial of the certificate that this one is to follow, hex.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        renews: Option<String>,
        /// The list of requests over which the maker's statement was made, if it was made over
        /// several at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        batch: Option<Sha256Digest>,
        /// Approvals that the profile and the policy ask for, if more than one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approvals: Option<u8>,
        /// SHA-256 of the approval policy under which it was submitted; absent before there were
        /// any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        policy: Option<Sha256Digest>,
        /// The standing authorisation under which it needs no other approval.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        standing: Option<ChangeId>,
    },
    /// An officer took it back before it was issued.
    RequestWithdrawn {
        /// Which.
        request: RequestId,
        /// The object decided on.
        object: Sha256Digest,
        /// The officer's statement.
        decision: Sha256Digest,
    },
    /// Its approval was not used in time.
    RequestExpired {
        /// Which.
        request: RequestId,
    },
    /// A request is being written: what there is of it so far.
    RequestDrafted {
        /// The draft's name: the same draft is kept again under it.
        draft: String,
        /// What was typed, salted; the blob can be erased. Absent: the draft is given up.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content: Option<Sha256Digest>,
    },
    /// A checker approved it.
    RequestApproved {
        /// Which.
        request: RequestId,
        /// The object decided on.
        object: Sha256Digest,
        /// The checker's statement.
        decision: Sha256Digest,
        /// The list of requests over which the statement was made, if over several at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        batch: Option<Sha256Digest>,
    },
    /// A checker rejected it.
    RequestRejected {
        /// Which.
        request: RequestId,
        /// The object decided on.
        object: Sha256Digest,
        /// The checker's statement.
        decision: Sha256Digest,
    },
    /// A certificate is about to be signed: written before the token signs.
    IssuanceIntended {
        /// The request.
        request: RequestId,
        /// Serial number, hex.
        serial: String,
        /// The whole to-be-signed certificate.
        tbs: Sha256Digest,
        /// Which part of the issuer's CRL it belongs to; absent for the first.
        #[serde(default, skip_serializing_if = "is_zero")]
        partition: u32,
        /// The standing authorisation that it uses, once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        standing: Option<ChangeId>,
    },
    /// An officer's certificate is about to be signed: written before the token signs.
    EnrolmentIntended {
        /// The change that two officers decided.
        change: ChangeId,
        /// Whose.
        officer: OfficerId,
        /// Serial number, hex.
        serial: String,
        /// The whole to-be-signed certificate.
        tbs: Sha256Digest,
        /// Which part of the issuer's CRL it belongs to; absent for the first.
        #[serde(default, skip_serializing_if = "is_zero")]
        partition: u32,
    },
    /// The next certificate of a service is about to be signed, over the key that the founding
    /// named: written before the token signs.
    ServiceIntended {
        /// Its profile, which names the service.
        profile: ProfileId,
        /// Serial number, hex.
        serial: String,
        /// The whole to-be-signed certificate.
        tbs: Sha256Digest,
        /// Which part of the issuer's CRL it belongs to; absent for the first.
        #[serde(default, skip_serializing_if = "is_zero")]
        partition: u32,
    },
    /// A certificate was signed.
    CertificateIssued {
        /// The request, for an agent's certificate.
        request: Option<RequestId>,
        /// Profile.
        profile: ProfileId,
        /// Common name: the agent's id, for an agent.
        common_name: String,
        /// Serial number, hex.
        serial: String,
        /// Subject key identifier of the issuer, hex.
        issuer_ski: String,
        /// Certificate, DER.
        certificate: Sha256Digest,
        /// SubjectPublicKeyInfo.
        spki: Sha256Digest,
        /// First instant.
        not_before: Utc,
        /// Last instant.
        not_after: Utc,
        /// Which part of the issuer's CRL it belongs to; absent for the first.
        #[serde(default, skip_serializing_if = "is_zero")]
        partition: u32,
    },
    /// An intended certificate was given up; its serial goes on the CRL.
    IssuanceAbandoned {
        /// The request.
        request: RequestId,
        /// Serial number, hex.
        serial: String,
        /// Why, as a code.
        code: String,
    },
    /// A certificate was revoked.
    CertificateRevoked {
        /// Serial number, hex.
        serial: String,
        /// Why.
        reason: RevocationReason,
        /// The officer's statement.
        decision: Sha256Digest,
        /// Since when the key or the agent is thought to have been bad (RFC 5280, 5.3.2).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        invalid_since: Option<Utc>,
        /// True: one officer did it alone, and a second one is to confirm it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unconfirmed: bool,
        /// The change that ended the officer's service, of whom it is; its approval is the
        /// statement. Absent where an officer revoked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        change: Option<ChangeId>,
    },
    /// Another officer confirmed a revocation that one had made alone.
    RevocationConfirmed {
        /// Serial number, hex.
        serial: String,
        /// The object decided on: the revocation's.
        object: Sha256Digest,
        /// The second officer's statement.
        decision: Sha256Digest,
    },
    /// A certificate was put on hold.
    CertificateSuspended {
        /// Serial number, hex.
        serial: String,
        /// The officer's statement.
        decision: Sha256Digest,
    },
    /// A certificate was released from hold.
    CertificateReleased {
        /// Serial number, hex.
        serial: String,
        /// The officer's statement.
        decision: Sha256Digest,
        /// The change that two officers decided; absent before releases took two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        change: Option<ChangeId>,
    },
    /// A key was declared compromised: every certificate that stands on it is denied.
    KeyCompromised {
        /// SubjectPublicKeyInfo.
        spki: Sha256Digest,
        /// The object decided on: names every certificate beneath the key.
        object: Sha256Digest,
        /// The officer's statement.
        decision: Sha256Digest,
        /// Certificates that were denied by it.
        denied: u64,
    },
    /// A change of the workspace's rules was proposed.
    ChangeProposed {
        /// Its id.
        change: ChangeId,
        /// What is to change.
        kind: ChangeKind,
        /// The object decided on.
        object: Sha256Digest,
        /// The proposer's statement.
        decision: Sha256Digest,
        /// Approvals that it takes, if more than one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        approvals: Option<u8>,
    },
    /// Another officer approved it: with the last approval that it takes it is in force.
    ChangeApproved {
        /// Which.
        change: ChangeId,
        /// The object decided on.
        object: Sha256Digest,
        /// The second officer's statement.
        decision: Sha256Digest,
    },
    /// A second officer rejected it.
    ChangeRejected {
        /// Which.
        change: ChangeId,
        /// The object decided on.
        object: Sha256Digest,
        /// The second officer's statement.
        decision: Sha256Digest,
    },
    /// A standing authorisation was taken back: it approves nothing more.
    StandingWithdrawn {
        /// The change that had put it in force.
        standing: ChangeId,
        /// The object decided on.
        object: Sha256Digest,
        /// The officer's statement.
        decision: Sha256Digest,
    },
    /// An agent was reviewed: what it may do is still what it should.
    AgentReviewed {
        /// Which.
        agent_id: AgentId,
        /// The object decided on: the agent and its certificates.
        object: Sha256Digest,
        /// The officer's statement.
        decision: Sha256Digest,
    },
    /// A report was signed off.
    ReportSignedOff {
        /// Its id.
        report: String,
        /// SHA-256 of the sealed file: the object decided on.
        sha256: Sha256Digest,
        /// As what.
        part: SignOffPart,
        /// The officer's statement.
        decision: Sha256Digest,
    },
    /// An OCSP request was answered.
    OcspResponded {
        /// Serial numbers asked about, hex.
        serials: Vec<String>,
        /// SHA-256 of the response.
        response: Sha256Digest,
    },
    /// A CRL was signed and published.
    CrlPublished {
        /// Subject key identifier of the issuer, hex.
        issuer_ski: String,
        /// cRLNumber.
        number: u64,
        /// CRL, DER.
        crl: Sha256Digest,
        /// thisUpdate.
        this_update: Utc,
        /// nextUpdate.
        next_update: Utc,
        /// Entries.
        entries: u64,
        /// Which part of the certificates it covers; absent for the first.
        #[serde(default, skip_serializing_if = "is_zero")]
        partition: u32,
        /// For a delta CRL: the number of the full one that it adds to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<u64>,
    },
    /// A checkpoint was signed.
    CheckpointSigned {
        /// Tree size.
        size: u64,
        /// Root hash.
        root: Sha256Digest,
        /// The signed note.
        note: Sha256Digest,
    },
    /// The log was verified.
    LogVerified {
        /// Events recomputed.
        events: u64,
        /// Checkpoints checked.
        checkpoints: u64,
        /// True if no fault was found.
        sound: bool,
        /// Event numbers at fault, the first hundred.
        faults: Vec<u64>,
    },
    /// A report was rendered and sealed.
    ReportRendered {
        /// Its id.
        report: String,
        /// First day.
        from: String,
        /// Last day.
        to: String,
        /// SHA-256 of the sealed file.
        sha256: Sha256Digest,
        /// Pages.
        pages: u32,
        /// Bytes.
        bytes: u64,
        /// File name under `reports/`.
        file: String,
    },
    /// A checkpoint was cosigned by a witness: it holds no other history of this log.
    CheckpointCosigned {
        /// Tree size.
        size: u64,
        /// Root hash.
        root: Sha256Digest,
        /// The witness, by the name of its key.
        witness: String,
        /// When the witness says that it saw it.
        seen_at: Utc,
        /// The checkpoint with the witness's line: a blob.
        cosigned: Sha256Digest,
    },
    /// This workstation, as a witness, cosigned a checkpoint of another log.
    LogWitnessed {
        /// Origin of that log.
        origin: String,
        /// Its verifier keys: a blob of vkey lines.
        keys: Sha256Digest,
        /// Tree size.
        size: u64,
        /// Root hash.
        root: Sha256Digest,
        /// The line that was given: a blob.
        cosignature: Sha256Digest,
    },
    /// A query for a time stamp over a checkpoint was written, to be carried to an authority.
    TimestampRequested {
        /// Tree size of the checkpoint.
        size: u64,
        /// The query (RFC 3161), DER: a blob.
        request: Sha256Digest,
    },
    /// A time stamp over a checkpoint was taken in.
    CheckpointTimestamped {
        /// Tree size of the checkpoint.
        size: u64,
        /// The query that it answers.
        request: Sha256Digest,
        /// The answer (RFC 3161), DER: a blob.
        response: Sha256Digest,
        /// genTime.
        time: Utc,
        /// Subject of the authority's certificate.
        authority: String,
    },
    /// The log left the workstation: checkpoint, tiles and entry bundles.
    LogExported {
        /// Tree size of the checkpoint that it ends with.
        size: u64,
    },
    /// Something left the workstation as a file.
    Exported {
        /// What.
        what: ExportKind,
        /// Which: a serial, an event's number, a request.
        subject: String,
        /// SHA-256 of the file, where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sha256: Option<Sha256Digest>,
    },
    /// An auditor looked at a record.
    RecordRead {
        /// What kind of record: `request`, `certificate`, `event`, ...
        what: String,
        /// Which.
        subject: String,
    },
    /// The clock went back: it says an earlier time than the log, by more than two minutes.
    ClockJumped {
        /// The time of the event before.
        last: Utc,
        /// The time that the clock says.
        clock: Utc,
        /// A person said that the clock is right, and was ahead before: no later time that the
        /// log says up to here counts any more.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        confirmed: bool,
    },
    /// A token that is not an officer's was unlocked.
    TokenUnlocked {
        /// Its label.
        label: String,
        /// Its serial.
        token_serial: String,
    },
    /// Side data was erased; what the log says of it is a salted hash, and stays.
    BlobErased {
        /// The blob.
        blob: Sha256Digest,
        /// The change that two officers decided.
        change: ChangeId,
    },
    /// Side data is kept until further notice, whatever its retention says.
    HoldPlaced {
        /// Its id.
        hold: HoldId,
        /// What is held.
        subject: HoldSubject,
        /// The object decided on.
        object: Sha256Digest,
        /// The officer's statement.
        decision: Sha256Digest,
    },
    /// A backup was made, and verified by restoring it to a scratch place.
    BackupMade {
        /// SHA-256 of the file.
        sha256: Sha256Digest,
        /// Events in it.
        size: u64,
        /// True: only a recipient's key or the passphrase opens it.
        encrypted: bool,
    },
    /// The workspace was restored from a backup.
    WorkspaceRestored {
        /// SHA-256 of the file.
        backup: Sha256Digest,
        /// Events in it.
        size: u64,
        /// Size of the checkpoint that it was held against, if one was shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shown: Option<u64>,
    },
    /// The tables were made anew from events and blobs.
    TablesRebuilt {
        /// Those that had said something else.
        differed: Vec<String>,
    },
    /// The ledger was brought from an earlier version to a later one.
    LedgerMigrated {
        /// Version before.
        from: u32,
        /// Version after.
        to: u32,
    },
    /// A rule said no.
    Refused {
        /// What was tried: `approve`, `submit`, ...
        operation: String,
        /// The failure's code.
        code: String,
        /// What it was about.
        subject: String,
        /// Fields at fault.
        fields: Vec<String>,
    },
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
