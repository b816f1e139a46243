//! The names of all types and of the modules they are in, claimed before anything is planned.
//!
//! Components claim first, in document order; inline types are named by where they stand and
//! take what is left. Types below an operation live in the operation's own module.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oaspen_diagnostics::Sink;
use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{Ir, Name, NameRoot, NameStep, Shape, Status, Type, TypeId};

use super::numbered::{Numbered, chosen_words, report_numbered, report_unmatched};
use super::order::{order_types, written_inside};
use super::paths::{plan_surface, types_module};
use crate::model::{ItemPath, Part, Surface};
use crate::name::{Case, RustIdent, Scope, Words, status_words};

/// Who is called what.
pub(crate) struct Names {
    /// By type; `None` for a type that is written out where it is used.
    types: Vec<Option<ItemPath>>,
    /// One file for each component schema, and for each other component that holds a type.
    pub(crate) files: Vec<SchemaFile>,
    /// What the root of the types part has taken.
    pub(crate) root: Scope,
    /// By operation, in the order of the Ir.
    pub(crate) operations: Vec<OperationNames>,
}

/// A module below `schemas`.
pub(crate) struct SchemaFile {
    /// Its name.
    pub(crate) ident: RustIdent,
    /// The JSON pointer of the component.
    pub(crate) pointer: String,
    /// Its types: the component's own first.
    pub(crate) types: Vec<TypeId>,
}

/// The module of an operation.
pub(crate) struct OperationNames {
    /// Whose module it is in.
    pub(crate) surface: Surface,
    /// Its name, in each part.
    pub(crate) ident: RustIdent,
    /// The names taken in it, [`OPERATION_NAMES`] among them.
    pub(crate) scope: Scope,
    /// The inline types in it.
    pub(crate) types: Vec<TypeId>,
}

impl Names {
    /// Claims a name for everything that needs one; those that the caller chose by the pointer of a
    /// schema come first.
    pub(crate) fn claim(
        sink: &mut Sink,
        ir: &Ir,
        facts: &Facts,
        chosen: &BTreeMap<String, String>,
    ) -> Self {
        let mut claims = Claims::new(ir);
        let named = named_types(ir, facts);
        let mut first: BTreeMap<TypeId, RustIdent> = BTreeMap::new();
        for id in &named {
            let ty = ir.ty(*id);
            if let Some(words) = chosen_words(chosen, ty) {
                first.insert(*id, claims.claim_ident(ty, &words));
            }
        }
        for (index, ty) in ir.types.iter().enumerate() {
            let id = TypeId::from_index(index);
            if named.contains(&id) {
                claims.claim_type(id, ty, first.remove(&id));
            } else {
                claims.names.types.push(None);
            }
        }
        report_unmatched(sink, chosen, named.iter().map(|id| ir.ty(*id)));
        report_numbered(sink, &claims.numbered);
        claims.names
    }

    /// The item of a type, when it has one.
    pub(crate) fn of(&self, id: TypeId) -> Option<&ItemPath> {
        self.types.get(id.index())?.as_ref()
    }

    /// Claims a name for something that belongs to the item at `path`, in the same module.
    pub(crate) fn claim_beside(&mut self, path: &ItemPath, words: &Words) -> RustIdent {
        let operation = self
            .operations
            .iter_mut()
            .find(|operation| path.modules == operation.modules());
        match operation {
            Some(operation) => operation.scope.claim(words, Case::Pascal),
            None => self.root.claim(words, Case::Pascal),
        }
    }
}

impl OperationNames {
    /// The modules down to the operation's own in the types part.
    fn modules(&self) -> [RustIdent; 2] {
        let above = RustIdent::fixed(types_module(self.surface));
        [above, self.ident.clone()]
    }
}

/// A type without a name is written out where it is used, up to this many types together: references
/// to what is inside components can chain any number of them.
const LONGEST: usize = 64;

/// The types that have names: components, what Rust must declare, and what is too long to write out.
fn named_types(ir: &Ir, facts: &Facts) -> BTreeSet<TypeId> {
    let mut named = BTreeSet::new();
    let mut lengths = vec![1; ir.types.len()];
    for id in order_types(ir, facts) {
        let inside = written_inside(ir, facts, id);
        let inside = inside.iter().map(|at| lengths.get(at.id.index()));
        let length = inside.flatten().fold(1, |sum: usize, length| sum + length);
        let is_component = id.index() < ir.component_count;
        let is_declared = needs_item(ir.ty(id)) || facts.of(id).is_recursive_alias;
        if is_component || is_declared || length > LONGEST {
            named.insert(id);
        } else if let Some(known) = lengths.get_mut(id.index()) {
            *known = length;
        }
    }
    named
}

/// Whether a type cannot be written out where it is used.
fn needs_item(ty: &Type) -> bool {
    match &ty.shape {
        Shape::Struct(_) | Shape::Union(_) | Shape::Enum(_) => true,
        Shape::List(_)
        | Shape::Map(_)
        | Shape::Tuple(_)
        | Shape::Scalar(_)
        | Shape::Alias(_)
        | Shape::Any
        | Shape::Never => false,
    }
}

/// The primitive types that generated code names.
const PRIMITIVES: &[&str] = &[
    "bool", "f32", "f64", "i128", "i16", "i32", "i64", "i8", "str", "u16", "u32", "u64", "u8",
];

/// What an operation's module has or may have of its own; `New::new` reads badly.
const OPERATION_NAMES: &[&str] = &[
    "Body",
    "Error",
    "ErrorHeaders",
    "Headers",
    "New",
    "Output",
    "Request",
    "Response",
];

/// What a module of an operation cannot be called.
fn module_scope(surface: Surface) -> Scope {
    let mut modules = Scope::of_files();
    // Files of the client and the server bring in the operation's module beside the runtime's.
    modules.reserve("rt");
    // A module must not be called like the one it is in.
    for parent in [types_module(surface), "calls", "handlers"] {
        modules.reserve(parent);
    }
    // A module that is brought in hides the primitive type of its name.
    for primitive in PRIMITIVES {
        modules.reserve(primitive);
    }
    modules
}

/// The claiming under way.
struct Claims<'a> {
    names: Names,
    file_scope: Scope,
    file_of: IndexMap<&'a NameRoot, usize>,
    operation_of: IndexMap<&'a str, usize>,
    numbered: Vec<Numbered<'a>>,
}

impl<'a> Claims<'a> {
    fn new(ir: &'a Ir) -> Self {
        let mut scopes = Surface::ALL.map(|surface| (surface, module_scope(surface)));
        let mut file_scope = Scope::of_files();
        file_scope.reserve("schemas");
        let operations = ir.operations.iter().filter_map(|operation| {
            let surface = plan_surface(&operation.surface);
            let (_, modules) = scopes.iter_mut().find(|(of, _)| *of == surface)?;
            Some(OperationNames {
                surface,
                ident: modules.claim(&Words::of(&operation.id), Case::Module),
                scope: Scope::reserving(OPERATION_NAMES),
                types: Vec::new(),
            })
        });
        Self {
            names: Names {
                types: Vec::with_capacity(ir.types.len()),
                files: Vec::new(),
                // `New::new` reads badly, and clippy says so.
                root: Scope::reserving(&["New"]),
                operations: operations.collect(),
            },
            file_scope,
            file_of: IndexMap::new(),
            operation_of: ir
                .operations
                .iter()
                .enumerate()
                .map(|(index, operation)| (operation.id.as_str(), index))
                .collect(),
            numbered: Vec::new(),
        }
    }

    fn claim_type(&mut self, id: TypeId, ty: &'a Type, chosen: Option<RustIdent>) {
        let ident = chosen.unwrap_or_else(|| {
            let words = match self.operation(&ty.name.root) {
                Some(_) => step_words(None, &ty.name.steps),
                None => name_words(&ty.name),
            };
            self.claim_ident(ty, &words)
        });
        let modules = match self.operation(&ty.name.root) {
            Some(index) => self.put_in_operation(index, id),
            None => self.put_in_file(id, ty),
        };
        self.names.types.push(modules.map(|modules| ItemPath {
            part: Part::Types,
            modules,
            ident,
        }));
    }

    /// Claims a name where the type will stand.
    fn claim_ident(&mut self, ty: &'a Type, words: &Words) -> RustIdent {
        let operation = self.operation(&ty.name.root);
        let operation = operation.and_then(|index| self.names.operations.get_mut(index));
        let scope = match operation {
            Some(operation) => &mut operation.scope,
            None => &mut self.names.root,
        };
        let is_free = scope.is_free(words, Case::Pascal);
        let ident = scope.claim(words, Case::Pascal);
        if !is_free {
            self.numbered.push(Numbered {
                wanted: words.pascal(),
                ident: ident.clone(),
                origin: &ty.origin,
            });
        }
        ident
    }

    /// The operation in whose module a type lives.
    fn operation(&self, root: &NameRoot) -> Option<usize> {
        match root {
            NameRoot::Operation(id) => self.operation_of.get(id.as_str()).copied(),
            NameRoot::Schema(_) | NameRoot::Component(_) => None,
        }
    }

    fn put_in_operation(&mut self, index: usize, id: TypeId) -> Option<Vec<RustIdent>> {
        let operation = self.names.operations.get_mut(index)?;
        operation.types.push(id);
        Some(operation.modules().to_vec())
    }

    fn put_in_file(&mut self, id: TypeId, ty: &'a Type) -> Option<Vec<RustIdent>> {
        let index = match self.file_of.get(&ty.name.root) {
            Some(index) => *index,
            None => self.open_file(ty),
        };
        self.names.files.get_mut(index)?.types.push(id);
        Some(Vec::new())
    }

    fn open_file(&mut self, ty: &'a Type) -> usize {
        let index = self.names.files.len();
        self.names.files.push(SchemaFile {
            ident: self
                .file_scope
                .claim(&Words::of(root_text(&ty.name.root)), Case::Module),
            pointer: component_pointer(ty),
            types: Vec::new(),
        });
        self.file_of.insert(&ty.name.root, index);
        index
    }
}

/// The first three tokens of a type's pointer: `#/components/schemas/Pet`.
fn component_pointer(ty: &Type) -> String {
    let text = ty.origin.pointer.to_string();
    let end = text.match_indices('/').nth(3).map(|(at, _)| at);
    end.and_then(|end| text.get(..end))
        .map_or_else(|| text.clone(), str::to_owned)
}

fn root_text(root: &NameRoot) -> &str {
    match root {
        NameRoot::Schema(name) | NameRoot::Component(name) | NameRoot::Operation(name) => name,
    }
}

/// The words of a type's whole name.
pub(crate) fn name_words(name: &Name) -> Words {
    step_words(Some(Words::of(root_text(&name.root))), &name.steps)
}

/// The words of a name that what requests carry and what answers carry of one schema share.
pub(crate) fn shared_words(name: &Name) -> Words {
    let steps = match name.steps.as_slice() {
        [steps @ .., NameStep::Request] => steps,
        steps => steps,
    };
    step_words(Some(Words::of(root_text(&name.root))), steps)
}

/// The words of the way to a type, after those of where it starts.
fn step_words(start: Option<Words>, steps: &[NameStep]) -> Words {
    let mut words = start;
    for (at, step) in steps.iter().enumerate() {
        let next = match step {
            NameStep::Property(name) | NameStep::Parameter(name) => Words::of(name),
            NameStep::Item => Words::of("item"),
            NameStep::Value => Words::of("value"),
            NameStep::Branch(index) => Words::of(&format!("branch{}", index + 1)),
            NameStep::Title(title) => title_words(title, words.as_ref()),
            NameStep::Constant(value) => Words::of(value),
            NameStep::Key(key) => key_words(key),
            NameStep::Position(index) => Words::of(&format!("position{}", index + 1)),
            NameStep::Base => Words::of("base"),
            NameStep::RequestBody => Words::of("request body"),
            NameStep::Response(key) => response_words(key, steps.get(at + 1)),
            NameStep::Media(text) => media_words(text),
            NameStep::Request => Words::of("request"),
        };
        words = Some(match words {
            Some(words) => words.join(&next),
            None => next,
        });
    }
    words.unwrap_or_else(|| Words::of("value"))
}

/// A title without what stands before it in the name already.
fn title_words(title: &str, before: Option<&Words>) -> Words {
    let title = Words::of(title);
    let rest = before.and_then(|before| title.strip_prefix(before));
    rest.unwrap_or(title)
}

/// `with bearer`: a branch that alone has a key.
pub(crate) fn key_words(key: &str) -> Words {
    Words::of("with").join(&Words::of(key))
}

/// `ok body`; only `ok` when a header follows.
fn response_words(key: &str, next: Option<&NameStep>) -> Words {
    let status = if let Ok(code) = key.parse() {
        status_words(Status::Code(code))
    } else if let Some(digit) = key.chars().next().and_then(|first| first.to_digit(10)) {
        status_words(Status::Range(u8::try_from(digit).unwrap_or(0)))
    } else {
        status_words(Status::Default)
    };
    match next {
        Some(NameStep::Parameter(_)) => status,
        Some(_) | None => status.join(&Words::of("body")),
    }
}

/// `json` for JSON, else what the media type says.
pub(crate) fn media_words(text: &str) -> Words {
    match text {
        "application/json" => Words::of("json"),
        other => Words::of(other),
    }
}
