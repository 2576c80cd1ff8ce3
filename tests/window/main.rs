//! The real window: what it does, and what it refuses to do.

mod closed;
mod desk;
mod ends;
mod journey;
mod life;
mod own_key;
mod rules;
mod screenless;
mod smoke;
mod tokens;
