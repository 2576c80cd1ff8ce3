//! Keys on a token: found by CKA_ID, signing, destroyed.

use chancery_domain::{Algorithm, RawSignature, SigningFailed, SigningKey, Spki};
use cryptoki::object::{Attribute, ObjectHandle};

use crate::{
    CkaId, Error, Hashing, KeyHalf, LoggedInToken,
    mechanism::signing_input,
    public_key::{PUBLIC_ATTRIBUTES, PublicHalf},
};

/// What a search for a key came to; kept while the token stays logged in.
#[derive(Debug, Clone)]
pub(crate) struct FoundKey {
    pub(crate) private: ObjectHandle,
    pub(crate) algorithm: Algorithm,
    pub(crate) hashing: Hashing,
    pub(crate) spki: Spki,
}

/// A private key on a token that is logged in.
#[derive(Debug)]
pub struct TokenKey<'token> {
    token: &'token LoggedInToken,
    id: CkaId,
    found: FoundKey,
}

impl TokenKey<'_> {
    /// Its identifier on the token.
    pub fn cka_id(&self) -> &CkaId {
        &self.id
    }

    pub(crate) fn sign_on_token(&self, message: &[u8]) -> Result<RawSignature, Error> {
        let (mechanism, data) = signing_input(self.found.algorithm, self.found.hashing, message);
        let session = self.token.session()?;
        let signature = session
            .sign(&mechanism, self.found.private, &data)
            .map_err(self.token.explain("signing"))?;
        // PKCS#11 gives r || s, RFC 8032 its 64 bytes: both have one length.
        if signature.len() != self.found.algorithm.signature_len() {
            return Err(Error::SignatureMalformed {
                algorithm: self.found.algorithm,
                found: signature.len(),
                token: self.token.id().clone(),
            });
        }
        Ok(RawSignature(signature))
    }
}

impl SigningKey for TokenKey<'_> {
    fn algorithm(&self) -> Algorithm {
        self.found.algorithm
    }

    fn spki(&self) -> &Spki {
        &self.found.spki
    }

    fn sign(&self, message: &[u8]) -> Result<RawSignature, SigningFailed> {
        self.sign_on_token(message).map_err(|error| SigningFailed {
            key: self.id.to_string(),
            source: Box::new(error),
        })
    }
}

impl LoggedInToken {
    /// The key `id`. With `expected`, only if its public half is that one.
    pub fn key(&self, id: &CkaId, expected: Option<&Spki>) -> Result<TokenKey<'_>, Error> {
        let found = self.find_key(id)?;
        if let Some(expected) = expected.filter(|expected| **expected != found.spki) {
            return Err(Error::KeyDiffers {
                key: id.clone(),
                expected: expected.sha256(),
                found: found.spki.sha256(),
            });
        }
        Ok(TokenKey {
            token: self,
            id: id.clone(),
            found,
        })
    }

    /// Destroys both halves of the key `id`; they can't be brought back.
    pub fn destroy_key(&self, id: &CkaId) -> Result<(), Error> {
        let private = self.find_one(KeyHalf::Private, id)?;
        let public = self.find_one(KeyHalf::Public, id)?;
        if private.is_none() && public.is_none() {
            return Err(self.key_absent(id));
        }
        self.seen.borrow_mut().forget(id);
        // The private half first: what a crash leaves behind can't sign.
        for handle in private.into_iter().chain(public) {
            let destroyed = self.session()?.destroy_object(handle);
            destroyed.map_err(self.explain("destroying a key"))?;
        }
        Ok(())
    }

    fn find_key(&self, id: &CkaId) -> Result<FoundKey, Error> {
        self.session()?; // what was found before a log-out is worth nothing
        if let Some(found) = self.seen.borrow().found.get(id) {
            return Ok(found.clone());
        }
        let absent = || self.key_absent(id);
        let private = self.find_one(KeyHalf::Private, id)?.ok_or_else(absent)?;
        let public = self.find_one(KeyHalf::Public, id)?;
        let public = public.ok_or_else(|| self.public_key_unreadable(id))?;
        let (algorithm, spki) = self.public_half(id, public)?;
        let found = self.found_key(private, algorithm, spki);
        let mut seen = self.seen.borrow_mut();
        seen.found.insert(id.clone(), found.clone());
        Ok(found)
    }

    pub(crate) fn found_key(
        &self,
        private: ObjectHandle,
        algorithm: Algorithm,
        spki: Spki,
    ) -> FoundKey {
        FoundKey {
            private,
            algorithm,
            hashing: self.profile().hashing(algorithm),
            spki,
        }
    }

    pub(crate) fn find_one(
        &self,
        half: KeyHalf,
        id: &CkaId,
    ) -> Result<Option<ObjectHandle>, Error> {
        match self.find_all(half, id)?.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            _ => Err(Error::KeyAmbiguous {
                key: id.clone(),
                token: self.id().clone(),
            }),
        }
    }

    pub(crate) fn find_all(&self, half: KeyHalf, id: &CkaId) -> Result<Vec<ObjectHandle>, Error> {
        // On the token: what a session holds goes with it.
        let template = [
            Attribute::Class(half.class()),
            Attribute::Token(true),
            Attribute::Id(id.as_bytes().to_vec()),
        ];
        let found = self.session()?.find_objects(&template);
        found.map_err(self.explain("finding a key"))
    }

    /// A token that was taken away answers a search with nothing, not with an
    /// error: look for the token before saying that the key is missing.
    pub(crate) fn key_absent(&self, id: &CkaId) -> Error {
        if !self.open_token().is_present() {
            return self.open_token().shared().token_absent(self.id(), None);
        }
        Error::KeyAbsent {
            key: id.clone(),
            token: self.id().clone(),
        }
    }

    /// Reads the public key behind `handle`.
    pub(crate) fn public_half(
        &self,
        id: &CkaId,
        handle: ObjectHandle,
    ) -> Result<(Algorithm, Spki), Error> {
        let shown = self.session()?.get_attributes(handle, &PUBLIC_ATTRIBUTES);
        let shown = shown.map_err(self.explain("reading a public key"))?;
        let half = PublicHalf::read(&shown);
        let both = half.algorithm.zip(half.spki);
        both.ok_or_else(|| self.public_key_unreadable(id))
    }

    fn public_key_unreadable(&self, id: &CkaId) -> Error {
        Error::PublicKeyUnreadable {
            key: id.clone(),
            token: self.id().clone(),
        }
    }
}
