//! The display list: what stands where on which page, and which element of
//! the document's structure it belongs to. Knows no section and no PDF syntax.

use crate::shaping::Run;
use crate::structure::{NodeId, Structure};

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Color(pub(crate) u8, pub(crate) u8, pub(crate) u8);

impl Color {
    pub(crate) const INK: Self = Self(0x16, 0x20, 0x2B);
    pub(crate) const INK_2: Self = Self(0x41, 0x4E, 0x5B);
    pub(crate) const RULE: Self = Self(0xC9, 0xCD, 0xC9);
    pub(crate) const SUNK: Self = Self(0xF1, 0xF2, 0xEE);
    pub(crate) const PRACTICE: Self = Self(0x74, 0x47, 0x00);
    pub(crate) const PRACTICE_TINT: Self = Self(0xFA, 0xED, 0xCF);
    pub(crate) const STOP: Self = Self(0xB5, 0x26, 0x0B);
    pub(crate) const OK: Self = Self(0x17, 0x63, 0x3F);
    pub(crate) const WAX: Self = Self(0x7E, 0x17, 0x30);
}

/// A rectangle in points; `y` counts down from the top edge of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// Shaped text with its baseline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Text {
    pub(crate) x: f32,
    pub(crate) baseline: f32,
    pub(crate) size: f32,
    pub(crate) color: Color,
    pub(crate) run: Run,
    /// `None`: an artifact, which a screen reader passes over.
    pub(crate) node: Option<NodeId>,
}

/// One thing on a page. Fills and rules are always artifacts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    Text(Text),
    Fill { area: Area, color: Color },
}

/// One page, in painting order.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Page {
    pub(crate) items: Vec<Item>,
}

/// An entry of the document outline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OutlineEntry {
    pub(crate) title: String,
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// Where the seal's widget stands, and its element of the structure.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SealPlace {
    pub(crate) page: usize,
    pub(crate) area: Area,
    pub(crate) node: NodeId,
    /// What the widget shows, line by line.
    pub(crate) lines: Vec<crate::text::Line>,
}

/// All pages with their structure.
#[derive(Debug, Clone)]
pub(crate) struct DisplayList {
    pub(crate) pages: Vec<Page>,
    pub(crate) structure: Structure,
    pub(crate) outline: Vec<OutlineEntry>,
    pub(crate) seal: SealPlace,
}
