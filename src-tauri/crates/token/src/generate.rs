//! Making key pairs on a token.

use chancery_domain::{Algorithm, Spki};
use cryptoki::{
    context::Function,
    error::{Error as CryptokiError, RvError},
    object::{Attribute, ObjectHandle},
};

use crate::{
    CkaId, CurveName, CustodyFacts, CustodyVerdict, Error, KeyLabel, LoggedInToken, Making, Saying,
    mechanism::{generation_mechanism, kind_attributes},
};

/// A key pair that is on the token now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedKey {
    /// Its identifier, as the caller gave it.
    pub cka_id: CkaId,
    /// Its public half.
    pub spki: Spki,
    /// What the token says about its private half.
    pub custody: CustodyFacts,
}

/// What a new pair is asked to be.
pub(crate) struct Wanted<'a> {
    pub(crate) algorithm: Algorithm,
    pub(crate) edwards: CurveName,
    pub(crate) label: &'a KeyLabel,
    pub(crate) id: &'a CkaId,
}

#[derive(Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) public: ObjectHandle,
    pub(crate) private: ObjectHandle,
}

impl LoggedInToken {
    /// Makes a key pair that signs, is sensitive and can't be extracted.
    ///
    /// `id` must be new on this token. No module promises that the pair is on
    /// disk when this returns: sync a practice token's folder
    /// ([`crate::practice::Listing`]) before telling anyone of the key.
    pub fn generate_key(
        &self,
        algorithm: Algorithm,
        label: &KeyLabel,
        id: &CkaId,
    ) -> Result<GeneratedKey, Error> {
        self.refuse_taken(id)?;
        let profile = self.profile();
        let wanted = Wanted {
            algorithm,
            edwards: profile.edwards,
            label,
            id,
        };
        let copied = match profile.making {
            Making::CopyOntoToken => self.generate_in_session(&wanted)?,
            Making::OnToken => None,
        };
        let pair = match copied {
            Some(pair) => pair,
            None => self.generate_pair(&wanted, true)?,
        };
        self.read_back(&wanted, pair)
            .inspect_err(|_| self.discard(pair))
    }

    fn read_back(&self, wanted: &Wanted<'_>, pair: Pair) -> Result<GeneratedKey, Error> {
        let spki = self.public_half(wanted.id, pair.public)?.1;
        let custody = self.custody_of(pair.private)?;
        let found = self.found_key(pair.private, wanted.algorithm, spki.clone());
        self.seen.borrow_mut().note_made(wanted.id, found);
        Ok(GeneratedKey {
            cka_id: wanted.id.clone(),
            spki,
            custody,
        })
    }

    /// Makes the pair as session objects and copies it onto the token: on
    /// SoftHSM ten times faster than making it there. `None` if the token
    /// doesn't copy keys, or forgets where a copied key comes from.
    fn generate_in_session(&self, wanted: &Wanted<'_>) -> Result<Option<Pair>, Error> {
        let fleeting = self.generate_pair(wanted, false)?;
        let copied = self.copy_onto_token(fleeting);
        // They would go with the session, but that may live long.
        self.discard(fleeting);
        copied
    }

    /// `None`: the token does not do it, and nothing is left of it there. An
    /// error: something may be, and a second pair would share its identifier.
    fn copy_onto_token(&self, fleeting: Pair) -> Result<Option<Pair>, Error> {
        let copying = self.explain("copying a key onto the token");
        let copy = match self.copy_pair(fleeting) {
            Ok(copy) => copy,
            Err(CryptokiError::Pkcs11(code, _)) if refuses_to_copy(code) => return Ok(None),
            Err(error) => return Err(copying(error)),
        };
        let facts = self.custody_of(copy.private);
        let facts = facts.inspect_err(|_| self.discard(copy))?;
        let verdict = CustodyVerdict::under(self.profile().evidence, &facts);
        if verdict.never_left_the_token() == Saying::Says {
            return Ok(Some(copy));
        }
        for half in [copy.private, copy.public] {
            self.session()?.destroy_object(half).map_err(&copying)?;
        }
        Ok(None)
    }

    /// Both halves, or neither where the token refuses to copy. After any other
    /// error both may be there: nothing is destroyed that may be whole.
    pub(crate) fn copy_pair(&self, fleeting: Pair) -> cryptoki::error::Result<Pair> {
        let Ok(session) = self.session() else {
            let (code, function) = (RvError::UserNotLoggedIn, Function::CopyObject);
            return Err(CryptokiError::Pkcs11(code, function));
        };
        let persistent = [Attribute::Token(true)];
        let private = session.copy_object(fleeting.private, &persistent)?;
        let copied = session.copy_object(fleeting.public, &persistent);
        if matches!(&copied, Err(CryptokiError::Pkcs11(code, _)) if refuses_to_copy(*code)) {
            session.destroy_object(private)?;
        }
        copied.map(|public| Pair { public, private })
    }

    pub(crate) fn generate_pair(&self, wanted: &Wanted<'_>, on_token: bool) -> Result<Pair, Error> {
        let (id, label) = (
            wanted.id.as_bytes().to_vec(),
            wanted.label.as_str().as_bytes().to_vec(),
        );
        let mut public = kind_attributes(wanted.algorithm, wanted.edwards);
        public.extend([
            Attribute::Token(on_token),
            Attribute::Private(false),
            Attribute::Verify(true),
            Attribute::Id(id.clone()),
            Attribute::Label(label.clone()),
        ]);
        let private = [
            Attribute::Token(on_token),
            Attribute::Private(true),
            Attribute::Sensitive(true),
            Attribute::Extractable(false),
            Attribute::Sign(true),
            Attribute::Id(id),
            Attribute::Label(label),
        ];
        let mechanism = generation_mechanism(wanted.algorithm);
        let made = self
            .session()?
            .generate_key_pair(&mechanism, &public, &private);
        let (public, private) =
            made.map_err(|error| self.generation_error(wanted.algorithm, error))?;
        Ok(Pair { public, private })
    }

    /// Best effort: what can't be destroyed is an orphan that nothing names.
    pub(crate) fn discard(&self, pair: Pair) {
        if let Ok(session) = self.session() {
            drop(session.destroy_object(pair.private));
            drop(session.destroy_object(pair.public));
        }
    }

    fn generation_error(&self, algorithm: Algorithm, error: CryptokiError) -> Error {
        match error {
            CryptokiError::Pkcs11(
                RvError::MechanismInvalid
                | RvError::CurveNotSupported
                | RvError::DomainParamsInvalid
                | RvError::FunctionNotSupported,
                _,
            ) => Error::AlgorithmUnsupported {
                algorithm,
                token: self.id().clone(),
                answer: error.into(),
            },
            error => self.explain("generating a key pair")(error),
        }
    }
}

/// The token can't, or won't; nothing was made. Other answers leave that open.
fn refuses_to_copy(code: RvError) -> bool {
    matches!(
        code,
        RvError::ActionProhibited
            | RvError::AttributeReadOnly
            | RvError::AttributeTypeInvalid
            | RvError::AttributeValueInvalid
            | RvError::FunctionNotSupported
            | RvError::TemplateInconsistent
            | RvError::TemplateIncomplete
    )
}
