//! Numbers of any size, compared as they are written: no floating point, so no digit is lost.

use std::cmp::Ordering;

/// A number: `0.DIGITS × 10^exponent`, without zeros at either end of the digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

impl Decimal {
    /// The value of a number in JSON's spelling; `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, read_power(power)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = whole.bytes().chain(fraction.bytes());
        let mut digits: Vec<u8> = all.collect();
        if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let leading = digits.iter().take_while(|digit| **digit == b'0').count();
        digits.drain(..leading);
        while digits.last() == Some(&b'0') {
            digits.pop();
        }
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                digits,
                exponent: 0,
            });
        }
        let shift = i64::try_from(whole.len()).ok()? - i64::try_from(leading).ok()?;
        Some(Self {
            negative,
            digits,
            exponent: power.saturating_add(shift),
        })
    }

    /// Whether there is no fraction: `1.0` and `1e3` have none.
    pub fn is_integer(&self) -> bool {
        i64::try_from(self.digits.len()).is_ok_and(|length| length <= self.exponent)
            || self.digits.is_empty()
    }

    /// Whether this is a whole multiple of `divisor`; `None` when the numbers are too far apart or
    /// too large to say.
    pub fn is_multiple_of(&self, divisor: &Self) -> Option<bool> {
        /// More digits are not worth the time.
        const LONGEST: i64 = 10_000;
        /// A remainder of this size can still be multiplied by ten.
        const LARGEST: u128 = u128::MAX / 16;
        let last_place =
            |number: &Self| Some(number.exponent - i64::try_from(number.digits.len()).ok()?);
        let (own, other) = (last_place(self)?, last_place(divisor)?);
        let unit = own.min(other);
        let (own_zeros, zeros) = (own - unit, other - unit);
        if own_zeros > LONGEST || zeros > LONGEST {
            return None;
        }
        let value = |digit: &u8| u128::from(digit - b'0');
        let mut modulus: u128 = 0;
        let padding = std::iter::repeat_n(&b'0', usize::try_from(zeros).ok()?);
        for digit in divisor.digits.iter().chain(padding) {
            modulus = modulus.checked_mul(10)?.checked_add(value(digit))?;
        }
        if modulus == 0 || modulus > LARGEST {
            return None;
        }
        let padding = std::iter::repeat_n(&b'0', usize::try_from(own_zeros).ok()?);
        let remainder = self
            .digits
            .iter()
            .chain(padding)
            .fold(0, |remainder, digit| {
                (remainder * 10 + value(digit)) % modulus
            });
        Some(remainder == 0)
    }

    /// Whether it lies between two integers, both included.
    pub fn is_within(&self, least: i128, most: i128) -> bool {
        let integer = |value: i128| Self::read(&value.to_string());
        integer(least).is_some_and(|least| *self >= least)
            && integer(most).is_some_and(|most| *self <= most)
    }

    /// The same value as an integer of this width; `None` when it has a fraction or is too large.
    pub fn to_i64(&self) -> Option<i64> {
        self.to_i128().and_then(|value| value.try_into().ok())
    }

    /// The same value as an integer of this width; `None` when it has a fraction or is too large.
    pub fn to_i128(&self) -> Option<i128> {
        if !self.is_integer() || !self.is_within(i128::MIN, i128::MAX) {
            return None;
        }
        let zeros = usize::try_from(self.exponent)
            .ok()?
            .checked_sub(self.digits.len())?;
        let mut text = String::from(if self.negative { "-" } else { "" });
        text.extend(self.digits.iter().map(|digit| char::from(*digit)));
        text.extend(std::iter::repeat_n('0', zeros));
        if self.digits.is_empty() {
            Some(0)
        } else {
            text.parse().ok()
        }
    }

    /// One spelling for each value.
    pub fn canonical(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits = String::from_utf8_lossy(&self.digits);
        format!("{sign}{digits}e{}", self.exponent)
    }

    fn cmp_size(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self
                .exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.cmp_size(other),
            (true, true) => other.cmp_size(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// An exponent; one beyond all use is as large as can be.
fn read_power(text: &str) -> Option<i64> {
    /// Far enough from the ends of the type for sums.
    const FARTHEST: i64 = i64::MAX / 4;
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    Some(sign * digits.parse().unwrap_or(FARTHEST).min(FARTHEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::read(text).unwrap()
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let sorted = [
            "-1e400",
            "-18446744073709551617",
            "-18446744073709551616",
            "-1.5",
            "-1",
            "-0.1",
            "0",
            "1e-400",
            "0.1",
            "1",
            "1.0000000000000000000001",
            "9",
            "10",
            "18446744073709551616",
            "18446744073709551617",
            "1e99999999999999999999",
        ];
        for (left, lower) in sorted.iter().enumerate() {
            for (right, upper) in sorted.iter().enumerate() {
                assert_eq!(
                    decimal(lower).cmp(&decimal(upper)),
                    left.cmp(&right),
                    "{lower} {upper}"
                );
            }
        }
    }

    #[test]
    fn spellings_of_one_value_are_equal() {
        for (left, right) in [
            ("1", "1.0"),
            ("100", "1e2"),
            ("0.5", "5E-1"),
            ("-0", "0"),
            ("12.50", "1.25e1"),
        ] {
            assert_eq!(decimal(left), decimal(right));
            assert_eq!(decimal(left).canonical(), decimal(right).canonical());
        }
    }

    #[test]
    fn integers_have_no_fraction() {
        for text in ["0", "1", "1.0", "1e3", "1.5e1", "-100"] {
            assert!(decimal(text).is_integer(), "{text}");
        }
        for text in ["0.5", "1.5", "15e-1", "1e-1"] {
            assert!(!decimal(text).is_integer(), "{text}");
        }
    }

    #[test]
    fn multiples_are_exact() {
        let is = |value: &str, of: &str| decimal(value).is_multiple_of(&decimal(of));
        assert_eq!(is("0.3", "0.1"), Some(true));
        assert_eq!(is("19.99", "0.01"), Some(true));
        assert_eq!(is("1e20", "3"), Some(false));
        assert_eq!(is("18446744073709551618", "3"), Some(true));
        assert_eq!(is("0", "7"), Some(true));
        assert_eq!(is("7.5", "2.5"), Some(true));
        assert_eq!(is("7.5", "2"), Some(false));
        assert_eq!(is("1", "0"), None);
        assert_eq!(is("1e99999999", "1"), None);
    }

    #[test]
    fn integers_of_64_bits_are_known() {
        let of = |text: &str| decimal(text).to_i64();
        assert_eq!(of("-0.0"), Some(0));
        assert_eq!(of("12e2"), Some(1200));
        assert_eq!(of("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(of("9223372036854775808"), None);
        assert_eq!(of("0.5"), None);
        assert!(decimal("255").is_within(0, 255));
        assert!(!decimal("255.1").is_within(0, 255) && !decimal("-1e-9").is_within(0, 255));
    }
}
