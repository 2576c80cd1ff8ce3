//! What goes wrong: crashes, wrong PINs, missing modules, full disks, forgeries, hostile input,
//! two programs at once. After each: nothing lost, nothing half done, and a person is told what
//! happened and what to do.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets what it did not expect has failed"
)]

mod afterwards;
mod attacks;
mod backup;
mod batch_tampering;
mod beginning;
mod counts;
mod crash;
mod disk;
mod disk_table;
mod doubled;
mod draw;
mod drawn_tampering;
mod folder;
mod hostile;
mod hostile_fields;
mod import_kills;
mod kill_table;
mod killed;
mod log_tampering;
mod module;
mod mounts;
mod network;
mod officer_rows;
mod operation;
mod outcome;
mod outside_checkpoint;
mod outsider;
mod pin;
mod practice;
mod recovery;
mod register_tampering;
mod service_kills;
mod snapshot;
mod soak;
mod standing_kills;
mod together;
mod token_table;
mod traced;
