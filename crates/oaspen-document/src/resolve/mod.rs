//! [`Document`] → [`Resolved`]: every reference becomes the id of something that exists.
//!
//! Path items are merged into their operations here, and what an operation inherits from the
//! document is written into it. Nothing is checked beyond references: that is `check`'s work.

mod cycle;
mod hook;
mod object;
mod operation;
mod route;
mod schema;
mod security;
mod unwind;

#[cfg(test)]
mod tests;

use oaspen_diagnostics::Sink;

use crate::model::Document;
use crate::resolved::Resolved;

/// Resolves every reference; `None` when one is broken, which has then been reported.
pub fn resolve(sink: &mut Sink, document: Document) -> Option<Resolved> {
    let Document {
        version,
        info,
        servers,
        paths,
        path_keys,
        webhooks,
        security,
        tags,
        external_docs,
        components,
        objects,
        locations,
    } = document;
    let cx = &mut object::Resolve::new(sink, locations, version);
    // Every arena is visited before giving up, so that all broken references are reported.
    let schemas = schema::resolve_schemas(cx, objects.schemas);
    let responses = object::resolve_arena(cx, objects.responses);
    let parameters = object::resolve_arena(cx, objects.parameters);
    let examples = object::resolve_arena(cx, objects.examples);
    let request_bodies = object::resolve_arena(cx, objects.request_bodies);
    let headers = object::resolve_arena(cx, objects.headers);
    let security_schemes = object::resolve_arena(cx, objects.security_schemes);
    let links = object::resolve_arena(cx, objects.links);
    let callbacks = object::resolve_arena(cx, objects.callbacks);
    let path_items = object::resolve_arena(cx, objects.path_items);
    let mut resolved = Resolved {
        version,
        info,
        servers,
        security,
        tags,
        external_docs,
        operations: Vec::new(),
        hooks: Vec::new(),
        components,
        schemas: schemas?,
        responses: responses?,
        parameters: parameters?,
        examples: examples?,
        request_bodies: request_bodies?,
        headers: headers?,
        security_schemes: security_schemes?,
        links: links?,
        callbacks: callbacks?,
        path_items: path_items?,
    };
    cycle::resolve_cycles(cx.sink, &mut resolved.schemas)?;
    operation::resolve_operations(cx.sink, &mut resolved, (&paths, &path_keys));
    security::resolve_security(cx.sink, &mut resolved);
    hook::resolve_hooks(cx.sink, &mut resolved, &webhooks);
    security::resolve_security_of_hooks(cx.sink, &mut resolved);
    Some(resolved)
}
