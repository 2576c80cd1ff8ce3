//! What the law asks, and what our records can say to it: the catalogue of
//! provisions, and the gates that a report passes before it maps anything.
//!
//! The catalogue is a file of this crate, versioned, dated and hashed. It is
//! this product's own reading: coverage and caveats are a judgement that a
//! lawyer signs off before anybody relies on it. Nothing here does input or
//! output or reads a clock.

pub mod applicability;
pub mod catalogue;
pub mod gates;
pub mod provision;
pub mod retention;
pub mod spine;

pub use applicability::Applicability;
pub use catalogue::{Catalogue, CatalogueError};
pub use gates::{
    AgentGate, AiActRole, Answer, Decided, DoraFramework, EntityKind, Gates, HighRisk,
};
pub use provision::{
    ClaimNotMade, Coverage, Gate, Provision, ProvisionId, Regulation, RegulationId, Start,
};
pub use spine::SPINE;
