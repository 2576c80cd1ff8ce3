//! A PKCS#11 module that fails as told: a double in front of a real one.
//!
//! Every call is handed to the real module, SoftHSM unless
//! `CHANCERY_DOUBLE_MODULE` names another, so tokens, keys and signatures are
//! real. A script says which calls answer something else.
//!
//! # Use
//!
//! The library is `libchancery_double.so`. `CHANCERY_PKCS11_DOUBLE` names it in
//! `make test`; a package that has this one among its dev-dependencies finds it
//! beside its test programs. [`Double::library`] knows both.
//!
//! `CHANCERY_DOUBLE_DIR` names a folder; without it every call is handed on.
//! The process that loads the library must have it in its environment from the
//! start. In the folder:
//!
//! - `script` holds the rules, one a line. It is read at each call: write it
//!   beside and rename it ([`Double::obey`]), remove it to lift all
//!   ([`Double::lift`]). When its text changes, counting starts anew, in each
//!   process for itself.
//! - `calls`, if it is there, gets a line for each call: the function and the
//!   answer in hexadecimal ([`Double::record`], [`Double::recorded`]).
//! - `closed`, while it is there, keeps whoever calls C_GetFunctionList
//!   ([`Double::close_entry`], [`Double::open_entry`]). No script counts that call.
//!
//! A program that insists on a path of its own, such as that of SoftHSM, is
//! given the double by a bind mount over that path, in a mount namespace, with
//! `CHANCERY_DOUBLE_MODULE` naming a copy of the module that is hidden so.
//!
//! # Rules
//!
//! ```text
//! # a comment; text that makes this script another one
//! C_Sign 2 CKR_DEVICE_ERROR        the second C_Sign answers so, and does nothing
//! * 17 CKR_GENERAL_ERROR           the 17th call of all
//! C_Login 1+ CKR_PIN_LOCKED        the first and all that follow
//! * 17 after CKR_DEVICE_ERROR      does its work, and then the answer is lost
//! * 17 hang                        waits until the script is another one, then works
//! * 17 finalize                    somebody else calls C_Finalize first
//! * 17 restart                     somebody else calls C_Finalize and C_Initialize first
//! C_FindObjects 1+ nothing         succeeds and finds nothing
//! unplugged                        no token in any slot, and all sessions closed
//! slots +100                       slots have other numbers
//! pinpad 1234                      the token has a PIN pad, on which this was typed
//! made-by Nobody                   the token was made by somebody else
//! ```
//!
//! To fail at every call of an operation: record a clean run, then run once for
//! each line of `calls`, with `* <line> <answer>` as the script.

mod answers;
mod calls;
mod control;
mod real;
mod script;
mod steer;

pub use answers::{code_of, name_of};
#[doc(hidden)] // for the linker
pub use calls::C_GetFunctionList;
pub use steer::{Call, Double};
