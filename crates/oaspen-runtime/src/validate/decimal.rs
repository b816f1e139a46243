//! Comparing numbers by their text, and whether one is a multiple of another: exact, in time that
//! grows with the length of the text and not with the size of the number.

use std::cmp::Ordering;

use crate::json::number::Decimal;

/// Whether a number is a whole multiple of `divisor`. A divisor of more than 64 bits is not looked
/// at, and neither is zero: everything counts as their multiple.
pub(super) fn is_multiple(number: &str, divisor: &str) -> bool {
    let (number, divisor) = (Decimal::read(number), Decimal::read(divisor));
    let modulus = divisor.digits().try_fold(0_u64, |sum, digit| {
        sum.checked_mul(10)?.checked_add(u64::from(digit))
    });
    let Some(modulus) = modulus.filter(|modulus| *modulus > 0).map(u128::from) else {
        return true;
    };
    // The last digit is not zero, so nothing can make up for a place that the divisor lacks.
    let Ok(zeros) = u64::try_from(number.exponent() - divisor.exponent()) else {
        return number.is_zero();
    };
    let remainder = number.digits().fold(0, |remainder, digit| {
        (remainder * 10 + u128::from(digit)) % modulus
    });
    (remainder * power_of_ten(zeros, modulus)).is_multiple_of(modulus)
}

/// One spelling for each value.
pub(super) fn canonical(number: &str) -> String {
    let number = Decimal::read(number);
    let sign = if number.is_negative() { "-" } else { "" };
    let digits: String = number
        .digits()
        .map(|digit| char::from(digit + b'0'))
        .collect();
    format!("{sign}{digits}e{}", number.exponent())
}

/// Which of two numbers is less.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let (left, right) = (Decimal::read(left), Decimal::read(right));
    match (left.is_negative(), right.is_negative()) {
        (false, false) => compare_size(&left, &right),
        (true, true) => compare_size(&right, &left),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

fn compare_size(left: &Decimal<'_>, right: &Decimal<'_>) -> Ordering {
    match (left.is_zero(), right.is_zero()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => {
            let order = left.magnitude().cmp(&right.magnitude());
            order.then_with(|| left.digits().cmp(right.digits()))
        }
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
