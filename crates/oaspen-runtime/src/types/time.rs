//! Points in time as JSON Schema's formats write them (RFC 3339): thin types over `jiff`'s.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use ::jiff::civil;
use ::jiff::fmt::temporal::Pieces;
use ::jiff::tz::Offset;
use ::jiff::{SignedDuration, Timestamp};

use super::text::{not_in_format, text_formats};
use crate::json::{DecodeError, DecodeResult};

/// How a time was written, as far as that does not change which time it is.
///
/// What was read is written back in the same spelling; two spellings of a time are equal.
#[derive(Clone, Copy, Debug, Default)]
struct Spelling {
    /// Digits of the second's fraction; `None` for as many as are needed.
    digits: Option<u8>,
    /// Whether UTC is written `+00:00` rather than `Z`.
    numeric_utc: bool,
}

/// More digits are not kept.
const MOST_DIGITS: usize = 9;

impl Spelling {
    fn of(text: &str) -> Self {
        let fraction = text.split_once('.').map_or("", |(_, fraction)| fraction);
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        let digits = u8::try_from(digits.min(MOST_DIGITS)).ok();
        Self {
            digits: digits.filter(|digits| *digits > 0),
            numeric_utc: text.ends_with("+00:00"),
        }
    }

    fn write_suffix(self, offset: Offset, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if offset == Offset::UTC && !self.numeric_utc {
            return f.write_str("Z");
        }
        // RFC 3339 §5.6: an offset has no seconds.
        let minutes = SignedDuration::from_secs(offset.seconds().into()).as_mins();
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        write!(f, "{sign}{hours:02}:{minutes:02}")
    }
}

/// A point in time with the offset from UTC that it was written with (format `date-time`).
///
/// What was read is written back in the same spelling; otherwise with as many digits of a second as
/// it needs. Equality and order go by the point in time and its offset.
///
/// ```
/// use oaspen_runtime::types::DateTime;
///
/// let time: DateTime = "2024-02-29T12:00:00.50+02:00".parse()?;
/// assert_eq!(time.timestamp().to_string(), "2024-02-29T10:00:00.5Z");
/// assert_eq!(time.to_string(), "2024-02-29T12:00:00.50+02:00");
/// assert_eq!(time, "2024-02-29T12:00:00.5+02:00".parse()?);
/// # Ok::<(), oaspen_runtime::json::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DateTime {
    timestamp: Timestamp,
    offset: Offset,
    spelling: Spelling,
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.timestamp == other.timestamp && self.offset == other.offset
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.timestamp, self.offset).cmp(&(other.timestamp, other.offset))
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.timestamp, self.offset).hash(state);
    }
}

impl DateTime {
    /// A point in time, to be written with an offset from UTC.
    #[must_use]
    pub fn new(timestamp: Timestamp, offset: Offset) -> Self {
        Self {
            timestamp,
            offset,
            spelling: Spelling::default(),
        }
    }

    /// The point in time.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        self.timestamp
    }

    /// The offset from UTC that it is written with.
    #[must_use]
    pub fn offset(self) -> Offset {
        self.offset
    }
}

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        Self::new(timestamp, Offset::UTC)
    }
}

impl From<DateTime> for Timestamp {
    fn from(time: DateTime) -> Self {
        time.timestamp
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.offset.to_datetime(self.timestamp);
        match self.spelling.digits {
            Some(digits) => write!(f, "{local:.*}", usize::from(digits))?,
            None => write!(f, "{local}")?,
        }
        self.spelling.write_suffix(self.offset, f)
    }
}

impl FromStr for DateTime {
    type Err = DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        read_date_time(text)
            .ok_or_else(|| not_in_format("a date and time such as 2024-02-29T12:00:00Z"))
    }
}

fn read_date_time(text: &str) -> Option<DateTime> {
    let pieces = Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let timestamp = offset
        .to_timestamp(pieces.date().to_datetime(pieces.time()?))
        .ok()?;
    pieces.time_zone_annotation().is_none().then_some(DateTime {
        timestamp,
        offset,
        spelling: Spelling::of(text),
    })
}

/// A day (format `date`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub civil::Date);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Date {
    type Err = DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        let date = if text.len() == "0000-00-00".len() {
            text.parse().ok()
        } else {
            None
        };
        date.map(Self)
            .ok_or_else(|| not_in_format("a date such as 2024-02-29"))
    }
}

/// A time of day (format `time`), with the offset from UTC if it was written with one.
///
/// What was read is written back in the same spelling, which equality does not look at.
#[derive(Clone, Copy, Debug)]
pub struct Time {
    time: civil::Time,
    offset: Option<Offset>,
    spelling: Spelling,
}

impl Time {
    /// A time on the clock, and the clock's offset from UTC.
    #[must_use]
    pub fn new(time: civil::Time, offset: Option<Offset>) -> Self {
        Self {
            time,
            offset,
            spelling: Spelling::default(),
        }
    }

    /// The time on the clock.
    #[must_use]
    pub fn time(self) -> civil::Time {
        self.time
    }

    /// The clock's offset from UTC.
    #[must_use]
    pub fn offset(self) -> Option<Offset> {
        self.offset
    }
}

impl PartialEq for Time {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time && self.offset == other.offset
    }
}

impl Eq for Time {}

impl Hash for Time {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.time, self.offset).hash(state);
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.spelling.digits {
            Some(digits) => write!(f, "{:.*}", usize::from(digits), self.time)?,
            None => write!(f, "{}", self.time)?,
        }
        self.offset
            .map_or(Ok(()), |offset| self.spelling.write_suffix(offset, f))
    }
}

impl FromStr for Time {
    type Err = DecodeError;

    fn from_str(text: &str) -> DecodeResult<Self> {
        read_time(text).ok_or_else(|| not_in_format("a time such as 12:00:00Z"))
    }
}

fn read_time(text: &str) -> Option<Time> {
    let dated = format!("2000-01-01T{text}");
    let pieces = Pieces::parse(&dated).ok()?;
    let time = pieces.time()?;
    pieces.time_zone_annotation().is_none().then_some(Time {
        time,
        offset: pieces.to_numeric_offset(),
        spelling: Spelling::of(text),
    })
}

text_formats! {
    DateTime: "a date and time such as 2024-02-29T12:00:00Z";
    Date: "a date such as 2024-02-29";
    Time: "a time such as 12:00:00Z";
}

crate::__serde!(DateTime, Date, Time);
