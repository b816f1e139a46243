//! Words for characters that no identifier may hold, used when a name has nothing else.

/// The word of a character; code points that have none are spelt in hexadecimal.
pub(super) fn word(character: char) -> String {
    let known = match character {
        ' ' | '\t' => "space",
        '\n' => "newline",
        '!' => "bang",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' => "paren",
        ')' => "close_paren",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "bracket",
        '\\' => "backslash",
        ']' => "close_bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "brace",
        '|' => "bar",
        '}' => "close_brace",
        '~' => "tilde",
        other => return format!("u{:x}", u32::from(other)),
    };
    known.to_owned()
}
