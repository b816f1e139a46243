//! Names of types: where they stand, in the document's words.

use oaspen_diagnostics::Pointer;

use crate::ir::{Name, NameRoot, NameStep};

/// The name of a component schema.
pub(super) fn component_name(name: &str) -> Name {
    Name {
        root: NameRoot::Schema(name.to_owned()),
        steps: Vec::new(),
    }
}

/// A name one step further.
pub(super) fn step(name: &Name, step: NameStep) -> Name {
    let mut steps = name.steps.clone();
    steps.push(step);
    Name {
        root: name.root.clone(),
        steps,
    }
}

/// The name of what stands in another component than the one called `name`, which includes that one
/// by `allOf`: it belongs to the component where it stands, whoever is lowered first.
pub(super) fn inherited_name(pointer: &Pointer, name: &Name) -> Option<Name> {
    let is_composed = pointer
        .tokens()
        .any(|token| ["allOf", "anyOf", "oneOf"].contains(&token.as_str()));
    named_by_pointer(pointer).filter(|named| !is_composed && named.root != name.root)
}

/// The name of a schema that references name, from its place; `None` when the place says too little.
pub(super) fn named_by_pointer(pointer: &Pointer) -> Option<Name> {
    let tokens: Vec<String> = pointer.tokens().collect();
    let (name, rest) = match tokens.as_slice() {
        [components, schemas, name, rest @ ..]
            if components == "components" && schemas == "schemas" =>
        {
            (name, rest)
        }
        [definitions, name, rest @ ..]
            if definitions == "definitions" || definitions == "$defs" =>
        {
            (name, rest)
        }
        _ => return None,
    };
    let mut named = component_name(name);
    let mut tokens = rest.iter().map(String::as_str);
    while let Some(keyword) = tokens.next() {
        let next = match keyword {
            "items" => NameStep::Item,
            "additionalProperties" => NameStep::Value,
            "properties" | "$defs" | "definitions" => NameStep::Property(tokens.next()?.to_owned()),
            "oneOf" | "anyOf" | "allOf" => NameStep::Branch(tokens.next()?.parse().ok()?),
            "prefixItems" => NameStep::Position(tokens.next()?.parse().ok()?),
            _ => return None,
        };
        named.steps.push(next);
    }
    Some(named)
}
