//! Enums of constants.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::item::emit_derives;
use super::place::{Place, ident};
use crate::model::{Enum, EnumValue};

/// The enum and everything that belongs to it.
pub(crate) fn emit_enum(place: &Place<'_>, constants: &Enum) -> Vec<TokenStream> {
    let name = ident(&constants.ident);
    let unknown = ident(&constants.unknown);
    let lenient = constants.lenient.then(|| quote!(, lenient));
    let open = constants.open.then(|| quote!(, open));
    let implement = match &constants.values {
        EnumValue::String(_) => quote!(rt::string_enum!(#name, #unknown #lenient #open);),
        EnumValue::Integer(_) => quote!(rt::integer_enum!(#name, #unknown #lenient);),
    };
    vec![
        emit_declaration(place, constants),
        emit_functions(constants),
        implement,
    ]
}

fn emit_declaration(place: &Place<'_>, constants: &Enum) -> TokenStream {
    let docs = docs::emit_docs(&constants.docs);
    let derives = emit_derives(&constants.derives);
    let name = ident(&constants.ident);
    let variants = constants.variants.iter().map(|variant| {
        let docs = docs::emit_docs(&variant.docs);
        let name = ident(&variant.ident);
        quote!(#docs #name,)
    });
    let unknown = ident(&constants.unknown);
    let unknown_docs = docs::emit_line(if constants.open {
        "A value that the document does not list: it is as good as the others."
    } else {
        "A value that the document does not list: a client keeps it, a server refuses it."
    });
    let value = match &constants.values {
        EnumValue::String(_) => place.string(),
        EnumValue::Integer(_) => quote!(i64),
    };
    quote! {
        #docs
        #derives
        pub enum #name {
            #(#variants)*
            #unknown_docs
            #unknown(#value),
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
    let (signature, arms, value) = match &constants.values {
        EnumValue::String(values) => (
            quote!(as_str(&self) -> &str),
            values
                .iter()
                .map(|value| quote!(#value))
                .collect::<Vec<_>>(),
            quote!(value),
        ),
        EnumValue::Integer(values) => (
            quote!(as_i64(&self) -> i64),
            values.iter().map(|value| emit_integer(*value)).collect(),
            quote!(*value),
        ),
    };
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
fn emit_integer(value: i64) -> TokenStream {
    let magnitude = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 {
        quote!(-#magnitude)
    } else {
        quote!(#magnitude)
    }
}
