//! A name split into words, in lower case, without what an identifier may not hold.
//!
//! Rust compares identifiers in Unicode's normal form C and warns of those that are not in form KC,
//! so words are read and spelt in the latter.

use unicode_normalization::UnicodeNormalization as _;

use super::confusable::{is_common, is_confusable};
use super::symbol;

/// The words of a name; never empty, and each begins and goes on as an identifier may.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    words: Vec<String>,
}

/// Longer names are cut and end in a hash of the whole, so that they stay different.
const LONGEST: usize = 100;

impl Words {
    /// Splits a name of the document: at case changes and at every character that is no letter,
    /// digit or mark. A leading sign is a word (`-name` is `minus name`), for it is what tells
    /// sort keys and reactions apart; a name of signs alone is spelt out.
    pub fn of(text: &str) -> Self {
        let text = &normal(text);
        let mut words = split(text);
        if let Some(sign @ ('+' | '-')) = text.chars().next()
            && !words.is_empty()
        {
            words.insert(0, symbol::word(sign));
        }
        if words.is_empty() {
            words = text
                .chars()
                .flat_map(|character| {
                    symbol::word(character)
                        .split('_')
                        .map(str::to_owned)
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        if words.is_empty() {
            words.push("empty".to_owned());
        }
        Self { words }.shortened(text)
    }

    /// These words and those after them.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        let words: Vec<String> = self.words.iter().chain(&other.words).cloned().collect();
        let joined = Self { words };
        let text = joined.snake();
        joined.shortened(&text)
    }

    /// How many words there are; never none.
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// What is left of these words after `prefix`, when something is.
    pub fn strip_prefix(&self, prefix: &Self) -> Option<Self> {
        let rest = self.words.strip_prefix(prefix.words.as_slice())?;
        (!rest.is_empty()).then(|| Self {
            words: rest.to_vec(),
        })
    }

    /// The same words with every letter beyond ASCII spelt in hexadecimal.
    #[must_use]
    pub fn ascii(&self) -> Self {
        let spell = |word: &String| {
            let letters = word.chars().map(|letter| {
                if letter.is_ascii() {
                    letter.to_string()
                } else {
                    format!("u{:x}", u32::from(letter))
                }
            });
            letters.collect()
        };
        let words: Vec<String> = self.words.iter().map(spell).collect();
        Self { words }.shortened(&self.words.join("_"))
    }

    /// `SendMessage`; a name that begins with a digit gets an `N`.
    pub fn pascal(&self) -> String {
        self.spelt("N", |words| {
            words.iter().map(|word| capitalise(word)).collect()
        })
    }

    /// `send_message`; a name that begins with a digit gets an `n`.
    pub fn snake(&self) -> String {
        self.spelt("n", |words| words.join("_"))
    }

    /// `SEND_MESSAGE`.
    pub fn screaming(&self) -> String {
        self.spelt("N", |words| words.join("_").to_uppercase())
    }

    /// `send-message`.
    pub fn kebab(&self) -> String {
        self.spelt("n", |words| words.join("-"))
    }

    /// What `print` makes of the words; of their spelling in ASCII when that could be mistaken.
    fn spelt(&self, prefix: &str, print: impl Fn(&[String]) -> String) -> String {
        let text = begin(prefix, &print(&self.words));
        if is_confusable(&text) {
            begin(prefix, &print(&self.ascii().words))
        } else {
            text
        }
    }

    /// Cuts a long name; `whole` is what its hash is taken of.
    fn shortened(self, whole: &str) -> Self {
        let length: usize = self.words.iter().map(String::len).sum();
        if length <= LONGEST {
            return self;
        }
        let mut kept = Vec::new();
        let mut room = LONGEST;
        for word in self.words {
            let cut: String = word
                .char_indices()
                .take_while(|(at, character)| at + character.len_utf8() <= room)
                .map(|(_, character)| character)
                .collect();
            room -= cut.len();
            if !cut.is_empty() {
                kept.push(cut);
            }
            if room == 0 {
                break;
            }
        }
        kept.push(format!("x{:08x}", hash(whole)));
        Self { words: kept }
    }
}

/// FNV-1a: the same on every machine and in every version.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// `aBCd1` → `a`, `b`, `cd1`.
fn split(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, &character) in characters.iter().enumerate() {
        if !is_word_character(character) {
            flush(&mut words, &mut word);
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let after = characters.get(at + 1);
        if is_boundary(before.copied(), character, after.copied()) {
            flush(&mut words, &mut word);
        }
        word.extend(character.to_lowercase());
    }
    flush(&mut words, &mut word);
    words
}

fn flush(words: &mut Vec<String>, word: &mut String) {
    // Lower case of a few letters holds characters that may not begin an identifier.
    let legal: String = std::mem::take(word)
        .chars()
        .filter(|character| is_word_character(*character))
        .collect();
    if !legal.is_empty() {
        words.push(legal);
    }
}

fn is_word_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric();
    }
    unicode_ident::is_xid_continue(character) && !is_invisible(character) && is_common(character)
}

/// Joiners and fillers are allowed in identifiers, but nobody can see them.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200c}' | '\u{200d}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{fe00}'
            ..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Whether a word begins at `character`: `aB`, and the last capital of `ABc`.
fn is_boundary(before: Option<char>, character: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    if !character.is_uppercase() {
        return false;
    }
    before.is_lowercase()
        || before.is_numeric()
        || (before.is_uppercase() && after.is_some_and(char::is_lowercase))
}

fn capitalise(word: &str) -> String {
    let mut characters = word.chars();
    let Some(first) = characters.next() else {
        return String::new();
    };
    // Some letters have an upper case of several, of which the rest belongs in lower case.
    let mut upper = first.to_uppercase();
    let head = upper.next().unwrap_or(first);
    std::iter::once(head)
        .chain(upper.flat_map(char::to_lowercase))
        .chain(characters)
        .collect()
}

/// Puts `prefix` before what may go on but not begin an identifier.
fn begin(prefix: &str, text: &str) -> String {
    // Letters in the other case, and neighbours, may be in another form again.
    let text = normal(text);
    if text.chars().next().is_some_and(unicode_ident::is_xid_start) {
        text
    } else {
        format!("{prefix}{text}")
    }
}

/// Unicode's normal form KC: one spelling for what looks the same.
fn normal(text: &str) -> String {
    if text.is_ascii() {
        text.to_owned()
    } else {
        text.nfkc().collect()
    }
}
