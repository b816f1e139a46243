//! Takes the operations that are not wanted out of the entry.

use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity};

use super::glob::fits;
use super::{Filter, Selection};
use crate::files::{Home, find};
use crate::model::{Origin, Reference};
use crate::node::{Entry, Node, Value};
use crate::read::{METHOD_KEYS, Read};
use oaspen_diagnostics::nearest;

/// What one operation is called.
struct Named {
    tags: Vec<String>,
    id: Option<String>,
    path: String,
    method: String,
}

/// What was named by any operation, to find names that fit none.
#[derive(Default)]
struct Seen {
    tags: BTreeSet<String>,
    operations: BTreeSet<String>,
    paths: BTreeSet<String>,
    methods: BTreeSet<String>,
}

/// Takes out what a filter does not keep; paths without operations go too.
pub(crate) fn filter_operations(cx: &mut Read<'_>, root: &mut Node, filter: &Filter) {
    let root_before = root.clone();
    let mut seen = Seen::default();
    if let Some(paths) = value_of(root, "paths") {
        let at = Pointer::root().join("paths");
        if let Value::Map(entries) = &mut paths.value {
            for entry in entries.iter_mut() {
                unshare(entry, &root_before);
                filter_path(cx, entry, &at, (filter, &mut seen));
            }
            entries.retain(|entry| entry.key.starts_with("x-") || has_operations(&entry.value));
        }
    }
    report_unmatched(cx, &filter.include, &seen, Severity::Error);
    report_unmatched(cx, &filter.exclude, &seen, Severity::Note);
}

fn value_of<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    match &mut node.value {
        Value::Map(entries) => {
            let found = entries.iter_mut().find(|entry| entry.key == key)?;
            Some(&mut found.value)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::List(_) => None,
    }
}

/// Gives a path item that is another path's a copy of it, because the other may go.
fn unshare(entry: &mut Entry, root: &Node) {
    let text = entry.value.get("$ref").and_then(Node::as_str);
    let Some(pointer) = text.and_then(|text| text.strip_prefix("#/paths/")) else {
        return;
    };
    let Some(decoded) = crate::uri::percent_decode(&format!("/paths/{pointer}")) else {
        return;
    };
    if let Some(shared) = find(root, &Pointer::from_escaped(decoded)) {
        entry.value = shared.clone();
    }
}

fn filter_path(
    cx: &mut Read<'_>,
    path: &mut Entry,
    at: &Pointer,
    (filter, seen): (&Filter, &mut Seen),
) {
    let at = at.join(&path.key);
    let Value::Map(entries) = &mut path.value.value else {
        return;
    };
    let mut keep = |cx: &mut Read<'_>, entry: &Entry, at: &Pointer| {
        let named = named(cx, &path.key, entry, at);
        seen.note(&named);
        filter.keeps(&named)
    };
    entries.retain(|entry| {
        !METHOD_KEYS.contains(&entry.key.as_str()) || keep(cx, entry, &at.join(&entry.key))
    });
    // OAS 3.2 §4.9: methods that have no key of their own.
    let more = entries
        .iter_mut()
        .find(|entry| entry.key == "additionalOperations");
    if let Some(more) = more
        && let Value::Map(entries) = &mut more.value.value
    {
        let at = at.join("additionalOperations");
        entries.retain(|entry| keep(cx, entry, &at.join(&entry.key)));
    }
}

/// What an operation is called, which may stand in another file.
fn named(cx: &mut Read<'_>, path: &str, entry: &Entry, at: &Pointer) -> Named {
    let elsewhere = entry
        .value
        .get("$ref")
        .and_then(Node::as_str)
        .and_then(|text| {
            let reference = Reference {
                text: text.to_owned(),
                origin: Origin {
                    pointer: at.clone(),
                    span: entry.value.span,
                },
            };
            let site = cx.locate(&reference, Home::Here(at, None))?.site;
            let file = cx.files.get(site.file)?;
            find(&file.node, &site.pointer).cloned()
        });
    let operation = elsewhere.as_ref().unwrap_or(&entry.value);
    let tags = operation.get("tags").and_then(Node::items);
    let tags = tags.into_iter().flatten().filter_map(Node::as_str);
    Named {
        tags: tags.map(str::to_owned).collect(),
        id: operation
            .get("operationId")
            .and_then(Node::as_str)
            .map(str::to_owned),
        path: path.to_owned(),
        method: entry.key.to_ascii_lowercase(),
    }
}

/// Whether a path item still has something to call, or says where it is.
fn has_operations(item: &Node) -> bool {
    let entries = item.entries().unwrap_or_default();
    let has = |key: &str| entries.iter().any(|entry| entry.key == key);
    let additional = item.get("additionalOperations").and_then(Node::entries);
    METHOD_KEYS.iter().any(|key| has(key))
        || additional.is_some_and(|entries| !entries.is_empty())
        || has("$ref")
}

impl Filter {
    fn keeps(&self, named: &Named) -> bool {
        let include = &self.include;
        let is_included = |list: &[String], fit: &dyn Fn(&String) -> bool| {
            list.is_empty() || list.iter().any(fit)
        };
        let exclude = &self.exclude;
        is_included(&include.tags, &|tag| named.tags.contains(tag))
            && is_included(&include.operations, &|id| named.id.as_ref() == Some(id))
            && is_included(&include.paths, &|pattern| fits(pattern, &named.path))
            && is_included(&include.methods, &|method| {
                method.eq_ignore_ascii_case(&named.method)
            })
            && !exclude.tags.iter().any(|tag| named.tags.contains(tag))
            && !exclude
                .operations
                .iter()
                .any(|id| named.id.as_ref() == Some(id))
            && !exclude
                .paths
                .iter()
                .any(|pattern| fits(pattern, &named.path))
            && !exclude
                .methods
                .iter()
                .any(|method| method.eq_ignore_ascii_case(&named.method))
    }
}

impl Seen {
    fn note(&mut self, named: &Named) {
        self.tags.extend(named.tags.iter().cloned());
        self.operations.extend(named.id.clone());
        self.paths.insert(named.path.clone());
        self.methods.insert(named.method.clone());
    }
}

/// Reports names of a filter that fit no operation, which are misspelt more often than not.
fn report_unmatched(cx: &mut Read<'_>, selection: &Selection, seen: &Seen, severity: Severity) {
    let lists = [
        ("tag", &selection.tags, &seen.tags),
        ("operation", &selection.operations, &seen.operations),
        ("path", &selection.paths, &seen.paths),
        ("method", &selection.methods, &seen.methods),
    ];
    for (kind, wanted, known) in lists {
        for word in wanted {
            let is_fit = |known: &String| match kind {
                "path" => fits(word, known),
                "method" => known.eq_ignore_ascii_case(word),
                _ => known == word,
            };
            if known.iter().any(is_fit) {
                continue;
            }
            let message = format!("no operation fits the {kind} `{word}` of the filter");
            let mut diagnostic = Diagnostic::new(Code::UnmatchedFilter, message).severity(severity);
            if let Some(near) = nearest(word, known.iter().map(String::as_str)) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
            cx.sink.push(diagnostic);
        }
    }
}
