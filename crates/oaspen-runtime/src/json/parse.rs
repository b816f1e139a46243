//! JSON text to what a [`Tree`](super::tree::Tree) is made of. What is JSON and where its values
//! stand is `nojson`'s work; ours is how far each reaches, and what is said about text that is not
//! JSON.

use nojson::{JsonParseError, JsonValueKind, RawJson, RawJsonValue};

use super::decode::DecodeResult;
use super::error::{DecodeError, ErrorKind, Position};
use super::tree::{Kind, Node};

/// How deep arrays and objects may be nested: `nojson`'s own limit, which a test holds it to.
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

/// Reads JSON: the parser's index of its values, and a node for each of them.
pub(super) fn read(text: &str) -> DecodeResult<(RawJson<'_>, Vec<Node>)> {
    if u32::try_from(text.len()).is_err() {
        let message = "the text is longer than 4 GiB";
        return Err(DecodeError::new(ErrorKind::Range, message));
    }
    let json = RawJson::parse(text).map_err(|error| refusal(text, &error))?;
    let mut reader = Reader {
        text,
        nodes: Vec::with_capacity(text.len() / BYTES_PER_VALUE + 1),
        open: Vec::new(),
        escape: 0,
    };
    reader.find_escape(0);
    let mut index = 0;
    while let Some(value) = json.get_value_by_index(index) {
        reader.value(value);
        index += 1;
    }
    reader.close_before(u32::MAX);
    Ok((json, reader.nodes))
}

struct Reader<'j> {
    text: &'j str,
    nodes: Vec<Node>,
    /// The containers that have not ended: their place, and where they end in the text.
    open: Vec<(usize, u32)>,
    /// Where the next backslash is in the text. They stand in strings only.
    escape: u32,
}

impl Reader<'_> {
    fn value(&mut self, value: RawJsonValue<'_, '_>) {
        let start = place_of(value.position());
        self.close_before(start);
        let end = start + place_of(value.as_raw_str().len());
        let after = place_of(self.nodes.len()) + 1;
        let node = |kind| Node {
            kind,
            start,
            end,
            after,
        };
        let node = match value.kind() {
            JsonValueKind::Null => node(Kind::Null),
            JsonValueKind::Boolean => node(Kind::Boolean),
            JsonValueKind::Integer => node(Kind::Integer),
            JsonValueKind::Float => node(Kind::Number),
            JsonValueKind::String => Node {
                kind: self.string(end),
                start: start + 1,
                end: end - 1,
                after,
            },
            JsonValueKind::Array => {
                self.open.push((self.nodes.len(), end));
                node(Kind::Array)
            }
            JsonValueKind::Object => {
                self.open.push((self.nodes.len(), end));
                node(Kind::Object)
            }
        };
        self.nodes.push(node);
    }

    /// Which kind of string it is that is the next to end, there.
    fn string(&mut self, end: u32) -> Kind {
        if self.escape >= end {
            return Kind::String;
        }
        self.find_escape(end);
        Kind::Escaped
    }

    fn find_escape(&mut self, from: u32) {
        let rest = self.text.get(from as usize..).unwrap_or_default();
        self.escape = rest
            .find('\\')
            .map_or(u32::MAX, |place| from + place_of(place));
    }

    /// Ends the containers whose text ends before this place. A container holds the values up to
    /// the first one that stands after its text.
    fn close_before(&mut self, start: u32) {
        while let Some((container, _)) = self.open.pop_if(|(_, end)| *end <= start) {
            let after = place_of(self.nodes.len());
            if let Some(node) = self.nodes.get_mut(container) {
                node.after = after;
            }
        }
    }
}

/// Places in the text fit, and so do places in the tree: there are no more values than bytes.
fn place_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cold]
fn refusal(text: &str, error: &JsonParseError) -> DecodeError {
    let at = error.position();
    let (kind, message) = match error {
        JsonParseError::InvalidValue { .. } => (
            ErrorKind::Depth,
            format!("nested more than {DEPTH_LIMIT} levels deep"),
        ),
        JsonParseError::UnexpectedEos { kind, .. } => (
            ErrorKind::Syntax,
            format!("the text ends within {}", name(*kind)),
        ),
        JsonParseError::UnexpectedTrailingChar { .. } => (
            ErrorKind::Syntax,
            format!("expected the end of the text, found {}", found(text, at)),
        ),
        JsonParseError::UnexpectedValueChar { kind, .. } => (
            ErrorKind::Syntax,
            format!("unexpected {} in {}", found(text, at), name(*kind)),
        ),
    };
    DecodeError::new(kind, message).at(position(text.as_bytes(), at))
}

/// The character at a place of the text.
fn found(text: &str, at: usize) -> String {
    match text.get(at..).and_then(|rest| rest.chars().next()) {
        Some(character) => format!("{character:?}"),
        None => "the end of the text".to_owned(),
    }
}

fn name(kind: Option<JsonValueKind>) -> &'static str {
    match kind {
        None => "a value",
        Some(JsonValueKind::Null | JsonValueKind::Boolean) => "`null`, `true` or `false`",
        Some(JsonValueKind::Integer | JsonValueKind::Float) => "a number",
        Some(JsonValueKind::String) => "a string",
        Some(JsonValueKind::Array) => "an array",
        Some(JsonValueKind::Object) => "an object",
    }
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
