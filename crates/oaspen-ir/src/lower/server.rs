//! Servers and their variables: OAS 3.1 §4.8.5 and §4.8.6.

use oaspen_document::model as doc;

use crate::ir;

/// The servers in order.
pub(super) fn lower_servers(servers: &[doc::Server]) -> Vec<ir::Server> {
    servers.iter().map(lower_server).collect()
}

fn lower_server(server: &doc::Server) -> ir::Server {
    ir::Server {
        url: server.url.clone(),
        name: server.name.clone(),
        description: server.description.clone(),
        variables: server
            .variables
            .iter()
            .map(|(name, variable)| ir::ServerVariable {
                name: name.clone(),
                values: variable.values.clone(),
                default: variable.default.clone(),
                description: variable.description.clone(),
            })
            .chain(undeclared(server))
            .collect(),
    }
}

/// Variables of the URL that are declared nowhere: a caller must say what they are, and a URL
/// that still has braces is none.
fn undeclared(server: &doc::Server) -> impl Iterator<Item = ir::ServerVariable> {
    let names: indexmap::IndexSet<&str> = server
        .url
        .split('{')
        .skip(1)
        .filter_map(|piece| Some(piece.split_once('}')?.0))
        .filter(|name| !server.variables.contains_key(*name))
        .collect();
    names.into_iter().map(|name| ir::ServerVariable {
        name: name.to_owned(),
        values: Vec::new(),
        default: format!("{{{name}}}"),
        description: None,
    })
}
