//! The founding: certificates, the quorum's decision, the first events.

use std::sync::Mutex;

use chancery_domain::{
    Sha256Digest, Utc,
    commitment::Committed,
    decision::{DECISION_CONTENT_TYPE, Decision, DecisionTag},
    event::{Actor, EventBody, KeyPurpose},
    founding::{FoundingCertificate, FoundingObject, FoundingOfficer, FoundingTag},
    jcs,
    officer::{Act, OfficerId, Role},
    profile::{Profile, ProfileId},
};
use chancery_ledger::{Ledger, Writing, media};
use chancery_pki::Certificate;
use chancery_seal::jws;
use chancery_tlog::{KeyName, VerifierKey};

use super::{
    Steps,
    tokens::{Made, MadeKey, MadeToken},
};
use crate::{
    Error, checkpoint, crl, edge,
    officer::AtHand,
    publish,
    record::record,
    workspace::{
        Authorities, Paths, Services, Workspace,
        hierarchy::Hierarchy,
        open::Loaded,
        people::{OFFICERS, PUBLISH_URL, QUORUM, TRUST_DOMAIN, entity},
        ski,
    },
};

/// The certificates of a founding.
struct Certificates {
    root: Certificate,
    issuing: Certificate,
    services: Vec<(ProfileId, Certificate)>,
    officers: Vec<(OfficerId, Role, Committed, Certificate)>,
}

/// Issues the certificates, signs the founding, writes the first events, CRLs and checkpoint.
pub(super) fn found(
    loaded: Loaded,
    paths: Paths,
    made: Made,
    now: Utc,
    steps: &mut Steps<'_>,
) -> Result<Workspace, Error> {
    steps.step("setup.certificates", "")?;
    let certificates = certify(&made, now)?;
    steps.step("setup.founding", "")?;
    let founding = founding_object(&made, &certificates)?;
    let statements = QUORUM
        .iter()
        .map(|number| sign_founding(&made, &certificates, &founding, *number, now))
        .collect::<Result<Vec<_>, _>>()?;
    let mut ledger = Ledger::create(&paths.database())?;
    ledger.write(|tx| write_first_events(tx, &made, &certificates, &founding, &statements, now))?;
    // Logged out; from here on each service token has its thread.
    drop(made.tokens);
    let authorities = Authorities {
        root: certificates.root,
        issuing: certificates.issuing,
    };
    let mut workspace = Workspace {
        paths,
        ledger,
        module: loaded.practice,
        modules: Mutex::new(loaded.all),
        founding,
        authorities,
        pins: made.pins,
        services: Services::default(),
        at_hand: AtHand::default(),
        opened_at: 0,
        clock_is_right: false,
    };
    steps.step("setup.crl", "")?;
    publish::lay_out(&workspace)?;
    crl::publish_root(&mut workspace, now)?;
    crl::publish_issuing(&mut workspace, now)?;
    steps.step("setup.checkpoint", "")?;
    checkpoint::sign(&mut workspace, now)?;
    Ok(workspace)
}

fn certify(made: &Made, now: Utc) -> Result<Certificates, Error> {
    let entity = entity();
    let hierarchy = Hierarchy {
        organisation: &entity.organisation,
        publish_url: PUBLISH_URL,
        practice: true,
        now,
    };
    let (root_token, root_key) = made.key(KeyPurpose::RootCa);
    let root_key = root_token
        .token
        .key(&root_key.key.cka_id, Some(&root_key.key.spki))?;
    let root = hierarchy.root(&root_key)?;
    let (token, issuing_key) = made.key(KeyPurpose::IssuingCa);
    let issuing = hierarchy.issuing(&issuing_key.key.spki, &root, &root_key)?;
    let signer = token
        .token
        .key(&issuing_key.key.cka_id, Some(&issuing_key.key.spki))?;
    let service = |profile, name: &str, purpose| {
        let key = &made.key(purpose).1.key.spki;
        let certificate = hierarchy.below(profile, name, key, &issuing, &signer)?;
        Ok::<_, Error>((profile, certificate))
    };
    let services = vec![
        service(
            ProfileId::OcspResponder,
            "Practice OCSP responder",
            KeyPurpose::OcspResponder,
        )?,
        service(
            ProfileId::ReportSeal,
            "Practice report seal",
            KeyPurpose::ReportSeal,
        )?,
        service(
            ProfileId::ServiceSeal,
            "Practice service seal",
            KeyPurpose::ServiceSeal,
        )?,
    ];
    let officers = OFFICERS.iter().map(|(number, role, name)| {
        let id = OfficerId::numbered(*number);
        let key = &made.officer(&id).1.key.spki;
        let certificate =
            hierarchy.below(ProfileId::Officer, id.as_str(), key, &issuing, &signer)?;
        Ok((id, *role, Committed::new(edge::random(), name), certificate))
    });
    let officers = officers.collect::<Result<Vec<_>, Error>>()?;
    Ok(Certificates {
        root,
        issuing,
        services,
        officers,
    })
}

impl Certificates {
    /// Every one with its profile, issuers before what they issued.
    fn all(&self) -> Vec<(ProfileId, &Certificate)> {
        let mut all = vec![
            (ProfileId::RootCa, &self.root),
            (ProfileId::IssuingCa, &self.issuing),
        ];
        all.extend(
            self.services
                .iter()
                .map(|(profile, certificate)| (*profile, certificate)),
        );
        all.extend(
            self.officers
                .iter()
                .map(|(.., certificate)| (ProfileId::Officer, certificate)),
        );
        all
    }
}

/// The two keys that sign checkpoints, as verifier keys of the origin.
fn log_keys(made: &Made, origin: &str) -> Result<Vec<String>, Error> {
    let name = KeyName::new(origin).map_err(Error::signing("naming the log's keys"))?;
    [KeyPurpose::LogEd25519, KeyPurpose::LogEcdsa]
        .into_iter()
        .map(|purpose| {
            VerifierKey::from_spki(&name, &made.key(purpose).1.key.spki)
                .map(|key| key.to_string())
                .map_err(Error::signing("naming the log's keys"))
        })
        .collect()
}

fn founding_object(made: &Made, certificates: &Certificates) -> Result<FoundingObject, Error> {
    let origin = format!("{TRUST_DOMAIN}/log");
    let officers = certificates
        .officers
        .iter()
        .map(|(officer, role, name, certificate)| FoundingOfficer {
            officer: officer.clone(),
            role: *role,
            certificate: certificate.sha256(),
            token_serial: made.officer(officer).0.id.serial.to_string(),
            name: name.commitment(),
        });
    let named = certificates
        .all()
        .into_iter()
        .filter(|(profile, _)| *profile != ProfileId::Officer);
    Ok(FoundingObject {
        kind: FoundingTag::Founding,
        version: 1,
        log_keys: log_keys(made, &origin)?,
        origin,
        trust_domain: TRUST_DOMAIN.to_owned(),
        practice: true,
        publish_url: PUBLISH_URL.to_owned(),
        entity: entity(),
        officers: officers.collect(),
        certificates: named
            .map(|(profile, certificate)| FoundingCertificate {
                profile,
                certificate: certificate.sha256(),
            })
            .collect(),
        profiles: ProfileId::ALL
            .iter()
            .map(|id| (&Profile::built_in(*id)).into())
            .collect(),
    })
}

fn sign_founding(
    made: &Made,
    certificates: &Certificates,
    founding: &FoundingObject,
    number: u32,
    now: Utc,
) -> Result<String, Error> {
    let id = OfficerId::numbered(number);
    let (token, key) = made.officer(&id);
    let (_, role, _, certificate) = certificates
        .officers
        .iter()
        .find(|(officer, ..)| *officer == id)
        .expect("the quorum is among the officers");
    let decision = Decision {
        kind: DecisionTag::Decision,
        act: Act::Found,
        subject_sha256: Sha256Digest::of(&jcs::to_vec(founding)),
        origin: founding.origin.clone(),
        officer: id,
        role: *role,
        reason: "Founding of a practice workspace".to_owned(),
        jti: edge::jti(now),
        iat: now.unix_seconds(),
        log_checkpoint: None,
    };
    let signer = token.token.key(&key.key.cka_id, Some(&key.key.spki))?;
    let chain = [certificate.der(), certificates.issuing.der()];
    jws::sign(&decision, DECISION_CONTENT_TYPE, now, &chain, &signer)
        .map(|statement| statement.to_string())
        .map_err(Error::signing("signing the founding"))
}

fn write_first_events(
    tx: &mut Writing<'_>,
    made: &Made,
    certificates: &Certificates,
    founding: &FoundingObject,
    statements: &[String],
    now: Utc,
) -> Result<(), Error> {
    let administrator = Actor::Officer {
        id: OfficerId::numbered(1),
        role: Role::Administrator,
        token: None,
    };
    let object = tx.put_blob(media::OBJECT, &jcs::to_vec(founding))?;
    let decisions = statements
        .iter()
        .map(|statement| tx.put_blob(media::STATEMENT, statement.as_bytes()))
        .collect::<Result<_, _>>()?;
    record(
        tx,
        now,
        administrator.clone(),
        EventBody::Founded { object, decisions },
    )?;
    for token in &made.tokens {
        let body = EventBody::TokenInitialised {
            label: token.id.label.to_string(),
            serial: token.id.serial.to_string(),
            purpose: token.purpose,
            module: None,
        };
        record(tx, now, administrator.clone(), body)?;
    }
    for token in &made.tokens {
        for key in &token.keys {
            write_key(tx, token, key, now)?;
        }
    }
    for (profile, certificate) in certificates.all() {
        write_certificate(tx, profile, certificate, now)?;
    }
    for officer in &certificates.officers {
        write_officer(tx, made, officer, now)?;
    }
    Ok(())
}

fn write_key(
    tx: &mut Writing<'_>,
    token: &MadeToken,
    key: &MadeKey,
    now: Utc,
) -> Result<(), Error> {
    let body = EventBody::KeyGenerated {
        token_serial: token.id.serial.to_string(),
        cka_id: key.key.cka_id.to_string(),
        label: key.label.clone(),
        purpose: key.purpose,
        algorithm: key.algorithm,
        spki: tx.put_blob(media::SPKI, key.key.spki.der())?,
        custody: tx.put_blob(media::CUSTODY, &jcs::to_vec(&key.key.custody))?,
    };
    record(tx, now, Actor::service("workstation"), body)?;
    Ok(())
}

fn write_certificate(
    tx: &mut Writing<'_>,
    profile: ProfileId,
    certificate: &Certificate,
    now: Utc,
) -> Result<(), Error> {
    let issuer = certificate.authority_key_identifier.as_ref();
    let body = EventBody::CertificateIssued {
        request: None,
        profile,
        common_name: certificate
            .subject
            .common_name()
            .unwrap_or_default()
            .to_owned(),
        serial: certificate.serial_number.to_string(),
        // A root may leave its AKI out; it is its own issuer.
        issuer_ski: issuer.map_or_else(|| ski(certificate), ToString::to_string),
        certificate: tx.put_blob(media::CERTIFICATE, certificate.der())?,
        spki: certificate.spki.sha256(),
        not_before: certificate.validity.not_before,
        not_after: certificate.validity.not_after,
        partition: 0,
    };
    let service = if profile == ProfileId::RootCa || profile == ProfileId::IssuingCa {
        "root"
    } else {
        "issuing"
    };
    record(tx, now, Actor::service(service), body)?;
    Ok(())
}

fn write_officer(
    tx: &mut Writing<'_>,
    made: &Made,
    (id, role, name, certificate): &(OfficerId, Role, Committed, Certificate),
    now: Utc,
) -> Result<(), Error> {
    let token = &made.officer(id).0.id;
    let body = EventBody::OfficerEnrolled {
        officer: id.clone(),
        role: *role,
        certificate: certificate.sha256(),
        token_label: token.label.to_string(),
        token_serial: token.serial.to_string(),
        name: tx.put_erasable_blob(media::COMMITTED, &jcs::to_vec(name))?,
        change: None,
    };
    let administrator = Actor::Officer {
        id: OfficerId::numbered(1),
        role: Role::Administrator,
        token: None,
    };
    record(tx, now, administrator, body)?;
    Ok(())
}
