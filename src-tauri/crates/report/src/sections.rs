//! The sections of a report, one file each, numbered as the report numbers them.

pub(crate) mod contents;
pub(crate) mod s01_cover;
pub(crate) mod s02_nature;
pub(crate) mod s03_entity;
pub(crate) mod s04_scope;
pub(crate) mod s08_mapping;
pub(crate) mod s10_registers;
pub(crate) mod s17_verification;

/// A section of the anatomy, and whether this version prints it.
pub(crate) struct Section {
    pub(crate) number: u8,
    pub(crate) title: &'static str,
    /// Why it is not in this report; `None`: it is.
    pub(crate) absent: Option<&'static str>,
}

const fn printed(number: u8, title: &'static str) -> Section {
    Section {
        number,
        title,
        absent: None,
    }
}

const fn absent(number: u8, title: &'static str, why: &'static str) -> Section {
    Section {
        number,
        title,
        absent: Some(why),
    }
}

/// The whole anatomy.
pub(crate) const ANATOMY: [Section; 17] = [
    printed(1, "Cover"),
    printed(2, "Nature and limits; intended users"),
    printed(3, "Entity and responsibility"),
    printed(4, "Scope"),
    absent(
        5,
        "Applicability",
        "the gates are printed with each row of section 8",
    ),
    absent(
        6,
        "System description",
        "the description is not yet kept with the records",
    ),
    absent(
        7,
        "Management assertion",
        "an assertion is management's own document",
    ),
    printed(8, "Regulatory mapping"),
    absent(
        9,
        "Controls, tests, results",
        "this version records no control tests; the log verification is on page 1",
    ),
    printed(10, "Registers"),
    absent(
        11,
        "Transaction answer sheets",
        "this version records no actions of agents",
    ),
    absent(
        12,
        "Exceptions, incidents, gaps",
        "incidents are not yet kept with the records",
    ),
    absent(
        13,
        "Changes since the last report",
        "reports are not yet compared",
    ),
    absent(
        14,
        "Third parties",
        "register-of-information rows are not yet kept with the records",
    ),
    absent(
        15,
        "Retention, legal holds, data protection",
        "retention classes are not yet kept with the records",
    ),
    absent(
        16,
        "Sign-off",
        "this version has no sign-off; the seal is on page 1",
    ),
    printed(17, "Verification instructions"),
];

/// The title of a printed section.
pub(crate) fn title(number: u8) -> &'static str {
    ANATOMY[usize::from(number) - 1].title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anatomy_is_numbered_without_a_gap() {
        for (index, section) in ANATOMY.iter().enumerate() {
            assert_eq!(usize::from(section.number), index + 1);
        }
    }
}
