//! Writes the sample report, to be looked at:
//! `cargo run -p chancery-report --example sample_report -- FILE.pdf [SEALED.pdf]`.
//! The second is sealed by a throwaway key.

#[path = "../tests/sample/mod.rs"]
mod sample;
#[path = "../tests/seal/mod.rs"]
mod seal;

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1);
    let rendered = chancery_report::render(&sample::view())?;
    std::fs::write(paths.next().ok_or("name the file to write")?, &rendered.pdf)?;
    if let Some(path) = paths.next() {
        std::fs::write(path, seal::sealed(rendered).pdf)?;
    }
    Ok(())
}
