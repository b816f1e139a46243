//! Which values a `style` can write: OAS 3.1 §4.8.12.6, "Style Examples".
//!
//! Which location allows which style has been checked by the reader.

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model as doc;

use super::context::Lower;
use super::media_type::lower_media_type;
use super::wire::{Form, can_be_flat_list, can_be_flat_object, can_be_text, forms};
use crate::ir::{DocumentKind, ParameterEncoding, Style, TypeUse};

/// A style as written, defaults filled in.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenStyle {
    pub(super) style: Style,
    pub(super) explode: bool,
    pub(super) allow_reserved: bool,
}

/// How values of a type are written. `origin` is where the style stands.
///
/// A type of which only some values can be written passes: the others fail when they are sent. Where
/// the specification does not say how a style writes any value of the type, the nearest thing that
/// writes them is taken, and that is reported.
pub(super) fn lower_style(
    cx: &mut Lower<'_>,
    written: WrittenStyle,
    ty: TypeUse,
    origin: &doc::Origin,
) -> ParameterEncoding {
    let meant = match check_style(cx, written, ty) {
        Ok(()) => Some(report_style(cx, written, ty, origin)),
        Err(problem) => {
            let meant = nearest_style(cx, written, ty);
            report_other(cx, &problem, meant, origin);
            meant
        }
    };
    let Some(WrittenStyle {
        style,
        explode,
        allow_reserved,
    }) = meant
    else {
        return json_document();
    };
    ParameterEncoding::Style {
        style,
        explode: explode || style == Style::DeepObject,
        allow_reserved,
    }
}

/// A document within a value.
pub(super) fn json_document() -> ParameterEncoding {
    ParameterEncoding::Content {
        media_type: lower_media_type("application/json"),
        kind: DocumentKind::Json,
    }
}

/// The style of the same place that writes what another does not; `None` when no style does.
fn nearest_style(cx: &Lower<'_>, written: WrittenStyle, ty: TypeUse) -> Option<WrittenStyle> {
    let form = match written.style {
        Style::SpaceDelimited | Style::PipeDelimited => WrittenStyle {
            style: Style::Form,
            ..written
        },
        Style::Simple
        | Style::Label
        | Style::Matrix
        | Style::Form
        | Style::DeepObject
        | Style::Cookie => return None,
    };
    check_style(cx, form, ty).is_ok().then_some(form)
}

fn report_other(
    cx: &mut Lower<'_>,
    problem: &str,
    meant: Option<WrittenStyle>,
    origin: &doc::Origin,
) {
    let instead = match meant {
        Some(meant) => format!("it is read as `{}`", style_name(meant.style)),
        None => "the value is written as JSON".to_owned(),
    };
    report(cx, origin, &format!("{problem}; {instead}"));
}

fn check_style(cx: &Lower<'_>, written: WrittenStyle, ty: TypeUse) -> Result<(), String> {
    let text = || can_be_text(cx, ty);
    let list = || can_be_flat_list(cx, ty);
    let object = || can_be_flat_object(cx, ty);
    let (fits, allowed) = match written.style {
        Style::Simple | Style::Label | Style::Matrix | Style::Form | Style::Cookie => (
            text() || list() || object(),
            "text, lists of text and objects of text",
        ),
        Style::SpaceDelimited | Style::PipeDelimited => {
            (list() || object(), "lists of text and objects of text")
        }
        Style::DeepObject => (!forms(cx, ty).is_empty(), "values that there are"),
    };
    if fits {
        return Ok(());
    }
    let name = style_name(written.style);
    Err(format!("`{name}` is only defined for {allowed}"))
}

/// Whether some value is more than a piece of text.
fn has_keys(cx: &Lower<'_>, ty: TypeUse) -> bool {
    forms(cx, ty)
        .iter()
        .any(|form| matches!(form, Form::Object | Form::List | Form::Any))
}

/// Says what the specification leaves open and how it is read, which is the style that is given back.
fn report_style(
    cx: &mut Lower<'_>,
    written: WrittenStyle,
    ty: TypeUse,
    origin: &doc::Origin,
) -> WrittenStyle {
    match written.style {
        Style::SpaceDelimited | Style::PipeDelimited if written.explode => {
            report(cx, origin, EXPLODED);
            WrittenStyle {
                style: Style::Form,
                ..written
            }
        }
        // Generators write the style beside everything that a query holds.
        Style::DeepObject if !has_keys(cx, ty) => {
            report(cx, origin, DEEP_TEXT);
            WrittenStyle {
                style: Style::Form,
                ..written
            }
        }
        Style::DeepObject => {
            if !can_be_flat_object(cx, ty) {
                report(cx, origin, DEEP);
            }
            if !written.explode {
                let found = Diagnostic::new(Code::UnsupportedStyle, DEEP_JOINED)
                    .severity(Severity::Note)
                    .at(origin.span, &origin.pointer);
                cx.sink.push(found.help("write `explode: true`"));
            }
            written
        }
        Style::Simple
        | Style::Label
        | Style::Matrix
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::Cookie => written,
    }
}

/// The table of the specification has no entry for these with `explode`, which repeats the name
/// wherever it means something for a list.
const EXPLODED: &str = "`spaceDelimited` and `pipeDelimited` are only defined with \
                        `explode: false`; each item is written as `name=value`";

const DEEP_TEXT: &str = "`deepObject` is not defined for text, which is written `name=value`";

const DEEP: &str = "`deepObject` is not defined for lists and nested objects, which are written as \
                    most servers read them";

/// `explode: false` is the default.
const DEEP_JOINED: &str = "`deepObject` is only defined with `explode: true`, and is read so";

fn report(cx: &mut Lower<'_>, origin: &doc::Origin, message: &str) {
    cx.sink.push(
        Diagnostic::new(Code::UnsupportedStyle, message)
            .severity(Severity::Weakened)
            .at(origin.span, &origin.pointer),
    );
}

/// The specification's word.
fn style_name(style: Style) -> &'static str {
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
