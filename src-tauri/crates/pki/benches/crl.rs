//! A list of 1,000,000 entries, written, signed once and read back, beside raw
//! SHA-256 of the same bytes.

mod hierarchy;
#[allow(dead_code, reason = "nothing is written to disk")]
#[path = "../../../../tests/measure/ratios.rs"]
mod ratios;

use std::hint::black_box;

use chancery_pki::{
    CrlHead, CrlScope, CrlWriter, RevocationReason, RevokedCertificate, SerialNumber, SignedCrl,
};
use criterion::Criterion;
use ring::digest::{SHA256, digest};

use hierarchy::{Authority, now};
use ratios::{Ratio, Run};

const ENTRIES: u32 = 1_000_000;

const RATIOS: [Ratio; 1] = [Ratio {
    path: "list of 1,000,000/write, sign and verify",
    beside: "list of 1,000,000/raw SHA-256 of it",
}];

fn main() {
    let mut run = Run::begin();
    crl(&mut run.criterion);
    run.end(&RATIOS);
}

fn head() -> CrlHead {
    CrlHead {
        number: 7,
        this_update: now(),
        next_update: now().plus_seconds(86_400),
        scope: CrlScope::default(),
    }
}

/// As a ledger would give it: one after the other.
fn entry(index: u32) -> RevokedCertificate {
    let mut octets = [0x5a; 16];
    octets[4..8].copy_from_slice(&index.to_be_bytes());
    RevokedCertificate {
        serial_number: SerialNumber::from_random(octets).expect("not zero"),
        revoked_at: now(),
        reason: RevocationReason::KeyCompromise,
        invalid_since: index.is_multiple_of(10).then(now),
    }
}

fn write(ca: &Authority) -> SignedCrl {
    let mut writer = CrlWriter::begin(head(), &ca.certificate).expect("may sign");
    for index in 0..ENTRIES {
        writer.push(&entry(index)).expect("fits");
    }
    writer.sign(&ca.key).expect("signs")
}

/// Peak resident memory so far in MiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kibibytes = line.and_then(|line| line.split_ascii_whitespace().nth(1)?.parse::<u64>().ok());
    kibibytes.unwrap_or_default() / 1024
}

#[expect(clippy::print_stdout, reason = "a bench tells what it measured")]
fn crl(c: &mut Criterion) {
    let ca = hierarchy::issuing();
    let before = peak();
    let list = write(&ca);
    println!(
        "{} entries, {} bytes; peak memory {} MiB, {before} MiB before",
        list.entries(),
        list.der().len(),
        peak()
    );
    let mut group = c.benchmark_group("list of 1,000,000");
    group.sample_size(10);
    group.bench_function("write, sign and verify", |b| b.iter(|| write(&ca)));
    group.bench_function("raw SHA-256 of it", |b| {
        b.iter(|| digest(&SHA256, black_box(list.der())));
    });
    group.finish();
}
