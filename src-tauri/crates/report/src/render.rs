//! From a view to a finished document: check the texts, compose twice (the
//! contents need page numbers), write.

use std::collections::BTreeMap;

use chancery_regulation::Catalogue;
use chancery_seal::pdf::{SealSlot, SlotError};

use crate::display::DisplayList;
use crate::fonts::Fonts;
use crate::layout::Flow;
use crate::sections::{
    contents, s01_cover, s02_nature, s03_entity, s04_scope, s08_mapping, s10_registers,
    s17_verification,
};
use crate::text::inert;
use crate::view::AuditView;
use crate::{backend, page_header, pdfa};

/// A finished report, not yet sealed.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// Revision 1 of the document, whole.
    pub pdf: Vec<u8>,
    /// Where the seal goes.
    pub slot: SealSlot,
    /// Number of pages.
    pub pages: usize,
}

/// Why a view can't be rendered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// The report's fonts don't draw a character; they have Latin, Greek and Cyrillic.
    #[error("the report can't print the character {character} (U+{:04X}) in {field}", u32::from(*.character))]
    MissingGlyph {
        /// Path of the field in the view, such as `registers.approvals[2].agent`.
        field: String,
        /// The character.
        character: char,
    },
    /// An embedded file has no usable name, or a name that another has too.
    #[error(
        "the name of the embedded file \"{name}\" is empty, used twice, or leads out of its folder"
    )]
    EmbeddedName {
        /// The name.
        name: String,
    },
    /// The catalogue has no row for an article that was asked for.
    #[error("the catalogue has no article {article} of {regulation}")]
    UnknownArticle {
        /// The regulation, by its name in the catalogue.
        regulation: String,
        /// The article.
        article: String,
    },
    /// The font program could not be cut down to the glyphs used.
    #[error("subsetting the font {font}")]
    Subset {
        /// Its name.
        font: &'static str,
        /// What the subsetter answered.
        #[source]
        source: subsetter::Error,
    },
    /// The document could not be put together.
    #[error("writing the document")]
    Write(#[source] lopdf::Error),
    /// The document could not be written out.
    #[error("writing the document")]
    Save(#[source] std::io::Error),
    /// The place of the seal is not as it must be.
    #[error("preparing the place of the seal")]
    Slot(#[source] SlotError),
}

/// Renders `view` with the catalogue that this build carries.
pub fn render(view: &AuditView) -> Result<Rendered, RenderError> {
    let fonts = Fonts::embedded();
    check_texts(view, &fonts)?;
    check_names(view)?;
    let catalogue = Catalogue::embedded();
    check_articles(view, &catalogue)?;
    let draft = compose(view, &catalogue, &fonts, &BTreeMap::new());
    let pages = section_pages(&draft);
    let list = compose(view, &catalogue, &fonts, &pages);
    let content = backend::write(list, &fonts)?;
    pdfa::finish(content, view)
}

fn compose(
    view: &AuditView,
    catalogue: &Catalogue,
    fonts: &Fonts,
    pages: &BTreeMap<u8, usize>,
) -> DisplayList {
    let mut flow = Flow::new(fonts);
    s01_cover::set(&mut flow, view, catalogue);
    contents::set(&mut flow, pages, &view.report.generator);
    s02_nature::set(&mut flow, catalogue);
    s03_entity::set(&mut flow, view);
    s04_scope::set(&mut flow, view);
    s08_mapping::set(&mut flow, view, catalogue);
    s10_registers::set(&mut flow, view);
    s17_verification::set(&mut flow, view);
    page_header::set(fonts, &mut flow.pages, view);
    DisplayList {
        pages: flow.pages,
        structure: flow.structure,
        outline: flow.outline,
        seal: flow.seal.expect("the cover sets the seal block"),
    }
}

/// Section number to page number, both counted from 1.
fn section_pages(list: &DisplayList) -> BTreeMap<u8, usize> {
    let number = |title: &str| title.split(' ').next().and_then(|word| word.parse().ok());
    list.outline
        .iter()
        .filter_map(|entry| Some((number(&entry.title)?, entry.page + 1)))
        .collect()
}

/// Every text of the view, by the path of its field.
fn check_texts(view: &AuditView, fonts: &Fonts) -> Result<(), RenderError> {
    let values = serde_json::to_value(view).expect("a view has only texts, numbers and lists");
    check_value(&values, String::new(), fonts)
}

fn check_value(value: &serde_json::Value, path: String, fonts: &Fonts) -> Result<(), RenderError> {
    use serde_json::Value;
    match value {
        Value::String(text) => match fonts.first_missing(&inert(text)) {
            Some(character) => Err(RenderError::MissingGlyph {
                field: path,
                character,
            }),
            None => Ok(()),
        },
        Value::Array(values) => values
            .iter()
            .enumerate()
            .try_for_each(|(index, value)| check_value(value, format!("{path}[{index}]"), fonts)),
        Value::Object(fields) => fields
            .iter()
            .try_for_each(|(name, value)| check_value(value, child(&path, name), fonts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// The names of variants are no fields: `entity.seat`, not `entity.seat.Is`.
fn child(path: &str, name: &str) -> String {
    match (path, name) {
        ("", _) => name.to_owned(),
        (_, "Is" | "Na") => path.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

fn check_articles(view: &AuditView, catalogue: &Catalogue) -> Result<(), RenderError> {
    let unknown = |(act, article): &&(String, String)| catalogue.article(act, article).is_empty();
    match view.articles.iter().find(unknown) {
        None => Ok(()),
        Some((act, article)) => Err(RenderError::UnknownArticle {
            regulation: act.clone(),
            article: article.clone(),
        }),
    }
}

fn check_names(view: &AuditView) -> Result<(), RenderError> {
    let mut seen = std::collections::BTreeSet::new();
    for file in &view.embedded {
        let name = file.name.as_str();
        let bad = name.is_empty()
            || name.starts_with('.')
            || name
                .chars()
                .any(|character| matches!(character, '/' | '\\' | ':') || character.is_control())
            || inert(name) != name;
        if bad || !seen.insert(name) {
            return Err(RenderError::EmbeddedName { name: inert(name) });
        }
    }
    Ok(())
}
