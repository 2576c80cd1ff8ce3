//! Audit view in, PDF bytes out. A report is PDF/A-3 with its evidence
//! embedded, tagged for assistive technology, and has a place for a seal; this
//! crate seals nothing, reads no clock and no file, and gives the same bytes
//! for the same view.
//!
//! ```text
//! AuditView -> sections -> layout, table -> display list -> backend -> pdfa -> bytes, slot
//! ```
//!
//! The display list knows no section, the sections know no PDF. `printpdf`
//! writes page contents and fonts; all that makes the file an archive (output
//! intent, metadata, structure, attachments, form) is done behind it.

mod backend;
mod display;
mod evidence;
mod findings;
mod fonts;
mod layout;
mod page_header;
mod pdfa;
mod registers;
mod render;
mod sections;
mod shaping;
mod stated;
mod structure;
mod style;
mod table;
mod text;
pub mod view;
mod words;

pub use render::{RenderError, Rendered, render};
pub use view::AuditView;
