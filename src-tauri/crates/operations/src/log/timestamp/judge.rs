//! The two verdicts on a time stamp.

use chancery_pki::{
    oid,
    path::{Budget, ForeignCertificate, Lists, PathError, PolicyInputs, Question, answer},
    pem::{self, Label},
    signature::{self, Hash, SignatureAlgorithm},
};
use chancery_seal::timestamp::{DigestAlgorithm, Request, Response, ResponseError, Signed};

use super::TimestampRefusal;

/// An authority is called in an event by no more than this.
const NAME: usize = 512;

/// A time stamp whose signature is right, for the query that it was held against.
pub(super) struct Judged {
    pub(super) response: Response,
    /// Subject of the signer's certificate.
    pub(super) authority: String,
    /// Whether it descends from a root; `None` if none was named.
    pub(super) path: Option<Result<(), PathError>>,
}

/// Certificates that a person trusts, in PEM or DER.
pub(super) fn roots(files: &[Vec<u8>]) -> Result<Vec<ForeignCertificate>, TimestampRefusal> {
    files
        .iter()
        .map(|bytes| {
            let pem = std::str::from_utf8(bytes).ok();
            let der = pem.and_then(|text| pem::decode(Label::Certificate, text));
            let der = der.as_deref().unwrap_or(bytes);
            ForeignCertificate::from_der(der).map_err(TimestampRefusal::Root)
        })
        .collect()
}

/// Whether the authority's key signed `response`, as an answer to `request`; and who vouches for
/// that key.
pub(super) fn judge(
    response: &[u8],
    request: &Request,
    roots: &[ForeignCertificate],
) -> Result<Judged, TimestampRefusal> {
    let response = Response::from_der(response).map_err(TimestampRefusal::Response)?;
    response
        .check_answers(request)
        .map_err(TimestampRefusal::Response)?;
    verify(response.signed())?;
    let signer = ForeignCertificate::from_der(response.signer())
        .map_err(|_| TimestampRefusal::Response(ResponseError::Certificate))?;
    let path = (!roots.is_empty()).then(|| path(&response, &signer, roots));
    Ok(Judged {
        authority: signer.called().chars().take(NAME).collect(),
        path,
        response,
    })
}

fn verify(signed: &Signed) -> Result<(), TimestampRefusal> {
    let algorithm = SignatureAlgorithm::from_der(&signed.signature_algorithm)
        .map_err(TimestampRefusal::Algorithm)?;
    // RFC 5652, 5.4: the attributes are hashed as the content was. RFC 8419, 3.1 has SHA-512
    // beside Ed25519.
    let hash = match algorithm {
        SignatureAlgorithm::Ecdsa(hash)
        | SignatureAlgorithm::RsaPkcs1(hash)
        | SignatureAlgorithm::RsaPss { hash, .. } => hash,
        SignatureAlgorithm::Ed25519 => Hash::Sha512,
    };
    let same = matches!(
        (hash, signed.digest_algorithm),
        (Hash::Sha256, DigestAlgorithm::Sha256)
            | (Hash::Sha384, DigestAlgorithm::Sha384)
            | (Hash::Sha512, DigestAlgorithm::Sha512)
    );
    if !same {
        return Err(TimestampRefusal::TwoHashes);
    }
    signature::verify(
        &signed.spki,
        &signed.signature_algorithm,
        &signed.message,
        &signed.signature,
    )
    .map_err(TimestampRefusal::Signature)
}

/// RFC 5280, 6 as of the time that it states.
fn path(
    response: &Response,
    signer: &ForeignCertificate,
    roots: &[ForeignCertificate],
) -> Result<(), PathError> {
    // One that can't be read is none that helps.
    let others = response.certificates().iter();
    let others: Vec<_> = others
        .filter_map(|der| ForeignCertificate::from_der(der).ok())
        .collect();
    let question = Question {
        leaf: signer,
        intermediates: &others,
        anchors: roots,
        at: response.info().gen_time,
        purpose: Some(oid::TIME_STAMPING),
        key_usage: None,
        policies: PolicyInputs::default(),
        lists: Lists::NotAsked,
        understood: &[],
        budget: Budget::default(),
    };
    answer(&question).verdict.map(|_| ())
}

#[cfg(test)]
mod tests;
