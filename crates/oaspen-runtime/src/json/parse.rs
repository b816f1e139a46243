//! JSON text to what a [`Tree`](super::tree::Tree) is made of: one list of values with exact numbers,
//! strings left in the text where they have no escapes, and a depth limit. The tokens are in
//! `scan.rs`.

use std::ops::Range;

use super::decode::DecodeResult;
use super::error::{DecodeError, ErrorKind, Position};
use super::keys::{self, KeySet};
use super::scan::{Broken, END, Fault, Scan, Scanner, Within};
use super::tree::{Kind, Node};

/// How deep arrays and objects may be nested.
pub(crate) const DEPTH_LIMIT: usize = 128;

const TOO_DEEP: &str = "nested more than 128 levels deep";

/// Bytes of text for each value in the first guess of how many values there are.
const BYTES_PER_VALUE: usize = 6;

/// Bytes as text.
pub(super) fn utf8(bytes: &[u8]) -> DecodeResult<&str> {
    std::str::from_utf8(bytes).map_err(|error| {
        let error_at = position(bytes, error.valid_up_to());
        DecodeError::new(ErrorKind::Syntax, "the text is not UTF-8").at(error_at)
    })
}

/// Reads JSON: its values, and the strings that do not stand in the text as they are.
pub(super) fn read(text: &str) -> DecodeResult<(Vec<Node>, String)> {
    if u32::try_from(text.len()).is_err() {
        let message = "the text is longer than 4 GiB";
        return Err(DecodeError::new(ErrorKind::Range, message));
    }
    let mut reader = Reader {
        text,
        scanner: Scanner::new(text),
        nodes: Vec::with_capacity(text.len() / BYTES_PER_VALUE + 1),
        depth: 0,
    };
    match reader.document() {
        Ok(()) => Ok((reader.nodes, reader.scanner.unescaped)),
        Err(Broken) => Err(reader.error()),
    }
}

struct Reader<'j> {
    text: &'j str,
    scanner: Scanner<'j>,
    nodes: Vec<Node>,
    depth: usize,
}

impl Reader<'_> {
    fn document(&mut self) -> Scan<()> {
        let first = self.scanner.peek();
        self.value(first)?;
        match self.scanner.peek() {
            END if self.scanner.is_at_end() => Ok(()),
            _ => Err(self.scanner.broken(Within::Value, "trailing characters")),
        }
    }

    /// A value, of which the first byte has been looked at.
    #[inline(always)]
    fn value(&mut self, first: u8) -> Scan<()> {
        match first {
            b'"' => {
                let (kind, inside) = self.scanner.string()?;
                self.push(kind, inside);
            }
            b'{' => return self.object(),
            b'[' => return self.array(),
            b'-' | b'0'..=b'9' => {
                let place = self.scanner.number()?;
                self.push(Kind::Number, place);
            }
            b'n' => self.word("null", Kind::Null)?,
            b't' => self.word("true", Kind::True)?,
            b'f' => self.word("false", Kind::False)?,
            _ => return Err(self.scanner.broken(Within::Value, "expected value")),
        }
        Ok(())
    }

    #[inline]
    fn word(&mut self, word: &'static str, kind: Kind) -> Scan<()> {
        self.scanner.word(word)?;
        self.push(kind, 0..0);
        Ok(())
    }

    #[inline(never)]
    fn array(&mut self) -> Scan<()> {
        let container = self.begin(Kind::Array)?;
        let mut held = 0;
        let mut first = self.scanner.peek();
        while first != b']' || held > 0 {
            match first {
                b']' => return Err(self.scanner.broken(Within::List, "trailing comma")),
                END if held == 0 => {
                    return Err(self.scanner.broken(Within::List, "expected value"));
                }
                _ => self.value(first)?,
            }
            held += 1;
            match self.scanner.peek() {
                b',' => {
                    self.scanner.pass();
                    first = self.scanner.peek();
                }
                b']' => break,
                _ => return Err(self.scanner.broken(Within::List, "expected `,` or `]`")),
            }
        }
        self.end(container, held);
        Ok(())
    }

    #[inline(never)]
    fn object(&mut self) -> Scan<()> {
        let container = self.begin(Kind::Object)?;
        let mut held = 0;
        let mut keys = KeySet::default();
        let mut repeats = false;
        let mut first = self.scanner.peek();
        while first != b'}' || held > 0 {
            repeats |= !keys.insert(self.key(first)?);
            let first_of_value = self.scanner.peek();
            self.value(first_of_value)?;
            held += 1;
            match self.scanner.peek() {
                b',' => {
                    self.scanner.pass();
                    first = self.scanner.peek();
                }
                b'}' => break,
                _ => return Err(self.scanner.broken(Within::Object, "expected `,` or `}`")),
            }
        }
        self.end(container, held);
        if let Some(node) = self.nodes.get_mut(container) {
            node.digest = repeats.into();
        }
        Ok(())
    }

    /// A key and its colon; the digest of the key.
    #[inline(always)]
    fn key(&mut self, first: u8) -> Scan<u16> {
        match first {
            b'"' => {}
            b'}' => return Err(self.scanner.broken(Within::Object, "trailing comma")),
            _ => return Err(self.scanner.broken(Within::Object, "key must be a string")),
        }
        let (kind, inside) = self.scanner.string()?;
        let whole = if kind == Kind::Unescaped {
            &self.scanner.unescaped
        } else {
            self.text
        };
        let key = whole.as_bytes().get(inside.clone()).unwrap_or_default();
        let digest = keys::digest(key);
        self.push_key(kind, digest, inside);
        if self.scanner.peek() != b':' {
            return Err(self.scanner.broken(Within::Object, "expected `:`"));
        }
        self.scanner.pass();
        Ok(digest)
    }

    /// Begins an array or object, and says its place in the list.
    fn begin(&mut self, kind: Kind) -> Scan<usize> {
        if self.depth == DEPTH_LIMIT {
            return Err(self.scanner.fault(ErrorKind::Depth, TOO_DEEP));
        }
        self.depth += 1;
        self.scanner.pass();
        let container = self.nodes.len();
        self.push(kind, 0..0);
        Ok(container)
    }

    /// Ends it, at its last bracket.
    fn end(&mut self, container: usize, held: u32) {
        self.scanner.pass();
        let after = place_of(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(container) {
            (node.start, node.end) = (held, after);
        }
        self.depth -= 1;
    }

    #[inline]
    fn push(&mut self, kind: Kind, place: Range<usize>) {
        self.push_key(kind, 0, place);
    }

    #[inline]
    fn push_key(&mut self, kind: Kind, digest: u16, place: Range<usize>) {
        self.nodes.push(Node {
            kind,
            digest,
            start: place_of(place.start),
            end: place_of(place.end),
        });
    }

    #[cold]
    fn error(&self) -> DecodeError {
        // Nothing is broken without a fault.
        let fault = self.scanner.fault.unwrap_or(Fault {
            kind: ErrorKind::Syntax,
            message: "the text is no JSON",
            at: 0,
        });
        let position = position(self.text.as_bytes(), fault.at);
        DecodeError::new(fault.kind, fault.message).at(position)
    }
}

/// Places in the text fit, which was checked, and so do places in the tree: there are no more
/// values than bytes.
const fn place_of(place: usize) -> u32 {
    place as u32
}

/// Lines end with a line feed; columns count bytes.
fn position(bytes: &[u8], offset: usize) -> Position {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line_start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |place| place + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    Position {
        line,
        column: before.len() - line_start + 1,
        offset,
    }
}
