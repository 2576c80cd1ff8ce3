//! Which classes ask for which side data. A table, to be read by whoever answers for it.

use chancery_domain::{
    Utc,
    retention::{RetentionClass, RetentionSchedule},
};

use super::schedule::months_after;

/// What side data says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SideData {
    /// An officer's name. Who decided is part of every record of a decision: logs of AI systems
    /// name the people who verified (12(3)(d)), records of a service provider who acted, ICT logs
    /// who had access.
    OfficerName,
    /// The person accountable for an agent. As for an officer's name; orders name the person
    /// responsible for the decision, and documentation of an AI system who oversees it.
    Accountable,
    /// What an agent is for. Documentation of an AI system begins with its intended purpose.
    Purpose,
}

const OFFICER_NAME: [RetentionClass; 5] = [
    RetentionClass::AiSystemLogs,
    RetentionClass::CaspRecords,
    RetentionClass::TradingPlatformOrders,
    RetentionClass::IctLogs,
    RetentionClass::PersonalData,
];

const ACCOUNTABLE: [RetentionClass; 7] = [
    RetentionClass::AiSystemLogs,
    RetentionClass::AiTechnicalDocumentation,
    RetentionClass::CaspRecords,
    RetentionClass::TradingPlatformOrders,
    RetentionClass::HighFrequencyOrders,
    RetentionClass::IctLogs,
    RetentionClass::PersonalData,
];

const PURPOSE: [RetentionClass; 5] = [
    RetentionClass::AiSystemLogs,
    RetentionClass::AiTechnicalDocumentation,
    RetentionClass::CaspRecords,
    RetentionClass::IctLogs,
    RetentionClass::PersonalData,
];

impl SideData {
    /// The classes that ask for it.
    pub fn classes(self) -> &'static [RetentionClass] {
        match self {
            Self::OfficerName => &OFFICER_NAME,
            Self::Accountable => &ACCOUNTABLE,
            Self::Purpose => &PURPOSE,
        }
    }
}

/// The class that keeps side data longest, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// The class.
    pub class: RetentionClass,
    /// Its months.
    pub months: u32,
    /// The first instant at which it may go.
    pub until: Utc,
}

/// What keeps side data longest, counted from `from`; of equals, the first in the schedule.
/// `None`: no class of the schedule asks for it.
pub fn longest(schedule: &RetentionSchedule, kind: SideData, from: Utc) -> Option<Kept> {
    let rule = schedule
        .rules
        .iter()
        .rev()
        .filter(|rule| kind.classes().contains(&rule.class))
        .max_by_key(|rule| rule.months)?;
    Some(Kept {
        class: rule.class,
        months: rule.months,
        until: months_after(from, rule.months),
    })
}
