//! `schemes`, `host` and `basePath` → `servers`: Swagger 2.0, "Swagger Object".

use oaspen_diagnostics::Span;

use super::super::build::{entry, list, map, string};
use crate::node::Node;

/// The servers of a document, or of an operation with schemes of its own; `None` when nothing is
/// said about them.
pub(super) fn upgrade_servers(
    schemes: Option<&Node>,
    host: Option<&Node>,
    base_path: Option<&Node>,
) -> Option<Node> {
    let text = |node: Option<&Node>| node.and_then(Node::as_str).unwrap_or_default().to_owned();
    let path = text(base_path);
    let path = path.trim_end_matches('/');
    let path = if path.is_empty() || path.starts_with('/') {
        path.to_owned()
    } else {
        format!("/{path}")
    };
    let Some(host_node) = host.filter(|host| host.as_str().is_some()) else {
        // Without a host it is the one that serves the document.
        let span = base_path?.span;
        let url = if path.is_empty() {
            "/".to_owned()
        } else {
            path
        };
        return Some(list(vec![server(&url, span)], span));
    };
    let host = text(Some(host_node));
    let schemes: Vec<(&str, Span)> = schemes
        .and_then(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(|scheme| Some((scheme.as_str()?, scheme.span)))
        .collect();
    // Without a scheme it is the one that serves the document; the safe one of the two is taken.
    let schemes = if schemes.is_empty() {
        vec![("https", host_node.span)]
    } else {
        schemes
    };
    let servers = schemes
        .into_iter()
        .map(|(scheme, span)| server(&format!("{scheme}://{host}{path}"), span))
        .collect();
    Some(list(servers, host_node.span))
}

fn server(url: &str, span: Span) -> Node {
    map(vec![entry("url", string(url, span), span)], span)
}
