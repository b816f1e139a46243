//! A place where names must differ.

use std::collections::{BTreeMap, BTreeSet};

use super::{RustIdent, Words, keyword};

/// How words become an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Types, traits and variants: `SendMessage`.
    Pascal,
    /// Fields and functions: `send_message`.
    Snake,
    /// Modules: as [`Case::Snake`], in ASCII, for they become files.
    Module,
    /// Statics and constants: `SEND_MESSAGE`.
    Screaming,
}

/// The names taken in one place. The first to claim a name keeps it, later ones get a number;
/// so claiming in document order, a sibling added at the end never renames another.
///
/// Names that differ in case alone count as the same, because some file systems think so and
/// because people do.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
    /// What was numbered, and the first number that it may have next: those below are taken.
    numbers: BTreeMap<String, u64>,
}

/// Names that some systems do not allow for files.
const UNFILED: &[&str] = &[
    "aux", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con",
    "lib", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "main",
    "mod", "nul", "prn",
];

impl Scope {
    /// A scope in which everything is free.
    pub fn new() -> Self {
        Self::default()
    }

    /// A scope in which `names` are taken.
    pub fn reserving(names: &[&str]) -> Self {
        let mut scope = Self::new();
        for name in names {
            scope.reserve(name);
        }
        scope
    }

    /// A scope for modules that become files.
    pub fn of_files() -> Self {
        Self::reserving(UNFILED)
    }

    /// Takes a name that something else has.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(key(name));
    }

    /// Whether the name these words would get is still free.
    pub fn is_free(&self, words: &Words, case: Case) -> bool {
        !self.taken.contains(&key(&spell(words, case)))
    }

    /// The plain name when it is free, else the name with the first free number from 2.
    pub fn claim(&mut self, words: &Words, case: Case) -> RustIdent {
        let spelt = spell(words, case);
        if self.taken.insert(key(&spelt)) {
            return RustIdent::from_legal(spelt);
        }
        // `Self_` is spelt so only where nothing follows.
        let plain = spelt.trim_end_matches('_');
        let separator = match case {
            Case::Pascal => "",
            Case::Snake | Case::Screaming | Case::Module => "_",
        };
        // A name that ends in a digit would run into the number.
        let separator = if plain.ends_with(|end: char| end.is_numeric()) {
            "_"
        } else {
            separator
        };
        let number = self
            .numbers
            .entry(key(&format!("{plain}{separator}")))
            .or_insert(2);
        loop {
            let numbered = format!("{plain}{separator}{number}");
            *number += 1;
            if self.taken.insert(key(&numbered)) {
                return RustIdent::from_legal(numbered);
            }
        }
    }

    /// The first of several wordings that is free, else the first with a number.
    pub fn claim_first(&mut self, choices: &[Words], case: Case) -> RustIdent {
        let free = choices.iter().find(|words| self.is_free(words, case));
        match free.or_else(|| choices.first()) {
            Some(words) => self.claim(words, case),
            None => self.claim(&Words::of(""), case),
        }
    }
}

fn spell(words: &Words, case: Case) -> String {
    let text = match case {
        Case::Pascal => words.pascal(),
        Case::Snake => words.snake(),
        Case::Module => words.ascii().snake(),
        Case::Screaming => words.screaming(),
    };
    // So that `self` and `self_` are seen to be the same.
    match keyword::kind(&text) {
        keyword::Kind::Never => format!("{text}_"),
        keyword::Kind::Free | keyword::Kind::Raw => text,
    }
}

fn key(name: &str) -> String {
    name.to_lowercase()
}
