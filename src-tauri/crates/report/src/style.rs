//! Sizes: the page and its margins, the type scale. All in points.

/// A4, ISO 216.
pub(crate) const PAGE_WIDTH: f32 = 595.276;
/// A4, ISO 216.
pub(crate) const PAGE_HEIGHT: f32 = 841.89;
/// Left and right margin.
pub(crate) const MARGIN: f32 = 54.0;
/// Where content begins, below the page header.
pub(crate) const TOP: f32 = 76.0;
/// Where content ends.
pub(crate) const BOTTOM: f32 = PAGE_HEIGHT - 52.0;
/// Width of the column of content.
pub(crate) const MEASURE: f32 = PAGE_WIDTH - 2.0 * MARGIN;
/// Baseline of the page header.
pub(crate) const HEADER_BASELINE: f32 = 46.0;
/// Paragraphs of prose don't run wider than this.
pub(crate) const PROSE: f32 = 430.0;

/// A size of type with its leading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Type {
    pub(crate) size: f32,
    pub(crate) leading: f32,
}

impl Type {
    pub(crate) const TITLE: Self = Self {
        size: 22.0,
        leading: 28.0,
    };
    pub(crate) const H1: Self = Self {
        size: 16.0,
        leading: 21.0,
    };
    pub(crate) const H2: Self = Self {
        size: 11.0,
        leading: 15.0,
    };
    pub(crate) const BODY: Self = Self {
        size: 9.5,
        leading: 14.0,
    };
    pub(crate) const TABLE: Self = Self {
        size: 8.2,
        leading: 11.4,
    };
    pub(crate) const SMALL: Self = Self {
        size: 7.6,
        leading: 10.6,
    };

    /// From the top of a line to its baseline.
    pub(crate) fn ascent(self) -> f32 {
        (self.leading - self.size) / 2.0 + self.size * 0.82
    }
}
