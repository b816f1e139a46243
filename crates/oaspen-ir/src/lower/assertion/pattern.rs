//! `pattern` and the names of `patternProperties` → [`Pattern`]: translated, compiled once to prove
//! that it can be, and remembered.

use oaspen_diagnostics::{Code, Diagnostic, Span};
use oaspen_document::model::{SchemaId, SchemaObject};

use super::ecma::{Untranslated, translate};
use crate::ir::Pattern;
use crate::lower::context::Lower;

/// The memory that one compiled expression may take, in bytes: what the runtime allows too.
const SIZE_LIMIT: usize = 4 << 20;

/// The pattern that a text is; `None` when it cannot be carried out, which [`report_patterns`] tells.
pub(in crate::lower) fn lower_pattern(cx: &mut Lower<'_>, written: &str) -> Option<Pattern> {
    known(cx, written).ok()
}

fn known(cx: &mut Lower<'_>, written: &str) -> Result<Pattern, String> {
    if let Some(known) = cx.patterns.get(written) {
        return known.clone();
    }
    let compiled = compile(written);
    cx.patterns.insert(written.to_owned(), compiled.clone());
    compiled
}

fn compile(written: &str) -> Result<Pattern, String> {
    let regex = translate(written).map_err(|why| match why {
        Untranslated::Lookaround => {
            "it looks ahead or behind, for which there is no linear-time search".to_owned()
        }
        Untranslated::Backreference => {
            "it refers back to a group, for which there is no linear-time search".to_owned()
        }
        Untranslated::Invalid(what) => format!("it is no regular expression of ECMA-262: {what}"),
    })?;
    match build(&regex) {
        Ok(_) => Ok(Pattern {
            written: written.to_owned(),
            regex,
        }),
        Err(regex::Error::CompiledTooBig(_)) => {
            Err("it takes more memory than is allowed".to_owned())
        }
        Err(error) => {
            let text = error.to_string();
            let what = text.lines().last().unwrap_or_default();
            let what = what.trim_start_matches("error: ");
            Err(format!("it is no regular expression of ECMA-262: {what}"))
        }
    }
}

/// Whether a text matches a pattern; every text does where the pattern cannot be carried out.
pub(in crate::lower) fn matches_pattern(cx: &mut Lower<'_>, written: &str, text: &str) -> bool {
    if !cx.expressions.contains_key(written) {
        let pattern = lower_pattern(cx, written);
        let regex = pattern.and_then(|pattern| build(&pattern.regex).ok());
        cx.expressions.insert(written.to_owned(), regex);
    }
    let regex = cx.expressions.get(written).and_then(Option::as_ref);
    regex.is_none_or(|regex| regex.is_match(text))
}

fn build(regex: &str) -> Result<regex::Regex, regex::Error> {
    regex::RegexBuilder::new(regex)
        .size_limit(SIZE_LIMIT)
        .build()
}

/// Reports the patterns of a schema that cannot be carried out.
pub(in crate::lower) fn report_patterns(
    cx: &mut Lower<'_>,
    id: SchemaId,
    object: &SchemaObject<SchemaId>,
) {
    if let Some(pattern) = &object.pattern
        && let Err(why) = known(cx, &pattern.value)
    {
        report(cx, (id, "pattern"), pattern.span, &why);
    }
    for written in object.pattern_properties.keys() {
        if let Err(why) = known(cx, written) {
            let span = object.keys.get("patternProperties");
            let span = span.unwrap_or(cx.schema(id).origin.span);
            let why = format!("`{written}`: {why}");
            report(cx, (id, "patternProperties"), span, &why);
        }
    }
}

fn report(cx: &mut Lower<'_>, (id, keyword): (SchemaId, &str), span: Span, why: &str) {
    let pointer = cx.schema(id).origin.pointer.join(keyword);
    let message = format!("this pattern is not enforced: {why}");
    cx.sink
        .push(Diagnostic::new(Code::UnsupportedPattern, message).at(span, &pointer));
}
