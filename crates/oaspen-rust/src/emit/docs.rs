//! Doc comments.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Docs;

/// `/// …` before an item.
pub(crate) fn emit_docs(docs: &Docs) -> TokenStream {
    let lines = docs.lines.iter().map(|line| spaced(line));
    quote!(#(#[doc = #lines])*)
}

/// One line `/// …` of our own.
pub(crate) fn emit_line(text: &str) -> TokenStream {
    let line = spaced(text);
    quote!(#[doc = #line])
}

/// Lines of text, each after `prefix`: `//!` or `///`.
pub(crate) fn emit_lines(docs: &Docs, prefix: &str) -> String {
    let mut text = String::new();
    for line in &docs.lines {
        let _ = writeln!(text, "{prefix}{}", spaced(line));
    }
    text
}

fn spaced(line: &str) -> String {
    if line.is_empty() {
        String::new()
    } else {
        format!(" {line}")
    }
}
