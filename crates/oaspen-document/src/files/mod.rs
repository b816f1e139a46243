//! The files of a document: each read once, and what the text of a reference names in them.
//!
//! Where a place of another file stands in the document as a whole is said by [`Homes`].

mod anchors;
mod homes;
mod version;

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Sink, SourceMap};

use self::anchors::{Anchors, find_around, is_definition};
pub(crate) use self::homes::{Claimed, Home, Homes, Site};
use crate::load::{LoadError, Loader};
use crate::model::{Reference, Version};
use crate::node::{Node, read_node};
use crate::upgrade::swagger::upgrade_pointer;
use crate::uri::{FilePart, Uri, percent_decode};

/// A file that was read.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) uri: Uri,
    pub(crate) id: FileId,
    pub(crate) node: Node,
    /// What it was before a whole Swagger document was upgraded.
    written: Option<Node>,
    /// The version that the file states for itself.
    pub(crate) version: Option<Version>,
    /// Of the file as its author wrote it.
    anchors: Anchors,
}

impl File {
    /// The tree as its author wrote it.
    pub(crate) fn written(&self) -> &Node {
        self.written.as_ref().unwrap_or(&self.node)
    }

    /// Whether the whole file has been upgraded.
    pub(crate) fn is_upgraded(&self) -> bool {
        self.written.is_some()
    }

    /// Whether a `$dynamicRef` to the name of an anchor always leads to the same schema.
    pub(crate) fn is_static(&self, anchor: &str) -> bool {
        self.anchors.is_static(anchor)
    }
}

/// Every file of one document.
pub(crate) struct Files<'l> {
    loader: &'l dyn Loader,
    root: String,
    pub(crate) sources: SourceMap,
    /// Every file that was asked for; `None` when it could not be read.
    pub(crate) files: IndexMap<Uri, Option<FileId>>,
    by_id: BTreeMap<FileId, Rc<File>>,
    /// Files whose content has become part of another.
    aliases: BTreeMap<FileId, FileId>,
}

impl<'l> Files<'l> {
    /// No file yet; references may name files below `root`.
    pub(crate) fn new(loader: &'l dyn Loader, root: &str) -> Self {
        Self {
            loader,
            root: root.to_owned(),
            sources: SourceMap::new(),
            files: IndexMap::new(),
            by_id: BTreeMap::new(),
            aliases: BTreeMap::new(),
        }
    }

    /// The file of an id; `None` when its text was not valid.
    pub(crate) fn get(&self, id: FileId) -> Option<Rc<File>> {
        let id = self.aliases.get(&id).copied().unwrap_or(id);
        self.by_id.get(&id).cloned()
    }

    /// The `openapi` of the file that states the newest version.
    pub(crate) fn newest(&self) -> Option<(Version, &Node)> {
        let stated = self.by_id.values().filter_map(|file| {
            let node = file.node.get("openapi")?;
            Some((file.version?, node))
        });
        stated.max_by_key(|(version, _)| *version)
    }

    /// Puts another tree in the place of a file's own.
    pub(crate) fn replace(&mut self, id: FileId, node: Node) {
        if let Some(file) = self.by_id.get_mut(&id) {
            let file = Rc::make_mut(file);
            // References follow an upgraded file as it is written.
            if !file.is_upgraded() {
                file.anchors = Anchors::of(&node);
            }
            file.node = node;
        }
    }

    /// Puts the tree that a file was upgraded to in the place of the written one.
    pub(crate) fn upgrade(&mut self, id: FileId, node: Node) {
        if let Some(file) = self.by_id.get_mut(&id) {
            let file = Rc::make_mut(file);
            file.written = Some(std::mem::replace(&mut file.node, node));
        }
    }

    /// Reads a file that is not part of the document; references in it are the entry's own.
    pub(crate) fn open_beside(
        &mut self,
        sink: &mut Sink,
        uri: &Uri,
        entry: FileId,
    ) -> Result<Option<Node>, LoadError> {
        let text = self.loader.load(uri)?;
        self.files.entry(uri.clone()).or_insert(None);
        let id = self.sources.add(uri.as_str(), text);
        let node = self
            .sources
            .get(id)
            .and_then(|source| read_node(sink, id, source));
        self.aliases.insert(id, entry);
        Ok(node)
    }

    /// Reads a file once; `None` when that has failed before or its text is not valid.
    pub(crate) fn open(
        &mut self,
        sink: &mut Sink,
        uri: &Uri,
    ) -> Result<Option<Rc<File>>, LoadError> {
        if let Some(known) = self.files.get(uri) {
            return Ok(known.and_then(|id| self.get(id)));
        }
        self.files.insert(uri.clone(), None);
        let text = self.loader.load(uri)?;
        let id = self.sources.add(uri.as_str(), text);
        let Some(source) = self.sources.get(id) else {
            return Ok(None);
        };
        let Some(node) = read_node(sink, id, source) else {
            return Ok(None);
        };
        let file = Rc::new(File {
            uri: uri.clone(),
            id,
            version: version::version_of(&node),
            anchors: Anchors::of(&node),
            node,
            written: None,
        });
        self.files.insert(uri.clone(), Some(id));
        self.by_id.insert(id, Rc::clone(&file));
        Ok(Some(file))
    }

    /// The place that a reference names; `None` when that has been reported. `section` is the part
    /// of `components` that holds objects of its kind; `from` is where the reference stands in its
    /// file.
    pub(crate) fn locate(
        &mut self,
        sink: &mut Sink,
        reference: &Reference,
        section: Option<&str>,
        from: &Pointer,
    ) -> Option<Site> {
        let mut site = self.locate_written(sink, reference, section, from)?;
        let file = self.get(site.file)?;
        if let Some(written) = &file.written {
            site.pointer = upgrade_pointer(written, &file.node, &site.pointer);
        }
        Some(site)
    }

    /// The same within the files as they are written.
    pub(crate) fn locate_written(
        &mut self,
        sink: &mut Sink,
        reference: &Reference,
        section: Option<&str>,
        from: &Pointer,
    ) -> Option<Site> {
        let text = reference.text.as_str();
        let (file_part, fragment) = text.split_once('#').unwrap_or((text, ""));
        let holder = self.get(reference.origin.span.file)?;
        let (file, base) = match self.identified(&holder, file_part) {
            Some((file, base)) => (file, base),
            None => {
                let file = self.follow(sink, reference, &holder, (file_part, section))?;
                (file, Pointer::root())
            }
        };
        let around = if file_part.is_empty() { from } else { &base };
        match read_fragment(&file, (&base, around), fragment) {
            Ok(pointer) => Some(Site {
                file: file.id,
                pointer: within_resource(&file, pointer, text, from),
            }),
            Err(problem) => {
                let message = format!("`{text}` names nothing: {problem}");
                sink.push(fail(Code::UnresolvedReference, message, reference));
                None
            }
        }
    }

    /// The schema whose `$id` the part of a reference before `#` is: JSON Schema 2020-12 §8.2.1.
    fn identified(&self, holder: &Rc<File>, file_part: &str) -> Option<(Rc<File>, Pointer)> {
        if file_part.is_empty() {
            return None;
        }
        let files = std::iter::once(holder).chain(self.by_id.values());
        for file in files {
            if let Some(pointer) = file.anchors.identified(file_part, &holder.anchors) {
                return Some((Rc::clone(file), pointer));
            }
        }
        None
    }

    /// The file that the part of a reference before `#` names.
    fn follow(
        &mut self,
        sink: &mut Sink,
        reference: &Reference,
        holder: &Rc<File>,
        (file_part, section): (&str, Option<&str>),
    ) -> Option<Rc<File>> {
        let text = reference.text.as_str();
        let uri = match holder.uri.follow(file_part) {
            FilePart::Same => return Some(Rc::clone(holder)),
            FilePart::Unreachable => {
                let message = format!("`{text}` names a place that files are not read from");
                sink.push(fail(Code::RemoteReference, message, reference));
                return None;
            }
            FilePart::Absolute => {
                let message = format!("`{text}` is an absolute path");
                let mut diagnostic = fail(Code::ReferenceOutsideRoot, message, reference);
                let meant = Pointer::from_escaped(text);
                if find(holder.written(), &meant).is_some() {
                    diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
                }
                sink.push(diagnostic);
                return None;
            }
            FilePart::Remote(uri) => {
                let origin = uri.origin().unwrap_or_default();
                if !self.loader.allows_origin(origin) {
                    let message = format!("`{text}` names a place on the network");
                    let help = format!(
                        "save the file beside the document, or allow it to be fetched with `--allow-remote {origin}`"
                    );
                    sink.push(fail(Code::RemoteReference, message, reference).help(help));
                    return None;
                }
                uri
            }
            FilePart::Other(uri) => uri,
        };
        if uri.origin().is_none() && !uri.is_below(&self.root) {
            sink.push(outside(reference));
            return None;
        }
        match self.open(sink, &uri) {
            Ok(file) => file,
            Err(LoadError::OutsideRoot) => {
                sink.push(outside(reference));
                None
            }
            Err(error) => {
                let code = match error {
                    LoadError::NotVendored(_) => Code::RemoteReference,
                    LoadError::HashMismatch { .. } => Code::VendoredFileChanged,
                    LoadError::NotFound
                    | LoadError::OutsideRoot
                    | LoadError::NotUtf8(_)
                    | LoadError::Other(_) => Code::UnreadableFile,
                };
                let mut diagnostic = fail(code, format!("cannot read `{uri}`: {error}"), reference);
                let meant = section.and_then(|section| component(holder, section, text));
                if let Some(meant) = meant {
                    diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
                }
                sink.push(diagnostic);
                None
            }
        }
    }
}

fn fail(code: Code, message: String, reference: &Reference) -> Diagnostic {
    Diagnostic::new(code, message).at(reference.origin.span, &reference.origin.pointer)
}

fn outside(reference: &Reference) -> Diagnostic {
    let message = format!("`{}` leaves the folder of the document", reference.text);
    fail(Code::ReferenceOutsideRoot, message, reference)
        .help("move the file, or name a folder that holds both with `--root`")
}

/// A reference to the component that a bare name names.
fn component(holder: &File, section: &str, name: &str) -> Option<Pointer> {
    let section_node = holder.node.get("components")?.get(section)?;
    section_node.get(name)?;
    Some(Pointer::root().join("components").join(section).join(name))
}

/// The part of a reference after `#`: a pointer (RFC 6901 §6) or the name of an anchor.
/// Pointers begin at `base`, anchors belong to the schema with an `$id` around a place.
fn read_fragment(
    file: &File,
    (base, around): (&Pointer, &Pointer),
    fragment: &str,
) -> Result<Pointer, String> {
    let Some(decoded) = percent_decode(fragment) else {
        return Err("a percent escape is broken".to_owned());
    };
    if !decoded.is_empty() && !decoded.starts_with('/') {
        let resource = file.anchors.resource_around(around);
        return file.anchors.anchored(base, &resource, &decoded).ok_or_else(|| {
            format!("a pointer begins with `/` (did you mean `#/{decoded}`?), and there is no anchor of this name")
        });
    }
    // Tokens are escaped anew, so that each place has one spelling.
    Ok(Pointer::from_escaped(decoded)
        .tokens()
        .fold(base.clone(), |pointer, token| pointer.join(&token)))
}

/// A pointer that leads nowhere from the top of a file may be one within a schema that the reference
/// stands in. Most people mean the file, and a look takes time.
fn within_resource(file: &File, pointer: Pointer, text: &str, from: &Pointer) -> Pointer {
    let may_be_around =
        text.starts_with('#') && (is_definition(&pointer) || file.anchors.has_ids());
    if !may_be_around || find(file.written(), &pointer).is_some() {
        return pointer;
    }
    find_around(file.written(), from, &pointer).unwrap_or(pointer)
}

/// The value at a pointer.
pub(crate) fn find<'n>(node: &'n Node, pointer: &Pointer) -> Option<&'n Node> {
    pointer
        .tokens()
        .try_fold(node, |node, token| match node.items() {
            Some(items) => items.get(token.parse::<usize>().ok()?),
            None => node.get(&token),
        })
}
