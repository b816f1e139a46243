//! What generated code reads a request with: each value by itself, whatever is wrong with the others,
//! so that an answer tells everything at once.

use std::cell::RefCell;

use super::Incoming;
use crate::body::{Multipart, MultipartError, Parts};
use crate::check::Check;
use crate::json::{Decode, DecodeResult, Encode, Tree, Value};
use crate::param::{Encoding, Shape, Style};
use crate::server::rejection::Rejection;
use crate::validate::{check_whole, decode_checked, decode_checked_value};

/// Reads the values of a request. What is wrong with one is kept, and the next can be read.
#[derive(Clone, Copy)]
pub struct Reader<'r> {
    pub(super) incoming: &'r Incoming,
    pub(super) checks: Option<&'static [Check]>,
    pub(super) allows_empty: bool,
    /// Whether a list is one text, with commas.
    pub(super) is_joined: bool,
    told: &'r RefCell<Vec<Rejection>>,
}

impl Incoming {
    /// What `decode` makes of the request.
    ///
    /// # Errors
    /// Everything that it found wrong.
    pub(crate) fn decode<R>(&self, decode: fn(Reader<'_>) -> Option<R>) -> Result<R, Rejection> {
        let told = RefCell::new(Vec::new());
        let reader = Reader {
            incoming: self,
            checks: None,
            allows_empty: false,
            is_joined: false,
            told: &told,
        };
        let decoded = decode(reader);
        match (decoded, Rejection::join(told.take())) {
            (Some(request), None) => Ok(request),
            (_, Some(rejection)) => Err(rejection),
            // Nothing is `None` without a reason.
            (None, None) => Err(Rejection::internal()),
        }
    }
}

impl<'r> Reader<'r> {
    /// The same, for a value that has conditions of its own: they hold instead of its type's.
    #[must_use]
    pub fn checked(self, checks: &'static [Check]) -> Self {
        Self {
            checks: Some(checks),
            ..self
        }
    }

    /// The same, for a query parameter with `allowEmptyValue`: an empty value that is none of the
    /// type is a flag that is set, and else no value.
    #[must_use]
    pub fn allowing_empty(self) -> Self {
        Self {
            allows_empty: true,
            ..self
        }
    }

    /// The same, for a parameter that is encoded so.
    pub(super) fn joined(self, encoding: Encoding) -> Self {
        Self {
            is_joined: encoding.style == Style::Form && !encoding.explode,
            ..self
        }
    }

    pub(super) fn decode_json<T: Decode>(&self, tree: &Tree<'_>) -> DecodeResult<T> {
        decode_checked(tree, false, self.checks)
    }

    pub(super) fn decode_text<T: Decode>(&self, tree: &Value<'_>) -> DecodeResult<T> {
        decode_checked_value(tree, true, self.checks)
    }

    /// Whether the parts of a form, each of which was read into `value`, go together.
    pub(super) fn check_parts<T: Encode + Decode>(
        &self,
        form: &Multipart,
        value: &T,
    ) -> DecodeResult<()> {
        let parts = form.parts().iter();
        let sent = parts.map(|part| (part.name.as_str(), part.body.as_ref()));
        check_whole(value, self.checks, &sent.collect::<Vec<_>>())
    }

    pub(super) fn told<T>(&self, read: Result<T, Rejection>) -> Option<T> {
        told(self.told, read)
    }

    pub(super) fn parts<'p>(&self, form: &'p Multipart) -> PartsReader<'p>
    where
        'r: 'p,
    {
        PartsReader {
            form,
            checks: None,
            media_types: &[],
            headers: &[],
            told: self.told,
        }
    }
}

fn told<T>(told: &RefCell<Vec<Rejection>>, read: Result<T, Rejection>) -> Option<T> {
    read.map_err(|rejection| told.borrow_mut().push(rejection))
        .ok()
}

/// Reads the parts of a multipart body, in the same way.
#[derive(Clone, Copy)]
pub struct PartsReader<'p> {
    form: &'p Multipart,
    media_types: &'static [&'static str],
    headers: &'static [&'static str],
    checks: Option<&'static [Check]>,
    told: &'p RefCell<Vec<Rejection>>,
}

impl PartsReader<'_> {
    /// The same, for a part that is of one of these media types, if it says of which.
    #[must_use]
    pub fn of_type(self, media_types: &'static [&'static str]) -> Self {
        Self {
            media_types,
            ..self
        }
    }

    /// The same, for a part that must have these headers.
    #[must_use]
    pub fn with_headers(self, headers: &'static [&'static str]) -> Self {
        Self { headers, ..self }
    }

    /// The same, for a part that has conditions of its own.
    #[must_use]
    pub fn checked(self, checks: &'static [Check]) -> Self {
        Self {
            checks: Some(checks),
            ..self
        }
    }

    /// A field of bytes that must be there.
    #[must_use]
    pub fn bytes<P: Parts>(&self, name: &str) -> Option<P> {
        self.check_head(name)?;
        self.told(self.form.bytes(name))
    }

    /// A field of bytes.
    #[must_use]
    pub fn optional_bytes<P: Parts>(&self, name: &str) -> Option<Option<P>> {
        self.check_head(name)?;
        self.told(self.form.optional_bytes(name))
    }

    /// A field of text that must be there.
    #[must_use]
    pub fn text<T: Decode>(&self, name: &str, shape: Shape) -> Option<T> {
        self.there(name, self.optional_text(name, shape)?)
    }

    /// A field of text.
    #[must_use]
    pub fn optional_text<T: Decode>(&self, name: &str, shape: Shape) -> Option<Option<T>> {
        self.check_head(name)?;
        let tree = self.told(self.form.text_tree(name, shape))?;
        self.decode(name, tree.as_ref(), true)
    }

    /// A field of JSON that must be there.
    #[must_use]
    pub fn json<T: Decode>(&self, name: &str, shape: Shape) -> Option<T> {
        self.there(name, self.optional_json(name, shape)?)
    }

    /// A field of JSON.
    #[must_use]
    pub fn optional_json<T: Decode>(&self, name: &str, shape: Shape) -> Option<Option<T>> {
        self.check_head(name)?;
        let tree = self.told(self.form.json_tree(name, shape))?;
        self.decode(name, tree.as_ref(), false)
    }

    fn there<T>(&self, name: &str, read: Option<T>) -> Option<T> {
        self.told(read.ok_or_else(|| self.form.missing(name)))
    }

    fn check_head(&self, name: &str) -> Option<()> {
        let media_types = match self.media_types {
            [] => Ok(()),
            media_types => self.form.check_media_types(name, media_types),
        };
        let headers = self.form.check_headers(name, self.headers);
        self.told(media_types.and(headers))
    }

    fn decode<T: Decode>(
        &self,
        name: &str,
        tree: Option<&Value<'_>>,
        text: bool,
    ) -> Option<Option<T>> {
        let Some(tree) = tree else {
            return Some(None);
        };
        let value = decode_checked_value(tree, text, self.checks);
        let field = |error| MultipartError::Field {
            name: name.to_owned(),
            error,
        };
        self.told(value.map_err(field)).map(Some)
    }

    fn told<T>(&self, read: Result<T, MultipartError>) -> Option<T> {
        told(self.told, read.map_err(Rejection::from))
    }
}
