//! Writing multipart bodies. The boundary is made of the content, so that the same parts give
//! the same bytes, and never occurs in it.

use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::{Bytes, BytesMut};
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::Part;
use crate::body::Parts;
use crate::json::{Encode, Value, encode_value, to_string};
use crate::param::{ParameterError, ParameterFault, scalar_text};

/// Gathers the parts of a multipart body. What goes wrong is told by [`MultipartWriter::finish`].
#[derive(Clone, Debug, Default)]
pub struct MultipartWriter {
    parts: Vec<Part>,
    errors: Vec<ParameterError>,
}

impl MultipartWriter {
    /// Without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes, as files that have the field's name.
    pub fn bytes(&mut self, name: &str, media_type: &str, parts: &impl Parts) {
        let mut bodies = Vec::new();
        parts.each(&mut |body| bodies.push(body.clone()));
        for body in bodies {
            self.add(Part::new(name, body).filename(name), media_type);
        }
    }

    /// Adds values as text; a list as one part per item, `null` not at all.
    pub fn text(&mut self, name: &str, media_type: &str, value: &dyn Encode) {
        for value in self.values(name, value) {
            match scalar_text(&value) {
                Ok(text) => self.add(Part::new(name, text), media_type),
                Err(fault) => self.errors.push(fault.of(name)),
            }
        }
    }

    /// Adds values as JSON; a list as one part per item, `null` not at all.
    pub fn json(&mut self, name: &str, media_type: &str, value: &dyn Encode) {
        for value in self.values(name, value) {
            self.add(Part::new(name, to_string(&value)), media_type);
        }
    }

    /// Adds a part made by hand.
    pub fn part(&mut self, part: Part) {
        self.parts.push(part);
    }

    fn add(&mut self, mut part: Part, media_type: &str) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => {
                part.headers.insert(CONTENT_TYPE, media_type);
                self.parts.push(part);
            }
            Err(_) => self.errors.push(ParameterFault::Characters.of(&part.name)),
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

    /// The content type, which names the boundary, and the body.
    ///
    /// # Errors
    /// The first field that could not be written.
    pub fn finish(self, media_type: &str) -> Result<(String, Bytes), ParameterError> {
        if let Some(error) = self.errors.into_iter().next() {
            return Err(error);
        }
        let boundary = make_boundary(&self.parts);
        let mut body = BytesMut::new();
        for part in &self.parts {
            write_part(&mut body, &boundary, part);
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((format!("{media_type}; boundary={boundary}"), body.freeze()))
    }
}

fn write_part(body: &mut BytesMut, boundary: &str, part: &Part) {
    let mut head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"",
        escape(&part.name)
    );
    if let Some(filename) = &part.filename {
        head.push_str(&format!("; filename=\"{}\"", escape(filename)));
    }
    body.extend_from_slice(head.as_bytes());
    for (name, value) in &part.headers {
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(name.as_str().as_bytes());
        body.extend_from_slice(b": ");
        body.extend_from_slice(value.as_bytes());
    }
    body.extend_from_slice(b"\r\n\r\n");
    body.extend_from_slice(&part.body);
    body.extend_from_slice(b"\r\n");
}

/// As browsers do (HTML §4.10.21.8).
fn escape(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A boundary that no part's content has.
fn make_boundary(parts: &[Part]) -> String {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        part.body.hash(&mut hasher);
    }
    loop {
        let boundary = format!("oaspen-{:016x}", hasher.finish());
        if !parts
            .iter()
            .any(|part| contains(&part.body, boundary.as_bytes()))
        {
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
