//! Headers of responses: OAS 3.1 §4.8.21.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model as doc;

use super::component::name_of;
use super::context::Lower;
use super::name::step;
use super::origin::lower_origin;
use super::parameter::{described, filled, lower_examples, lower_value};
use super::plain::make_list;
use super::wire::can_be_flat_list;
use crate::ir::{Docs, Header, Location, Name, NameStep, TypeUse};

/// The headers in order; one that cannot be written is reported and left out.
pub(super) fn lower_headers(
    cx: &mut Lower<'_>,
    headers: &IndexMap<String, doc::Id<doc::Header>>,
    holder: &Name,
) -> Vec<Header> {
    let mut seen = BTreeSet::new();
    headers
        .iter()
        .filter_map(|(name, id)| {
            let header = cx.resolved.headers.get(*id)?;
            check_name(cx, name, header, &mut seen)
                .then(|| lower_header(cx, name, header, holder))
                .flatten()
        })
        .collect()
}

/// Whether a header can be called so, and none before it is: RFC 9110 §5.1.
fn check_name(
    cx: &mut Lower<'_>,
    name: &str,
    header: &doc::Header,
    seen: &mut BTreeSet<String>,
) -> bool {
    let (code, what) = if !is_field_name(name) {
        (Code::InvalidParameter, "is no name of a header")
    } else if !seen.insert(name.to_ascii_lowercase()) {
        let what = "is there already, because case does not tell headers apart";
        (Code::DuplicateParameter, what)
    } else {
        return true;
    };
    let message = format!("`{name}` {what}; the header is left out");
    let diagnostic = Diagnostic::new(code, message).severity(Severity::Weakened);
    report(cx, header, diagnostic);
    false
}

/// RFC 9110 §5.1.
pub(super) fn is_field_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(is_token)
}

/// RFC 9110 §5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
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
    let has_lines = name.eq_ignore_ascii_case("set-cookie");
    let ty = match has_lines {
        true => make_lines(cx, value.ty),
        false => value.ty,
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
        ty,
        required: header.required,
        encoding: value.encoding,
        has_lines,
        docs: described(cx, docs, value.schema),
    })
}

/// RFC 6265 §3: an answer has any number of `Set-Cookie`, which are no list in one line.
fn make_lines(cx: &mut Lower<'_>, item: TypeUse) -> TypeUse {
    if can_be_flat_list(cx, item) {
        return item;
    }
    let (name, origin) = match cx.types.get(item.id.index()) {
        Some(ty) => (ty.name.clone(), ty.origin.clone()),
        None => return item,
    };
    make_list(cx, name, origin, item)
}

fn report(cx: &mut Lower<'_>, header: &doc::Header, diagnostic: Diagnostic) {
    let origin = &header.origin;
    cx.sink.push(diagnostic.at(origin.span, &origin.pointer));
}
