//! The words that Rust keeps for itself.

/// Whether a word can be an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As it is.
    Free,
    /// As `r#word`.
    Raw,
    /// In no form.
    Never,
}

/// Strict and reserved keywords of the 2024 edition that may be written raw.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Path keywords, and `_`: The Rust Reference, "Raw identifiers".
const NEVER: &[&str] = &["_", "Self", "crate", "self", "super"];

/// What `text` is to Rust.
pub(super) fn kind(text: &str) -> Kind {
    if NEVER.binary_search(&text).is_ok() {
        Kind::Never
    } else if RAW.binary_search(&text).is_ok() {
        Kind::Raw
    } else {
        Kind::Free
    }
}
