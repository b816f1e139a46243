//! Parameters of a request. Names are those of the document; text is split by style and then read as what the type
//! asks for.

use http::StatusCode;

use super::Reader;
use crate::json::{self, Decode, DecodeError, Value};
use crate::param::{self, Encoding, Pairs, ParameterError, ParameterFault, Shape};
use crate::server::problem::{Location, Violation};
use crate::server::rejection::Rejection;

type Found = Result<Option<Value<'static>>, ParameterFault>;

impl Reader<'_> {
    /// A path parameter.
    /// `None`, with the reason told, when it is not a `T`.
    pub fn path<T: Decode>(&self, name: &str, encoding: Encoding, shape: Shape) -> Option<T> {
        let decode = |text| param::decode_path(name, encoding, shape, text).map(Some);
        self.required_styled(
            Location::Path,
            name,
            self.path_text(name).map_or(Ok(None), decode).map_err(fault),
        )
    }

    /// A query parameter that must be there.
    /// `None`, with the reason told, when it is missing or not a `T`.
    pub fn query<T: Decode>(&self, name: &str, encoding: Encoding, shape: Shape) -> Option<T> {
        self.joined(encoding).required_styled(
            Location::Query,
            name,
            self.query_value(name, encoding, shape),
        )
    }

    /// A query parameter.
    /// `None`, with the reason told, when it is there and not a `T`.
    pub fn optional_query<T: Decode>(
        &self,
        name: &str,
        encoding: Encoding,
        shape: Shape,
    ) -> Option<Option<T>> {
        self.joined(encoding).optional_styled(
            Location::Query,
            name,
            self.query_value(name, encoding, shape),
        )
    }

    /// A query parameter that is an exploded object: it has no name of its own in the query and takes every pair but
    /// those of the other parameters, which are named. Absent when there is none.
    /// `None`, with the reason told, when it is not a `T`.
    pub fn query_pairs<T: Decode>(&self, name: &str, others: &[&str]) -> Option<Option<T>> {
        let pairs = self.pairs().without(others);
        let value = param::decode_query(name, param::FORM, Shape::Object, &pairs);
        self.optional_styled(Location::Query, name, value.map_err(fault))
    }

    /// The same object, which must be there: without a pair of its own it is the empty object, which
    /// cannot be told from nothing.
    /// `None`, with the reason told, when what is there is not a `T`.
    pub fn required_query_pairs<T: Decode>(&self, name: &str, others: &[&str]) -> Option<T> {
        let pairs = self.pairs().without(others);
        let value = param::decode_query(name, param::FORM, Shape::Object, &pairs);
        let value = value.map(|value| value.or(Some(Value::Object(Vec::new()))));
        self.required_styled(Location::Query, name, value.map_err(fault))
    }

    /// A header that must be there.
    /// `None`, with the reason told, when it is missing or not a `T`.
    pub fn header<T: Decode>(&self, name: &str, encoding: Encoding, shape: Shape) -> Option<T> {
        self.required_styled(
            Location::Header,
            name,
            self.header_value(name, encoding, shape),
        )
    }

    /// A header.
    /// `None`, with the reason told, when it is there and not a `T`.
    pub fn optional_header<T: Decode>(
        &self,
        name: &str,
        encoding: Encoding,
        shape: Shape,
    ) -> Option<Option<T>> {
        self.optional_styled(
            Location::Header,
            name,
            self.header_value(name, encoding, shape),
        )
    }

    /// A cookie that must be there.
    /// `None`, with the reason told, when it is missing or not a `T`.
    pub fn cookie<T: Decode>(&self, name: &str, encoding: Encoding, shape: Shape) -> Option<T> {
        self.joined(encoding).required_styled(
            Location::Cookie,
            name,
            self.cookie_value(name, encoding, shape),
        )
    }

    /// A cookie.
    /// `None`, with the reason told, when it is there and not a `T`.
    pub fn optional_cookie<T: Decode>(
        &self,
        name: &str,
        encoding: Encoding,
        shape: Shape,
    ) -> Option<Option<T>> {
        self.joined(encoding).optional_styled(
            Location::Cookie,
            name,
            self.cookie_value(name, encoding, shape),
        )
    }

    /// A path parameter whose text is JSON (`content` instead of `schema`).
    /// `None`, with the reason told, when it is not JSON or not a `T`.
    pub fn path_json<T: Decode>(&self, name: &str) -> Option<T> {
        self.required_document(Location::Path, name, self.path_single(name))
    }

    /// A query parameter whose text is JSON, that must be there.
    /// `None`, with the reason told, when it is missing, not JSON or not a `T`.
    pub fn query_json<T: Decode>(&self, name: &str) -> Option<T> {
        self.required_document(Location::Query, name, self.pairs().single(name))
    }

    /// A query parameter whose text is JSON.
    /// `None`, with the reason told, when it is there and not JSON or not a `T`.
    pub fn optional_query_json<T: Decode>(&self, name: &str) -> Option<Option<T>> {
        self.optional_document(Location::Query, name, self.pairs().single(name))
    }

    /// A header whose text is JSON, that must be there.
    /// `None`, with the reason told, when it is missing, not JSON or not a `T`.
    pub fn header_json<T: Decode>(&self, name: &str) -> Option<T> {
        self.required_document(Location::Header, name, self.header_text(name))
    }

    /// A header whose text is JSON.
    /// `None`, with the reason told, when it is there and not JSON or not a `T`.
    pub fn optional_header_json<T: Decode>(&self, name: &str) -> Option<Option<T>> {
        self.optional_document(Location::Header, name, self.header_text(name))
    }

    /// A cookie whose text is JSON, that must be there.
    /// `None`, with the reason told, when it is missing, not JSON or not a `T`.
    pub fn cookie_json<T: Decode>(&self, name: &str) -> Option<T> {
        self.required_document(Location::Cookie, name, self.cookies().single(name))
    }

    /// A cookie whose text is JSON.
    /// `None`, with the reason told, when it is there and not JSON or not a `T`.
    pub fn optional_cookie_json<T: Decode>(&self, name: &str) -> Option<Option<T>> {
        self.optional_document(Location::Cookie, name, self.cookies().single(name))
    }

    fn path_text(&self, name: &str) -> Option<&str> {
        self.incoming
            .path
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text.as_str())
    }

    fn path_single(&self, name: &str) -> Result<Option<String>, ParameterFault> {
        let Some(text) = self.path_text(name) else {
            return Ok(None);
        };
        param::decode_percent(text)
            .map(|text| Some(text.into_owned()))
            .ok_or(ParameterFault::NotUtf8)
    }

    fn query_value(&self, name: &str, encoding: Encoding, shape: Shape) -> Found {
        param::decode_query(name, encoding, shape, &self.pairs()).map_err(fault)
    }

    fn header_value(&self, name: &str, encoding: Encoding, shape: Shape) -> Found {
        let Some(text) = self.header_text(name)? else {
            return Ok(None);
        };
        param::decode_header(name, encoding, shape, &text)
            .map(Some)
            .map_err(fault)
    }

    fn cookie_value(&self, name: &str, encoding: Encoding, shape: Shape) -> Found {
        param::decode_cookie(name, encoding, shape, &self.cookies()).map_err(fault)
    }

    fn pairs(&self) -> Pairs<'_> {
        query_pairs(&self.incoming.parts.uri)
    }

    fn cookies(&self) -> Pairs<'_> {
        cookie_pairs(&self.incoming.parts.headers)
    }

    fn header_text(&self, name: &str) -> Result<Option<String>, ParameterFault> {
        param::header_text(&self.incoming.parts.headers, name)
    }
}

/// The pairs of a request's query.
pub(crate) fn query_pairs(uri: &http::Uri) -> Pairs<'_> {
    Pairs::of_query(uri.query().unwrap_or_default())
}

/// The cookies of a request.
pub(crate) fn cookie_pairs(headers: &http::HeaderMap) -> Pairs<'_> {
    let lines = headers.get_all(http::header::COOKIE).iter();
    Pairs::of_cookies(lines)
}

fn fault(error: ParameterError) -> ParameterFault {
    error.fault
}

impl Reader<'_> {
    fn required_styled<T: Decode>(
        &self,
        location: Location,
        name: &str,
        found: Found,
    ) -> Option<T> {
        self.told(there(location, name, found).and_then(|value| {
            if self.allows_empty
                && is_empty(&value)
                && let Some(value) = self.decode_empty(&value)
            {
                return Ok(value);
            }
            self.decode_text(&value)
                .or_else(|error| self.decode_other_list(&value).ok_or(error))
                .map_err(|error| wrong(location, name, &error))
        }))
    }

    /// A list that other writers mean, where its items are no texts: that which is empty, or joined by commas which are
    /// escaped.
    ///
    /// RFC 6570 §3.2.1 leaves an empty list out, but many write its name alone, and RFC 9110 §5.6.1 has empty items of
    /// headers ignored. Who makes a query of pairs escapes the commas of a text, as the delimiters of OAS are not.
    fn decode_other_list<T: Decode>(&self, value: &Value<'_>) -> Option<T> {
        let Value::Array(items) = value else {
            return None;
        };
        let items = match items.as_slice() {
            [Value::String(text)] if text.is_empty() => Vec::new(),
            [Value::String(text)] if self.is_joined => text.split(',').map(text_value).collect(),
            _ => return None,
        };
        self.decode_text(&Value::Array(items)).ok()
    }

    fn optional_styled<T: Decode>(
        &self,
        location: Location,
        name: &str,
        found: Found,
    ) -> Option<Option<T>> {
        match found {
            Ok(None) => Some(None),
            Ok(Some(value)) if self.allows_empty && is_empty(&value) => {
                Some(self.decode_empty(&value))
            }
            found => self.required_styled(location, name, found).map(Some),
        }
    }

    /// An empty value, else a flag that is set, else nothing.
    fn decode_empty<T: Decode>(&self, empty: &Value<'_>) -> Option<T> {
        let flag = || self.decode_text(&Value::String("true".into()));
        self.decode_text(empty).or_else(|_| flag()).ok()
    }

    pub(super) fn required_document<T: Decode>(
        &self,
        location: Location,
        name: &str,
        found: Result<Option<String>, ParameterFault>,
    ) -> Option<T> {
        self.told(there(location, name, found).and_then(|text| {
            json::Tree::read_text(&text)
                .and_then(|tree| self.decode_json(&tree))
                .map_err(|error| wrong(location, name, &error))
        }))
    }

    pub(super) fn optional_document<T: Decode>(
        &self,
        location: Location,
        name: &str,
        found: Result<Option<String>, ParameterFault>,
    ) -> Option<Option<T>> {
        match found {
            Ok(None) => Some(None),
            found => self.required_document(location, name, found).map(Some),
        }
    }
}

fn text_value(text: &str) -> Value<'_> {
    Value::String(text.into())
}

/// Whether a value is the empty text, or a list of that alone.
fn is_empty(value: &Value<'_>) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => matches!(items.as_slice(), [Value::String(text)] if text.is_empty()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

fn there<T>(
    location: Location,
    name: &str,
    found: Result<Option<T>, ParameterFault>,
) -> Result<T, Rejection> {
    match found {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(Rejection::bad_request(Violation::parameter(
            location,
            name,
            "missing",
            "is missing",
        ))),
        Err(fault) => Err(malformed(location, name, fault)),
    }
}

#[cold]
fn malformed(location: Location, name: &str, fault: ParameterFault) -> Rejection {
    Rejection::bad_request(Violation::parameter(
        location,
        name,
        "syntax",
        fault.to_string(),
    ))
}

#[cold]
pub(super) fn wrong(location: Location, name: &str, error: &DecodeError) -> Rejection {
    let violations = error.all().map(|error| {
        Violation::parameter(location, name, error.kind().code(), error.message())
            .at(error.pointer())
    });
    Rejection::violations(StatusCode::BAD_REQUEST, violations.collect())
}
