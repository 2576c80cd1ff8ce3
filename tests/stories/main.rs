//! What people do with a practice workspace, told by command line: each story
//! begins with a copy of a new workspace and says in its name what it shows.

mod agent_profiles;
mod answers;
mod backup;
mod batches;
mod compromise;
mod custody;
mod expiring;
mod four_eyes;
mod import;
mod inventory;
mod issuance;
mod kryoptic;
mod log;
mod log_keys;
mod own_key;
mod personal_data;
mod pins;
mod profiles;
mod rebuild;
mod receipt;
mod register;
mod rejection;
mod relink;
mod renewal;
mod renewed_key;
mod restore;
mod retention;
mod revocation;
mod second_module;
mod suspension;
mod timestamp;
mod verify;
mod wanted;
mod witness;
mod workspace;
