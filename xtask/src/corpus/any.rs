//! Types that are any value: is it what the schema says, or is it said why not?

use oaspen_diagnostics::{Diagnostic, Pointer};
use oaspen_document::node::{Node, Value};
use oaspen_ir::ir::{Additional, Ir, Shape, Type, TypeUse};

/// Keywords by which a schema says of what kind its values are.
const TELLING: &[&str] = &[
    "type",
    "enum",
    "const",
    "properties",
    "items",
    "prefixItems",
    "allOf",
    "oneOf",
    "anyOf",
    "$ref",
];

/// At how many places there is any value, and the pointers of those whose schema says more and of
/// which nothing is reported.
pub(super) fn unexplained(root: &Node, ir: &Ir, found: &[Diagnostic]) -> (usize, Vec<String>) {
    let any: Vec<Pointer> = ir.types.iter().flat_map(|ty| places(ir, ty)).collect();
    let without_reason = any
        .iter()
        .filter(|pointer| says_more(root, pointer))
        .filter(|pointer| !found.iter().any(|found| is_within(&found.pointer, pointer)))
        .map(ToString::to_string)
        .collect();
    (any.len(), without_reason)
}

/// Where a type is any value, or holds any directly. That which no schema speaks of is nowhere.
fn places(ir: &Ir, ty: &Type) -> Vec<Pointer> {
    let is_any = |used: &TypeUse| ir.ty(used.id).shape == Shape::Any;
    let own = &ty.origin.pointer;
    match &ty.shape {
        Shape::Any if !own.is_root() => vec![own.clone()],
        Shape::Struct(object) => {
            let fields = object.fields.iter().filter(|field| is_any(&field.ty));
            let rest = match &object.additional {
                Additional::Typed(used) if is_any(used) => Some(own.join("additionalProperties")),
                Additional::Typed(_) | Additional::Ignored | Additional::Denied => None,
            };
            let fields = fields.map(|field| field.origin.pointer.clone());
            fields.chain(rest).collect()
        }
        Shape::List(list) if is_any(&list.item) => vec![own.join("items")],
        Shape::Map(map) if is_any(&map.value) => vec![own.join("additionalProperties")],
        Shape::Any
        | Shape::Enum(_)
        | Shape::Union(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Never => Vec::new(),
    }
}

/// Whether a place is another one or below it.
fn is_within(inner: &Pointer, outer: &Pointer) -> bool {
    let rest = inner.as_str().strip_prefix(outer.as_str());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A media type without a schema says nothing, and so does what is nowhere.
fn says_more(root: &Node, pointer: &Pointer) -> bool {
    let Some(node) = find(root, &pointer.to_string()) else {
        return false;
    };
    tells(node, root, 0)
}

fn tells(node: &Node, root: &Node, depth: usize) -> bool {
    // An object that may hold anything is a map whose values are at the same place.
    if depth > 16 || is_open_container(node) {
        return false;
    }
    if let Some(target) = node.get("$ref").and_then(Node::as_str) {
        return find(root, target).is_some_and(|target| tells(target, root, depth + 1));
    }
    for keyword in ["oneOf", "anyOf"] {
        let branches = node.get(keyword).and_then(Node::items).unwrap_or_default();
        if branches
            .iter()
            .any(|branch| !tells(branch, root, depth + 1))
        {
            return false;
        }
    }
    let members = node.get("allOf").and_then(Node::items).unwrap_or_default();
    if !members.is_empty() && !members.iter().any(|member| tells(member, root, depth + 1)) {
        return false;
    }
    TELLING.iter().any(|keyword| node.get(keyword).is_some())
}

/// `type: object` and `type: array` that say nothing of what they hold, and every type at once.
fn is_open_container(node: &Node) -> bool {
    let is_silent = |keyword: &str| keyword == "type" || node.get(keyword).is_none();
    let says_only_type = TELLING.iter().all(|keyword| is_silent(keyword));
    match node.get("type").map(|types| &types.value) {
        Some(Value::String(name)) => says_only_type && (name == "object" || name == "array"),
        Some(Value::List(names)) => says_only_type && names.len() >= 5,
        _ => false,
    }
}

/// What a reference within a document leads to.
pub(super) fn find<'n>(root: &'n Node, reference: &str) -> Option<&'n Node> {
    let pointer = reference.strip_prefix('#')?.trim_start_matches('/');
    let mut node = root;
    for token in pointer.split('/') {
        let token = token.replace("~1", "/").replace("~0", "~");
        node = match node.items() {
            Some(items) => items.get(token.parse::<usize>().ok()?)?,
            None => node.get(&token)?,
        };
    }
    Some(node)
}
