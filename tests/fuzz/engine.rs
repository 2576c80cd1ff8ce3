//! libFuzzer over one target, which `CHANCERY_FUZZ_TARGET` names. See `.ci/fuzz`.

#![no_main]

use std::sync::OnceLock;

use chancery_fuzz::TARGETS;
use libfuzzer_sys::fuzz_target;

static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();

fn target() -> fn(&[u8]) {
    let wanted =
        std::env::var("CHANCERY_FUZZ_TARGET").expect("CHANCERY_FUZZ_TARGET names a target");
    let found = TARGETS.iter().find(|(name, _)| *name == wanted);
    found
        .unwrap_or_else(|| panic!("no target is called {wanted}"))
        .1
}

fuzz_target!(|bytes: &[u8]| TARGET.get_or_init(target)(bytes));
