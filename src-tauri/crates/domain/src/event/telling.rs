//! What an event tells of itself: its kind, its subject, whether it went wrong.

use super::EventBody;
use crate::request::RequestId;

impl EventBody {
    /// The type as a key: `certificate_issued`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::OfficerEnrolled { .. } => "officer_enrolled",
            Self::OfficerTokenAdded { .. } => "officer_token_added",
            Self::TokenInitialised { .. } => "token_initialised",
            Self::TokenTaken { .. } => "token_taken",
            Self::TokenRelinked { .. } => "token_relinked",
            Self::PinChanged { .. } => "pin_changed",
            Self::InventoryTaken { .. } => "inventory_taken",
            Self::TokenProbed { .. } => "token_probed",
            Self::KeyIntended { .. } => "key_intended",
            Self::KeyAbandoned { .. } => "key_abandoned",
            Self::KeyGenerated { .. } => "key_generated",
            Self::KeyDestroyed { .. } => "key_destroyed",
            Self::SignedIn { .. } => "signed_in",
            Self::SignedOut { .. } => "signed_out",
            Self::SignInFailed { .. } => "sign_in_failed",
            Self::RequestSubmitted { .. } => "request_submitted",
            Self::RequestApproved { .. } => "request_approved",
            Self::RequestRejected { .. } => "request_rejected",
            Self::RequestWithdrawn { .. } => "request_withdrawn",
            Self::RequestExpired { .. } => "request_expired",
            Self::RequestDrafted { .. } => "request_drafted",
            Self::IssuanceIntended { .. } => "issuance_intended",
            Self::EnrolmentIntended { .. } => "enrolment_intended",
            Self::ServiceIntended { .. } => "service_intended",
            Self::CertificateIssued { .. } => "certificate_issued",
            Self::IssuanceAbandoned { .. } => "issuance_abandoned",
            Self::CertificateRevoked { .. } => "certificate_revoked",
            Self::RevocationConfirmed { .. } => "revocation_confirmed",
            Self::CertificateSuspended { .. } => "certificate_suspended",
            Self::CertificateReleased { .. } => "certificate_released",
            Self::KeyCompromised { .. } => "key_compromised",
            Self::ChangeProposed { .. } => "change_proposed",
            Self::ChangeApproved { .. } => "change_approved",
            Self::ChangeRejected { .. } => "change_rejected",
            Self::StandingWithdrawn { .. } => "standing_withdrawn",
            Self::AgentReviewed { .. } => "agent_reviewed",
            Self::ReportSignedOff { .. } => "report_signed_off",
            Self::OcspResponded { .. } => "ocsp_responded",
            Self::CrlPublished { .. } => "crl_published",
            Self::CheckpointSigned { .. } => "checkpoint_signed",
            Self::LogVerified { .. } => "log_verified",
            Self::ReportRendered { .. } => "report_rendered",
            Self::CheckpointCosigned { .. } => "checkpoint_cosigned",
            Self::LogWitnessed { .. } => "log_witnessed",
            Self::TimestampRequested { .. } => "timestamp_requested",
            Self::CheckpointTimestamped { .. } => "checkpoint_timestamped",
            Self::LogExported { .. } => "log_exported",
            Self::Exported { .. } => "exported",
            Self::RecordRead { .. } => "record_read",
            Self::ClockJumped { .. } => "clock_jumped",
            Self::TokenUnlocked { .. } => "token_unlocked",
            Self::BlobErased { .. } => "blob_erased",
            Self::HoldPlaced { .. } => "hold_placed",
            Self::BackupMade { .. } => "backup_made",
            Self::WorkspaceRestored { .. } => "workspace_restored",
            Self::TablesRebuilt { .. } => "tables_rebuilt",
            Self::LedgerMigrated { .. } => "ledger_migrated",
            Self::Refused { .. } => "refused",
        }
    }

    /// What it is about, as the log page shows and searches it: a request id, a serial, a label.
    pub fn subject(&self) -> String {
        match self {
            Self::Founded { object, .. } => object.to_upper_hex(),
            Self::LogWitnessed { origin, .. } => origin.clone(),
            Self::BlobErased { blob, .. } => blob.to_upper_hex(),
            Self::HoldPlaced { hold, .. } => hold.to_string(),
            Self::ClockJumped { clock, .. } => clock.to_string(),
            Self::TablesRebuilt { differed } => differed.join(", "),
            Self::LedgerMigrated { to, .. } => to.to_string(),
            Self::Exported { subject, .. } | Self::RecordRead { subject, .. } => subject.clone(),
            Self::OfficerEnrolled { officer, .. }
            | Self::OfficerTokenAdded { officer, .. }
            | Self::SignInFailed { officer, .. } => officer.to_string(),
            Self::RequestDrafted { draft, .. } => draft.clone(),
            Self::AgentReviewed { agent_id, .. } => agent_id.to_string(),
            Self::StandingWithdrawn { standing, .. } => standing.to_string(),
            Self::TokenInitialised { label, .. }
            | Self::TokenTaken { label, .. }
            | Self::TokenRelinked { label, .. }
            | Self::TokenUnlocked { label, .. }
            | Self::KeyIntended { label, .. }
            | Self::KeyGenerated { label, .. } => label.clone(),
            Self::KeyAbandoned { cka_id, .. } => cka_id.clone(),
            Self::KeyCompromised { spki, .. } => spki.to_upper_hex(),
            Self::ChangeProposed { change, .. }
            | Self::ChangeApproved { change, .. }
            | Self::ChangeRejected { change, .. }
            | Self::EnrolmentIntended { change, .. } => change.to_string(),
            Self::ServiceIntended { profile, .. } => profile.name().to_owned(),
            Self::OcspResponded { serials, .. } => serials
                .first()
                .map_or_else(String::new, |serial| serial.to_uppercase()),
            Self::KeyDestroyed {
                cka_id, request, ..
            } => request
                .as_ref()
                .map_or_else(|| cka_id.clone(), ToString::to_string),
            Self::SignedIn { token_serial, .. }
            | Self::SignedOut { token_serial, .. }
            | Self::PinChanged { token_serial, .. }
            | Self::InventoryTaken { token_serial, .. }
            | Self::TokenProbed { token_serial, .. } => token_serial.clone(),
            Self::RequestSubmitted { request, .. }
            | Self::RequestApproved { request, .. }
            | Self::RequestRejected { request, .. }
            | Self::RequestWithdrawn { request, .. }
            | Self::RequestExpired { request } => request.to_string(),
            Self::IssuanceIntended { serial, .. }
            | Self::CertificateIssued { serial, .. }
            | Self::IssuanceAbandoned { serial, .. }
            | Self::CertificateSuspended { serial, .. }
            | Self::CertificateReleased { serial, .. }
            | Self::CertificateRevoked { serial, .. }
            | Self::RevocationConfirmed { serial, .. } => serial.to_uppercase(),
            Self::CrlPublished { number, .. } => number.to_string(),
            Self::CheckpointSigned { size, .. }
            | Self::CheckpointCosigned { size, .. }
            | Self::TimestampRequested { size, .. }
            | Self::CheckpointTimestamped { size, .. }
            | Self::LogExported { size }
            | Self::BackupMade { size, .. }
            | Self::WorkspaceRestored { size, .. } => size.to_string(),
            Self::LogVerified { events, .. } => events.to_string(),
            Self::ReportRendered { report, .. } | Self::ReportSignedOff { report, .. } => {
                report.clone()
            }
            Self::Refused { subject, .. } => subject.clone(),
        }
    }

    /// True for refusals and failures.
    pub fn is_negative(&self) -> bool {
        matches!(
            self,
            Self::SignInFailed { .. }
                | Self::Refused { .. }
                | Self::RequestRejected { .. }
                | Self::RequestExpired { .. }
                | Self::StandingWithdrawn { .. }
                | Self::CertificateRevoked { .. }
                | Self::CertificateSuspended { .. }
                | Self::KeyCompromised { .. }
                | Self::ChangeRejected { .. }
                | Self::IssuanceAbandoned { .. }
                | Self::ClockJumped { .. }
                | Self::LogVerified { sound: false, .. }
        )
    }

    /// True if a key in a token signed something that belongs to it.
    pub fn is_signed(&self) -> bool {
        matches!(
            self,
            Self::Founded { .. }
                | Self::SignedIn { .. }
                | Self::RequestSubmitted { .. }
                | Self::RequestApproved { .. }
                | Self::RequestRejected { .. }
                | Self::RequestWithdrawn { .. }
                | Self::RevocationConfirmed { .. }
                | Self::StandingWithdrawn { .. }
                | Self::AgentReviewed { .. }
                | Self::ReportSignedOff { .. }
                | Self::CertificateIssued { .. }
                | Self::CertificateRevoked { .. }
                | Self::CertificateSuspended { .. }
                | Self::CertificateReleased { .. }
                | Self::KeyCompromised { .. }
                | Self::ChangeProposed { .. }
                | Self::ChangeApproved { .. }
                | Self::ChangeRejected { .. }
                | Self::OcspResponded { .. }
                | Self::CrlPublished { .. }
                | Self::CheckpointSigned { .. }
                | Self::LogWitnessed { .. }
                | Self::HoldPlaced { .. }
                | Self::ReportRendered { .. }
        )
    }

    /// The request that it is about, where it names one.
    pub fn request(&self) -> Option<&RequestId> {
        match self {
            Self::RequestSubmitted { request, .. }
            | Self::RequestApproved { request, .. }
            | Self::RequestRejected { request, .. }
            | Self::RequestWithdrawn { request, .. }
            | Self::RequestExpired { request }
            | Self::IssuanceIntended { request, .. }
            | Self::IssuanceAbandoned { request, .. } => Some(request),
            Self::CertificateIssued { request, .. } | Self::KeyDestroyed { request, .. } => {
                request.as_ref()
            }
            _ => None,
        }
    }

    /// The certificate that it is about, by serial, where it names one.
    pub fn certificate_serial(&self) -> Option<&str> {
        match self {
            Self::IssuanceIntended { serial, .. }
            | Self::EnrolmentIntended { serial, .. }
            | Self::ServiceIntended { serial, .. }
            | Self::CertificateIssued { serial, .. }
            | Self::IssuanceAbandoned { serial, .. }
            | Self::CertificateRevoked { serial, .. }
            | Self::RevocationConfirmed { serial, .. }
            | Self::CertificateSuspended { serial, .. }
            | Self::CertificateReleased { serial, .. } => Some(serial),
            _ => None,
        }
    }

    /// Serial of the token that it is about, where it names one.
    pub fn token_serial(&self) -> Option<&str> {
        match self {
            Self::TokenInitialised { serial, .. } | Self::TokenTaken { serial, .. } => Some(serial),
            Self::TokenRelinked { to, .. } => Some(to),
            Self::OfficerEnrolled { token_serial, .. }
            | Self::OfficerTokenAdded { token_serial, .. }
            | Self::SignedOut { token_serial, .. }
            | Self::PinChanged { token_serial, .. }
            | Self::InventoryTaken { token_serial, .. }
            | Self::TokenProbed { token_serial, .. }
            | Self::KeyIntended { token_serial, .. }
            | Self::KeyAbandoned { token_serial, .. }
            | Self::KeyGenerated { token_serial, .. }
            | Self::KeyDestroyed { token_serial, .. }
            | Self::SignedIn { token_serial, .. }
            | Self::SignInFailed { token_serial, .. }
            | Self::TokenUnlocked { token_serial, .. } => Some(token_serial),
            _ => None,
        }
    }

    /// How it came out: `done`, `refused` or `failed`.
    pub fn outcome(&self) -> &'static str {
        match self {
            Self::Refused { .. } | Self::SignInFailed { .. } => "refused",
            Self::IssuanceAbandoned { .. }
            | Self::KeyAbandoned { .. }
            | Self::LogVerified { sound: false, .. } => "failed",
            _ => "done",
        }
    }
}
