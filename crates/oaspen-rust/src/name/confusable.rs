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

/// Whether all letters of some script that is not Latin might be another script's. rustc asks this
/// of every script by itself, whatever stands beside it in the name.
fn is_of_doubtful_script(name: &str) -> bool {
    let mut scripts = name.chars().filter_map(written_in);
    scripts.any(|script| {
        let mut letters = name
            .chars()
            .filter(|letter| written_in(*letter) == Some(script));
        letters.all(is_potential_mixed_script_confusable_char)
    })
}

/// The script that a letter is known by; none when it is Latin or in many scripts. Those that are
/// written together in East Asia count as one: Unicode Technical Standard 39 §5.1.
fn written_in(letter: char) -> Option<Script> {
    let script = letter.script();
    if matches!(script, Script::Latin | Script::Common | Script::Inherited) {
        return None;
    }
    let is_east_asian = matches!(
        script,
        Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Hangul
    );
    Some(if is_east_asian { Script::Han } else { script })
}
