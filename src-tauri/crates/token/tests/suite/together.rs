//! Several modules in one process.

use std::fs;

use chancery_domain::Algorithm;
use chancery_token::{ModuleKind, Modules, Place, practice};

use crate::{
    backend::{Backend, Bench, PIN, new_token, pin},
    keys::{generate, signs},
};

/// kryoptic is loaded; SoftHSM comes beside it.
fn body(bench: &Bench) {
    // Starts the process anew the first time, and so comes back here.
    practice::prepare_process(&[]).unwrap();
    let folder = bench.folder.join("practice");
    fs::create_dir(&folder).unwrap();
    let softhsm = practice::open(&folder).unwrap();
    let mut modules = Modules::new();
    modules.add(bench.module.clone());
    modules.add(softhsm.clone());
    bench.init("records");
    let new = new_token("records");
    softhsm.init_token(new.borrow(), Place::FreeSlot).unwrap();

    let mut tokens = Vec::new();
    for (maker, kind) in [
        ("Kryoptic%20Project", ModuleKind::Kryoptic),
        ("SoftHSM%20project", ModuleKind::SoftHsm),
    ] {
        let uri = format!("pkcs11:token=records;manufacturer={maker}");
        let (module, id) = modules.resolve(&uri.parse().unwrap()).unwrap();
        let token = module.open(&id).unwrap().log_in(&pin(PIN)).unwrap();
        assert_eq!(token.profile().kind, kind);
        let made = generate(&token, Algorithm::EcdsaP256Sha256, 1);
        tokens.push((token, made));
    }
    assert!(
        modules
            .resolve(&"pkcs11:token=records".parse().unwrap())
            .is_err()
    );
    softhsm.reinitialize().unwrap();
    // What befalls one module is nothing to the other.
    let (kryoptic, made) = &tokens[0];
    signs(kryoptic, made, Algorithm::EcdsaP256Sha256);
    assert!(tokens[1].0.keys().is_err());
}

#[test]
fn modules_work_side_by_side() {
    Backend::Kryoptic.run(concat!(module_path!(), "::modules_work_side_by_side"), body);
}
