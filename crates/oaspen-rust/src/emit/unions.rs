//! Unions: the enum, the table by which a value finds its branch, and the codec over it.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::checks::emit_checks_function;
use super::item::{emit_deprecated, emit_derives, emit_serde};
use super::place::{Place, ident};
use super::{direction, docs, ty};
use crate::model::{Kind, Kinds, Literal, Rule, Test, Through, Union, UnionVariant};
use crate::name::RustIdent;

/// The enum and everything that belongs to it.
pub(crate) fn emit_union(place: &Place<'_>, union: &Union) -> Vec<TokenStream> {
    let mut items = vec![emit_declaration(place, union), emit_table(union)];
    items.extend(emit_shared_choice(place, union));
    items.extend([emit_decode(place, union), emit_encode(union)]);
    items.extend(
        union
            .variants
            .iter()
            .filter(|variant| variant.from)
            .map(|variant| emit_from(place, &union.ident, variant)),
    );
    items.extend(
        union
            .through
            .iter()
            .map(|through| emit_through(place, &union.ident, through)),
    );
    items.push(emit_serde(place, &union.ident));
    let into = union.into_request.iter();
    items.extend(into.flat_map(|into| direction::emit_union_into_request(place, union, into)));
    items
}

fn emit_declaration(place: &Place<'_>, union: &Union) -> TokenStream {
    let docs = docs::emit_docs(&union.docs);
    let derives = emit_derives(&union.derives);
    let deprecated = emit_deprecated(union.deprecated);
    let name = ident(&union.ident);
    let variants = union.variants.iter().map(|variant| {
        let docs = docs::emit_docs(&variant.docs);
        let name = ident(&variant.ident);
        let ty = ty::emit_ty(place, &variant.ty);
        let ty = if variant.boxed {
            let boxed = place.boxed();
            quote!(#boxed<#ty>)
        } else {
            ty
        };
        quote!(#docs #name(#ty),)
    });
    let unknown = ident(&union.unknown);
    let unknown_docs =
        docs::emit_line("A value that fits no branch: a client keeps it, a server refuses it.");
    quote! {
        #docs
        #derives
        #deprecated
        pub enum #name {
            #(#variants)*
            #unknown_docs
            #unknown(rt::Any),
        }
    }
}

fn emit_table(union: &Union) -> TokenStream {
    let name = ident(&union.plan.ident);
    let branches = union.variants.iter().map(|variant| variant.ident.plain());
    let rules = union.plan.rules.iter().map(emit_rule);
    quote! {
        static #name: rt::UnionPlan = rt::UnionPlan {
            branches: &[#(#branches),*],
            rules: &[#(#rules),*],
        };
    }
}

fn emit_rule(rule: &Rule) -> TokenStream {
    let kinds = emit_kinds(&rule.kinds);
    let branch = Token::usize_unsuffixed(rule.branch);
    let test = match &rule.test {
        Test::Always => quote!(Always),
        Test::HasKey(key) => quote!(HasKey(#key)),
        Test::FirstItem(kinds) => {
            let kinds = emit_kinds(kinds);
            quote!(FirstItem(#kinds))
        }
        Test::LacksKey(key) => quote!(LacksKey(#key)),
        Test::KeyEquals(key, values) => {
            let values = values.iter().map(emit_literal);
            quote!(KeyEquals(#key, &[#(#values),*]))
        }
        Test::Equals(values) => {
            let values = values.iter().map(emit_literal);
            quote!(Equals(&[#(#values),*]))
        }
        Test::Decodes => quote!(Decodes),
        Test::Tolerated => quote!(Tolerated),
    };
    quote!(rt::Rule { kinds: #kinds, test: rt::Test::#test, branch: #branch })
}

/// `Kinds(&[rt::Kinds::NULL, rt::Kinds::STRING])`: a list, because the table lives as long as the
/// program, which the result of a call would not.
pub(super) fn emit_kinds_check(kinds: &Kinds) -> TokenStream {
    let kinds = emit_kind_list(kinds);
    quote!(Kinds(&[#(#kinds),*]))
}

fn emit_kinds(kinds: &Kinds) -> TokenStream {
    let mut names = emit_kind_list(kinds).into_iter();
    match names.next() {
        Some(first) => quote!(#first #(.or(#names))*),
        None => quote!(rt::Kinds::ANY),
    }
}

const NOT_NULL: [Kind; 5] = [
    Kind::Boolean,
    Kind::Number,
    Kind::String,
    Kind::Array,
    Kind::Object,
];

fn emit_kind_list(kinds: &Kinds) -> Vec<TokenStream> {
    let kinds = match kinds {
        Kinds::None => return vec![quote!(rt::Kinds::NONE)],
        Kinds::Any => return vec![quote!(rt::Kinds::ANY)],
        Kinds::Of(kinds) if *kinds == NOT_NULL => return vec![quote!(rt::Kinds::NOT_NULL)],
        Kinds::Of(kinds) => kinds.iter(),
    };
    let names = kinds.map(|kind| match kind {
        Kind::Null => quote!(rt::Kinds::NULL),
        Kind::Boolean => quote!(rt::Kinds::BOOLEAN),
        Kind::Integer => quote!(rt::Kinds::INTEGER),
        Kind::Fraction => quote!(rt::Kinds::FRACTION),
        Kind::Number => quote!(rt::Kinds::NUMBER),
        Kind::String => quote!(rt::Kinds::STRING),
        Kind::Array => quote!(rt::Kinds::ARRAY),
        Kind::Object => quote!(rt::Kinds::OBJECT),
    });
    names.collect()
}

fn emit_literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Null => quote!(rt::Literal::Null),
        Literal::Bool(value) => quote!(rt::Literal::Bool(#value)),
        Literal::Number(text) => quote!(rt::Literal::Number(#text)),
        Literal::String(text) => quote!(rt::Literal::String(#text)),
    }
}

fn emit_decode(place: &Place<'_>, union: &Union) -> TokenStream {
    let name = ident(&union.ident);
    let plan = ident(&union.plan.ident);
    let (some, none) = (place.some(), place.none());
    let unknown = ident(&union.unknown);
    let arms = union.variants.iter().enumerate().map(|(at, variant)| {
        let at = Token::usize_unsuffixed(at);
        let variant = ident(&variant.ident);
        quote!(#some(#at) => json.decode().map(Self::#variant),)
    });
    let choose = if union.plan.is_shared {
        quote!(Self::choose(json))
    } else {
        emit_choose(place, union)
    };
    let checks = emit_checks_function(place, &union.checks);
    let read = quote! {
        #(#arms)*
        #some(_) | #none => #plan.unknown(json).map(Self::#unknown),
    };
    let body = if union.plan.reconsiders {
        quote! {
            let read = |branch| match branch { #read };
            #plan.decode_first(json, read)
        }
    } else {
        quote!(match #choose { #read })
    };
    quote! {
        impl rt::Decode for #name {
            fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> { #body }
            #checks
        }
    }
}

/// The function that decoding and checking find the branch by.
fn emit_shared_choice(place: &Place<'_>, union: &Union) -> Option<TokenStream> {
    if !union.plan.is_shared {
        return None;
    }
    let name = ident(&union.ident);
    let option = place.option();
    let choose = emit_choose(place, union);
    Some(quote! {
        impl #name {
            fn choose(json: rt::View<'_>) -> #option<usize> { #choose }
        }
    })
}

fn emit_choose(place: &Place<'_>, union: &Union) -> TokenStream {
    let plan = ident(&union.plan.ident);
    if union.plan.tried.is_empty() {
        return quote!(#plan.choose(json));
    }
    let trials = union.plan.tried.iter().filter_map(|branch| {
        let ty = ty::emit_ty(place, &union.variants.get(*branch)?.ty);
        let branch = Token::usize_unsuffixed(*branch);
        Some(quote!(#branch => rt::decodes::<#ty>(json),))
    });
    quote! {
        #plan.choose_with(json, |branch| match branch {
            #(#trials)*
            _ => false,
        })
    }
}

fn emit_encode(union: &Union) -> TokenStream {
    let name = ident(&union.ident);
    let unknown = std::iter::once(&union.unknown);
    let variants = union.variants.iter().map(|variant| &variant.ident);
    let arms = variants.chain(unknown).map(|variant| {
        let variant = ident(variant);
        quote!(Self::#variant(value) => rt::Encode::encode(value, writer),)
    });
    quote! {
        impl rt::Encode for #name {
            fn encode(&self, writer: &mut rt::Writer) {
                match self { #(#arms)* }
            }
        }
    }
}

fn emit_from(place: &Place<'_>, union: &RustIdent, variant: &UnionVariant) -> TokenStream {
    let from = place.trait_from();
    let union = ident(union);
    let ty = ty::emit_ty(place, &variant.ty);
    let name = ident(&variant.ident);
    let value = if variant.boxed {
        let boxed = place.boxed();
        quote!(#boxed::new(value))
    } else {
        quote!(value)
    };
    quote! {
        impl #from<#ty> for #union {
            fn from(value: #ty) -> Self {
                Self::#name(#value)
            }
        }
    }
}

fn emit_through(place: &Place<'_>, union: &RustIdent, through: &Through) -> TokenStream {
    let from = place.trait_from();
    let union = ident(union);
    let ty = ty::emit_ty(place, &through.ty);
    let name = ident(&through.variant);
    let value = if through.boxed {
        let boxed = place.boxed();
        quote!(#boxed::new(value.into()))
    } else {
        quote!(value.into())
    };
    quote! {
        impl #from<#ty> for #union {
            fn from(value: #ty) -> Self {
                Self::#name(#value)
            }
        }
    }
}
