//! Servers and their variables: OAS 3.1 §4.8.5 and §4.8.6.

use oaspen_document::model as doc;

use crate::ir;

/// The servers in order; the name of 3.2 stands in for a missing description.
pub(super) fn lower_servers(servers: &[doc::Server]) -> Vec<ir::Server> {
    servers.iter().map(lower_server).collect()
}

fn lower_server(server: &doc::Server) -> ir::Server {
    ir::Server {
        url: server.url.clone(),
        description: server.description.clone().or_else(|| server.name.clone()),
        variables: server
            .variables
            .iter()
            .map(|(name, variable)| ir::ServerVariable {
                name: name.clone(),
                values: variable.values.clone(),
                default: variable.default.clone(),
                description: variable.description.clone(),
            })
            .collect(),
    }
}
