//! What rustc warns of in identifiers: letters that nobody expects, and names that look like others.
//!
//! Such lints hold for a whole crate, which may be the user's, so generated code cannot allow them.

use unicode_script::{Script, UnicodeScript as _};
use unicode_security::{GeneralSecurityProfile as _, is_potential_mixed_script_confusable_char};

/// Whether a letter is in common use: Unicode Technical Standard 39 §3.1.
pub(super) fn is_common(letter: char) -> bool {
    letter.identifier_allowed()
}

/// Whether a name looks like one in ASCII, or nothing in it tells whose letters it is in: §4 and
/// §5 of the same.
pub(super) fn is_confusable(name: &str) -> bool {
    if name.is_ascii() {
        return false;
    }
    let mut skeleton = unicode_security::skeleton(name);
    skeleton.all(|character| character.is_ascii()) || is_of_doubtful_script(name)
}

/// Whether all letters that are not Latin might be another script's.
fn is_of_doubtful_script(name: &str) -> bool {
    let mut letters = name
        .chars()
        .filter(|letter| {
            !matches!(
                letter.script(),
                Script::Latin | Script::Common | Script::Inherited
            )
        })
        .peekable();
    letters.peek().is_some() && letters.all(is_potential_mixed_script_confusable_char)
}
