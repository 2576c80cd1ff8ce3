//! Instruments in the words of the sentence; German ones stand in the dative, after "in".

use super::{Cfi, Instrument};
use crate::Language;

impl Instrument {
    /// As the sentence and the comparison say it.
    pub fn to_words(&self, language: Language) -> String {
        match (self, language) {
            (Self::Pair { .. } | Self::Isin(_), _) => self.to_string(),
            (Self::Dti(dti), _) => format!("DTI\u{a0}{dti}"),
            (Self::Cfi(class), Language::En) => {
                format!(
                    "every instrument of CFI\u{a0}{class} ({})",
                    class.label(language)
                )
            }
            (Self::Cfi(class), Language::De) => {
                format!(
                    "allen Instrumenten der CFI\u{a0}{class} ({})",
                    class.label(language)
                )
            }
            (Self::Local(code), Language::En) => format!("the local code “{code}”"),
            (Self::Local(code), Language::De) => format!("dem lokalen Code „{code}“"),
        }
    }
}

impl Instrument {
    /// As it stands alone in a list: as it is typed, a class with its name.
    pub fn to_label(&self, language: Language) -> String {
        match self {
            Self::Cfi(class) => format!("{self} ({})", class.label(language)),
            _ => self.to_string(),
        }
    }
}

impl Cfi {
    /// The category's name: "equities".
    pub fn label(&self, language: Language) -> &'static str {
        let (en, de) = match self.category() {
            'C' => ("collective investment vehicles", "Investmentvermögen"),
            'D' => ("debt instruments", "Schuldinstrumente"),
            'E' => ("equities", "Eigenkapitalinstrumente"),
            'F' => ("futures", "Futures"),
            'H' => (
                "non-listed and complex listed options",
                "nicht notierte und komplexe notierte Optionen",
            ),
            'I' => ("spot", "Kassageschäfte"),
            'J' => ("forwards", "Forwards"),
            'K' => ("strategies", "Strategien"),
            'L' => ("financing", "Finanzierungsgeschäfte"),
            'O' => ("listed options", "notierte Optionen"),
            'R' => ("entitlements (rights)", "Bezugs- und andere Rechte"),
            'S' => ("swaps", "Swaps"),
            'T' => ("referential instruments", "Referenzinstrumente"),
            _ => ("others", "sonstige"),
        };
        match language {
            Language::En => en,
            Language::De => de,
        }
    }
}
