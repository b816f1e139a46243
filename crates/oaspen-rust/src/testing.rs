//! An Ir by hand, for tests: types in order, facts beside them.

use oaspen_diagnostics::{Pointer, Sink, SourceMap, Span};
use oaspen_ir::facts::{Facts, TypeFacts};
use oaspen_ir::ir::{
    Additional, Branch, Constraints, Docs, Enum, EnumBase, EnumVariant, Field, IntegerFormat, Ir,
    Json, KindSet, Method, Name, NameRoot, NameStep, Operation, Origin, PathTemplate, Plan, Reason,
    Rule, Scalar, Shape, StringFormat, Struct, Test, Type, TypeId, TypeUse, Union,
};

use crate::model::RustModel;
use crate::{Config, CrateSet, Files, Layout, RuntimeSource, Workspace, emit, plan};

/// An API under construction: components first.
pub(crate) struct Api {
    pub(crate) ir: Ir,
    pub(crate) facts: Vec<TypeFacts>,
}

impl Api {
    pub(crate) fn new() -> Self {
        Self {
            ir: Ir {
                title: "Pets".to_owned(),
                version: "1".to_owned(),
                description: None,
                external: None,
                servers: Vec::new(),
                tags: Vec::new(),
                types: Vec::new(),
                request_types: std::collections::BTreeMap::new(),
                component_count: 0,
                operations: Vec::new(),
                security_schemes: Vec::new(),
            },
            facts: Vec::new(),
        }
    }

    pub(crate) fn component(&mut self, name: &str, shape: Shape) -> TypeId {
        assert_eq!(
            self.ir.component_count,
            self.ir.types.len(),
            "components come first"
        );
        self.ir.component_count += 1;
        self.push(NameRoot::Schema(name.to_owned()), Vec::new(), shape)
    }

    /// A type below a component or operation.
    pub(crate) fn inline(&mut self, root: NameRoot, steps: Vec<NameStep>, shape: Shape) -> TypeId {
        self.push(root, steps, shape)
    }

    /// A property's type below a component.
    pub(crate) fn property(&mut self, component: &str, property: &str, shape: Shape) -> TypeId {
        self.push(
            NameRoot::Schema(component.to_owned()),
            vec![NameStep::Property(property.to_owned())],
            shape,
        )
    }

    fn push(&mut self, root: NameRoot, steps: Vec<NameStep>, shape: Shape) -> TypeId {
        let pointer = match &root {
            NameRoot::Schema(name) => pointer(&["components", "schemas", name]),
            NameRoot::Component(name) => pointer(&["components", "responses", name]),
            NameRoot::Operation(id) => pointer(&["paths", id]),
        };
        let pointer = steps.iter().fold(pointer, |pointer, step| {
            if let NameStep::Property(name) = step {
                pointer.join("properties").join(name)
            } else {
                pointer.join("x")
            }
        });
        self.ir.types.push(Type {
            name: Name { root, steps },
            origin: origin(pointer),
            docs: Docs::default(),
            shape,
            assertions: Vec::new(),
            constraints: Constraints::default(),
            default: None,
            lenient: false,
        });
        self.facts.push(TypeFacts::default());
        TypeId::from_index(self.ir.types.len() - 1)
    }

    pub(crate) fn operation(&mut self, id: &str) {
        self.ir.operations.push(Operation {
            id: id.to_owned(),
            origin: origin(Pointer::root()),
            surface: oaspen_ir::ir::Surface::Api,
            method: Method::Get,
            path: PathTemplate {
                text: "/".to_owned(),
                query: Vec::new(),
                segments: Vec::new(),
            },
            tags: Vec::new(),
            docs: Docs::default(),
            parameters: Vec::new(),
            body: None,
            responses: Vec::new(),
            security: Vec::new(),
            servers: Vec::new(),
        });
    }

    pub(crate) fn ty(&mut self, id: TypeId) -> &mut Type {
        &mut self.ir.types[id.index()]
    }

    pub(crate) fn facts(&mut self, id: TypeId) -> &mut TypeFacts {
        &mut self.facts[id.index()]
    }

    pub(crate) fn plan(&self, config: &Config) -> RustModel {
        plan(
            &mut Sink::new(),
            &self.ir,
            &Facts::new(self.facts.clone()),
            config,
        )
    }

    /// The types as crates.
    pub(crate) fn files(&self) -> Files {
        emit(&self.plan(&crates("pets")))
    }

    /// The module of a component, without its first lines.
    pub(crate) fn schema(&self, file: &str) -> String {
        let files = self.files();
        let path = format!("pets-types/src/schemas/{file}.rs");
        let text = files.get(&path).unwrap_or_else(|| {
            let paths: Vec<&str> = files.iter().map(|(path, _)| path).collect();
            panic!("there is no {path} among {paths:?}")
        });
        text.lines().skip(5).collect::<Vec<_>>().join("\n")
    }
}

/// Only the types, as a crate.
pub(crate) fn crates(name: &str) -> Config {
    Config {
        dependencies: Vec::new(),
        dev_dependencies: Vec::new(),
        names: std::collections::BTreeMap::new(),
        crates: CrateSet {
            types: true,
            client: false,
            server: false,
        },
        layout: Layout::Crates {
            runtime: RuntimeSource::Version("0.1".to_owned()),
            workspace: Workspace::Joined,
        },
        ..Config::new(name)
    }
}

pub(crate) fn pointer(tokens: &[&str]) -> Pointer {
    tokens
        .iter()
        .fold(Pointer::root(), |pointer, token| pointer.join(token))
}

pub(crate) fn origin(pointer: Pointer) -> Origin {
    let file = SourceMap::new().add("pets.yaml", "");
    Origin {
        pointer,
        span: Span::new(file, 0, 0),
    }
}

pub(crate) fn of(id: TypeId) -> TypeUse {
    TypeUse {
        id,
        nullable: false,
    }
}

pub(crate) fn or_null(id: TypeId) -> TypeUse {
    TypeUse { id, nullable: true }
}

pub(crate) fn string() -> Shape {
    Shape::Scalar(Scalar::String(StringFormat::Plain))
}

pub(crate) fn integer() -> Shape {
    Shape::Scalar(Scalar::Integer(IntegerFormat::I64))
}

pub(crate) fn object(fields: Vec<Field>) -> Shape {
    object_with(fields, Additional::Ignored)
}

pub(crate) fn object_with(fields: Vec<Field>, additional: Additional) -> Shape {
    Shape::Struct(Struct {
        fields,
        additional,
        passed_over: Vec::new(),
        parts: Vec::new(),
        any_of: Vec::new(),
        demands: Vec::new(),
    })
}

pub(crate) fn required(name: &str, ty: TypeUse) -> Field {
    Field {
        name: name.to_owned(),
        origin: origin(Pointer::root().join(name)),
        ty,
        required: true,
        docs: Docs::default(),
        default: None,
        read_only: false,
        write_only: false,
        fixed: None,
    }
}

pub(crate) fn optional(name: &str, ty: TypeUse) -> Field {
    Field {
        required: false,
        ..required(name, ty)
    }
}

pub(crate) fn strings(values: &[&str]) -> Shape {
    constants(
        EnumBase::String,
        values.iter().map(|text| Json::String((*text).to_owned())),
    )
}

pub(crate) fn constants(base: EnumBase, values: impl Iterator<Item = Json>) -> Shape {
    Shape::Enum(Enum {
        open: false,
        base,
        variants: values
            .map(|value| EnumVariant {
                deprecated: false,
                value,
                name: None,
                description: None,
            })
            .collect(),
    })
}

pub(crate) fn branch(ty: TypeUse) -> Branch {
    Branch {
        ty,
        origin: origin(pointer(&["oneOf"])),
        docs: Docs::default(),
        tag: None,
    }
}

pub(crate) fn union(branches: Vec<Branch>, rules: Vec<(KindSet, Test)>) -> Shape {
    let rules = rules
        .into_iter()
        .enumerate()
        .map(|(branch, (kinds, test))| Rule {
            kinds,
            test,
            branch,
        });
    Shape::Union(Union {
        branches,
        plan: Plan {
            rules: rules.collect(),
            reason: Reason::Mixed,
            reconsiders: false,
        },
        is_exclusive: false,
    })
}
