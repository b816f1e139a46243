//! JSON text to what a [`Tree`](super::tree::Tree) is made of. The tokens are `jiter`'s; what is ours
//! is the list of values, exact numbers, strings left in the text where they have no escapes, and a
//! depth limit.

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use super::decode::DecodeResult;
use super::error::{DecodeError, ErrorKind, Position};
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
        nodes: Vec::with_capacity(text.len() / BYTES_PER_VALUE + 1),
        unescaped: String::new(),
        depth: 0,
    };
    match reader.document() {
        Ok(()) => Ok((reader.nodes, reader.unescaped)),
        Err(Failure::Syntax(error)) => Err(syntax_error(text, &error)),
        Err(Failure::Depth(offset)) => {
            let message = format!("nested more than {DEPTH_LIMIT} levels deep");
            let error = DecodeError::new(ErrorKind::Depth, message);
            Err(error.at(position(text.as_bytes(), offset)))
        }
    }
}

enum Failure {
    Syntax(JiterError),
    Depth(usize),
}

impl From<JiterError> for Failure {
    fn from(error: JiterError) -> Self {
        Self::Syntax(error)
    }
}

struct Reader<'j> {
    text: &'j str,
    nodes: Vec<Node>,
    unescaped: String,
    depth: usize,
}

impl<'j> Reader<'j> {
    fn document(&mut self) -> Result<(), Failure> {
        let mut jiter = Jiter::new(self.text.as_bytes());
        let peek = jiter.peek()?;
        self.value(&mut jiter, peek)?;
        Ok(jiter.finish()?)
    }

    fn value(&mut self, jiter: &mut Jiter<'j>, peek: Peek) -> Result<(), Failure> {
        match peek {
            Peek::String => {
                let string = jiter.known_str()?;
                self.string(string);
            }
            Peek::Null => {
                jiter.known_null()?;
                self.push(Kind::Null, 0, 0);
            }
            Peek::True | Peek::False => {
                let kind = if jiter.known_bool(peek)? {
                    Kind::True
                } else {
                    Kind::False
                };
                self.push(kind, 0, 0);
            }
            Peek::Array => self.nested(jiter, Kind::Array, Self::items)?,
            Peek::Object => self.nested(jiter, Kind::Object, Self::properties)?,
            _ => self.number(jiter, peek)?,
        }
        Ok(())
    }

    fn nested(
        &mut self,
        jiter: &mut Jiter<'j>,
        kind: Kind,
        read: fn(&mut Self, &mut Jiter<'j>) -> Result<u32, Failure>,
    ) -> Result<(), Failure> {
        if self.depth == DEPTH_LIMIT {
            return Err(Failure::Depth(jiter.current_index()));
        }
        self.depth += 1;
        let container = self.nodes.len();
        self.push(kind, 0, 0);
        let held = read(self, jiter)?;
        let after = place_of(self.nodes.len());
        if let Some(node) = self.nodes.get_mut(container) {
            node.after = after;
            node.end = held;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads items, and says how many.
    fn items(&mut self, jiter: &mut Jiter<'j>) -> Result<u32, Failure> {
        let mut held = 0;
        let mut next = jiter.known_array()?;
        while let Some(peek) = next {
            self.value(jiter, peek)?;
            held += 1;
            next = jiter.array_step()?;
        }
        Ok(held)
    }

    /// Reads properties, and says how many.
    fn properties(&mut self, jiter: &mut Jiter<'j>) -> Result<u32, Failure> {
        let mut held = 0;
        let mut next = jiter.known_object()?;
        while let Some(key) = next {
            self.string(key);
            let peek = jiter.peek()?;
            self.value(jiter, peek)?;
            held += 1;
            next = jiter.next_key()?;
        }
        Ok(held)
    }

    fn number(&mut self, jiter: &mut Jiter<'j>, peek: Peek) -> Result<(), Failure> {
        let start = jiter.current_index();
        jiter.known_number_bytes(peek)?;
        let end = jiter.current_index();
        let digits = self.text.as_bytes().get(start..end).unwrap_or_default();
        let plain = digits
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'-');
        let kind = if plain { Kind::Integer } else { Kind::Number };
        self.push(kind, start, end);
        Ok(())
    }

    /// A string without escapes is one that `jiter` hands out as a part of the text.
    fn string(&mut self, string: &str) {
        let start = string
            .as_ptr()
            .addr()
            .wrapping_sub(self.text.as_ptr().addr());
        if start < self.text.len() {
            self.push(Kind::String, start, start + string.len());
        } else {
            let start = self.unescaped.len();
            self.unescaped.push_str(string);
            self.push(Kind::Unescaped, start, self.unescaped.len());
        }
    }

    #[inline]
    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let after = place_of(self.nodes.len() + 1);
        let (start, end) = (place_of(start), place_of(end));
        self.nodes.push(Node {
            kind,
            start,
            end,
            after,
        });
    }
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
