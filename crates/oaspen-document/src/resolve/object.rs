//! References to objects other than schemas: an id gives a copy of what its reference names.

use oaspen_diagnostics::{Code, Diagnostic, Pointer, Sink};

use crate::locations::{Index, Locations};
use crate::model::{Arena, Id, RefOr, Reference, Version};
use crate::read::Referable;
use oaspen_diagnostics::nearest;

/// What resolving needs to know.
pub(super) struct Resolve<'a> {
    pub(super) sink: &'a mut Sink,
    pub(super) locations: Locations,
    pub(super) version: Version,
    /// How many more names may be suggested.
    suggestions: usize,
}

/// How many names are suggested; each takes a look at every name.
const SUGGESTIONS: usize = 50;

impl<'a> Resolve<'a> {
    pub(super) fn new(sink: &'a mut Sink, locations: Locations, version: Version) -> Self {
        Self {
            sink,
            locations,
            version,
            suggestions: SUGGESTIONS,
        }
    }
}

/// Replaces every entry that is a reference by a copy of what it names.
pub(super) fn resolve_arena<T: Referable>(
    cx: &mut Resolve<'_>,
    arena: Arena<T, RefOr<T>>,
) -> Option<Arena<T>> {
    let mut ends: Vec<End<T>> = vec![End::Unknown; arena.len()];
    for (id, _) in arena.iter() {
        follow(cx, &arena, &mut ends, id);
    }
    ends.into_iter()
        .map(|end| match end {
            End::Found(id) => match arena.get(id)? {
                RefOr::Item(item) => Some(item.clone()),
                RefOr::Reference(_) => None,
            },
            End::Unknown | End::Open | End::Nowhere => None,
        })
        .collect()
}

/// Where the chain of references from an entry ends.
enum End<T> {
    Unknown,
    /// The chain is being followed; who comes back here is in a cycle.
    Open,
    Nowhere,
    Found(Id<T>),
}

// A derived impl would ask the same of `T`, which an id does not need.
impl<T> Clone for End<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for End<T> {}

/// Finds the end of a chain of references for every entry on the way.
fn follow<T: Referable>(
    cx: &mut Resolve<'_>,
    arena: &Arena<T, RefOr<T>>,
    ends: &mut [End<T>],
    start: Id<T>,
) {
    let mut way = Vec::new();
    let mut next = Some(start);
    let mut end = End::Nowhere;
    while let Some(id) = next.take() {
        let Some(known) = ends.get_mut(id.index()) else {
            break;
        };
        match (*known, arena.get(id)) {
            (End::Unknown, Some(RefOr::Item(_))) => {
                way.push(id);
                end = End::Found(id);
            }
            (End::Unknown, Some(RefOr::Reference(reference))) => {
                *known = End::Open;
                way.push(id);
                next = target_of(cx, reference, T::index, T::SECTION);
            }
            (End::Open, Some(RefOr::Reference(reference))) => report_cycle(cx, reference),
            (End::Open, _) | (End::Unknown, None) => {}
            (End::Nowhere | End::Found(_), _) => end = *known,
        }
    }
    for id in way {
        if let Some(known) = ends.get_mut(id.index()) {
            *known = end;
        }
    }
}

fn report_cycle(cx: &mut Resolve<'_>, reference: &Reference) {
    let message = format!(
        "`{}` leads back to itself and names nothing",
        reference.text
    );
    cx.sink.push(
        Diagnostic::new(Code::ReferenceCycle, message)
            .at(reference.origin.span, &reference.origin.pointer),
    );
}

/// The id of what a reference names; a dangling one is reported.
pub(super) fn target_of<T>(
    cx: &mut Resolve<'_>,
    reference: &Reference,
    index_of: fn(&Locations) -> &Index<T>,
    section: &str,
) -> Option<Id<T>> {
    let key = (reference.origin.span.file, reference.text.clone());
    // A reference that could not be located has been reported by `load`.
    let target = cx.locations.targets.get(&key)?.as_ref()?;
    let index = index_of(&cx.locations);
    if let Some(known) = index.get(&target.pointer) {
        return *known;
    }
    let diagnostic = Diagnostic::new(
        Code::UnresolvedReference,
        format!("`{}` names nothing", reference.text),
    )
    .at(reference.origin.span, &reference.origin.pointer);
    let diagnostic = suggest(cx, diagnostic, reference, index_of, section);
    cx.sink.push(diagnostic);
    None
}

/// The report of a reference that names nothing, with the component that was perhaps meant.
pub(super) fn suggest<T>(
    cx: &mut Resolve<'_>,
    diagnostic: Diagnostic,
    reference: &Reference,
    index_of: fn(&Locations) -> &Index<T>,
    section: &str,
) -> Diagnostic {
    let may_suggest = cx.suggestions > 0;
    cx.suggestions = cx.suggestions.saturating_sub(1);
    let key = (reference.origin.span.file, reference.text.clone());
    let target = cx.locations.targets.get(&key).and_then(Option::as_ref);
    let near = target
        .filter(|_| may_suggest)
        .and_then(|target| near_component(index_of(&cx.locations), &target.pointer, section));
    let Some(near) = near else {
        return diagnostic;
    };
    // Swagger 2.0 has the sections of `components` at the top of the document.
    let written = reference.text.strip_prefix("#/");
    let written = written.and_then(|text| text.rsplit_once('/'));
    let place = match (written, near.tokens().last()) {
        (Some((section, _)), Some(name)) if cx.version == Version::V2_0 => {
            Pointer::from_escaped(format!("/{section}")).join(&name)
        }
        (_, _) => near,
    };
    diagnostic.help(format!("did you mean `{place}`?"))
}

/// A component with nearly the same name.
fn near_component<T>(index: &Index<T>, pointer: &Pointer, section: &str) -> Option<Pointer> {
    let name = pointer.tokens().last()?;
    // Of a place within a component the component is not what was misspelt.
    if pointer.tokens().count() > 3 {
        return None;
    }
    let folder = Pointer::root().join("components").join(section);
    let names: Vec<String> = index
        .keys()
        .filter(|known| known.parent().as_ref() == Some(&folder) && *known != pointer)
        .filter_map(|known| known.tokens().last())
        .collect();
    let near = nearest(&name, names.iter().map(String::as_str))?;
    Some(folder.join(near))
}
