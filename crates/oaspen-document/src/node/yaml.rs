//! Events of the YAML parser → [`Node`].
//!
//! The parser knows syntax only. Here values get their types, mappings their unique keys, aliases
//! their copies. The tree is built on an explicit stack, so no text can exhaust the call stack.

use std::borrow::Cow;

use indexmap::IndexMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StructureStyle, Tag};
use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Sink, Span};

use super::hint;
use super::{Entry, Node, Value, merge, scalar, unprintable};

/// How deep values may nest.
const DEPTH_LIMIT: usize = 200;
/// How many values the aliases of one file may add: so many, and a few more for each byte of it.
const ALIAS_BUDGET: usize = 100_000;
const ALIAS_BUDGET_PER_BYTE: usize = 4;
/// How many values the aliases of the largest file may add.
const ALIAS_LIMIT: usize = 1_000_000;
/// How many bytes of text weigh as much as a value.
const BYTES_PER_VALUE: usize = 64;
/// How long the keys on the way to a collection may be together, in bytes: every object that is
/// read remembers its pointer.
const PATH_LIMIT: usize = 1 << 12;
/// How long a key may be; YAML says 1024, JSON has no limit.
const KEY_LIMIT: usize = 1 << 16;

/// Which of the two languages the author wrote.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Yaml,
    Json,
}

/// A reported problem after which the rest of the text means nothing.
struct Stop;

/// A collection whose end has not come yet.
struct Frame {
    start: usize,
    flow: bool,
    anchor: usize,
    /// The length of the keys that lead here.
    path: usize,
    content: Content,
}

impl Frame {
    /// The length of the keys that lead to the value that comes next.
    fn path_of_next(&self) -> usize {
        match &self.content {
            Content::List(_) | Content::Map { key: None, .. } => self.path,
            Content::Map { key: Some(key), .. } => self.path + key.text.len(),
        }
    }
}

enum Content {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        /// For each entry, whether its key is the merge key.
        merges: Vec<bool>,
        key: Option<Key>,
    },
}

struct Key {
    text: String,
    span: Span,
    merge: bool,
}

/// A scalar as the parser gives it.
struct Scalar<'t> {
    text: &'t str,
    /// Whether it stands without quotes.
    plain: bool,
    tag: Option<&'t Tag>,
    span: Span,
}

/// What an alias stands for.
struct Anchored {
    node: Node,
    size: usize,
    depth: usize,
}

struct Builder<'a> {
    sink: &'a mut Sink,
    file: FileId,
    text: &'a str,
    dialect: Dialect,
    stack: Vec<Frame>,
    anchors: IndexMap<usize, Anchored>,
    /// How many values aliases may still add.
    budget: usize,
    root: Option<Node>,
    documents: usize,
}

/// Reads one YAML document.
pub(super) fn read_yaml(
    sink: &mut Sink,
    file: FileId,
    text: &str,
    dialect: Dialect,
) -> Option<Node> {
    let options = granit_parser::options! {
        simple_key_max_lookahead: KEY_LIMIT,
        flow_nesting_limit: DEPTH_LIMIT + 1,
        block_nesting_limit: DEPTH_LIMIT + 1,
    };
    let mut builder = Builder {
        sink,
        file,
        text,
        dialect,
        stack: Vec::new(),
        anchors: IndexMap::new(),
        budget: ALIAS_LIMIT.min(ALIAS_BUDGET + text.len().saturating_mul(ALIAS_BUDGET_PER_BYTE)),
        root: None,
        documents: 0,
    };
    let parsed = match dialect {
        Dialect::Json => unprintable::cover(text),
        Dialect::Yaml => Cow::Borrowed(text),
    };
    for event in Parser::new_from_str_with_options(&parsed, options) {
        let step = match event {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => builder.syntax_error(&error),
        };
        if step.is_err() {
            return None;
        }
    }
    let Some(root) = builder.root.filter(|root| !root.is_null()) else {
        let span = Span::new(file, 0, 0);
        sink.push(
            Diagnostic::new(Code::SyntaxError, "the document is empty").at(span, &Pointer::root()),
        );
        return None;
    };
    Some(root)
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, span: granit_parser::Span) -> Result<(), Stop> {
        let range = span.byte_range().unwrap_or(0..0);
        match event {
            Event::DocumentStart(..) => self.document_start(range.start),
            Event::Scalar(text, style, anchor, tag) => {
                let place = self.scalar_span(range, style);
                self.check_tag(tag.as_deref(), &span, place)?;
                let uncovered = self.uncovered(place);
                let scalar = Scalar {
                    text: uncovered.as_deref().unwrap_or(&text),
                    plain: matches!(style, ScalarStyle::Plain),
                    tag: tag.as_deref(),
                    span: place,
                };
                self.scalar(&scalar, anchor)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), &span, self.span(range.start, range.end))?;
                self.open(range.start, style, anchor, Content::List(Vec::new()))
            }
            Event::MappingStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), &span, self.span(range.start, range.end))?;
                let content = Content::Map {
                    entries: Vec::new(),
                    merges: Vec::new(),
                    key: None,
                };
                self.open(range.start, style, anchor, content)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Alias(id) => self.alias(id, self.span(range.start, range.end)),
            // Comments and stream marks carry no value. The enum is the parser's and may grow.
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentEnd
            | Event::Anchor(..)
            | Event::UnresolvedAlias(_)
            | _ => Ok(()),
        }
    }

    /// What a text of JSON says that the parser has seen covered.
    fn uncovered(&self, span: Span) -> Option<String> {
        match self.dialect {
            Dialect::Json => {
                unprintable::uncover(self.text.get(span.start as usize..span.end as usize)?)
            }
            Dialect::Yaml => None,
        }
    }

    fn document_start(&mut self, offset: usize) -> Result<(), Stop> {
        self.documents += 1;
        if self.documents == 1 {
            return Ok(());
        }
        let span = self.span(offset, offset + 3);
        self.stop(
            Code::SyntaxError,
            span,
            "a second YAML document begins here; a file holds one",
        )
    }

    /// Block scalars end with line breaks that are no part of what people mean by the value.
    fn scalar_span(&self, range: std::ops::Range<usize>, style: ScalarStyle) -> Span {
        let end = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => self
                .text
                .get(range.clone())
                .map_or(range.end, |slice| range.start + slice.trim_end().len()),
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => range.end,
        };
        self.span(range.start, end)
    }

    fn scalar(&mut self, scalar: &Scalar<'_>, anchor: usize) -> Result<(), Stop> {
        let Scalar {
            text,
            plain,
            tag,
            span,
        } = *scalar;
        if self.expects_key() {
            let merge = plain && text == "<<" && self.dialect == Dialect::Yaml;
            if anchor != 0 {
                let value = Value::String(text.to_owned());
                self.remember(anchor, &Node { span, value });
            }
            self.set_key(text.to_owned(), span, merge);
            return Ok(());
        }
        let value = match tag {
            None if plain => scalar::read_plain(text),
            None => Ok(Value::String(text.to_owned())),
            Some(tag) => self.tagged(tag, text, span)?,
        };
        let Ok(value) = value else {
            let message = format!("`{text}` is a number that JSON cannot write");
            return self.stop(Code::SyntaxError, span, message);
        };
        self.complete(Node { span, value }, anchor)
    }

    /// A scalar under one of the core schema's own tags.
    fn tagged(&mut self, tag: &Tag, text: &str, span: Span) -> Result<Result<Value, ()>, Stop> {
        let expected = match tag.core_suffix() {
            None | Some("str") => return Ok(Ok(Value::String(text.to_owned()))),
            Some(other) => other.to_owned(),
        };
        let value = scalar::read_plain(text);
        let fits = match (&value, expected.as_str()) {
            (Err(()), "float") => true,
            (Ok(Value::Null), "null") | (Ok(Value::Bool(_)), "bool") => true,
            (Ok(Value::Number(_)), "int" | "float") => true,
            (_, _) => false,
        };
        if fits {
            return Ok(value);
        }
        self.stop(
            Code::SyntaxError,
            span,
            format!("`{text}` is not a value of `!!{expected}`"),
        )
    }

    fn check_tag(
        &mut self,
        tag: Option<&Tag>,
        parser_span: &granit_parser::Span,
        fallback: Span,
    ) -> Result<(), Stop> {
        let Some(tag) = tag else { return Ok(()) };
        // `!` alone only says that the value is not to be resolved.
        if tag.is_yaml_core_schema() || tag.original() == "!" {
            return Ok(());
        }
        let span = parser_span
            .tag_span()
            .and_then(|span| span.byte_range())
            .map_or(fallback, |range| self.span(range.start, range.end));
        let message = format!("the tag `{}` has no meaning here", tag.original());
        self.sink.push(
            Diagnostic::new(Code::SyntaxError, message)
                .at(span, &self.pointer())
                .help(
                    "write the plain value; no tag is ever executed and no file is included by one",
                ),
        );
        Err(Stop)
    }

    fn open(
        &mut self,
        start: usize,
        style: StructureStyle,
        anchor: usize,
        content: Content,
    ) -> Result<(), Stop> {
        let span = self.span(start, start + 1);
        if self.expects_key() {
            let message = "a key must be a scalar, not a collection";
            return self.stop(Code::SyntaxError, span, message);
        }
        if self.stack.len() >= DEPTH_LIMIT {
            return self.too_deep(span);
        }
        let path = self.stack.last().map_or(0, Frame::path_of_next);
        if path > PATH_LIMIT {
            let message = format!("the keys that lead here are longer than {PATH_LIMIT} bytes");
            self.sink
                .push(Diagnostic::new(Code::DepthLimit, message).at(span, &Pointer::root()));
            return Err(Stop);
        }
        self.stack.push(Frame {
            start,
            flow: matches!(style, StructureStyle::Flow),
            anchor,
            path,
            content,
        });
        Ok(())
    }

    fn close(&mut self, event_end: usize) -> Result<(), Stop> {
        let pointer = self.pointer_within(self.stack.len().saturating_sub(1));
        let Some(frame) = self.stack.pop() else {
            return Ok(());
        };
        let last = match &frame.content {
            Content::List(items) => items.last().map(|item| item.span.end),
            Content::Map { entries, .. } => entries.last().map(|entry| entry.value.span.end),
        };
        // The end event of a block collection stands before the next token, lines below.
        let end = match last {
            Some(last) if !frame.flow => (last as usize).max(frame.start),
            Some(_) | None => event_end,
        };
        let span = self.span(frame.start, end);
        let value = match frame.content {
            Content::List(items) => Value::List(items),
            Content::Map {
                entries, merges, ..
            } => Value::Map(self.mapping(&pointer, entries, &merges, span)?),
        };
        self.complete(Node { span, value }, frame.anchor)
    }

    fn mapping(
        &mut self,
        pointer: &Pointer,
        entries: Vec<Entry>,
        merges: &[bool],
        span: Span,
    ) -> Result<Vec<Entry>, Stop> {
        if !merges.contains(&true) {
            return Ok(merge::check_unique(self.sink, pointer, entries));
        }
        let Some(merged) = merge::merge(entries, merges) else {
            let message = "the merge key `<<` takes a mapping or a list of mappings";
            return self.stop(Code::SyntaxError, span, message);
        };
        Ok(merge::check_unique(self.sink, pointer, merged))
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(), Stop> {
        let Some(anchored) = self.anchors.get(&id) else {
            let message = "this alias stands inside the value that it names";
            return self.stop(Code::SyntaxError, span, message);
        };
        let Some(budget) = self.budget.checked_sub(anchored.size) else {
            let message = "aliases expand to far more values than the file holds";
            return self.stop(Code::DepthLimit, span, message);
        };
        self.budget = budget;
        if self.stack.len() + anchored.depth > DEPTH_LIMIT {
            return self.too_deep(span);
        }
        let node = anchored.node.clone();
        self.place(node, Some(span))
    }

    /// A finished value: remembered under its anchor, then put where it belongs.
    fn complete(&mut self, node: Node, anchor: usize) -> Result<(), Stop> {
        if anchor != 0 {
            self.remember(anchor, &node);
        }
        self.place(node, None)
    }

    fn remember(&mut self, anchor: usize, node: &Node) {
        let (size, depth) = measure(node);
        let node = node.clone();
        self.anchors.insert(anchor, Anchored { node, size, depth });
    }

    fn place(&mut self, node: Node, alias: Option<Span>) -> Result<(), Stop> {
        if self.expects_key() {
            let span = alias.unwrap_or(node.span);
            let text = match node.value {
                Value::Null => String::new(),
                Value::Bool(value) => value.to_string(),
                Value::Number(text) | Value::String(text) => text,
                Value::List(_) | Value::Map(_) => {
                    let message = "a key must be a scalar, not a collection";
                    return self.stop(Code::SyntaxError, span, message);
                }
            };
            self.set_key(text, span, false);
            return Ok(());
        }
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map {
                entries,
                merges,
                key,
            }) => {
                if let Some(key) = key.take() {
                    merges.push(key.merge);
                    entries.push(Entry {
                        key: key.text,
                        key_span: key.span,
                        value: node,
                    });
                }
            }
        }
        Ok(())
    }

    fn expects_key(&self) -> bool {
        matches!(
            self.stack.last().map(|frame| &frame.content),
            Some(Content::Map { key: None, .. })
        )
    }

    fn set_key(&mut self, text: String, span: Span, merge: bool) {
        if let Some(Frame {
            content: Content::Map { key, .. },
            ..
        }) = self.stack.last_mut()
        {
            *key = Some(Key { text, span, merge });
        }
    }

    /// Where the value or key stands that comes next.
    fn pointer(&self) -> Pointer {
        self.pointer_within(self.stack.len())
    }

    /// Where the collection stands that is open within this many others.
    fn pointer_within(&self, frames: usize) -> Pointer {
        let frames = self.stack.iter().take(frames);
        frames.fold(Pointer::root(), |pointer, frame| match &frame.content {
            Content::List(items) => pointer.index(items.len()),
            Content::Map { key: Some(key), .. } => pointer.join(&key.text),
            Content::Map { key: None, .. } => pointer,
        })
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let length = self.text.len();
        let start = start.min(length);
        Span::new(self.file, to_u32(start), to_u32(end.clamp(start, length)))
    }

    fn too_deep<T>(&mut self, span: Span) -> Result<T, Stop> {
        let message = format!("values are nested more than {DEPTH_LIMIT} deep");
        self.stop(Code::DepthLimit, span, message)
    }

    fn stop<T>(&mut self, code: Code, span: Span, message: impl Into<String>) -> Result<T, Stop> {
        let pointer = self.pointer();
        self.sink
            .push(Diagnostic::new(code, message).at(span, &pointer));
        Err(Stop)
    }

    fn syntax_error(&mut self, error: &ScanError) -> Result<(), Stop> {
        let offset = error.marker().byte_offset().unwrap_or(self.text.len());
        let width = self
            .text
            .get(offset..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let span = self.span(offset, offset + width);
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return self.too_deep(span);
        }
        let language = match self.dialect {
            Dialect::Yaml => "YAML",
            Dialect::Json => "JSON",
        };
        let message = format!("this is not valid {language}: {}", error.info());
        let mut diagnostic = Diagnostic::new(Code::SyntaxError, message).at(span, &self.pointer());
        let before = self.text.get(..offset).unwrap_or_default();
        if let Some(help) = hint::way_out(&error.info(), before) {
            diagnostic = diagnostic.help(help);
        }
        self.sink.push(diagnostic);
        Err(Stop)
    }
}

/// How many values a tree holds, long texts as several, and how deep it is.
fn measure(node: &Node) -> (usize, usize) {
    let weight = |text: &str| text.len() / BYTES_PER_VALUE;
    let children: Vec<(usize, &Node)> = match &node.value {
        Value::List(items) => items.iter().map(|item| (0, item)).collect(),
        Value::Map(entries) => {
            let weighed = entries
                .iter()
                .map(|entry| (weight(&entry.key), &entry.value));
            weighed.collect()
        }
        Value::Number(text) | Value::String(text) => return (1 + weight(text), 0),
        Value::Null | Value::Bool(_) => return (1, 0),
    };
    let (size, depth) = children
        .into_iter()
        .fold((1, 0), |(size, depth), (key, child)| {
            let (more, deep) = measure(child);
            (size + key + more, depth.max(deep))
        });
    (size, depth + 1)
}

fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
