//! A text that a regular expression is likely to match: for witnesses, which are tried afterwards.

use regex_syntax::hir::{Class, Hir, HirKind};

/// The longest text that is made, in bytes.
const LONGEST: usize = 256;

/// How deep an expression is followed.
const DEEPEST: usize = 64;

/// A short text that matches where anchors and boundaries do not stand in the way; `None` when it
/// would be long.
pub(in crate::lower) fn sample_of_pattern(regex: &str) -> Option<String> {
    let expression = regex_syntax::parse(regex).ok()?;
    let mut text = String::new();
    write(&expression, &mut text, 0)?;
    Some(text)
}

fn write(expression: &Hir, text: &mut String, depth: usize) -> Option<()> {
    if depth > DEEPEST || text.len() > LONGEST {
        return None;
    }
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => Some(()),
        HirKind::Literal(literal) => {
            text.push_str(std::str::from_utf8(&literal.0).ok()?);
            Some(())
        }
        HirKind::Class(class) => {
            text.push(member_of(class)?);
            Some(())
        }
        HirKind::Repetition(repetition) => {
            (0..repetition.min).try_for_each(|_| write(&repetition.sub, text, depth + 1))
        }
        HirKind::Capture(group) => write(&group.sub, text, depth + 1),
        HirKind::Concat(parts) => parts
            .iter()
            .try_for_each(|part| write(part, text, depth + 1)),
        HirKind::Alternation(branches) => write(branches.first()?, text, depth + 1),
    }
}

/// A letter or digit of a class if it has one, else its first character.
fn member_of(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else {
        return None;
    };
    let holds = |letter: char| {
        let mut ranges = class.ranges().iter();
        ranges.any(|range| range.start() <= letter && letter <= range.end())
    };
    let first = class.ranges().first().map(|range| range.start());
    "a0A-".chars().find(|letter| holds(*letter)).or(first)
}
