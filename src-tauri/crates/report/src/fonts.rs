//! The three faces of a report: which characters they have, and their measures.

use std::collections::HashMap;

use rustybuzz::ttf_parser::GlyphId;

use crate::shaping::Cache;

/// A face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Face {
    /// IBM Plex Sans Regular: text.
    Sans,
    /// IBM Plex Sans SemiBold: headings and what must not be overlooked.
    SemiBold,
    /// IBM Plex Mono Regular: what a machine made.
    Mono,
}

impl Face {
    pub(crate) const ALL: [Self; 3] = [Self::Sans, Self::SemiBold, Self::Mono];

    /// The font program, whole.
    pub(crate) fn program(self) -> &'static [u8] {
        match self {
            Self::Sans => include_bytes!("../fonts/IBMPlexSans_400Regular.ttf"),
            Self::SemiBold => include_bytes!("../fonts/IBMPlexSans_600SemiBold.ttf"),
            Self::Mono => include_bytes!("../fonts/IBMPlexMono_400Regular.ttf"),
        }
    }

    /// `BaseFont` of its subset: six capitals, a plus sign, the PostScript name.
    pub(crate) fn subset_name(self) -> &'static str {
        match self {
            Self::Sans => "CHANSA+IBMPlexSans",
            Self::SemiBold => "CHANSB+IBMPlexSans-SemiBold",
            Self::Mono => "CHANMO+IBMPlexMono",
        }
    }

    /// Its name in the resources of a page.
    pub(crate) fn resource_name(self) -> &'static str {
        match self {
            Self::Sans => "Sans",
            Self::SemiBold => "SemiBold",
            Self::Mono => "Mono",
        }
    }
}

/// What a font descriptor says of a face.
pub(crate) struct FaceMetrics {
    pub(crate) ascent: i16,
    pub(crate) descent: i16,
    /// Left, bottom, right, top.
    pub(crate) bounds: [i16; 4],
    pub(crate) weight: u16,
}

/// The faces, ready to shape.
pub(crate) struct Fonts {
    faces: HashMap<Face, rustybuzz::Face<'static>>,
    pub(crate) cache: Cache,
}

impl Fonts {
    /// The faces that this crate carries.
    pub(crate) fn embedded() -> Self {
        let open = |face: Face| {
            let parsed = rustybuzz::Face::from_slice(face.program(), 0);
            (face, parsed.expect("a committed font parses"))
        };
        Self {
            faces: Face::ALL.into_iter().map(open).collect(),
            cache: Cache::default(),
        }
    }

    pub(crate) fn face(&self, face: Face) -> &rustybuzz::Face<'static> {
        self.faces.get(&face).expect("all faces were opened")
    }

    /// Whether the face draws the character.
    pub(crate) fn covers(&self, face: Face, character: char) -> bool {
        self.face(face).glyph_index(character).is_some()
    }

    /// The first character that a report can't draw in every face that may meet it.
    pub(crate) fn first_missing(&self, text: &str) -> Option<char> {
        text.chars().find(|character| {
            !self.covers(Face::Sans, *character) || !self.covers(Face::SemiBold, *character)
        })
    }

    /// The advance of a glyph, in thousandths of an em.
    pub(crate) fn advance(&self, face: Face, glyph: u16) -> u16 {
        let parsed = self.face(face);
        assert_eq!(
            parsed.units_per_em(),
            1000,
            "the committed fonts have 1000 units an em"
        );
        parsed.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
    }

    /// What a font descriptor says of the whole face, in thousandths of an em.
    pub(crate) fn vertical(&self, face: Face) -> FaceMetrics {
        let parsed = self.face(face);
        let bounds = parsed.global_bounding_box();
        FaceMetrics {
            ascent: parsed.ascender(),
            descent: parsed.descender(),
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
            weight: parsed.weight().to_number(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greek_cyrillic_and_umlauts_are_drawn() {
        let fonts = Fonts::embedded();
        assert_eq!(
            fonts.first_missing("Müßig GmbH, Αθήνα, Київ, Łódź, Çelik"),
            None
        );
        assert_eq!(fonts.first_missing("東京"), Some('東'));
    }
}
