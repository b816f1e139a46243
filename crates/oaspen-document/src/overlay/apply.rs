//! The actions of one overlay, carried out in order: Overlay 1.1 §4.4.3.

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity, Sink, Span};

use super::merge::{merge, remove};
use super::parse::parse;
use super::query::Query;
use super::select::{Found, Step, select};
use crate::node::{Node, Value};

/// Applies an overlay to a document; what cannot be done is reported.
pub(crate) fn apply_overlay(
    sink: &mut Sink,
    document: &mut Node,
    overlay: &Node,
    allow_unmatched: bool,
) {
    let root = Pointer::root();
    let version = overlay
        .get("overlay")
        .and_then(Node::as_str)
        .unwrap_or_default();
    if !(version.starts_with("1.0") || version.starts_with("1.1")) {
        let message = "this is no overlay of version 1.0 or 1.1";
        let span = overlay
            .get("overlay")
            .map_or(overlay.span, |node| node.span);
        sink.push(Diagnostic::new(Code::InvalidOverlay, message).at(span, &root));
        return;
    }
    let actions = overlay.get("actions");
    let Some(items) = actions.and_then(Node::items) else {
        let message = "the list `actions` is missing";
        sink.push(Diagnostic::new(Code::InvalidOverlay, message).at(overlay.span, &root));
        return;
    };
    for (index, action) in items.iter().enumerate() {
        let pointer = root.join("actions").index(index);
        let mut apply = Apply {
            sink,
            document,
            pointer,
            allow_unmatched,
        };
        apply.action(action);
    }
}

struct Apply<'a> {
    sink: &'a mut Sink,
    document: &'a mut Node,
    pointer: Pointer,
    allow_unmatched: bool,
}

/// What an action does.
enum Change {
    Update(Node),
    Remove,
}

impl Apply<'_> {
    fn action(&mut self, action: &Node) {
        let Some(target) = action.get("target") else {
            return self.invalid(action.span, "the field `target` is missing");
        };
        let Some(query) = self.query(target) else {
            return;
        };
        let is_removed = action
            .get("remove")
            .is_some_and(|remove| remove.value == Value::Bool(true));
        let change = match (is_removed, action.get("update"), action.get("copy")) {
            (true, _, _) => Change::Remove,
            (false, Some(update), None) => Change::Update(update.clone()),
            (false, None, Some(copy)) => match self.copied(copy) {
                Some(node) => Change::Update(node),
                None => return,
            },
            (false, Some(_), Some(copy)) => {
                return self.invalid(copy.span, "`update` and `copy` exclude each other");
            }
            (false, None, None) => {
                return self.invalid(action.span, "this action changes nothing");
            }
        };
        let Some(found) = self.select(target, &query) else {
            return;
        };
        let ways: Vec<Vec<Step>> = found.into_iter().map(|found| found.way).collect();
        self.report_matches(target, ways.len());
        self.change(&ways, &change, target);
    }

    fn change(&mut self, ways: &[Vec<Step>], change: &Change, target: &Node) {
        let mut ways = ways.to_vec();
        if matches!(change, Change::Remove) {
            // From the back, so that indices stay true.
            ways.sort();
            ways.reverse();
        }
        for way in &ways {
            let problem = match change {
                Change::Remove => remove(self.document, way),
                Change::Update(update) => match at(self.document, way) {
                    Some(node) => merge(node, update),
                    None => Ok(()),
                },
            };
            if let Err((span, problem)) = problem {
                self.sink.push(
                    Diagnostic::new(Code::InvalidOverlay, problem)
                        .at(span.unwrap_or(target.span), &self.pointer),
                );
                return;
            }
        }
    }

    fn report_matches(&mut self, target: &Node, count: usize) {
        let text = target.as_str().unwrap_or_default();
        let diagnostic = match count {
            0 => {
                let message = format!("`{text}` selects nothing");
                let help = "correct the target, or allow this with `--overlay-allow-unmatched`";
                let diagnostic = Diagnostic::new(Code::UnmatchedOverlay, message);
                if self.allow_unmatched {
                    diagnostic.severity(Severity::Note)
                } else {
                    diagnostic.help(help)
                }
            }
            1 => Diagnostic::new(Code::OverlayApplied, format!("`{text}` selects 1 place")),
            _ => Diagnostic::new(
                Code::OverlayApplied,
                format!("`{text}` selects {count} places"),
            ),
        };
        let diagnostic = diagnostic.at(target.span, &self.pointer);
        self.sink.push(diagnostic);
    }

    /// The single node that `copy` selects.
    fn copied(&mut self, copy: &Node) -> Option<Node> {
        let query = self.query(copy)?;
        let found = self.select(copy, &query)?;
        match found.as_slice() {
            [only] => Some(only.node.clone()),
            _ => {
                let count = found.len();
                self.invalid(
                    copy.span,
                    &format!("`copy` must select one place, and selects {count}"),
                );
                None
            }
        }
    }

    fn query(&mut self, node: &Node) -> Option<Query> {
        let Some(text) = node.as_str() else {
            self.invalid(node.span, "expected a JSONPath query");
            return None;
        };
        match parse(text) {
            Ok(query) => Some(query),
            Err(error) => {
                let before: String = text.chars().take(error.at).collect();
                let message = format!(
                    "`{text}` is no JSONPath query: {} at column {}",
                    error.message,
                    before.chars().count() + 1
                );
                self.invalid(node.span, &message);
                None
            }
        }
    }

    fn select<'n>(&'n mut self, node: &Node, query: &Query) -> Option<Vec<Found<'n>>> {
        if let Ok(found) = select(self.document, query) {
            return Some(found);
        }
        let message = "this query takes too much work; make it more exact";
        self.sink
            .push(Diagnostic::new(Code::InvalidOverlay, message).at(node.span, &self.pointer));
        None
    }

    fn invalid(&mut self, span: Span, message: &str) {
        self.sink
            .push(Diagnostic::new(Code::InvalidOverlay, message).at(span, &self.pointer));
    }
}

/// The node at the end of a way.
pub(super) fn at<'n>(root: &'n mut Node, way: &[Step]) -> Option<&'n mut Node> {
    let mut node = root;
    for step in way {
        node = match (&mut node.value, step) {
            (Value::Map(entries), Step::Key(key)) => {
                &mut entries.iter_mut().find(|entry| entry.key == *key)?.value
            }
            (Value::List(items), Step::Index(index)) => items.get_mut(*index)?,
            (_, _) => return None,
        };
    }
    Some(node)
}
