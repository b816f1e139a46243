//! `type`, `enum`, `const`, limits of numbers and lengths of strings: JSON Schema 2020-12 §6.1–6.3.

use oaspen_diagnostics::Span;

use super::{Frame, Keywords, Mismatch, Outcome};
use crate::decimal::Decimal;
use crate::model::{JsonType, Spanned, TypeSet};
use crate::node::{Node, Value};

/// The longest value that is shown in a message, in characters.
const LONGEST_SHOWN: usize = 40;

/// `type`, `enum` and `const`; whether the value is of a kind to go on with.
pub(super) fn check_kind(
    keywords: Keywords<'_>,
    node: &Node,
    frame: Frame,
    outcome: &mut Outcome,
) -> bool {
    let other = if frame.lenient { respell(node) } else { None };
    let any = |test: &dyn Fn(&Node) -> bool| test(node) || other.as_ref().is_some_and(test);
    if let Some(types) = &keywords.object.types
        && !any(&|node| is_typed(&types.value, node))
    {
        let names: Vec<&str> = types.value.names.iter().copied().map(name_of).collect();
        let expected = names.join(" or ");
        let reason = format!("expected {expected}, found {}", describe(node));
        outcome.refuse(Mismatch {
            keyword: (types.span, format!("the type is {expected}")),
            ..keywords.mismatch(node.span, frame, reason, "")
        });
        return false;
    }
    if let Some(values) = &keywords.object.enumeration
        && !any(&|node| values.value.iter().any(|value| equal(value, node)))
    {
        let reason = format!("{} is none of the values of `enum`", describe(node));
        outcome.refuse(Mismatch {
            keyword: (values.span, "these are the values".to_owned()),
            ..keywords.mismatch(node.span, frame, reason, "")
        });
    }
    if let Some(constant) = &keywords.object.constant
        && !any(&|node| equal(constant, node))
    {
        let reason = format!("expected {}, found {}", describe(constant), describe(node));
        outcome.refuse(Mismatch {
            keyword: (constant.span, "this is the only value".to_owned()),
            ..keywords.mismatch(node.span, frame, reason, "")
        });
    }
    true
}

/// Limits of numbers and lengths of strings.
pub(super) fn check_scalar(
    keywords: Keywords<'_>,
    node: &Node,
    frame: Frame,
    outcome: &mut Outcome,
) {
    match &node.value {
        Value::Number(text) => {
            if let Some(number) = Decimal::read(text) {
                check_number(keywords, node, &number, frame, outcome);
                check_width(keywords, node, &number, frame, outcome);
            }
        }
        Value::String(text) => check_length(keywords, node.span, text, frame, outcome),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => {}
    }
}

type IsWithin = fn(&Decimal, &Decimal) -> bool;

fn check_number(
    keywords: Keywords<'_>,
    node: &Node,
    number: &Decimal,
    frame: Frame,
    outcome: &mut Outcome,
) {
    let object = keywords.object;
    let limits: [(&str, &Option<Spanned<String>>, IsWithin); 5] = [
        ("at least", &object.minimum, |number, limit| number >= limit),
        ("at most", &object.maximum, |number, limit| number <= limit),
        ("more than", &object.exclusive_minimum, |number, limit| {
            number > limit
        }),
        ("less than", &object.exclusive_maximum, |number, limit| {
            number < limit
        }),
        ("a multiple of", &object.multiple_of, |number, divisor| {
            number.is_multiple_of(divisor).unwrap_or(true)
        }),
    ];
    for (words, limit, is_within) in limits {
        let Some(limit) = limit else { continue };
        let Some(value) = Decimal::read(&limit.value) else {
            continue;
        };
        if !is_within(number, &value) {
            let expected = format!("{words} {}", limit.value);
            let reason = format!("{} is not {expected}", describe(node));
            outcome.refuse(Mismatch {
                keyword: (limit.span, format!("a number is {expected}")),
                ..keywords.mismatch(node.span, frame, reason, "")
            });
        }
    }
}

/// The registry of formats: what an integer of a width can be.
fn check_width(
    keywords: Keywords<'_>,
    node: &Node,
    number: &Decimal,
    frame: Frame,
    outcome: &mut Outcome,
) {
    let Some(format) = &keywords.object.format else {
        return;
    };
    let limits = match format.value.as_str() {
        "int8" => ("-128", "127"),
        "int16" => ("-32768", "32767"),
        "int32" => ("-2147483648", "2147483647"),
        "int64" => ("-9223372036854775808", "9223372036854775807"),
        "uint8" => ("0", "255"),
        "uint16" => ("0", "65535"),
        "uint32" => ("0", "4294967295"),
        "uint64" => ("0", "18446744073709551615"),
        _ => return,
    };
    let limits = (Decimal::read(limits.0), Decimal::read(limits.1));
    let (Some(least), Some(most)) = limits else {
        return;
    };
    if !(least..=most).contains(number) {
        let reason = format!("{} is beyond `{}`", describe(node), format.value);
        outcome.refuse(Mismatch {
            keyword: (format.span, "the width is here".to_owned()),
            ..keywords.mismatch(node.span, frame, reason, "")
        });
    }
}

fn check_length(
    keywords: Keywords<'_>,
    span: Span,
    text: &str,
    frame: Frame,
    outcome: &mut Outcome,
) {
    let object = keywords.object;
    let length = text.chars().count() as u64;
    if let Some(limit) = object.min_length.filter(|limit| length < *limit) {
        let reason = format!("a string of {length} characters is shorter than {limit}");
        outcome.refuse(keywords.mismatch(span, frame, reason, "`minLength` is here"));
    }
    if let Some(limit) = object.max_length.filter(|limit| length > *limit) {
        let reason = format!("a string of {length} characters is longer than {limit}");
        outcome.refuse(keywords.mismatch(span, frame, reason, "`maxLength` is here"));
    }
}

/// Whether a value is of one of the types.
pub(in crate::check) fn is_typed(types: &TypeSet, node: &Node) -> bool {
    types.names.iter().any(|name| is_of(*name, node))
}

fn is_of(name: JsonType, node: &Node) -> bool {
    match (name, &node.value) {
        (JsonType::Null, Value::Null)
        | (JsonType::Boolean, Value::Bool(_))
        | (JsonType::Object, Value::Map(_))
        | (JsonType::Array, Value::List(_))
        | (JsonType::Number, Value::Number(_))
        | (JsonType::String, Value::String(_)) => true,
        (JsonType::Integer, Value::Number(text)) => {
            Decimal::read(text).is_some_and(|number| number.is_integer())
        }
        (_, _) => false,
    }
}

const fn name_of(name: JsonType) -> &'static str {
    match name {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Object => "an object",
        JsonType::Array => "a list",
        JsonType::Number => "a number",
        JsonType::Integer => "an integer",
        JsonType::String => "a string",
    }
}

/// A value in words: scalars themselves, collections by their kind.
pub(in crate::check) fn describe(node: &Node) -> String {
    let quoted = match &node.value {
        Value::String(text) => format!("\"{text}\""),
        Value::Number(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => return node.kind().to_owned(),
    };
    if quoted.chars().count() > LONGEST_SHOWN {
        return node.kind().to_owned();
    }
    format!("{} `{quoted}`", node.kind().trim_start_matches("a "))
}

/// A number as the string of its text, or the other way round.
fn respell(node: &Node) -> Option<Node> {
    let value = match &node.value {
        Value::Number(text) => Value::String(text.clone()),
        Value::String(text) => {
            let is_number = serde_json::from_str::<serde_json::Number>(text).is_ok();
            is_number.then(|| Value::Number(text.clone()))?
        }
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => return None,
    };
    Some(Node {
        span: node.span,
        value,
    })
}

/// Whether two values are the same: numbers by value, objects in any order.
fn equal(left: &Node, right: &Node) -> bool {
    match (&left.value, &right.value) {
        (Value::String(left), Value::String(right)) => left == right,
        (_, _) => left.kind() == right.kind() && canonical(left) == canonical(right),
    }
}

/// One text for each value.
pub(in crate::check) fn canonical(node: &Node) -> String {
    let mut text = String::new();
    write_canonical(node, &mut text);
    text
}

/// Recursion is as deep as the document, which its reader has limited.
fn write_canonical(node: &Node, text: &mut String) {
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => match Decimal::read(number) {
            Some(decimal) => text.push_str(&decimal.canonical()),
            None => text.push_str(number),
        },
        Value::String(string) => text.push_str(&format!("{string:?}")),
        Value::List(items) => {
            text.push('[');
            for item in items {
                write_canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Map(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by(|left, right| left.key.cmp(&right.key));
            text.push('{');
            for entry in entries {
                text.push_str(&format!("{:?}:", entry.key));
                write_canonical(&entry.value, text);
                text.push(',');
            }
            text.push('}');
        }
    }
}
