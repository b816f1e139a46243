//! `application/x-www-form-urlencoded` (OAS 3.1 §4.8.14.4). A property is serialised as its
//! encoding says. Without one a scalar is `name=value`, a list repeats the name, and an object is
//! JSON text.

use std::borrow::Cow;
use std::fmt;

use crate::json::{DecodeError, Value, read_value, to_string};
use crate::param::{
    Encoding, FORM, Pairs, ParameterError, ParameterFault, Shape, decode_query, encode_component,
    encode_query,
};

/// What a reader must know of a property of a form: its name, what its schema asks for, and its
/// encoding where the document gives one. Scalars without an encoding need not be listed.
pub type FormField = (&'static str, Shape, Option<Encoding>);

/// The text of a form. `encodings` lists the properties with an encoding of their own.
///
/// # Errors
/// When the value is not an object, or a style has no spelling for a property.
pub fn encode_form(
    value: &Value<'_>,
    encodings: &[(&str, Encoding)],
) -> Result<String, ParameterError> {
    let Value::Object(members) = value else {
        return Err(ParameterFault::Nested.of("body"));
    };
    let mut form = String::new();
    for (name, member) in members {
        let given = encodings
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, encoding)| *encoding);
        for (name, text) in encode_field(name, member, given)? {
            if !form.is_empty() {
                form.push('&');
            }
            form.push_str(&name);
            form.push('=');
            form.push_str(&text);
        }
    }
    Ok(form)
}

fn encode_field(
    name: &str,
    value: &Value<'_>,
    encoding: Option<Encoding>,
) -> Result<Vec<(String, String)>, ParameterError> {
    let json = |value: &Value<'_>| {
        let text = to_string(value);
        (
            encode_component(name).into_owned(),
            encode_component(&text).into_owned(),
        )
    };
    match (value, encoding) {
        (_, Some(encoding)) => encode_query(name, encoding, value),
        (Value::Object(_), None) => Ok(vec![json(value)]),
        (Value::Array(items), None) => {
            let mut pairs = Vec::new();
            for item in items {
                match item {
                    Value::Array(_) | Value::Object(_) => pairs.push(json(item)),
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                        pairs.extend(encode_query(name, FORM, item)?);
                    }
                }
            }
            Ok(pairs)
        }
        (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_), None) => {
            encode_query(name, FORM, value)
        }
    }
}

/// Reads a form into an object of strings that text mode decodes. Fields that are not listed are
/// kept, as a string or, when repeated, as a list of strings.
///
/// # Errors
/// When the body is not text, a style's text is malformed, or JSON text is not JSON.
pub fn decode_form(body: &[u8], fields: &[FormField]) -> Result<Value<'static>, FormError> {
    let text = std::str::from_utf8(body).map_err(|_| ParameterFault::NotUtf8.of("body"))?;
    let pairs = Pairs::of_query(text);
    let mut members = Vec::new();
    let mut taken = Vec::new();
    let mut rest_of = None;
    for (name, shape, encoding) in fields {
        let value = match (shape, encoding) {
            // Nameless on the wire: it gets what nobody else claims.
            (Shape::Object, Some(encoding)) if is_nameless(*encoding) => {
                rest_of = Some((*name, *encoding));
                continue;
            }
            (_, Some(encoding)) => decode_query(name, *encoding, *shape, &pairs)?,
            (Shape::Object, None) => decode_json(name, &pairs)?,
            (Shape::Scalar | Shape::Array, None) => decode_query(name, FORM, *shape, &pairs)?,
        };
        taken.push(*name);
        members.extend(value.map(|value| (Cow::Borrowed(*name), value)));
    }
    let pairs = pairs.without(&taken);
    match rest_of {
        Some((name, encoding)) => {
            let value = decode_query(name, encoding, Shape::Object, &pairs)?;
            members.extend(value.map(|value| (Cow::Borrowed(name), value)));
        }
        None => {
            if let Some(Value::Object(rest)) = decode_query("body", FORM, Shape::Object, &pairs)? {
                members.extend(rest);
            }
        }
    }
    Ok(Value::Object(members))
}

fn is_nameless(encoding: Encoding) -> bool {
    use crate::param::Style;
    match encoding.style {
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited => encoding.explode,
        Style::Simple | Style::Label | Style::Matrix | Style::DeepObject | Style::Cookie => false,
    }
}

fn decode_json(name: &str, pairs: &Pairs<'_>) -> Result<Option<Value<'static>>, FormError> {
    let Some(text) = pairs.single(name).map_err(|fault| fault.of(name))? else {
        return Ok(None);
    };
    match read_value(text.as_bytes()) {
        Ok(value) => Ok(Some(value.into_owned())),
        Err(error) => Err(FormError::Json {
            name: name.to_owned(),
            error,
        }),
    }
}

/// Why a form could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormError {
    /// A field is not what its encoding writes.
    Field(ParameterError),
    /// A field that must hold JSON does not.
    Json {
        /// The field's name.
        name: String,
        /// What is wrong with its text.
        error: DecodeError,
    },
}

impl From<ParameterError> for FormError {
    fn from(error: ParameterError) -> Self {
        Self::Field(error)
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(error) => error.fmt(formatter),
            Self::Json { name, error } => write!(formatter, "field `{name}`: {error}"),
        }
    }
}

impl std::error::Error for FormError {}
