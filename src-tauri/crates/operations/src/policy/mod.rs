//! The approval policy: who must approve what. Shown, and changed by a decision of two.

mod propose;
mod refusal;
mod show;

pub use propose::{propose, read};
pub use refusal::PolicyRefusal;
pub use show::show;
