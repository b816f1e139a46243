//! [`Node`] → [`crate::model`]: one file per object of the specification.
//!
//! A reader takes the fields it knows out of a mapping; what is left over is reported. References
//! are noted, not followed: `load` reads their targets, `resolve` turns them into ids.

mod bare;
mod body;
mod document;
mod enumeration;
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
mod stray;

#[cfg(test)]
mod tests;

use indexmap::IndexSet;
use std::collections::{BTreeMap, VecDeque};

use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Severity, Sink};

pub(crate) use document::{read_document, read_version};
use fields::Fields;
pub use keyword::schema_keywords;
pub(crate) use path::METHOD_KEYS;
pub(crate) use referable::Referable;
use referable::read_object;
pub(crate) use referable::report_siblings;
pub(crate) use schema::{TYPES, read_schema};

use crate::extensions::Extensions;
use crate::files::{File, Files, Home, Homes, Site, find};
use crate::locations::{Locations, Target};
use crate::model::{Objects, Origin, Reference, Version};
use crate::node::Node;
use crate::upgrade::swagger::Defaults;
use oaspen_diagnostics::nearest;

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
}

/// Reads one kind of object at a place that a reference names.
type ReadTarget = fn(&mut Read<'_>, &Place<'_>);

/// Whether an object has been read at a place.
type IsKnown = fn(&Locations, &Pointer) -> bool;

/// A reference whose target is still to be read.
pub(crate) struct Pending {
    pub(crate) reference: Reference,
    /// The section of `components` for objects of this kind.
    pub(crate) section: &'static str,
    pub(crate) read: ReadTarget,
    /// Whether an object of this kind has been read at a place.
    pub(crate) is_known: IsKnown,
}

/// For how many references that name nothing a name is suggested: each is compared with all there are.
const SUGGESTED: usize = 100;

/// What readers share.
pub(crate) struct Read<'a> {
    pub(crate) sink: &'a mut Sink,
    /// The version that the file being read is written in.
    pub(crate) version: Version,
    pub(crate) extensions: Extensions,
    pub(crate) objects: Objects,
    pub(crate) locations: Locations,
    pub(crate) pending: VecDeque<Pending>,
    pub(crate) files: Files<'a>,
    /// What the operations of a Swagger document inherit from it.
    pub(crate) defaults: Defaults,
    /// What of other Swagger files was upgraded, by its home.
    pub(crate) upgraded: BTreeMap<Pointer, Node>,
    pub(crate) homes: Homes,
    /// Whether only those components are read that something refers to.
    pub(crate) is_filtered: bool,
    noted: IndexSet<(&'static str, FileId, String)>,
    /// How many references name nothing.
    missing: usize,
    inlining: inline::Inlining,
}

impl<'a> Read<'a> {
    pub(crate) fn new(sink: &'a mut Sink, files: Files<'a>) -> Self {
        Self {
            sink,
            // Until the entry file has said which.
            version: Version::V3_1,
            extensions: Extensions::default(),
            files,
            defaults: Defaults::default(),
            upgraded: BTreeMap::new(),
            homes: Homes::default(),
            is_filtered: false,
            objects: Objects::default(),
            locations: Locations::default(),
            pending: VecDeque::new(),
            noted: IndexSet::new(),
            missing: 0,
            inlining: inline::Inlining::default(),
        }
    }

    /// The version of the file that a node was read from.
    pub(crate) fn version_of(&self, node: &Node) -> Version {
        let file = self.files.get(node.span.file);
        file.and_then(|file| file.version).unwrap_or(self.version)
    }

    /// The place that a reference names, which gets a home if it has none yet; `None` when that has
    /// been reported.
    pub(crate) fn locate(&mut self, reference: &Reference, home: Home<'_>) -> Option<Target> {
        let key = (reference.origin.span.file, reference.text.clone());
        if let Some(known) = self.locations.targets.get(&key) {
            return known.clone();
        }
        let section = match home {
            Home::Section(section) => Some(section),
            Home::Here(_, section) => section,
        };
        let origin = &reference.origin;
        let from = self.homes.place_in(origin.span.file, &origin.pointer);
        let site = self.files.locate(self.sink, reference, section, &from);
        let target = site.and_then(|site| self.settle(reference, site, home));
        self.locations.targets.insert(key, target.clone());
        target
    }

    /// The home of a place; `None` when there is no such place in another file, which is reported.
    fn settle(&mut self, reference: &Reference, site: Site, home: Home<'_>) -> Option<Target> {
        if let Some(pointer) = self.homes.find(&site) {
            return Some(Target { pointer, site });
        }
        let file = self.files.get(site.file)?;
        if find(&file.node, &site.pointer).is_none() {
            self.report_missing(reference, &file, &site.pointer);
            return None;
        }
        let pointer = match home {
            Home::Section(section) => self.homes.claim(section, &site, &file.uri),
            Home::Here(pointer, _) => {
                self.homes.settle_at(&site, pointer);
                pointer.clone()
            }
        };
        Some(Target { pointer, site })
    }

    fn report_missing(&mut self, reference: &Reference, file: &File, pointer: &Pointer) {
        let message = format!("`{}` names nothing", reference.text);
        let mut diagnostic = Diagnostic::new(Code::UnresolvedReference, message)
            .at(reference.origin.span, &reference.origin.pointer);
        let parent = pointer
            .parent()
            .and_then(|at| Some((find(&file.node, &at)?, at)));
        self.missing += 1;
        if self.missing <= SUGGESTED
            && let (Some((holder, at)), Some(name)) = (parent, pointer.tokens().last())
        {
            let names = holder.entries().into_iter().flatten();
            if let Some(near) = nearest(&name, names.map(|entry| entry.key.as_str())) {
                diagnostic = diagnostic.help(format!("did you mean `{}`?", at.join(near)));
            }
        }
        self.sink.push(diagnostic);
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

    /// Reports that a place holds another kind of value than it must, and that the rest is used
    /// without it.
    pub(crate) fn unexpected(&mut self, place: &Place<'_>, expected: &str) {
        let kind = place.node.kind();
        self.ignore(place, &format!("expected {expected}, found {kind}"));
    }

    /// Reports a place that holds another kind of value than it must, and with which a part of the
    /// document is left out.
    pub(crate) fn leave_out(&mut self, place: &Place<'_>, expected: &str) {
        let kind = place.node.kind();
        let message = format!("expected {expected}, found {kind}; it is left out");
        self.sink.push(
            Diagnostic::new(Code::UnexpectedType, message)
                .at(place.node.span, &place.pointer)
                .severity(Severity::Skipped),
        );
    }

    /// Reports why what stands at a place is not used, while the rest is.
    pub(crate) fn ignore(&mut self, place: &Place<'_>, problem: &str) {
        self.sink.push(
            Diagnostic::new(Code::UnexpectedType, format!("{problem}; it is ignored"))
                .at(place.node.span, &place.pointer)
                .severity(Severity::Weakened),
        );
    }

    /// Reports a place that holds another kind of value than it must, without which the document is
    /// not what people mean.
    pub(crate) fn refuse(&mut self, place: &Place<'_>, expected: &str) {
        let message = format!("expected {expected}, found {}", place.node.kind());
        self.report(Code::UnexpectedType, place, message);
    }

    /// Reports a `$ref` that is no text. ` #` begins a comment in YAML (1.2.2 §6.6), which leaves null.
    pub(crate) fn unexpected_reference(&mut self, place: &Place<'_>) {
        if !place.node.is_null() {
            self.refuse(place, "a string");
            return;
        }
        let diagnostic = Diagnostic::new(Code::UnexpectedType, "expected a string, found null");
        self.sink.push(
            diagnostic
                .at(place.node.span, &place.pointer)
                .help("put the reference in quotes: `#` begins a comment"),
        );
    }
}
