//! From the name of a file to a [`Document`], with every file that its references name.
//!
//! Texts come from a [`Loader`]; nothing here touches a disk. A document in many files is read as if
//! it were one: what others hold is put in its place, or becomes a component.

mod adopt;
mod effective;
mod loader;
mod substitute;
mod target;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Sink, SourceMap};

pub use self::loader::{LoadError, Loader, MemoryLoader};
use crate::extensions::Extensions;
use crate::files::{File, Files};
use crate::filter::{Filter, filter_operations, read_reachable};
use crate::model::{Document, Version};
use crate::node::Node;
use crate::overlay::apply_overlay;
use crate::read::{Place, Read, read_document, read_version};
use crate::upgrade::swagger::{spread_sections, upgrade_document};
use crate::uri::Uri;

/// What a caller decides about reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// References may name files below this folder; empty for the current one.
    pub root: String,
    /// Overlays, which are applied in this order.
    pub overlays: Vec<Uri>,
    /// Whether an action of an overlay may select nothing.
    pub allow_unmatched: bool,
    /// Which operations are wanted.
    pub filter: Filter,
    /// Vendor extensions that are acted upon.
    pub extensions: Extensions,
    /// Whether to make [`Loaded::effective`].
    pub effective: bool,
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
    /// The document in one file, when it was asked for.
    pub effective: Option<Node>,
}

/// Reads a document and every file that its references name.
pub fn load(sink: &mut Sink, loader: &dyn Loader, entry: &Uri) -> Loaded {
    let options = LoadOptions {
        root: entry.folder().to_owned(),
        ..LoadOptions::default()
    };
    load_with(sink, loader, entry, &options)
}

/// The same with everything that can be decided.
pub fn load_with(
    sink: &mut Sink,
    loader: &dyn Loader,
    entry: &Uri,
    options: &LoadOptions,
) -> Loaded {
    let mut cx = Read::new(sink, Files::new(loader, &options.root));
    cx.extensions = options.extensions;
    let loaded = load_document(&mut cx, entry, options);
    let (document, effective) = loaded.unwrap_or_default();
    let files = cx.files;
    Loaded {
        document,
        sources: files.sources,
        files: files.files.into_keys().collect(),
        effective,
    }
}

fn load_document(
    cx: &mut Read<'_>,
    entry: &Uri,
    options: &LoadOptions,
) -> Option<(Option<Document>, Option<Node>)> {
    let file = match cx.files.open(cx.sink, entry) {
        Ok(file) => file?,
        Err(error) => {
            let message = format!("cannot read `{entry}`: {error}");
            cx.sink.push(Diagnostic::new(Code::UnreadableFile, message));
            return None;
        }
    };
    apply_overlays(cx, file.id, options)?;
    let file = cx.files.get(file.id)?;
    let file = upgrade(cx, &file)?;
    substitute::substitute(cx, &file);
    filter(cx, file.id, &options.filter);
    // What has been put in its place, or left out, makes the entry.
    let file = cx.files.get(file.id)?;
    let mut document = read_document(cx, &root_place(&file.node))?;
    if cx.is_filtered {
        read_reachable(cx, &file.node, &mut document.components);
    } else {
        read_pending(cx);
    }
    adopt::adopt_claimed(cx, &mut document);
    let effective = options
        .effective
        .then(|| effective::effective(cx, &file.node));
    document.objects = std::mem::take(&mut cx.objects);
    document.locations = std::mem::take(&mut cx.locations);
    Some((Some(document), effective))
}

/// Finds out the version of the entry, which is upgraded as a whole when it is Swagger 2.0.
fn upgrade(cx: &mut Read<'_>, entry: &Rc<File>) -> Option<Rc<File>> {
    let root = root_place(&entry.node);
    cx.version = read_version(cx, &root)?;
    if cx.version > Version::V2_0 {
        return Some(Rc::clone(entry));
    }
    if let Some(spread) = spread_sections(cx, &root) {
        cx.files.replace(entry.id, spread);
    }
    let entry = cx.files.get(entry.id)?;
    let upgraded = upgrade_document(cx, &root_place(&entry.node));
    cx.files.upgrade(entry.id, upgraded);
    cx.files.get(entry.id)
}

/// Applies every overlay to the entry; `None` when one cannot be read, which has been reported.
fn apply_overlays(cx: &mut Read<'_>, entry: FileId, options: &LoadOptions) -> Option<()> {
    for uri in &options.overlays {
        let overlay = match cx.files.open_beside(cx.sink, uri, entry) {
            Ok(overlay) => overlay?,
            Err(error) => {
                let message = format!("cannot read the overlay `{uri}`: {error}");
                cx.sink.push(Diagnostic::new(Code::UnreadableFile, message));
                return None;
            }
        };
        let mut node = cx.files.get(entry)?.node.clone();
        apply_overlay(cx.sink, &mut node, &overlay, options.allow_unmatched);
        cx.files.replace(entry, node);
    }
    Some(())
}

/// Takes the operations that are not wanted out of the entry.
fn filter(cx: &mut Read<'_>, entry: FileId, filter: &Filter) {
    if filter.is_empty() {
        return;
    }
    cx.is_filtered = true;
    if let Some(file) = cx.files.get(entry) {
        let mut node = file.node.clone();
        filter_operations(cx, &mut node, filter);
        cx.files.replace(entry, node);
    }
}

/// Reads what references name until none is left.
pub(crate) fn read_pending(cx: &mut Read<'_>) {
    while let Some(pending) = cx.pending.pop_front() {
        target::read_target(cx, &pending);
    }
}

fn root_place(node: &Node) -> Place<'_> {
    Place {
        node,
        pointer: Pointer::root(),
    }
}
