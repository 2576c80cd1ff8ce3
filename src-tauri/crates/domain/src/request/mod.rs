//! Requests for agent certificates.

mod input;

pub use input::{LimitInput, ModelInput, RequestInput, WindowInput};
