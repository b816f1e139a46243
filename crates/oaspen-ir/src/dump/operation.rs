//! The operations of an Ir as text.

use super::reference::show_use;
use super::{Page, push_default, push_docs, push_said};
use crate::ir::{
    Alternative, Body, Content, ContentKind, DocumentKind, Framing, Header, Link, Location,
    Operation, Parameter, ParameterEncoding, Part, PathSegment, PathTemplate, Response, Status,
    Style, Surface,
};

impl Page<'_> {
    pub(super) fn operations(&mut self) {
        for operation in &self.ir.operations {
            self.text.push('\n');
            self.operation(operation);
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let kind = match &operation.surface {
            Surface::Api => "operation".to_owned(),
            Surface::Webhooks => "webhook".to_owned(),
            Surface::Callbacks { operation, url } => format!("callback of {operation} to {url},"),
        };
        let mut line = format!(
            "{kind} {}: {} {} at {}",
            operation.id,
            operation.method.as_str(),
            show_path(&operation.path),
            operation.origin.pointer
        );
        push_docs(&mut line, &operation.docs);
        self.line(0, &line);
        if !operation.tags.is_empty() {
            self.line(1, &format!("tags {}", operation.tags.join(", ")));
        }
        for parameter in &operation.parameters {
            self.parameter(parameter);
        }
        if let Some(body) = &operation.body {
            self.body(body);
        }
        for response in &operation.responses {
            self.response(response);
        }
        if !operation.security.is_empty() {
            let alternatives = operation.security.iter();
            let alternatives: Vec<String> = alternatives
                .map(|alternative| self.show_alternative(alternative))
                .collect();
            self.line(1, &format!("security {}", alternatives.join(" or ")));
        }
        for server in &operation.servers {
            self.server(1, server);
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let mut line = format!(
            "{} {}{}: {}",
            show_location(parameter.location),
            parameter.name,
            if parameter.required { "" } else { "?" },
            show_use(self.ir, parameter.ty)
        );
        push_default(&mut line, parameter.default.as_ref());
        line.push_str(&show_encoding(&parameter.encoding));
        if parameter.allow_empty_value {
            line.push_str(" or empty");
        }
        push_docs(&mut line, &parameter.docs);
        self.line(1, &line);
    }

    fn body(&mut self, body: &Body) {
        let optional = if body.required { "" } else { "?" };
        let mut line = format!("body{optional}");
        push_docs(&mut line, &body.docs);
        self.line(1, &line);
        for content in &body.contents {
            self.content(content);
        }
    }

    fn response(&mut self, response: &Response) {
        let mut line = format!("response {}", show_status(response.status));
        push_docs(&mut line, &response.docs);
        self.line(1, &line);
        for header in &response.headers {
            self.header(2, header);
        }
        for content in &response.contents {
            self.content(content);
        }
        for link in &response.links {
            self.link(link);
        }
    }

    fn link(&mut self, link: &Link) {
        let parameters = link.parameters.iter();
        let parameters = parameters.map(|(name, value)| format!("{name}: {}", value));
        let body = link.body.iter().map(|body| format!("body: {}", body));
        let values: Vec<String> = parameters.chain(body).collect();
        let (name, operation) = (&link.name, &link.operation);
        self.line(
            2,
            &format!("link {name}: {operation}({})", values.join(", ")),
        );
    }

    fn header(&mut self, depth: usize, header: &Header) {
        let optional = if header.required { "" } else { "?" };
        let ty = show_use(self.ir, header.ty);
        let mut line = format!("header {}{optional}: {ty}", header.name);
        line.push_str(&show_encoding(&header.encoding));
        if header.has_lines {
            line.push_str(" by line");
        }
        push_docs(&mut line, &header.docs);
        self.line(depth, &line);
    }

    fn content(&mut self, content: &Content) {
        let (kind, parts): (String, &[Part]) = match &content.kind {
            ContentKind::Json(ty) => (format!("json {}", show_use(self.ir, *ty)), &[]),
            ContentKind::Text(ty) => (format!("text {}", show_use(self.ir, *ty)), &[]),
            ContentKind::Form { ty, parts } => (format!("form {}", show_use(self.ir, *ty)), parts),
            ContentKind::Multipart { ty, parts } => {
                (format!("multipart {}", show_use(self.ir, *ty)), parts)
            }
            ContentKind::Items { ty, framing } => (
                format!("{} {}", show_framing(*framing), show_use(self.ir, *ty)),
                &[],
            ),
            ContentKind::Bytes => ("bytes".to_owned(), &[]),
        };
        let media_type = &content.media_type;
        let mut name = media_type.text.clone();
        if media_type.essence != media_type.text {
            name.push_str(&format!(" ({})", media_type.essence));
        }
        self.line(2, &format!("{name}: {kind}"));
        for part in parts {
            let encoding = show_encoding(&part.encoding);
            let media_types = part.media_types.iter();
            let media_types: Vec<&str> = media_types.map(|one| one.text.as_str()).collect();
            let of = if media_types.is_empty() { "" } else { " of " };
            let media_types = media_types.join(", ");
            let headers = part.headers.iter();
            let headers: String = headers.map(|name| format!(" with {name}")).collect();
            self.line(
                3,
                &format!("part {}{encoding}{of}{media_types}{headers}", part.name),
            );
        }
    }

    fn show_alternative(&self, alternative: &Alternative) -> String {
        if alternative.schemes.is_empty() {
            return "nothing".to_owned();
        }
        let schemes = alternative.schemes.iter().map(|used| {
            let scheme = self.ir.security_schemes.get(used.scheme);
            let name = scheme.map_or("?", |scheme| scheme.name.as_str());
            if used.scopes.is_empty() {
                name.to_owned()
            } else {
                format!("{name}({})", used.scopes.join(", "))
            }
        });
        schemes.collect::<Vec<String>>().join(" and ")
    }
}

/// The template, and its pieces when escapes hide them.
fn show_path(path: &PathTemplate) -> String {
    let mut pieces = String::new();
    for segment in &path.segments {
        pieces.push('/');
        for piece in segment {
            match piece {
                PathSegment::Literal(text) => pieces.push_str(text),
                PathSegment::Parameter(name) => pieces.push_str(&format!("{{{name}}}")),
            }
        }
    }
    for (position, (name, value)) in path.query.iter().enumerate() {
        let mark = if position == 0 { '?' } else { '&' };
        pieces.push_str(&format!("{mark}{name}={value}"));
    }
    let mut text = path.text.clone();
    if pieces != text {
        push_said(&mut text, "that is ", Some(&pieces));
    }
    text
}

pub(super) fn show_location(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::QueryString => "querystring",
    }
}

fn show_status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "default".to_owned(),
    }
}

fn show_encoding(encoding: &ParameterEncoding) -> String {
    match encoding {
        ParameterEncoding::Content { media_type, kind } => {
            let kind = match kind {
                DocumentKind::Json => "json",
                DocumentKind::Text => "text",
                DocumentKind::Bytes => "bytes",
            };
            format!(" as {kind} {}", media_type.text)
        }
        ParameterEncoding::Form { parts } => {
            let parts = parts.iter();
            let parts = parts.map(|part| format!("{}{}", part.name, show_encoding(&part.encoding)));
            format!(" as form ({})", parts.collect::<Vec<_>>().join(", "))
        }
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => {
            let explode = if *explode { " exploded" } else { "" };
            let reserved = if *allow_reserved { " reserved" } else { "" };
            format!(" as {}{explode}{reserved}", show_style(*style))
        }
    }
}

fn show_style(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::Cookie => "cookie",
    }
}

fn show_framing(framing: Framing) -> &'static str {
    match framing {
        Framing::Events => "events of",
        Framing::TextEvents => "events of text",
        Framing::WholeEvents => "whole events",
        Framing::JsonLines => "lines of",
        Framing::JsonSequence => "sequence of",
    }
}
