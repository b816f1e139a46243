//! The tokens of JSON text (RFC 8259): where each ends, and what a string with escapes says. What
//! they make together is in `parse.rs`.
//!
//! Invariant: `at` never stands within a character, so that what is cut out of the text is text.

use std::ops::Range;

use super::error::ErrorKind;
use super::escape;
use super::tree::Kind;

/// The text is no JSON; why stands in the [`Scanner`].
#[derive(Debug)]
pub(super) struct Broken;

/// What reading a token gives. Small, because all of reading goes through it.
pub(super) type Scan<T> = Result<T, Broken>;

/// Why text is no JSON.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    pub(super) kind: ErrorKind,
    pub(super) message: &'static str,
    /// The offset in the text.
    pub(super) at: usize,
}

/// What text may end within.
#[derive(Clone, Copy, Debug)]
pub(super) enum Within {
    Value,
    String,
    List,
    Object,
}

/// What stands for the end of the text where a byte is asked for. As a byte of the text it is
/// refused wherever it may stand.
pub(super) const END: u8 = 0;

/// Text and how far it has been read.
pub(super) struct Scanner<'j> {
    text: &'j str,
    at: usize,
    /// The strings that do not stand in the text as they are.
    pub(super) unescaped: String,
    pub(super) fault: Option<Fault>,
}

impl<'j> Scanner<'j> {
    pub(super) fn new(text: &'j str) -> Self {
        Self {
            text,
            at: 0,
            unescaped: String::new(),
            fault: None,
        }
    }

    /// The next byte, which is not passed.
    #[inline]
    fn byte(&self) -> u8 {
        self.text.as_bytes().get(self.at).copied().unwrap_or(END)
    }

    /// The next byte that is no space (RFC 8259 §2), which is not passed.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        loop {
            let byte = self.byte();
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return byte;
            }
            self.at += 1;
        }
    }

    /// Whether all of the text has been passed.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// Passes the byte that was looked at.
    #[inline]
    pub(super) fn pass(&mut self) {
        self.at += 1;
    }

    /// Passes one of these words.
    #[inline]
    pub(super) fn word(&mut self, word: &'static str) -> Scan<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        let same = rest.iter().zip(word.as_bytes());
        self.at += same.take_while(|(byte, wanted)| byte == wanted).count();
        Err(self.broken(Within::Value, "expected `null`, `true` or `false`"))
    }

    /// Passes a number; where it stands.
    #[inline]
    pub(super) fn number(&mut self) -> Scan<Range<usize>> {
        let start = self.at;
        if self.byte() == b'-' {
            self.pass();
        }
        if self.byte() == b'0' {
            self.pass();
            if self.byte().is_ascii_digit() {
                return Err(self.broken(Within::Value, "invalid number"));
            }
        } else {
            self.digits()?;
        }
        let mut next = self.byte();
        if next == b'.' {
            self.pass();
            self.digits()?;
            next = self.byte();
        }
        if matches!(next, b'e' | b'E') {
            self.exponent()?;
        }
        Ok(start..self.at)
    }

    fn exponent(&mut self) -> Scan<()> {
        self.pass();
        if matches!(self.byte(), b'+' | b'-') {
            self.pass();
        }
        self.digits()
    }

    /// Passes one digit or more.
    #[inline]
    fn digits(&mut self) -> Scan<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        match escape::digits_length(rest) {
            0 => Err(self.broken(Within::Value, "invalid number")),
            length => {
                self.at += length;
                Ok(())
            }
        }
    }

    /// Passes a string from its first quotation mark on; where its inside stands, in the text or
    /// among the unescaped.
    #[inline]
    pub(super) fn string(&mut self) -> Scan<(Kind, Range<usize>)> {
        let start = self.at + 1;
        self.at = self.plain_end(start);
        if self.byte() == b'"' {
            let inside = start..self.at;
            self.pass();
            return Ok((Kind::String, inside));
        }
        self.string_with_escapes(start)
    }

    /// Where what stands in a string as it is ends.
    #[inline]
    fn plain_end(&self, start: usize) -> usize {
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        start + escape::plain_length(rest)
    }

    #[inline(never)]
    fn string_with_escapes(&mut self, start: usize) -> Scan<(Kind, Range<usize>)> {
        let first = self.unescaped.len();
        let mut plain = start;
        loop {
            let piece = self.text.get(plain..self.at).unwrap_or_default();
            self.unescaped.push_str(piece);
            match self.byte() {
                b'"' => break,
                b'\\' => {}
                _ => {
                    let message =
                        "control character (\\u0000-\\u001F) found while parsing a string";
                    return Err(self.broken(Within::String, message));
                }
            }
            self.pass();
            let character = self.escape()?;
            self.unescaped.push(character);
            plain = self.at;
            self.at = self.plain_end(plain);
        }
        self.pass();
        Ok((Kind::Unescaped, first..self.unescaped.len()))
    }

    /// Passes what follows a backslash; what it means (RFC 8259 §7).
    fn escape(&mut self) -> Scan<char> {
        let character = match self.byte() {
            plain @ (b'"' | b'\\' | b'/') => char::from(plain),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.pass();
                return self.escaped_units();
            }
            _ => return Err(self.broken(Within::String, "invalid escape")),
        };
        self.pass();
        Ok(character)
    }

    /// Passes the digits of one or two code units of UTF-16.
    fn escaped_units(&mut self) -> Scan<char> {
        let first = self.unit()?;
        if let Some(character) = char::from_u32(first) {
            return Ok(character);
        }
        if first >= 0xDC00 {
            self.at -= 1;
            return Err(self.broken(Within::String, LONE_SURROGATE));
        }
        for expected in *b"\\u" {
            if self.byte() != expected {
                return Err(self.broken(Within::String, "unexpected end of hex escape"));
            }
            self.pass();
        }
        let second = self.unit()?;
        let low = second.checked_sub(0xDC00).filter(|low| *low < 0x400);
        let joined = low.and_then(|low| char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + low));
        joined.ok_or_else(|| {
            self.at -= 1;
            self.broken(Within::String, LONE_SURROGATE)
        })
    }

    /// Passes four hexadecimal digits.
    fn unit(&mut self) -> Scan<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            let Some(digit) = char::from(self.byte()).to_digit(16) else {
                return Err(self.broken(Within::String, "invalid escape"));
            };
            unit = unit * 16 + digit;
            self.pass();
        }
        Ok(unit)
    }

    /// That something else was expected here, or more if this is the end: within what it is.
    #[cold]
    #[inline(never)]
    pub(super) fn broken(&mut self, within: Within, message: &'static str) -> Broken {
        if !self.is_at_end() {
            return self.fault(ErrorKind::Syntax, message);
        }
        let message = match within {
            Within::Value => "the text ends within a value",
            Within::String => "the text ends within a string",
            Within::List => "the text ends within a list",
            Within::Object => "the text ends within an object",
        };
        self.fault(ErrorKind::Syntax, message)
    }

    /// That something is wrong here.
    #[cold]
    pub(super) fn fault(&mut self, kind: ErrorKind, message: &'static str) -> Broken {
        self.fault = Some(Fault {
            kind,
            message,
            at: self.at,
        });
        Broken
    }
}

const LONE_SURROGATE: &str = "lone leading surrogate in hex escape";
