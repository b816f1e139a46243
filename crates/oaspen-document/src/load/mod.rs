//! From the name of a file to a [`Document`], with every file that its references name.
//!
//! Texts come from a [`Loader`]; nothing here touches a disk. Files are read below the entry
//! file's folder only, and nothing is fetched.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Severity, Sink, SourceMap};

use crate::files::{Files, find};
use crate::model::{Document, Reference, Version};
use crate::node::Node;
use crate::read::{Pending, Place, Read, read_document, read_version};
use crate::upgrade::swagger::{is_swagger, upgrade_document, upgrade_part};
use crate::uri::Uri;

/// Where the text of files comes from.
pub trait Loader {
    /// The text of a file.
    ///
    /// # Errors
    /// When there is no such file, or its text cannot be had.
    fn load(&self, uri: &Uri) -> Result<String, LoadError>;
}

/// Why a file could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    NotFound,
    /// The file is not UTF-8; the offset of the first wrong byte.
    NotUtf8(usize),
    /// Anything else, in words.
    Other(String),
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => formatter.write_str("there is no such file"),
            Self::NotUtf8(offset) => {
                write!(
                    formatter,
                    "it is not UTF-8: the byte at offset {offset} is wrong"
                )
            }
            Self::Other(text) => formatter.write_str(text),
        }
    }
}

impl std::error::Error for LoadError {}

/// Files in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryLoader {
    files: BTreeMap<Uri, String>,
}

impl MemoryLoader {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: &str, text: impl Into<String>) -> Self {
        self.files.insert(Uri::new(path), text.into());
        self
    }
}

impl Loader for MemoryLoader {
    fn load(&self, uri: &Uri) -> Result<String, LoadError> {
        self.files.get(uri).cloned().ok_or(LoadError::NotFound)
    }
}

/// What loading gives, even when the document cannot be read: a report needs the texts.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The document; `None` when there is nothing to go on with.
    pub document: Option<Document>,
    /// The text of every file that was read.
    pub sources: SourceMap,
    /// Every file that was asked for, found or not, the entry first.
    pub files: Vec<Uri>,
}

/// Reads a document and every file that its references name.
pub fn load(sink: &mut Sink, loader: &dyn Loader, entry: &Uri) -> Loaded {
    load_within(sink, loader, entry, entry.folder())
}

/// The same where references may name files below a given folder.
pub fn load_within(sink: &mut Sink, loader: &dyn Loader, entry: &Uri, root: &str) -> Loaded {
    let mut cx = Read::new(sink, Files::new(loader, root));
    let document = load_document(&mut cx, entry);
    let files = cx.files;
    Loaded {
        document,
        sources: files.sources,
        files: files.files.into_keys().collect(),
    }
}

fn load_document(cx: &mut Read<'_>, entry: &Uri) -> Option<Document> {
    let file = match cx.files.open(cx.sink, entry) {
        Ok(file) => file?,
        Err(error) => {
            let message = format!("cannot read `{entry}`: {error}");
            cx.sink.push(Diagnostic::new(Code::UnreadableFile, message));
            return None;
        }
    };
    let root = Place {
        node: &file.node,
        pointer: Pointer::root(),
    };
    let version = read_version(cx, &root)?;
    cx.version = version;
    let file = if version == Version::V2_0 {
        let upgraded = upgrade_document(cx, &root);
        cx.files.upgrade(&file, upgraded)
    } else {
        Rc::clone(&file)
    };
    let root = Place {
        node: &file.node,
        pointer: Pointer::root(),
    };
    let mut document = read_document(cx, &root)?;
    while let Some(pending) = cx.pending.pop_front() {
        read_target(cx, &pending, version);
    }
    document.objects = std::mem::take(&mut cx.objects);
    document.locations = std::mem::take(&mut cx.locations);
    Some(document)
}

/// Reads what a reference names, unless that has happened already.
fn read_target(cx: &mut Read<'_>, pending: &Pending, version: Version) {
    let reference = &pending.reference;
    let key = (reference.origin.span.file, reference.text.clone());
    let location = match cx.locations.targets.get(&key) {
        Some(known) => known.clone(),
        None => {
            let located = cx.files.locate(cx.sink, reference, Some(pending.section));
            cx.locations.targets.insert(key, located.clone());
            located
        }
    };
    let Some(location) = location else { return };
    // Finding a place takes time in a file of many names, and most are known.
    if (pending.is_known)(&cx.locations, &location) {
        return;
    }
    let Some(file) = cx.files.get(location.file) else {
        return;
    };
    // What does not exist is for `resolve` to report, which knows every name.
    let Some(node) = find(&file.node, &location.pointer) else {
        return;
    };
    if is_header_parameter(&location.pointer, pending.section, node) {
        note_header_parameter(cx, reference, node);
    } else if is_misplaced(&location.pointer, pending.section) || is_document(node) {
        refuse_target(cx, pending, node);
        return;
    }
    let place = Place {
        node,
        pointer: location.pointer,
    };
    // A file without a version of its own speaks the entry's.
    cx.version = file.version.unwrap_or(version);
    if cx.version == Version::V2_0 && !file.is_upgraded() {
        let upgraded = upgrade_part(cx, pending.section, &place);
        let place = Place {
            node: &upgraded,
            pointer: place.pointer.clone(),
        };
        (pending.read)(cx, &place);
    } else {
        (pending.read)(cx, &place);
    }
    cx.version = version;
}

fn refuse_target(cx: &mut Read<'_>, pending: &Pending, node: &Node) {
    let reference = &pending.reference;
    let message = format!(
        "`{}` does not name an object of `components/{}`",
        reference.text, pending.section
    );
    cx.sink.push(
        Diagnostic::new(Code::UnresolvedReference, message)
            .at(reference.origin.span, &reference.origin.pointer)
            .label(node.span, "this is something else"),
    );
    let key = (reference.origin.span.file, reference.text.clone());
    cx.locations.targets.insert(key, None);
}

/// OAS 3.1 §4.8.21: a header is a parameter without name and location, so a header parameter in
/// the place of a header has one sensible reading.
fn is_header_parameter(pointer: &Pointer, section: &str, node: &Node) -> bool {
    section == "headers"
        && is_misplaced(pointer, section)
        && !is_misplaced(pointer, "parameters")
        && node.get("in").and_then(Node::as_str) == Some("header")
}

fn note_header_parameter(cx: &mut Read<'_>, reference: &Reference, node: &Node) {
    let message = format!(
        "`{}` names a parameter; it is read as a header",
        reference.text
    );
    cx.sink.push(
        Diagnostic::new(Code::UnresolvedReference, message)
            .at(reference.origin.span, &reference.origin.pointer)
            .severity(Severity::Note)
            .label(node.span, "this is a parameter")
            .help("move what they share to `components/headers`"),
    );
}

/// Whether a pointer leads into a section of `components` for another kind of object.
fn is_misplaced(pointer: &Pointer, section: &str) -> bool {
    let mut tokens = pointer.tokens();
    let is_component = tokens.next().as_deref() == Some("components");
    let (found, depth) = (tokens.next(), tokens.count());
    is_component && depth == 1 && found.is_some_and(|found| found != section)
}

fn is_document(node: &Node) -> bool {
    (node.get("openapi").is_some() || is_swagger(node)) && node.get("info").is_some()
}
