//! Carrying out [`Check`]s on a JSON tree: everything that is wrong, up to a limit, with its place.
//!
//! One walk that is not generic reads the tables that generated code prints. It ends on every
//! input: patterns are matched in linear time, items are compared by hashing, numbers by their
//! digits, and trials (`not`, `if`, …) nest only as deep as their table does.

mod array;
mod decimal;
mod evaluated;
mod object;
mod pattern;
mod scalar;
#[cfg(test)]
mod tests;
#[cfg(feature = "server")]
mod whole;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use self::object::is_other;
use self::pattern::matches;
#[cfg(feature = "server")]
pub(crate) use self::whole::check_whole;
use crate::check::{Branch, Check, Checks};
#[cfg(feature = "server")]
use crate::json::Value;
use crate::json::{Decode, DecodeError, DecodeResult, Encode, ErrorKind, Mode};
use crate::json::{Outline, Tree, View, to_string};

/// How many errors are told of one value.
const MOST_TOLD: usize = 64;

/// Checks a value against everything that its document demands: what a server does with each
/// request. Nothing else checks by itself what a program makes or a client receives.
///
/// # Errors
/// When the value breaks a condition: [`DecodeError::all`] gives up to 64 of them, each with JSON
/// pointer, code and message.
pub fn validate<T: Encode + Decode>(value: &T) -> DecodeResult<()> {
    let text = to_string(value);
    decode_checked::<T>(&Tree::read_text(&text)?, false, None).map(|_| ())
}

/// Decodes a tree strictly and checks it: by `checks` when they are given, else by those of the
/// type. In `text` all scalars are strings.
///
/// # Errors
/// When the tree is not a `T`, or breaks a condition; every reason is told.
pub(crate) fn decode_checked<T: Decode>(
    tree: &Tree<'_>,
    text: bool,
    checks: Option<Checks>,
) -> DecodeResult<T> {
    let view = tree.view(Mode::Strict);
    let view = if text { view.text() } else { view };
    let found = find(view, checks.unwrap_or_else(T::checks));
    match (T::decode(view), DecodeError::join(found)) {
        (Ok(value), None) => Ok(value),
        (Ok(_), Some(error)) => Err(error),
        (Err(error), None) => Err(error),
        (Err(error), Some(found)) => Err(join(error, &found)),
    }
}

/// [`decode_checked`] for a value that was built.
///
/// # Errors
/// As [`decode_checked`].
#[cfg(feature = "server")]
pub(crate) fn decode_checked_value<T: Decode>(
    value: &Value<'_>,
    text: bool,
    checks: Option<Checks>,
) -> DecodeResult<T> {
    decode_checked(&Tree::read_text(&to_string(value))?, text, checks)
}

#[cold]
fn join(error: DecodeError, found: &DecodeError) -> DecodeError {
    let mut errors = vec![error.clone()];
    errors.extend(found.all().map(DecodeError::alone));
    DecodeError::join(errors).unwrap_or(error)
}

/// Everything that is wrong with a value.
fn find(json: View<'_>, checks: Checks) -> Vec<DecodeError> {
    let mut walk = Walk::new(false, Known::default());
    walk.all(checks, json);
    // Within a `not`, what was not looked at would count as satisfied.
    if walk.count == 0 && !json.had_room() {
        walk.refuse_depth();
    }
    if walk.count > MOST_TOLD {
        let more = walk.count - MOST_TOLD;
        let message = format!("and {more} more errors");
        let kind = ErrorKind::Constraint("more");
        walk.errors.push(DecodeError::new(kind, message));
    }
    walk.errors
}

/// Everything that is wrong with the value that is written so.
fn find_in_text(text: &str, checks: Checks) -> Vec<DecodeError> {
    match Tree::read_text(text) {
        Ok(tree) => find(tree.view(Mode::Strict), checks),
        Err(error) => vec![error],
    }
}

/// Whether a value satisfies all checks.
fn holds(checks: Checks, json: View<'_>) -> bool {
    let mut walk = Walk::new(true, Known::default());
    walk.all(checks, json);
    walk.count == 0
}

/// The answers to questions about a value, by its address and by address and number of the checks:
/// the compiler may put lists that begin alike into one place.
type Known = Rc<RefCell<HashMap<((usize, u32), (usize, usize), bool), bool>>>;

/// A step from a value into it.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// What is carried along.
struct Walk<'a> {
    path: Vec<Step<'a>>,
    errors: Vec<DecodeError>,
    /// How many errors there are, told or not.
    count: usize,
    /// Whether only the question is asked, so that nothing is told and the first error ends it.
    is_trial: bool,
    known: Known,
}

impl<'a> Walk<'a> {
    fn new(is_trial: bool, known: Known) -> Self {
        Self {
            path: Vec::new(),
            errors: Vec::new(),
            count: 0,
            is_trial,
            known,
        }
    }

    fn all(&mut self, checks: Checks, json: View<'a>) {
        if !json.has_room() {
            // What was not looked at is not let through.
            self.refuse_depth();
            return;
        }
        for check in checks {
            if !self.is_over() {
                self.check(check, json);
            }
        }
    }

    fn refuse_depth(&mut self) {
        self.refuse("too-deep", || {
            "the value is nested too deeply to be checked".to_owned()
        });
    }

    /// Whether what is asked is known.
    fn is_over(&self) -> bool {
        self.is_trial && self.count > 0
    }

    fn check(&mut self, check: &'static Check, json: View<'a>) {
        match *check {
            Check::Never => self.refuse("not-allowed", || "no value is allowed here".to_owned()),
            Check::Kinds(kinds) => self.kinds(json, kinds),
            Check::OneOfValues(values) => self.one_of_values(json, values),
            Check::MinLength(least) => self.min_length(json, least),
            Check::MaxLength(most) => self.max_length(json, most),
            Check::Pattern(pattern) => self.pattern(json, pattern, pattern),
            Check::PatternAs(written, pattern) => self.pattern(json, written, pattern),
            Check::Minimum(limit) => self.minimum(json, limit),
            Check::Maximum(limit) => self.maximum(json, limit),
            Check::ExclusiveMinimum(limit) => self.exclusive_minimum(json, limit),
            Check::ExclusiveMaximum(limit) => self.exclusive_maximum(json, limit),
            Check::MultipleOf(divisor) => self.multiple_of(json, divisor),
            Check::MinItems(least) => self.min_items(json, least),
            Check::MaxItems(most) => self.max_items(json, most),
            Check::UniqueItems => self.unique_items(json),
            Check::Position(position, checks) => self.position(json, position, checks),
            Check::ItemsFrom(first, checks) => self.items(json, |at| at >= first, checks),
            Check::Contains(checks, least, most) => self.contains(json, checks, (least, most)),
            Check::UnevaluatedItems(whole, checks) => self.unevaluated_items(json, whole, checks),
            Check::MinProperties(least) => self.min_properties(json, least),
            Check::MaxProperties(most) => self.max_properties(json, most),
            Check::Required(name) => self.required(json, name),
            Check::Property(name, checks) => self.property(json, name, checks),
            Check::Matching(pattern, checks) => {
                self.properties(json, |key| matches(pattern, key), checks);
            }
            Check::Others(names, patterns, checks) => {
                self.properties(json, |key| is_other(key, names, patterns), checks);
            }
            Check::Values(checks) => self.properties(json, |_| true, checks),
            Check::Names(checks) => self.names(json, checks),
            Check::DependentRequired(name, others) => self.dependent(json, name, others),
            Check::Dependent(name, checks) if json.property(name).is_some() => {
                self.all(checks, json);
            }
            Check::UnevaluatedProperties(whole, checks) => {
                self.unevaluated_properties(json, whole, checks);
            }
            Check::Not(checks) => self.not(json, checks),
            Check::AnyOf(lists) => self.any_of(json, lists),
            Check::OneOf(lists) => self.one_of(json, lists),
            Check::If(condition, then, otherwise) => {
                let holds = holds(condition, json);
                self.all(if holds { then } else { otherwise }, json);
            }
            Check::Nullable(checks) if !json.is_null() => self.all(checks, json),
            Check::Of(checks) if !json.is_null() => self.all(checks(), json),
            Check::Dependent(..) | Check::Nullable(_) | Check::Of(_) => {}
            Check::AsText(checks) => self.as_text(json, checks),
            Check::AsScalar(checks) => self.all(checks, json.text()),
            Check::Branches(choose, branches) => {
                let chosen = choose(json).and_then(|branch| branches.get(branch));
                self.all(chosen.copied().unwrap_or_default(), json);
            }
            Check::AnyBranch(branches) => self.any_branch(json, branches),
            Check::OneBranch(branches) => self.one_branch(json, branches),
        }
    }

    /// A value that reads as no member is told so by reading it.
    fn any_branch(&mut self, json: View<'a>, branches: &'static [Branch]) {
        let mut first = None;
        for (_, checks) in branches.iter().filter(|(reads_as, _)| reads_as(json)) {
            if self.holds(checks, json) {
                return;
            }
            first = first.or(Some(*checks));
        }
        self.all(first.unwrap_or_default(), json);
    }

    /// In text, where kinds are not told apart, one member that holds is enough.
    fn one_branch(&mut self, json: View<'a>, branches: &'static [Branch]) {
        let fits = |(reads_as, checks): &&Branch| reads_as(json) && self.holds(checks, json);
        let is_ambiguous = !json.is_text() && branches.iter().filter(fits).nth(1).is_some();
        if is_ambiguous {
            self.refuse("one-of", || {
                "the value fits several alternatives of which only one may hold".to_owned()
            });
        } else {
            self.any_branch(json, branches);
        }
    }

    /// Whether a value satisfies all checks; remembered, because members of a union that hold unions
    /// would ask again and again.
    fn holds(&self, checks: Checks, json: View<'a>) -> bool {
        let list = (checks.as_ptr().addr(), checks.len());
        let question = (json.address(), list, json.is_text());
        if let Some(known) = self.known.borrow().get(&question) {
            return *known;
        }
        let mut walk = Walk::new(true, Rc::clone(&self.known));
        walk.all(checks, json);
        let holds = walk.count == 0;
        self.known.borrow_mut().insert(question, holds);
        holds
    }

    fn not(&mut self, json: View<'a>, checks: Checks) {
        if holds(checks, json) {
            self.refuse("not", || "the value is one that is excluded".to_owned());
        }
    }

    fn any_of(&mut self, json: View<'a>, lists: &'static [Checks]) {
        if !lists.iter().any(|list| holds(list, json)) {
            self.refuse("any-of", || none_of(lists, "one"));
        }
    }

    fn one_of(&mut self, json: View<'a>, lists: &'static [Checks]) {
        let mut fitting = lists.iter().filter(|list| holds(list, json));
        match (fitting.next(), fitting.next()) {
            (None, _) => self.refuse("one-of", || none_of(lists, "exactly one")),
            (Some(_), None) => {}
            (Some(_), Some(_)) => self.refuse("one-of", || {
                demanded(lists, "exactly one").unwrap_or_else(|| {
                    "the value fits several alternatives of which only one may hold".to_owned()
                })
            }),
        }
    }

    /// The checks of a string, for a value that is read as its text.
    fn as_text(&mut self, json: View<'a>, checks: Checks) {
        let text = match json.outline() {
            Outline::Number(text) => to_string(text),
            Outline::Bool(value) => to_string(&value.to_string()),
            Outline::Null | Outline::String(_) | Outline::Array | Outline::Object => {
                return self.all(checks, json);
            }
        };
        for error in find_in_text(&text, checks) {
            let kind = error.kind();
            self.refuse_as(kind, || error.message().to_owned());
        }
    }

    fn within(&mut self, step: Step<'a>, checks: Checks, json: View<'a>) {
        self.path.push(step);
        self.all(checks, json);
        self.path.pop();
    }

    fn refuse(&mut self, code: &'static str, message: impl FnOnce() -> String) {
        self.refuse_as(ErrorKind::Constraint(code), message);
    }

    fn refuse_as(&mut self, kind: ErrorKind, message: impl FnOnce() -> String) {
        self.count += 1;
        if self.is_trial || self.errors.len() >= MOST_TOLD {
            return;
        }
        let error = DecodeError::new(kind, message());
        let placed = self
            .path
            .iter()
            .rev()
            .fold(error, |error, step| match step {
                Step::Key(key) => error.within_key(key),
                Step::Index(index) => error.within_index(*index),
            });
        self.errors.push(placed);
    }
}

fn none_of(lists: &[Checks], count: &str) -> String {
    demanded(lists, count)
        .unwrap_or_else(|| format!("the value fits none of {} alternatives", lists.len()))
}

/// What alternatives ask for that only demand properties.
fn demanded(lists: &[Checks], count: &str) -> Option<String> {
    let name_of = |check: &Check| {
        if let Check::Required(name) = check {
            Some(format!("`{name}`"))
        } else {
            None
        }
    };
    let set_of = |list: &Checks| {
        let names: Option<Vec<String>> = list.iter().map(name_of).collect();
        names.map(|names| names.join(" and "))
    };
    let sets: Option<Vec<String>> = lists.iter().map(set_of).collect();
    Some(format!(
        "{count} of these must be there: {}",
        sets?.join(", ")
    ))
}
