//! Servers: whether their URLs are URLs, and whether variables and templates agree. OAS 3.1 §4.8.5
//! and §4.8.6.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity, Sink, Span};

use super::template::read_names;
use crate::model::{Server, ServerVariable};
use crate::resolved::Resolved;

pub(super) fn check_servers(sink: &mut Sink, resolved: &Resolved) {
    let items = || resolved.path_items.iter().map(|(_, item)| item);
    let operations = items().flat_map(|item| &item.operations);
    let of_operations = operations.flat_map(|operation| &operation.servers);
    let servers = resolved.servers.iter();
    let servers = servers.chain(items().flat_map(|item| &item.servers));
    let mut seen = IndexSet::new();
    for server in servers.chain(of_operations) {
        if seen.insert(server.origin.span) {
            check_server(sink, server);
        }
    }
}

fn check_server(sink: &mut Sink, server: &Server) {
    let span = server.keys.get("url").unwrap_or(server.origin.span);
    let at = (span, server.origin.pointer.join("url"));
    let names = match read_names(&server.url) {
        Ok(names) => names,
        Err(problem) => {
            let message = format!("the URL `{}` is no template: {problem}", server.url);
            report(sink, message, &at, Severity::Weakened);
            return;
        }
    };
    let written: BTreeSet<&str> = names.iter().copied().collect();
    for (name, variable) in &server.variables {
        check_variable(sink, server, name, variable);
        if !written.contains(name.as_str()) {
            let message =
                format!("the URL does not hold `{{{name}}}`, so the variable changes nothing");
            let place = &variable.origin;
            report(
                sink,
                message,
                &(place.span, place.pointer.clone()),
                Severity::Note,
            );
        }
    }
    let declared = |name: &&str| server.variables.contains_key(*name);
    for name in names.iter().filter(|name| !declared(name)) {
        let message =
            format!("the variable `{name}` of the URL is not declared, so it has no default");
        report(sink, message, &at, Severity::Weakened);
    }
    if names.iter().all(declared)
        && let Some(problem) = problem_of(&preset(server))
    {
        let message = format!("`{}` is no URL of a server: {problem}", server.url);
        report(sink, message, &at, Severity::Weakened);
    }
}

/// OAS 3.1 §4.8.6.1: the default is one of the values.
fn check_variable(sink: &mut Sink, server: &Server, name: &str, variable: &ServerVariable) {
    let ServerVariable {
        values, default, ..
    } = variable;
    if values.is_empty() || values.contains(default) {
        return;
    }
    let pointer = server.origin.pointer.join("variables").join(name);
    let span = variable.default_span.unwrap_or(variable.origin.span);
    let message =
        format!("the default `{default}` of `{name}` is none of the values of its `enum`");
    let at = (span, pointer.join("default"));
    report(sink, message, &at, Severity::Weakened);
}

fn report(sink: &mut Sink, message: String, at: &(Span, Pointer), severity: Severity) {
    sink.push(
        Diagnostic::new(Code::InvalidServer, message)
            .severity(severity)
            .at(at.0, &at.1),
    );
}

/// The URL with each variable as preset.
fn preset(server: &Server) -> String {
    let mut pieces = server.url.split('{');
    let mut url = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
        url.extend(server.variables.get(name).map(|it| it.default.as_str()));
        url.push_str(rest);
    }
    url
}

/// Why a text is no URL that requests could go to: RFC 3986 §3 and §4.2.
fn problem_of(url: &str) -> Option<&'static str> {
    let is_sent = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    if url.chars().any(char::is_whitespace) {
        return Some("it holds white space");
    }
    if !url.is_ascii() || !url.chars().all(is_sent) {
        return Some("it holds a character that is not sent as it is");
    }
    if url.contains(['?', '#']) {
        return Some("a query and a fragment have no place in it");
    }
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (scheme, rest),
        None => match url.strip_prefix("//") {
            Some(rest) => ("https", rest),
            None => return problem_of_relative(url),
        },
    };
    let mut letters = scheme.chars();
    let is_scheme = letters
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    if !is_scheme {
        return Some("what stands before `://` is no scheme");
    }
    let authority = rest.split('/').next().unwrap_or_default();
    let (_, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port),
        Some(_) | None => (host, ""),
    };
    if name.is_empty() {
        return Some("it names no host");
    }
    let is_port = port.is_empty() || port.parse::<u16>().is_ok();
    (!is_port).then_some("its port is no number up to 65535")
}

/// A relative URL begins with the path that it is relative to.
fn problem_of_relative(url: &str) -> Option<&'static str> {
    let first = url.split('/').next().unwrap_or_default();
    let has_port = first.split_once(':').is_some();
    let looks_like_host = first == "localhost" || (first.contains('.') && !first.starts_with('.'));
    (has_port || looks_like_host)
        .then_some("without `https://` it is a path relative to where the document is found")
}
