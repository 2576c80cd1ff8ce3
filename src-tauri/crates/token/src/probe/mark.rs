//! How what a probe made is recognised: by label and identifier both, so that no key that somebody
//! else called `probe` is ever taken for one.

use chancery_domain::Sha256Digest;

use crate::{CkaId, KeyLabel};

/// CKA_LABEL of all that a probe makes.
// On tokens: what a probe of an earlier version left there is found by it.
pub(super) const LABEL: &str = "probe";

/// Bytes of an identifier that are drawn. As many follow from them.
const DRAWN: usize = 8;

/// The identifier of a key of a probe.
pub(super) fn marked(drawn: &CkaId) -> CkaId {
    let mut drawn = drawn.as_bytes().to_vec();
    drawn.truncate(DRAWN);
    let mark = mark(&drawn);
    CkaId::from_slice(&[drawn, mark].concat())
}

/// Whether it has the label and the identifier that probes give.
pub(super) fn is_of_a_probe(label: &KeyLabel, id: &CkaId) -> bool {
    let (drawn, mark) = id.as_bytes().split_at(DRAWN.min(id.as_bytes().len()));
    label.as_str() == LABEL && drawn.len() == DRAWN && self::mark(drawn) == mark
}

fn mark(drawn: &[u8]) -> Vec<u8> {
    let digest = Sha256Digest::of(&[b"a key of a probe: ", drawn].concat());
    digest.0[..DRAWN].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_label_and_identifier_together_tell_of_a_probe() {
        let probe = KeyLabel::new(LABEL);
        let id = marked(&CkaId::new([7; 16]));
        assert_eq!(id.as_bytes().len(), 16);
        assert!(is_of_a_probe(&probe, &id));
        assert!(!is_of_a_probe(&KeyLabel::new("issuing"), &id));
        for other in [&[7; 16][..], &[7; 8], &[], &[id.as_bytes(), &[0]].concat()] {
            assert!(
                !is_of_a_probe(&probe, &CkaId::from_slice(other)),
                "{other:?}"
            );
        }
    }
}
