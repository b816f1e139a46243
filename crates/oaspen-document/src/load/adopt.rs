//! Components that other files hold become components of the document.

use indexmap::IndexMap;
use oaspen_diagnostics::Pointer;

use crate::files::Claimed;
use crate::locations::{Index, Locations};
use crate::model::{Components, Document, Id};
use crate::read::Read;

/// Adds every component that was claimed, in the order in which references name them.
pub(super) fn adopt_claimed(cx: &Read<'_>, document: &mut Document) {
    for claimed in &cx.homes.claimed {
        adopt(&mut document.components, &cx.locations, claimed);
    }
}

fn adopt(components: &mut Components, locations: &Locations, claimed: &Claimed) {
    let (name, at) = (claimed.name.as_str(), &claimed.pointer());
    match claimed.section {
        "schemas" => add(&mut components.schemas, &locations.schemas, name, at),
        "responses" => add(&mut components.responses, &locations.responses, name, at),
        "parameters" => add(&mut components.parameters, &locations.parameters, name, at),
        "examples" => add(&mut components.examples, &locations.examples, name, at),
        "requestBodies" => add(
            &mut components.request_bodies,
            &locations.request_bodies,
            name,
            at,
        ),
        "headers" => add(&mut components.headers, &locations.headers, name, at),
        "securitySchemes" => add(
            &mut components.security_schemes,
            &locations.security_schemes,
            name,
            at,
        ),
        "links" => add(&mut components.links, &locations.links, name, at),
        "callbacks" => add(&mut components.callbacks, &locations.callbacks, name, at),
        "pathItems" => add(&mut components.path_items, &locations.path_items, name, at),
        _ => {}
    }
}

fn add<T>(section: &mut IndexMap<String, Id<T>>, index: &Index<T>, name: &str, at: &Pointer) {
    if let Some(Some(id)) = index.get(at) {
        section.insert(name.to_owned(), *id);
    }
}
