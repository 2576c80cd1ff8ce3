//! The real window: what it does, and what it refuses to do.

mod closed;
mod journey;
mod screenless;
mod smoke;
