//! Server-sent events (HTML §9.2.5, §9.2.6): writing one, and telling them apart.
//!
//! Lines end with LF, CR or CRLF. Comments and unknown fields are passed over, as is an event
//! without data, though its id and its time to wait hold. Bytes that are no UTF-8 are replaced.

use std::time::Duration;

use bytes::{Buf, Bytes};

use super::records::{Limit, Record};
use super::stream_error::StreamError;

/// Writes an event. Its data is split into lines, so a CR in it is read as LF.
///
/// # Errors
/// When the name or the id has characters that cannot stand there: they would begin another field.
pub(super) fn encode_event(
    into: &mut Vec<u8>,
    data: &str,
    (event, id): (Option<&str>, Option<&str>),
    retry: Option<Duration>,
) -> Result<(), StreamError> {
    for (name, value) in [("event", event), ("id", id)] {
        let Some(value) = value else { continue };
        if value.contains(['\r', '\n', '\0']) {
            return Err(StreamError::Unwritable);
        }
        push_field(into, name, value);
    }
    if let Some(retry) = retry {
        push_field(into, "retry", &retry.as_millis().to_string());
    }
    for line in data.replace("\r\n", "\n").split(['\n', '\r']) {
        push_field(into, "data", line);
    }
    into.push(b'\n');
    Ok(())
}

fn push_field(into: &mut Vec<u8>, name: &str, value: &str) {
    into.extend_from_slice(name.as_bytes());
    into.extend_from_slice(b": ");
    into.extend_from_slice(value.as_bytes());
    into.push(b'\n');
}

/// What keeps a connection open while there is nothing to tell.
#[cfg(feature = "server")]
pub(super) const COMMENT: &[u8] = b":\n\n";

/// Tells events apart.
pub(super) struct EventSplitter {
    limit: Limit,
    line: Vec<u8>,
    is_first_line: bool,
    after_cr: bool,
    data: Option<Vec<u8>>,
    event: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    last_id: Option<String>,
    last_retry: Option<Duration>,
}

impl EventSplitter {
    pub(super) fn new(limit: Limit) -> Self {
        Self {
            limit,
            line: Vec::new(),
            is_first_line: true,
            after_cr: false,
            data: None,
            event: None,
            id: None,
            retry: None,
            last_id: None,
            last_retry: None,
        }
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref().filter(|id| !id.is_empty())
    }

    pub(super) fn last_retry(&self) -> Option<Duration> {
        self.last_retry
    }

    pub(super) fn push(&mut self, chunk: &mut Bytes) -> Result<Option<Record>, StreamError> {
        while let Some(first) = chunk.first() {
            if std::mem::take(&mut self.after_cr) && *first == b'\n' {
                chunk.advance(1);
                continue;
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let piece = chunk.split_to(end.unwrap_or(chunk.len()));
            let data = self.data.as_ref().map_or(0, Vec::len);
            self.limit.check(self.line.len() + data + piece.len())?;
            self.line.extend_from_slice(&piece);
            if end.is_none() {
                break;
            }
            self.after_cr = chunk.get_u8() == b'\r';
            let line = std::mem::take(&mut self.line);
            if let Some(record) = self.take_line(&line) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// Takes a line without its end; an empty one ends the event.
    fn take_line(&mut self, line: &[u8]) -> Option<Record> {
        let line = match std::mem::take(&mut self.is_first_line) {
            true => line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line),
            false => line,
        };
        if line.is_empty() {
            return self.dispatch();
        }
        let mut halves = line.splitn(2, |byte| *byte == b':');
        let name = halves.next().unwrap_or_default();
        let value = halves.next().unwrap_or_default();
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => self.take_data(value),
            b"event" => self.event = Some(text(value)).filter(|name| !name.is_empty()),
            b"id" if !value.contains(&0) => self.id = Some(text(value)),
            b"retry" => self.retry = read_millis(value).or(self.retry),
            _ => {}
        }
        None
    }

    fn take_data(&mut self, value: &[u8]) {
        match &mut self.data {
            Some(data) => {
                data.push(b'\n');
                data.extend_from_slice(value);
            }
            None => self.data = Some(value.to_vec()),
        }
    }

    fn dispatch(&mut self) -> Option<Record> {
        let (event, id, retry) = (self.event.take(), self.id.take(), self.retry.take());
        self.last_id = id.clone().or(self.last_id.take());
        self.last_retry = retry.or(self.last_retry);
        let data = Bytes::from(self.data.take()?);
        Some(Record {
            data,
            event,
            id,
            retry,
        })
    }
}

fn text(value: &[u8]) -> String {
    String::from_utf8_lossy(value).into_owned()
}

/// HTML §9.2.6: a time of anything but digits is passed over.
fn read_millis(value: &[u8]) -> Option<Duration> {
    if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let millis = std::str::from_utf8(value).ok()?.parse().ok()?;
    Some(Duration::from_millis(millis))
}
