//! What is asked of a token, and what must hold afterwards.

use std::time::Duration;

use chancery_domain::{Algorithm, Spki};
use chancery_token::{Error, KeyHalf, KeyLabel, NewToken, Place, Signer, practice};

use crate::{
    common::{PIN, cka_id, label, pin, so_pin},
    double::{Faulty, verifies},
};

/// Something that is asked of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    LogIn,
    LogOut,
    Find,
    Sign,
    /// By a signer that keeps no PIN.
    SignAsOfficer,
    SignMany,
    List,
    Inventory,
    Generate,
    Destroy,
    ChangePin,
    UnlockPin,
    Init,
}

use Operation::*;

const NEW_PIN: &str = "2222";
const ALGORITHM: Algorithm = Algorithm::EcdsaP256Sha256;
/// The key that comes and goes.
const PASSING: u8 = 2;

impl Operation {
    pub(crate) const ALL: [Self; 13] = [
        LogIn,
        LogOut,
        Find,
        Sign,
        SignAsOfficer,
        SignMany,
        List,
        Inventory,
        Generate,
        Destroy,
        ChangePin,
        UnlockPin,
        Init,
    ];

    pub(crate) fn name(self) -> String {
        format!("{self:?}")
    }

    pub(crate) fn named(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|operation| operation.name() == name)
            .unwrap()
    }

    /// What is there before: a key to be destroyed, or nobody logged in.
    pub(crate) fn prepare(self, signer: &Signer) -> Result<(), Error> {
        match self {
            LogIn => signer.log_out(),
            Destroy => {
                signer.log_in(pin(PIN))?;
                generate(signer).map(drop)
            }
            _ => signer.log_in(pin(PIN)),
        }
    }

    /// `deadline` is for what no signer does.
    pub(crate) fn run(
        self,
        bench: &Faulty,
        signer: &Signer,
        row: usize,
        deadline: Duration,
    ) -> Result<(), Error> {
        match self {
            LogIn => signer.log_in(pin(PIN)),
            LogOut => signer.log_out(),
            Find => signer.key(&bench.key, &bench.spki).map(drop),
            Sign | SignAsOfficer => bench.sign(signer),
            SignMany => {
                let messages = vec![b"one".to_vec(), b"two".to_vec()];
                let signatures = signer.sign_many(&bench.key, &bench.spki, messages.clone())?;
                let pairs = messages.iter().zip(&signatures);
                let mut right = pairs.map(|(m, s)| verifies(&bench.spki, m, &s.0));
                assert!(right.all(|right| right) && signatures.len() == 2);
                Ok(())
            }
            List => signer.keys().map(|keys| assert_eq!(keys.len(), 1)),
            Inventory => {
                let objects = signer.inventory()?.objects;
                assert_eq!(objects.len(), 2);
                Ok(())
            }
            Generate => generate(signer).map(drop),
            Destroy => signer.destroy(&cka_id(PASSING)),
            ChangePin => signer.change_pin(pin(PIN), pin(NEW_PIN)),
            UnlockPin => signer.unlock_pin(so_pin("5678"), pin(NEW_PIN)),
            Init => {
                let new = NewToken {
                    label: &label(&format!("new {row}")),
                    so_pin: &so_pin("5678"),
                    user_pin: &pin(PIN),
                };
                let new = bench
                    .module
                    .init_token_within(deadline, new, Place::FreeSlot);
                new.map(drop)
            }
        }
    }

    /// What must hold, whatever came of it; leaves the token as it was before.
    pub(crate) fn check(
        self,
        bench: &Faulty,
        signer: &Signer,
        outcome: &Result<(), Error>,
        row: usize,
    ) {
        match self {
            ChangePin | UnlockPin => restore_pin(bench, signer, outcome),
            _ => log_in(signer),
        }
        match self {
            Generate => check_generated(signer, outcome),
            Destroy => check_destroyed(signer, outcome),
            Init => check_initialised(bench, outcome, row),
            _ => {}
        }
        // Nothing was lost, and nothing is left over.
        bench.sign(signer).unwrap();
        let keys = signer.keys().unwrap();
        assert_eq!(keys.len(), 1);
        assert_eq!(signer.inventory().unwrap().objects.len(), 2);
    }
}

fn generate(signer: &Signer) -> Result<Spki, Error> {
    let made = signer.generate(ALGORITHM, &KeyLabel::new("passing"), &cka_id(PASSING))?;
    Ok(made.spki)
}

fn log_in(signer: &Signer) {
    if signer.ready().is_err() {
        signer.log_in(pin(PIN)).unwrap();
    }
}

fn restore_pin(bench: &Faulty, signer: &Signer, outcome: &Result<(), Error>) {
    let told = match outcome {
        Ok(()) => &[NEW_PIN][..],
        Err(Error::PinUncertain { .. } | Error::Unresponsive { .. }) => &[NEW_PIN, PIN],
        Err(_) => &[PIN],
    };
    let valid = told.iter().find(|text| signer.log_in(pin(text)).is_ok());
    let valid = *valid.unwrap_or_else(|| panic!("none of {told:?} is valid after {outcome:?}"));
    if valid != PIN {
        signer.change_pin(pin(valid), pin(PIN)).unwrap();
    }
    bench
        .module
        .recall_pin_tries(&bench.token, Default::default());
}

fn check_initialised(bench: &Faulty, outcome: &Result<(), Error>, row: usize) {
    if outcome.is_err() {
        let text = format!("again {row}");
        let new = practice::init_token(&bench.module, &label(&text), &so_pin("5678"), &pin(PIN));
        new.unwrap();
    }
    // Each token means more calls: the next row is to find what this one found.
    bench.remove_other_tokens();
    bench.module.reinitialize().unwrap();
}

/// The halves of the key that comes and goes.
fn passing(signer: &Signer) -> Vec<KeyHalf> {
    let objects = signer.inventory().unwrap().objects;
    let passing = objects
        .iter()
        .filter(|object| object.cka_id == cka_id(PASSING));
    passing.map(|object| object.half).collect()
}

fn check_generated(signer: &Signer, outcome: &Result<(), Error>) {
    let held = passing(signer);
    match outcome {
        Ok(()) => assert_eq!(held, [KeyHalf::Private, KeyHalf::Public]),
        // That it may be there was told.
        Err(Error::KeyMayRemain { .. } | Error::Unresponsive { .. }) => {}
        Err(error) => assert_eq!(held, [], "left over without being told: {error:?}"),
    }
    if !held.is_empty() {
        signer.destroy(&cka_id(PASSING)).unwrap();
    }
    let spki = generate(signer).unwrap();
    let signature = signer.sign(&cka_id(PASSING), &spki, b"act").unwrap();
    assert!(verifies(&spki, b"act", &signature.0));
    signer.destroy(&cka_id(PASSING)).unwrap();
}

fn check_destroyed(signer: &Signer, outcome: &Result<(), Error>) {
    let held = passing(signer);
    match (outcome, signer.destroy(&cka_id(PASSING))) {
        (Ok(()), Err(Error::KeyAbsent { .. })) => assert_eq!(held, []),
        (Ok(()), again) => panic!("it was said to be destroyed: {held:?}, {again:?}"),
        (Err(_), Ok(())) => assert_ne!(held, []),
        (Err(_), again) => {
            assert!(matches!(again, Err(Error::KeyAbsent { .. })), "{again:?}");
            assert_eq!(held, []);
        }
    }
}
