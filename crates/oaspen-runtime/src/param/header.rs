//! Headers of answers, whose values a document gives types: what a server writes, a client reads.
//!
//! One header is one value, spread over as many lines as a sender likes (RFC 9110 §5.3), but for
//! `Set-Cookie`, of which each line is a value of its own.

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{
    Encoding, ParameterError, ParameterFault, Shape, Style, decode_header, encode_header,
    scalar_text,
};
use crate::json::{Encode, Value, encode_value, read_value, to_string};

/// How the value of a header is written (OAS 3.1 §4.8.21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HeaderForm {
    /// `style: simple`, or one text.
    Simple,
    /// `style: simple` with `explode: true`.
    Exploded,
    /// One JSON document.
    Json,
    /// Each item on a line of its own (RFC 6265 §3), which may be a secret.
    Lines,
}

impl HeaderForm {
    fn encoding(self) -> Encoding {
        Encoding {
            style: Style::Simple,
            explode: self == Self::Exploded,
            allow_reserved: false,
        }
    }
}

/// Sets a header instead of what has its name; leaves all as it is when there is no value.
///
/// # Errors
/// When the form has no spelling for the value, or name or value may not stand in a header.
pub fn write_header(
    headers: &mut HeaderMap,
    name: &str,
    form: HeaderForm,
    value: &dyn Encode,
) -> Result<(), ParameterError> {
    let lines = encode_lines(name, form, value)?;
    let characters = || ParameterFault::Characters.of(name);
    let key = HeaderName::try_from(name).map_err(|_| characters())?;
    let mut lines = lines.into_iter();
    if let Some(first) = lines.next() {
        headers.insert(&key, first);
    }
    for line in lines {
        headers.append(&key, line);
    }
    Ok(())
}

fn encode_lines(
    name: &str,
    form: HeaderForm,
    value: &dyn Encode,
) -> Result<Vec<HeaderValue>, ParameterError> {
    let tree = || encode_value(value).map_err(|_| ParameterFault::Nested.of(name));
    let texts = match form {
        HeaderForm::Simple | HeaderForm::Exploded => {
            let text = encode_header(name, form.encoding(), &tree()?)?;
            text.into_iter().collect()
        }
        HeaderForm::Json => {
            let text = Some(to_string(value)).filter(|text| text != "null");
            text.into_iter().collect()
        }
        HeaderForm::Lines => item_texts(&tree()?).map_err(|fault| fault.of(name))?,
    };
    let values = texts.into_iter().map(|text| {
        let mut value = HeaderValue::from_bytes(text.as_bytes())
            .map_err(|_| ParameterFault::Characters.of(name))?;
        value.set_sensitive(form == HeaderForm::Lines);
        Ok(value)
    });
    values.collect()
}

/// The texts of a list's items, or of the only one.
fn item_texts(value: &Value<'_>) -> Result<Vec<String>, ParameterFault> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => items.iter().map(scalar_text).collect(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            Ok(vec![scalar_text(value)?])
        }
    }
}

/// The value of a header as a tree of strings, or of JSON; `None` when it is not there.
///
/// # Errors
/// When the text is not what the form writes.
pub fn read_header(
    headers: &HeaderMap,
    name: &str,
    form: HeaderForm,
    shape: Shape,
) -> Result<Option<Value<'static>>, ParameterError> {
    let lines = header_lines(headers, name).map_err(|fault| fault.of(name))?;
    if lines.is_empty() {
        return Ok(None);
    }
    let value = match form {
        HeaderForm::Simple | HeaderForm::Exploded => {
            decode_header(name, form.encoding(), shape, &lines.join(", "))?
        }
        HeaderForm::Json => match read_value(lines.join(", ").as_bytes()) {
            Ok(value) => value.into_owned(),
            Err(_) => return Err(ParameterFault::NotJson.of(name)),
        },
        HeaderForm::Lines => {
            let lines = lines.into_iter().map(str::to_owned);
            Value::Array(lines.map(|line| Value::String(line.into())).collect())
        }
    };
    Ok(Some(value))
}

/// The text of a header: RFC 9110 §5.3, several lines of one header are one list.
///
/// # Errors
/// When a line is not UTF-8.
#[cfg(feature = "server")]
pub(crate) fn header_text(
    headers: &HeaderMap,
    name: &str,
) -> Result<Option<String>, ParameterFault> {
    let lines = header_lines(headers, name)?;
    Ok((!lines.is_empty()).then(|| lines.join(", ")))
}

fn header_lines<'h>(headers: &'h HeaderMap, name: &str) -> Result<Vec<&'h str>, ParameterFault> {
    let lines = headers.get_all(name).iter();
    let lines = lines.map(|line| std::str::from_utf8(line.as_bytes()));
    lines
        .collect::<Result<_, _>>()
        .map_err(|_| ParameterFault::NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Any;

    /// That a value is these lines, and that they are the value again.
    #[track_caller]
    fn check(form: HeaderForm, shape: Shape, json: &str, lines: &[&str]) {
        let value: Any = crate::json::from_str(json).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("x-a", HeaderValue::from_static("before"));
        write_header(&mut headers, "X-A", form, &value).unwrap();
        let written: Vec<_> = headers.get_all("x-a").iter().collect();
        assert_eq!(written, lines);
        let read = read_header(&headers, "X-a", form, shape).unwrap().unwrap();
        assert_eq!(to_string(&read), json);
    }

    #[test]
    fn forms_and_back() {
        use HeaderForm::{Exploded, Json, Lines, Simple};
        check(Simple, Shape::Scalar, r#""a, b""#, &["a, b"]);
        check(Simple, Shape::Scalar, r#""""#, &[""]);
        check(Simple, Shape::Array, r#"["a","b"]"#, &["a,b"]);
        check(Simple, Shape::Object, r#"{"a":"1","b":"2"}"#, &["a,1,b,2"]);
        check(
            Exploded,
            Shape::Object,
            r#"{"a":"1","b":"2"}"#,
            &["a=1,b=2"],
        );
        check(
            Json,
            Shape::Scalar,
            r#"{"a":[1,null]}"#,
            &[r#"{"a":[1,null]}"#],
        );
        check(Lines, Shape::Array, r#"["a=1, x","b"]"#, &["a=1, x", "b"]);
    }

    #[test]
    fn several_lines_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append("x-a", HeaderValue::from_static("a"));
        headers.append("x-a", HeaderValue::from_static("b , c"));
        let read = read_header(&headers, "X-A", HeaderForm::Simple, Shape::Array);
        assert_eq!(to_string(&read.unwrap().unwrap()), r#"["a","b","c"]"#);
    }

    #[test]
    fn what_cannot_stand_in_a_header() {
        let fault = |name: &str, form, json: &str| {
            let value: Any = crate::json::from_str(json).unwrap();
            write_header(&mut HeaderMap::new(), name, form, &value)
                .unwrap_err()
                .fault
        };
        let characters = ParameterFault::Characters;
        assert_eq!(
            fault("X-A", HeaderForm::Simple, r#""a\nSet-Cookie: b""#),
            characters
        );
        assert_eq!(fault("X-A", HeaderForm::Lines, r#"["a\r\nb"]"#), characters);
        assert_eq!(fault("X A", HeaderForm::Simple, "1"), characters);
        assert_eq!(
            fault("X-A", HeaderForm::Simple, r#"["a,b"]"#),
            ParameterFault::Delimiter(',')
        );
        let mut headers = HeaderMap::new();
        headers.insert("x-a", HeaderValue::from_static("{"));
        let read = read_header(&headers, "X-A", HeaderForm::Json, Shape::Scalar);
        assert_eq!(read.unwrap_err().fault, ParameterFault::NotJson);
    }

    #[test]
    fn what_is_absent_is_not_written() {
        let mut headers = HeaderMap::new();
        for form in [HeaderForm::Simple, HeaderForm::Json, HeaderForm::Lines] {
            write_header(&mut headers, "X-A", form, &None::<bool>).unwrap();
            let read = read_header(&headers, "X-A", form, Shape::Scalar);
            assert_eq!(read, Ok(None));
        }
        assert!(headers.is_empty());
    }
}
