//! Tables of checks.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::place::Place;
use super::{ty, unions};
use crate::model::{Check, Pattern, Ty};

/// `fn checks` of an `impl rt::Decode`; nothing without a check.
pub(crate) fn emit_checks_function(place: &Place<'_>, checks: &[Check]) -> Option<TokenStream> {
    if checks.is_empty() {
        return None;
    }
    let table = emit_checks(place, checks);
    Some(quote! {
        fn checks() -> &'static [rt::Check] { #table }
    })
}

/// `&[rt::Check::MinLength(1), …]`
pub(crate) fn emit_checks(place: &Place<'_>, checks: &[Check]) -> TokenStream {
    let checks = checks.iter().map(|check| {
        let check = emit_check(place, check);
        quote!(rt::Check::#check)
    });
    quote!(&[#(#checks),*])
}

fn emit_lists(place: &Place<'_>, lists: &[Vec<Check>]) -> TokenStream {
    let lists = lists.iter().map(|list| emit_checks(place, list));
    quote!(&[#(#lists),*])
}

fn emit_check(place: &Place<'_>, check: &Check) -> TokenStream {
    let list = |checks: &[Check]| emit_checks(place, checks);
    match check {
        Check::Never => quote!(Never),
        Check::Kinds(kinds) => unions::emit_kinds_check(kinds),
        Check::OneOfValues(values) => quote!(OneOfValues(&[#(#values),*])),
        Check::MinLength(least) => emit_count(quote!(MinLength), *least),
        Check::MaxLength(most) => emit_count(quote!(MaxLength), *most),
        Check::Pattern(pattern) => emit_pattern(pattern),
        Check::Minimum(limit) => quote!(Minimum(#limit)),
        Check::Maximum(limit) => quote!(Maximum(#limit)),
        Check::ExclusiveMinimum(limit) => quote!(ExclusiveMinimum(#limit)),
        Check::ExclusiveMaximum(limit) => quote!(ExclusiveMaximum(#limit)),
        Check::MultipleOf(divisor) => quote!(MultipleOf(#divisor)),
        Check::MinItems(least) => emit_count(quote!(MinItems), *least),
        Check::MaxItems(most) => emit_count(quote!(MaxItems), *most),
        Check::UniqueItems => quote!(UniqueItems),
        Check::Position(at, item) => emit_indexed(quote!(Position), *at, &list(item)),
        Check::ItemsFrom(first, item) => emit_indexed(quote!(ItemsFrom), *first, &list(item)),
        Check::Contains(item, least, most) => emit_contains(place, &list(item), *least, *most),
        Check::UnevaluatedItems(whole, item) => {
            emit_lists_of(quote!(UnevaluatedItems), &[list(whole), list(item)])
        }
        Check::MinProperties(least) => emit_count(quote!(MinProperties), *least),
        Check::MaxProperties(most) => emit_count(quote!(MaxProperties), *most),
        Check::Required(name) => quote!(Required(#name)),
        Check::Property(name, value) => emit_named(quote!(Property), name, &list(value)),
        Check::Matching(name, value) => emit_named(quote!(Matching), &name.regex, &list(value)),
        Check::Others(names, patterns, value) => {
            let (patterns, value) = (emit_patterns(patterns), list(value));
            quote!(Others(&[#(#names),*], #patterns, #value))
        }
        Check::Values(value) => emit_lists_of(quote!(Values), &[list(value)]),
        Check::Names(name) => emit_lists_of(quote!(Names), &[list(name)]),
        Check::DependentRequired(name, others) => {
            quote!(DependentRequired(#name, &[#(#others),*]))
        }
        Check::Dependent(name, whole) => emit_named(quote!(Dependent), name, &list(whole)),
        Check::UnevaluatedProperties(whole, value) => {
            emit_lists_of(quote!(UnevaluatedProperties), &[list(whole), list(value)])
        }
        Check::Not(inside) => emit_lists_of(quote!(Not), &[list(inside)]),
        Check::AnyOf(lists) => emit_lists_of(quote!(AnyOf), &[emit_lists(place, lists)]),
        Check::OneOf(lists) => emit_lists_of(quote!(OneOf), &[emit_lists(place, lists)]),
        Check::If(condition, then, otherwise) => {
            emit_lists_of(quote!(If), &[list(condition), list(then), list(otherwise)])
        }
        Check::Nullable(inside) => emit_lists_of(quote!(Nullable), &[list(inside)]),
        Check::AsText(inside) => emit_lists_of(quote!(AsText), &[list(inside)]),
        Check::AsScalar(inside) => emit_lists_of(quote!(AsScalar), &[list(inside)]),
        Check::Of(of) => {
            let of = ty::emit_ty(place, of);
            quote!(Of(<#of as rt::Decode>::checks))
        }
        Check::Branches(branches) => {
            let branches = emit_lists(place, branches);
            quote!(Branches(Self::choose, #branches))
        }
        Check::AnyBranch(branches) => emit_tried(place, &quote!(AnyBranch), branches),
        Check::OneBranch(branches) => emit_tried(place, &quote!(OneBranch), branches),
    }
}

/// Branches that are tried: how each is read and what is checked of it.
fn emit_tried(place: &Place<'_>, name: &TokenStream, branches: &[(Ty, Vec<Check>)]) -> TokenStream {
    let branches = branches.iter().map(|(of, checks)| {
        let (of, checks) = (ty::emit_ty(place, of), emit_checks(place, checks));
        quote!((rt::reads_as::<#of>, #checks))
    });
    quote!(#name(&[#(#branches),*]))
}

fn emit_count(name: TokenStream, count: u64) -> TokenStream {
    let count = Literal::u64_unsuffixed(count);
    quote!(#name(#count))
}

fn emit_indexed(name: TokenStream, index: usize, inside: &TokenStream) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    quote!(#name(#index, #inside))
}

fn emit_named(name: TokenStream, property: &str, inside: &TokenStream) -> TokenStream {
    quote!(#name(#property, #inside))
}

fn emit_lists_of(name: TokenStream, lists: &[TokenStream]) -> TokenStream {
    quote!(#name(#(#lists),*))
}

fn emit_contains(
    place: &Place<'_>,
    item: &TokenStream,
    least: u64,
    most: Option<u64>,
) -> TokenStream {
    let least = Literal::u64_unsuffixed(least);
    let most = match most.map(Literal::u64_unsuffixed) {
        Some(most) => {
            let some = place.some();
            quote!(#some(#most))
        }
        None => place.none(),
    };
    quote!(Contains(#item, #least, #most))
}

fn emit_pattern(pattern: &Pattern) -> TokenStream {
    let Pattern { written, regex } = pattern;
    if written == regex {
        quote!(Pattern(#regex))
    } else {
        quote!(PatternAs(#written, #regex))
    }
}

fn emit_patterns(patterns: &[Pattern]) -> TokenStream {
    let patterns = patterns.iter().map(|pattern| &pattern.regex);
    quote!(&[#(#patterns),*])
}
