//! Headers of answers as the document types them, read when somebody asks for them.
//!
//! Invariant: a header that is malformed never keeps anybody from the body.

use std::cell::RefCell;
use std::fmt;

use http::HeaderMap;

use crate::json::{Decode, Mode, Value, decode_text, decode_value};
use crate::param::{HeaderForm, Shape, read_header};

/// The headers of an operation's answers, for clients of type `C`.
///
/// `C` is what lets the crate of a client implement this for structs of the crate of types.
pub trait DecodeHeaders<C>: Sized {
    /// Reads them; `None`, with the reasons told, when they are not what the document says.
    fn decode_headers(read: &HeaderReader<'_>) -> Option<Self>;
}

/// What is read where no header is documented.
impl<C> DecodeHeaders<C> for () {
    fn decode_headers(_: &HeaderReader<'_>) -> Option<Self> {
        Some(())
    }
}

/// Reads the headers of an answer. What is wrong with one is kept, and the next can be read.
#[derive(Debug)]
pub struct HeaderReader<'h> {
    headers: &'h HeaderMap,
    faults: RefCell<Vec<HeaderFault>>,
}

impl HeaderReader<'_> {
    /// A header that must be there.
    /// `None`, with the reason told, when it is missing or not a `T`.
    pub fn required<T: Decode>(&self, name: &str, form: HeaderForm, shape: Shape) -> Option<T> {
        let value = self.find(name, form, shape)?;
        match value {
            Some(value) => self.decode(name, form, &value),
            None => self.tell(name, "is missing"),
        }
    }

    /// A header that may be there.
    /// `None`, with the reason told, when it is there and not a `T`.
    pub fn optional<T: Decode>(
        &self,
        name: &str,
        form: HeaderForm,
        shape: Shape,
    ) -> Option<Option<T>> {
        match self.find(name, form, shape)? {
            Some(value) => self.decode(name, form, &value).map(Some),
            None => Some(None),
        }
    }

    fn find(&self, name: &str, form: HeaderForm, shape: Shape) -> Option<Option<Value<'static>>> {
        match read_header(self.headers, name, form, shape) {
            Ok(value) => Some(value),
            Err(error) => self.tell(name, error.fault),
        }
    }

    fn decode<T: Decode>(&self, name: &str, form: HeaderForm, value: &Value<'_>) -> Option<T> {
        let decoded = match form {
            HeaderForm::Json => decode_value(value, Mode::Tolerant),
            HeaderForm::Simple | HeaderForm::Exploded | HeaderForm::Lines => {
                decode_text(value, Mode::Tolerant)
            }
        };
        match decoded {
            Ok(value) => Some(value),
            Err(error) => self.tell(name, error),
        }
    }

    fn tell<T>(&self, name: &str, what: impl fmt::Display) -> Option<T> {
        self.faults.borrow_mut().push(HeaderFault {
            name: name.to_owned(),
            message: what.to_string(),
        });
        None
    }
}

/// The headers of an answer are not what the document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadersError {
    faults: Vec<HeaderFault>,
}

/// What is wrong with one header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderFault {
    name: String,
    message: String,
}

impl HeadersError {
    /// What is wrong, one entry for each header, never none.
    #[must_use]
    pub fn faults(&self) -> &[HeaderFault] {
        &self.faults
    }
}

impl HeaderFault {
    /// The header's name, as in the document.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for HeadersError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, HeaderFault { name, message }) in self.faults.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(formatter, "{separator}header `{name}` {message}")?;
        }
        Ok(())
    }
}

impl std::error::Error for HeadersError {}

/// How the headers of an answer are read once somebody asks.
pub(super) struct HeadersDecoder<H>(fn(&HeaderMap) -> Result<H, HeadersError>);

impl<H> HeadersDecoder<H> {
    pub(super) fn of<C>() -> Self
    where
        H: DecodeHeaders<C>,
    {
        Self(decode_headers::<C, H>)
    }

    pub(super) fn decode(self, headers: &HeaderMap) -> Result<H, HeadersError> {
        (self.0)(headers)
    }
}

impl<H> Clone for HeadersDecoder<H> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for HeadersDecoder<H> {}

fn decode_headers<C, H: DecodeHeaders<C>>(headers: &HeaderMap) -> Result<H, HeadersError> {
    let reader = HeaderReader {
        headers,
        faults: RefCell::default(),
    };
    // Nothing is `None` without a reason.
    H::decode_headers(&reader).ok_or_else(|| HeadersError {
        faults: reader.faults.take(),
    })
}
