//! The window as it ships lets nobody look in and opens no network socket.

use std::{
    net::{SocketAddr, TcpStream},
    path::Path,
    process::Command,
    time::Duration,
};

use chancery_tests::{
    Opening, Window, built, display::Display, driver::free_address, group::Group, netns, processes,
    sockets, wait, window::environment,
};
use tempfile::TempDir;

/// A window that nobody drives.
struct Undriven {
    group: Group,
    display: Display,
    _home: TempDir,
}

impl Undriven {
    fn start(mut command: Command, extra: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().expect("a temporary folder");
        let display = Display::open();
        command
            .env_clear()
            .envs(environment(home.path(), display.name()))
            .envs(extra.to_vec());
        let group = Group::start(&mut command, &home.path().join("window.log"));
        Self {
            group,
            display,
            _home: home,
        }
    }

    /// Waits until the window is on the screen and all its processes run.
    #[track_caller]
    fn wait_until_up(&mut self) {
        let up = wait::until(|| {
            // A window that has ended will not come any more.
            let running = self.group.is_running();
            let shown = self.display.shows("Chancery") && self.renders();
            (shown || !running).then_some(running)
        });
        let written = self.group.written();
        assert_ne!(up, Some(false), "the window ended: {written}");
        assert!(up.is_some(), "no window: {written}");
    }

    fn renders(&self) -> bool {
        let names: Vec<_> = processes::tree(self.group.id())
            .into_iter()
            .filter_map(processes::name_of)
            .collect();
        ["WebKitWebProces", "WebKitNetworkPr"]
            .iter()
            .all(|name| names.iter().any(|n| n == name))
    }

    fn window_process(&self, program: &Path) -> u32 {
        processes::running(self.group.id(), program).expect("the window runs")
    }
}

fn inspectable(program: &Path, address: SocketAddr) -> Undriven {
    let http = address.to_string();
    let raw = free_address().to_string();
    Undriven::start(
        Command::new(program),
        &[
            ("WEBKIT_INSPECTOR_HTTP_SERVER", &http),
            ("WEBKIT_INSPECTOR_SERVER", &raw),
            ("TAURI_WEBVIEW_AUTOMATION", "true"),
        ],
    )
}

#[test]
fn shipped_window_refuses_webdriver() {
    let patience = Duration::from_secs(15);
    let refusal = Opening::new().program(&built::window()).try_open(patience);
    assert!(refusal.is_err(), "WebDriver drives the window that ships");
}

#[test]
fn shipped_window_listens_to_no_inspector() {
    let program = built::window();
    let address = free_address();
    let mut window = inspectable(&program, address);
    window.wait_until_up();
    assert_eq!(sockets::inet(window.group.id()), Vec::<String>::new());
    assert!(
        TcpStream::connect(address).is_err(),
        "an inspector answers on {address}"
    );
    let kept = processes::environment(window.window_process(&program));
    let doors: Vec<_> = kept
        .iter()
        .filter(|v| v.contains("INSPECTOR") || v.contains("AUTOMATION"))
        .collect();
    assert!(doors.is_empty(), "{doors:?}");
}

/// The twin: without it the test above might look at the wrong thing.
#[test]
fn inspector_of_the_test_build_is_seen() {
    let address = free_address();
    let mut window = inspectable(&built::window_e2e(), address);
    window.wait_until_up();
    let listens = wait::until(|| TcpStream::connect(address).ok());
    assert!(
        listens.is_some(),
        "the test build listens to no inspector on {address}"
    );
    assert_ne!(sockets::inet(window.group.id()), Vec::<String>::new());
}

#[test]
fn shipped_window_opens_no_network_socket() {
    let mut window = Undriven::start(Command::new(built::window()), &[]);
    window.wait_until_up();
    assert_eq!(sockets::inet(window.group.id()), Vec::<String>::new());
}

#[test]
fn shipped_window_starts_in_an_empty_network() {
    let mut window = Undriven::start(netns::command(built::window()), &[]);
    window.wait_until_up();
    assert_eq!(sockets::inet(window.group.id()), Vec::<String>::new());
}

#[test]
fn window_works_in_an_empty_network() {
    if !netns::inside("closed::window_works_in_an_empty_network") {
        return;
    }
    let window = Window::open();
    window.see_named("button", "Start practising");
    window
        .call("start_info", &serde_json::json!({}))
        .expect("the program answers");
    window.expect_no_trouble();
}
