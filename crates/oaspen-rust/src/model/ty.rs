//! A Rust type as it is printed.

use crate::name::RustIdent;

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    /// A primitive.
    Primitive(Primitive),
    /// `String`.
    String,
    /// `()`.
    Unit,
    /// `Vec<T>`.
    Vec(Box<Ty>),
    /// `Option<T>`.
    Option(Box<Ty>),
    /// `Box<T>`.
    Box(Box<Ty>),
    /// `(A, B)`.
    Tuple(Vec<Ty>),
    /// The runtime's tuple of which so many items are always there.
    AtLeast(Vec<Ty>, usize),
    /// The runtime's tuple, one of the two above, with any number of items after it.
    Prefixed(Box<Ty>, Box<Ty>),
    /// The runtime's ordered map from text.
    Map(Box<Ty>),
    /// The runtime's three states: absent, null, a value.
    Presence(Box<Ty>),
    /// The runtime's stream of values.
    ItemStream(Box<Ty>),
    /// The runtime's stream of server-sent events.
    EventStream(Box<Ty>),
    /// A type of the runtime without parameters.
    Runtime(RuntimeType),
    /// `::core::convert::Infallible`.
    Infallible,
    /// A generated item.
    Item(ItemPath),
    /// A type from outside.
    External(ExternalTy),
}

/// A type from outside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExternalTy {
    /// Whether it is named from the root of all crates (`::money::Money`).
    pub is_absolute: bool,
    /// The parts of its path.
    pub path: Vec<RustIdent>,
    /// The type of the runtime that it stands in.
    pub around: Option<ExternalAround>,
}

/// A type of the runtime around one from outside that has not the runtime's traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the types")]
pub enum ExternalAround {
    Text,
    Serde,
}

/// A primitive type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the types")]
pub enum Primitive {
    Bool,
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
    F32,
    F64,
}

/// A type of the runtime without parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the variants are the types")]
pub enum RuntimeType {
    Any,
    /// Bytes that are there or come bit by bit.
    Body,
    /// A number with its exact text.
    Number,
    Bytes,
    /// What no value is.
    Never,
    /// Bytes that are a part of a multipart body, with name and headers.
    File,
    Base64,
    DateTime,
    Date,
    Time,
    Duration,
    Uuid,
    Ipv4Addr,
    Ipv6Addr,
    /// A number in a string.
    Decimal,
    /// Text that `Debug` does not show.
    Secret,
    StatusCode,
}

/// A generated item, named from the root of its part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ItemPath {
    /// The part it is in.
    pub part: Part,
    /// Modules from the part's root, such as `operations`, `send_message`; none for what the root
    /// hands on.
    pub modules: Vec<RustIdent>,
    /// Its name.
    pub ident: RustIdent,
}

/// One of the generated crates (or top-level modules).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the parts")]
pub enum Part {
    Types,
    Client,
    Server,
}

impl Part {
    /// The module that stands for it, and the end of its crate's name.
    pub const fn module(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

impl Ty {
    /// `Option<T>`.
    pub fn option(inner: Self) -> Self {
        Self::Option(Box::new(inner))
    }

    /// Whether it is a stream, which is read once: neither cloned nor compared.
    pub fn is_stream(&self) -> bool {
        match self {
            Self::Runtime(RuntimeType::Body) | Self::ItemStream(_) | Self::EventStream(_) => true,
            Self::Option(inner) | Self::Box(inner) => inner.is_stream(),
            Self::Primitive(_)
            | Self::String
            | Self::Unit
            | Self::Vec(_)
            | Self::Tuple(_)
            | Self::AtLeast(..)
            | Self::Prefixed(..)
            | Self::Map(_)
            | Self::Presence(_)
            | Self::Runtime(_)
            | Self::Infallible
            | Self::Item(_)
            | Self::External(_) => false,
        }
    }

    /// `Vec<T>`.
    pub fn vec(inner: Self) -> Self {
        Self::Vec(Box::new(inner))
    }

    /// `Box<T>`.
    pub fn boxed(inner: Self) -> Self {
        Self::Box(Box::new(inner))
    }
}
