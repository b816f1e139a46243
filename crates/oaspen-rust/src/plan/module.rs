//! Closing a module: what its items need of it.

use crate::model::{
    Answers, Docs, HeaderSet, Item, Module, Operation, OutcomeType, Prelude, Presence, SideHeaders,
    Ty, Visibility,
};
use crate::name::RustIdent;

/// Names that every Rust file knows and that generated code uses.
const PRELUDE: &[&str] = &[
    "Box", "Default", "Err", "From", "Future", "Into", "None", "Ok", "Option", "Result", "Some",
    "String", "Vec",
];

/// A module of these items.
pub(crate) fn plan_module(
    ident: RustIdent,
    visibility: Visibility,
    docs: Docs,
    items: Vec<Item>,
) -> Module {
    let hides_prelude = items
        .iter()
        .flat_map(Item::declared)
        .any(|ident| PRELUDE.binary_search(&ident.as_str()).is_ok());
    Module {
        prelude: if hides_prelude {
            Prelude::Absolute
        } else {
            Prelude::Short
        },
        uses_runtime: items.iter().any(uses_runtime),
        items,
        ..Module::new(ident, visibility, docs)
    }
}

/// The types that an item is made of.
pub(crate) fn types(item: &Item) -> Vec<&Ty> {
    match item {
        Item::Struct(object) => {
            let fields = object.fields.iter().map(|field| &field.ty);
            fields
                .chain(object.additional.iter().map(|kept| &kept.value))
                .collect()
        }
        Item::Enum(_) => Vec::new(),
        Item::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Item::Alias(alias) => vec![&alias.ty],
        Item::Newtype(newtype) => vec![&newtype.ty],
        Item::Operation(operation) => operation_types(operation),
        // They hold what the operations hold.
        Item::Security(_)
        | Item::Addresses(_)
        | Item::Client(_)
        | Item::ClientMethods(_)
        | Item::Call(_)
        | Item::Api(_)
        | Item::TagTrait(_)
        | Item::Authenticator(_)
        | Item::Server(_)
        | Item::Dispatch(_)
        | Item::Handler(_) => Vec::new(),
    }
}

fn operation_types(operation: &Operation) -> Vec<&Ty> {
    let body = operation.body.iter().flat_map(|body| &body.choice);
    let choices = body
        .chain(&operation.answers.choices)
        .chain(&operation.answers.response);
    let payloads = choices.flat_map(|choice| &choice.variants);
    let payloads = payloads.filter_map(|variant| variant.payload.as_ref());
    let fields = operation.request.fields.iter().map(|field| &field.ty);
    let headers = header_sets(&operation.answers);
    let headers = headers.flat_map(|set| &set.structure.fields);
    let headers = headers.map(|field| &field.ty);
    let outcomes = [&operation.answers.output, &operation.answers.error];
    let outcomes = outcomes.into_iter().flat_map(outcome_types);
    fields
        .chain(payloads)
        .chain(headers)
        .chain(outcomes)
        .collect()
}

fn outcome_types(outcome: &OutcomeType) -> Vec<&Ty> {
    match outcome {
        OutcomeType::Alias { ty, .. } => vec![ty],
        OutcomeType::Enum(choice) => {
            let variants = choice.variants.iter();
            variants
                .filter_map(|variant| variant.payload.as_ref())
                .collect()
        }
    }
}

/// The headers of answers that are declared as structs.
fn header_sets(answers: &Answers) -> impl Iterator<Item = &HeaderSet> {
    let sides = [&answers.headers, &answers.error_headers];
    let sides = sides.into_iter().filter_map(SideHeaders::own);
    let own = answers
        .list
        .iter()
        .filter_map(|answer| answer.headers.as_ref());
    own.chain(sides)
}

fn uses_runtime(item: &Item) -> bool {
    match item {
        Item::Struct(object) => {
            object.codec.is_some()
                || object.additional.is_some()
                || types(item).into_iter().any(names_runtime)
        }
        Item::Enum(_) | Item::Union(_) | Item::Newtype(_) => true,
        Item::Alias(alias) => names_runtime(&alias.ty),
        // Its methods name the calls alone, unless an argument says otherwise; a whole `Request` is
        // none of the runtime's.
        Item::ClientMethods(methods) => methods.operations.iter().any(|operation| {
            let mut required = operation.request.fields.iter();
            !operation.call.takes_request
                && required.any(|field| {
                    field.presence == Presence::Required && names_runtime(&field.argument.ty)
                })
        }),
        Item::Operation(_)
        | Item::Security(_)
        | Item::Addresses(_)
        | Item::Client(_)
        | Item::Call(_)
        | Item::Api(_)
        | Item::TagTrait(_)
        | Item::Authenticator(_)
        | Item::Server(_)
        | Item::Dispatch(_)
        | Item::Handler(_) => true,
    }
}

/// Whether a type is written with a name of the runtime's.
pub(crate) fn names_runtime(ty: &Ty) -> bool {
    match ty {
        Ty::Map(_)
        | Ty::Presence(_)
        | Ty::Runtime(_)
        | Ty::ItemStream(_)
        | Ty::EventStream(_)
        | Ty::AtLeast(..)
        | Ty::Prefixed(..) => true,
        Ty::External(external) => external.around.is_some(),
        Ty::Vec(inner) | Ty::Option(inner) | Ty::Box(inner) => names_runtime(inner),
        Ty::Tuple(items) => items.iter().any(names_runtime),
        Ty::Primitive(_) | Ty::String | Ty::Unit | Ty::Infallible | Ty::Item(_) => false,
    }
}
