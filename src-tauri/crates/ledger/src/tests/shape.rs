//! Leaves that are read by their shape say what they say when read whole.

use chancery_domain::{
    Algorithm, Sha256Digest,
    event::{Actor, EventBody, ExportKind, KeyPurpose, RevocationReason},
};

use super::story::{AGENTS, Story};
use crate::audit::SHAPED;

fn words(story: &mut Story) {
    let [what, subject] = ["certificate", "0a02"].map(String::from);
    for body in [
        EventBody::RecordRead { what, subject },
        EventBody::Exported {
            what: ExportKind::Proof,
            subject: "7".into(),
            sha256: Some(Sha256Digest::of(b"")),
        },
        EventBody::Refused {
            operation: "submit".into(),
            code: "input".into(),
            subject: "Größe \"x\"".into(),
            fields: vec!["a".into(), "b".into()],
        },
        EventBody::Refused {
            operation: "submit".into(),
            code: "input".into(),
            subject: "Größe".into(),
            fields: vec![],
        },
        EventBody::SignedIn {
            token_serial: "a3a15c06fa7e58c5".into(),
            challenge: Sha256Digest::of(b"c"),
        },
        EventBody::KeyIntended {
            token_serial: AGENTS.into(),
            cka_id: "77".into(),
            label: "agent".into(),
            purpose: KeyPurpose::Agent,
            algorithm: Algorithm::EcdsaP256Sha256,
        },
    ] {
        story.tell(Actor::service_on("workstation", "serial"), body);
    }
}

#[test]
fn every_type_that_is_read_by_its_shape_says_what_it_says_when_read_whole() {
    let mut story = Story::begin();
    for (request, serial) in [("REQ-2026-0001", "0A01"), ("REQ-2026-0002", "0A02")] {
        story.issue_anew(request, serial);
    }
    story.suspend("0A01");
    story.release("0A01");
    story.revoke("0A02", RevocationReason::Superseded);
    story.submit("REQ-2026-0003");
    story.approve("REQ-2026-0003");
    story.intend("REQ-2026-0003", "0A03", 0);
    story.abandon("REQ-2026-0003", "0A03");
    story.submit("REQ-2026-0004");
    story.reject("REQ-2026-0004");
    words(&mut story);
    let told = story.kinds_told();
    for kind in SHAPED {
        assert!(told.contains(kind), "{kind} never happened");
    }
    assert_eq!(told.len(), SHAPED.len(), "{told:?}");
    story.end();
}
