//! Writing multipart bodies. The boundary is made of the content, so that the same parts give
//! the same bytes, and never occurs in it. Where a part is a stream, it is made of chance instead.

use std::hash::{DefaultHasher, Hash, Hasher};

use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::Part;
use super::join::{join_bodies, random_number};
use crate::body::{Body, Parts};
use crate::json::{Encode, Value, encode_value, to_string};
use crate::param::{ParameterError, ParameterFault, scalar_text};

/// Gathers the parts of a multipart body. What goes wrong is told by [`MultipartWriter::finish`].
#[derive(Debug, Default)]
pub struct MultipartWriter {
    parts: Vec<Written>,
    errors: Vec<ParameterError>,
}

/// A part whose content may be a stream, which is then not in its head.
#[derive(Debug)]
struct Written {
    head: Part,
    body: Body,
}

impl MultipartWriter {
    /// Without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds files, by the field's name and of this media type unless they have their own.
    pub fn bytes(&mut self, name: &str, media_type: &str, parts: &impl Parts) {
        parts.each(&mut |file| {
            let body = file.body();
            let media_type = file.content_type.as_deref().unwrap_or(media_type);
            let mut head = Part::new(name, "");
            head.filename = Some(file.file_name.unwrap_or_else(|| name.to_owned()));
            head.headers = file.headers;
            self.add((head, body), media_type);
        });
    }

    /// [`MultipartWriter::bytes`] of files that must have these headers.
    pub fn files(
        &mut self,
        name: &str,
        media_type: &str,
        headers: &[&'static str],
        parts: &impl Parts,
    ) {
        parts.each(&mut |file| {
            let lacking = headers
                .iter()
                .filter(|header| !file.headers.contains_key(**header));
            let lacking = lacking.map(|header| ParameterFault::LacksHeader(header).of(name));
            self.errors.extend(lacking);
        });
        self.bytes(name, media_type, parts);
    }

    /// Adds values as text; a list as one part per item, `null` not at all.
    pub fn text(&mut self, name: &str, media_type: &str, value: &dyn Encode) {
        for value in self.values(name, value) {
            match scalar_text(&value) {
                Ok(text) => self.add((Part::new(name, ""), text.into()), media_type),
                Err(fault) => self.errors.push(fault.of(name)),
            }
        }
    }

    /// Adds values as JSON; a list as one part per item, `null` not at all.
    pub fn json(&mut self, name: &str, media_type: &str, value: &dyn Encode) {
        for value in self.values(name, value) {
            self.add((Part::new(name, ""), to_string(&value).into()), media_type);
        }
    }

    /// Adds a part made by hand.
    pub fn part(&mut self, part: Part) {
        let body = Body::bytes(part.body.clone());
        self.parts.push(Written { head: part, body });
    }

    fn add(&mut self, (mut head, body): (Part, Body), media_type: &str) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => {
                head.headers.insert(CONTENT_TYPE, media_type);
                self.parts.push(Written { head, body });
            }
            Err(_) => self.errors.push(ParameterFault::Characters.of(&head.name)),
        }
    }

    fn values(&mut self, name: &str, value: &dyn Encode) -> Vec<Value<'static>> {
        match encode_value(value) {
            Ok(Value::Null) => Vec::new(),
            Ok(Value::Array(items)) => items,
            Ok(other) => vec![other],
            Err(_) => {
                self.errors.push(ParameterFault::NotJson.of(name));
                Vec::new()
            }
        }
    }

    /// The content type, which names the boundary, and the body: bytes, unless a part is a stream.
    ///
    /// # Errors
    /// The first field that could not be written.
    pub fn finish(self, media_type: &str) -> Result<(String, Body), ParameterError> {
        if let Some(error) = self.errors.into_iter().next() {
            return Err(error);
        }
        let boundary = make_boundary(&self.parts);
        let mut bodies = Vec::with_capacity(2 * self.parts.len() + 1);
        let mut line_end = "";
        for part in self.parts {
            let mut head = line_end.as_bytes().to_vec();
            write_head(&mut head, &boundary, &part.head);
            bodies.push(Body::bytes(head));
            bodies.push(part.body);
            line_end = "\r\n";
        }
        bodies.push(format!("{line_end}--{boundary}--\r\n").into());
        let content_type = format!("{media_type}; boundary={boundary}");
        Ok((content_type, join_bodies(bodies)))
    }
}

/// All of a part before its content.
fn write_head(head: &mut Vec<u8>, boundary: &str, part: &Part) {
    let name = escape(&part.name);
    let disposition = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"");
    head.extend_from_slice(disposition.as_bytes());
    if let Some(filename) = &part.filename {
        let filename = escape(filename);
        head.extend_from_slice(format!("; filename=\"{filename}\"").as_bytes());
    }
    for (name, value) in &part.headers {
        head.extend_from_slice(b"\r\n");
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
    }
    head.extend_from_slice(b"\r\n\r\n");
}

/// As browsers do (HTML §4.10.21.8).
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A boundary that no part's content has.
fn make_boundary(parts: &[Written]) -> String {
    let mut hasher = DefaultHasher::new();
    let mut contents = Vec::with_capacity(parts.len());
    let mut chance = String::new();
    for part in parts {
        match part.body.as_bytes() {
            Some(bytes) => contents.push(bytes),
            None if chance.is_empty() => {
                chance = format!("-{:016x}{:016x}", random_number(), random_number());
            }
            None => {}
        }
    }
    contents.hash(&mut hasher);
    loop {
        let boundary = format!("oaspen-{:016x}{chance}", hasher.finish());
        let is_free = |bytes: &&bytes::Bytes| !contains(bytes, boundary.as_bytes());
        if contents.iter().all(is_free) {
            return boundary;
        }
        boundary.hash(&mut hasher);
    }
}

fn contains(content: &[u8], boundary: &[u8]) -> bool {
    content
        .windows(boundary.len())
        .any(|window| window == boundary)
}
