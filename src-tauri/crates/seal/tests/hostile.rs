//! Input made to hurt: readers answer, they never panic and never believe.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod support;

use chancery_domain::Algorithm;
use chancery_seal::{
    jws::{Jws, sign, verify},
    pdf::{SealFound, SealText, read, seal},
};
use support::{
    Signer,
    document::{LAYOUTS, unsigned},
    moment,
};

const MUTANTS: usize = 400;

const TOKENS: &[&[u8]] = &[
    b"[",
    b"<<",
    b">>",
    b"(",
    b"<",
    b"-1",
    b"99999999999999999999",
    b" R",
    b"stream\n",
    b"/Length 4294967296",
    b"endobj",
    b"\xff",
    b"0",
    b"/Prev 9",
    b"/V 1 0 R",
    b"/Kids[1 0 R]",
];

/// Marsaglia's xorshift with a fixed seed: the same mutants in each run.
struct Mutator(u64);

impl Mutator {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).unwrap()
    }

    /// Puts one to six tokens into `bytes` before `limit`, over or between what is there.
    fn mutate(&mut self, bytes: &[u8], limit: usize) -> Vec<u8> {
        let mut mutant = bytes.to_vec();
        for _ in 0..=self.below(6) {
            let at = self.below(limit);
            let token = TOKENS[self.below(TOKENS.len())].iter().copied();
            let end = if self.below(2) == 0 {
                at
            } else {
                mutant.len().min(at + token.len())
            };
            drop(mutant.splice(at..end, token));
        }
        mutant
    }
}

fn sealed_documents(signer: &Signer) -> Vec<Vec<u8>> {
    let text = SealText {
        name: "N".to_owned(),
        reason: None,
        location: None,
    };
    let sealed = |layout| {
        let (document, slot) = unsigned(layout);
        seal(
            document,
            &slot,
            moment(),
            &text,
            &signer.chain(),
            &signer.key,
        )
        .unwrap()
    };
    LAYOUTS.map(sealed).to_vec()
}

#[test]
fn mutated_document_is_never_intact() {
    let mut mutator = Mutator(88_172_645_463_325_252);
    for document in sealed_documents(&Signer::new(Algorithm::EcdsaP256Sha256)) {
        // The place for the signature is most of the file; its digits come last.
        let limit = document
            .windows(11)
            .rposition(|window| window == b"/Contents <")
            .unwrap();
        for _ in 0..MUTANTS {
            let mutant = mutator.mutate(&document, limit);
            let intact = read(&mutant).is_ok_and(|found| found.iter().any(SealFound::is_intact));
            assert!(!intact || mutant == document);
        }
    }
}

#[test]
fn mutated_signature_never_panics() {
    let mut mutator = Mutator(1_181_783_497_276_652_981);
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    for document in sealed_documents(&signer) {
        let start = document
            .windows(11)
            .rposition(|window| window == b"/Contents <")
            .unwrap()
            + 11;
        for _ in 0..MUTANTS {
            let mut mutant = document.clone();
            let at = start + mutator.below(1600);
            mutant[at] = b"0123456789ABCDEF"[mutator.below(16)];
            for found in read(&mutant)
                .unwrap()
                .iter()
                .filter(|found| found.is_intact())
            {
                assert!(found.signature.as_ref().unwrap().signer == signer.leaf);
            }
        }
    }
}

#[test]
fn mutated_header_is_never_verified() {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let mut mutator = Mutator(2_463_534_242);
    let signer = Signer::new(Algorithm::EcdsaP256Sha256);
    let payload = serde_json::json!({"type": "decision"});
    let jws = sign(&payload, "decision", moment(), &signer.chain(), &signer.key)
        .unwrap()
        .to_string();
    let (header, rest) = jws.split_once('.').unwrap();
    let header = URL_SAFE_NO_PAD.decode(header).unwrap();
    for _ in 0..MUTANTS {
        let mutant = mutator.mutate(&header, header.len());
        let Ok(jws) = Jws::parse(&format!("{}.{rest}", URL_SAFE_NO_PAD.encode(&mutant))) else {
            continue;
        };
        assert!(verify(&jws).is_err() || mutant == header);
    }
}

#[test]
fn deeply_nested_document_is_answered() {
    for (open, close) in [("[", "]"), ("<</A ", ">>"), ("(", ")")] {
        let nested = format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        let body = format!("%PDF-1.7\n1 0 obj\n{nested}\nendobj\n");
        let document = format!(
            "{body}xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n\
             trailer\n<</Size 2/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
            body.len()
        );
        assert!(
            read(document.as_bytes()).is_ok_and(|found| found.is_empty()),
            "{open}"
        );
    }
}

#[test]
fn fields_that_refer_to_each_other_are_answered() {
    let body = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>\nendobj\n\
                2 0 obj\n<</FT/Sig/Kids[2 0 R 2 0 R 3 0 R]>>\nendobj\n3 0 obj\n3 0 R\nendobj\n";
    let offset = |object: &str| body.find(object).unwrap();
    let document = format!(
        "{body}xref\n0 4\n0000000000 65535 f \n{:010} 00000 n \n{:010} 00000 n \n{:010} 00000 n \n\
         trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n",
        offset("1 0 obj"),
        offset("2 0 obj"),
        offset("3 0 obj"),
        body.len()
    );
    assert!(read(document.as_bytes()).is_ok_and(|found| found.is_empty()));
}

#[test]
fn bytes_that_are_no_document_are_refused() {
    for bytes in [
        &b""[..],
        b"%PDF-1.7",
        b"%PDF-1.7\nstartxref\n99\n%%EOF",
        b"PK\x03\x04",
        &[0xFF; 4096],
    ] {
        assert!(read(bytes).is_err());
    }
}
