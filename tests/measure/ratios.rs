//! What every bench shares: where it measures, and the ratios it ends with.
//!
//! A time says something about a machine; a ratio to a peer or to a physical limit, measured in
//! the same run, says something about the code.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use criterion::Criterion;
use tempfile::TempDir;

/// A hot path and what stands beside it, each as `group/bench`.
pub(crate) struct Ratio {
    pub(crate) path: &'static str,
    pub(crate) beside: &'static str,
}

/// A run of benches, and the ratios at its end.
pub(crate) struct Run {
    pub(crate) criterion: Criterion,
    began: SystemTime,
}

impl Run {
    /// Begins a run.
    pub(crate) fn begin() -> Self {
        let criterion = Criterion::default()
            .output_directory(&results())
            .sample_size(20)
            .warm_up_time(Duration::from_secs(1))
            .measurement_time(Duration::from_secs(3))
            .configure_from_args();
        Self {
            criterion,
            began: SystemTime::now(),
        }
    }

    /// Tells the ratios of what was measured in this run.
    #[allow(
        clippy::print_stdout,
        reason = "a bench talks to the person who runs it"
    )]
    pub(crate) fn end(self, ratios: &[Ratio]) {
        self.criterion.final_summary();
        let lines: String = ratios.iter().filter_map(|ratio| self.line(ratio)).collect();
        print!("{lines}");
        let kept = File::options()
            .append(true)
            .create(true)
            .open(results().join("ratios.txt"));
        kept.and_then(|mut file| file.write_all(lines.as_bytes()))
            .expect("the ratios are written");
    }

    fn line(&self, ratio: &Ratio) -> Option<String> {
        let path = self.median(ratio.path)?;
        let beside = self.median(ratio.beside)?;
        Some(format!(
            "{:<48} {:>12}   {:>9.1} x {} ({})\n",
            ratio.path,
            readable(path),
            path / beside,
            ratio.beside,
            readable(beside),
        ))
    }

    /// Median in nanoseconds; `None` if this run did not measure it.
    fn median(&self, bench: &str) -> Option<f64> {
        let file = results().join(bench).join("new/estimates.json");
        let written = fs::metadata(&file).ok()?.modified().ok()?;
        let estimates = fs::read(&file).ok().filter(|_| written >= self.began)?;
        let estimates: serde_json::Value = serde_json::from_slice(&estimates).ok()?;
        estimates["median"]["point_estimate"].as_f64()
    }
}

/// A folder on the disk that cargo builds on: the system's own may be memory, where fsync is free.
pub(crate) fn scratch() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a scratch folder")
}

/// A bare durable write: four kilobytes, appended to a file and synced.
#[allow(dead_code, reason = "not every bench writes")]
pub(crate) fn durable_write(file: &mut File) {
    file.write_all(&[7; 4096]).expect("written");
    file.sync_data().expect("synced");
}

fn results() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("criterion")
}

fn readable(nanoseconds: f64) -> String {
    match nanoseconds {
        n if n < 1e3 => format!("{n:.0} ns"),
        n if n < 1e6 => format!("{:.1} µs", n / 1e3),
        n if n < 1e9 => format!("{:.2} ms", n / 1e6),
        n => format!("{:.2} s", n / 1e9),
    }
}
