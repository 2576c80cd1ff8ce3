//! A time-stamping authority (RFC 3161), as OpenSSL is one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{Practice, Stranger, cli::Answer};

/// The key that stamps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StampingKey {
    /// P-256; the certificate is named by ESSCertIDv2.
    P256,
    /// RSA, PKCS #1; the certificate is named by ESSCertIDv2.
    Rsa,
    /// RSA, PKCS #1; the certificate is named by ESSCertID, which is by SHA-1.
    RsaNamedBySha1,
}

/// An authority with a root and a CA above it, in a folder beside the workspace.
#[derive(Debug)]
pub struct StampingAuthority {
    folder: PathBuf,
}

const CONFIGURATION: &str = "
[tsa]
default_tsa = now
[now]
serial = $ENV::FOLDER/serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = $ENV::DIGESTS
accuracy = secs:1, millisecs:500
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = $ENV::NAMED_BY
clock_precision_digits = 3
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
[stamps-not-critical]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = timeStamping
subjectKeyIdentifier = hash
[req]
distinguished_name = none
[none]
";

impl StampingAuthority {
    /// One with fresh keys.
    pub fn new(practice: &Practice, name: &str, key: StampingKey) -> Self {
        let folder = practice.beside(name);
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("ts.cnf"), CONFIGURATION).expect("writes");
        fs::write(folder.join("serial"), "2A\n").expect("writes");
        fs::write(folder.join("key"), format!("{key:?}")).expect("writes");
        let authority = Self { folder };
        authority.ask(
            "req -x509 -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
             -config ts.cnf -extensions ca -subj /O=Stamps/CN=Root -days 30 \
             -keyout root.key -out root.pem",
        );
        authority.certifies("ca", "root", "ec -pkeyopt ec_paramgen_curve:P-256", "ca");
        let kind = match key {
            StampingKey::P256 => "ec -pkeyopt ec_paramgen_curve:P-256",
            StampingKey::Rsa | StampingKey::RsaNamedBySha1 => "rsa:2048",
        };
        authority.certifies("tsa", "ca", kind, "stamps");
        authority.certifies("lax", "ca", kind, "stamps-not-critical");
        let chain = ["ca.pem", "root.pem"].map(|one| authority.text(one));
        fs::write(authority.folder.join("chain.pem"), chain.concat()).expect("writes");
        authority
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.folder.join(name)).expect("reads")
    }

    fn certifies(&self, name: &str, issuer: &str, key: &str, extensions: &str) {
        self.ask(&format!(
            "req -new -newkey {key} -nodes -config ts.cnf -subj /O=Stamps/CN={name} \
             -keyout {name}.key -out {name}.csr"
        ));
        self.ask(&format!(
            "x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {issuer}.key -CAcreateserial \
             -days 30 -extfile ts.cnf -extensions {extensions} -out {name}.pem"
        ));
    }

    /// OpenSSL in the authority's folder: words that end in a file's name there are paths.
    fn told(&self, arguments: &str, digests: &str) -> Answer {
        let folder = self.folder.to_str().expect("plain");
        let files = [".pem", ".key", ".csr", ".cnf", ".der"];
        let words = arguments.split_whitespace().map(|word| {
            if files.iter().any(|end| word.ends_with(end)) && !word.starts_with('/') {
                format!("{folder}/{word}")
            } else {
                word.to_owned()
            }
        });
        let named_by = match self.text("key").as_str() {
            "RsaNamedBySha1" => "sha1",
            _ => "sha256",
        };
        let set = [
            format!("FOLDER={folder}"),
            format!("DIGESTS={digests}"),
            format!("NAMED_BY={named_by}"),
            "openssl".to_owned(),
        ];
        Stranger::new("env", "coreutils").ask(set.into_iter().chain(words))
    }

    #[track_caller]
    fn ask(&self, arguments: &str) {
        self.told(arguments, "sha256").expect_code(0);
    }

    fn reply(&self, query: &Path, out: &Path, digests: &str) -> Answer {
        let [query, out] = [query, out].map(|path| path.to_str().expect("plain"));
        let arguments = format!(
            "ts -reply -config ts.cnf -queryfile {query} -signer tsa.pem -inkey tsa.key \
             -chain chain.pem -out {out}"
        );
        self.told(&arguments, digests)
    }

    /// The certificate at the top.
    pub fn root(&self) -> PathBuf {
        self.folder.join("root.pem")
    }

    /// Its answer to a query.
    #[track_caller]
    pub fn answers(&self, query: &Path) -> PathBuf {
        let out = query.with_extension("tsr");
        self.reply(query, &out, "sha256").expect_code(0);
        out
    }

    /// Its refusal of a query: it takes other hashes only.
    pub fn rejects(&self, query: &Path) -> PathBuf {
        let out = query.with_extension("rejected");
        self.reply(query, &out, "sha512");
        out
    }

    /// What it would answer, signed under its certificate whose purpose is not critical. As an
    /// authority OpenSSL does not; what CMS it signs it does not ask.
    pub fn answers_laxly(&self, query: &Path) -> PathBuf {
        let good = self.answers(query);
        let out = query.with_extension("lax");
        let [good, out_path] = [&good, &out].map(|path| path.to_str().expect("plain"));
        self.ask(&format!("ts -reply -in {good} -token_out -out token.der"));
        self.ask("cms -verify -noverify -inform DER -in token.der -out info.der");
        self.ask(&format!(
            "cms -sign -binary -nodetach -cades -md sha256 -outform DER -in info.der \
             -econtent_type 1.2.840.113549.1.9.16.1.4 -signer lax.pem -inkey lax.key \
             -certfile chain.pem -out {out_path}"
        ));
        out
    }
}

/// What OpenSSL says of an answer to a query, under a root.
pub fn openssl_verifies(query: &Path, answer: &Path, root: &Path) -> Answer {
    let mut told = vec!["ts".as_ref(), "-verify".as_ref()];
    for (option, path) in [("-queryfile", query), ("-in", answer), ("-CAfile", root)] {
        told.extend([option.as_ref(), path.as_os_str()]);
    }
    Stranger::openssl().ask(told)
}
