//! Which member of a union a value is: rules as static data, tried in their order.
//!
//! What a rule looks at is decided by the generator and written into the [`UnionPlan`]; here it is
//! only carried out. A key is looked at without allocation. Trials (members that only decoding
//! tells apart) are remembered, so that nested unions take polynomial, not exponential time.

use std::cell::{Cell, RefCell};

use super::decode::{Decode, DecodeResult};
use super::error::{DecodeError, ErrorKind, excerpt};
use super::number;
use super::tree::Kind;
use super::view::{Choice, Mode, Question, View};
use crate::types::Any;

/// How the members of a union are told apart.
#[derive(Debug)]
pub struct UnionPlan {
    /// The members' names, for messages.
    pub branches: &'static [&'static str],
    /// What tells them apart; the first rule that fits decides.
    pub rules: &'static [Rule],
}

/// One way to know a member of a union.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The kinds of value that the rule is for.
    pub kinds: Kinds,
    /// What else must hold.
    pub test: Test,
    /// The member, as an index of [`UnionPlan::branches`].
    pub branch: usize,
}

/// What must hold of a value.
#[derive(Clone, Copy, Debug)]
pub enum Test {
    /// Nothing.
    Always,
    /// It is an object with this property.
    HasKey(&'static str),
    /// It is an object without this property.
    LacksKey(&'static str),
    /// It is an object whose property is one of these.
    KeyEquals(&'static str, &'static [Literal]),
    /// It is an array with a first item of one of these kinds; of none: it is empty.
    FirstItem(Kinds),
    /// It is one of these.
    Equals(&'static [Literal]),
    /// It decodes as the member.
    Decodes,
    /// Nothing in tolerant mode; in strict mode the rule is passed over.
    Tolerated,
}

/// A scalar to compare with. Numbers are compared by value.
#[derive(Clone, Copy, Debug)]
pub enum Literal {
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number: its text.
    Number(&'static str),
    /// A string.
    String(&'static str),
}

/// A set of kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Kinds(u8);

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// Everything but `null`.
    pub const NOT_NULL: Self = Self(Self::ANY.0 & !Self::NULL.0);
    /// Booleans.
    pub const BOOLEAN: Self = Self(2);
    /// Numbers without a fraction; `1.0` is one.
    pub const INTEGER: Self = Self(4);
    /// Numbers with a fraction.
    pub const FRACTION: Self = Self(8);
    /// All numbers.
    pub const NUMBER: Self = Self(4 | 8);
    /// Strings.
    pub const STRING: Self = Self(16);
    /// Arrays.
    pub const ARRAY: Self = Self(32);
    /// Objects.
    pub const OBJECT: Self = Self(64);
    /// All values.
    pub const ANY: Self = Self(127);

    /// The kinds of both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a value is of one of these kinds.
    #[cfg(feature = "validate")]
    pub(crate) fn fits(self, json: View<'_>) -> bool {
        self.meets(Self::of(json))
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The kinds that a value counts as: in text mode a string can also be a number or a boolean.
    fn of(json: View<'_>) -> Self {
        match json.kind() {
            Kind::Null => Self::NULL,
            Kind::False | Kind::True => Self::BOOLEAN,
            Kind::Number => json.as_number().map_or(Self(8), Self::of_number),
            Kind::Array => Self::ARRAY,
            Kind::Object => Self::OBJECT,
            Kind::String | Kind::Unescaped => match (json.as_number(), json.as_boolean()) {
                (Some(text), _) => Self::STRING.or(Self::of_number(text)),
                (None, Some(_)) => Self::STRING.or(Self::BOOLEAN),
                (None, None) => Self::STRING,
            },
        }
    }

    fn of_number(text: &str) -> Self {
        if number::has_only_digits(text) {
            return Self::INTEGER;
        }
        match number::to_integer(text) {
            number::Integer::Exact { .. } | number::Integer::TooLarge => Self::INTEGER,
            number::Integer::Fractional => Self(8),
        }
    }
}

impl Literal {
    fn equals(self, json: View<'_>) -> bool {
        match self {
            Self::Null => json.is_null(),
            Self::Bool(value) => json.as_boolean() == Some(value),
            Self::Number(text) => json
                .as_number()
                .is_some_and(|found| number::same_number(text, found)),
            Self::String(text) => json.is_string(text),
        }
    }

    fn to_text(self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) => text.to_owned(),
            Self::String(text) => format!("{text:?}"),
        }
    }
}

/// Whether a value decodes as a `T`: the trial behind [`Test::Decodes`].
#[must_use]
pub fn decodes<T: Decode>(json: View<'_>) -> bool {
    let context = json.context();
    let failure = T::decode(json.with_mode(context.trial.get())).err();
    let fits = failure.is_none();
    context.miss.set(failure);
    fits
}

/// Whether a value decodes as a `T`, strictly.
#[must_use]
pub fn reads_as<T: Decode>(json: View<'_>) -> bool {
    T::decode(json.with_mode(Mode::Strict)).is_ok()
}

impl UnionPlan {
    /// The member that a value is, if a rule fits; for plans without [`Test::Decodes`].
    #[must_use]
    pub fn choose(&self, json: View<'_>) -> Option<usize> {
        self.first_fit(json, &|_| false)
    }

    /// The member that a value is; `trial` says whether it decodes as the member of that index, by
    /// [`decodes`]. In tolerant mode a member that the value fits strictly comes first.
    pub fn choose_with(&self, json: View<'_>, trial: impl Fn(usize) -> bool) -> Option<usize> {
        self.choose_by_trial(json, &trial)
    }

    /// Reads a value as the member that the first rule that fits leads to; when that fails, as those
    /// of the other rules that fit, in order. The error is that of the first. `read` takes the index of
    /// a member, or none for a value that fits no rule.
    ///
    /// What was found is remembered, so that nested unions take polynomial, not exponential time.
    ///
    /// # Errors
    /// When no member that a rule leads to can be read.
    pub fn decode_first<T>(
        &self,
        json: View<'_>,
        read: impl Fn(Option<usize>) -> DecodeResult<T>,
    ) -> DecodeResult<T> {
        let known = self.remembered(json);
        if let Some(Some(branch)) = known {
            return read(Some(branch));
        }
        let first = self.choose(json);
        let error = match read(first) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let others = match known {
            Some(_) => Vec::new(),
            None => self.others(json, first),
        };
        for branch in others {
            if let Ok(value) = read(Some(branch)) {
                self.remember(json, Some(branch));
                return Ok(value);
            }
        }
        self.remember(json, None);
        Err(error)
    }

    /// The member that a value turned out to be before, if it was looked at.
    fn remembered(&self, json: View<'_>) -> Option<Option<usize>> {
        let choices = json.context().choices.borrow();
        if choices.is_empty() {
            return None;
        }
        let choice = choices.get(&self.question(json))?;
        Some(choice.branch)
    }

    #[cold]
    fn remember(&self, json: View<'_>, branch: Option<usize>) {
        let misses = Vec::new();
        let choice = Choice { branch, misses };
        let mut choices = json.context().choices.borrow_mut();
        choices.insert(self.question(json), choice);
    }

    /// The members of other rules that fit, each once.
    #[cold]
    fn others(&self, json: View<'_>, first: Option<usize>) -> Vec<usize> {
        let kinds = Kinds::of(json);
        let looked = Looked {
            json,
            last: Cell::new(None),
        };
        let mut others = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.kinds.meets(kinds)) {
            let is_new = Some(rule.branch) != first && !others.contains(&rule.branch);
            if is_new && rule.test.holds(&looked, rule.branch, &|_| false) {
                others.push(rule.branch);
            }
        }
        others
    }

    fn choose_by_trial(&self, json: View<'_>, trial: &dyn Fn(usize) -> bool) -> Option<usize> {
        let context = json.context();
        let question = self.question(json);
        if let Some(answer) = context.choices.borrow().get(&question) {
            return answer.branch;
        }
        let strict = self.attempt(json, Mode::Strict, trial);
        let choice = match (strict.branch, json.mode()) {
            (None, Mode::Tolerant) => self.attempt(json, Mode::Tolerant, trial),
            (None, Mode::Strict) | (Some(_), Mode::Tolerant | Mode::Strict) => strict,
        };
        let branch = choice.branch;
        context.choices.borrow_mut().insert(question, choice);
        branch
    }

    fn attempt(&self, json: View<'_>, mode: Mode, trial: &dyn Fn(usize) -> bool) -> Choice {
        let context = json.context();
        let misses = RefCell::new(Vec::new());
        let branch = self.first_fit(json, &|branch| {
            // Trials nest: each sets how strict it is just before it runs.
            context.trial.set(mode);
            let fits = trial(branch);
            misses
                .borrow_mut()
                .extend(context.miss.take().map(|miss| (branch, miss)));
            fits
        });
        // Only a refusal tells them, and a tolerant reader keeps what it does not know: a list of many such values must
        // not cost an error for each.
        let is_refused = branch.is_none() && json.mode() == Mode::Strict;
        let misses = if is_refused {
            misses.into_inner()
        } else {
            Vec::new()
        };
        Choice { branch, misses }
    }

    fn question(&self, json: View<'_>) -> Question {
        Question {
            value: json.place(),
            plan: std::ptr::from_ref(self).addr(),
            mode: json.mode(),
            text: json.is_text(),
        }
    }

    fn first_fit(&self, json: View<'_>, trial: &dyn Fn(usize) -> bool) -> Option<usize> {
        let kinds = Kinds::of(json);
        let looked = Looked {
            json,
            last: Cell::new(None),
        };
        let fits =
            |rule: &&Rule| rule.kinds.meets(kinds) && rule.test.holds(&looked, rule.branch, trial);
        self.rules.iter().find(fits).map(|rule| rule.branch)
    }

    /// A value that fits no member: kept as it is in tolerant mode.
    ///
    /// # Errors
    /// In strict mode: which says what each member wants.
    pub fn unknown(&self, json: View<'_>) -> DecodeResult<Any> {
        match json.mode() {
            Mode::Tolerant => Ok(json.to_any()),
            Mode::Strict => Err(self.no_branch(json)),
        }
    }

    #[cold]
    fn no_branch(&self, json: View<'_>) -> DecodeError {
        let choices = json.context().choices.borrow();
        let misses = choices
            .get(&self.question(json))
            .map_or(&[][..], |choice| &choice.misses);
        let describe = |rule: &Rule| {
            let name = self.branches.get(rule.branch).copied().unwrap_or("?");
            match misses.iter().find(|(branch, _)| *branch == rule.branch) {
                Some((_, miss)) => {
                    format!("{name} ({})", excerpt(&miss.to_string(), NESTED_MESSAGE))
                }
                None => format!("{name} ({})", rule.wants()),
            }
        };
        let members = self
            .rules
            .iter()
            .filter(|rule| !matches!(rule.test, Test::Tolerated))
            .map(describe)
            .collect::<Vec<_>>()
            .join(", ");
        json.expected(ErrorKind::NoBranch, &format!("one of {members}"))
    }
}

/// How many characters of a message are shown in another: they nest, and must not grow without end.
const NESTED_MESSAGE: usize = 160;

impl Test {
    fn holds(self, looked: &Looked<'_>, branch: usize, trial: &dyn Fn(usize) -> bool) -> bool {
        let one_of =
            |literals: &[Literal], json| literals.iter().any(|literal| literal.equals(json));
        match self {
            Self::Always => true,
            Self::HasKey(name) => looked.property(name).is_some(),
            Self::LacksKey(name) => {
                looked.json.kind() == Kind::Object && looked.property(name).is_none()
            }
            Self::KeyEquals(name, literals) => looked
                .property(name)
                .is_some_and(|json| one_of(literals, json)),
            Self::FirstItem(kinds) => looked.json.as_items().is_some_and(|mut items| {
                items
                    .next()
                    .map_or(kinds == Kinds::NONE, |item| kinds.meets(Kinds::of(item)))
            }),
            Self::Equals(literals) => one_of(literals, looked.json),
            Self::Decodes => trial(branch),
            Self::Tolerated => looked.json.mode() == Mode::Tolerant,
        }
    }
}

/// A value whose rules ask for the same property again and again.
struct Looked<'a> {
    json: View<'a>,
    /// The property asked for last.
    last: Cell<Option<(&'static str, Option<View<'a>>)>>,
}

impl<'a> Looked<'a> {
    fn property(&self, name: &'static str) -> Option<View<'a>> {
        if let Some((_, found)) = self.last.get().filter(|(last, _)| *last == name) {
            return found;
        }
        let found = self.json.property(name);
        self.last.set(Some((name, found)));
        found
    }
}

impl Rule {
    /// What the rule asks for, for messages.
    fn wants(&self) -> String {
        match self.test {
            Test::Always | Test::Tolerated => self.kinds.to_text(),
            Test::HasKey(name) => format!("key `{name}`"),
            Test::LacksKey(name) => format!("no key `{name}`"),
            Test::KeyEquals(name, literals) => format!("key `{name}` = {}", texts(literals)),
            Test::FirstItem(Kinds::NONE) => "an empty array".to_owned(),
            Test::FirstItem(kinds) => format!("an array that begins with {}", kinds.to_text()),
            Test::Equals(literals) => texts(literals),
            Test::Decodes => format!("{} of its shape", self.kinds.to_text()),
        }
    }
}

fn texts(literals: &[Literal]) -> String {
    literals
        .iter()
        .map(|literal| literal.to_text())
        .collect::<Vec<_>>()
        .join(" or ")
}

impl Kinds {
    pub(crate) fn to_text(self) -> String {
        const NAMES: [(Kinds, &str); 7] = [
            (Kinds::NULL, "null"),
            (Kinds::BOOLEAN, "a boolean"),
            (Kinds(8), "a number"),
            (Kinds::INTEGER, "an integer"),
            (Kinds::STRING, "a string"),
            (Kinds::ARRAY, "an array"),
            (Kinds::OBJECT, "an object"),
        ];
        if self == Self::ANY {
            return "any value".to_owned();
        }
        if self == Self::NOT_NULL {
            return "a value other than null".to_owned();
        }
        let is_number = self.meets(Self(8));
        let named =
            |(kind, _): &&(Self, &str)| self.meets(*kind) && !(is_number && *kind == Self::INTEGER);
        NAMES
            .iter()
            .filter(named)
            .map(|(_, name)| *name)
            .collect::<Vec<_>>()
            .join(" or ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Tree;

    static PLAN: UnionPlan = UnionPlan {
        branches: &["Flag", "Text"],
        rules: &[
            Rule {
                kinds: Kinds::ANY,
                test: Test::Decodes,
                branch: 0,
            },
            Rule {
                kinds: Kinds::ANY,
                test: Test::Decodes,
                branch: 1,
            },
        ],
    };

    fn choose(json: View<'_>) -> Option<usize> {
        PLAN.choose_with(json, |branch| match branch {
            0 => decodes::<bool>(json),
            _ => decodes::<String>(json),
        })
    }

    #[test]
    fn reasons_are_kept_for_refusals_alone() {
        for (mode, kept) in [(Mode::Tolerant, 0), (Mode::Strict, 2)] {
            let tree = Tree::read_text("[1, true, 2]").unwrap();
            let found = tree.view(mode).items().unwrap().map(choose);
            assert_eq!(found.collect::<Vec<_>>(), [None, Some(0), None]);
            let choices = tree.context.choices.borrow();
            assert_eq!(choices.len(), 3);
            let misses = choices.values().map(|choice| choice.misses.len());
            assert_eq!(misses.sum::<usize>(), 2 * kept, "{mode:?}");
            let error = PLAN.no_branch(tree.view(mode).items().unwrap().next().unwrap());
            let tells = error.message().contains("Flag (expected true or false");
            assert_eq!(tells, kept > 0, "{error}");
        }
    }
}
