//! Every key object of a token: halves that stand alone and secret keys included.

use std::{
    collections::{HashMap, HashSet},
    num::NonZeroUsize,
};

use chancery_domain::{Algorithm, Spki};
use cryptoki::{
    error::{Error as CryptokiError, RvError},
    object::{Attribute, AttributeType, ObjectClass, ObjectHandle},
    session::Session,
};

use crate::{
    CkaId, CustodyFacts, Error, KeyLabel, LoggedInToken,
    custody::{FACTS, Keeper, shown},
    public_key::{PUBLIC_ATTRIBUTES, PublicHalf},
};

/// What a key object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyHalf {
    /// CKO_PRIVATE_KEY.
    Private,
    /// CKO_PUBLIC_KEY.
    Public,
    /// CKO_SECRET_KEY: no half of anything; it may unwrap other keys or wrap them.
    Secret,
}

impl KeyHalf {
    /// The halves of a pair.
    pub(crate) const BOTH: [Self; 2] = [Self::Private, Self::Public];
    const ALL: [Self; 3] = [Self::Private, Self::Public, Self::Secret];

    pub(crate) fn class(self) -> ObjectClass {
        match self {
            Self::Private => ObjectClass::PRIVATE_KEY,
            Self::Public => ObjectClass::PUBLIC_KEY,
            Self::Secret => ObjectClass::SECRET_KEY,
        }
    }
}

/// One key object, as its token shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyObject {
    /// Which half of a pair it is, if it is one.
    pub half: KeyHalf,
    /// CKA_ID; tokens let it be empty, and let it repeat.
    pub cka_id: CkaId,
    /// CKA_LABEL.
    pub label: KeyLabel,
    /// `None`: of a kind that this program does not use.
    pub algorithm: Option<Algorithm>,
    /// `None`: not shown in a form we know. RSA private keys show it, too.
    pub spki: Option<Spki>,
    /// How the token keeps it; private keys only.
    pub custody: Option<CustodyFacts>,
}

/// Every key object that was on a token, in the token's order, private ones first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inventory {
    /// The objects.
    pub objects: Vec<KeyObject>,
}

impl Inventory {
    /// Private keys whose identifier no public key has.
    pub fn private_alone(&self) -> impl Iterator<Item = &KeyObject> {
        self.alone(KeyHalf::Private, KeyHalf::Public)
    }

    /// Public keys whose identifier no private key has.
    pub fn public_alone(&self) -> impl Iterator<Item = &KeyObject> {
        self.alone(KeyHalf::Public, KeyHalf::Private)
    }

    /// Identifiers that more than one object of one half has: no key can be
    /// found by them.
    pub fn repeated(&self) -> Vec<&CkaId> {
        let mut times = HashMap::new();
        for object in &self.objects {
            *times.entry((object.half, &object.cka_id)).or_insert(0) += 1;
        }
        let several = times.into_iter().filter(|(_, times)| *times > 1);
        let unique: HashSet<_> = several.map(|((_, id), _)| id).collect();
        let mut ids: Vec<_> = unique.into_iter().collect();
        ids.sort();
        ids
    }

    fn alone(&self, half: KeyHalf, other: KeyHalf) -> impl Iterator<Item = &KeyObject> {
        let of = move |half| move |object: &&KeyObject| object.half == half;
        let others = self.objects.iter().filter(of(other));
        let others: HashSet<_> = others.map(|object| &object.cka_id).collect();
        let halves = self.objects.iter().filter(of(half));
        halves.filter(move |object| !others.contains(&object.cka_id))
    }
}

/// Handles asked for at once.
const BATCH: NonZeroUsize = NonZeroUsize::new(1024).expect("not zero");

impl LoggedInToken {
    /// Every key object on the token: three searches and one
    /// question for each object, so in time proportional to their number.
    ///
    /// Nothing at all, from a token that is gone, is [`Error::TokenAbsent`].
    pub fn inventory(&self) -> Result<Inventory, Error> {
        let keeper = self.keeper()?;
        let mut objects = Vec::new();
        for half in KeyHalf::ALL {
            for handle in self.handles(half)? {
                objects.extend(self.object(&keeper, half, handle)?);
            }
        }
        if objects.is_empty() && !self.open_token().is_present() {
            return Err(self.open_token().shared().token_absent(self.id(), None));
        }
        Ok(Inventory { objects })
    }

    /// The identifier of every key object.
    pub(crate) fn identifiers(&self) -> Result<HashSet<CkaId>, Error> {
        let mut identifiers = HashSet::new();
        for half in KeyHalf::BOTH {
            for handle in self.handles(half)? {
                let asked = [AttributeType::Id];
                let shown = self.session()?.get_attributes(handle, &asked);
                let shown = self.unless_gone(shown)?.unwrap_or_default();
                identifiers.insert(cka_id(&shown));
            }
        }
        Ok(identifiers)
    }

    pub(crate) fn handles(&self, half: KeyHalf) -> Result<Vec<ObjectHandle>, Error> {
        let handles = all_of(self.session()?, half);
        handles.map_err(self.explain("listing keys"))
    }

    /// `None`: it was destroyed since it was listed.
    pub(crate) fn object(
        &self,
        keeper: &Keeper,
        half: KeyHalf,
        handle: ObjectHandle,
    ) -> Result<Option<KeyObject>, Error> {
        let session = self.session()?;
        let names = [AttributeType::Id, AttributeType::Label];
        let answer = match half {
            KeyHalf::Private => {
                let asked = [&names[..], &PUBLIC_ATTRIBUTES, &FACTS].concat();
                shown(session, handle, &asked)
            }
            KeyHalf::Public => {
                session.get_attributes(handle, &[&names[..], &PUBLIC_ATTRIBUTES].concat())
            }
            KeyHalf::Secret => session.get_attributes(handle, &names),
        };
        let Some(shown) = self.unless_gone(answer)? else {
            return Ok(None);
        };
        let PublicHalf { algorithm, spki } = PublicHalf::read(&shown);
        Ok(Some(KeyObject {
            half,
            cka_id: cka_id(&shown),
            label: label(&shown),
            algorithm,
            spki,
            custody: (half == KeyHalf::Private).then(|| keeper.facts(&shown)),
        }))
    }

    fn unless_gone(
        &self,
        answer: cryptoki::error::Result<Vec<Attribute>>,
    ) -> Result<Option<Vec<Attribute>>, Error> {
        match answer {
            Ok(shown) => Ok(Some(shown)),
            Err(CryptokiError::Pkcs11(RvError::ObjectHandleInvalid, _))
                if self.open_token().is_present() =>
            {
                Ok(None)
            }
            Err(error) => Err(self.explain("listing keys")(error)),
        }
    }
}

fn all_of(session: &Session, half: KeyHalf) -> cryptoki::error::Result<Vec<ObjectHandle>> {
    let template = [Attribute::Class(half.class()), Attribute::Token(true)];
    let handles = session.iter_objects_with_cache_size(&template, BATCH)?;
    handles.collect()
}

fn cka_id(shown: &[Attribute]) -> CkaId {
    let bytes = shown.iter().find_map(|attribute| match attribute {
        Attribute::Id(bytes) => Some(bytes.as_slice()),
        _ => None,
    });
    CkaId::from_slice(bytes.unwrap_or_default())
}

fn label(shown: &[Attribute]) -> KeyLabel {
    let bytes = shown.iter().find_map(|attribute| match attribute {
        Attribute::Label(bytes) => Some(bytes.as_slice()),
        _ => None,
    });
    KeyLabel::new(String::from_utf8_lossy(bytes.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(half: KeyHalf, id: &[u8]) -> KeyObject {
        KeyObject {
            half,
            cka_id: CkaId::from_slice(id),
            label: KeyLabel::new(""),
            algorithm: None,
            spki: None,
            custody: None,
        }
    }

    #[test]
    fn halves_that_stand_alone_and_identifiers_that_repeat_are_told() {
        use KeyHalf::{Private, Public};
        let inventory = Inventory {
            objects: vec![
                object(Private, b"pair"),
                object(Private, b"orphan"),
                object(Public, b"pair"),
                object(Public, b"relic"),
                object(Public, b"relic"),
            ],
        };
        let orphans: Vec<_> = inventory.private_alone().collect();
        assert_eq!(orphans, [&inventory.objects[1]]);
        assert_eq!(inventory.public_alone().count(), 2);
        assert_eq!(inventory.repeated(), [&CkaId::from_slice(b"relic")]);
        assert_eq!(Inventory::default().private_alone().count(), 0);
    }
}
