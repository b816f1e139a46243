//! Writing a request: what an operation's `encode` says, gathered with everything that is wrong
//! with it.

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::token_cache::Wanted;
use crate::body::{
    Body, EventData, EventStream, Framing, ItemStream, MultipartWriter, encode_form,
    encode_text_body,
};
use crate::json::{Encode, Value, encode_value, to_string, to_vec};
use crate::param::{
    Encoding, ParameterError, ParameterFault, encode_component, encode_cookie, encode_header,
    escape_character, push_pair, write_path, write_query,
};

/// Takes the parts of a request.
#[derive(Debug, Default)]
pub struct RequestWriter {
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) cookies: Vec<String>,
    pub(super) body: Body,
    pub(super) accept: &'static [&'static str],
    /// The operation's own server, if it has one.
    pub(super) server: Option<&'static str>,
    /// Tokens that are asked for when the request is sent.
    pub(super) tokens: Vec<Wanted>,
    pub(super) faults: Vec<String>,
}

impl RequestWriter {
    /// Says that the operation has a server of its own, by its URL.
    pub fn server(&mut self, url: &'static str) {
        self.server = Some(url);
    }

    /// Adds a piece of the path template as it is.
    pub fn literal(&mut self, text: &str) {
        self.path.push_str(text);
    }

    /// Adds a path parameter.
    pub fn path(&mut self, name: &str, encoding: Encoding, value: &dyn Encode) {
        let before = self.path.len();
        let written = tree(name, value)
            .and_then(|value| write_path(&mut self.path, name, encoding, &value))
            .and_then(|()| match self.path.len() > before {
                true => Ok(()),
                // RFC 6570 would write nothing, but `/users/` is not `/users/{id}`.
                false => Err(ParameterFault::Empty.of(name)),
            });
        self.keep(written);
    }

    /// Adds a path parameter that `end` follows in its segment, and then another parameter: the
    /// character that `end` begins with is escaped in the value, so that it ends where it should.
    pub fn path_until(&mut self, end: &str, name: &str, encoding: Encoding, value: &dyn Encode) {
        let before = self.path.len();
        self.path(name, encoding, value);
        if let Some(first) = end.chars().next() {
            let written = self.path.split_off(before);
            self.path.push_str(&escape_character(&written, first));
        }
    }

    /// Adds a path parameter of JSON.
    pub fn path_json(&mut self, _name: &str, value: &dyn Encode) {
        self.path.push_str(&encode_component(&to_string(value)));
    }

    /// Adds a query parameter; nothing when there is no value.
    pub fn query(&mut self, name: &str, encoding: Encoding, value: &dyn Encode) {
        let written = tree(name, value)
            .and_then(|value| write_query(&mut self.query, name, encoding, &value));
        self.keep(written);
    }

    /// Adds to the query what every request of the operation has there.
    pub fn query_text(&mut self, name: &str, text: &str) {
        self.push_query(&encode_component(name), &encode_component(text));
    }

    /// Adds a query parameter of JSON; nothing when there is no value.
    pub fn query_json(&mut self, name: &str, value: &dyn Encode) {
        if let Some(text) = json_text(value) {
            self.push_query(&encode_component(name), &encode_component(&text));
        }
    }

    /// Makes JSON the query; nothing when there is no value. OAS 3.2 §4.12.1.
    pub fn query_string_json(&mut self, value: &dyn Encode) {
        if let Some(text) = json_text(value) {
            self.push_query_text(&encode_component(&text));
        }
    }

    /// Makes a form the query; nothing when there is no value. `encodings` lists the properties with
    /// an encoding of their own.
    pub fn query_string_form(
        &mut self,
        name: &str,
        value: &dyn Encode,
        encodings: &[(&str, Encoding)],
    ) {
        let form = tree(name, value).and_then(|value| {
            // Absent, not empty.
            if value == Value::Null {
                return Ok(String::new());
            }
            encode_form(&value, encodings)
        });
        if let Some(form) = self.keep(form).filter(|form| !form.is_empty()) {
            self.push_query_text(&form);
        }
    }

    fn push_query_text(&mut self, text: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(text);
    }

    /// Adds a header; nothing when there is no value.
    pub fn header(&mut self, name: &str, encoding: Encoding, value: &dyn Encode) {
        let text = tree(name, value).and_then(|value| encode_header(name, encoding, &value));
        if let Some(Some(text)) = self.keep(text) {
            self.push_header(name, &text);
        }
    }

    /// Adds a header of JSON; nothing when there is no value.
    pub fn header_json(&mut self, name: &str, value: &dyn Encode) {
        if let Some(text) = json_text(value) {
            self.push_header(name, &text);
        }
    }

    /// Adds a cookie; nothing when there is no value.
    pub fn cookie(&mut self, name: &str, encoding: Encoding, value: &dyn Encode) {
        let pairs = tree(name, value).and_then(|value| encode_cookie(name, encoding, &value));
        let pairs = self.keep(pairs).unwrap_or_default();
        self.cookies
            .extend(pairs.iter().map(|(name, value)| format!("{name}={value}")));
    }

    /// Adds a cookie of JSON; nothing when there is no value.
    pub fn cookie_json(&mut self, name: &str, value: &dyn Encode) {
        if let Some(text) = json_text(value) {
            self.cookies.push(format!(
                "{}={}",
                encode_component(name),
                encode_component(&text)
            ));
        }
    }

    /// Sets a JSON body.
    pub fn json(&mut self, media_type: &'static str, value: &dyn Encode) {
        let body = Body::bytes(to_vec(value));
        if media_type.contains('*') {
            self.set_body(media_type, body);
        } else {
            self.set_content(static_value(media_type), body);
        }
    }

    /// Sets an urlencoded body. `encodings` lists the properties with an encoding of their own.
    pub fn form(&mut self, media_type: &str, value: &dyn Encode, encodings: &[(&str, Encoding)]) {
        let form = tree("body", value).and_then(|value| encode_form(&value, encodings));
        if let Some(form) = self.keep(form) {
            self.set_body(media_type, Body::bytes(form));
        }
    }

    /// Sets a text body, in UTF-8.
    pub fn text(&mut self, media_type: &str, value: &dyn Encode) {
        let text = tree("body", value).and_then(|value| {
            encode_text_body(media_type, &value).map_err(|fault| fault.of("body"))
        });
        if let Some((content_type, text)) = self.keep(text) {
            self.set_body(&content_type, Body::bytes(text));
        }
    }

    /// Sets a body of bytes. Of a range, such as `image/*`, the caller sets the `Content-Type`.
    pub fn bytes(&mut self, media_type: &str, bytes: &Bytes) {
        self.set_body(media_type, Body::bytes(bytes.clone()));
    }

    /// Sets a body of bytes as they come. Of a range, such as `image/*`, the caller sets the
    /// `Content-Type`.
    pub fn stream(&mut self, media_type: &str, body: &Body) {
        self.set_body(media_type, body.take());
    }

    /// Sets a body of lines of JSON.
    pub fn json_lines<T: Encode + Send + 'static>(
        &mut self,
        media_type: &str,
        items: &ItemStream<T>,
    ) {
        self.set_body(media_type, items.take().encode(Framing::Lines));
    }

    /// Sets a body of a sequence of JSON texts.
    pub fn json_sequence<T: Encode + Send + 'static>(
        &mut self,
        media_type: &str,
        items: &ItemStream<T>,
    ) {
        self.set_body(media_type, items.take().encode(Framing::Sequence));
    }

    /// Sets a body of events with data of JSON.
    pub fn events<T: Encode + Send + 'static>(
        &mut self,
        media_type: &str,
        events: &EventStream<T>,
    ) {
        self.set_body(media_type, events.take().encode(EventData::Json));
    }

    /// Sets a body of events with data of text.
    pub fn text_events<T: Encode + Send + 'static>(
        &mut self,
        media_type: &str,
        events: &EventStream<T>,
    ) {
        self.set_body(media_type, events.take().encode(EventData::Text));
    }

    /// Sets a body of events, each of which as a whole is a `T`.
    pub fn whole_events<T: Encode + Send + 'static>(
        &mut self,
        media_type: &str,
        items: &ItemStream<T>,
    ) {
        self.set_body(media_type, items.take().encode(Framing::Events));
    }

    /// Sets a multipart body.
    pub fn multipart(&mut self, media_type: &str, form: MultipartWriter) {
        let form = form.finish(media_type);
        if let Some((content_type, body)) = self.keep(form) {
            self.set_body(&content_type, body);
        }
    }

    /// Sets what can be decoded, in order of preference.
    pub fn accept(&mut self, media_types: &'static [&'static str]) {
        self.accept = media_types;
    }

    /// Sets the body and its media type; of a range, the first thing that it can mean.
    pub(super) fn set_body(&mut self, media_type: &str, body: Body) {
        let content_type = if media_type.contains('*') {
            "application/octet-stream"
        } else {
            media_type
        };
        self.set_content(HeaderValue::from_str(content_type).ok(), body);
    }

    /// Sets the body and the value that is to be its `Content-Type`.
    fn set_content(&mut self, content_type: Option<HeaderValue>, body: Body) {
        match content_type {
            Some(content_type) => {
                self.headers.insert(CONTENT_TYPE, content_type);
            }
            None => self
                .faults
                .push("the media type of the body is malformed".to_owned()),
        }
        self.body = body;
    }

    /// Adds an encoded pair to the query.
    pub(super) fn push_query(&mut self, name: &str, value: &str) {
        push_pair(&mut self.query, name, value);
    }

    fn push_header(&mut self, name: &str, text: &str) {
        if insert_header(&mut self.headers, name, text).is_none() {
            self.faults
                .push(ParameterFault::Characters.of(name).to_string());
        }
    }

    fn keep<T>(&mut self, result: Result<T, ParameterError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                self.faults.push(error.to_string());
                None
            }
        }
    }
}

fn tree(name: &str, value: &dyn Encode) -> Result<Value<'static>, ParameterError> {
    encode_value(value).map_err(|_| ParameterFault::Nested.of(name))
}

/// `None` for `null`.
fn json_text(value: &dyn Encode) -> Option<String> {
    Some(to_string(value)).filter(|text| text != "null")
}

/// Sets a header; `None` when its name or value is malformed. Text beyond ASCII goes as UTF-8.
/// Every value may be a secret, but those of these two names are one.
pub(super) fn insert_header(headers: &mut HeaderMap, name: &str, value: &str) -> Option<()> {
    let name = HeaderName::try_from(name).ok()?;
    let mut value = HeaderValue::from_bytes(value.as_bytes()).ok()?;
    value.set_sensitive(name == AUTHORIZATION || name == COOKIE);
    headers.insert(name, value);
    Some(())
}

/// A header of literal text, without copying it.
pub(super) fn static_value(text: &'static str) -> Option<HeaderValue> {
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}
