//! Keys of `content`: RFC 9110 §8.3.1.

use indexmap::IndexSet;

use oaspen_diagnostics::{Code, Diagnostic, Sink, Span, nearest};

use crate::media_type::is_media_type;
use crate::model::{MediaType, ParameterKind};
use crate::resolved::Resolved;

pub(super) fn check_media_types(sink: &mut Sink, resolved: &Resolved) {
    let bodies = resolved
        .request_bodies
        .iter()
        .map(|(_, body)| &body.content);
    let responses = resolved
        .responses
        .iter()
        .map(|(_, response)| &response.content);
    let parameters = resolved
        .parameters
        .iter()
        .map(|(_, parameter)| &parameter.kind);
    let headers = resolved.headers.iter().map(|(_, header)| &header.kind);
    let single = parameters.chain(headers).filter_map(|kind| match kind {
        ParameterKind::Content(media_type) => Some(media_type),
        ParameterKind::Schema { .. } => None,
    });
    let mut seen: IndexSet<Span> = IndexSet::new();
    for media_type in bodies.chain(responses).flatten().chain(single) {
        if seen.insert(media_type.name.span) {
            check_media_type(sink, media_type);
        }
    }
}

fn check_media_type(sink: &mut Sink, media_type: &MediaType) {
    let name = media_type.name.value.as_str();
    let near = near_media_type(name);
    let is_well_formed = is_media_type(name);
    if is_well_formed && near.is_none() {
        return;
    }
    let message = format!("`{name}` is not a media type");
    let mut diagnostic = Diagnostic::new(Code::InvalidMediaType, message)
        .at(media_type.name.span, &media_type.origin.pointer);
    if name.contains('=') {
        diagnostic = diagnostic.help(
            "this looks like a parameter; it belongs to the media type before it, as in `audio/ogg; codecs=opus`",
        );
    } else if let Some(near) = near {
        diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
    }
    sink.push(diagnostic);
}

/// The media type that was perhaps meant by one whose first half is no top-level type (RFC 6838
/// §4.2), or by a subtype alone.
fn near_media_type(name: &str) -> Option<&'static str> {
    const COMMON: [&str; 8] = [
        "application/json",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "application/problem+json",
        "application/pdf",
        "multipart/form-data",
        "text/plain",
        "text/event-stream",
    ];
    let Some((kind, _)) = name.split_once('/') else {
        return COMMON.into_iter().find(|common| {
            let subtype = common.split_once('/').map(|(_, subtype)| subtype);
            subtype == Some(name)
        });
    };
    let kinds = ["application", "multipart", "text"];
    let near_kind = nearest(kind, kinds).filter(|near| *near != kind)?;
    let mut same_kind = COMMON
        .into_iter()
        .filter(|common| common.starts_with(near_kind));
    same_kind.find(|common| common.ends_with(name.strip_prefix(kind).unwrap_or_default()))
}
