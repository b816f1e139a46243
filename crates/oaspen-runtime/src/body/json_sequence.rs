//! JSON text sequences (RFC 7464): each JSON text stands between a record separator and a line
//! feed. A text is given as soon as its line feed is there, so a stream does not lag behind by one.

use bytes::{Buf, Bytes};

use super::records::{Limit, Record, data_record};
use super::stream_error::StreamError;

/// RFC 7464 §2.2.
const SEPARATOR: u8 = 0x1E;

/// Writes a record.
pub(super) fn encode_record(into: &mut Vec<u8>, json: &str) {
    into.push(SEPARATOR);
    into.extend_from_slice(json.as_bytes());
    into.push(b'\n');
}

/// Tells records apart.
pub(super) struct SequenceSplitter {
    limit: Limit,
    text: Vec<u8>,
    depth: usize,
    in_string: bool,
    after_backslash: bool,
}

impl SequenceSplitter {
    pub(super) fn new(limit: Limit) -> Self {
        Self {
            limit,
            text: Vec::new(),
            depth: 0,
            in_string: false,
            after_backslash: false,
        }
    }

    pub(super) fn push(&mut self, chunk: &mut Bytes) -> Result<Option<Record>, StreamError> {
        while !chunk.is_empty() {
            let end = chunk.iter().position(|byte| self.ends(*byte));
            let piece = chunk.split_to(end.unwrap_or(chunk.len()));
            self.limit.check(self.text.len() + piece.len())?;
            self.text.extend_from_slice(&piece);
            if end.is_none() {
                break;
            }
            chunk.advance(1);
            if let Some(record) = self.finish() {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    /// What has come of a record. When it is cut off, reading it fails (RFC 7464 §2.3): a number
    /// that the end of the body cuts off cannot be told from a whole one and is given.
    pub(super) fn finish(&mut self) -> Option<Record> {
        (self.depth, self.in_string, self.after_backslash) = (0, false, false);
        data_record(Bytes::from(std::mem::take(&mut self.text)))
    }

    /// Whether a byte ends the text: a separator, or a line feed outside of arrays, objects and
    /// strings.
    fn ends(&mut self, byte: u8) -> bool {
        if byte == SEPARATOR {
            return true;
        }
        if std::mem::take(&mut self.after_backslash) {
            return false;
        }
        match byte {
            b'"' => self.in_string = !self.in_string,
            b'\\' => self.after_backslash = self.in_string,
            b'[' | b'{' if !self.in_string => self.depth += 1,
            b']' | b'}' if !self.in_string => self.depth = self.depth.saturating_sub(1),
            b'\n' => return self.depth == 0 && !self.in_string,
            _ => {}
        }
        false
    }
}
