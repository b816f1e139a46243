//! Text of strangers, made fit to be shown.

/// Whether a character moves the cursor, rings, hides or reorders what is read: Unicode TR 36, §3.
pub(super) fn is_treacherous(character: char) -> bool {
    let is_hidden = matches!(character,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    character.is_control() || is_hidden
}

/// One line of text without characters that move the cursor, ring or reorder what is read.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' | '\t' => ' ',
            other if is_treacherous(other) => '\u{fffd}',
            other => other,
        })
        .collect()
}
