//! SIGKILL at drawn instants while a service gets its next certificate: one is made, never two.

use std::{
    os::unix::process::ExitStatusExt as _,
    process::{Command, Stdio},
};

use crate::{
    disk::Part,
    draw::Draw,
    outsider,
    practice::{Practice, Stage},
};

const KILLS: usize = 8;

/// Opens as if more than half of the life of the OCSP responder's certificate had passed.
fn opens_later(practice: &Practice) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crash-at-signature"));
    command.arg(practice.root()).args(["--hours-later", "400"]);
    command.stdin(Stdio::null());
    command
}

fn responders(practice: &Practice) -> u64 {
    practice.count("SELECT count(*) FROM certificate WHERE profile = 'ocsp-responder'")
}

#[test]
fn next_certificate_of_a_service_is_made_once_wherever_a_crash_came() {
    let founded = Practice::at(Stage::Founded);
    let mut draw = Draw(0x5E41_1CE5);
    let points = {
        let practice = founded.copy();
        let mut command = opens_later(&practice);
        let log = practice.beside("points");
        Part::Workspace.under(&practice, &mut command);
        let status = command.env("CHANCERY_DISK_LOG", &log).status();
        assert!(status.expect("runs").success());
        assert_eq!(responders(&practice), 2);
        let log = std::fs::read_to_string(log).expect("the shim was loaded");
        log.lines().count()
    };
    let mut meant = 0;
    for kill in 0..KILLS {
        let practice = founded.copy();
        // One kill of each eighth of the way.
        let point = kill * points / KILLS + draw.below(points / KILLS) + 1;
        let how = ["kill", "half-kill"][draw.below(2)];
        let mut command = opens_later(&practice);
        Part::Workspace.under(&practice, &mut command);
        command.env("CHANCERY_DISK_SCRIPT", format!("{point} {how}"));
        let status = command.status().expect("runs");
        assert_eq!(status.signal(), Some(9), "{point} {how}: {status}");
        let before = practice.events("service_intended");
        meant += usize::from(before == 1 && responders(&practice) == 1);

        assert!(opens_later(&practice).status().expect("runs").success());
        assert_eq!(responders(&practice), 2, "{point} {how}");
        assert_eq!(practice.events("service_intended"), 1, "{point} {how}");
        let at = format!("{point} {how}");
        outsider::assert_all_signed_is_logged(&practice.root(), &at);
    }
    assert!(meant > 0, "no kill came between the intent and the outcome");
}
