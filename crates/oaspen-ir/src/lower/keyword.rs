//! Keywords that no type says and no check enforces, each reported once at its place.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity, Span};
use oaspen_document::format::nearest_format;
use oaspen_document::model::{JsonType, SchemaId, SchemaObject};

use super::all_of::kinds_of_type;
use super::assertion::pattern::report_patterns;
use super::context::Lower;
use super::readings::note_nulls;
use super::scalar::{Fit, fit_of_format, kinds_of_format};
use super::union::report_never;
use crate::ir::KindSet;

/// Looks at every schema of the document.
pub(super) fn report_keywords(cx: &mut Lower<'_>) {
    let resolved = cx.resolved;
    let mut unknown = IndexMap::new();
    for (id, schema) in resolved.schemas.iter() {
        if let Some(object) = schema.object() {
            report_unenforced(cx, id, object);
            report_format(cx, &mut unknown, id, object);
        }
    }
    report_unknown_formats(cx, unknown);
}

/// Each unknown format with the first place that says it, and how many do.
type UnknownFormats<'d> = IndexMap<&'d str, (SchemaId, Span, usize)>;

fn report_unknown_formats(cx: &mut Lower<'_>, unknown: UnknownFormats<'_>) {
    for (format, (id, span, count)) in unknown {
        let message = match count {
            1 => format!("the format `{format}` is not known"),
            _ => format!(
                "the format `{format}` is not known, here and in {} more places",
                count - 1
            ),
        };
        let pointer = cx.schema(id).origin.pointer.join("format");
        let diagnostic = Diagnostic::new(Code::UnknownFormat, message).at(span, &pointer);
        cx.sink.push(match nearest_format(format) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic,
        });
    }
}

fn push(cx: &mut Lower<'_>, id: SchemaId, keyword: &str, span: Span, told: (Code, String)) {
    let (code, message) = told;
    let pointer = cx.schema(id).origin.pointer.join(keyword);
    cx.sink
        .push(Diagnostic::new(code, message).at(span, &pointer));
}

fn push_unsupported(cx: &mut Lower<'_>, id: SchemaId, keyword: &str, message: String) {
    let keys = cx.object(id).map(|object| &object.keys);
    let span = keys.and_then(|keys| keys.get(keyword));
    let span = span.unwrap_or(cx.schema(id).origin.span);
    push(cx, id, keyword, span, (Code::UnsupportedKeyword, message));
}

/// Whether a number has more digits than 64 bits hold for certain.
fn is_too_long(number: &str) -> bool {
    let digits = number.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len() > 19
}

fn report_unenforced(cx: &mut Lower<'_>, id: SchemaId, object: &SchemaObject<SchemaId>) {
    report_patterns(cx, id, object);
    if let Some(divisor) = &object.multiple_of
        && is_too_long(&divisor.value)
    {
        let message = "a divisor of more than 64 bits is not enforced".to_owned();
        push_unsupported(cx, id, "multipleOf", message);
    }
    let is_union = object.one_of.is_some() || object.any_of.is_some();
    let is_parent = cx.families.of(id).is_some();
    if object.discriminator.is_some() && !is_union && !is_parent {
        let message = "a `discriminator` without `oneOf` or `anyOf` beside it, of a schema that no \
                       other extends, chooses nothing";
        push_unsupported(cx, id, "discriminator", message.to_owned());
    }
    if let Some(encoding) = &object.content_encoding
        && !["base64", "binary"].contains(&encoding.to_ascii_lowercase().as_str())
    {
        let message = format!("text in the encoding `{encoding}` stays text");
        push_unsupported(cx, id, "contentEncoding", message);
    }
    report_media_type(cx, id, object);
    if let Some(branches) = &object.one_of {
        report_never(cx, (id, branches));
        note_nulls(cx, id, branches);
    }
}

/// JSON Schema 2020-12 §8.4: what a text holds is not looked into. Octets are typed as such.
fn report_media_type(cx: &mut Lower<'_>, id: SchemaId, object: &SchemaObject<SchemaId>) {
    let Some(media_type) = &object.content_media_type else {
        return;
    };
    if media_type != "application/octet-stream" {
        let message = format!("that the text holds `{media_type}` is not acted upon");
        let span = object.keys.get("contentMediaType");
        let span = span.unwrap_or(cx.schema(id).origin.span);
        let pointer = cx.schema(id).origin.pointer.join("contentMediaType");
        cx.sink.push(
            Diagnostic::new(Code::UnsupportedKeyword, message)
                .at(span, &pointer)
                .severity(Severity::Note),
        );
    }
}

fn report_format<'d>(
    cx: &mut Lower<'_>,
    unknown: &mut UnknownFormats<'d>,
    id: SchemaId,
    object: &'d SchemaObject<SchemaId>,
) {
    let Some(format) = &object.format else {
        return;
    };
    let kinds = match &object.types {
        Some(types) => kinds_of_names(&types.value.names),
        None => kinds_of_format(&format.value),
    };
    let text = &format.value;
    if cx.externals.formats.contains_key(text) {
        return;
    }
    let told = match fit_of_format(text, kinds) {
        Fit::Typed => return,
        Fit::Misplaced => (
            Code::UnsupportedFormat,
            format!("the format `{text}` does not belong to this `type`"),
        ),
        Fit::Unknown => {
            unknown.entry(text).or_insert((id, format.span, 0)).2 += 1;
            return;
        }
    };
    push(cx, id, "format", format.span, told);
}

fn kinds_of_names(names: &[JsonType]) -> KindSet {
    let kinds = names.iter().map(|name| kinds_of_type(*name));
    kinds.fold(KindSet::EMPTY, KindSet::union)
}
