//! What a JSONPath query selects in a tree: RFC 9535 §2.
//!
//! A place is selected once, however often a query finds it, so that the work is bounded by the size
//! of the tree; an action that changed a place twice would make no sense either.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use regex::Regex;

use super::query::{Comparison, Condition, Function, Literal, Operand, Query, Segment, Selector};
use crate::node::{Node, Value};

/// One step from a node to what it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Key(String),
    Index(usize),
}

/// A node and the way to it.
#[derive(Clone, Debug)]
pub(super) struct Found<'n> {
    pub(super) node: &'n Node,
    pub(super) way: Vec<Step>,
}

/// How many nodes may be looked at; beyond this a query is a mistake or an attack.
const MOST_VISITS: usize = 20_000_000;

/// The query needs more time than anything sensible would.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuchWork;

/// The places that a query selects, in the order in which they are found.
pub(super) fn select<'n>(root: &'n Node, query: &Query) -> Result<Vec<Found<'n>>, TooMuchWork> {
    let mut selection = Selection { root, visits: 0 };
    let found = selection.run(root, query, true);
    if selection.visits >= MOST_VISITS {
        return Err(TooMuchWork);
    }
    Ok(found)
}

struct Selection<'n> {
    root: &'n Node,
    visits: usize,
}

/// What an operand is: §2.4.1.
enum Operated<'n> {
    Nothing,
    Node(&'n Node),
    Literal(Literal),
}

impl<'n> Selection<'n> {
    fn run(&mut self, current: &'n Node, query: &Query, with_way: bool) -> Vec<Found<'n>> {
        let start = if query.is_relative {
            current
        } else {
            self.root
        };
        let mut found = vec![Found {
            node: start,
            way: Vec::new(),
        }];
        for segment in &query.segments {
            let mut next = Next {
                found: Vec::new(),
                seen: BTreeSet::new(),
                with_way,
            };
            for one in found {
                self.segment(&one, segment, &mut next);
            }
            found = next.found;
        }
        found
    }

    fn segment(&mut self, from: &Found<'n>, segment: &Segment, next: &mut Next<'n>) {
        // Descendants in document order, each node before what it holds: §2.5.2.2.
        let mut stack = vec![from.clone()];
        while let Some(at) = stack.pop() {
            self.visits += 1;
            if self.visits >= MOST_VISITS {
                return;
            }
            for selector in &segment.selectors {
                self.selector(&at, selector, next);
            }
            if segment.is_descendant {
                let held = held(&at, next.with_way);
                stack.extend(held.into_iter().rev());
            }
        }
    }

    fn selector(&mut self, at: &Found<'n>, selector: &Selector, next: &mut Next<'n>) {
        match selector {
            Selector::Name(name) => {
                if let Some(node) = at.node.get(name) {
                    next.add(at, node, || Step::Key(name.clone()));
                }
            }
            Selector::Wildcard => {
                for found in held(at, next.with_way) {
                    self.visits += 1;
                    next.add_found(found);
                }
            }
            Selector::Index(index) => {
                let items = at.node.items().unwrap_or_default();
                if let Some(index) = position(*index, items.len())
                    && let Some(node) = items.get(index)
                {
                    next.add(at, node, || Step::Index(index));
                }
            }
            Selector::Slice { start, end, step } => {
                let items = at.node.items().unwrap_or_default();
                for index in slice(items.len(), *start, *end, *step) {
                    if let Some(node) = items.get(index) {
                        next.add(at, node, || Step::Index(index));
                    }
                }
            }
            Selector::Filter(condition) => {
                for found in held(at, next.with_way) {
                    self.visits += 1;
                    if self.visits < MOST_VISITS && self.holds(found.node, condition) {
                        next.add_found(found);
                    }
                }
            }
        }
    }

    fn holds(&mut self, current: &'n Node, condition: &Condition) -> bool {
        match condition {
            Condition::Any(all) => all.iter().any(|one| self.holds(current, one)),
            Condition::All(all) => all.iter().all(|one| self.holds(current, one)),
            Condition::Not(inner) => !self.holds(current, inner),
            Condition::Test(Operand::Query(query)) => !self.run(current, query, false).is_empty(),
            Condition::Test(Operand::Call(function, arguments)) => {
                self.is_match(current, *function, arguments)
            }
            Condition::Test(Operand::Literal(_)) => false,
            Condition::Compare(left, comparison, right) => {
                let left = self.operand(current, left);
                let right = self.operand(current, right);
                compare(&left, *comparison, &right)
            }
        }
    }

    fn operand(&mut self, current: &'n Node, operand: &Operand) -> Operated<'n> {
        match operand {
            Operand::Literal(literal) => Operated::Literal(literal.clone()),
            Operand::Query(query) => match self.run(current, query, false).as_slice() {
                [only] => Operated::Node(only.node),
                _ => Operated::Nothing,
            },
            Operand::Call(function, arguments) => self.call(current, *function, arguments),
        }
    }

    fn call(
        &mut self,
        current: &'n Node,
        function: Function,
        arguments: &[Operand],
    ) -> Operated<'n> {
        let Some(first) = arguments.first() else {
            return Operated::Nothing;
        };
        let count = |count: usize| {
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            Operated::Literal(Literal::Number(f64::from(count)))
        };
        match (function, first) {
            (Function::Count, Operand::Query(query)) => {
                count(self.run(current, query, false).len())
            }
            (Function::Value, Operand::Query(_)) => self.operand(current, first),
            (Function::Length, _) => match self.operand(current, first) {
                Operated::Node(node) => match &node.value {
                    Value::String(text) => count(text.chars().count()),
                    Value::List(items) => count(items.len()),
                    Value::Map(entries) => count(entries.len()),
                    Value::Null | Value::Bool(_) | Value::Number(_) => Operated::Nothing,
                },
                Operated::Literal(Literal::Text(text)) => count(text.chars().count()),
                Operated::Literal(_) | Operated::Nothing => Operated::Nothing,
            },
            (Function::Count | Function::Value | Function::Match | Function::Search, _) => {
                Operated::Nothing
            }
        }
    }

    /// §2.4.6 and §2.4.7. What is no regular expression matches nothing.
    fn is_match(&mut self, current: &'n Node, function: Function, arguments: &[Operand]) -> bool {
        let texts: Vec<Option<String>> = arguments
            .iter()
            .map(|argument| text_of(&self.operand(current, argument)))
            .collect();
        let [Some(text), Some(pattern)] = texts.as_slice() else {
            return false;
        };
        let whole = if function == Function::Match {
            format!("^(?:{pattern})$")
        } else {
            pattern.clone()
        };
        Regex::new(&whole).is_ok_and(|regex| regex.is_match(text))
    }
}

/// What a segment has found.
struct Next<'n> {
    found: Vec<Found<'n>>,
    seen: BTreeSet<*const Node>,
    /// Whether anybody will ask for the ways.
    with_way: bool,
}

impl<'n> Next<'n> {
    fn add(&mut self, from: &Found<'n>, node: &'n Node, step: impl FnOnce() -> Step) {
        let mut way = Vec::new();
        if self.with_way {
            way.clone_from(&from.way);
            way.push(step());
        }
        self.add_found(Found { node, way });
    }

    fn add_found(&mut self, found: Found<'n>) {
        if self.seen.insert(std::ptr::from_ref(found.node)) {
            self.found.push(found);
        }
    }
}

/// Everything that a node holds.
fn held<'n>(at: &Found<'n>, with_way: bool) -> Vec<Found<'n>> {
    let found = |node: &'n Node, step: &dyn Fn() -> Step| {
        let mut way = Vec::new();
        if with_way {
            way.clone_from(&at.way);
            way.push(step());
        }
        Found { node, way }
    };
    let entries = at.node.entries().into_iter().flatten();
    let items = at.node.items().into_iter().flatten().enumerate();
    entries
        .map(|entry| found(&entry.value, &|| Step::Key(entry.key.clone())))
        .chain(items.map(|(index, node)| found(node, &|| Step::Index(index))))
        .collect()
}

/// §2.3.3.2: from the end when it is negative.
fn position(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let index = if index < 0 { length + index } else { index };
    usize::try_from(index).ok()
}

/// §2.3.4.2.2.
fn slice(length: usize, start: Option<i64>, end: Option<i64>, step: i64) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let normal = |at: i64| if at >= 0 { at } else { length + at };
    let mut indices = Vec::new();
    let mut push = |at: i64| indices.extend(usize::try_from(at).ok());
    match step.cmp(&0) {
        Ordering::Equal => {}
        Ordering::Greater => {
            let mut at = normal(start.unwrap_or(0)).clamp(0, length);
            let upper = normal(end.unwrap_or(length)).clamp(0, length);
            while at < upper {
                push(at);
                at = at.saturating_add(step);
            }
        }
        Ordering::Less => {
            let mut at = normal(start.unwrap_or(length - 1)).clamp(-1, length - 1);
            let lower = end.map_or(-1, normal).clamp(-1, length - 1);
            while at > lower {
                push(at);
                at = at.saturating_add(step);
            }
        }
    }
    indices
}

fn text_of(operated: &Operated<'_>) -> Option<String> {
    match operated {
        Operated::Node(node) => node.as_str().map(str::to_owned),
        Operated::Literal(Literal::Text(text)) => Some(text.clone()),
        Operated::Literal(Literal::Null | Literal::Bool(_) | Literal::Number(_))
        | Operated::Nothing => None,
    }
}

/// §2.3.5.2.2.
fn compare(left: &Operated<'_>, comparison: Comparison, right: &Operated<'_>) -> bool {
    let is_equal = || equal(left, right);
    let is_less =
        |left: &Operated<'_>, right: &Operated<'_>| order(left, right) == Some(Ordering::Less);
    match comparison {
        Comparison::Equal => is_equal(),
        Comparison::NotEqual => !is_equal(),
        Comparison::Less => is_less(left, right),
        Comparison::Greater => is_less(right, left),
        Comparison::LessOrEqual => is_less(left, right) || is_equal(),
        Comparison::GreaterOrEqual => is_less(right, left) || is_equal(),
    }
}

fn equal(left: &Operated<'_>, right: &Operated<'_>) -> bool {
    match (left, right) {
        (Operated::Nothing, Operated::Nothing) => true,
        (Operated::Node(left), Operated::Node(right)) => is_same(left, right),
        (Operated::Literal(left), Operated::Literal(right)) => left == right,
        (Operated::Node(node), Operated::Literal(literal))
        | (Operated::Literal(literal), Operated::Node(node)) => {
            literal_of(node).as_ref() == Some(literal)
        }
        (Operated::Nothing, Operated::Node(_) | Operated::Literal(_))
        | (Operated::Node(_) | Operated::Literal(_), Operated::Nothing) => false,
    }
}

/// Numbers are ordered, and so are texts.
fn order(left: &Operated<'_>, right: &Operated<'_>) -> Option<Ordering> {
    let value = |operated: &Operated<'_>| match operated {
        Operated::Node(node) => literal_of(node),
        Operated::Literal(literal) => Some(literal.clone()),
        Operated::Nothing => None,
    };
    match (value(left)?, value(right)?) {
        (Literal::Number(left), Literal::Number(right)) => left.partial_cmp(&right),
        (Literal::Text(left), Literal::Text(right)) => Some(left.cmp(&right)),
        (_, _) => None,
    }
}

fn literal_of(node: &Node) -> Option<Literal> {
    Some(match &node.value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(text) => Literal::Number(text.parse().ok()?),
        Value::String(text) => Literal::Text(text.clone()),
        Value::List(_) | Value::Map(_) => return None,
    })
}

/// Whether two trees hold the same values, whatever the order of their keys.
fn is_same(left: &Node, right: &Node) -> bool {
    match (&left.value, &right.value) {
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| is_same(left, right))
        }
        (Value::Map(entries), Value::Map(others)) => {
            let found = |entry: &crate::node::Entry| {
                let other = right.get(&entry.key);
                other.is_some_and(|other| is_same(&entry.value, other))
            };
            entries.len() == others.len() && entries.iter().all(found)
        }
        _ => literal_of(left).is_some() && literal_of(left) == literal_of(right),
    }
}
