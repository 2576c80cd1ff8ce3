//! The tokens and keys of a practice workspace.

use chancery_domain::{
    Algorithm,
    event::{KeyPurpose, TokenPurpose},
    officer::OfficerId,
    profile::ProfileId,
};
use chancery_token::{
    CkaId, GeneratedKey, KeyLabel, LoggedInToken, Module, TokenId, TokenLabel, practice,
};

use super::Steps;
use crate::{
    Error, edge,
    pins::Pins,
    workspace::{Paths, hierarchy::algorithm, people::OFFICERS},
};

/// A token that was made, with the keys that were made in it. Logged in.
pub(super) struct MadeToken {
    pub(super) id: TokenId,
    pub(super) purpose: TokenPurpose,
    pub(super) keys: Vec<MadeKey>,
    pub(super) token: LoggedInToken,
}

/// A key that was made.
pub(super) struct MadeKey {
    pub(super) purpose: KeyPurpose,
    pub(super) label: String,
    pub(super) algorithm: Algorithm,
    pub(super) key: GeneratedKey,
}

/// All tokens of a new workspace, and their PINs.
pub(super) struct Made {
    pub(super) tokens: Vec<MadeToken>,
    pub(super) pins: Pins,
}

struct Plan {
    label: String,
    purpose: TokenPurpose,
    keys: Vec<(KeyPurpose, String, Algorithm)>,
}

fn plans() -> Vec<Plan> {
    let key = |purpose, label: &str, algorithm| (purpose, label.to_owned(), algorithm);
    let p256 = Algorithm::EcdsaP256Sha256;
    let mut plans = vec![
        Plan {
            label: "root".to_owned(),
            purpose: TokenPurpose::Root,
            keys: vec![key(
                KeyPurpose::RootCa,
                "root-ca",
                algorithm(ProfileId::RootCa),
            )],
        },
        Plan {
            label: "issuing".to_owned(),
            purpose: TokenPurpose::Issuing,
            keys: vec![key(
                KeyPurpose::IssuingCa,
                "issuing-ca-1",
                algorithm(ProfileId::IssuingCa),
            )],
        },
        Plan {
            label: "records".to_owned(),
            purpose: TokenPurpose::Records,
            keys: vec![
                key(KeyPurpose::LogEd25519, "log-ed25519", Algorithm::Ed25519),
                key(KeyPurpose::LogEcdsa, "log-p256", p256),
                key(KeyPurpose::OcspResponder, "ocsp-responder", p256),
                key(KeyPurpose::ReportSeal, "report-seal", p256),
                key(KeyPurpose::ServiceSeal, "service-seal", p256),
            ],
        },
        Plan {
            label: "agents".to_owned(),
            purpose: TokenPurpose::Agents,
            keys: vec![],
        },
    ];
    plans.extend(OFFICERS.iter().map(|(number, _, _)| {
        let officer = OfficerId::numbered(*number).to_string();
        Plan {
            label: officer.clone(),
            purpose: TokenPurpose::Officer,
            keys: vec![key(KeyPurpose::Officer, &officer, p256)],
        }
    }));
    plans
}

/// Initialises the tokens and makes their keys.
pub(super) fn make(module: &Module, paths: &Paths, steps: &mut Steps<'_>) -> Result<Made, Error> {
    let plans = plans();
    let labels: Vec<&str> = plans.iter().map(|plan| plan.label.as_str()).collect();
    let pins = Pins::drawn(&labels);
    pins.write(&paths.practice_pins())?;
    steps.step("setup.tokens", "")?;
    let mut ids = Vec::new();
    for plan in &plans {
        steps.tell("setup.tokens", &plan.label)?;
        let label = TokenLabel::new(&plan.label).expect("practice labels are short and clean");
        let pin = pins
            .of_practice(&plan.label)
            .expect("a PIN was drawn for each token");
        ids.push(practice::init_token(module, &label, &pins.so_pin(), &pin)?);
    }
    steps.step("setup.keys", "")?;
    let mut tokens = Vec::new();
    for (plan, id) in plans.into_iter().zip(ids) {
        let pin = pins
            .of_practice(&plan.label)
            .expect("a PIN was drawn for each token");
        let token = module.open(&id)?.log_in(&pin)?;
        let mut keys = Vec::new();
        for (purpose, label, algorithm) in plan.keys {
            steps.tell("setup.keys", &label)?;
            let cka_id = CkaId::new(edge::random());
            let key = token.generate_key(algorithm, &KeyLabel::new(label.as_str()), &cka_id)?;
            keys.push(MadeKey {
                purpose,
                label,
                algorithm,
                key,
            });
        }
        tokens.push(MadeToken {
            id,
            purpose: plan.purpose,
            keys,
            token,
        });
    }
    practice::sync(&paths.tokens()).map_err(Error::io("syncing", paths.tokens()))?;
    Ok(Made { tokens, pins })
}

impl Made {
    /// The key of a purpose and the token it is in.
    pub(super) fn key(&self, purpose: KeyPurpose) -> (&MadeToken, &MadeKey) {
        self.tokens
            .iter()
            .find_map(|token| Some((token, token.keys.iter().find(|key| key.purpose == purpose)?)))
            .expect("the plan makes a key of each service purpose")
    }

    /// An officer's token and key.
    pub(super) fn officer(&self, officer: &OfficerId) -> (&MadeToken, &MadeKey) {
        let label = officer.as_str();
        let token = self
            .tokens
            .iter()
            .find(|token| token.id.label.as_str() == label);
        let token = token.expect("the plan makes a token for each officer");
        (token, &token.keys[0])
    }
}
