//! What a token holds beside what it should hold.

use std::collections::HashMap;

use chancery_domain::Spki;

use crate::{CkaId, Inventory, KeyHalf, KeyObject};

/// A key that a token should hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// Its identifier.
    pub cka_id: CkaId,
    /// Its public half.
    pub spki: Spki,
}

/// What a token holds beside what it should hold, in the order in which the keys
/// are known, or in the token's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Known, and there with both halves, the public one being the right one.
    pub present: Vec<CkaId>,
    /// Known, and no private key bears its identifier.
    pub missing: Vec<CkaId>,
    /// Known, and what bears its identifier has another public half, or none, or
    /// is several keys: it can't be used.
    pub different: Vec<CkaId>,
    /// There, and not known: keys of others, and what an interruption left. What bears the
    /// identifier of a known key and is not that key is among them.
    pub strangers: Vec<KeyObject>,
}

impl Comparison {
    /// The token holds what it should, and nothing else.
    pub fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.different.is_empty() && self.strangers.is_empty()
    }
}

impl Inventory {
    /// Holds what is on the token against what is `known` to be.
    pub fn compare(&self, known: &[KnownKey]) -> Comparison {
        let mut held: HashMap<(KeyHalf, &CkaId), Vec<&KeyObject>> = HashMap::new();
        for object in &self.objects {
            let key = (object.half, &object.cka_id);
            held.entry(key).or_default().push(object);
        }
        let of = |half, id| held.get(&(half, id)).map_or(&[][..], Vec::as_slice);
        let mut comparison = Comparison::default();
        for key in known {
            let halves = (
                of(KeyHalf::Private, &key.cka_id),
                of(KeyHalf::Public, &key.cka_id),
            );
            let place = match halves {
                ([], _) => &mut comparison.missing,
                ([_], [public]) if public.spki.as_ref() == Some(&key.spki) => {
                    &mut comparison.present
                }
                _ => &mut comparison.different,
            };
            place.push(key.cka_id.clone());
        }
        let known: HashMap<_, _> = known.iter().map(|key| (&key.cka_id, &key.spki)).collect();
        let strangers = self.objects.iter().filter(|object| {
            let Some(spki) = known.get(&object.cka_id) else {
                return true;
            };
            let is_known = |public: &KeyObject| public.spki.as_ref() == Some(spki);
            let publics = of(KeyHalf::Public, &object.cka_id);
            match object.half {
                KeyHalf::Public => !is_known(object),
                // Which of several private halves is the known one can't be seen.
                KeyHalf::Private => {
                    let alone = of(KeyHalf::Private, &object.cka_id).len() == 1;
                    !alone || !publics.is_empty() && !publics.iter().any(|public| is_known(public))
                }
                KeyHalf::Secret => true,
            }
        });
        comparison.strangers = strangers.cloned().collect();
        comparison
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyLabel;

    fn object(half: KeyHalf, id: u8, spki: u8) -> KeyObject {
        KeyObject {
            half,
            cka_id: CkaId::from_slice(&[id]),
            label: KeyLabel::new(""),
            algorithm: None,
            spki: (half == KeyHalf::Public).then(|| Spki::from_der(vec![spki])),
            custody: None,
        }
    }

    #[test]
    fn missing_different_and_strange_keys_are_told_apart() {
        use KeyHalf::{Private, Public};
        let objects = vec![
            object(Private, 1, 1),
            object(Public, 1, 1),
            object(Private, 2, 2),
            object(Public, 2, 9),
            object(Private, 3, 3),
            object(Public, 4, 4),
            object(Private, 5, 5),
            object(Public, 5, 5),
        ];
        let known = |id| KnownKey {
            cka_id: CkaId::from_slice(&[id]),
            spki: Spki::from_der(vec![id]),
        };
        let inventory = Inventory { objects };
        let comparison = inventory.compare(&[1, 2, 3, 4, 6].map(known));
        let ids = |ids: &[u8]| {
            ids.iter()
                .map(|id| CkaId::from_slice(&[*id]))
                .collect::<Vec<_>>()
        };
        assert_eq!(comparison.present, ids(&[1]));
        assert_eq!(comparison.different, ids(&[2, 3]));
        assert_eq!(comparison.missing, ids(&[4, 6]));
        let strangers = [&inventory.objects[2..4], &inventory.objects[6..]].concat();
        assert_eq!(comparison.strangers, strangers);
        assert!(!comparison.is_clean());
    }
}
