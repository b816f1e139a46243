//! A query that is one document as a whole (OAS 3.2 §4.12.1): JSON, or a form. Names that are not its own, those of
//! keys, stand beside it.

use super::Reader;
use super::parameter::wrong;
use crate::body::{FormError, FormField, decode_form};
use crate::json::Decode;
use crate::param::{ParameterFault, decode_percent};
use crate::server::problem::{Location, Violation};
use crate::server::rejection::Rejection;

impl Reader<'_> {
    /// A query that is JSON, which must be there.
    /// `None`, with the reason told, when it is missing, not JSON or not a `T`.
    pub fn query_string_json<T: Decode>(&self, name: &str, others: &[&str]) -> Option<T> {
        self.required_document(Location::Query, name, self.query_document(others))
    }

    /// A query that is JSON, if there is one.
    /// `None`, with the reason told, when it is there and not JSON or not a `T`.
    pub fn optional_query_string_json<T: Decode>(
        &self,
        name: &str,
        others: &[&str],
    ) -> Option<Option<T>> {
        self.optional_document(Location::Query, name, self.query_document(others))
    }

    /// A query that is a form; without a query it is one without fields.
    /// `None`, with the reason told, when it is not a `T`.
    pub fn query_string_form<T: Decode>(
        &self,
        name: &str,
        fields: &[FormField],
        others: &[&str],
    ) -> Option<T> {
        let text = self.query_text(others).unwrap_or_default();
        let read = decode_form(text.as_bytes(), fields).map_err(|error| broken(name, &error));
        let decoded = read.and_then(|tree| {
            let decoded = self.decode_fields(tree);
            decoded.map_err(|error| wrong(Location::Query, name, &error))
        });
        self.told(decoded)
    }

    /// A query that is a form, if there is one.
    /// `None`, with the reason told, when it is there and not a `T`.
    pub fn optional_query_string_form<T: Decode>(
        &self,
        name: &str,
        fields: &[FormField],
        others: &[&str],
    ) -> Option<Option<T>> {
        match self.query_text(others) {
            None => Some(None),
            Some(_) => self.query_string_form(name, fields, others).map(Some),
        }
    }

    fn query_document(&self, others: &[&str]) -> Result<Option<String>, ParameterFault> {
        let Some(text) = self.query_text(others) else {
            return Ok(None);
        };
        let text = decode_percent(&text).ok_or(ParameterFault::NotUtf8)?;
        Ok(Some(text.into_owned()))
    }

    /// The query as it came, without the pairs of these names; `None` when nothing is left.
    fn query_text(&self, others: &[&str]) -> Option<String> {
        let query = self.incoming.uri().query()?;
        let is_own = |pair: &&str| {
            let (name, _) = pair.split_once('=').unwrap_or((pair, ""));
            // As wherever pairs of queries are read.
            let name = name.replace('+', " ");
            decode_percent(&name).is_none_or(|name| !others.contains(&name.as_ref()))
        };
        let own: Vec<&str> = query.split('&').filter(is_own).collect();
        Some(own.join("&")).filter(|text| !text.is_empty())
    }
}

fn broken(name: &str, error: &FormError) -> Rejection {
    let violation = Violation::parameter(Location::Query, name, "syntax", error.to_string());
    Rejection::bad_request(violation)
}
