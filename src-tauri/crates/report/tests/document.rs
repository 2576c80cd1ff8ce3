//! The file itself: the same bytes for the same view, its evidence byte for
//! byte, sound in the eyes of strangers, before and after the seal.

mod poppler;
mod sample;
mod seal;

use chancery_report::{RenderError, render};
use poppler::{OnDisk, run};

#[test]
fn same_view_gives_the_same_bytes() {
    let first = render(&sample::view()).expect("renders");
    let second = render(&sample::view()).expect("renders");
    assert!(first.pdf == second.pdf);
    let mut other = sample::view();
    other.registers.certificates[0].log_entry += 1;
    assert!(render(&other).expect("renders").pdf != first.pdf);
}

#[test]
fn qpdf_finds_nothing_wrong() {
    let disk = OnDisk::of(&sample::view());
    let said = run("qpdf", &["--check", "report.pdf"], disk.folder.path());
    assert!(
        said.contains("No syntax or stream encoding errors found"),
        "{said}"
    );
    assert!(!said.to_lowercase().contains("warning"), "{said}");
}

#[test]
fn pdfdetach_gives_the_evidence_back_byte_for_byte() {
    let view = sample::view();
    let disk = OnDisk::of(&view);
    run("pdfdetach", &["-saveall", "report.pdf"], disk.folder.path());
    for file in &view.embedded {
        let back = std::fs::read(disk.folder.path().join(&file.name)).expect("it was detached");
        assert!(back == file.bytes, "{}", file.name);
    }
}

#[test]
fn fonts_are_embedded_subsets_with_unicode() {
    let disk = OnDisk::of(&sample::view());
    let said = run("pdffonts", &["report.pdf"], disk.folder.path());
    let fonts: Vec<&str> = said.lines().skip(2).collect();
    assert_eq!(fonts.len(), 3, "{said}");
    for font in fonts {
        assert!(
            font.contains("+IBMPlex") && font.contains("yes yes yes"),
            "{font}"
        );
    }
}

#[test]
fn document_is_tagged_and_titled() {
    let disk = OnDisk::of(&sample::view());
    let said = run("pdfinfo", &["report.pdf"], disk.folder.path());
    assert!(poppler::joined(&said).contains("Tagged: yes"), "{said}");
    assert!(
        said.contains("PRACTICE: Evidence report RPT-2026-11-04 of Müller & Söhne"),
        "{said}"
    );
    let tree = run("pdfinfo", &["-struct", "report.pdf"], disk.folder.path());
    for role in ["H1", "Table", "TH", "TD", "Form"] {
        assert!(
            tree.lines().any(|line| line.trim_start().starts_with(role)),
            "{role}"
        );
    }
}

#[test]
fn character_without_a_glyph_is_an_error_that_names_field_and_character() {
    let mut view = sample::view();
    view.registers.approvals[2].agent = "取引ボット".into();
    match render(&view) {
        Err(RenderError::MissingGlyph { field, character }) => {
            assert_eq!(
                (field.as_str(), character),
                ("registers.approvals[2].agent", '取')
            );
        }
        other => panic!("{:?}", other.map(|rendered| rendered.pages)),
    }
    let mut view = sample::view();
    view.entity.seat = sample::is("\u{1f512}".into());
    let problem = render(&view).expect_err("no emoji");
    assert_eq!(
        problem.to_string(),
        "the report can't print the character \u{1f512} (U+1F512) in entity.seat"
    );
}

#[test]
fn evidence_names_that_collide_or_leave_the_folder_are_refused() {
    for name in [
        "../root.pem",
        "",
        ".hidden",
        "a/b",
        "checkpoint",
        "x\u{202e}fdp.exe",
        "c:x",
    ] {
        let mut view = sample::view();
        view.embedded[0].name = name.into();
        assert!(
            matches!(render(&view), Err(RenderError::EmbeddedName { .. })),
            "{name:?}"
        );
    }
}

#[test]
fn sealed_report_is_valid_trusted_and_sound() {
    let sealed = seal::sealed(render(&sample::view()).expect("renders"));
    let disk = OnDisk::bytes(&sealed.pdf);
    let folder = disk.folder.path();
    std::fs::write(folder.join("root.der"), &sealed.root).expect("writable");
    run("mkdir", &["nss"], folder);
    run(
        "certutil",
        &["-N", "-d", "sql:nss", "--empty-password"],
        folder,
    );
    run(
        "certutil",
        &[
            "-A", "-d", "sql:nss", "-n", "root", "-t", "C,C,C", "-i", "root.der",
        ],
        folder,
    );
    let said = run("pdfsig", &["-nssdir", "sql:nss", "report.pdf"], folder);
    for line in [
        "Total document signed",
        "Signature is Valid.",
        "Certificate is Trusted.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let said = run("qpdf", &["--check", "report.pdf"], folder);
    assert!(!said.to_lowercase().contains("warning"), "{said}");
}
