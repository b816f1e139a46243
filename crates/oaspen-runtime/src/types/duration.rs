//! A span of time as RFC 3339's appendix A writes it: a thin type over `jiff`'s.

use std::fmt;
use std::str::FromStr;

use ::jiff::fmt::temporal::SpanParser;
use ::jiff::{Span, SpanFieldwise};

use super::text::{not_in_format, text_formats};
use crate::json::{DecodeError, DecodeResult};

static PARSER: SpanParser = SpanParser::new();

/// A span of time in years, months, days and smaller units (format `duration`).
///
/// Units are kept as they were written; equality goes by unit, because a month has no length of its
/// own.
///
/// ```
/// use oaspen_runtime::types::Duration;
///
/// let duration: Duration = "P1MT90M".parse()?;
/// assert_eq!(duration.span().get_minutes(), 90);
/// assert_eq!(duration.to_string(), "P1MT90M");
/// # Ok::<(), oaspen_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration(SpanFieldwise);

impl Duration {
    /// The units.
    #[must_use]
    pub fn span(&self) -> Span {
        self.0.0
    }
}

impl From<Span> for Duration {
    fn from(span: Span) -> Self {
        Self(SpanFieldwise(span))
    }
}

impl From<Duration> for Span {
    fn from(duration: Duration) -> Self {
        duration.span()
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.span().fmt(f)
    }
}

impl FromStr for Duration {
    type Err = DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        let span = PARSER.parse_span(text).map(Self::from);
        span.map_err(|_| not_in_format("a duration such as P1DT12H"))
    }
}

text_formats! {
    Duration: "a duration such as P1DT12H";
}

crate::__serde!(Duration);
