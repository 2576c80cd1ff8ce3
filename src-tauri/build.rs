//! Embeds the page, declares the commands the page may call, and notes which
//! commit this is.

use std::process::Command;

include!("src/commands/names.rs");

fn main() {
    println!("cargo:rerun-if-changed=src/commands/names.rs");
    println!(
        "cargo:rustc-env=CHANCERY_BUILD={}",
        commit().unwrap_or_else(|| "unknown".to_owned())
    );
    keep_symbols();
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
        .expect("tauri.conf.json and capabilities/ describe a window that can be built");
}

/// Keeps the symbols of our own SQLite to ourselves. The webview's libraries use SQLite too, so
/// the linker would export each function that both know; a PKCS#11 module that brings the
/// system's SQLite would then call into both at once, and take the window down with it.
fn keep_symbols() {
    if std::env::var("CARGO_CFG_TARGET_OS").is_ok_and(|os| os == "linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
}

/// The first 8 hex digits of the commit; `None` outside a git checkout.
fn commit() -> Option<String> {
    // The reflog of HEAD changes with every commit, whichever branch is out.
    let reflog = git(&["rev-parse", "--git-path", "logs/HEAD"])?;
    println!("cargo:rerun-if-changed={reflog}");
    git(&["rev-parse", "--short=8", "HEAD"])
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
}
