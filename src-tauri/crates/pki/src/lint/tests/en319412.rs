//! Defects in names of legal persons.

use der::Tag;

use super::bytes::SUBJECT;
use super::{Agent, Asked, Bytes, Case, Officer};

pub(super) fn cases() -> Vec<Case> {
    vec![
        (
            "country that is not assigned",
            Officer,
            &["country-code"],
            Asked(|draft| draft.fields.subject.country = "UK".to_owned()),
        ),
        (
            "country in small letters",
            Officer,
            &["country-code"],
            Asked(|draft| draft.fields.subject.country = "de".to_owned()),
        ),
        (
            "LEI with wrong check digits",
            Agent,
            &["organization-identifier"],
            Asked(|draft| {
                let identifier = "LEIXG-529900T8BM49AURSDO56".to_owned();
                draft.fields.subject.organization_identifier = Some(identifier);
            }),
        ),
        (
            "LEI of a country",
            Agent,
            &["organization-identifier"],
            Asked(|draft| {
                let identifier = "LEIDE-529900T8BM49AURSDO55".to_owned();
                draft.fields.subject.organization_identifier = Some(identifier);
            }),
        ),
        (
            "identifier of no scheme",
            Agent,
            &["organization-identifier"],
            Asked(|draft| {
                let identifier = "HRB 12345".to_owned();
                draft.fields.subject.organization_identifier = Some(identifier);
            }),
        ),
        (
            "agent of an organisation without identifier",
            Agent,
            &["legal-person"],
            Asked(|draft| draft.fields.subject.organization_identifier = None),
        ),
        (
            "given name instead of common name",
            Officer,
            &["legal-person", "subject-approved"],
            Bytes(|tbs| {
                let attribute = tbs.component(SUBJECT).parts()[3].parts()[0].parts();
                attribute[0].set(Tag::ObjectIdentifier, &[0x55, 4, 42]);
            }),
        ),
    ]
}
