//! Servers and their variables: OAS 3.1 §4.8.5 and §4.8.6.

use indexmap::IndexMap;

use super::fields::read_string;
use super::{Fields, Place, Read};
use crate::model::{KeySpans, Server, ServerVariable};

/// Reads the field `servers`.
pub(super) fn read_servers(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<Server> {
    let items = fields.list(cx, "servers");
    items
        .iter()
        .filter_map(|item| read_server(cx, item))
        .collect()
}

pub(super) fn read_server(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Server> {
    if let Some(url) = place.node.as_str() {
        cx.note_reading(place, "a server is an object; this is read as its `url`");
        return Some(Server {
            origin: place.origin(),
            url: url.to_owned(),
            description: None,
            name: None,
            variables: IndexMap::new(),
            keys: KeySpans::default(),
        });
    }
    let mut fields = Fields::open(cx, place, "a server")?;
    let url = fields
        .expect(cx, "url")
        .and_then(|place| read_string(cx, &place));
    let description = fields.string(cx, "description");
    let name = fields.string(cx, "name");
    let mut variables = IndexMap::new();
    for (entry, place) in fields.map(cx, "variables") {
        if let Some(variable) = read_variable(cx, &place) {
            variables.insert(entry.key.clone(), variable);
        }
    }
    let keys = fields.spans();
    fields.finish(cx);
    Some(Server {
        origin: place.origin(),
        url: url?.value,
        description,
        name,
        variables,
        keys,
    })
}

fn read_variable(cx: &mut Read<'_>, place: &Place<'_>) -> Option<ServerVariable> {
    let mut fields = Fields::open(cx, place, "a server variable")?;
    let values = fields.strings(cx, "enum");
    let default = fields
        .expect(cx, "default")
        .and_then(|place| read_string(cx, &place));
    let first = values.first().cloned();
    let description = fields.string(cx, "description");
    fields.finish(cx);
    Some(ServerVariable {
        origin: place.origin(),
        default_span: default.as_ref().map(|default| default.span),
        values: values.into_iter().map(|value| value.value).collect(),
        // Without a default it is the first of the values, if there are any.
        default: default.or(first)?.value,
        description,
    })
}
