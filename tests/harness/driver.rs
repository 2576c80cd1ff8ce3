//! WebKitWebDriver, started afresh for every window.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
};

use crate::{group::Group, wait};

/// A driver that listens, with the window it will start in the same process
/// group: both end with it.
#[derive(Debug)]
pub struct Driver {
    group: Group,
    address: SocketAddr,
}

impl Driver {
    /// Starts the driver with the environment that the window is to inherit.
    pub fn start(environment: &[(String, String)], log: &Path) -> Self {
        // Between its drawing and the driver's start another program may take the port.
        Self::try_start(environment, log)
            .or_else(|_| Self::try_start(environment, log))
            .unwrap_or_else(|problem| panic!("{problem}"))
    }

    fn try_start(environment: &[(String, String)], log: &Path) -> Result<Self, String> {
        let address = free_address();
        let mut command = Command::new("WebKitWebDriver");
        command
            .arg(format!("--port={}", address.port()))
            .env_clear()
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        // The guard exists before anything connects, so that nothing can leak.
        let mut group = Group::start(&mut command, log);
        let listens = wait::until(|| {
            let connected = TcpStream::connect(address).is_ok();
            // Whoever answers for a driver that has ended is somebody else.
            let running = group.is_running();
            (connected || !running).then_some(connected && running)
        });
        if listens != Some(true) {
            let said = group.written();
            return Err(format!(
                "WebKitWebDriver does not listen on {address}: {said}"
            ));
        }
        Ok(Self { group, address })
    }

    /// Where WebDriver commands go.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The process id of the driver, the root of the window's process tree.
    pub fn id(&self) -> u32 {
        self.group.id()
    }
}

/// A loopback port that was free a moment ago.
pub fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .expect("loopback has a free port")
}
