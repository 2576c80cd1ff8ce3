//! 2 Nature and limits; intended users.

use chancery_regulation::Catalogue;

use crate::layout::Flow;
use crate::sections::{s01_cover, title};
use crate::text::Span;

const PARAGRAPHS: &[&str] = &[
    "The entity's management issues this report from its own records. No independent party has examined it. It gives no opinion, and whoever relies on it has to judge for themselves what it means for their question.",
    "It states what the records of the period show about the identities of AI agents: who asked for them, who approved them, what each may do, which keys and tokens hold them, and when they ended. It says nothing about the quality of an agent's decisions, its training data or its market conduct.",
    "A signature under a certificate shows that a key was used, not who or what used it. In law it is at best the entity's electronic seal (Regulation (EU) No 910/2014 Arts 35 and 36), and only where the certificate names the entity.",
    "The log shows any change, removal or reordering of entries that leaves its signed checkpoint behind. Entries cut off together with their checkpoint show only against a checkpoint that somebody else holds; section 4 says who does.",
    "Facts about key custody are the token's own statements, read back after generation. They are not an attestation by its maker.",
    "Words on coverage are used in one sense only. \"Supports\": the records are what the duty asks for, as far as the row says. \"Partially supports\": they are a part of it. \"Does not cover\": they have nothing to say to it. None of these is a verdict on whether the entity fulfils the duty.",
];

pub(crate) fn set(flow: &mut Flow<'_>, catalogue: &Catalogue) {
    flow.section(2, title(2));
    flow.paragraph(&[Span::strong(s01_cover::LABEL)]);
    for paragraph in PARAGRAPHS {
        flow.paragraph(&[Span::plain(paragraph)]);
    }
    flow.heading("Legal review");
    let review = match catalogue.counsel_review() {
        Some(review) => format!("Catalogue {} was reviewed: {review}.", catalogue.version()),
        None => format!(
            "No lawyer has signed off catalogue {} yet. Its coverage and caveats are the product's reading of the law as at {}; have them reviewed before you rely on them.",
            catalogue.version(),
            catalogue.as_of()
        ),
    };
    flow.paragraph(&[Span::plain(review)]);
    flow.heading("Intended users");
    flow.paragraph(&[Span::plain(
        "Management, internal audit and compliance of the entity; its competent authorities on request; its external auditors. Others may read it with the instructions in section 17 at hand.",
    )]);
    flow.heading("How to read it");
    flow.paragraph(&[Span::plain(
        "Figures carry evidence ids such as E-10-001: section and number. The index in section 17 names the embedded file from which each can be counted again. An empty field reads NA with its reason. Dates are YYYY-MM-DD, times are UTC.",
    )]);
}
