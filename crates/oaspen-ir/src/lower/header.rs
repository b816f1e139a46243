//! Headers of responses: OAS 3.1 §4.8.21.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model as doc;

use super::component::name_of;
use super::context::Lower;
use super::name::step;
use super::origin::lower_origin;
use super::parameter::{described, filled, lower_examples, lower_value};
use crate::ir::{Docs, Header, Location, Name, NameStep};

/// The headers in order; one that cannot be written is reported and left out.
pub(super) fn lower_headers(
    cx: &mut Lower<'_>,
    headers: &IndexMap<String, doc::Id<doc::Header>>,
    holder: &Name,
) -> Vec<Header> {
    headers
        .iter()
        .filter_map(|(name, id)| {
            let header = cx.resolved.headers.get(*id)?;
            lower_header(cx, name, header, holder)
        })
        .collect()
}

fn lower_header(
    cx: &mut Lower<'_>,
    name: &str,
    header: &doc::Header,
    holder: &Name,
) -> Option<Header> {
    // OAS 3.1 §4.8.17.1 and §4.8.15.1: `Content-Type` is described by `content` and `contentType`.
    if name.eq_ignore_ascii_case("content-type") {
        let message = format!("the header `{name}` is ignored");
        let diagnostic = Diagnostic::new(Code::IgnoredHeaderParameter, message)
            .help("it follows from the media types");
        report(cx, header, diagnostic);
        return None;
    }
    let otherwise = step(holder, NameStep::Parameter(name.to_owned()));
    let type_name = name_of(cx, &header.origin, otherwise);
    let value = match lower_value(
        cx,
        &header.kind,
        type_name,
        (Location::Header, &header.origin),
    ) {
        Ok(value) => value,
        Err((code, message)) => {
            let message = format!("{message}; the header is left out");
            let diagnostic = Diagnostic::new(code, message).severity(Severity::Weakened);
            report(cx, header, diagnostic);
            return None;
        }
    };
    let docs = Docs {
        description: filled(header.description.as_deref()),
        examples: lower_examples(cx, &header.examples),
        deprecated: header.deprecated,
        ..Docs::default()
    };
    Some(Header {
        name: name.to_owned(),
        origin: lower_origin(&header.origin),
        ty: value.ty,
        required: header.required,
        encoding: value.encoding,
        docs: described(cx, docs, value.schema),
    })
}

fn report(cx: &mut Lower<'_>, header: &doc::Header, diagnostic: Diagnostic) {
    let origin = &header.origin;
    cx.sink.push(diagnostic.at(origin.span, &origin.pointer));
}
