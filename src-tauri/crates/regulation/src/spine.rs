//! The provisions that every report maps, whatever else it is asked for.

/// Regulation and article of the spine, in printing order.
pub const SPINE: &[(&str, &str)] = &[
    ("AIA", "12"),
    ("AIA", "14"),
    ("AIA", "15"),
    ("AIA", "19"),
    ("AIA", "26"),
    ("MICA", "68"),
    ("RTS1774", "7"),
    ("RTS1774", "12"),
    ("RTS1774", "17"),
    ("RTS1774", "20"),
    ("RTS1774", "21"),
    ("GDPR", "22"),
];
