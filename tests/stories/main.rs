//! What people do with a practice workspace, told by command line: each story
//! begins with a copy of a new workspace and says in its name what it shows.

mod answers;
mod compromise;
mod custody;
mod expiring;
mod four_eyes;
mod issuance;
mod log;
mod personal_data;
mod register;
mod rejection;
mod renewal;
mod revocation;
mod suspension;
mod workspace;
