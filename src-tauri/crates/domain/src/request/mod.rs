//! Requests for agent certificates: as typed, as decided on, and their life.

mod id;
mod input;
mod object;
mod reading;
mod refusal;
mod signer;
mod state;

pub use id::{DraftId, RequestId};
pub use input::{LimitInput, ModelInput, RequestInput, WindowInput};
pub use object::{ProfileRef, RequestDetails, RequestObject, RequestTag};
pub use reading::{Complete, KeyWanted, Reading, Validity};
pub use refusal::Refusal;
pub use signer::Signer;
pub use state::{
    Approval, Approved, Draft, Expired, Given, Issued, Rejected, Submitted, Withdrawn,
};

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
