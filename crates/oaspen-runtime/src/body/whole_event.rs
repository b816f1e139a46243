//! Events whose schema is that of the whole event (OAS 3.2 §4.14.4): an object with the text `data`
//! and, as far as they are there, `event`, `id` and the number `retry`.

use std::time::Duration;

use super::events::encode_event;
use super::records::Record;
use super::stream_error::StreamError;
use crate::json::{Encode, Value, Writer, encode_value, to_string};

/// Writes the event that an object is.
pub(super) fn encode_whole(into: &mut Vec<u8>, item: &dyn Encode) -> Result<(), StreamError> {
    let value = encode_value(item)?;
    let text = |name: &str| value.get(name).and_then(text_of);
    let (event, id) = (text("event"), text("id"));
    let retry = text("retry").and_then(|retry| retry.parse().ok());
    let names = (event.as_deref(), id.as_deref());
    let data = text("data").unwrap_or_default();
    encode_event(into, &data, names, retry.map(Duration::from_millis))
}

fn text_of(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone().into_owned()),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Some(to_string(value))
        }
    }
}

/// The object that an event is, as JSON.
pub(super) fn decode_whole(record: &Record) -> String {
    let mut writer = Writer::new();
    let mut object = writer.object();
    object.required("data", &*String::from_utf8_lossy(&record.data));
    object.optional("event", &record.event);
    object.optional("id", &record.id);
    let retry = record
        .retry
        .and_then(|retry| u64::try_from(retry.as_millis()).ok());
    object.optional("retry", &retry);
    object.end();
    writer.into_string()
}
