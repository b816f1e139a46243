//! Comparing numbers by their text, and whether one is a multiple of another: exact, in time that
//! grows with the length of the text and not with the size of the number.

use std::cmp::Ordering;

/// A number: `DIGITS × 10^exponent`, digits without zeros at either end; zero has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

/// Exponents beyond are clamped: such numbers are larger, or nearer to zero, than any limit.
const EXPONENT_LIMIT: i64 = 1_000_000_000_000;

impl Decimal {
    /// The value of a number in JSON's grammar.
    pub(super) fn read(text: &str) -> Self {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let (mantissa, power) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = whole.bytes().chain(fraction.bytes());
        let mut digits: Vec<u8> = all
            .filter(u8::is_ascii_digit)
            .map(|digit| digit - b'0')
            .skip_while(|digit| *digit == 0)
            .collect();
        let written = digits.len();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        let trailing = length(written - digits.len());
        let exponent = if digits.is_empty() {
            0
        } else {
            read_power(power) + trailing - length(fraction.len())
        };
        Self {
            negative: negative && !digits.is_empty(),
            digits,
            exponent,
        }
    }

    /// Whether this is a whole multiple of `divisor`. A divisor of more than 64 bits is not looked
    /// at, and neither is zero: everything counts as their multiple.
    pub(super) fn is_multiple_of(&self, divisor: &Self) -> bool {
        let modulus = divisor.digits.iter().try_fold(0_u64, |sum, digit| {
            sum.checked_mul(10)?.checked_add(u64::from(*digit))
        });
        let Some(modulus) = modulus.filter(|modulus| *modulus > 0).map(u128::from) else {
            return true;
        };
        // The last digit is not zero, so nothing can make up for a place that the divisor lacks.
        let Ok(zeros) = u64::try_from(self.exponent - divisor.exponent) else {
            return self.digits.is_empty();
        };
        let remainder = self.digits.iter().fold(0, |remainder, digit| {
            (remainder * 10 + u128::from(*digit)) % modulus
        });
        (remainder * power_of_ten(zeros, modulus)).is_multiple_of(modulus)
    }

    /// One spelling for each value.
    pub(super) fn canonical(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits: String = self
            .digits
            .iter()
            .map(|digit| char::from(digit + b'0'))
            .collect();
        format!("{sign}{digits}e{}", self.exponent)
    }

    /// The place of the first digit, counted from the point.
    fn magnitude(&self) -> i64 {
        length(self.digits.len()) + self.exponent
    }

    fn cmp_size(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self
                .magnitude()
                .cmp(&other.magnitude())
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

/// `10^zeros` modulo a number of at most 64 bits.
fn power_of_ten(mut zeros: u64, modulus: u128) -> u128 {
    let (mut power, mut square) = (1 % modulus, 10 % modulus);
    while zeros > 0 {
        if zeros % 2 == 1 {
            power = power * square % modulus;
        }
        square = square * square % modulus;
        zeros /= 2;
    }
    power
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(EXPONENT_LIMIT)
}

fn read_power(text: &str) -> i64 {
    match text.parse::<i64>() {
        Ok(power) => power.clamp(-EXPONENT_LIMIT, EXPONENT_LIMIT),
        Err(_) if text.starts_with('-') => -EXPONENT_LIMIT,
        Err(_) => EXPONENT_LIMIT,
    }
}
