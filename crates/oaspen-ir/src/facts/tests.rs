//! Facts of small documents.

use super::{Facts, analyze};
use crate::ir::{
    Additional, Alternative, Body, Branch, Constraints, Content, ContentKind, Docs, Enum, EnumBase,
    Field, FloatFormat, IntegerFormat, Ir, List, Map, MediaType, Method, Name, NameRoot, Operation,
    Origin, PathTemplate, Plan, Reason, Response, Scalar, Shape, Status, StringFormat, Struct,
    Tuple, Type, TypeId, TypeUse, Union,
};
use oaspen_diagnostics::{Pointer, SourceMap, Span};

/// What a test type is made of; types are spoken of as in [`Model::using`].
#[derive(Clone, Copy)]
enum Made<'a> {
    /// Fields; a `?` after the name makes one optional.
    Object(&'a [(&'a str, &'a str)]),
    /// Branches.
    OneOf(&'a [&'a str]),
    /// Positions.
    Positions(&'a [&'a str]),
    /// Another name.
    Alias(&'a str),
    /// An enum.
    Values(EnumBase),
    /// An object with a field and others of this type.
    Others(&'a str),
}

use Made::{Alias, Object, OneOf, Others, Positions, Values};

struct Model {
    types: Vec<Type>,
    names: Vec<String>,
}

impl Model {
    /// A component, or one of `string i64 f64 decimal bool null any never bytes date`, or `[item]`,
    /// `{value}`.
    fn using(&mut self, text: &str) -> TypeUse {
        let shape = match text {
            "string" => Shape::Scalar(Scalar::String(StringFormat::Plain)),
            "date" => Shape::Scalar(Scalar::String(StringFormat::DateTime)),
            "i64" => Shape::Scalar(Scalar::Integer(IntegerFormat::I64)),
            "f64" => Shape::Scalar(Scalar::Number(FloatFormat::F64)),
            "decimal" => Shape::Scalar(Scalar::Number(FloatFormat::Decimal)),
            "bool" => Shape::Scalar(Scalar::Boolean),
            "null" => Shape::Scalar(Scalar::Null),
            "bytes" => Shape::Scalar(Scalar::Binary),
            "any" => Shape::Any,
            "never" => Shape::Never,
            _ => match text.chars().next() {
                Some('[') => Shape::List(List {
                    item: self.using(&text[1..text.len() - 1]),
                }),
                Some('{') => Shape::Map(Map {
                    value: self.using(&text[1..text.len() - 1]),
                }),
                Some(_) | None => {
                    let index = self.names.iter().position(|name| name == text);
                    return usage(TypeId::from_index(index.unwrap()));
                }
            },
        };
        self.types.push(named(text, shape));
        usage(TypeId::from_index(self.types.len() - 1))
    }

    fn shape(&mut self, made: Made<'_>) -> Shape {
        match made {
            Object(fields) => Shape::Struct(Struct {
                fields: fields
                    .iter()
                    .map(|(name, ty)| self.field(name, ty))
                    .collect(),
                additional: Additional::Ignored,
                passed_over: Vec::new(),
                parts: Vec::new(),
                any_of: Vec::new(),
                demands: Vec::new(),
            }),
            OneOf(branches) => Shape::Union(Union {
                branches: branches
                    .iter()
                    .map(|ty| Branch {
                        ty: self.using(ty),
                        origin: origin(),
                        docs: Docs::default(),
                        tag: None,
                    })
                    .collect(),
                plan: Plan {
                    rules: Vec::new(),
                    reason: Reason::Kind,
                    reconsiders: false,
                },
                is_exclusive: false,
            }),
            Positions(items) => Shape::Tuple(Tuple {
                items: items.iter().map(|ty| self.using(ty)).collect(),
                least: items.len(),
                rest: None,
            }),
            Alias(target) if target.starts_with(['[', '{']) => {
                // The list itself, not a name for one.
                let list = self.using(target);
                self.types[list.id.index()].shape.clone()
            }
            Alias(target) => Shape::Alias(self.using(target)),
            Values(base) => Shape::Enum(Enum {
                open: false,
                base,
                variants: Vec::new(),
            }),
            Others(ty) => Shape::Struct(Struct {
                fields: Vec::new(),
                additional: Additional::Typed(self.using(ty)),
                passed_over: Vec::new(),
                parts: Vec::new(),
                any_of: Vec::new(),
                demands: Vec::new(),
            }),
        }
    }

    fn field(&mut self, name: &str, ty: &str) -> Field {
        Field {
            name: name.trim_end_matches('?').to_owned(),
            origin: origin(),
            ty: self.using(ty),
            required: !name.ends_with('?'),
            docs: Docs::default(),
            default: None,
            read_only: false,
            write_only: false,
            fixed: None,
        }
    }
}

fn origin() -> Origin {
    Origin {
        pointer: Pointer::root(),
        span: Span::new(SourceMap::new().add("", ""), 0, 0),
    }
}

fn usage(id: TypeId) -> TypeUse {
    TypeUse {
        id,
        nullable: false,
    }
}

fn named(name: &str, shape: Shape) -> Type {
    Type {
        name: Name {
            root: NameRoot::Schema(name.to_owned()),
            steps: Vec::new(),
        },
        origin: origin(),
        docs: Docs::default(),
        shape,
        assertions: Vec::new(),
        constraints: Constraints::default(),
        default: None,
        lenient: false,
    }
}

/// An Ir of these components.
fn model(made: &[(&str, Made<'_>)]) -> Ir {
    let names: Vec<String> = made.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut model = Model {
        types: names.iter().map(|name| named(name, Shape::Any)).collect(),
        names,
    };
    for (index, (_, made)) in made.iter().enumerate() {
        model.types[index].shape = model.shape(*made);
    }
    Ir {
        title: String::new(),
        version: String::new(),
        description: None,
        external: None,
        servers: Vec::new(),
        tags: Vec::new(),
        component_count: model.names.len(),
        types: model.types,
        request_types: std::collections::BTreeMap::new(),
        operations: Vec::new(),
        security_schemes: Vec::new(),
    }
}

fn names_where(ir: &Ir, facts: &Facts, holds: impl Fn(&super::TypeFacts) -> bool) -> String {
    let names = (0..ir.component_count)
        .map(TypeId::from_index)
        .filter(|id| holds(facts.of(*id)))
        .map(|id| match &ir.ty(id).name.root {
            NameRoot::Schema(name) | NameRoot::Component(name) | NameRoot::Operation(name) => {
                name.as_str()
            }
        });
    names.collect::<Vec<&str>>().join(" ")
}

/// What must be boxed, as `A.field` or `A.0`, sorted.
fn boxed(made: &[(&str, Made<'_>)]) -> String {
    let ir = model(made);
    let facts = analyze(&ir);
    let mut found = Vec::new();
    for (index, (name, made)) in made.iter().enumerate() {
        for position in &facts.of(TypeId::from_index(index)).boxed {
            found.push(match made {
                Object(fields) => format!("{name}.{}", fields[*position].0),
                OneOf(_) | Positions(_) | Alias(_) | Values(_) | Others(_) => {
                    format!("{name}.{position}")
                }
            });
        }
    }
    found.sort();
    found.join(" ")
}

/// The same in every order of the types.
#[track_caller]
fn check_boxed(made: &[(&str, Made<'_>)], expected: &str) {
    let mut rotated = made.to_vec();
    for _ in 0..made.len() {
        assert_eq!(boxed(&rotated), expected);
        let mut reversed = rotated.clone();
        reversed.reverse();
        assert_eq!(boxed(&reversed), expected);
        rotated.rotate_left(1);
    }
}

#[test]
fn a_field_of_its_own_type_is_boxed() {
    check_boxed(
        &[("A", Object(&[("next?", "A"), ("name", "string")]))],
        "A.next?",
    );
    check_boxed(
        &[("A", Object(&[("left?", "A"), ("right?", "A")]))],
        "A.left? A.right?",
    );
}

#[test]
fn lists_and_maps_break_cycles() {
    check_boxed(&[("A", Object(&[("all", "[A]"), ("by_name", "{A}")]))], "");
    check_boxed(&[("A", Others("A"))], "");
}

#[test]
fn one_edge_of_a_circle_is_boxed_whatever_the_order() {
    check_boxed(
        &[
            ("A", Object(&[("b", "B")])),
            ("B", Object(&[("c?", "C")])),
            ("C", Object(&[("a", "A"), ("d", "D")])),
            ("D", Object(&[("x", "i64")])),
        ],
        "C.a",
    );
}

#[test]
fn circles_go_through_unions_and_aliases() {
    check_boxed(
        &[
            ("Expression", OneOf(&["Sum", "i64", "Named"])),
            ("Named", Alias("Sum")),
            (
                "Sum",
                Object(&[("left", "Expression"), ("right", "Expression")]),
            ),
        ],
        "Sum.left Sum.right",
    );
}

#[test]
fn a_circle_through_a_tuple_is_broken_in_the_struct() {
    check_boxed(
        &[
            ("A", Object(&[("pair?", "Pair")])),
            ("Pair", Positions(&["A", "string"])),
        ],
        "A.pair?",
    );
    check_boxed(&[("Pair", Positions(&["Pair", "string"]))], "Pair.0");
}

/// Names of recursive aliases, in every order of the types.
#[track_caller]
fn check_aliases(made: &[(&str, Made<'_>)], expected: &str) {
    let mut rotated = made.to_vec();
    for _ in 0..made.len() {
        let ir = model(&rotated);
        let facts = analyze(&ir);
        assert_eq!(
            names_where(&ir, &facts, |facts| facts.is_recursive_alias),
            expected
        );
        rotated.rotate_left(1);
    }
}

#[test]
fn an_alias_that_holds_itself_is_found() {
    check_aliases(&[("Tree", Alias("[Tree]"))], "Tree");
    check_aliases(&[("Tree", Alias("{[Tree]}"))], "Tree");
    check_aliases(
        &[("A", Alias("[B]")), ("B", Alias("C")), ("C", Alias("{A}"))],
        "A",
    );
}

#[test]
fn a_struct_or_union_between_makes_an_alias_harmless() {
    check_aliases(&[("A", Alias("[B]")), ("B", Object(&[("a", "A")]))], "");
    check_aliases(
        &[
            ("Json", OneOf(&["List", "string"])),
            ("List", Alias("[Json]")),
        ],
        "",
    );
}

#[test]
fn equality_hashing_and_copying_follow_what_is_inside() {
    let ir = model(&[
        ("Numbers", Object(&[("a", "i64"), ("b?", "bool")])),
        ("Float", Object(&[("a", "f64")])),
        (
            "Text",
            Object(&[
                ("a", "string"),
                ("at", "date"),
                ("d", "decimal"),
                ("c", "bytes"),
            ]),
        ),
        ("HasMap", Object(&[("a", "{string}")])),
        ("HasOthers", Others("string")),
        ("HasAny", Object(&[("a?", "[any]")])),
        (
            "HoldsFloat",
            Object(&[("a", "Float"), ("again?", "HoldsFloat")]),
        ),
        ("List", Alias("[Numbers]")),
        ("Pair", Positions(&["i64", "f64"])),
        ("Union", OneOf(&["Numbers", "i64"])),
        ("Words", Values(EnumBase::String)),
        ("Mixed", Values(EnumBase::Mixed)),
        ("Chain", Object(&[("next?", "Chain"), ("a", "i64")])),
        ("HoldsChain", Object(&[("chain", "Chain")])),
    ]);
    let facts = analyze(&ir);
    assert_eq!(
        names_where(&ir, &facts, |facts| facts.is_eq),
        "Numbers Text HasMap HasOthers HasAny List Union Words Mixed Chain HoldsChain"
    );
    assert_eq!(
        names_where(&ir, &facts, |facts| facts.is_hash),
        "Numbers Text HasAny List Union Words Mixed Chain HoldsChain"
    );
    assert_eq!(
        names_where(&ir, &facts, |facts| facts.is_copy),
        "Numbers Float Pair"
    );
    assert_eq!(
        names_where(&ir, &facts, |facts| !facts.holds_struct),
        "Pair Words Mixed"
    );
}

#[test]
fn a_default_claims_nothing() {
    let ir = model(&[
        ("Optional", Object(&[("a?", "i64")])),
        ("Empty", Object(&[])),
        ("Required", Object(&[("a?", "i64"), ("b", "Optional")])),
        ("List", Alias("[Required]")),
        ("Named", Alias("Optional")),
        ("Other", Alias("Required")),
        ("Text", Alias("string")),
        ("Union", OneOf(&["Optional"])),
        ("Kept", Others("i64")),
    ]);
    let facts = analyze(&ir);
    assert_eq!(
        names_where(&ir, &facts, |facts| facts.has_default),
        "Optional Empty List Named Kept"
    );
}

fn json(ty: TypeUse) -> Content {
    Content {
        media_type: MediaType {
            text: "application/json".to_owned(),
            essence: "application/json".to_owned(),
        },
        origin: origin(),
        kind: ContentKind::Json(ty),
    }
}

#[test]
fn usage_goes_through_everything() {
    let mut ir = model(&[
        ("Ask", Object(&[("deep", "[Shared]")])),
        ("Answer", OneOf(&["{Shared}", "Alone"])),
        ("Shared", Object(&[("back?", "Shared")])),
        ("Alone", Alias("string")),
        ("Unused", Object(&[("a", "Ask")])),
    ]);
    ir.operations.push(Operation {
        surface: crate::ir::Surface::Api,
        id: "op".to_owned(),
        origin: origin(),
        method: Method::Post,
        path: PathTemplate {
            text: "/".to_owned(),
            query: Vec::new(),
            segments: vec![Vec::new()],
        },
        tags: Vec::new(),
        docs: Docs::default(),
        parameters: Vec::new(),
        body: Some(Body {
            origin: origin(),
            docs: Docs::default(),
            required: true,
            contents: vec![json(usage(TypeId::from_index(0)))],
        }),
        responses: vec![Response {
            status: Status::Default,
            origin: origin(),
            docs: Docs::default(),
            headers: Vec::new(),
            links: Vec::new(),
            contents: vec![json(usage(TypeId::from_index(1)))],
        }],
        security: Vec::<Alternative>::new(),
        servers: Vec::new(),
    });
    let facts = analyze(&ir);
    assert_eq!(
        names_where(&ir, &facts, |facts| facts.in_request),
        "Ask Shared"
    );
    assert_eq!(
        names_where(&ir, &facts, |facts| facts.in_response),
        "Answer Shared Alone"
    );
}

#[test]
fn depth_costs_no_stack() {
    const COUNT: usize = 100_000;
    let mut ir = model(&[]);
    ir.types = (0..COUNT)
        .map(|index| {
            let field = Field {
                name: "next".to_owned(),
                origin: origin(),
                ty: usage(TypeId::from_index((index + 1) % COUNT)),
                required: true,
                docs: Docs::default(),
                default: None,
                read_only: false,
                write_only: false,
                fixed: None,
            };
            let object = Struct {
                fields: vec![field],
                additional: Additional::Ignored,
                passed_over: Vec::new(),
                parts: Vec::new(),
                any_of: Vec::new(),
                demands: Vec::new(),
            };
            named(&format!("T{index:06}"), Shape::Struct(object))
        })
        .collect();
    let facts = analyze(&ir);
    let boxed: Vec<usize> = (0..COUNT)
        .filter(|index| !facts.of(TypeId::from_index(*index)).boxed.is_empty())
        .collect();
    assert_eq!(boxed, [COUNT - 1]);
}
