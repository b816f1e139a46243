//! Limits of one schema that no value can satisfy together: JSON Schema 2020-12 §6.2 to §6.5.

use oaspen_diagnostics::{Code, Diagnostic, Sink};

use crate::decimal::Decimal;
use crate::model::{Origin, SchemaId, SchemaObject, Spanned};

/// Reports lower limits that are above the upper one.
pub(super) fn check_constraints(sink: &mut Sink, origin: &Origin, object: &SchemaObject<SchemaId>) {
    let counts = [
        (
            ("minLength", object.min_length),
            ("maxLength", object.max_length),
        ),
        (
            ("minItems", object.min_items),
            ("maxItems", object.max_items),
        ),
        (
            ("minProperties", object.min_properties),
            ("maxProperties", object.max_properties),
        ),
    ];
    for ((lower, least), (upper, most)) in counts {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            let (least, most) = (least.to_string(), most.to_string());
            report(sink, origin, object, [(lower, &least), (upper, &most)]);
        }
    }
    check_numbers(sink, origin, object);
}

fn check_numbers(sink: &mut Sink, origin: &Origin, object: &SchemaObject<SchemaId>) {
    let lower = [
        ("minimum", &object.minimum, false),
        ("exclusiveMinimum", &object.exclusive_minimum, true),
    ];
    let upper = [
        ("maximum", &object.maximum, false),
        ("exclusiveMaximum", &object.exclusive_maximum, true),
    ];
    for (lower, least, is_above) in lower {
        for (upper, most, is_below) in upper {
            let (Some(least), Some(most)) = (least, most) else {
                continue;
            };
            if is_empty(least, most, is_above || is_below) {
                let limits = [(lower, least.value.as_str()), (upper, most.value.as_str())];
                report(sink, origin, object, limits);
            }
        }
    }
}

/// Whether no number lies between two limits; `exclusive` when one of them is no value itself.
fn is_empty(least: &Spanned<String>, most: &Spanned<String>, exclusive: bool) -> bool {
    let (Some(least), Some(most)) = (Decimal::read(&least.value), Decimal::read(&most.value))
    else {
        return false;
    };
    least > most || (exclusive && least == most)
}

/// A keyword and its value, the lower limit first.
type Limits<'a> = [(&'static str, &'a str); 2];

fn report(sink: &mut Sink, origin: &Origin, object: &SchemaObject<SchemaId>, limits: Limits<'_>) {
    let [(lower, least), (upper, most)] = limits;
    let message = format!("no value satisfies `{lower}: {least}` and `{upper}: {most}`");
    let place = |keyword| object.keys.get(keyword).unwrap_or(origin.span);
    sink.push(
        Diagnostic::new(Code::ImpossibleConstraint, message)
            .at(place(lower), &origin.pointer.join(lower))
            .label(place(upper), "this is the other limit"),
    );
}
