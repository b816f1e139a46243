//! Where the places of other files stand in the document as a whole.
//!
//! A document in many files is read as if it were one: what a reference first names in another file
//! is given a home, which is a pointer into the entry. Whatever names the place again finds it
//! there, so that later stages know one file only. [`crate::Loaded::effective`] writes that file.

use std::collections::{BTreeMap, BTreeSet};

use oaspen_diagnostics::{FileId, Pointer};

use crate::node::Node;
use crate::uri::Uri;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Site {
    pub(crate) file: FileId,
    pub(crate) pointer: Pointer,
}

/// Where a place without a home gets one.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Home<'p> {
    /// In this section of `components`.
    Section(&'static str),
    /// Where the reference stands, which what it names takes the place of; perhaps a component of a
    /// section.
    Here(&'p Pointer, Option<&'static str>),
}

/// A component that the entry does not write itself.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    pub(crate) section: &'static str,
    pub(crate) name: String,
    pub(crate) site: Site,
}

impl Claimed {
    /// Where it stands in the document as a whole.
    pub(crate) fn pointer(&self) -> Pointer {
        Pointer::root()
            .join("components")
            .join(self.section)
            .join(&self.name)
    }
}

/// The homes given out so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Homes {
    homes: BTreeMap<Site, Pointer>,
    /// Which site a home was given to first.
    sites: BTreeMap<Pointer, Site>,
    /// The names of the entry's own components, and of those claimed.
    taken: BTreeMap<String, BTreeSet<String>>,
    pub(crate) claimed: Vec<Claimed>,
}

impl Homes {
    /// Makes the entry file the home of itself, and its components' names taken.
    pub(crate) fn settle(&mut self, entry: FileId, node: &Node) {
        let site = Site {
            file: entry,
            pointer: Pointer::root(),
        };
        self.settle_at(&site, &Pointer::root());
        let sections = node.get("components").and_then(Node::entries);
        for section in sections.into_iter().flatten() {
            let names = section.value.entries().into_iter().flatten();
            let taken = self.taken.entry(section.key.clone()).or_default();
            taken.extend(names.map(|entry| entry.key.clone()));
        }
    }

    /// The home of a place, if it or something around it has one.
    pub(crate) fn find(&self, site: &Site) -> Option<Pointer> {
        let mut at = site.clone();
        loop {
            if let Some(home) = self.homes.get(&at) {
                let rest = site.pointer.as_str().strip_prefix(at.pointer.as_str())?;
                // Definitions beside a schema are no part of it, though they stand within.
                let is_foreign = !home.is_root();
                if !(is_foreign && is_object(home) && is_definition(rest)) {
                    return Some(Pointer::from_escaped(format!("{}{rest}", home.as_str())));
                }
            }
            at.pointer = at.pointer.parent()?;
        }
    }

    /// Gives a place a home.
    pub(crate) fn settle_at(&mut self, site: &Site, home: &Pointer) {
        self.homes.insert(site.clone(), home.clone());
        self.sites
            .entry(home.clone())
            .or_insert_with(|| site.clone());
    }

    /// The place in a file of a place in the document as a whole.
    pub(crate) fn place_in(&self, file: FileId, place: &Pointer) -> Pointer {
        let mut around = Some(place.clone());
        while let Some(home) = around {
            if let Some(site) = self.sites.get(&home).filter(|site| site.file == file) {
                let rest = place.as_str().strip_prefix(home.as_str());
                let rest = rest.unwrap_or_default();
                return Pointer::from_escaped(format!("{}{rest}", site.pointer.as_str()));
            }
            around = home.parent();
        }
        place.clone()
    }

    /// Makes a place a component, with the name it has where it stands.
    ///
    /// The name is qualified by the file's, and then by its folders', as far as others of the
    /// section have taken it. Who comes first in the document keeps the plain name.
    pub(crate) fn claim(&mut self, section: &'static str, site: &Site, uri: &Uri) -> Pointer {
        let taken = self.taken.entry(section.to_owned()).or_default();
        let name = candidates(&site.pointer, uri)
            .find(|name| !taken.contains(name))
            .unwrap_or_default();
        taken.insert(name.clone());
        let claimed = Claimed {
            section,
            name,
            site: site.clone(),
        };
        let home = claimed.pointer();
        self.claimed.push(claimed);
        self.settle_at(site, &home);
        home
    }
}

/// Whether a home is an object rather than a map of objects.
fn is_object(home: &Pointer) -> bool {
    let mut tokens = home.tokens();
    match tokens.next().as_deref() {
        Some("components") => tokens.count() >= 2,
        _ => tokens.count() >= 1,
    }
}

fn is_definition(rest: &str) -> bool {
    let first = rest.split('/').nth(1).unwrap_or_default();
    matches!(first, "definitions" | "$defs" | "components")
}

/// Names from the plainest to ones that are free for sure.
fn candidates(pointer: &Pointer, uri: &Uri) -> impl Iterator<Item = String> {
    let mut qualifiers = uri.qualifiers();
    let own = pointer.tokens().last().filter(|token| !is_number(token));
    let plain = own.unwrap_or_else(|| qualifiers.next().unwrap_or_else(|| "object".to_owned()));
    let mut names = vec![plain];
    for qualifier in qualifiers {
        let longest = names.last().cloned().unwrap_or_default();
        names.push(format!("{qualifier}-{longest}"));
    }
    let longest = names.last().cloned().unwrap_or_default();
    names
        .into_iter()
        .chain((2..).map(move |number: usize| format!("{longest}-{number}")))
}

fn is_number(token: &str) -> bool {
    token.bytes().all(|byte| byte.is_ascii_digit())
}
