//! Arithmetic on the text of JSON numbers, exact for any length and exponent.

use std::hash::{Hash, Hasher};

/// Exponents beyond are clamped: they make any number zero or too large alike.
const EXPONENT_LIMIT: i64 = 1_000_000_000_000;

/// Whether `text` is a number in JSON's grammar (RFC 8259 §6).
pub(crate) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (integer, fraction) = match mantissa.split_once('.') {
        Some((integer, fraction)) => (integer, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(integer)
        && (integer.len() == 1 || !integer.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && exponent.is_none_or(|text| is_digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a number has neither fraction nor exponent, as most integers are written.
pub(crate) fn has_only_digits(text: &str) -> bool {
    is_digits(text.strip_prefix('-').unwrap_or(text))
}

/// What a number is as an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    /// The sign and the distance from zero.
    Exact { negative: bool, magnitude: u128 },
    /// An integer of more than 128 bits.
    TooLarge,
    /// It has a fraction.
    Fractional,
}

/// A number as `digits × 10^exponent`, digits without zeros at either end; zero has none.
/// Numbers are equal when all parts are.
pub(crate) struct Decimal<'t> {
    negative: bool,
    integer: &'t str,
    fraction: &'t str,
    /// How many zeros come before the digits in `integer` and `fraction`.
    skip: usize,
    /// How many digits there are.
    take: usize,
    exponent: i64,
}

impl<'t> Decimal<'t> {
    /// `text` is a number in JSON's grammar.
    pub(crate) fn read(text: &'t str) -> Self {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = || integer.bytes().chain(fraction.bytes());
        let total = integer.len() + fraction.len();
        let skip = all().take_while(|digit| *digit == b'0').count();
        if skip == total {
            return Self {
                negative: false,
                integer,
                fraction,
                skip,
                take: 0,
                exponent: 0,
            };
        }
        let trailing = all().rev().take_while(|digit| *digit == b'0').count();
        let shift = count(trailing) - count(fraction.len());
        let exponent = read_exponent(exponent) + shift;
        Self {
            negative,
            integer,
            fraction,
            skip,
            take: total - skip - trailing,
            exponent,
        }
    }

    /// From 0 to 9 each.
    pub(crate) fn digits(&self) -> impl Iterator<Item = u8> {
        let all = self.integer.bytes().chain(self.fraction.bytes());
        let digits = all.skip(self.skip).take(self.take);
        digits.map(|digit| digit.wrapping_sub(b'0'))
    }
}

/// What conditions on numbers ask.
#[cfg(feature = "validate")]
impl Decimal<'_> {
    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.take == 0
    }

    pub(crate) fn exponent(&self) -> i64 {
        self.exponent
    }

    /// The place of the first digit, counted from the point.
    pub(crate) fn magnitude(&self) -> i64 {
        count(self.take) + self.exponent
    }
}

impl PartialEq for Decimal<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.negative == other.negative
            && self.exponent == other.exponent
            && self.take == other.take
            && self.digits().eq(other.digits())
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(EXPONENT_LIMIT)
}

fn read_exponent(text: &str) -> i64 {
    match text.parse::<i64>() {
        Ok(exponent) => exponent.clamp(-EXPONENT_LIMIT, EXPONENT_LIMIT),
        Err(_) if text.starts_with('-') => -EXPONENT_LIMIT,
        Err(_) => EXPONENT_LIMIT,
    }
}

/// What the number `text` is as an integer: `1.0` and `1e3` are some.
pub(crate) fn to_integer(text: &str) -> Integer {
    let decimal = Decimal::read(text);
    let Ok(zeros) = u32::try_from(decimal.exponent) else {
        return if decimal.exponent < 0 {
            Integer::Fractional
        } else {
            Integer::TooLarge
        };
    };
    let magnitude = decimal
        .digits()
        .try_fold(0_u128, |sum, digit| {
            sum.checked_mul(10)?.checked_add(u128::from(digit))
        })
        .and_then(|digits| digits.checked_mul(10_u128.checked_pow(zeros)?));
    match magnitude {
        Some(magnitude) => Integer::Exact {
            negative: decimal.negative,
            magnitude,
        },
        None => Integer::TooLarge,
    }
}

/// Whether two numbers have the same value: `1`, `1.0` and `10e-1` do.
pub(crate) fn same_number(left: &str, right: &str) -> bool {
    left == right || Decimal::read(left) == Decimal::read(right)
}

/// Hashes a number by its value.
pub(crate) fn hash_number<H: Hasher>(text: &str, state: &mut H) {
    let decimal = Decimal::read(text);
    decimal.negative.hash(state);
    decimal.exponent.hash(state);
    decimal.digits().for_each(|digit| digit.hash(state));
}

impl Integer {
    /// The value, if it fits.
    pub(crate) fn to_i128(self) -> Option<i128> {
        match self {
            Self::Exact {
                negative: false,
                magnitude,
            } => i128::try_from(magnitude).ok(),
            Self::Exact {
                negative: true,
                magnitude,
            } => 0_i128.checked_sub_unsigned(magnitude),
            Self::TooLarge | Self::Fractional => None,
        }
    }

    /// The value, if it fits.
    pub(crate) fn to_u128(self) -> Option<u128> {
        match self {
            Self::Exact {
                negative: false,
                magnitude,
            }
            | Self::Exact {
                magnitude: magnitude @ 0,
                ..
            } => Some(magnitude),
            Self::Exact { negative: true, .. } | Self::TooLarge | Self::Fractional => None,
        }
    }
}
