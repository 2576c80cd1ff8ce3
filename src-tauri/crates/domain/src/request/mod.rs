//! Requests for agent certificates: as typed, as decided on, and their life.

mod input;
mod object;
mod reading;
mod state;

pub use input::{LimitInput, ModelInput, RequestInput, WindowInput};
pub use object::{ProfileRef, RequestDetails, RequestObject, RequestTag};
pub use reading::{Complete, KeyWanted, Reading, Validity};
pub use state::{Approved, Refusal, Rejected, RequestId, Signer, Submitted};

/// JSON schema of [`RequestInput`], for editors and for other programs.
pub fn input_schema() -> serde_json::Value {
    schemars::schema_for!(RequestInput).to_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Generated: `chancery request schema > fixtures/requests/request.schema.json`.
    const SCHEMA: &str = include_str!("../../../../../fixtures/requests/request.schema.json");

    #[test]
    fn schema_in_the_fixtures_is_the_one_of_the_type() {
        let kept: serde_json::Value = serde_json::from_str(SCHEMA).expect("JSON");
        assert_eq!(kept, input_schema());
    }
}
