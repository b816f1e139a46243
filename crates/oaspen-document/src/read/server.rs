//! Servers and their variables: OAS 3.1 §4.8.5 and §4.8.6.

use indexmap::IndexMap;

use super::{Fields, Place, Read};
use crate::model::{Server, ServerVariable};

/// Reads the field `servers`.
pub(super) fn read_servers(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Vec<Server> {
    let items = fields.list(cx, "servers");
    items
        .iter()
        .filter_map(|item| read_server(cx, item))
        .collect()
}

pub(super) fn read_server(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Server> {
    let mut fields = Fields::open(cx, place, "a server")?;
    let url = fields.require_string(cx, "url");
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
    let default = fields.require_string(cx, "default");
    let description = fields.string(cx, "description");
    fields.finish(cx);
    Some(ServerVariable {
        values: values.into_iter().map(|value| value.value).collect(),
        default: default?.value,
        description,
    })
}
