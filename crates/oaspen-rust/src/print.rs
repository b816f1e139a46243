//! Tokens to formatted text, one item at a time.

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

/// An item as `prettyplease` lays it out, with a line break at its end.
///
/// Our tokens always are an item; should they not be, the compiler of the output says why not.
pub(crate) fn item(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => spaced(&prettyplease::unparse(&file)),
        Err(error) => format!("{}\n", error.to_compile_error()),
    }
}

/// Puts an empty line before each function of an impl or trait but the first, as people do. No
/// literal of ours holds a line break, so lines are lines of code.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 64);
    let mut after_item = false;
    for line in text.lines() {
        let begins = ["    ///", "    #[", "    pub fn ", "    fn "];
        if after_item && begins.iter().any(|begin| line.starts_with(begin)) {
            spaced.push('\n');
        }
        spaced.push_str(line);
        spaced.push('\n');
        let is_code = !line.trim_start().starts_with("//");
        let ends_item = line == "    }" || (line.starts_with("    ") && line.ends_with(';'));
        after_item = is_code && ends_item;
    }
    spaced
}
