//! Examples and defaults against their schemas.
//!
//! An object that several references name is there several times in [`Resolved`]; each place of
//! the document is looked at once.

use indexmap::IndexSet;
use std::collections::BTreeSet;

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity, Sink, Span};

use super::undeclared::{Undeclared, find_undeclared};
use super::validate::{Ambiguity, Mismatch, Validator};
use crate::media_type::may_be_json;
use crate::model::{Example, Id, MediaType, ParameterKind, SchemaId};
use crate::node::{Node, Value};
use crate::resolved::Resolved;

/// Reports examples and defaults that do not fit; the schemas whose examples hold properties that
/// they do not declare.
pub(super) fn check_examples(
    sink: &mut Sink,
    resolved: &Resolved,
    lenient: &[Pointer],
) -> BTreeSet<SchemaId> {
    let mut cx = Examples {
        sink,
        resolved,
        validator: Validator::new(resolved, lenient),
        seen: IndexSet::new(),
        undeclared: BTreeSet::new(),
    };
    cx.check_schemas();
    for (_, parameter) in resolved.parameters.iter() {
        cx.check_parameter_kind(&parameter.kind, &parameter.examples);
    }
    for (_, header) in resolved.headers.iter() {
        cx.check_parameter_kind(&header.kind, &header.examples);
    }
    for (_, body) in resolved.request_bodies.iter() {
        cx.check_content(&body.content);
    }
    for (_, response) in resolved.responses.iter() {
        cx.check_content(&response.content);
    }
    cx.undeclared
}

struct Examples<'a> {
    sink: &'a mut Sink,
    resolved: &'a Resolved,
    validator: Validator<'a>,
    /// The values that have been judged, with the schema each was judged by.
    seen: IndexSet<(Span, SchemaId)>,
    undeclared: BTreeSet<SchemaId>,
}

/// A value of the document that a schema describes.
struct Sample<'a> {
    node: &'a Node,
    pointer: Pointer,
    /// What it is called in messages.
    noun: &'static str,
    /// The code for one that does not fit.
    code: Code,
}

impl<'a> Examples<'a> {
    fn check_schemas(&mut self) {
        let resolved = self.resolved;
        for (id, schema) in resolved.schemas.iter() {
            let Some(object) = schema.object() else {
                continue;
            };
            for example in &object.examples {
                if let Some(sample) = sample_of(example) {
                    self.check_sample(id, &sample);
                }
            }
            if let Some(default) = &object.default {
                let sample = Sample {
                    node: default,
                    pointer: schema.origin.pointer.join("default"),
                    noun: "default",
                    code: Code::DefaultMismatch,
                };
                self.check_sample(id, &sample);
            }
        }
    }

    fn check_parameter_kind(&mut self, kind: &'a ParameterKind, examples: &[Id<Example>]) {
        match kind {
            ParameterKind::Schema { schema, .. } => self.check_by_id(*schema, examples, true),
            ParameterKind::Content(media_type) => {
                self.check_media_type(media_type);
                if let Some(schema) = media_type.schema {
                    self.check_by_id(schema, examples, may_be_json(&media_type.name.value));
                }
            }
        }
    }

    fn check_content(&mut self, content: &'a [MediaType]) {
        for media_type in content {
            self.check_media_type(media_type);
        }
    }

    fn check_media_type(&mut self, media_type: &'a MediaType) {
        if let Some(schema) = media_type.schema {
            let json = may_be_json(&media_type.name.value);
            self.check_by_id(schema, &media_type.examples, json);
        }
    }

    fn check_by_id(&mut self, schema: SchemaId, examples: &[Id<Example>], json: bool) {
        let resolved = self.resolved;
        for id in examples {
            let example = resolved.examples.get(*id);
            let Some(sample) = example.and_then(sample_of) else {
                continue;
            };
            // Of a body that is not JSON, a string may be the text as sent: OAS 3.1 §4.8.14.
            if json || sample.node.as_str().is_none() {
                self.check_sample(schema, &sample);
            }
        }
    }

    fn check_sample(&mut self, schema: SchemaId, sample: &Sample<'_>) {
        if !self.seen.insert((sample.node.span, schema)) {
            return;
        }
        let outcome = self.validator.judge(schema, sample.node);
        for mismatch in &outcome.mismatches {
            self.report_mismatch(sample, mismatch);
        }
        if sample.code == Code::DefaultMismatch {
            return;
        }
        for ambiguity in &outcome.ambiguous {
            self.report_ambiguity(sample, ambiguity);
        }
        for undeclared in find_undeclared(&mut self.validator, schema, sample.node) {
            self.report_undeclared(sample, &undeclared);
        }
    }

    fn report_mismatch(&mut self, sample: &Sample<'_>, mismatch: &Mismatch) {
        let message = format!(
            "this {} does not fit its schema: {}",
            sample.noun, mismatch.reason
        );
        let (keyword, label) = &mismatch.keyword;
        let mut diagnostic = Diagnostic::new(sample.code, message)
            .at(mismatch.span, &pointer_to(sample, mismatch.span))
            .label(*keyword, label.clone());
        // `default: null` is how people say that there is no default.
        if sample.code == Code::DefaultMismatch && sample.node.is_null() {
            diagnostic = diagnostic.severity(Severity::Note);
        }
        self.sink.push(diagnostic);
    }

    fn report_ambiguity(&mut self, sample: &Sample<'_>, ambiguity: &Ambiguity) {
        let count = ambiguity.branches.len();
        let message = format!("this example fits {count} branches of a `oneOf`");
        let mut diagnostic = Diagnostic::new(Code::AmbiguousExample, message)
            .at(ambiguity.span, &pointer_to(sample, ambiguity.span));
        for branch in &ambiguity.branches {
            if let Some(schema) = self.resolved.schemas.get(*branch) {
                diagnostic = diagnostic.label(schema.origin.span, "this branch fits");
            }
        }
        self.sink.push(diagnostic);
    }

    fn report_undeclared(&mut self, sample: &Sample<'_>, undeclared: &Undeclared) {
        self.undeclared.insert(undeclared.schema);
        let message = format!(
            "the schema does not declare the property `{}`",
            undeclared.name
        );
        let mut diagnostic = Diagnostic::new(Code::UndeclaredProperty, message)
            .at(undeclared.span, &pointer_to(sample, undeclared.span));
        if let Some(schema) = self.resolved.schemas.get(undeclared.schema) {
            diagnostic = diagnostic.label(schema.origin.span, "this is the schema");
        }
        self.sink.push(diagnostic);
    }
}

fn sample_of(example: &Example) -> Option<Sample<'_>> {
    let node = example.value.as_ref()?;
    let pointer = &example.origin.pointer;
    // A bare value stands where the example stands, an Example Object holds it.
    let is_bare = node.span == example.origin.span;
    Some(Sample {
        node,
        pointer: if is_bare {
            pointer.clone()
        } else {
            pointer.join("value")
        },
        noun: "example",
        code: Code::ExampleMismatch,
    })
}

/// The pointer of the part of a value that has a span, or whose key has it.
fn pointer_to(sample: &Sample<'_>, span: Span) -> Pointer {
    find_span(sample.node, &sample.pointer, span).unwrap_or_else(|| sample.pointer.clone())
}

/// Recursion is as deep as the document, which its reader has limited.
fn find_span(node: &Node, pointer: &Pointer, span: Span) -> Option<Pointer> {
    if node.span == span {
        return Some(pointer.clone());
    }
    match &node.value {
        Value::List(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| find_span(item, &pointer.index(index), span)),
        Value::Map(entries) => entries.iter().find_map(|entry| {
            let pointer = pointer.join(&entry.key);
            if entry.key_span == span {
                return Some(pointer);
            }
            find_span(&entry.value, &pointer, span)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
