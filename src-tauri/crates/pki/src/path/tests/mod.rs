//! One defect each, hostile chains, and bytes that were changed.

mod bytes;
mod defects;
mod forge;
mod hostile;
mod signers;
