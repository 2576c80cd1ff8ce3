//! Officers, the OCSP responder and the seals.

use chancery_domain::profile::ProfileId;
use rcgen::CertificateParams;

use super::{BuildError, Fields, Locations, base, encode_under, extension, subject_key_identifier};
use crate::certificate::Certificate;
use crate::oid;
use crate::tbs::ToBeSigned;

/// An officer's certificate. Its common name is a pseudonym; the name stays in the
/// database.
pub fn officer(
    fields: &Fields,
    issuer: &Certificate,
    locations: &Locations,
) -> Result<ToBeSigned, BuildError> {
    with_revocation(ProfileId::Officer, fields, issuer, locations)
}

/// The certificate of the key that seals reports and evidence packs.
pub fn report_seal(
    fields: &Fields,
    issuer: &Certificate,
    locations: &Locations,
) -> Result<ToBeSigned, BuildError> {
    with_revocation(ProfileId::ReportSeal, fields, issuer, locations)
}

/// The certificate of the key that signs what the workstation itself states.
pub fn service_seal(
    fields: &Fields,
    issuer: &Certificate,
    locations: &Locations,
) -> Result<ToBeSigned, BuildError> {
    with_revocation(ProfileId::ServiceSeal, fields, issuer, locations)
}

/// An OCSP responder's certificate. It is never checked for revocation, and short
/// of life instead (RFC 6960, 4.2.2.2.1).
pub fn ocsp_responder(
    fields: &Fields,
    issuer: &Certificate,
    locations: &Locations,
) -> Result<ToBeSigned, BuildError> {
    let silent = Locations {
        ocsp_url: None,
        ..locations.clone()
    };
    let mut params = common(ProfileId::OcspResponder, fields, &silent)?;
    params.custom_extensions.push(extension::ocsp_nocheck());
    encode_under(issuer, &params, fields)
}

fn with_revocation(
    profile: ProfileId,
    fields: &Fields,
    issuer: &Certificate,
    locations: &Locations,
) -> Result<ToBeSigned, BuildError> {
    let mut params = common(profile, fields, locations)?;
    params.crl_distribution_points = vec![extension::crl_distribution_point(&locations.crl_url)?];
    encode_under(issuer, &params, fields)
}

fn common(
    profile: ProfileId,
    fields: &Fields,
    locations: &Locations,
) -> Result<CertificateParams, BuildError> {
    let mut params = base(profile, fields)?;
    let identifier = subject_key_identifier(fields)?;
    params.custom_extensions = vec![extension::subject_key_identifier(&identifier)];
    if fields.practice {
        params
            .custom_extensions
            .push(extension::policies(&[oid::POLICY_PRACTICE]));
    }
    params
        .custom_extensions
        .push(extension::authority_info_access(locations)?);
    Ok(params)
}
