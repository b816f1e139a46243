//! [`Node`] → [`crate::model`]: one file per object of the specification.
//!
//! A reader takes the fields it knows out of a mapping; what is left over is reported. References
//! are noted, not followed: `load` reads their targets, `resolve` turns them into ids.

mod bare;
mod body;
mod document;
mod example;
mod fields;
mod inline;
mod keyword;
mod operation;
mod parameter;
mod path;
mod referable;
mod schema;
mod security;
mod server;

#[cfg(test)]
mod tests;

use indexmap::IndexSet;
use std::collections::VecDeque;

use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Sink};

pub(crate) use document::{read_document, read_version};
use fields::Fields;
pub use keyword::schema_keywords;
pub(crate) use referable::Referable;
use referable::read_object;
pub(crate) use referable::report_siblings;
pub(crate) use schema::TYPES;

use crate::files::Files;
use crate::locations::{Location, Locations};
use crate::model::{Objects, Origin, Reference, Version};
use crate::node::Node;
use crate::upgrade::swagger::Defaults;

/// A node and where it stands.
#[derive(Clone)]
pub(crate) struct Place<'n> {
    pub(crate) node: &'n Node,
    pub(crate) pointer: Pointer,
}

impl<'n> Place<'n> {
    /// The value under a key.
    pub(crate) fn child(&self, key: &str, node: &'n Node) -> Self {
        let pointer = self.pointer.join(key);
        Self { node, pointer }
    }

    /// The item at an index.
    pub(crate) fn item(&self, index: usize, node: &'n Node) -> Self {
        let pointer = self.pointer.index(index);
        Self { node, pointer }
    }

    fn origin(&self) -> Origin {
        Origin {
            pointer: self.pointer.clone(),
            span: self.node.span,
        }
    }

    fn location(&self) -> Location {
        Location {
            file: self.node.span.file,
            pointer: self.pointer.clone(),
        }
    }
}

/// Reads one kind of object at a place that a reference names.
type ReadTarget = fn(&mut Read<'_>, &Place<'_>);

/// Whether an object has been read at a place.
type IsKnown = fn(&Locations, &Location) -> bool;

/// A reference whose target is still to be read.
pub(crate) struct Pending {
    pub(crate) reference: Reference,
    /// The section of `components` for objects of this kind.
    pub(crate) section: &'static str,
    pub(crate) read: ReadTarget,
    /// Whether an object of this kind has been read at a place.
    pub(crate) is_known: IsKnown,
}

/// What readers share.
pub(crate) struct Read<'a> {
    pub(crate) sink: &'a mut Sink,
    /// The version that the file being read is written in.
    pub(crate) version: Version,
    pub(crate) objects: Objects,
    pub(crate) locations: Locations,
    pub(crate) pending: VecDeque<Pending>,
    pub(crate) files: Files<'a>,
    /// What the operations of a Swagger document inherit from it.
    pub(crate) defaults: Defaults,
    noted: IndexSet<(&'static str, FileId, String)>,
}

impl<'a> Read<'a> {
    pub(crate) fn new(sink: &'a mut Sink, files: Files<'a>) -> Self {
        Self {
            sink,
            // Until the entry file has said which.
            version: Version::V3_1,
            files,
            defaults: Defaults::default(),
            objects: Objects::default(),
            locations: Locations::default(),
            pending: VecDeque::new(),
            noted: IndexSet::new(),
        }
    }

    /// Remembers that the target of a reference has to be read.
    fn note(
        &mut self,
        reference: &Reference,
        section: &'static str,
        read: ReadTarget,
        is_known: IsKnown,
    ) {
        let file = reference.origin.span.file;
        if self.noted.insert((section, file, reference.text.clone())) {
            self.pending.push_back(Pending {
                reference: reference.clone(),
                section,
                read,
                is_known,
            });
        }
    }

    pub(crate) fn report(&mut self, code: Code, place: &Place<'_>, message: impl Into<String>) {
        self.sink
            .push(Diagnostic::new(code, message).at(place.node.span, &place.pointer));
    }

    /// Reports that a place holds another kind of value than it must.
    pub(crate) fn unexpected(&mut self, place: &Place<'_>, expected: &str) {
        let message = format!("expected {expected}, found {}", place.node.kind());
        self.report(Code::UnexpectedType, place, message);
    }
}
