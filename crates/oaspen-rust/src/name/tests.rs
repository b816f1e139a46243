//! Words, scopes and identifiers.

use super::{Case, RustIdent, Scope, Words};

#[track_caller]
fn check(text: &str, snake: &str, pascal: &str) {
    let words = Words::of(text);
    let claim = |case| Scope::new().claim(&words, case).to_string();
    assert_eq!(claim(Case::Snake), snake);
    assert_eq!(claim(Case::Pascal), pascal);
}

#[test]
fn case_changes_and_separators_split() {
    check("sendMessage", "send_message", "SendMessage");
    check("send-message", "send_message", "SendMessage");
    check("Send Message.v2", "send_message_v2", "SendMessageV2");
    check("HTTPServer", "http_server", "HttpServer");
    check("media_v1Beta", "media_v1_beta", "MediaV1Beta");
    check("ID", "id", "Id");
    check("a__b", "a_b", "AB");
}

#[test]
fn keywords_are_raw_or_underscored() {
    check("type", "r#type", "Type");
    check("self", "self_", "Self_");
    check("crate", "crate_", "Crate");
    check("gen", "r#gen", "Gen");
}

#[test]
fn names_without_letters_are_spelt_out() {
    check("", "empty", "Empty");
    check("*", "star", "Star");
    check("<=", "less_equal", "LessEqual");
    check("1", "n1", "N1");
    check("+1", "plus_1", "Plus1");
    check("-1", "minus_1", "Minus1");
    check("-name", "minus_name", "MinusName");
    check("🎉", "u1f389", "U1f389");
    check("_", "underscore", "Underscore");
}

#[test]
fn letters_of_other_scripts_stay() {
    check("größe", "größe", "Größe");
    check("имя Файла", "имя_файла", "ИмяФайла");
    check("名前", "名前", "名前");
}

#[test]
fn what_rust_takes_for_one_letter_is_one() {
    check("e\u{301}", "é", "É");
    check("ﬁle²", "file2", "File2");
    assert_eq!(Words::of("e\u{301}"), Words::of("é"));
}

#[test]
fn what_looks_like_ascii_is_spelt_out() {
    // Cyrillic letters that Latin ones look like, and one that nobody uses.
    check("оса", "u43eu441u430", "U43eu441u430");
    check("ρ", "u3c1", "U3c1");
    check("ꙮ", "ua66e", "Ua66e");
    check("коса", "u43au43eu441u430", "U43au43eu441u430");
    check("жук", "жук", "Жук");
    // One letter that may be Greek or Latin, whatever stands beside it.
    check("株α", "u682au3b1", "U682au3b1");
    check("株αλ", "株αλ", "株αλ");
    // Scripts that are written together vouch for each other.
    check("ニ株", "ニ株", "ニ株");
}

#[test]
fn placeholders_are_no_variables() {
    assert_eq!(RustIdent::fixed("foo").binding().as_str(), "foo_");
    assert_eq!(RustIdent::fixed("type").binding().as_str(), "r#type");
    assert!(RustIdent::fixed("into_parts").is_against_self());
    assert!(!RustIdent::fixed("to_text").is_against_self());
}

#[test]
fn long_names_are_cut_and_stay_different() {
    let one = Words::of(&format!("{}a", "x".repeat(300)));
    let two = Words::of(&format!("{}b", "x".repeat(300)));
    assert!(one.snake().len() < 120);
    assert_ne!(one.snake(), two.snake());
}

#[test]
fn the_first_keeps_the_name() {
    let mut scope = Scope::new();
    let mut claim = |text: &str| scope.claim(&Words::of(text), Case::Pascal).to_string();
    assert_eq!(claim("user"), "User");
    assert_eq!(claim("User"), "User2");
    assert_eq!(claim("USER"), "User3");
    assert_eq!(claim("v1"), "V1");
    assert_eq!(claim("V1"), "V1_2");
    assert_eq!(claim("self"), "Self_");
    assert_eq!(claim("Self"), "Self2");
}

#[test]
fn a_prefix_is_taken_off_by_words() {
    let image = Words::of("Image");
    let by_id = Words::of("ImageById").strip_prefix(&image);
    assert_eq!(by_id.map(|words| words.pascal()).as_deref(), Some("ById"));
    assert_eq!(Words::of("Imagery").strip_prefix(&image), None);
    assert_eq!(image.strip_prefix(&image), None);
}

#[test]
fn files_have_no_reserved_names() {
    let mut scope = Scope::of_files();
    assert_eq!(
        scope.claim(&Words::of("mod"), Case::Snake).as_str(),
        "mod_2"
    );
    assert_eq!(
        RustIdent::fixed("type").prefixed("with_").as_str(),
        "with_type"
    );
}
