//! How long records are kept: classes with their legal basis, the schedule every workspace begins
//! with, and what a schedule may say.
//!
//! This is the product's own reading, like the catalogue beside it. A class binds a firm only if
//! its gate is open: a schedule leaves out what does not apply, and two officers answer for that.

mod applies;
mod class;
mod schedule;

pub use applies::{Kept, SideData, longest};
pub use class::{CLASSES, ClassBasis, basis_of};
pub use schedule::{ScheduleError, built_in, check_follows, class_name, months_after};

#[cfg(test)]
mod tests;
