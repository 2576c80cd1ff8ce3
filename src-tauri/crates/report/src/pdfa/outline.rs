//! The document outline: one entry a section.

use lopdf::{Object, ObjectId, dictionary};

use super::text_string;
use crate::backend::Content;
use crate::style::PAGE_HEIGHT;

/// Space above a heading when a reader jumps to it.
const ABOVE: f32 = 12.0;

pub(super) fn add(content: &mut Content) -> ObjectId {
    let root = content.document.new_object_id();
    let ids: Vec<ObjectId> = content
        .outline
        .iter()
        .map(|_| content.document.new_object_id())
        .collect();
    for (index, entry) in content.outline.iter().enumerate() {
        let top = PAGE_HEIGHT - entry.y + ABOVE;
        let page = content.pages[entry.page];
        let mut item = dictionary! {
            "Title" => text_string(&entry.title),
            "Parent" => root,
            "Dest" => vec![page.into(), "XYZ".into(), Object::Null, top.into(), Object::Null],
        };
        if let Some(previous) = index.checked_sub(1) {
            item.set("Prev", ids[previous]);
        }
        if let Some(next) = ids.get(index + 1) {
            item.set("Next", *next);
        }
        content.document.objects.insert(ids[index], item.into());
    }
    let count = i64::try_from(ids.len()).expect("sections are few");
    let (first, last) = (ids[0], ids[ids.len() - 1]);
    let tree =
        dictionary! { "Type" => "Outlines", "First" => first, "Last" => last, "Count" => count };
    content.document.objects.insert(root, tree.into());
    root
}
