//! Retention classes: on what law each stands, and the bounds that the law sets.

use chancery_domain::{Language, retention::RetentionClass};

/// What stands behind a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassBasis {
    /// The class.
    pub class: RetentionClass,
    /// Its name: English, German.
    labels: [&'static str; 2],
    /// Regulation and article.
    pub basis: &'static str,
    /// Months below which the law does not let a firm go; `None`: it names no number.
    pub minimum: Option<u32>,
    /// Months beyond which the law gives no ground any more; `None`: it names no number.
    pub maximum: Option<u32>,
    /// Months in the schedule that every workspace begins with; `None`: not in it.
    pub built_in: Option<u32>,
}

impl ClassBasis {
    /// The name that people read.
    pub fn label(&self, language: Language) -> &'static str {
        match language {
            Language::En => self.labels[0],
            Language::De => self.labels[1],
        }
    }
}

/// All classes, in the order in which a schedule names them.
pub const CLASSES: [ClassBasis; 8] = [
    ClassBasis {
        class: RetentionClass::AiSystemLogs,
        labels: ["Logs of AI systems", "Protokolle von KI-Systemen"],
        basis: "Reg. (EU) 2024/1689, 19(1) and 26(6)",
        minimum: Some(6),
        maximum: None,
        built_in: Some(6),
    },
    ClassBasis {
        class: RetentionClass::AiTechnicalDocumentation,
        labels: [
            "Technical documentation of AI systems",
            "Technische Dokumentation von KI-Systemen",
        ],
        basis: "Reg. (EU) 2024/1689, 18(1)",
        minimum: Some(120),
        maximum: None,
        built_in: None,
    },
    ClassBasis {
        class: RetentionClass::CaspRecords,
        labels: [
            "Records of crypto-asset service providers",
            "Aufzeichnungen von Kryptowerte-Dienstleistern",
        ],
        basis: "Reg. (EU) 2023/1114, 68(9)",
        minimum: Some(60),
        maximum: Some(84),
        built_in: Some(60),
    },
    ClassBasis {
        class: RetentionClass::TradingPlatformOrders,
        labels: [
            "Orders on trading platforms",
            "Aufträge auf Handelsplattformen",
        ],
        basis: "Reg. (EU) 2023/1114, 76(15)",
        minimum: Some(60),
        maximum: None,
        built_in: Some(60),
    },
    ClassBasis {
        class: RetentionClass::HighFrequencyOrders,
        labels: [
            "Orders of high-frequency trading",
            "Aufträge im Hochfrequenzhandel",
        ],
        basis: "Dir. 2014/65/EU, 17(2); Del. Reg. (EU) 2017/589, 28",
        minimum: Some(60),
        maximum: None,
        built_in: None,
    },
    ClassBasis {
        class: RetentionClass::Communications,
        labels: ["Communications", "Kommunikation"],
        basis: "Dir. 2014/65/EU, 16(7)",
        minimum: Some(60),
        maximum: Some(84),
        built_in: None,
    },
    // "ICT logs: set by the firm": 60 is a number of this product's own, not of the law's.
    ClassBasis {
        class: RetentionClass::IctLogs,
        labels: ["ICT logs", "IKT-Protokolle"],
        basis: "Reg. (EU) 2022/2554, 9; Del. Reg. (EU) 2024/1774, 12",
        minimum: None,
        maximum: None,
        built_in: Some(60),
    },
    ClassBasis {
        class: RetentionClass::PersonalData,
        labels: [
            "Personal data that nothing else asks for",
            "Personenbezogene Daten ohne anderen Grund",
        ],
        basis: "Reg. (EU) 2016/679, 5(1)(e)",
        minimum: None,
        maximum: None,
        built_in: Some(0),
    },
];

/// What stands behind a class.
pub fn basis_of(class: RetentionClass) -> &'static ClassBasis {
    CLASSES
        .iter()
        .find(|one| one.class == class)
        .expect("every class has a basis")
}
