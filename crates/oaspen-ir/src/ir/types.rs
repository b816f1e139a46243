//! Types: names, shapes, fields, constraints.

use super::{Assertion, Json, Origin, Union};

/// Names one type of an [`super::Ir`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(u32);

impl TypeId {
    /// The id of the type at `index`.
    pub fn from_index(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The index of the type.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A type where it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TypeUse {
    /// The type.
    pub id: TypeId,
    /// Whether `null` is a value here too.
    pub nullable: bool,
}

/// A named or inline schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// What it is called.
    pub name: Name,
    /// Where it stands.
    pub origin: Origin,
    /// What is said about it.
    pub docs: Docs,
    /// What it is.
    pub shape: Shape,
    /// Conditions on its values beyond the shape.
    pub constraints: Constraints,
    /// All that is demanded of its values and that the shape does not say, constraints included.
    pub assertions: Vec<Assertion>,
    /// `default` of the schema itself.
    pub default: Option<Json>,
    /// Whether the configuration asks the reader to take a number for a string and the other way.
    pub lenient: bool,
}

/// What something is called: where it stands, in words of the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// Where the path starts.
    pub root: NameRoot,
    /// The way from there; empty for a component.
    pub steps: Vec<NameStep>,
}

/// Where a name's path starts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameRoot {
    /// A component schema.
    Schema(String),
    /// Another component, such as `responses/NotFound`: its name.
    Component(String),
    /// An operation, by its id.
    Operation(String),
}

/// One step of a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameStep {
    /// A property, by wire name.
    Property(String),
    /// The items of an array.
    Item,
    /// The values of a map.
    Value,
    /// A branch of a union, by position from zero, or a member of an `allOf`.
    Branch(usize),
    /// An inline branch of a union, by its `title`.
    Title(String),
    /// An inline branch of a union, by the text that tells it from the others.
    Constant(String),
    /// An inline branch of a union, by the property that it alone requires, by wire name.
    Key(String),
    /// A position of a tuple.
    Position(usize),
    /// The values that belong to a discriminated parent itself and to none of its children.
    Base,
    /// The request body.
    RequestBody,
    /// A response, by key: `200`, `4XX`, `default`.
    Response(String),
    /// A media type of several, as written.
    Media(String),
    /// A parameter or header, by wire name.
    Parameter(String),
    /// What requests carry of a schema that means two types; always the last step.
    Request,
}

/// Where more is said: OAS 3.1 §4.8.11.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalDocs {
    /// The page.
    pub url: String,
    /// What is found there.
    pub description: Option<String>,
}

/// What the document says for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// `title` (or an operation's `summary`).
    pub title: Option<String>,
    /// `description`; empty ones are none.
    pub description: Option<String>,
    /// `externalDocs`.
    pub external: Option<ExternalDocs>,
    /// Examples, in order.
    pub examples: Vec<Json>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `x-sunset` of an operation: when it goes away.
    pub sunset: Option<String>,
}

/// What values a type has.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with named properties.
    Struct(Struct),
    /// One of several constants.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// An array of one item type.
    List(List),
    /// An object of one value type.
    Map(Map),
    /// An array with a type for each position.
    Tuple(Tuple),
    /// Text, a number, a truth value, bytes.
    Scalar(Scalar),
    /// Another name for a type.
    Alias(TypeUse),
    /// Every JSON value.
    Any,
    /// No value.
    Never,
}

/// An object with named properties.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// Fields in document order; wire names are unique.
    pub fields: Vec<Field>,
    /// What other properties may be there.
    pub additional: Additional,
    /// Properties that travel in the other direction only: should one come, it is passed over.
    pub passed_over: Vec<String>,
    /// The `$ref` members of the `allOf` this was merged from: each one's fields are all here.
    pub parts: Vec<TypeId>,
    /// The `$ref` branches of the `anyOf` this was merged from: a value fits one or several.
    pub any_of: Vec<TypeId>,
    /// Which optional properties must be there together with which.
    pub demands: Vec<Demand>,
}

/// A condition on which optional properties are there: `anyOf` or `oneOf` of `required`s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    /// Whether exactly one of the sets may be there, instead of at least one.
    pub exactly_one: bool,
    /// Sets of properties; none is empty.
    pub sets: Vec<Vec<String>>,
}

/// A property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The name on the wire.
    pub name: String,
    /// Where its schema stands.
    pub origin: Origin,
    /// The type, and whether `null` is a value.
    pub ty: TypeUse,
    /// Whether it must be there.
    pub required: bool,
    /// What is said at the property, else about its type when that is inline.
    pub docs: Docs,
    /// `default`: what an absent property means. Never written unasked.
    pub default: Option<Json>,
    /// `readOnly`: travels in answers only. Of a type that travels one way, those of the other way
    /// are [`Struct::passed_over`].
    pub read_only: bool,
    /// `writeOnly`: travels in requests only.
    pub write_only: bool,
    /// The one value that a new object has here: of a constant, of an enum with one value, or of a
    /// discriminator when all unions agree. What is read may still have another.
    pub fixed: Option<Json>,
}

/// What a struct says of properties it does not name.
#[derive(Clone, Debug, PartialEq)]
pub enum Additional {
    /// Allowed and of no interest: nothing was written.
    Ignored,
    /// Refused: `additionalProperties: false`.
    Denied,
    /// Kept, each of this type: written as a schema or `true`, or shown by an example.
    Typed(TypeUse),
}

/// One of several constants.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// The JSON type of all values.
    pub base: EnumBase,
    /// Distinct values in document order; never `null` (that is nullability).
    pub variants: Vec<EnumVariant>,
    /// Whether other values of the same JSON type are as good, for `x-extensible-enum` or because a
    /// union has them too: the listed ones are those known.
    pub open: bool,
}

/// The JSON type of an enum's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumBase {
    /// Strings.
    String,
    /// Integers of 128 bits, each written as digits alone.
    Integer,
    /// Numbers of which one is no such integer.
    Number,
    /// `true`, `false`.
    Boolean,
    /// Several of these, or arrays and objects.
    Mixed,
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariant {
    /// The value.
    pub value: Json,
    /// `x-enum-varnames`, `x-enumNames`, `x-ms-enum`, or the `title` of a `const` in a `oneOf` of nothing else.
    pub name: Option<String>,
    /// `x-enum-descriptions`, `x-ms-enum`, or the `description` of such a `const`.
    pub description: Option<String>,
    /// `deprecated` of such a `const`.
    pub deprecated: bool,
}

/// An array of one item type.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The items.
    pub item: TypeUse,
}

/// An object of one value type.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// The values.
    pub value: TypeUse,
}

/// An array with a type for each position.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuple {
    /// The positions.
    pub items: Vec<TypeUse>,
    /// How many of them are always there.
    pub least: usize,
    /// What may follow; `None` when nothing may.
    pub rest: Option<TypeUse>,
}

/// A scalar.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerFormat),
    /// A number.
    Number(FloatFormat),
    /// Text.
    String(StringFormat),
    /// Bytes: `format: binary`. Raw as a body or a part, text elsewhere.
    Binary,
    /// Bytes as base64: `format: byte`, `contentEncoding: base64`.
    Base64,
    /// Only `null`.
    Null,
    /// A type from outside the API, which the configuration names.
    External(External),
}

/// A type from outside the API.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct External {
    /// What it is called there; only printers look into it.
    pub name: String,
    /// How its values are read and written.
    pub codec: ExternalCodec,
}

/// How values of a type from outside are read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ExternalCodec {
    /// As generated types are.
    #[default]
    Own,
    /// As text.
    Text,
    /// As its `serde` traits say.
    Serde,
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the widths")]
pub enum IntegerFormat {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    I128,
    /// Wider than that.
    Exact,
}

/// The width of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the widths")]
pub enum FloatFormat {
    F32,
    F64,
    /// `format: decimal`.
    Decimal,
}

/// What text means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the registry's formats")]
pub enum StringFormat {
    Plain,
    DateTime,
    Date,
    Time,
    Duration,
    Uuid,
    Uri,
    Ipv4,
    Ipv6,
    Decimal,
    /// Not to be shown.
    Password,
    /// A format this tool does not type, as written.
    Other(String),
}

/// Conditions on values beyond their shape; an empty one holds for every value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// `minLength` and `maxLength`, in code points.
    pub length: Bounds,
    /// `minItems` and `maxItems`.
    pub items: Bounds,
    /// `minProperties` and `maxProperties`.
    pub properties: Bounds,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `pattern`s, all of which must match.
    pub patterns: Vec<String>,
    /// `minimum`, as written.
    pub minimum: Option<String>,
    /// `maximum`, as written.
    pub maximum: Option<String>,
    /// `exclusiveMinimum`, as written.
    pub exclusive_minimum: Option<String>,
    /// `exclusiveMaximum`, as written.
    pub exclusive_maximum: Option<String>,
    /// `multipleOf`s, all of which must divide.
    pub multiple_of: Vec<String>,
}

/// An inclusive range of counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// At least.
    pub min: Option<u64>,
    /// At most.
    pub max: Option<u64>,
}
