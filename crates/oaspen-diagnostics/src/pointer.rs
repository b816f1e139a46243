//! JSON Pointer (RFC 6901) in its URI fragment form, as people see it: `#/components/schemas/Pet`.

use std::fmt;

/// Where a value stands in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    /// Escaped reference tokens, each preceded by `/`.
    text: String,
}

impl Pointer {
    /// The whole document.
    pub const fn root() -> Self {
        Self {
            text: String::new(),
        }
    }

    /// The pointer of escaped text without `#`, such as `/paths/~1pets`.
    pub fn from_escaped(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// This pointer with one more (unescaped) token.
    #[must_use]
    pub fn join(&self, token: &str) -> Self {
        let mut text = String::with_capacity(self.text.len() + token.len() + 1);
        text.push_str(&self.text);
        text.push('/');
        for character in token.chars() {
            match character {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                other => text.push(other),
            }
        }
        Self { text }
    }

    /// This pointer with an index into a list.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self {
            text: format!("{}/{index}", self.text),
        }
    }

    /// The pointer without its last token; the root has no parent.
    pub fn parent(&self) -> Option<Self> {
        let (before, _) = self.text.rsplit_once('/')?;
        Some(Self {
            text: before.to_owned(),
        })
    }

    /// The unescaped tokens, first to last.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.text
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// The escaped text without `#`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether this is the whole document.
    pub fn is_root(&self) -> bool {
        self.text.is_empty()
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "#{}", self.text)
    }
}
