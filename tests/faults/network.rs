//! The command line needs no network, and asks for none.

use chancery_tests::netns;

use crate::{
    outsider,
    practice::{Practice, Stage, first_request, path_text, sample_request},
    traced,
};

/// A whole life of a certificate, and every way to look at it.
fn commands() -> Vec<Vec<String>> {
    let file = sample_request("ai_trader_bot_v2");
    let words: &[&[&str]] = &[
        &["request", "new", path_text(&file)],
        &["request", "list"],
        &["request", "approve", first_request(), "--reason", "Fine"],
        &["certificate", "issue", first_request()],
        &["certificate", "list"],
        &["crl", "publish"],
        &["crl", "show"],
        &["log", "checkpoint"],
        &["log", "list"],
        &["log", "verify"],
        &["token", "list"],
        &["officer", "list"],
        &["profile", "list"],
        &["report", "list"],
        &["workspace", "check"],
    ];
    let owned = |words: &&[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    words.iter().map(owned).collect()
}

#[test]
fn the_command_line_works_where_no_network_exists() {
    let practice = Practice::at(Stage::Founded);
    let cli = practice.cli().without_network();
    let made = practice.beside("made");
    cli.run(["workspace", "create", path_text(&made), "--practice"])
        .expect_code(0);
    for command in commands() {
        cli.run(command).expect_code(0);
    }
    practice.assert_clean();
}

#[test]
fn no_command_opens_a_network_socket() {
    let practice = Practice::at(Stage::Founded);
    for words in commands() {
        let mut command = practice.cli().command();
        command.args(&words);
        let calls = traced::calls(&command, "socket,socketpair,connect,bind,listen");
        let sockets: Vec<_> = calls
            .iter()
            .filter(|call| call.contains("AF_INET"))
            .collect();
        assert!(sockets.is_empty(), "{words:?}: {sockets:?}");
    }
    let serial = outsider::text(
        &practice.database(),
        "SELECT serial FROM certificate WHERE profile = 'agent'",
    );
    let mut revoke = practice.cli().command();
    revoke.args([
        "certificate",
        "revoke",
        &serial,
        "--reason",
        "superseded",
        "--comment",
        "Over",
    ]);
    let calls = traced::calls(&revoke, "%network");
    assert!(
        !calls.iter().any(|call| call.contains("AF_INET")),
        "{calls:?}"
    );
}

/// The two tests above can fail.
#[test]
fn a_program_that_opens_a_socket_would_be_seen() {
    let program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_STREAM)";
    let mut python = std::process::Command::new("python3");
    python.args(["-c", program]);
    let calls = traced::calls(&python, "socket");
    assert!(
        calls.iter().any(|call| call.contains("AF_INET")),
        "{calls:?}"
    );

    let connect = "import socket; socket.create_connection(('192.0.2.1', 9), 1)";
    let alone = netns::command("python3")
        .args(["-c", connect])
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&alone.stderr);
    assert!(told.contains("unreachable"), "{told}");
}
