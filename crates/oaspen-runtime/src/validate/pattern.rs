//! Regular expressions, compiled when they are first needed and kept.
//!
//! The generator has translated them from ECMA-262 and compiled each by the same rules, so one that
//! does not compile here is a mistake of ours, and nothing is refused because of it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use regex::{Regex, RegexBuilder};

/// The memory that one compiled expression may take, in bytes: what the generator allows too.
const SIZE_LIMIT: usize = 4 << 20;

type Compiled = HashMap<&'static str, Option<Arc<Regex>>>;

static COMPILED: LazyLock<RwLock<Compiled>> = LazyLock::new(RwLock::default);

/// Whether some part of `text` matches.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    regex(pattern).is_none_or(|regex| regex.is_match(text))
}

fn regex(pattern: &'static str) -> Option<Arc<Regex>> {
    let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(pattern) {
        return known.clone();
    }
    drop(known);
    let built = RegexBuilder::new(pattern).size_limit(SIZE_LIMIT).build();
    let built = built.ok().map(Arc::new);
    let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
    known.entry(pattern).or_insert(built).clone()
}
