//! ECMA-262's regular expressions → those of Rust's `regex`, which match in linear time.
//!
//! One pass without recursion. What the two spell alike but mean otherwise is spelt out (`\d`, `\w`,
//! `\s` and `.` are other sets, classes know no set operations); what only ECMA-262 has is refused.
//! Groups lose their names. Whether brackets and counts are sound is left to the compiler of `regex`.

/// Why an expression has no translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Untranslated {
    /// `(?=`, `(?!`, `(?<=`, `(?<!`
    Lookaround,
    /// `\1`, `\k<name>`
    Backreference,
    /// It is not an expression.
    Invalid(String),
}

type Translated<T> = Result<T, Untranslated>;

const DIGIT: &str = "0-9";
const WORD: &str = "0-9A-Za-z_";
/// ECMA-262 §12.2 and §12.3: white space and line terminators.
const SPACE: &str =
    r"\t-\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";
/// ECMA-262 §22.2.2.7: what `.` does not match.
const LINE_END: &str = r"\n\r\u{2028}\u{2029}";

/// Translates an expression.
pub(super) fn translate(written: &str) -> Translated<String> {
    let mut reader = Reader {
        rest: written,
        text: String::with_capacity(written.len()),
    };
    while let Some(next) = reader.take() {
        reader.term(next)?;
    }
    Ok(reader.text)
}

fn invalid<T>(what: &str) -> Translated<T> {
    Err(Untranslated::Invalid(what.to_owned()))
}

/// What an escape stands for.
enum Escape {
    Character(char),
    /// A set, as the inside of a class, and whether all others are meant.
    Set(String, bool),
    /// `\p{…}`, which both know.
    Property(String),
    /// `\b`, `\B`
    Boundary(char),
}

struct Reader<'t> {
    rest: &'t str,
    text: String,
}

impl Reader<'_> {
    fn take(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next()?;
        self.rest = characters.as_str();
        Some(next)
    }

    fn take_if(&mut self, prefix: &str) -> bool {
        match self.rest.strip_prefix(prefix) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// What comes before `end`, which is taken too.
    fn take_until(&mut self, end: char) -> Option<String> {
        let (before, after) = self.rest.split_once(end)?;
        let before = before.to_owned();
        self.rest = after;
        Some(before)
    }

    fn term(&mut self, next: char) -> Translated<()> {
        match next {
            '(' => self.group()?,
            '[' => self.class()?,
            '\\' => self.escape()?,
            '.' => self.text.push_str(&format!("[^{LINE_END}]")),
            '^' | '$' | '|' | ')' => self.text.push(next),
            '*' | '+' | '?' => self.quantifier(next)?,
            '{' => self.count()?,
            // Annex B: a bracket that closes nothing stands for itself.
            _ => self.literal(next),
        }
        Ok(())
    }

    /// A character that stands for itself outside of classes, whatever it is.
    fn literal(&mut self, character: char) {
        self.character(character, r"\.+*?()|[]{}^$");
    }

    /// The same inside of a class.
    fn member(&mut self, character: char) {
        self.character(character, r"\[]^-&~");
    }

    fn character(&mut self, character: char, meaningful: &str) {
        if character.is_control() || (character.is_whitespace() && character != ' ') {
            let code = u32::from(character);
            self.text.push_str(&format!("\\u{{{code:x}}}"));
            return;
        }
        if meaningful.contains(character) {
            self.text.push('\\');
        }
        self.text.push(character);
    }

    fn quantifier(&mut self, sign: char) -> Translated<()> {
        self.text.push(sign);
        self.lazy()
    }

    fn lazy(&mut self) -> Translated<()> {
        if self.take_if("?") {
            self.text.push('?');
        }
        if self.rest.starts_with(['*', '+', '?']) {
            return invalid("there is nothing to repeat");
        }
        Ok(())
    }

    /// `{2}`, `{2,}`, `{2,3}`; a brace that begins no count stands for itself.
    fn count(&mut self) -> Translated<()> {
        let inside = self.rest.split_once('}').map(|(inside, _)| inside);
        let is_count = |text: &&str| {
            let (least, most) = text.split_once(',').unwrap_or((text, ""));
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            !least.is_empty() && digits(least) && digits(most)
        };
        match inside.filter(is_count) {
            Some(inside) => {
                self.text.push_str(&format!("{{{inside}}}"));
                self.take_until('}');
                self.lazy()
            }
            None => {
                self.literal('{');
                Ok(())
            }
        }
    }

    fn group(&mut self) -> Translated<()> {
        for lookaround in ["?=", "?!", "?<=", "?<!"] {
            if self.rest.starts_with(lookaround) {
                return Err(Untranslated::Lookaround);
            }
        }
        if self.take_if("?<") {
            if self.take_until('>').is_none() {
                return invalid("the name of a group does not end");
            }
            self.text.push_str("(?:");
        } else if self.rest.starts_with('?') {
            // `(?:` and flags, which later editions have and documents use before.
            self.text.push('(');
            self.take();
            self.text.push('?');
            while let Some(flag) = self.rest.chars().next()
                && matches!(flag, 'i' | 'm' | 's' | '-')
            {
                self.take();
                self.text.push(flag);
            }
            match self.take() {
                Some(end @ (':' | ')')) => self.text.push(end),
                Some(_) | None => return invalid("there is no such kind of group"),
            }
        } else {
            self.text.push('(');
        }
        Ok(())
    }

    fn escape(&mut self) -> Translated<()> {
        match self.escaped()? {
            Escape::Character(character) => self.literal(character),
            Escape::Set(inside, false) => self.text.push_str(&format!("[{inside}]")),
            Escape::Set(inside, true) => self.text.push_str(&format!("[^{inside}]")),
            Escape::Property(property) => self.text.push_str(&property),
            // Word boundaries are those of ASCII words.
            Escape::Boundary(sign) => self.text.push_str(&format!("(?-u:\\{sign})")),
        }
        Ok(())
    }

    /// What stands after a backslash.
    fn escaped(&mut self) -> Translated<Escape> {
        let Some(next) = self.take() else {
            return invalid("it ends in a backslash");
        };
        Ok(match next {
            'd' | 'D' => Escape::Set(DIGIT.to_owned(), next == 'D'),
            'w' | 'W' => Escape::Set(WORD.to_owned(), next == 'W'),
            's' | 'S' => Escape::Set(SPACE.to_owned(), next == 'S'),
            'b' | 'B' => Escape::Boundary(next),
            't' => Escape::Character('\t'),
            'n' => Escape::Character('\n'),
            'v' => Escape::Character('\u{b}'),
            'f' => Escape::Character('\u{c}'),
            'r' => Escape::Character('\r'),
            '0' if !self.rest.starts_with(|next: char| next.is_ascii_digit()) => {
                Escape::Character('\0')
            }
            'c' => Escape::Character(self.control()?),
            'x' => Escape::Character(self.hexadecimal(2)?),
            'u' => Escape::Character(self.unicode()?),
            'p' | 'P' => Escape::Property(self.property(next)?),
            'k' => return Err(Untranslated::Backreference),
            '1'..='9' => return Err(Untranslated::Backreference),
            _ if next.is_alphanumeric() => return invalid(&format!("`\\{next}` is no escape")),
            _ => Escape::Character(next),
        })
    }

    fn control(&mut self) -> Translated<char> {
        match self.take() {
            Some(letter) if letter.is_ascii_alphabetic() => {
                let code = u32::from(letter) % 32;
                Ok(char::from_u32(code).unwrap_or('\0'))
            }
            Some(_) | None => invalid("`\\c` comes before a letter"),
        }
    }

    fn code(&mut self, digits: usize) -> Translated<u32> {
        let code = self.rest.get(..digits);
        let code = code.and_then(|text| u32::from_str_radix(text, 16).ok());
        let (Some(code), Some(rest)) = (code, self.rest.get(digits..)) else {
            return invalid("an escape has too few hexadecimal digits");
        };
        self.rest = rest;
        Ok(code)
    }

    fn hexadecimal(&mut self, digits: usize) -> Translated<char> {
        let code = self.code(digits)?;
        char::from_u32(code).map_or_else(|| invalid("half a character"), Ok)
    }

    /// `\u{1F600}`, `\u0041`, and two halves of a character (ECMA-262 §22.2.1).
    fn unicode(&mut self) -> Translated<char> {
        if self.take_if("{") {
            let code = self.take_until('}').unwrap_or_default();
            let code = u32::from_str_radix(&code, 16).ok();
            let character = code.and_then(char::from_u32);
            return character.map_or_else(|| invalid("there is no such character"), Ok);
        }
        let first = self.code(4)?;
        if (0xd800..0xdc00).contains(&first) && self.take_if("\\u") {
            let second = self.code(4)?;
            let halves = [first, second].map(|half| u16::try_from(half).unwrap_or(0));
            let character = char::decode_utf16(halves).next().and_then(Result::ok);
            return character.map_or_else(|| invalid("half a character"), Ok);
        }
        char::from_u32(first).map_or_else(|| invalid("half a character"), Ok)
    }

    fn property(&mut self, sign: char) -> Translated<String> {
        if !self.take_if("{") {
            return invalid("`\\p` comes before a brace");
        }
        match self.take_until('}') {
            Some(name) => Ok(format!("\\{sign}{{{name}}}")),
            None => invalid("the name of a property does not end"),
        }
    }

    fn class(&mut self) -> Translated<()> {
        let negated = self.take_if("^");
        if self.take_if("]") {
            // ECMA-262 has empty classes: nothing, and anything.
            self.text
                .push_str(if negated { r"[\s\S]" } else { r"[^\s\S]" });
            return Ok(());
        }
        self.text.push_str(if negated { "[^" } else { "[" });
        while !self.take_if("]") {
            self.class_range()?;
        }
        self.text.push(']');
        Ok(())
    }

    /// One member of a class, or a range of them.
    fn class_range(&mut self) -> Translated<()> {
        let first = self.class_member()?;
        let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
        let Escape::Character(from) = first else {
            self.push_member(&first);
            return Ok(());
        };
        if !is_range {
            self.member(from);
            return Ok(());
        }
        self.take();
        let last = self.class_member()?;
        self.member(from);
        if let Escape::Character(to) = last {
            self.text.push('-');
            self.member(to);
        } else {
            // Annex B: a set is no end of a range, so all three stand for themselves.
            self.member('-');
            self.push_member(&last);
        }
        Ok(())
    }

    fn push_member(&mut self, member: &Escape) {
        match member {
            Escape::Character(character) => self.member(*character),
            Escape::Set(inside, false) => self.text.push_str(inside),
            Escape::Set(inside, true) => self.text.push_str(&format!("[^{inside}]")),
            Escape::Property(property) => self.text.push_str(property),
            Escape::Boundary(_) => self.member('\u{8}'),
        }
    }

    fn class_member(&mut self) -> Translated<Escape> {
        match self.take() {
            None => invalid("a class does not end"),
            Some('\\') if self.rest.starts_with('b') => {
                self.take();
                Ok(Escape::Character('\u{8}'))
            }
            Some('\\') if self.take_if("B") => invalid("`\\B` is no member of a class"),
            Some('\\') => self.escaped(),
            Some(character) => Ok(Escape::Character(character)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expect: &str) {
        let translated = translate(written).unwrap();
        assert_eq!(translated, expect, "{written}");
        regex::Regex::new(&translated).unwrap();
    }

    #[test]
    fn what_both_spell_alike_stays() {
        for written in ["^[a-z]+$", "^a{2,3}|b*?$", r"^(?:a|b)\.c$", r"^\p{L}+$"] {
            check(written, written);
        }
    }

    #[test]
    fn sets_are_spelt_out() {
        check(r"^\d{3}$", "^[0-9]{3}$");
        check(r"\w\W", "[0-9A-Za-z_][^0-9A-Za-z_]");
        check(r"[\d_]", "[0-9_]");
        check(r"[\D]", "[[^0-9]]");
        check(r".", r"[^\n\r\u{2028}\u{2029}]");
        check(r"\bx", r"(?-u:\b)x");
        check("[]|[^]", r"[^\s\S]|[\s\S]");
    }

    #[test]
    fn escapes_are_their_characters() {
        check(r"\/\-\@\cJ\x41\u0042\u{43}\t", r"/-@\u{a}ABC\u{9}");
        check(r"[\b\]\\-]", r"[\u{8}\]\\\-]");
        check(r"\ud83d\ude00", "😀");
        check("a&&b[&&~~c-]", r"a&&b[\&\&\~\~c\-]");
    }

    #[test]
    fn what_begins_nothing_stands_for_itself() {
        check("{}]{,3}a{x", r"\{\}\]\{,3\}a\{x");
        check(r"[\w-.]", r"[0-9A-Za-z_\-.]");
        check("(?<year>a)(b)", "(?:a)(b)");
        check("(?i)abc(?i:d)", "(?i)abc(?i:d)");
    }

    #[test]
    fn what_only_ecma_262_has_is_refused() {
        for written in ["(?=a)", "(?!a)", "(?<=a)", "(?<!a)"] {
            assert_eq!(
                translate(written),
                Err(Untranslated::Lookaround),
                "{written}"
            );
        }
        for written in [r"(a)\1", r"\k<a>"] {
            assert_eq!(
                translate(written),
                Err(Untranslated::Backreference),
                "{written}"
            );
        }
        for written in ["a\\", "[a", r"\Aa\z", "a**", r"\u00", r"\ud83d", "(?#a)"] {
            assert!(translate(written).is_err(), "{written}");
        }
    }
}
