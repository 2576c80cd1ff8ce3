//! Whether a text names a natural person.

/// Words of bodies and functions: whoever is named so is nobody in particular.
const BODIES: &[&str] = &[
    "abteilung",
    "ag",
    "board",
    "committee",
    "compliance",
    "department",
    "desk",
    "gmbh",
    "group",
    "gruppe",
    "handel",
    "inc",
    "leitung",
    "llc",
    "ltd",
    "management",
    "office",
    "operations",
    "plc",
    "risk",
    "se",
    "support",
    "team",
    "trading",
    "unit",
    "vorstand",
];

/// True if `text` reads as a given name and a surname. A name of one word is doubted: that is a
/// warning, not a refusal.
pub fn names_a_person(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .map(|word| word.trim_matches('.').to_lowercase())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .collect();
    let plain = !text.chars().any(|c| c == '@' || c.is_ascii_digit());
    plain && words.len() >= 2 && !words.iter().any(|word| BODIES.contains(&word.as_str()))
}
