//! What an event tells of itself: its kind, its subject, whether it went wrong.

use super::EventBody;

impl EventBody {
    /// The type as a key: `certificate_issued`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Founded { .. } => "founded",
            Self::OfficerEnrolled { .. } => "officer_enrolled",
            Self::TokenInitialised { .. } => "token_initialised",
            Self::TokenTaken { .. } => "token_taken",
            Self::TokenRelinked { .. } => "token_relinked",
            Self::PinChanged { .. } => "pin_changed",
            Self::InventoryTaken { .. } => "inventory_taken",
            Self::KeyIntended { .. } => "key_intended",
            Self::KeyAbandoned { .. } => "key_abandoned",
            Self::KeyGenerated { .. } => "key_generated",
            Self::KeyDestroyed { .. } => "key_destroyed",
            Self::SignedIn { .. } => "signed_in",
            Self::SignInFailed { .. } => "sign_in_failed",
            Self::RequestSubmitted { .. } => "request_submitted",
            Self::RequestApproved { .. } => "request_approved",
            Self::RequestRejected { .. } => "request_rejected",
            Self::IssuanceIntended { .. } => "issuance_intended",
            Self::CertificateIssued { .. } => "certificate_issued",
            Self::IssuanceAbandoned { .. } => "issuance_abandoned",
            Self::CertificateRevoked { .. } => "certificate_revoked",
            Self::CertificateSuspended { .. } => "certificate_suspended",
            Self::CertificateReleased { .. } => "certificate_released",
            Self::KeyCompromised { .. } => "key_compromised",
            Self::ChangeProposed { .. } => "change_proposed",
            Self::ChangeApproved { .. } => "change_approved",
            Self::ChangeRejected { .. } => "change_rejected",
            Self::OcspResponded { .. } => "ocsp_responded",
            Self::CrlPublished { .. } => "crl_published",
            Self::CheckpointSigned { .. } => "checkpoint_signed",
            Self::LogVerified { .. } => "log_verified",
            Self::ReportRendered { .. } => "report_rendered",
            Self::Refused { .. } => "refused",
        }
    }

    /// What it is about, as the log page shows and searches it: a request id, a serial, a label.
    pub fn subject(&self) -> String {
        match self {
            Self::Founded { object, .. } => object.to_upper_hex(),
            Self::OfficerEnrolled { officer, .. } | Self::SignInFailed { officer, .. } => {
                officer.to_string()
            }
            Self::TokenInitialised { label, .. }
            | Self::TokenTaken { label, .. }
            | Self::TokenRelinked { label, .. }
            | Self::KeyIntended { label, .. }
            | Self::KeyGenerated { label, .. } => label.clone(),
            Self::KeyAbandoned { cka_id, .. } => cka_id.clone(),
            Self::KeyCompromised { spki, .. } => spki.to_upper_hex(),
            Self::ChangeProposed { change, .. }
            | Self::ChangeApproved { change, .. }
            | Self::ChangeRejected { change, .. } => change.to_string(),
            Self::OcspResponded { serials, .. } => serials
                .first()
                .map_or_else(String::new, |serial| serial.to_uppercase()),
            Self::KeyDestroyed {
                cka_id, request, ..
            } => request
                .as_ref()
                .map_or_else(|| cka_id.clone(), ToString::to_string),
            Self::SignedIn { token_serial, .. }
            | Self::PinChanged { token_serial, .. }
            | Self::InventoryTaken { token_serial, .. } => token_serial.clone(),
            Self::RequestSubmitted { request, .. }
            | Self::RequestApproved { request, .. }
            | Self::RequestRejected { request, .. } => request.to_string(),
            Self::IssuanceIntended { serial, .. }
            | Self::CertificateIssued { serial, .. }
            | Self::IssuanceAbandoned { serial, .. }
            | Self::CertificateSuspended { serial, .. }
            | Self::CertificateReleased { serial, .. }
            | Self::CertificateRevoked { serial, .. } => serial.to_uppercase(),
            Self::CrlPublished { number, .. } => number.to_string(),
            Self::CheckpointSigned { size, .. } => size.to_string(),
            Self::LogVerified { events, .. } => events.to_string(),
            Self::ReportRendered { report, .. } => report.clone(),
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
                | Self::CertificateRevoked { .. }
                | Self::CertificateSuspended { .. }
                | Self::KeyCompromised { .. }
                | Self::ChangeRejected { .. }
                | Self::IssuanceAbandoned { .. }
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
                | Self::ReportRendered { .. }
        )
    }
}
