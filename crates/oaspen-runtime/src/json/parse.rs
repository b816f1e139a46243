//! JSON text to what a [`Tree`](super::tree::Tree) is made of. The tokens are `jiter`'s; what is ours
//! is the list of values, exact numbers, strings left in the text where they have no escapes, and a
//! depth limit.

use std::ops::Range;

use jiter::{Jiter, JiterError, JiterErrorType, JiterResult, JsonErrorType, Peek};

use super::decode::DecodeResult;
use super::error::{DecodeError, ErrorKind, Position};
use super::keys::{self, KeySet};
use super::tree::{Kind, Node};

/// How deep arrays and objects may be nested.
pub(crate) const DEPTH_LIMIT: usize = 128;

/// Bytes of text for each value in the first guess of how many values there are.
const BYTES_PER_VALUE: usize = 10;

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
        jiter: Jiter::new(text.as_bytes()),
        nodes: Vec::with_capacity(text.len() / BYTES_PER_VALUE + 1),
        unescaped: String::new(),
        tape: Vec::new(),
        escape: escape_after(text, 0),
        depth: 0,
    };
    match reader.document() {
        Ok(()) => Ok((reader.nodes, reader.unescaped)),
        Err(error) if error.error_type == TOO_DEEP => {
            let message = format!("nested more than {DEPTH_LIMIT} levels deep");
            let depth = DecodeError::new(ErrorKind::Depth, message);
            Err(depth.at(position(text.as_bytes(), error.index)))
        }
        Err(error) => Err(syntax_error(text, &error)),
    }
}

/// What `jiter` would say where it counts depth itself.
const TOO_DEEP: JiterErrorType = JiterErrorType::JsonError(JsonErrorType::RecursionLimitExceeded);

struct Reader<'j> {
    text: &'j str,
    jiter: Jiter<'j>,
    nodes: Vec<Node>,
    unescaped: String,
    /// What `jiter` needs to resolve escapes.
    tape: Vec<u8>,
    /// Where the first backslash is that has not been passed; they only stand in strings.
    escape: usize,
    depth: usize,
}

impl Reader<'_> {
    fn document(&mut self) -> JiterResult<()> {
        let peek = self.jiter.peek()?;
        self.value(peek)?;
        self.jiter.finish()
    }

    #[inline(always)]
    fn value(&mut self, peek: Peek) -> JiterResult<()> {
        match peek {
            Peek::String => {
                let inside = place_in(self.text, self.jiter.known_bytes()?);
                self.string(inside)
            }
            Peek::Array => self.array(),
            Peek::Object => self.object(),
            Peek::Null => {
                self.jiter.known_null()?;
                self.push(Kind::Null, 0..0);
                Ok(())
            }
            Peek::True | Peek::False => {
                let kind = if self.jiter.known_bool(peek)? {
                    Kind::True
                } else {
                    Kind::False
                };
                self.push(kind, 0..0);
                Ok(())
            }
            _ => {
                let start = self.jiter.current_index();
                self.jiter.known_number_bytes(peek)?;
                self.push(Kind::Number, start..self.jiter.current_index());
                Ok(())
            }
        }
    }

    #[inline(never)]
    fn array(&mut self) -> JiterResult<()> {
        let container = self.begin(Kind::Array)?;
        let mut held = 0;
        let mut next = self.jiter.known_array()?;
        while let Some(peek) = next {
            self.value(peek)?;
            held += 1;
            next = self.jiter.array_step()?;
        }
        self.end(container, held);
        Ok(())
    }

    #[inline(never)]
    fn object(&mut self) -> JiterResult<()> {
        let container = self.begin(Kind::Object)?;
        let mut held = 0;
        let mut keys = KeySet::default();
        let mut repeats = false;
        let mut next = self.jiter.next_object_bytes()?;
        while let Some(key) = next {
            let inside = place_in(self.text, key);
            let digest = keys::digest(key);
            let digest = self.key(inside, digest)?;
            repeats |= !keys.insert(digest);
            let peek = self.jiter.peek()?;
            self.value(peek)?;
            held += 1;
            next = self.jiter.next_key_bytes()?;
        }
        self.end(container, held);
        if let Some(node) = self.nodes.get_mut(container) {
            node.digest = repeats.into();
        }
        Ok(())
    }

    /// Begins an array or object, and says its place.
    fn begin(&mut self, kind: Kind) -> JiterResult<usize> {
        if self.depth == DEPTH_LIMIT {
            return Err(JiterError {
                error_type: TOO_DEEP,
                index: self.jiter.current_index(),
            });
        }
        self.depth += 1;
        let container = self.nodes.len();
        self.push(kind, 0..0);
        Ok(container)
    }

    fn end(&mut self, container: usize, held: u32) {
        let after = place_of(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(container) {
            node.after = after;
            node.end = held;
        }
        self.depth -= 1;
    }

    /// A key and its digest, unless escapes make it another.
    #[inline]
    fn key(&mut self, inside: Range<usize>, digest: u16) -> JiterResult<u16> {
        if self.escape < inside.end {
            let start = self.unescaped.len();
            self.string_with_escapes(inside)?;
            let key = self.unescaped.as_bytes().get(start..);
            let digest = keys::digest(key.unwrap_or_default());
            if let Some(node) = self.nodes.last_mut() {
                node.digest = digest;
            }
            return Ok(digest);
        }
        self.push_key(Kind::String, digest, inside);
        Ok(digest)
    }

    #[inline]
    fn string(&mut self, inside: Range<usize>) -> JiterResult<()> {
        if self.escape < inside.end {
            return self.string_with_escapes(inside);
        }
        self.push(Kind::String, inside);
        Ok(())
    }

    #[inline(never)]
    fn string_with_escapes(&mut self, inside: Range<usize>) -> JiterResult<()> {
        self.escape = escape_after(self.text, inside.end);
        // With its quotation marks.
        let quoted = inside.start.saturating_sub(1)..inside.end + 1;
        let quoted = self.text.as_bytes().get(quoted).unwrap_or_default();
        let mut jiter = Jiter::with_tape(quoted, std::mem::take(&mut self.tape));
        let start = self.unescaped.len();
        self.unescaped.push_str(jiter.known_str()?);
        self.tape = jiter.into_tape();
        self.push(Kind::Unescaped, start..self.unescaped.len());
        Ok(())
    }

    #[inline]
    fn push(&mut self, kind: Kind, place: Range<usize>) {
        self.push_key(kind, 0, place);
    }

    #[inline]
    fn push_key(&mut self, kind: Kind, digest: u16, place: Range<usize>) {
        let after = place_of(self.nodes.len() + 1);
        self.nodes.push(Node {
            kind,
            digest,
            start: place_of(place.start),
            end: place_of(place.end),
            after,
        });
    }
}

/// Where a part of the text stands in it.
#[inline]
fn place_in(text: &str, part: &[u8]) -> Range<usize> {
    let start = part.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
    start..start.wrapping_add(part.len())
}

/// Where the first backslash from a place on is; after the text if there is
/// none. Looks at many bytes at once, which compilers turn into vector instructions.
fn escape_after(text: &str, place: usize) -> usize {
    let rest = text.as_bytes().get(place..).unwrap_or_default();
    let is_escape = |byte: &u8| *byte == b'\\';
    let is_free = |bytes: &&[u8; 64]| !bytes.iter().fold(false, |any, byte| any | is_escape(byte));
    let (blocks, _) = rest.as_chunks();
    let free = blocks.iter().take_while(is_free).count() * 64;
    let found = rest
        .get(free..)
        .and_then(|rest| rest.iter().position(is_escape));
    found.map_or(usize::MAX, |distance| place + free + distance)
}

/// Places in the text fit, which was checked, and so do places in the tree: there are no more
/// values than bytes.
const fn place_of(place: usize) -> u32 {
    place as u32
}

#[cold]
fn syntax_error(text: &str, error: &JiterError) -> DecodeError {
    let is_word = error.error_type == JiterErrorType::JsonError(JsonErrorType::ExpectedSomeIdent);
    let message = if is_word {
        "expected `null`, `true` or `false`".to_owned()
    } else {
        error.error_type.to_string()
    };
    let message = message.replace("EOF while parsing", "the text ends within");
    DecodeError::new(ErrorKind::Syntax, message).at(position(text.as_bytes(), error.index))
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
