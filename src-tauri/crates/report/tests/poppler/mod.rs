//! Tools that strangers wrote, run on a report in a folder that goes away.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(unreachable_pub, reason = "a module shared by tests")]

use std::path::{Path, PathBuf};
use std::process::Command;

use chancery_report::AuditView;
use tempfile::TempDir;

/// A report on disk.
pub struct OnDisk {
    pub folder: TempDir,
    pub file: PathBuf,
}

impl OnDisk {
    pub fn of(view: &AuditView) -> Self {
        Self::bytes(&chancery_report::render(view).expect("the view renders").pdf)
    }

    pub fn bytes(pdf: &[u8]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let file = folder.path().join("report.pdf");
        std::fs::write(&file, pdf).expect("the folder is writable");
        Self { folder, file }
    }

    /// The text of a page, or of all; lines joined, so that sentences can be looked for.
    pub fn text(&self, page: Option<usize>) -> String {
        joined(&self.raw_text(page))
    }

    pub fn raw_text(&self, page: Option<usize>) -> String {
        let page = page.map(|page| page.to_string());
        let range: Vec<&str> = match &page {
            Some(page) => vec!["-f", page, "-l", page],
            None => Vec::new(),
        };
        let file = self.file.to_str().expect("a plain path");
        run(
            "pdftotext",
            &[&range[..], &["-raw", file, "-"]].concat(),
            self.folder.path(),
        )
    }

    pub fn page_texts(&self) -> Vec<String> {
        self.raw_text(None)
            .split_terminator('\u{c}')
            .map(joined)
            .collect()
    }
}

pub fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs a tool; it must be there and must succeed.
pub fn run(tool: &str, arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(tool)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap_or_else(|problem| panic!("{tool} is needed for this test: {problem}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let problems = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{tool}: {text}{problems}");
    text
}
