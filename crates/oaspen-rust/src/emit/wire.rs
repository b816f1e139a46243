//! Values of the runtime that say how something is written: encodings, styles, shapes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{
    FormField, HeaderForm, ItemFraming, ParameterEncoding, ParameterStyle, ValueShape,
};

/// `rt::FORM`, or an encoding spelt out.
fn emit_style(style: ParameterStyle, explode: bool, allow_reserved: bool) -> TokenStream {
    match (style, explode, allow_reserved) {
        (ParameterStyle::Simple, false, false) => quote!(rt::SIMPLE),
        (ParameterStyle::Form, true, false) => quote!(rt::FORM),
        (
            ParameterStyle::Simple
            | ParameterStyle::Label
            | ParameterStyle::Matrix
            | ParameterStyle::Form
            | ParameterStyle::SpaceDelimited
            | ParameterStyle::PipeDelimited
            | ParameterStyle::DeepObject
            | ParameterStyle::Cookie,
            _,
            _,
        ) => {
            let style = emit_style_name(style);
            quote!(rt::Encoding { style: #style, explode: #explode, allow_reserved: #allow_reserved })
        }
    }
}

fn emit_style_name(style: ParameterStyle) -> TokenStream {
    match style {
        ParameterStyle::Simple => quote!(rt::Style::Simple),
        ParameterStyle::Label => quote!(rt::Style::Label),
        ParameterStyle::Matrix => quote!(rt::Style::Matrix),
        ParameterStyle::Form => quote!(rt::Style::Form),
        ParameterStyle::SpaceDelimited => quote!(rt::Style::SpaceDelimited),
        ParameterStyle::PipeDelimited => quote!(rt::Style::PipeDelimited),
        ParameterStyle::DeepObject => quote!(rt::Style::DeepObject),
        ParameterStyle::Cookie => quote!(rt::Style::Cookie),
    }
}

/// `rt::Shape::Array`.
pub(super) fn emit_shape(shape: ValueShape) -> TokenStream {
    match shape {
        ValueShape::Scalar => quote!(rt::Shape::Scalar),
        ValueShape::Array => quote!(rt::Shape::Array),
        ValueShape::Object => quote!(rt::Shape::Object),
    }
}

/// `rt::HeaderForm::Simple`.
pub(super) fn emit_header_form(form: HeaderForm) -> TokenStream {
    match form {
        HeaderForm::Simple => quote!(rt::HeaderForm::Simple),
        HeaderForm::Exploded => quote!(rt::HeaderForm::Exploded),
        HeaderForm::Json => quote!(rt::HeaderForm::Json),
        HeaderForm::Lines => quote!(rt::HeaderForm::Lines),
    }
}

/// `&["a", "b"]`.
pub(super) fn emit_texts(texts: &[String]) -> TokenStream {
    quote!(&[#(#texts),*])
}

/// The encoding of a style; none of a document.
pub(super) fn emit_encoding(encoding: &ParameterEncoding) -> Option<TokenStream> {
    match encoding {
        ParameterEncoding::Style {
            style,
            explode,
            allow_reserved,
        } => Some(emit_style(*style, *explode, *allow_reserved)),
        ParameterEncoding::Content | ParameterEncoding::Form(_) => None,
    }
}

/// The properties of a form whose encoding the document gives, with it.
pub(super) fn emit_form_encodings(fields: &[FormField]) -> TokenStream {
    let encodings = fields.iter().filter_map(|field| {
        let name = &field.name;
        let encoding = field.encoding.as_ref().and_then(emit_encoding)?;
        Some(quote!((#name, #encoding)))
    });
    quote!(&[#(#encodings),*])
}

/// The properties of a form, as they are read.
pub(super) fn emit_form_fields(fields: &[FormField]) -> TokenStream {
    let fields = fields.iter().map(|field| {
        let (name, shape) = (&field.name, emit_shape(field.shape));
        match field.encoding.as_ref().and_then(emit_encoding) {
            Some(encoding) => quote!((#name, #shape, Some(#encoding))),
            None => quote!((#name, #shape, None)),
        }
    });
    quote!(&[#(#fields),*])
}

/// What the runtime calls a framing, wherever it reads or writes one.
pub(super) fn emit_framing(framing: ItemFraming) -> TokenStream {
    match framing {
        ItemFraming::Events => quote!(events),
        ItemFraming::TextEvents => quote!(text_events),
        ItemFraming::WholeEvents => quote!(whole_events),
        ItemFraming::JsonLines => quote!(json_lines),
        ItemFraming::JsonSequence => quote!(json_sequence),
    }
}

/// [`emit_framing`] of a body that need not be there.
pub(super) fn emit_optional_framing(framing: ItemFraming) -> TokenStream {
    match framing {
        ItemFraming::Events => quote!(optional_events),
        ItemFraming::TextEvents => quote!(optional_text_events),
        ItemFraming::WholeEvents => quote!(optional_whole_events),
        ItemFraming::JsonLines => quote!(optional_json_lines),
        ItemFraming::JsonSequence => quote!(optional_json_sequence),
    }
}
