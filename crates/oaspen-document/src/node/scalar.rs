//! What a plain scalar means: the core schema of YAML 1.2.2 §10.3.2.
//!
//! `no` is a string, `017` is seventeen, `1_000` is a string. Numbers come out in JSON's spelling
//! without losing a digit.

use super::Value;

/// A plain scalar's value; `Err` for a number that JSON cannot write.
pub(super) fn read_plain(text: &str) -> Result<Value, ()> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_not_finite(text) => return Err(()),
        _ => match read_number(text) {
            Some(number) => Value::Number(number),
            None => Value::String(text.to_owned()),
        },
    })
}

/// A number of the core schema in JSON's spelling; `None` when the text is not a number.
pub(super) fn read_number(text: &str) -> Option<String> {
    if let Some(digits) = text.strip_prefix("0x") {
        return read_radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return read_radix(digits, 8);
    }
    let (sign, unsigned) = match text.as_bytes().first()? {
        b'-' => ("-", text.get(1..)?),
        b'+' => ("", text.get(1..)?),
        _ => ("", text),
    };
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (unsigned.get(..at)?, Some(unsigned.get(at + 1..)?)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits_before = !whole.is_empty();
    let digits_after = fraction.is_some_and(|fraction| !fraction.is_empty());
    if !(digits_before || digits_after) || !is_digits(whole) || !fraction.is_none_or(is_digits) {
        return None;
    }
    let mut number = String::with_capacity(text.len() + 1);
    number.push_str(sign);
    let whole = whole.trim_start_matches('0');
    number.push_str(if whole.is_empty() { "0" } else { whole });
    if let Some(fraction) = fraction {
        number.push('.');
        number.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        if digits.is_empty() || !is_digits(digits) {
            return None;
        }
        number.push('e');
        number.push_str(exponent);
    }
    Some(number)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_not_finite(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN")
}

/// Digits of base 8 or 16, of any length, as decimal digits.
fn read_radix(digits: &str, radix: u32) -> Option<String> {
    // The longest literal worth converting; the loop below is quadratic.
    const LONGEST: usize = 256;
    if digits.is_empty() || digits.len() > LONGEST {
        return None;
    }
    // Decimal digits, the least significant first.
    let mut decimal: Vec<u32> = vec![0];
    for character in digits.chars() {
        let mut carry = character.to_digit(radix)?;
        for digit in &mut decimal {
            let value = *digit * radix + carry;
            *digit = value % 10;
            carry = value / 10;
        }
        while carry > 0 {
            decimal.push(carry % 10);
            carry /= 10;
        }
    }
    while decimal.len() > 1 && decimal.last() == Some(&0) {
        decimal.pop();
    }
    Some(
        decimal
            .iter()
            .rev()
            .filter_map(|&digit| char::from_digit(digit, 10))
            .collect(),
    )
}

/// Whether a text may stand without quotes, in the eyes of any parser of YAML 1.1 or 1.2.
pub(super) fn is_plain_text(text: &str) -> bool {
    // YAML 1.1 has more words and more numbers: type.yaml.org, `bool`, `int`, `timestamp`.
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let is_word = WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let starts =
        text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '$' | '_'));
    let is_calm = |c: char| c.is_ascii_alphanumeric() || " /$_.-(){}+*;=<>'".contains(c);
    let has_space_at_end = text.ends_with(' ');
    starts && !is_word && !has_space_at_end && text.chars().all(is_calm)
}
