//! The names of all types and of the modules they are in, claimed before anything is planned.
//!
//! Components claim first, in document order; inline types are named by where they stand and
//! take what is left. Types below an operation live in the operation's own module.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use oaspen_ir::facts::Facts;
use oaspen_ir::ir::{Ir, Name, NameRoot, NameStep, Shape, Status, Type, TypeId};

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
    /// Claims a name for everything that needs one.
    pub(crate) fn claim(ir: &Ir, facts: &Facts) -> Self {
        let mut claims = Claims::new(ir);
        let named = named_types(ir, facts);
        for (index, ty) in ir.types.iter().enumerate() {
            let id = TypeId::from_index(index);
            if named.contains(&id) {
                claims.claim_type(id, ty);
            } else {
                claims.names.types.push(None);
            }
        }
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
        }
    }

    fn claim_type(&mut self, id: TypeId, ty: &'a Type) {
        let path = match self.operation(&ty.name.root) {
            Some(index) => self.claim_in_operation(index, id, ty),
            None => self.claim_in_file(id, ty),
        };
        self.names.types.push(path);
    }

    /// The operation in whose module a type lives.
    fn operation(&self, root: &NameRoot) -> Option<usize> {
        match root {
            NameRoot::Operation(id) => self.operation_of.get(id.as_str()).copied(),
            NameRoot::Schema(_) | NameRoot::Component(_) => None,
        }
    }

    fn claim_in_operation(&mut self, index: usize, id: TypeId, ty: &Type) -> Option<ItemPath> {
        let operation = self.names.operations.get_mut(index)?;
        let words = step_words(None, &ty.name.steps);
        operation.types.push(id);
        Some(ItemPath {
            part: Part::Types,
            modules: operation.modules().to_vec(),
            ident: operation.scope.claim(&words, Case::Pascal),
        })
    }

    fn claim_in_file(&mut self, id: TypeId, ty: &'a Type) -> Option<ItemPath> {
        let ident = self.names.root.claim(&name_words(&ty.name), Case::Pascal);
        let index = match self.file_of.get(&ty.name.root) {
            Some(index) => *index,
            None => self.open_file(ty),
        };
        self.names.files.get_mut(index)?.types.push(id);
        Some(ItemPath {
            part: Part::Types,
            modules: Vec::new(),
            ident,
        })
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
