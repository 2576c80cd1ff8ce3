//! The real window: what it does, and what it refuses to do.

mod absent;
mod advance;
mod closed;
mod decisions;
mod desk;
mod elsewhere;
mod ends;
mod issuer;
mod journey;
mod life;
mod locked_pin;
mod log;
mod officers;
mod own_key;
mod records;
mod rules;
mod screenless;
mod session;
mod smoke;
mod tokens;
