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

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Sink, SourceMap};

pub use self::loader::{LoadError, Loader, MemoryLoader};
use crate::files::Files;
use crate::model::Document;
use crate::node::Node;
use crate::read::{Place, Read, read_document, read_version};
use crate::uri::Uri;

/// What a caller decides about reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// References may name files below this folder; empty for the current one.
    pub root: String,
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
    load_within(sink, loader, entry, entry.folder())
}

/// The same where references may name files below a given folder.
pub fn load_within(sink: &mut Sink, loader: &dyn Loader, entry: &Uri, root: &str) -> Loaded {
    let options = LoadOptions {
        root: root.to_owned(),
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
    cx.version = read_version(cx, &root_place(&file.node))?;
    substitute::substitute(cx, &file);
    // What has been put in its place is now part of the entry.
    let file = cx.files.get(file.id)?;
    let mut document = read_document(cx, &root_place(&file.node))?;
    while let Some(pending) = cx.pending.pop_front() {
        target::read_target(cx, &pending);
    }
    adopt::adopt_claimed(cx, &mut document);
    let effective = options
        .effective
        .then(|| effective::effective(cx, &file.node));
    document.objects = std::mem::take(&mut cx.objects);
    document.locations = std::mem::take(&mut cx.locations);
    Some((Some(document), effective))
}

fn root_place(node: &Node) -> Place<'_> {
    Place {
        node,
        pointer: Pointer::root(),
    }
}
