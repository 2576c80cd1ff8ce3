//! One suite for every module: SoftHSM and kryoptic always, NSS and p11-kit where
//! present; with `CHANCERY_SUITE_ALL` set each must be.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod backend;
mod custody;
mod finding;
mod init;
mod inventory;
mod keys;
mod probe;
mod together;
mod uri;

#[path = "../common/stranger.rs"]
mod stranger;

/// A test, run against each module in a process of its own.
macro_rules! on_every_module {
    ($($(#[$doc:meta])* fn $name:ident($bench:ident: &Bench) $body:block)*) => { $(
        mod $name {
            use super::*;

            $(#[$doc])*
            fn body($bench: &Bench) $body

            #[test]
            fn softhsm() {
                $crate::backend::Backend::SoftHsm.run(concat!(module_path!(), "::softhsm"), body);
            }

            #[test]
            fn kryoptic() {
                $crate::backend::Backend::Kryoptic.run(concat!(module_path!(), "::kryoptic"), body);
            }

            #[test]
            fn p11_kit() {
                $crate::backend::Backend::P11Kit.run(concat!(module_path!(), "::p11_kit"), body);
            }

            #[test]
            fn nss() {
                $crate::backend::Backend::Nss.run(concat!(module_path!(), "::nss"), body);
            }
        }
    )* };
}
pub(crate) use on_every_module;
