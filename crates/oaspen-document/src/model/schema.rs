//! The Schema Object: OAS 3.1 §4.8.24 and JSON Schema 2020-12.

use indexmap::IndexMap;

use super::{Example, ExternalDocs, Id, KeySpans, Origin, Spanned};
use crate::node::Node;

/// A schema: `true`, `false` or an object of keywords.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema<R> {
    /// Where it stands.
    pub origin: Origin,
    /// What it says.
    pub body: SchemaBody<R>,
}

/// The two forms of a schema.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemaBody<R> {
    /// `true` accepts every value, `false` none.
    Boolean(bool),
    /// Keywords, all of which must hold.
    Object(Box<SchemaObject<R>>),
}

/// The JSON types that a schema's `type` names, in the order of writing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeSet {
    /// Each of `null boolean object array number integer string` at most once.
    pub names: Vec<JsonType>,
}

/// A type name of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the specification's words")]
pub enum JsonType {
    Null,
    Boolean,
    Object,
    Array,
    Number,
    Integer,
    String,
}

/// The keywords of one schema. `R` is how `$ref` is held: text, then an id.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaObject<R> {
    /// `$ref`; in 3.1 the other keywords hold beside it.
    pub reference: Option<R>,
    /// `type`; `None` when it is not written.
    pub types: Option<Spanned<TypeSet>>,
    /// `format`.
    pub format: Option<Spanned<String>>,
    /// `enum`, values in order.
    pub enumeration: Option<Spanned<Vec<Node>>>,
    /// `const`.
    pub constant: Option<Node>,
    /// `properties`, in order.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`, with the place of each name.
    pub required: Vec<Spanned<String>>,
    /// `additionalProperties`.
    pub additional_properties: Option<SchemaId>,
    /// `patternProperties`.
    pub pattern_properties: IndexMap<String, SchemaId>,
    /// `propertyNames`.
    pub property_names: Option<SchemaId>,
    /// `dependentRequired`.
    pub dependent_required: IndexMap<String, Vec<String>>,
    /// `dependentSchemas`.
    pub dependent_schemas: IndexMap<String, SchemaId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<SchemaId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix_items: Vec<SchemaId>,
    /// `contains`.
    pub contains: Option<SchemaId>,
    /// `minContains`.
    pub min_contains: Option<u64>,
    /// `maxContains`.
    pub max_contains: Option<u64>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<SchemaId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minLength`, in code points.
    pub min_length: Option<u64>,
    /// `maxLength`, in code points.
    pub max_length: Option<u64>,
    /// `pattern`, ECMA-262.
    pub pattern: Option<Spanned<String>>,
    /// `minimum`, as written.
    pub minimum: Option<Spanned<String>>,
    /// `maximum`, as written.
    pub maximum: Option<Spanned<String>>,
    /// `exclusiveMinimum`, as written.
    pub exclusive_minimum: Option<Spanned<String>>,
    /// `exclusiveMaximum`, as written.
    pub exclusive_maximum: Option<Spanned<String>>,
    /// `multipleOf`, as written.
    pub multiple_of: Option<Spanned<String>>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`; `None` when it is not written.
    pub one_of: Option<Vec<SchemaId>>,
    /// `anyOf`; `None` when it is not written.
    pub any_of: Option<Vec<SchemaId>>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `if`.
    pub condition: Option<SchemaId>,
    /// `then`.
    pub then: Option<SchemaId>,
    /// `else`.
    pub otherwise: Option<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator<R>>,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `externalDocs`.
    pub external_docs: Option<ExternalDocs>,
    /// `default`.
    pub default: Option<Node>,
    /// `examples`, and 3.0's `example` as the only one.
    pub examples: Vec<Example>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `x-enum-varnames`: a Rust-agnostic name for each enum value.
    pub enum_names: Option<Spanned<Vec<String>>>,
    /// `x-enum-descriptions`: one text for each enum value.
    pub enum_descriptions: Option<Spanned<Vec<String>>>,
    /// The places of its keys.
    pub keys: KeySpans,
    /// The other `x-` keywords.
    pub extensions: IndexMap<String, Node>,
}

/// What a `discriminator` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Discriminator<R> {
    /// Where it stands.
    pub origin: Origin,
    /// `propertyName`.
    pub property_name: Spanned<String>,
    /// `mapping`: value → schema.
    pub mapping: IndexMap<String, R>,
    /// `defaultMapping` (3.2).
    pub default_mapping: Option<R>,
}

/// What schema ids speak of, whatever form the schema's references have by then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnySchema {}

/// The id of a schema; the same from reading to lowering.
pub type SchemaId = Id<AnySchema>;

impl<R> Schema<R> {
    /// The keywords; `None` for `true` and `false`.
    pub fn object(&self) -> Option<&SchemaObject<R>> {
        match &self.body {
            SchemaBody::Boolean(_) => None,
            SchemaBody::Object(object) => Some(object),
        }
    }
}

impl<R> SchemaObject<R> {
    /// How many values of `enum` were written; 3.0's `nullable` adds one that was not.
    pub fn written_values(&self) -> usize {
        let Some(listed) = &self.enumeration else {
            return 0;
        };
        let whole = listed.span;
        let is_within = |span: oaspen_diagnostics::Span| {
            span.file == whole.file && whole.start <= span.start && span.end <= whole.end
        };
        let values = listed.value.iter();
        values.filter(|value| is_within(value.span)).count()
    }
}
