//! Parameters and headers: OAS 3.1 §4.8.12 and §4.8.21.

use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::body::read_content;
use super::example::read_examples;
use super::schema::read_schema;
use super::{Fields, Place, Read};
use crate::model::{Header, Location, Parameter, ParameterKind, Spanned, Style, Version};
use crate::node::{Entry, Node, Value};
use crate::upgrade::swagger;
use oaspen_diagnostics::nearest;

pub(super) fn read_parameter(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Parameter> {
    let meant = swagger::meant_by_parameter(cx, place);
    let place = &Place {
        node: meant.as_ref().unwrap_or(place.node),
        pointer: place.pointer.clone(),
    };
    let mut fields = Fields::open(cx, place, "a parameter")?;
    let location = fields
        .require(cx, "in")
        .and_then(|place| read_location(cx, &place));
    let name = read_name(cx, &mut fields, location);
    let description = fields.string(cx, "description");
    let required = fields.guard(cx, "required");
    let deprecated = fields.deprecated(cx);
    let allow_empty_value = fields.flag(cx, "allowEmptyValue");
    let kind = read_kind(cx, &mut fields, location);
    let examples = read_examples(cx, &mut fields);
    let keys = fields.spans();
    let extensions = fields.extensions();
    fields.finish(cx);
    let location = location?;
    if location == Location::Path && required != Some(true) {
        report_not_required(cx, place);
    }
    Some(Parameter {
        origin: place.origin(),
        name: name?,
        location,
        description,
        required: location == Location::Path || required.unwrap_or(false),
        deprecated,
        allow_empty_value,
        kind: kind?,
        examples,
        keys,
        extensions,
    })
}

/// OAS 3.2 §4.12.1: the name of a whole query string is never sent, so many leave it out.
fn read_name(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
    location: Option<Location>,
) -> Option<Spanned<String>> {
    if location != Some(Location::QueryString) {
        return fields.require_string(cx, "name");
    }
    let place = fields.expect(cx, "name");
    let written = place.and_then(|place| super::fields::read_string(cx, &place));
    Some(written.unwrap_or_else(|| Spanned {
        value: "querystring".to_owned(),
        span: fields.place.node.span,
    }))
}

/// OAS 3.1 §4.8.12.2.1: in a path, `required` must be true.
fn report_not_required(cx: &mut Read<'_>, place: &Place<'_>) {
    let message = "a path parameter is always required";
    cx.sink.push(
        Diagnostic::new(Code::MissingField, message)
            .at(place.node.span, &place.pointer)
            .severity(Severity::Note)
            .help("write `required: true`"),
    );
}

pub(super) fn read_header(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Header> {
    let mut fields = Fields::open(cx, place, "a header")?;
    let description = fields.string(cx, "description");
    let required = fields.guard(cx, "required").unwrap_or(false);
    let deprecated = fields.deprecated(cx);
    let is_said = ["schema", "content"].map(|key| place.node.get(key).is_some());
    let kind = if is_said == [false, false] {
        read_text(cx, &mut fields)
    } else {
        read_kind(cx, &mut fields, Some(Location::Header))
    };
    let examples = read_examples(cx, &mut fields);
    // OAS 3.1 §4.8.21: a header is a parameter whose name and location are given elsewhere.
    fields.unsupported_note(cx, &["name", "in", "allowEmptyValue"]);
    fields.finish(cx);
    Some(Header {
        origin: place.origin(),
        description,
        required,
        deprecated,
        kind: kind?,
        examples,
    })
}

/// A header that does not say what it holds, as many in answers do: text, which it is on the wire.
/// What a caller has to write would be a guess, so a parameter has no such reading.
fn read_text(cx: &mut Read<'_>, fields: &mut Fields<'_>) -> Option<ParameterKind> {
    let place = fields.place.clone();
    for key in ["style", "explode", "allowReserved"] {
        fields.take(key);
    }
    let span = place.node.span;
    let message = "a header has a `schema` or `content`; this one is taken to be a string";
    cx.sink.push(
        Diagnostic::new(Code::InvalidParameter, message)
            .at(span, &place.pointer)
            .severity(Severity::Weakened),
    );
    let written = |value| Node { span, value };
    let text = Entry {
        key: "type".to_owned(),
        key_span: span,
        value: written(Value::String("string".to_owned())),
    };
    let schema = Place {
        node: &written(Value::Map(vec![text])),
        pointer: place.pointer.join("schema"),
    };
    Some(ParameterKind::Schema {
        schema: read_schema(cx, &schema)?,
        style: Style::Simple,
        explode: false,
        allow_reserved: false,
    })
}

/// The last is of OAS 3.2 §4.12.1; it is read in any version, and offered in its own.
const LOCATIONS: &[(&str, Location)] = &[
    ("path", Location::Path),
    ("query", Location::Query),
    ("header", Location::Header),
    ("cookie", Location::Cookie),
    ("querystring", Location::QueryString),
];

fn read_location(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Location> {
    cx.word_of_version(place, LOCATIONS)
}

/// The last is of OAS 3.2 §4.12.3.
const STYLES: &[(&str, Style)] = &[
    ("simple", Style::Simple),
    ("label", Style::Label),
    ("matrix", Style::Matrix),
    ("form", Style::Form),
    ("spaceDelimited", Style::SpaceDelimited),
    ("pipeDelimited", Style::PipeDelimited),
    ("deepObject", Style::DeepObject),
    ("cookie", Style::Cookie),
];

pub(super) fn read_style(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Style> {
    cx.word_of_version(place, STYLES)
}

fn read_kind(
    cx: &mut Read<'_>,
    fields: &mut Fields<'_>,
    location: Option<Location>,
) -> Option<ParameterKind> {
    let place = fields.place.clone();
    let style_place = fields.take("style");
    let written = style_place.as_ref().map(|style| read_style(cx, style));
    let explode = fields.boolean(cx, "explode");
    let allow_reserved = fields.flag(cx, "allowReserved");
    let schema = fields.take("schema");
    let content = fields
        .take("content")
        .map(|place| (read_content(cx, &place), place));
    match (schema, content) {
        (Some(schema), None) => {
            let schema = read_schema(cx, &schema)?;
            let location = location?;
            let style = match written {
                Some(style) => style?,
                None => default_style(location),
            };
            if !is_allowed(style, location) {
                let place = style_place.unwrap_or(place);
                let message = format!("this `style` is not allowed {}", where_it_stands(location));
                cx.report(Code::InvalidParameter, &place, message);
                return None;
            }
            Some(ParameterKind::Schema {
                schema,
                style,
                // OAS 3.1 §4.8.12.2.2: `explode` is true for `form`, else false.
                explode: explode.unwrap_or(matches!(style, Style::Form | Style::Cookie)),
                allow_reserved,
            })
        }
        (None, Some((mut media_types, content))) => match (media_types.pop(), media_types.len()) {
            (Some(only), 0) => Some(ParameterKind::Content(only)),
            (_, _) => {
                let message = "`content` must hold exactly one media type here";
                cx.report(Code::InvalidParameter, &content, message);
                None
            }
        },
        (Some(_), Some(_)) => {
            let message = "`schema` and `content` exclude each other";
            cx.report(Code::InvalidParameter, &place, message);
            None
        }
        (None, None) => {
            let message = "one of `schema` and `content` is needed";
            cx.report(Code::InvalidParameter, &place, message);
            None
        }
    }
}

/// OAS 3.1 §4.8.12.2.2.
fn default_style(location: Location) -> Style {
    match location {
        Location::Path | Location::Header => Style::Simple,
        Location::Query | Location::Cookie | Location::QueryString => Style::Form,
    }
}

/// OAS 3.1 §4.8.12.3, and 3.2 for `cookie`.
fn is_allowed(style: Style, location: Location) -> bool {
    match location {
        Location::Path => matches!(style, Style::Simple | Style::Label | Style::Matrix),
        Location::Header => style == Style::Simple,
        Location::Cookie => matches!(style, Style::Form | Style::Cookie),
        Location::Query => matches!(
            style,
            Style::Form | Style::SpaceDelimited | Style::PipeDelimited | Style::DeepObject
        ),
        // OAS 3.2 §4.12.1: the whole query string is described by `content`.
        Location::QueryString => false,
    }
}

fn where_it_stands(location: Location) -> &'static str {
    match location {
        Location::Path => "in a path; `simple`, `label` and `matrix` are",
        Location::Header => "in a header; only `simple` is",
        Location::Cookie => "in a cookie; only `form` is",
        Location::Query => {
            "in the query; `form`, `spaceDelimited`, `pipeDelimited` and `deepObject` are"
        }
        Location::QueryString => "for the whole query string; use `content`",
    }
}

impl Read<'_> {
    /// One of a few words, the last of which is offered from 3.2 on.
    fn word_of_version<T: Copy>(&mut self, place: &Place<'_>, words: &[(&str, T)]) -> Option<T> {
        let newer = usize::from(self.version < Version::V3_2);
        self.word_offering(place, words, words.len().saturating_sub(newer))
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&mut self, place: &Place<'_>, words: &[(&str, T)]) -> Option<T> {
        self.word_offering(place, words, words.len())
    }

    /// One of a few words; when it is none, the first `offered` are told.
    pub(super) fn word_offering<T: Copy>(
        &mut self,
        place: &Place<'_>,
        words: &[(&str, T)],
        offered: usize,
    ) -> Option<T> {
        let Spanned { value, .. } = super::fields::read_string(self, place)?;
        let mut found = words.iter().find(|(word, _)| *word == value);
        if found.is_none() {
            let lower = value.trim().to_ascii_lowercase();
            found = words
                .iter()
                .find(|(word, _)| word.to_ascii_lowercase() == lower);
            if let Some((word, _)) = found {
                self.note_reading(place, format!("`{value}` is read as `{word}`"));
            }
        }
        if found.is_none() {
            let names: Vec<&str> = words.iter().take(offered).map(|(word, _)| *word).collect();
            let message = format!("expected one of `{}`, found `{value}`", names.join("`, `"));
            let mut diagnostic =
                Diagnostic::new(Code::UnexpectedType, message).at(place.node.span, &place.pointer);
            if let Some(near) = nearest(&value, names) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
            self.sink.push(diagnostic);
        }
        found.map(|(_, meaning)| *meaning)
    }
}
