//! JSON text to [`Value`]. The tokens are `jiter`'s; what is ours is the tree: exact numbers,
//! strings borrowed where the text has no escapes, a depth limit, unique keys.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use jiter::{Jiter, JiterError, JiterErrorType, JsonErrorType, Peek};

use super::decode::DecodeResult;
use super::error::{DecodeError, ErrorKind, Position};
use super::value::Value;

/// How deep arrays and objects may be nested.
pub(crate) const DEPTH_LIMIT: usize = 128;

/// Objects up to this size are searched for duplicate keys pair by pair, without hashing.
const SMALL_OBJECT: usize = 16;

/// Reads JSON from bytes.
///
/// Of duplicate keys the last one counts (RFC 8259 §4 leaves it open).
///
/// # Errors
/// When the bytes are not UTF-8, are not JSON, or are nested more than 128 levels deep.
pub fn read_value(bytes: &[u8]) -> DecodeResult<Value<'_>> {
    match std::str::from_utf8(bytes) {
        Ok(text) => read_text(text),
        Err(error) => {
            let error_at = position(bytes, error.valid_up_to());
            Err(DecodeError::new(ErrorKind::Syntax, "the text is not UTF-8").at(error_at))
        }
    }
}

/// [`read_value`] for text.
pub(crate) fn read_text(text: &str) -> DecodeResult<Value<'_>> {
    let mut parser = Parser {
        jiter: Jiter::new(text.as_bytes()),
        text,
        depth: 0,
    };
    parser.document().map_err(|failure| match failure {
        Failure::Syntax(error) => syntax_error(text, &error),
        Failure::Depth(offset) => {
            let message = format!("nested more than {DEPTH_LIMIT} levels deep");
            DecodeError::new(ErrorKind::Depth, message).at(position(text.as_bytes(), offset))
        }
    })
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

struct Parser<'j> {
    jiter: Jiter<'j>,
    text: &'j str,
    depth: usize,
}

impl<'j> Parser<'j> {
    fn document(&mut self) -> Result<Value<'j>, Failure> {
        let peek = self.jiter.peek()?;
        let value = self.value(peek)?;
        self.jiter.finish()?;
        Ok(value)
    }

    fn value(&mut self, peek: Peek) -> Result<Value<'j>, Failure> {
        match peek {
            Peek::Null => {
                self.jiter.known_null()?;
                Ok(Value::Null)
            }
            Peek::True | Peek::False => Ok(Value::Bool(self.jiter.known_bool(peek)?)),
            Peek::String => self.string().map(Value::String),
            Peek::Array => self.nested(Self::array),
            Peek::Object => self.nested(Self::object),
            _ => self.number(peek),
        }
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Value<'j>, Failure>,
    ) -> Result<Value<'j>, Failure> {
        if self.depth == DEPTH_LIMIT {
            return Err(Failure::Depth(self.jiter.current_index()));
        }
        self.depth += 1;
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn number(&mut self, peek: Peek) -> Result<Value<'j>, Failure> {
        let start = self.jiter.current_index();
        self.jiter.known_number_bytes(peek)?;
        let text = self
            .text
            .get(start..self.jiter.current_index())
            .unwrap_or_default();
        Ok(Value::Number(Cow::Borrowed(text)))
    }

    fn string(&mut self) -> Result<Cow<'j, str>, Failure> {
        let start = self.jiter.current_index();
        let string = self.jiter.known_str()?;
        Ok(borrow(self.text, start, string))
    }

    fn array(&mut self) -> Result<Value<'j>, Failure> {
        let mut items = Vec::new();
        let mut next = self.jiter.known_array()?;
        while let Some(peek) = next {
            items.push(self.value(peek)?);
            next = self.jiter.array_step()?;
        }
        Ok(Value::Array(items))
    }

    fn object(&mut self) -> Result<Value<'j>, Failure> {
        let mut entries = Vec::new();
        let mut start = self.key_start();
        let mut next = self.jiter.known_object()?;
        while let Some(key) = next {
            let key = borrow(self.text, start, key);
            let peek = self.jiter.peek()?;
            let value = self.value(peek)?;
            entries.push((key, value));
            start = self.key_start();
            next = self.jiter.next_key()?;
        }
        Ok(Value::Object(with_unique_keys(entries)))
    }

    /// Where the quote of the next key is, after at most one `{` or `,` among whitespace.
    fn key_start(&self) -> usize {
        let index = self.jiter.current_index();
        let rest = self.text.as_bytes().get(index..).unwrap_or_default();
        let skipped = rest
            .iter()
            .take_while(|byte| b" \r\t\n{,".contains(byte))
            .count();
        index + skipped
    }
}

/// The string whose opening quote is at `start`: out of the text when it stands there as it is,
/// else (it has escapes) a copy.
fn borrow<'j>(text: &'j str, start: usize, string: &str) -> Cow<'j, str> {
    let end = start + 1 + string.len();
    match text.get(start + 1..end) {
        // An escape is longer than what it stands for, so a string of the length up to the
        // closing quote has none.
        Some(raw) if text.as_bytes().get(end) == Some(&b'"') && raw == string => Cow::Borrowed(raw),
        Some(_) | None => Cow::Owned(string.to_owned()),
    }
}

type Entries<'j> = Vec<(Cow<'j, str>, Value<'j>)>;

/// Of entries with the same key, keeps the place of the first and the value of the last.
pub(crate) fn with_unique_keys(entries: Entries<'_>) -> Entries<'_> {
    if all_differ(&entries) {
        return entries;
    }
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::with_capacity(entries.len());
    let mut unique: Entries<'_> = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let place = *places.entry(key.clone()).or_insert(unique.len());
        match unique.get_mut(place) {
            Some(entry) => entry.1 = value,
            None => unique.push((key, value)),
        }
    }
    unique
}

fn all_differ(entries: &Entries<'_>) -> bool {
    if entries.len() > SMALL_OBJECT {
        let mut seen = HashSet::with_capacity(entries.len());
        return entries.iter().all(|(key, _)| seen.insert(key.as_ref()));
    }
    let mut rest = entries.as_slice();
    while let [(key, _), others @ ..] = rest {
        if others.iter().any(|(other, _)| other == key) {
            return false;
        }
        rest = others;
    }
    true
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
