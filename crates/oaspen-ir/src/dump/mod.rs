//! An Ir as text, for people and for snapshots.
//!
//! Everything that a printer can see is shown, but no offsets into files: one line for each field,
//! parameter or media type. Inline types that are a scalar, a list or a map are shown where they
//! are used. The same Ir always gives the same text.

mod operation;
mod reference;
mod types;

use crate::facts::Facts;
use crate::ir::{Docs, ExternalDocs, Ir, Json, SchemeKind, SecurityScheme, Server};

/// The text of `ir`, with what `facts` know of each type.
pub fn dump(ir: &Ir, facts: Option<&Facts>) -> String {
    let mut page = Page {
        ir,
        facts,
        text: String::new(),
    };
    page.api();
    page.types();
    page.operations();
    page.text
}

/// What is written so far.
struct Page<'a> {
    ir: &'a Ir,
    facts: Option<&'a Facts>,
    text: String,
}

impl Page<'_> {
    /// Writes a line at a depth.
    fn line(&mut self, depth: usize, line: &str) {
        for _ in 0..depth {
            self.text.push_str("  ");
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn api(&mut self) {
        let ir = self.ir;
        self.line(0, &format!("api {:?} version {:?}", ir.title, ir.version));
        if let Some(description) = &ir.description {
            self.line(1, &format!("doc {description:?}"));
        }
        if let Some(docs) = &ir.external {
            let mut line = "docs".to_owned();
            push_external(&mut line, Some(docs));
            self.line(1, &line);
        }
        for server in &ir.servers {
            self.server(0, server);
        }
        for tag in &ir.tags {
            let mut line = format!("tag {:?}", tag.name);
            push_said(&mut line, "", tag.description.as_deref());
            push_external(&mut line, tag.external.as_ref());
            self.line(0, &line);
        }
        for scheme in &ir.security_schemes {
            let mut line = format!("scheme {:?} {}", scheme.name, show_scheme(scheme));
            push_docs(&mut line, &scheme.docs);
            self.line(0, &line);
        }
    }

    fn server(&mut self, depth: usize, server: &Server) {
        let mut line = format!("server {:?}", server.url);
        push_said(&mut line, "name ", server.name.as_deref());
        push_said(&mut line, "", server.description.as_deref());
        self.line(depth, &line);
        for variable in &server.variables {
            let mut line = format!("variable {:?} = {:?}", variable.name, variable.default);
            if !variable.values.is_empty() {
                line.push_str(&format!(" of {:?}", variable.values));
            }
            push_said(&mut line, "", variable.description.as_deref());
            self.line(depth + 1, &line);
        }
    }
}

fn show_scheme(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::Bearer { format: None } => "bearer".to_owned(),
        SchemeKind::Bearer {
            format: Some(format),
        } => format!("bearer {format:?}"),
        SchemeKind::Http(scheme) => format!("http {scheme:?}"),
        SchemeKind::ApiKey { location, name } => {
            format!(
                "api key in {} {name:?}",
                operation::show_location(*location)
            )
        }
        SchemeKind::OAuth2 { scopes } => {
            let scopes: Vec<String> = scopes
                .iter()
                .map(|(scope, description)| format!("{scope:?}: {description:?}"))
                .collect();
            format!("oauth2 {{{}}}", scopes.join(", "))
        }
        SchemeKind::OpenIdConnect { url } => format!("openid {url:?}"),
        SchemeKind::MutualTls => "mutual tls".to_owned(),
    }
}

/// Adds what is said for people, when anything is.
fn push_docs(line: &mut String, docs: &Docs) {
    if docs.deprecated {
        line.push_str(" deprecated");
    }
    if let Some(sunset) = &docs.sunset {
        line.push_str(&format!(" until {sunset:?}"));
    }
    push_said(line, "title ", docs.title.as_deref());
    push_said(line, "", docs.description.as_deref());
    push_external(line, docs.external.as_ref());
    for example in &docs.examples {
        line.push_str(&format!(" -- for example {}", example));
    }
}

fn push_external(line: &mut String, docs: Option<&ExternalDocs>) {
    if let Some(docs) = docs {
        push_said(line, "see ", Some(&docs.url));
        push_said(line, "for ", docs.description.as_deref());
    }
}

fn push_said(line: &mut String, word: &str, text: Option<&str>) {
    if let Some(text) = text {
        line.push_str(&format!(" -- {word}{text:?}"));
    }
}

fn push_default(line: &mut String, default: Option<&Json>) {
    if let Some(default) = default {
        line.push_str(&format!(" = {}", default));
    }
}
