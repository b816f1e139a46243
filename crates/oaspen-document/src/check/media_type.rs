//! Keys of `content`: RFC 9110 §8.3.1.

use indexmap::IndexSet;

use oaspen_diagnostics::{Code, Diagnostic, Sink, Span};

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
    if is_media_type(name) {
        return;
    }
    let message = format!("`{name}` is not a media type");
    let mut diagnostic = Diagnostic::new(Code::InvalidMediaType, message)
        .at(media_type.name.span, &media_type.origin.pointer);
    if name.contains('=') {
        diagnostic = diagnostic.help(
            "this looks like a parameter; it belongs to the media type before it, as in `audio/ogg; codecs=opus`",
        );
    }
    sink.push(diagnostic);
}
