//! Names of types that stand in parameters, headers, bodies and responses.
//!
//! What stands in a component is shared by operations, so it is named after the component and not
//! after the operation that happens to be first.

use indexmap::IndexMap;

use oaspen_diagnostics::{FileId, Pointer};
use oaspen_document::Resolved;
use oaspen_document::model::Origin;

use super::context::Lower;
use crate::ir::{Name, NameRoot, NameStep};

/// The components in which schemas may stand, such as `responses/NotFound`, by their places.
pub(super) struct PlacedComponents {
    names: IndexMap<(FileId, Pointer), String>,
}

impl PlacedComponents {
    pub(super) fn new(resolved: &Resolved) -> Self {
        let components = &resolved.components;
        let mut placed = Self {
            names: IndexMap::new(),
        };
        for (name, id) in &components.responses {
            let object = resolved.responses.get(*id);
            placed.add("responses", name, object.map(|object| &object.origin));
        }
        for (name, id) in &components.parameters {
            let object = resolved.parameters.get(*id);
            placed.add("parameters", name, object.map(|object| &object.origin));
        }
        for (name, id) in &components.request_bodies {
            let object = resolved.request_bodies.get(*id);
            placed.add("requestBodies", name, object.map(|object| &object.origin));
        }
        for (name, id) in &components.headers {
            let object = resolved.headers.get(*id);
            placed.add("headers", name, object.map(|object| &object.origin));
        }
        placed
    }

    /// Adds a component; one that only refers to another stands where the other does, and comes
    /// too late when that one was first.
    fn add(&mut self, section: &str, name: &str, origin: Option<&Origin>) {
        if let Some(origin) = origin {
            self.names
                .entry(place(origin))
                .or_insert_with(|| format!("{section}/{name}"));
        }
    }
}

fn place(origin: &Origin) -> (FileId, Pointer) {
    (origin.span.file, origin.pointer.clone())
}

/// The name for types inside the object at `origin`: its component's, else `otherwise`.
pub(super) fn name_of(cx: &Lower<'_>, origin: &Origin, otherwise: Name) -> Name {
    match cx.placed.names.get(&place(origin)) {
        Some(name) => Name {
            root: NameRoot::Component(name.clone()),
            steps: Vec::new(),
        },
        None => otherwise,
    }
}

/// The name of what stands in an operation.
pub(super) fn in_operation(operation: &str, step: NameStep) -> Name {
    Name {
        root: NameRoot::Operation(operation.to_owned()),
        steps: vec![step],
    }
}
