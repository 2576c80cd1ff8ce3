//! Initialising a token, without waiting for ever.

use std::{sync::mpsc, thread, time::Duration};

use crate::{Error, Module, NewToken, Place, TokenId, TokenSerial};

impl Module {
    /// Like [`Module::init_token`], but gives up after `deadline`
    /// ([`Error::Unresponsive`]). What was begun may then still come to its end.
    pub fn init_token_within(
        &self,
        deadline: Duration,
        new: NewToken<'_>,
        place: Place<'_>,
    ) -> Result<TokenId, Error> {
        let over = match place {
            Place::FreeSlot => None,
            Place::Over(id) => Some(id.clone()),
        };
        let unresponsive = Error::Unresponsive {
            token: over.clone().unwrap_or_else(|| TokenId {
                label: new.label.clone(),
                serial: TokenSerial::new("not known yet"),
            }),
            doing: "initialising it",
        };
        let (module, label) = (self.clone(), new.label.clone());
        let (so_pin, user_pin) = (new.so_pin.clone(), new.user_pin.clone());
        let (answer, answers) = mpsc::sync_channel(1);
        let work = move || {
            let new = NewToken {
                label: &label,
                so_pin: &so_pin,
                user_pin: &user_pin,
            };
            let place = over.as_ref().map_or(Place::FreeSlot, Place::Over);
            let made = module.init_token(new, place);
            // Before the answer: who has it may let the module go, and finalize it.
            drop(module);
            // Nobody may be waiting any more.
            drop(answer.send(made));
        };
        if thread::Builder::new().spawn(work).is_err() {
            return Err(unresponsive);
        }
        answers.recv_timeout(deadline).unwrap_or(Err(unresponsive))
    }
}
