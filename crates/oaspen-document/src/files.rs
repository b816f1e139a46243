//! The files of a document: each read once, and what the text of a reference names in them.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, FileId, Pointer, Sink, SourceMap};

use crate::anchor::{Anchors, find_around};
use crate::load::{LoadError, Loader};
use crate::locations::Location;
use crate::model::{Origin, Reference, Version};
use crate::node::{Node, read_node};
use crate::upgrade::swagger::upgrade_pointer;
use crate::uri::{FilePart, Uri, percent_decode};

/// A file that was read.
pub(crate) struct File {
    uri: Uri,
    id: FileId,
    pub(crate) node: Node,
    /// What it was before a whole Swagger document was upgraded.
    written: Option<Node>,
    /// The version that the file states for itself.
    pub(crate) version: Option<Version>,
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
}

/// Every file of one document.
pub(crate) struct Files<'l> {
    loader: &'l dyn Loader,
    root: String,
    pub(crate) sources: SourceMap,
    /// Every file that was asked for; `None` when it could not be read.
    pub(crate) files: IndexMap<Uri, Option<Rc<File>>>,
    by_id: BTreeMap<FileId, Rc<File>>,
    anchors: BTreeMap<FileId, Rc<Anchors>>,
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
            anchors: BTreeMap::new(),
        }
    }

    /// The file of an id; `None` when its text was not valid.
    pub(crate) fn get(&self, id: FileId) -> Option<Rc<File>> {
        self.by_id.get(&id).cloned()
    }

    /// Reads a file once; `None` when that has failed before or its text is not valid.
    pub(crate) fn open(
        &mut self,
        sink: &mut Sink,
        uri: &Uri,
    ) -> Result<Option<Rc<File>>, LoadError> {
        if let Some(known) = self.files.get(uri) {
            return Ok(known.clone());
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
            version: version_of(&node),
            node,
            written: None,
        });
        self.keep(&file);
        Ok(Some(file))
    }

    fn keep(&mut self, file: &Rc<File>) {
        self.files.insert(file.uri.clone(), Some(Rc::clone(file)));
        self.by_id.insert(file.id, Rc::clone(file));
    }

    /// The names that the schemas of a file give themselves.
    pub(crate) fn anchors(&mut self, id: FileId) -> Rc<Anchors> {
        if let Some(known) = self.anchors.get(&id) {
            return Rc::clone(known);
        }
        let anchors = self.by_id.get(&id).map(|file| Anchors::of(&file.node));
        let anchors = Rc::new(anchors.unwrap_or_default());
        self.anchors.insert(id, Rc::clone(&anchors));
        anchors
    }

    /// The place of a pointer or of an anchor in a file.
    fn place_in(&mut self, file: FileId, fragment: &str, from: &Origin) -> Result<Pointer, String> {
        let pointer = match read_fragment(fragment) {
            Ok(pointer) => pointer,
            Err(problem) => {
                let named = percent_decode(fragment).unwrap_or_default();
                return self.anchors(file).named(&named).cloned().ok_or(problem);
            }
        };
        // Looking for a place takes time, so it is done where another can be meant only.
        let is_definition = |head: String| head == "$defs" || head == "definitions";
        let may_be_around = from.span.file == file
            && (pointer.tokens().next().is_some_and(is_definition) || self.anchors(file).has_ids());
        let Some(holder) = self.by_id.get(&file).filter(|_| may_be_around) else {
            return Ok(pointer);
        };
        if find(holder.written(), &pointer).is_some() {
            return Ok(pointer);
        }
        let around = find_around(holder.written(), &from.pointer, &pointer);
        Ok(around.unwrap_or(pointer))
    }

    /// Replaces the tree of a file by the one that it was upgraded to.
    pub(crate) fn upgrade(&mut self, file: &File, node: Node) -> Rc<File> {
        let upgraded = Rc::new(File {
            uri: file.uri.clone(),
            id: file.id,
            version: file.version,
            node,
            written: Some(file.node.clone()),
        });
        self.keep(&upgraded);
        upgraded
    }

    /// The place that a reference names; `None` when that has been reported. `section` is the part
    /// of `components` that holds objects of its kind.
    pub(crate) fn locate(
        &mut self,
        sink: &mut Sink,
        reference: &Reference,
        section: Option<&str>,
    ) -> Option<Location> {
        let mut location = self.locate_written(sink, reference, section)?;
        let file = self.by_id.get(&location.file)?;
        if let Some(written) = &file.written {
            location.pointer = upgrade_pointer(written, &file.node, &location.pointer);
        }
        Some(location)
    }

    /// The same within the files as they are written.
    pub(crate) fn locate_written(
        &mut self,
        sink: &mut Sink,
        reference: &Reference,
        section: Option<&str>,
    ) -> Option<Location> {
        let fail = |code, message: String| {
            Diagnostic::new(code, message).at(reference.origin.span, &reference.origin.pointer)
        };
        let text = reference.text.as_str();
        let (file_part, fragment) = text.split_once('#').unwrap_or((text, ""));
        let holder = self.by_id.get(&reference.origin.span.file)?.clone();
        let anchors = (!file_part.is_empty()).then(|| self.anchors(holder.id));
        let identified = anchors
            .as_ref()
            .and_then(|known| known.identified(file_part));
        if let (Some(base), Ok(pointer)) = (identified, read_fragment(fragment)) {
            let pointer = pointer
                .tokens()
                .fold(base.clone(), |base, token| base.join(&token));
            return Some(Location {
                file: holder.id,
                pointer,
            });
        }
        let file = match holder.uri.follow(file_part) {
            FilePart::Same => holder.id,
            FilePart::Remote => {
                let message = format!("`{text}` names a place on the network");
                sink.push(fail(Code::RemoteReference, message));
                return None;
            }
            FilePart::Absolute => {
                let message = format!("`{text}` is an absolute path");
                sink.push(fail(Code::ReferenceOutsideRoot, message));
                return None;
            }
            FilePart::Other(uri) if !uri.is_below(&self.root) => {
                let message = format!("`{text}` leaves the folder of the document");
                let help = "move the file, or read the document from a folder that holds both";
                sink.push(fail(Code::ReferenceOutsideRoot, message).help(help));
                return None;
            }
            FilePart::Other(uri) => match self.open(sink, &uri) {
                Ok(file) => file?.id,
                Err(error) => {
                    let message = format!("cannot read `{uri}`: {error}");
                    let mut diagnostic = fail(Code::UnreadableFile, message);
                    if let Some(meant) =
                        section.and_then(|section| component(&holder, section, text))
                    {
                        diagnostic = diagnostic.help(format!("did you mean `{meant}`?"));
                    }
                    sink.push(diagnostic);
                    return None;
                }
            },
        };
        match self.place_in(file, fragment, &reference.origin) {
            Ok(pointer) => Some(Location { file, pointer }),
            Err(problem) => {
                let message = format!("`{text}` names nothing: {problem}");
                sink.push(fail(Code::UnresolvedReference, message));
                None
            }
        }
    }
}

/// A reference to the component that a bare name names.
fn component(holder: &File, section: &str, name: &str) -> Option<Pointer> {
    let section_node = holder.node.get("components")?.get(section)?;
    section_node.get(name)?;
    Some(Pointer::root().join("components").join(section).join(name))
}

/// The part of a reference after `#`: RFC 6901 §6.
fn read_fragment(fragment: &str) -> Result<Pointer, String> {
    let Some(decoded) = percent_decode(fragment) else {
        return Err("a percent escape is broken".to_owned());
    };
    if !decoded.is_empty() && !decoded.starts_with('/') {
        return Err(format!(
            "a pointer begins with `/` (did you mean `#/{decoded}`?), and no schema has an `$anchor` of this name"
        ));
    }
    // Tokens are escaped anew, so that each place has one spelling.
    Ok(Pointer::from_escaped(decoded)
        .tokens()
        .fold(Pointer::root(), |pointer, token| pointer.join(&token)))
}

/// The version that a referenced file states for itself.
fn version_of(node: &Node) -> Option<Version> {
    let text = match node.get("openapi") {
        Some(openapi) => openapi.as_str()?,
        None => node.get("swagger")?.as_str()?,
    };
    match text.get(..3)? {
        "2.0" => Some(Version::V2_0),
        "3.0" => Some(Version::V3_0),
        "3.1" => Some(Version::V3_1),
        "3.2" => Some(Version::V3_2),
        _ => None,
    }
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
