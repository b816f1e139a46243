//! The bridge between JSON trees and what a style can spell: a value, a list of values, or
//! named values, all of them text.

use std::borrow::Cow;

use indexmap::IndexMap;

use crate::json::Value;

use super::{ParameterFault, Shape, Style};

/// A value as far as styles see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// One value.
    Scalar(String),
    /// Values in order.
    Array(Vec<String>),
    /// Named values in order.
    Object(Vec<(String, String)>),
}

impl Plain {
    /// What a style sees of `value`; `None` when there is nothing to send.
    ///
    /// RFC 6570 §2.3: null, the empty list and the empty object are undefined, and nulls
    /// inside are ignored.
    pub(crate) fn of(value: &Value<'_>) -> Result<Option<Self>, ParameterFault> {
        let plain = match value {
            Value::Null => return Ok(None),
            Value::Array(items) => {
                let items = items.iter().filter(|item| !matches!(item, Value::Null));
                Self::Array(items.map(scalar_text).collect::<Result<_, _>>()?)
            }
            Value::Object(members) => {
                let members = members
                    .iter()
                    .filter(|(_, member)| !matches!(member, Value::Null));
                let members =
                    members.map(|(key, member)| Ok((key.to_string(), scalar_text(member)?)));
                Self::Object(members.collect::<Result<_, _>>()?)
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                Self::Scalar(scalar_text(value)?)
            }
        };
        Ok((!plain.is_empty()).then_some(plain))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::Array(items) => items.is_empty(),
            Self::Object(members) => members.is_empty(),
        }
    }

    /// The tree of strings that text mode decodes. A name that occurs twice holds a list.
    pub(crate) fn into_value(self) -> Value<'static> {
        match self {
            Self::Scalar(text) => text_value(text),
            Self::Array(items) => Value::Array(items.into_iter().map(text_value).collect()),
            Self::Object(members) => {
                let mut texts = IndexMap::<String, Texts>::new();
                for (key, text) in members {
                    texts.entry(key).or_default().items.push(text);
                }
                object_value(texts, Texts::into_value)
            }
        }
    }

    /// Reads `name,value,name,value`.
    pub(crate) fn of_alternating(items: Vec<String>) -> Result<Self, ParameterFault> {
        let mut members = Vec::with_capacity(items.len() / 2);
        let mut items = items.into_iter();
        while let Some(key) = items.next() {
            members.push((key, items.next().ok_or(ParameterFault::OddLength)?));
        }
        Ok(Self::Object(members))
    }

    /// `items` as the shape that was asked for; a scalar must be the only one.
    pub(crate) fn of_items(shape: Shape, items: Vec<String>) -> Result<Self, ParameterFault> {
        match shape {
            Shape::Array => Ok(Self::Array(items)),
            Shape::Object => Self::of_alternating(items),
            Shape::Scalar => {
                let mut items = items.into_iter();
                match (items.next(), items.next()) {
                    (Some(only), None) => Ok(Self::Scalar(only)),
                    (Some(_), Some(_)) => Err(ParameterFault::Repeated),
                    (None, _) => Ok(Self::Scalar(String::new())),
                }
            }
        }
    }
}

/// What stands under one name: a text, or a list when there are several or the name says so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    /// In the order of the wire.
    pub(crate) items: Vec<String>,
    /// A list even when there is only one.
    pub(crate) list: bool,
}

impl Texts {
    /// The tree of it.
    pub(crate) fn into_value(self) -> Value<'static> {
        let list = self.list || self.items.len() != 1;
        let mut values = self.items.into_iter().map(text_value);
        match values.next() {
            Some(only) if !list => only,
            first => Value::Array(first.into_iter().chain(values).collect()),
        }
    }
}

/// An object of the tree.
pub(crate) fn object_value<T>(
    members: IndexMap<String, T>,
    value: impl Fn(T) -> Value<'static>,
) -> Value<'static> {
    let members = members
        .into_iter()
        .map(|(key, member)| (Cow::Owned(key), value(member)));
    Value::Object(members.collect())
}

/// A string of the tree.
pub(crate) fn text_value(text: String) -> Value<'static> {
    Value::String(Cow::Owned(text))
}

/// The text of a value that is neither list nor object.
pub(crate) fn scalar_text(value: &Value<'_>) -> Result<String, ParameterFault> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Number(text) | Value::String(text) => Ok(text.to_string()),
        Value::Array(_) | Value::Object(_) => Err(ParameterFault::Nested),
    }
}

/// The error of a style that has no spelling for a shape.
pub(crate) fn misfit<T>(style: Style) -> Result<T, ParameterFault> {
    Err(ParameterFault::Style(style))
}
