//! The rules of the house, enforced rather than hoped for.

mod directions;
mod files;
mod log_in;
mod reasons;
