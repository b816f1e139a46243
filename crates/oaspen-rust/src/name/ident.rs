//! A Rust identifier that is valid and claimed in its scope.

use std::fmt;

use super::{Words, keyword};

/// An identifier, raw (`r#type`) where it must be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RustIdent(String);

impl RustIdent {
    /// Only for `name/`: the caller has made sure that `text` begins and goes on as an identifier
    /// does. A keyword becomes raw, or gets a `_` where it cannot be raw.
    pub(super) fn from_legal(text: impl Into<String>) -> Self {
        let text = text.into();
        match keyword::kind(&text) {
            keyword::Kind::Free => Self(text),
            keyword::Kind::Raw => Self(format!("r#{text}")),
            keyword::Kind::Never => Self(format!("{text}_")),
        }
    }

    /// An identifier that this crate's source spells out, such as `operations`.
    pub fn fixed(text: &'static str) -> Self {
        Self::from_legal(text)
    }

    /// A part of a path that the configuration spells out; what is no identifier is made one.
    pub fn of_path(part: &str) -> Self {
        let mut characters = part.chars();
        let is_legal = characters.next().is_some_and(unicode_ident::is_xid_start)
            && characters.all(unicode_ident::is_xid_continue);
        match part {
            "crate" | "self" | "super" => Self(part.to_owned()),
            legal if is_legal => Self::from_legal(legal),
            other => Self::from_legal(Words::of(other).snake()),
        }
    }

    /// The identifier as printed, with `r#` where needed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The identifier without `r#`: the name of a module's file, and what `quote` is given.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// Whether it is printed with `r#`.
    pub fn is_raw(&self) -> bool {
        self.0.starts_with("r#")
    }

    /// The same name for a variable or an argument: clippy frowns at variables that are called like
    /// placeholders, not at fields.
    #[must_use]
    pub fn binding(&self) -> Self {
        match self.plain() {
            "foo" | "baz" | "quux" => self.suffixed("_"),
            _ => self.clone(),
        }
    }

    /// Whether clippy's `wrong_self_convention` expects of a method of this name that it does not
    /// take `&self`.
    pub fn is_against_self(&self) -> bool {
        let name = self.plain();
        name == "new"
            || name.starts_with("from_")
            || name.starts_with("into_")
            || (name.starts_with("to_") && name.ends_with("_mut"))
    }

    /// The same name with words before it, for a second function about the same thing:
    /// `with_` and `caption` give `with_caption`.
    #[must_use]
    pub fn prefixed(&self, prefix: &'static str) -> Self {
        Self::from_legal(format!("{prefix}{}", self.plain()))
    }

    /// The same name with something after it that no name of the document ends in, such as `_`.
    #[must_use]
    pub fn suffixed(&self, suffix: &'static str) -> Self {
        Self::from_legal(format!("{}{suffix}", self.plain()))
    }
}

impl fmt::Display for RustIdent {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
