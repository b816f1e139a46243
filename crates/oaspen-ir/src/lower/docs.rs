//! What schemas say for people.

use oaspen_document::model::{self as doc, SchemaId, SchemaObject};

use super::context::{Lower, Operand, place_of, schemas_in};
use super::json::lower_json;
use super::parameter::filled;
use crate::ir::{Docs, ExternalDocs};

/// What is said at the place of a conjunction; members written inline fill in what it leaves out.
pub(super) fn lower_docs(cx: &Lower<'_>, conjunction: &[Operand]) -> Docs {
    let mut docs = Docs::default();
    let is_branch = conjunction
        .iter()
        .any(|operand| matches!(operand, Operand::Without(..)));
    if is_branch {
        // What is said of the whole union is said at the union.
        if let Some(branch) = place_of(conjunction) {
            fill_from(cx, &mut docs, branch, 0);
        }
        return docs;
    }
    for id in schemas_in(conjunction) {
        fill_from(cx, &mut docs, id, 0);
    }
    docs
}

/// What is said at one schema, unless it is nothing but a reference.
pub(super) fn lower_own_docs(cx: &Lower<'_>, id: SchemaId) -> Docs {
    lower_docs(cx, &[Operand::Schema(id)])
}

/// How far inline members are looked into.
const DEEPEST: usize = 4;

fn fill_from(cx: &Lower<'_>, docs: &mut Docs, id: SchemaId, depth: usize) {
    let Some(object) = cx.object(id) else {
        return;
    };
    fill(docs, object);
    if depth == DEEPEST {
        return;
    }
    // `oneOf: [X, null]` is said about X.
    let only = |branches: &Option<Vec<SchemaId>>| match branches {
        Some(branches) if branches.len() <= 2 => branches.clone(),
        Some(_) | None => Vec::new(),
    };
    let is_merged = !object.all_of.is_empty();
    let members = if is_merged {
        object.all_of.clone()
    } else {
        let mut branches = only(&object.any_of);
        branches.extend(only(&object.one_of));
        let branches: Vec<SchemaId> = branches
            .into_iter()
            .filter(|branch| !super::union::is_only_null(cx, *branch))
            .collect();
        if branches.len() == 1 {
            branches
        } else {
            Vec::new()
        }
    };
    for member in members {
        let is_inline = cx
            .object(member)
            .is_some_and(|member| member.reference.is_none());
        if is_inline {
            fill_from(cx, docs, member, depth + 1);
        }
    }
}

fn fill(docs: &mut Docs, object: &SchemaObject<SchemaId>) {
    fill_text(&mut docs.title, object.title.as_deref());
    fill_text(&mut docs.description, object.description.as_deref());
    if docs.external.is_none() {
        docs.external = object.external_docs.as_ref().map(lower_external_docs);
    }
    docs.deprecated |= object.deprecated;
    if docs.examples.is_empty() {
        let values = object
            .examples
            .iter()
            .filter_map(|example| example.value.as_ref());
        docs.examples = values.map(lower_json).collect();
    }
}

pub(super) fn lower_external_docs(docs: &doc::ExternalDocs) -> ExternalDocs {
    ExternalDocs {
        url: docs.url.clone(),
        description: filled(docs.description.as_deref()),
    }
}

fn fill_text(all: &mut Option<String>, more: Option<&str>) {
    if all.is_none() {
        *all = more
            .filter(|text| !text.trim().is_empty())
            .map(str::to_owned);
    }
}

/// The first text that is not empty.
pub(super) fn first_text<const N: usize>(texts: [Option<&str>; N]) -> Option<String> {
    let mut texts = texts.into_iter().flatten();
    texts
        .find(|text| !text.trim().is_empty())
        .map(str::to_owned)
}
