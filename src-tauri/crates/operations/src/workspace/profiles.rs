//! The profiles in force: those that officers decided on, else those that the program brings.

use chancery_domain::profile::{Profile, ProfileId};

use super::Workspace;
use crate::Error;

impl Workspace {
    /// The rules in force for a profile.
    pub(crate) fn profile(&self, id: ProfileId) -> Result<Profile, Error> {
        let decided = self.read().profile_in_force(id)?;
        Ok(decided.unwrap_or_else(|| Profile::built_in(id)))
    }

    /// The profile that a request names by its stable name; the ordinary one if it names none.
    /// `None`: there is no such profile for agents.
    pub(crate) fn profile_named(&self, name: &str) -> Result<Option<Profile>, Error> {
        let id = match name {
            "" => Some(ProfileId::Agent),
            name => ProfileId::from_name(name).filter(|id| id.is_of_agents()),
        };
        id.map(|id| self.profile(id)).transpose()
    }
}
