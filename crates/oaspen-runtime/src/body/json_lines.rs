//! JSON Lines, also called NDJSON: one JSON text a line. Blank lines are passed over, and the last
//! one may lack its end.

use bytes::{Buf, Bytes};

use super::records::{Limit, Record, data_record};
use super::stream_error::StreamError;

/// Writes a line. Compact JSON has no line break.
pub(super) fn encode_line(into: &mut Vec<u8>, json: &str) {
    into.extend_from_slice(json.as_bytes());
    into.push(b'\n');
}

/// Tells lines apart.
pub(super) struct LineSplitter {
    limit: Limit,
    line: Vec<u8>,
    is_first_line: bool,
}

impl LineSplitter {
    pub(super) fn new(limit: Limit) -> Self {
        Self {
            limit,
            line: Vec::new(),
            is_first_line: true,
        }
    }

    pub(super) fn push(&mut self, chunk: &mut Bytes) -> Result<Option<Record>, StreamError> {
        while !chunk.is_empty() {
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let piece = chunk.split_to(end.unwrap_or(chunk.len()));
            self.limit.check(self.line.len() + piece.len())?;
            if end.is_none() {
                self.line.extend_from_slice(&piece);
                break;
            }
            chunk.advance(1);
            if let Some(record) = self.take_line(piece) {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }

    pub(super) fn finish(&mut self) -> Option<Record> {
        self.take_line(Bytes::new())
    }

    /// What was kept of a line, and its last piece, which alone needs no copy.
    fn take_line(&mut self, piece: Bytes) -> Option<Record> {
        let mut line = if self.line.is_empty() {
            piece
        } else {
            self.line.extend_from_slice(&piece);
            Bytes::from(std::mem::take(&mut self.line))
        };
        if std::mem::take(&mut self.is_first_line) && line.starts_with(b"\xEF\xBB\xBF") {
            line.advance(3);
        }
        data_record(line)
    }
}
