//! Structs: the type, how one is made, how it is read and written.

use proc_macro2::TokenStream;
use quote::quote;

use super::checks::emit_checks_function;
use super::item::{emit_deprecated, emit_derives, emit_serde};
use super::place::{Place, ident};
use super::{default, direction, docs, ty};
use crate::model::{
    Argument, AsBranch, Boxing, BranchFrom, Codec, Constructor, Field, Fixed, ObjectCodec,
    PartFrom, Presence, Reader, Struct, Unknown,
};
use crate::name::RustIdent;

/// The struct and everything that belongs to it.
pub(crate) fn emit_struct(place: &Place<'_>, object: &Struct) -> Vec<TokenStream> {
    let mut items = vec![emit_declaration(place, object)];
    if let Constructor::Named(required) = &object.constructor {
        items.push(emit_required_declaration(place, object, required));
    }
    items.push(emit_functions(place, object));
    if object.constructor == Constructor::Preset {
        items.push(emit_default(place, &object.ident));
    }
    if let Some(codec) = &object.codec {
        items.push(emit_decode(place, object, codec));
        items.push(emit_encode(object));
        items.push(emit_serde(place, &object.ident));
    }
    let whole = &object.ident;
    items.extend(
        object
            .parts
            .iter()
            .map(|part| emit_part_from(place, whole, part)),
    );
    items.extend(
        object
            .branch_froms
            .iter()
            .map(|from| emit_branch_from(place, whole, from)),
    );
    let into = object.into_request.iter();
    items.extend(into.flat_map(|into| direction::emit_struct_into_request(place, whole, into)));
    items
}

/// The struct alone.
pub(crate) fn emit_declaration(place: &Place<'_>, object: &Struct) -> TokenStream {
    let docs = docs::emit_docs(&object.docs);
    let derives = emit_derives(&object.derives);
    let deprecated = emit_deprecated(object.deprecated);
    let name = ident(&object.ident);
    // The fields of a request are named by calls; their setters warn.
    let warns = object.codec.is_some();
    let fields = object
        .fields
        .iter()
        .map(|field| emit_declared_field(place, field, warns));
    let additional = object.additional.iter().map(|kept| {
        let docs = docs::emit_line("Properties that the schema does not name.");
        let name = ident(&kept.ident);
        let value = ty::emit_ty(place, &kept.value);
        quote!(#docs pub #name: rt::Map<#value>,)
    });
    quote! {
        #docs
        #derives
        #deprecated
        pub struct #name { #(#fields)* #(#additional)* }
    }
}

fn emit_declared_field(place: &Place<'_>, field: &Field, warns: bool) -> TokenStream {
    let deprecated = emit_deprecated(warns && field.deprecated);
    let docs = docs::emit_docs(&field.docs);
    let name = ident(&field.ident);
    let ty = ty::emit_ty(place, &field.ty);
    quote!(#docs #deprecated pub #name: #ty,)
}

/// The struct of arguments for a constructor that needs many. It is made to be given away, so nothing
/// is derived that the compiler would look at as long again as at the struct itself.
fn emit_required_declaration(
    place: &Place<'_>,
    object: &Struct,
    required: &RustIdent,
) -> TokenStream {
    let docs = docs::emit_line(&format!("What [`{}::new`] needs.", object.ident));
    let name = ident(required);
    let fields = required_fields(object).map(|field| emit_declared_field(place, field, false));
    quote! {
        #docs
        #[derive(Debug)]
        pub struct #name { #(#fields)* }
    }
}

fn required_fields(object: &Struct) -> impl Iterator<Item = &Field> {
    object.fields.iter().filter(|field| match field.presence {
        Presence::Required => field.fixed.is_none(),
        Presence::Optional | Presence::OptionalNullable => false,
    })
}

/// `new` and the setters.
fn emit_functions(place: &Place<'_>, object: &Struct) -> TokenStream {
    let name = ident(&object.ident);
    let new = emit_constructor(place, object);
    let setters = object.fields.iter().filter_map(|field| {
        let setter = field.setter.as_ref()?;
        Some(emit_setter(place, field, setter))
    });
    let defaults = object.fields.iter().filter_map(|field| {
        let accessor = field.default.as_ref()?;
        Some(default::emit_default_accessor(place, field, accessor))
    });
    let branches = object
        .branches
        .iter()
        .map(|branch| emit_as_branch(place, branch));
    quote! {
        impl #name { #new #(#setters)* #(#defaults)* #(#branches)* }
    }
}

/// `Default` by what `new` does.
fn emit_default(place: &Place<'_>, name: &RustIdent) -> TokenStream {
    let default = place.trait_default();
    let name = ident(name);
    quote! {
        impl #default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn emit_as_branch(place: &Place<'_>, branch: &AsBranch) -> TokenStream {
    let docs = docs::emit_docs(&branch.docs);
    let name = ident(&branch.ident);
    let option = place.option();
    let ty = ty::emit_ty(place, &branch.ty);
    quote! {
        #docs
        #[must_use]
        pub fn #name(&self) -> #option<#ty> { rt::reread(self) }
    }
}

const NOTHING_BUT_FIXED: &str = "With nothing set but what has one value.";

fn emit_constructor(place: &Place<'_>, object: &Struct) -> TokenStream {
    match &object.constructor {
        Constructor::Empty => {
            let is_preset = object.fields.iter().any(|field| field.fixed.is_some());
            let docs = docs::emit_line(if is_preset {
                NOTHING_BUT_FIXED
            } else {
                "With nothing set."
            });
            quote! {
                #docs
                #[must_use]
                pub fn new() -> Self { Self::default() }
            }
        }
        Constructor::Preset => {
            let docs = docs::emit_line(NOTHING_BUT_FIXED);
            let values = emit_initial_values(place, object, |field| {
                emit_argument_value(place, &field.argument)
            });
            quote! {
                #docs
                #[must_use]
                pub fn new() -> Self { Self { #values } }
            }
        }
        Constructor::Arguments => {
            let names = required_fields(object).map(|field| format!("`{}`", field.ident.plain()));
            let names: Vec<String> = names.collect();
            let docs = docs::emit_line(&format!("With what is required: {}.", names.join(", ")));
            let arguments = required_fields(object).map(|field| {
                let name = ident(&field.argument.ident);
                let ty = emit_argument_ty(place, &field.argument);
                quote!(#name: #ty)
            });
            let values = emit_initial_values(place, object, |field| {
                emit_argument_value(place, &field.argument)
            });
            quote! {
                #docs
                pub fn new(#(#arguments),*) -> Self { Self { #values } }
            }
        }
        Constructor::Named(required) => {
            let docs = docs::emit_line("With what is required.");
            let required = ident(required);
            let values = emit_initial_values(place, object, |field| {
                let name = ident(&field.ident);
                quote!(required.#name)
            });
            quote! {
                #docs
                #[must_use]
                pub fn new(required: #required) -> Self { Self { #values } }
            }
        }
    }
}

/// The fields of a new struct: what is required by `value`, nothing for the others.
fn emit_initial_values(
    place: &Place<'_>,
    object: &Struct,
    value: impl Fn(&Field) -> TokenStream,
) -> TokenStream {
    let fields = object.fields.iter().map(|field| {
        let name = ident(&field.ident);
        let fixed = field.fixed.as_ref().map(|fixed| emit_fixed(place, fixed));
        let value = match (field.presence, fixed) {
            (Presence::Required, None) => value(field),
            (Presence::Required, Some(fixed)) => fixed,
            (Presence::Optional, None) => place.none(),
            (Presence::Optional, Some(fixed)) => {
                let some = place.some();
                quote!(#some(#fixed))
            }
            (Presence::OptionalNullable, _) => quote!(rt::Presence::Absent),
        };
        emit_initialised(&name, &value)
    });
    let additional = object.additional.iter().map(|kept| {
        let name = ident(&kept.ident);
        quote!(#name: rt::Map::new(),)
    });
    quote!(#(#fields)* #(#additional)*)
}

/// What a field has in every new struct.
pub(super) fn emit_fixed(place: &Place<'_>, fixed: &Fixed) -> TokenStream {
    match fixed {
        Fixed::Default => {
            let default = place.trait_default();
            quote!(#default::default())
        }
        Fixed::Text(text) => quote!(#text.into()),
    }
}

/// `name: value,`, or `name,` for short.
pub(crate) fn emit_initialised(name: &proc_macro2::Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() {
        quote!(#name,)
    } else {
        quote!(#name: #value,)
    }
}

/// A function that sets a field that may be absent.
pub(crate) fn emit_setter(place: &Place<'_>, field: &Field, setter: &RustIdent) -> TokenStream {
    let docs = docs::emit_docs(&field.setter_docs);
    let deprecated = field.deprecated.then(|| quote!(#[deprecated]));
    let setter = ident(setter);
    let name = ident(&field.ident);
    let ty = emit_argument_ty(place, &field.argument);
    let argument = ident(&field.argument.ident);
    let value = emit_argument_value(place, &field.argument);
    let wrapped = match field.presence {
        Presence::Required => value,
        Presence::Optional => {
            let some = place.some();
            quote!(#some(#value))
        }
        Presence::OptionalNullable => value,
    };
    quote! {
        #docs
        #deprecated
        #[must_use]
        pub fn #setter(mut self, #argument: #ty) -> Self {
            self.#name = #wrapped;
            self
        }
    }
}

/// `impl Into<T>` or `T`.
pub(crate) fn emit_argument_ty(place: &Place<'_>, argument: &Argument) -> TokenStream {
    let ty = ty::emit_ty(place, &argument.ty);
    if argument.into {
        let into = place.trait_into();
        quote!(impl #into<#ty>)
    } else {
        ty
    }
}

/// The argument as the value that is kept.
pub(crate) fn emit_argument_value(place: &Place<'_>, argument: &Argument) -> TokenStream {
    let name = ident(&argument.ident);
    let value = if argument.into {
        quote!(#name.into())
    } else {
        quote!(#name)
    };
    let boxed = place.boxed();
    match argument.boxing {
        Boxing::Unboxed => value,
        Boxing::Whole => quote!(#boxed::new(#value)),
        Boxing::Inside => quote!(#value.map(#boxed::new)),
    }
}

fn emit_decode(place: &Place<'_>, object: &Struct, codec: &ObjectCodec) -> TokenStream {
    let name = ident(&object.ident);
    let checks = emit_checks_function(place, &object.checks);
    let known: Vec<&str> = object
        .fields
        .iter()
        .map(|field| field.wire.as_str())
        .chain(codec.passed_over.iter().map(String::as_str))
        .collect();
    let open = if object.fields.is_empty()
        && object.additional.is_none()
        && codec.unknown == Unknown::Ignored
    {
        quote!(json.object()?;)
    } else {
        quote!(let object = json.object()?;)
    };
    let deny = match codec.unknown {
        Unknown::Denied => quote!(object.deny_unknown(&[#(#known),*])?;),
        Unknown::Ignored => quote!(),
    };
    let fields = object.fields.iter().map(emit_decoded_field);
    let additional = object.additional.iter().map(|kept| {
        let name = ident(&kept.ident);
        quote!(#name: object.additional(&[#(#known),*])?,)
    });
    let value = quote!(Self { #(#fields)* #(#additional)* });
    let end = emit_decoded(place, object, &value);
    quote! {
        impl rt::Decode for #name {
            fn decode(json: rt::View<'_>) -> rt::DecodeResult<Self> {
                #open
                #deny
                #end
            }
            #checks
        }
    }
}

/// The end of `decode`: what was wrong with properties that need not be there is told last.
fn emit_decoded(place: &Place<'_>, object: &Struct, value: &TokenStream) -> TokenStream {
    let needed = |field: &Field| field.presence == Presence::Required;
    if object.fields.iter().all(needed) {
        let ok = place.ok();
        quote!(#ok(#value))
    } else {
        quote! {
            let value = #value;
            object.finish(value)
        }
    }
}

fn emit_decoded_field(field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let wire = &field.wire;
    let read = match (field.codec, field.presence) {
        (Codec::Plain, Presence::Required) => quote!(required(#wire)),
        (Codec::Plain, Presence::Optional) => quote!(optional(#wire)),
        (Codec::Plain, Presence::OptionalNullable) => quote!(presence(#wire)),
        (Codec::Lenient(reader, or_null), presence) => {
            let reader = emit_reader(reader, or_null);
            match presence {
                Presence::Required => quote!(required_with(#wire, rt::#reader)),
                Presence::Optional => quote!(optional_with(#wire, rt::#reader)),
                Presence::OptionalNullable => quote!(presence_with(#wire, rt::#reader)),
            }
        }
    };
    match field.presence {
        Presence::Required => quote!(#name: object.#read?,),
        Presence::Optional | Presence::OptionalNullable => quote!(#name: object.#read,),
    }
}

fn emit_reader(reader: Reader, or_null: bool) -> TokenStream {
    match (reader, or_null) {
        (Reader::Text, false) => quote!(lenient_string),
        (Reader::Text, true) => quote!(lenient_string_or_null),
        (Reader::Texts, false) => quote!(lenient_strings),
        (Reader::Texts, true) => quote!(lenient_strings_or_null),
        (Reader::Scalar, false) => quote!(lenient_scalar),
        (Reader::Scalar, true) => quote!(lenient_scalar_or_null),
        (Reader::Scalars, false) => quote!(lenient_scalars),
        (Reader::Scalars, true) => quote!(lenient_scalars_or_null),
    }
}

fn emit_encode(object: &Struct) -> TokenStream {
    let name = ident(&object.ident);
    let fields = object.fields.iter().map(|field| {
        let name = ident(&field.ident);
        let wire = &field.wire;
        match field.presence {
            Presence::Required => quote!(object.required(#wire, &self.#name);),
            Presence::Optional => quote!(object.optional(#wire, &self.#name);),
            Presence::OptionalNullable => quote!(object.presence(#wire, &self.#name);),
        }
    });
    let additional = object.additional.iter().map(|kept| {
        let name = ident(&kept.ident);
        quote!(object.additional(&self.#name);)
    });
    let body = if object.fields.is_empty() && object.additional.is_none() {
        quote!(writer.object().end();)
    } else {
        quote! {
            let mut object = writer.object();
            #(#fields)*
            #(#additional)*
            object.end();
        }
    };
    quote! {
        impl rt::Encode for #name {
            fn encode(&self, writer: &mut rt::Writer) { #body }
        }
    }
}

fn emit_part_from(place: &Place<'_>, whole: &RustIdent, part: &PartFrom) -> TokenStream {
    let from = place.trait_from();
    let whole = ident(whole);
    let target = place.path(&part.part);
    let fields = part.fields.iter().map(|(part, whole)| {
        let (part, whole) = (ident(part), ident(whole));
        quote!(#part: whole.#whole,)
    });
    let rest = part.rest.iter().map(|name| {
        let name = ident(name);
        let named = &part.named;
        quote!(#name: rt::rest(&whole, &[#(#named),*]),)
    });
    quote! {
        impl #from<#whole> for #target {
            fn from(whole: #whole) -> Self {
                Self { #(#rest)* #(#fields)* }
            }
        }
    }
}

/// The whole that a branch is, with nothing set of what other branches have.
fn emit_branch_from(place: &Place<'_>, whole: &RustIdent, from: &BranchFrom) -> TokenStream {
    let trait_from = place.trait_from();
    let whole = ident(whole);
    let branch = place.path(&from.branch);
    let fields = from.fields.iter().map(|(name, transfer)| {
        let name = ident(name);
        let value = direction::emit_transfer(place, &quote!(branch), transfer);
        quote!(#name: #value,)
    });
    let additional = from.additional.iter().map(|(name, own)| {
        let name = ident(name);
        match own.as_ref().map(ident) {
            Some(own) => quote!(#name: branch.#own,),
            None => quote!(#name: rt::Map::new(),),
        }
    });
    quote! {
        impl #trait_from<#branch> for #whole {
            fn from(branch: #branch) -> Self {
                Self { #(#fields)* #(#additional)* }
            }
        }
    }
}
