//! Reading multipart bodies. Hostile input costs time linear in its length, and the number of
//! parts and the size of their headers are limited.

use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::Part;
#[cfg(feature = "server")]
use crate::body::choose_media_type;
use crate::body::{File, MediaType, Parts, TextError, decode_text_body};
use crate::json::{Decode, DecodeError, Mode, Value, decode_text, decode_value, read_value};
use crate::param::{Shape, decode_percent};

/// What a multipart body may cost.
#[derive(Clone, Copy, Debug)]
pub struct MultipartLimits {
    /// How many parts there may be.
    pub parts: usize,
    /// How many bytes the headers of one part may have.
    pub headers: usize,
}

impl Default for MultipartLimits {
    fn default() -> Self {
        Self {
            parts: 1024,
            headers: 16 * 1024,
        }
    }
}

/// The parts of a multipart body.
#[derive(Clone, Debug)]
pub struct Multipart {
    parts: Vec<Part>,
    mode: Mode,
    /// What the last part is as a file, where its content did not fit in memory.
    last: Option<File>,
}

impl Multipart {
    /// Reads a body. Values are decoded strictly unless [`Multipart::with_mode`] says otherwise.
    ///
    /// # Errors
    /// When the content type has no boundary, the body is malformed, or a limit is passed.
    pub fn read(
        content_type: &str,
        body: &Bytes,
        limits: MultipartLimits,
    ) -> Result<Self, MultipartError> {
        let boundary = boundary_of(content_type)?;
        let parts = read_parts(body, &format!("\r\n--{boundary}"), limits)?;
        Ok(Self::with_last(parts, Mode::Strict, None))
    }

    pub(super) fn with_last(parts: Vec<Part>, mode: Mode, last: Option<File>) -> Self {
        Self { parts, mode, last }
    }

    /// The same parts, values decoded in another mode.
    #[must_use]
    pub fn with_mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// All parts in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The parts of a name, in order.
    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Part> {
        self.parts.iter().filter(move |part| part.name == name)
    }

    /// The bytes of a field that must be there, unless `P` allows for none.
    ///
    /// # Errors
    /// When it is absent or repeated where it may not.
    pub fn bytes<P: Parts>(&self, name: &str) -> Result<P, MultipartError> {
        let mut files: Vec<File> = self.named(name).map(file_of).collect();
        let last = self.last.as_ref().filter(|_| self.is_last(name));
        if let (Some(last), Some(file)) = (last, files.last_mut()) {
            file.clone_from(last);
        }
        let absent = files.is_empty();
        P::gather(files).ok_or_else(|| {
            if absent {
                self.missing(name)
            } else if last.is_some() && P::NEEDS_BYTES {
                MultipartError::TooLarge(name.to_owned())
            } else {
                MultipartError::Repeated(name.to_owned())
            }
        })
    }

    /// Whether the last part has this name.
    fn is_last(&self, name: &str) -> bool {
        self.parts.last().is_some_and(|part| part.name == name)
    }

    /// Checks that the parts of a name have these headers.
    ///
    /// # Errors
    /// The first that a part does not have.
    #[cfg(feature = "server")]
    pub(crate) fn check_headers(
        &self,
        name: &str,
        headers: &[&'static str],
    ) -> Result<(), MultipartError> {
        let lacking = |part: &Part| {
            let mut headers = headers.iter();
            headers.find(|header| !part.headers.contains_key(**header))
        };
        match self.named(name).find_map(lacking) {
            None => Ok(()),
            Some(header) => Err(MultipartError::Header {
                name: name.to_owned(),
                header,
            }),
        }
    }

    /// What to say of a field that must be there and is not.
    pub(crate) fn missing(&self, name: &str) -> MultipartError {
        match self.last {
            Some(_) => MultipartError::Unread(name.to_owned()),
            None => MultipartError::Missing(name.to_owned()),
        }
    }

    /// Checks that the parts of a name are of one of these media types, if they say of which they are. (RFC 7578 §4.4:
    /// what they are that say nothing is not known.)
    ///
    /// # Errors
    /// The first that is of another.
    #[cfg(feature = "server")]
    pub(crate) fn check_media_types(
        &self,
        name: &str,
        media_types: &[&'static str],
    ) -> Result<(), MultipartError> {
        let is_other = |part: &&Part| {
            let told = part.content_type();
            !told.is_empty() && choose_media_type(media_types, told).is_none()
        };
        match self.named(name).find(is_other) {
            None => Ok(()),
            Some(_) => Err(MultipartError::MediaType {
                name: name.to_owned(),
                allowed: media_types.join(", "),
            }),
        }
    }

    /// The bytes of a field.
    ///
    /// # Errors
    /// When it is repeated where it may not.
    pub fn optional_bytes<P: Parts>(&self, name: &str) -> Result<Option<P>, MultipartError> {
        self.bytes(name)
    }

    /// A field of text that must be there.
    ///
    /// # Errors
    /// When it is absent, repeated where it may not, or not a `T`.
    pub fn text<T: Decode>(&self, name: &str, shape: Shape) -> Result<T, MultipartError> {
        self.optional_text(name, shape)?
            .ok_or_else(|| self.missing(name))
    }

    /// A field of text.
    ///
    /// # Errors
    /// When it is repeated where it may not, or not a `T`.
    pub fn optional_text<T: Decode>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, MultipartError> {
        let Some(value) = self.text_tree(name, shape)? else {
            return Ok(None);
        };
        decode_text(&value, self.mode)
            .map(Some)
            .map_err(field_error(name))
    }

    /// A field of JSON that must be there.
    ///
    /// # Errors
    /// When it is absent, repeated where it may not, or not a `T`.
    pub fn json<T: Decode>(&self, name: &str, shape: Shape) -> Result<T, MultipartError> {
        self.optional_json(name, shape)?
            .ok_or_else(|| self.missing(name))
    }

    /// A field of JSON.
    ///
    /// # Errors
    /// When it is repeated where it may not, or not a `T`.
    pub fn optional_json<T: Decode>(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<T>, MultipartError> {
        let Some(value) = self.json_tree(name, shape)? else {
            return Ok(None);
        };
        decode_value(&value, self.mode)
            .map(Some)
            .map_err(field_error(name))
    }

    /// The tree of a field of text.
    pub(crate) fn text_tree(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<Value<'_>>, MultipartError> {
        self.value(name, shape, read_text_part)
    }

    /// The tree of a field of JSON.
    pub(crate) fn json_tree(
        &self,
        name: &str,
        shape: Shape,
    ) -> Result<Option<Value<'_>>, MultipartError> {
        self.value(name, shape, read_json_part)
    }

    /// The tree of the parts of a name. A single part that is a list counts as the whole list.
    fn value<'a>(
        &'a self,
        name: &str,
        shape: Shape,
        read: fn(&'a Part) -> Result<Value<'a>, MultipartError>,
    ) -> Result<Option<Value<'a>>, MultipartError> {
        if self.last.is_some() && self.is_last(name) {
            return Err(MultipartError::TooLarge(name.to_owned()));
        }
        let parts = self.parts.iter().filter(|part| part.name == name);
        let mut values = parts.map(read).collect::<Result<Vec<_>, _>>()?;
        match (shape, values.as_slice()) {
            (_, []) => Ok(None),
            (Shape::Scalar | Shape::Object, [_]) | (Shape::Array, [Value::Array(_)]) => {
                Ok(values.pop())
            }
            (Shape::Array, [_, ..]) => Ok(Some(Value::Array(values))),
            (Shape::Scalar | Shape::Object, [_, _, ..]) => {
                Err(MultipartError::Repeated(name.to_owned()))
            }
        }
    }
}

/// The boundary that a content type names.
pub(super) fn boundary_of(content_type: &str) -> Result<String, MultipartError> {
    MediaType::parse(content_type)
        .filter(|media_type| media_type.kind().eq_ignore_ascii_case("multipart"))
        .and_then(|media_type| media_type.parameter("boundary"))
        // RFC 2046 §5.1.1: 1 to 70 characters.
        .filter(|boundary| (1..=70).contains(&boundary.len()))
        .ok_or(MultipartError::Boundary)
}

/// A part as a file; the bytes are shared.
pub(super) fn file_of(part: &Part) -> File {
    let content_type = part.content_type();
    let mut file = File::new(part.body.clone());
    file.file_name.clone_from(&part.filename);
    file.content_type = Some(content_type.to_owned()).filter(|text| !text.is_empty());
    file.headers = part.headers.clone();
    file.headers.remove(CONTENT_TYPE);
    file
}

fn read_text_part(part: &Part) -> Result<Value<'_>, MultipartError> {
    decode_text_body(part.content_type(), &part.body).map_err(|error| MultipartError::Text {
        name: part.name.clone(),
        error,
    })
}

fn read_json_part(part: &Part) -> Result<Value<'_>, MultipartError> {
    read_value(&part.body).map_err(field_error(&part.name))
}

fn field_error(name: &str) -> impl Fn(DecodeError) -> MultipartError {
    move |error| MultipartError::Field {
        name: name.to_owned(),
        error,
    }
}

fn read_parts(
    body: &Bytes,
    delimiter: &str,
    limits: MultipartLimits,
) -> Result<Vec<Part>, MultipartError> {
    let delimiter = delimiter.as_bytes();
    let first = delimiter.strip_prefix(b"\r\n").unwrap_or(delimiter);
    let mut rest = if body.starts_with(first) {
        body.slice(first.len()..)
    } else {
        // RFC 2046 §5.1.1: what comes before the first delimiter is ignored.
        split_once(body, delimiter)
            .ok_or(MultipartError::Malformed("no part"))?
            .1
    };
    let mut parts = Vec::new();
    while !rest.starts_with(b"--") {
        if parts.len() == limits.parts {
            return Err(MultipartError::TooManyParts(limits.parts));
        }
        let after_line = split_once(&rest, b"\r\n")
            .filter(|(padding, _)| padding.iter().all(|byte| matches!(byte, b' ' | b'\t')))
            .ok_or(MultipartError::Malformed("no line end after a boundary"))?
            .1;
        let (head, content) = split_head(&after_line, limits.headers)?;
        let (content, next) = split_once(&content, delimiter)
            .ok_or(MultipartError::Malformed("a part without end"))?;
        parts.push(read_part(&head, content)?);
        rest = next;
    }
    Ok(parts)
}

fn split_head(bytes: &Bytes, limit: usize) -> Result<(Bytes, Bytes), MultipartError> {
    if let Some(content) = bytes.strip_prefix(b"\r\n") {
        return Ok((Bytes::new(), bytes.slice_ref(content)));
    }
    let window = bytes.slice(..bytes.len().min(limit.saturating_add(4)));
    let (head, _) =
        split_once(&window, b"\r\n\r\n").ok_or(MultipartError::Malformed("headers without end"))?;
    let content = bytes.slice(head.len() + 4..);
    Ok((head, content))
}

/// Where `at` starts.
pub(super) fn find(bytes: &[u8], at: &[u8]) -> Option<usize> {
    let first = at.first()?;
    let mut start = 0;
    loop {
        let rest = bytes.get(start..)?;
        start += rest.iter().position(|byte| byte == first)?;
        if bytes.get(start..)?.starts_with(at) {
            return Some(start);
        }
        start += 1;
    }
}

fn split_once(bytes: &Bytes, at: &[u8]) -> Option<(Bytes, Bytes)> {
    let start = find(bytes, at)?;
    Some((bytes.slice(..start), bytes.slice(start + at.len()..)))
}

fn read_part(head: &[u8], body: Bytes) -> Result<Part, MultipartError> {
    decode_part_head(head).map(|part| Part { body, ..part })
}

/// A part without its content.
pub(super) fn decode_part_head(head: &[u8]) -> Result<Part, MultipartError> {
    let malformed = MultipartError::Malformed("a header that is none");
    let mut headers = HeaderMap::new();
    let mut disposition = "";
    let head = std::str::from_utf8(head).map_err(|_| malformed.clone())?;
    for line in head.split("\r\n").filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or(malformed.clone())?;
        let name = HeaderName::try_from(name).map_err(|_| malformed.clone())?;
        // Not kept as a header: names of fields are sent with any character but quotes and line ends, so with control
        // characters too (HTML Standard, "Multipart form data"), which no `HeaderValue` has.
        if name == CONTENT_DISPOSITION {
            disposition = value.trim();
            continue;
        }
        let value = HeaderValue::from_bytes(value.trim().as_bytes());
        headers.append(name, value.map_err(|_| malformed.clone())?);
    }
    let parameter = |name| disposition_parameter(disposition, name);
    // Other kinds than form-data need not name their parts.
    let name = parameter("name").unwrap_or_default();
    Ok(Part {
        name,
        filename: extended_parameter(disposition, "filename*").or_else(|| parameter("filename")),
        headers,
        body: Bytes::new(),
    })
}

fn disposition_parameter(disposition: &str, name: &str) -> Option<String> {
    raw_parameter(disposition, name).map(|value| unescape(&value))
}

fn raw_parameter(disposition: &str, name: &str) -> Option<String> {
    let (_, parameters) = disposition.split_once(';')?;
    let mut parameters = MediaType::parameters_of(parameters);
    let found = parameters.find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value)
}

/// RFC 8187 §3.2. RFC 7578 §4.2 has none of these, but some clients of Python and .NET send file names so,
/// beside or instead of those that all understand.
fn extended_parameter(disposition: &str, name: &str) -> Option<String> {
    let value = raw_parameter(disposition, name)?;
    let (charset, rest) = value.split_once('\'')?;
    let (_, text) = rest.split_once('\'')?;
    let text = decode_percent(text).filter(|_| charset.eq_ignore_ascii_case("utf-8"))?;
    Some(text.into_owned())
}

/// What browsers escape, and nothing else.
fn unescape(name: &str) -> String {
    name.replace("%22", "\"")
        .replace("%0D", "\r")
        .replace("%0A", "\n")
}

/// Why a multipart body, or a field of it, could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MultipartError {
    /// The content type is not multipart, or names no boundary.
    Boundary,
    /// The body is not made as RFC 2046 says.
    Malformed(&'static str),
    /// There are more parts than allowed.
    TooManyParts(usize),
    /// A field that must be there is not.
    Missing(String),
    /// A field that may be there once is there more often.
    Repeated(String),
    /// A field is too large to be held, and may not be a stream.
    TooLarge(String),
    /// A field comes behind the one that is a stream, or would have to.
    Unread(String),
    /// A part lacks a header that it must have.
    Header {
        /// The field's name.
        name: String,
        /// The header's name.
        header: &'static str,
    },
    /// A field is of another media type than allowed.
    MediaType {
        /// The field's name.
        name: String,
        /// The media types that are allowed.
        allowed: String,
    },
    /// A field's bytes are not text.
    Text {
        /// The field's name.
        name: String,
        /// What is wrong with its bytes.
        error: TextError,
    },
    /// A field's value is not what its schema asks for.
    Field {
        /// The field's name.
        name: String,
        /// What is wrong with its value.
        error: DecodeError,
    },
}

impl MultipartError {
    /// Whether there is more than allowed.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self, Self::TooManyParts(_) | Self::TooLarge(_))
    }
}

impl fmt::Display for MultipartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boundary => formatter.write_str("the content type names no boundary"),
            Self::Malformed(what) => write!(formatter, "the multipart body is malformed: {what}"),
            Self::TooManyParts(limit) => write!(formatter, "there are more than {limit} parts"),
            Self::Missing(name) => write!(formatter, "field `{name}` is missing"),
            Self::Repeated(name) => write!(formatter, "field `{name}` is given more than once"),
            Self::TooLarge(name) => write!(formatter, "field `{name}` is too large"),
            Self::Unread(name) => write!(
                formatter,
                "field `{name}` does not come before a file that is too large to be held"
            ),
            Self::MediaType { name, allowed } => {
                write!(formatter, "field `{name}` is of the types {allowed}")
            }
            Self::Header { name, header } => {
                write!(formatter, "field `{name}` has no header `{header}`")
            }
            Self::Text { name, error } => write!(formatter, "field `{name}`: {error}"),
            Self::Field { name, error } => write!(formatter, "field `{name}`: {error}"),
        }
    }
}

impl std::error::Error for MultipartError {}
