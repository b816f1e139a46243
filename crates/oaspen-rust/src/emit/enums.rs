//! Enums of constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::item::{emit_deprecated, emit_derives};
use super::place::{Place, ident};
use crate::model::{Enum, EnumValue};

/// The enum and everything that belongs to it.
pub(crate) fn emit_enum(place: &Place<'_>, constants: &Enum) -> Vec<TokenStream> {
    vec![
        emit_declaration(place, constants),
        emit_functions(constants),
        emit_implementation(constants),
    ]
}

/// What is the same for all enums of a kind of value.
fn emit_implementation(constants: &Enum) -> TokenStream {
    let name = ident(&constants.ident);
    let unknown = ident(&constants.unknown);
    let lenient = constants.lenient.then(|| quote!(lenient));
    let open = constants.open.then(|| quote!(open));
    let order = constants.order.iter().copied().map(Literal::u16_unsuffixed);
    let sorted = (!constants.order.is_empty()).then(|| quote!(sorted(&[#(#order),*])));
    let options: TokenStream = [lenient, open, sorted].into_iter().flatten().collect();
    let options = (!options.is_empty()).then(|| quote!(, #options));
    match &constants.values {
        EnumValue::String(_) => quote!(rt::string_enum!(#name, #unknown #options);),
        EnumValue::Integer(_) => quote!(rt::integer_enum!(#name, #unknown #options);),
        EnumValue::Unsigned(_) => {
            quote!(rt::integer_enum!(#name, #unknown, u64 #options);)
        }
        EnumValue::Wide(_) => quote!(rt::integer_enum!(#name, #unknown, i128 #options);),
        EnumValue::Number(_) => quote!(rt::number_enum!(#name, #unknown #options);),
        EnumValue::Boolean(_) => quote!(rt::boolean_enum!(#name, #unknown #options);),
        EnumValue::Json(_) => quote!(rt::json_enum!(#name, #unknown #options);),
    }
}

fn emit_declaration(place: &Place<'_>, constants: &Enum) -> TokenStream {
    let docs = docs::emit_docs(&constants.docs);
    let derives = emit_derives(&constants.derives);
    let deprecated = emit_deprecated(constants.deprecated);
    let name = ident(&constants.ident);
    let variants = constants.variants.iter().map(|variant| {
        let docs = docs::emit_docs(&variant.docs);
        let deprecated = emit_deprecated(variant.deprecated);
        let default = variant.is_default.then(|| quote!(#[default]));
        let name = ident(&variant.ident);
        quote!(#docs #deprecated #default #name,)
    });
    let unknown = ident(&constants.unknown);
    let unknown_docs = docs::emit_line(if constants.open {
        "A value that the document does not list."
    } else {
        "A value that the document does not list: a client keeps it, a server refuses it."
    });
    let value = match &constants.values {
        EnumValue::String(_) => place.string(),
        EnumValue::Integer(_) => quote!(i64),
        EnumValue::Unsigned(_) => quote!(u64),
        EnumValue::Wide(_) => quote!(i128),
        EnumValue::Number(_) => quote!(rt::Number),
        EnumValue::Boolean(_) => quote!(bool),
        EnumValue::Json(_) => quote!(rt::Any),
    };
    quote! {
        #docs
        #derives
        #deprecated
        pub enum #name {
            #(#variants)*
            #unknown_docs
            #unknown(#value),
        }
    }
}

/// The signature that gives the value on the wire, the value of each variant, and of the last one.
fn emit_values(values: &EnumValue) -> (TokenStream, Vec<TokenStream>, TokenStream) {
    let integers = |values: &[i128]| values.iter().map(|value| emit_integer(*value)).collect();
    match values {
        EnumValue::String(values) => (
            quote!(as_str(&self) -> &str),
            values.iter().map(|value| quote!(#value)).collect(),
            quote!(value),
        ),
        EnumValue::Integer(values) => (
            quote!(as_i64(&self) -> i64),
            integers(values),
            quote!(*value),
        ),
        EnumValue::Unsigned(values) => (
            quote!(as_u64(&self) -> u64),
            integers(values),
            quote!(*value),
        ),
        EnumValue::Wide(values) => (
            quote!(as_i128(&self) -> i128),
            integers(values),
            quote!(*value),
        ),
        EnumValue::Number(values) => (
            quote!(as_str(&self) -> &str),
            values.iter().map(|value| quote!(#value)).collect(),
            quote!(value.as_str()),
        ),
        EnumValue::Boolean(values) => (
            quote!(as_bool(&self) -> bool),
            values.iter().map(|value| quote!(#value)).collect(),
            quote!(*value),
        ),
        EnumValue::Json(values) => {
            let listed = values.iter().map(|value| quote!(rt::listed_json(#value)));
            (
                quote!(to_json(&self) -> rt::Any),
                listed.collect(),
                quote!(value.clone()),
            )
        }
    }
}

fn emit_functions(constants: &Enum) -> TokenStream {
    let name = ident(&constants.ident);
    let variants: Vec<_> = constants
        .variants
        .iter()
        .map(|variant| ident(&variant.ident))
        .collect();
    let unknown = ident(&constants.unknown);
    let listed = docs::emit_line("Every value that the document lists, in its order.");
    let docs = docs::emit_line("The value on the wire.");
    let (signature, arms, value) = emit_values(&constants.values);
    quote! {
        impl #name {
            #listed
            pub const VARIANTS: &'static [Self] = &[#(Self::#variants),*];

            #docs
            #[must_use]
            pub fn #signature {
                match self {
                    #(Self::#variants => #arms,)*
                    Self::#unknown(value) => #value,
                }
            }
        }
    }
}

/// An integer as an expression: the sign is an operator.
fn emit_integer(value: i128) -> TokenStream {
    let magnitude = Literal::u128_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#magnitude)
    } else {
        quote!(#magnitude)
    }
}
