//! The structure tree as PDF objects, with the parent tree that leads back to
//! it from marked content and from the widget.

use lopdf::{Dictionary, Object, ObjectId, dictionary};

use crate::backend::Content;
use crate::structure::{Kid, Node, Role};

/// Adds `StructTreeRoot` and names each page in it.
pub(super) fn add(content: &mut Content, widget: ObjectId) -> Result<(), lopdf::Error> {
    let root = content.document.new_object_id();
    let ids: Vec<ObjectId> = content
        .structure
        .nodes
        .iter()
        .map(|_| content.document.new_object_id())
        .collect();
    for (node, id) in content.structure.nodes.iter().zip(&ids) {
        let parent = node.parent.map_or(root, |parent| ids[parent.0]);
        let kids = node
            .kids
            .iter()
            .map(|kid| kid_object(*kid, content, &ids, widget))
            .collect();
        content
            .document
            .objects
            .insert(*id, element(node, parent, kids).into());
    }
    let parents = parent_tree(content, &ids);
    let parents = content.document.add_object(parents);
    let tree = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => ids[0],
        "ParentTree" => parents,
        "ParentTreeNextKey" => key(content.pages.len() + 1),
    };
    content.document.objects.insert(root, tree.into());
    content.document.catalog_mut()?.set("StructTreeRoot", root);
    for (number, page) in content.pages.iter().enumerate() {
        content
            .document
            .get_dictionary_mut(*page)?
            .set("StructParents", key(number));
    }
    Ok(())
}

fn key(number: usize) -> i64 {
    i64::try_from(number).expect("pages and marks are few")
}

fn element(node: &Node, parent: ObjectId, kids: Vec<Object>) -> Dictionary {
    let mut element = dictionary! {
        "Type" => "StructElem",
        "S" => node.role.name(),
        "P" => parent,
        "K" => kids,
    };
    let scope = match node.role {
        Role::ColumnHeader => "Column",
        Role::RowHeader => "Row",
        _ => return element,
    };
    element.set("A", dictionary! { "O" => "Table", "Scope" => scope });
    element
}

fn kid_object(kid: Kid, content: &Content, ids: &[ObjectId], widget: ObjectId) -> Object {
    match kid {
        Kid::Node(node) => ids[node.0].into(),
        Kid::Content { page, mcid } => dictionary! {
            "Type" => "MCR",
            "Pg" => content.pages[page],
            "MCID" => key(mcid),
        }
        .into(),
        Kid::Widget => dictionary! {
            "Type" => "OBJR",
            "Pg" => content.pages[content.seal.page],
            "Obj" => widget,
        }
        .into(),
    }
}

/// Key of a page: the owners of its marks; the key after the last page: the widget's element.
fn parent_tree(content: &Content, ids: &[ObjectId]) -> Dictionary {
    let mut numbers = Vec::new();
    for (number, owners) in content.owners.iter().enumerate() {
        let owners: Vec<Object> = owners.iter().map(|node| ids[node.0].into()).collect();
        numbers.extend([key(number).into(), Object::Array(owners)]);
    }
    numbers.extend([
        key(content.pages.len()).into(),
        ids[content.seal.node.0].into(),
    ]);
    dictionary! { "Nums" => numbers }
}
