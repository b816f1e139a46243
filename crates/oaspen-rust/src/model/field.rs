//! Fields of structs, and how values are handed to constructors and setters.

use super::{Docs, ItemPath, Primitive, Ty};
use crate::name::RustIdent;

/// A public field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name.
    pub ident: RustIdent,
    /// The key on the wire (or a parameter's name).
    pub wire: String,
    /// What is said about it.
    pub docs: Docs,
    /// The whole type, as declared.
    pub ty: Ty,
    /// When it is there.
    pub presence: Presence,
    /// What a constructor (for required fields) or a setter takes.
    pub argument: Argument,
    /// What is said about the setter.
    pub setter_docs: Docs,
    /// The setter of a field that may be absent.
    pub setter: Option<RustIdent>,
    /// What its absence means, as a method.
    pub default: Option<DefaultAccessor>,
    /// Whether the document says not to use it.
    pub deprecated: bool,
    /// How it is read and written.
    pub codec: Codec,
    /// What a new struct has here, whatever it is made of.
    pub fixed: Option<Fixed>,
}

/// What a field of a new struct has without being told.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fixed {
    /// Its type's default.
    Default,
    /// What this text is as its type.
    Text(String),
}

/// When a field is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Always: `T`, or `Option<T>` when `null` is a value.
    Required,
    /// `Option<T>`: absent when `None`.
    Optional,
    /// `Presence<T>`: absent, `null` or a value.
    OptionalNullable,
}

/// How a function takes a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// What it is called.
    pub ident: RustIdent,
    /// What it takes in the end; the runtime's `Presence` where `null` may be said.
    pub ty: Ty,
    /// Whether it takes `impl Into<T>`.
    pub into: bool,
    /// Whether it puts the value into a box.
    pub boxing: Boxing,
}

/// What a function does with a value before it keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boxing {
    /// Nothing.
    Unboxed,
    /// The value goes into a box.
    Whole,
    /// What an `Option` or a `Presence` holds goes into a box.
    Inside,
}

/// How a field is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codec {
    /// As its type says.
    Plain,
    /// By a function of the runtime that takes numbers for strings or the other way; `true` where
    /// `null` is a value of the property too, which must be there.
    Lenient(Reader, bool),
}

/// The runtime's functions that read leniently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reader {
    /// Text.
    Text,
    /// A list of texts.
    Texts,
    /// A number or a boolean.
    Scalar,
    /// A list of numbers or booleans.
    Scalars,
}

/// A method that gives an optional field's value, or what its absence means.
#[derive(Clone, Debug, PartialEq)]
pub struct DefaultAccessor {
    /// Its name.
    pub ident: RustIdent,
    /// What is said about it.
    pub docs: Docs,
    /// What absence means.
    pub value: DefaultValue,
    /// Whether `null` may be there, which is a value of its own: then the method gives an `Option`.
    pub is_nullable: bool,
}

/// A constant that stands for an absent value.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultValue {
    /// `true` or `false`.
    Bool(bool),
    /// A number that its type holds, in JSON's spelling.
    Number {
        /// The type.
        ty: Primitive,
        /// Digits, perhaps with a sign and a point.
        text: String,
    },
    /// Text; the method gives a `&str`.
    Text(String),
    /// A variant of an enum.
    Variant {
        /// The enum.
        path: ItemPath,
        /// The variant.
        ident: RustIdent,
        /// Whether the enum is copied.
        copies: bool,
    },
    /// A list without items of this type; the method gives a slice.
    EmptyList(Ty),
}
