//! NSS: a database that trusts the root, and its two programs that judge.

use std::path::{Path, PathBuf};

use chancery_tests::{Practice, Stranger, cli::Answer};

use super::{row::Row, verdicts::Verdict};
use crate::published::Published;

const PACKAGE: &str = "libnss3-tools";

/// A database with both CAs and their lists.
pub(super) struct Nss {
    folder: String,
    issuing: PathBuf,
}

/// A purpose, as `vfychain -u` and as `certutil -V -u` name it. Of the two purposes of TLS it is
/// the client's: for a server, NSS 3.87 still wants keyEncipherment of an RSA key.
fn purpose(row: &Row) -> (&'static str, &'static str) {
    match row.profile.as_str() {
        "root-ca" | "issuing-ca" => ("11", "L"),
        "report-seal" => ("4", "S"),
        "ocsp-responder" => ("10", "O"),
        _ => ("0", "C"),
    }
}

impl Nss {
    pub(super) fn of(practice: &Practice, published: &Published) -> Self {
        let folder = practice.beside("nss");
        // A test may ask again when the lists are others.
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).expect("a folder");
        let nss = Self {
            folder: format!("sql:{}", folder.display()),
            issuing: practice.published("ca/issuing-1.cer"),
        };
        nss.certutil(&["-N", "--empty-password"], None)
            .expect_code(0);
        for (name, trust, file) in [
            ("root", "CT,C,C", &published.root),
            ("issuing", ",,", &published.issuing),
        ] {
            nss.add(name, trust, file).expect_code(0);
        }
        for list in ["crl/root.crl", "crl/issuing-1.crl"] {
            let list = practice.published(list);
            // -B: without NSS's own check, which knows no certificate of a database that is new.
            let told = ["-I", "-B", "-d", &nss.folder, "-i"];
            let told = told.iter().map(AsRef::as_ref).chain([list.as_os_str()]);
            Stranger::new("crlutil", PACKAGE).ask(told).expect_code(0);
        }
        nss
    }

    fn certutil(&self, told: &[&str], file: Option<&Path>) -> Answer {
        let database = ["-d", &self.folder];
        let told = told.iter().chain(&database).map(AsRef::as_ref);
        let file = file
            .iter()
            .flat_map(|file| ["-i".as_ref(), file.as_os_str()]);
        Stranger::new("certutil", PACKAGE).ask(told.chain(file))
    }

    fn add(&self, name: &str, trust: &str, file: &Path) -> Answer {
        self.certutil(&["-A", "-n", name, "-t", trust], Some(file))
    }

    /// By its database, with the lists in it.
    pub(super) fn certutil_verdict(&self, row: &Row) -> Verdict {
        let name = match row.profile.as_str() {
            "root-ca" => "root",
            "issuing-ca" => "issuing",
            _ => &row.serial,
        };
        if !row.is_authority() {
            let added = self.add(name, ",,", &row.der);
            if added.code != 0 {
                return Err(added.stderr);
            }
        }
        let said = self.certutil(&["-V", "-n", name, "-e", "-u", purpose(row).1], None);
        if said.stdout.contains("certificate is valid") {
            return Ok(());
        }
        Err(said.stdout + &said.stderr)
    }

    /// By libpkix, with the lists of the database.
    pub(super) fn vfychain_verdict(&self, row: &Row) -> Verdict {
        let usage = purpose(row).0;
        let mut told = vec!["-d", &self.folder, "-pp", "-u", usage];
        if !row.is_authority() {
            told.extend(["-g", "leaf", "-m", "crl", "-s", "forbidFetching"]);
        }
        let files = [row.der.as_os_str(), self.issuing.as_os_str()];
        let told = told.iter().map(AsRef::as_ref).chain(files);
        let said = Stranger::new("vfychain", PACKAGE).ask(told);
        // It tells good news on stderr, too.
        let said = (said.code, said.stdout + &said.stderr);
        match said {
            (0, words) if words.contains("Chain is good!") => Ok(()),
            (_, words) => Err(words),
        }
    }
}
