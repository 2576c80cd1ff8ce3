//! URIs, resolved against real tokens.

use chancery_token::{Modules, ResolveError, TokenUri};

use crate::{
    backend::{Backend, Bench},
    on_every_module,
};

fn parse(text: &str) -> TokenUri {
    text.parse().unwrap()
}

on_every_module! {
    fn token_is_found_by_the_uri_that_names_it(bench: &Bench) {
        let id = bench.token();
        let mut modules = Modules::new();
        modules.add(bench.module.clone());
        let uri = TokenUri::of(&bench.info(&id));
        let (module, found) = modules.resolve(&parse(&uri.to_string())).unwrap();
        assert_eq!((module.path(), found), (bench.module.path(), id));
        let none = modules.resolve(&parse("pkcs11:token=nobody")).unwrap_err();
        assert!(matches!(&none, ResolveError::NoToken { present, .. } if !present.is_empty()), "{none:?}");
        let elsewhere = modules.resolve(&parse("pkcs11:?module-path=/nowhere.so")).unwrap_err();
        assert!(matches!(elsewhere, ResolveError::ModuleNotLoaded { .. }), "{elsewhere:?}");
    }

    fn uri_that_several_tokens_match_must_say_more(bench: &Bench) {
        if bench.backend == Backend::P11Kit {
            return;
        }
        // softokn has two tokens of its own.
        if bench.backend.initialises_several() {
            bench.init("one");
            bench.init("two");
        }
        let mut modules = Modules::new();
        modules.add(bench.module.clone());
        let several = modules.resolve(&parse("pkcs11:")).unwrap_err();
        assert!(matches!(&several, ResolveError::SeveralTokens { matching, .. } if matching.len() == 2), "{several:?}");
    }

    fn module_is_loaded_once_however_it_is_asked_for(bench: &Bench) {
        let mut modules = Modules::new();
        modules.add(bench.module.clone());
        let roundabout = bench.module.path().parent().unwrap().join(".");
        let roundabout = roundabout.join(bench.module.path().file_name().unwrap());
        assert!(modules.load(&roundabout).is_ok());
        assert_eq!(modules.iter().count(), 1);
    }
}
