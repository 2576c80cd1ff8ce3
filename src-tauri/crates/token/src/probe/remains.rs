//! What a probe left that was ended half-way: a process that is killed destroys nothing.

use cryptoki::object::{Attribute, AttributeType};

use super::mark::{self, is_of_a_probe};
use crate::{CkaId, Error, KeyHalf, KeyLabel, LoggedInToken};

impl LoggedInToken {
    /// Destroys what earlier probes left on the token, and names it. Nothing that lacks the label
    /// or the identifier of a probe is touched, and nothing that `spared` names.
    ///
    /// A probe that another program runs on the token at this moment loses its keys by it, and
    /// finds less than there is.
    pub(super) fn sweep_remains(&self, spared: &[CkaId]) -> Result<Vec<CkaId>, Error> {
        let mut swept = Vec::new();
        for half in KeyHalf::BOTH {
            for id in self.remains(half)? {
                if spared.contains(&id) || swept.contains(&id) {
                    continue;
                }
                self.destroy_remains_of(&id)?;
                swept.push(id);
            }
        }
        Ok(swept)
    }

    fn remains(&self, half: KeyHalf) -> Result<Vec<CkaId>, Error> {
        let explain = self.explain("looking for what a probe left");
        let label = KeyLabel::new(mark::LABEL);
        let template = [
            Attribute::Class(half.class()),
            Attribute::Token(true),
            Attribute::Label(mark::LABEL.as_bytes().to_vec()),
        ];
        let found = self.session()?.find_objects(&template).map_err(&explain)?;
        let mut ids = Vec::new();
        for handle in found {
            let shown = self.session()?.get_attributes(handle, &[AttributeType::Id]);
            let shown = shown.map_err(&explain)?;
            ids.extend(shown.into_iter().filter_map(|attribute| match attribute {
                Attribute::Id(bytes) => Some(CkaId::from_slice(&bytes)),
                _ => None,
            }));
        }
        ids.retain(|id| is_of_a_probe(&label, id));
        Ok(ids)
    }

    /// The private half first: what is left if this is ended, too, can't sign.
    fn destroy_remains_of(&self, id: &CkaId) -> Result<(), Error> {
        for half in KeyHalf::BOTH {
            for handle in self.find_all(half, id)? {
                let destroyed = self.session()?.destroy_object(handle);
                destroyed.map_err(self.explain("destroying what a probe left"))?;
            }
        }
        Ok(())
    }
}
