//! Names: split a wire name into words, claim it in a scope, get an identifier.
//!
//! A name as in the document (a `String` in `ir`), [`Words`] and [`RustIdent`] are three types;
//! a [`RustIdent`] is made nowhere else, and only by a [`Scope`] or from this crate's own constants.

mod confusable;
mod ident;
mod keyword;
mod scope;
mod status;
mod symbol;
#[cfg(test)]
mod tests;
mod words;

pub use ident::RustIdent;
pub use scope::{Case, Scope};
pub use status::status_words;
pub use words::Words;
