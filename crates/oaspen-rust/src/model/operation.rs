//! One operation in all three parts, decided. The types module, the call and the handler are
//! printed from the same data, so that they cannot disagree.

use super::{Answers, Argument, Body, Docs, ItemPath, Parameter, Struct};
use crate::name::RustIdent;

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its id, method and path, as in `` `POST /account`: `RequestCode` ``.
    pub title: String,
    /// What is said about it, for the client's method, the call and the handler's trait method.
    pub docs: Docs,
    /// Its module in each part, and its trait method in the server.
    pub module: RustIdent,
    /// Whether the trait method's name is one of which clippy expects that it does not take `&self`.
    pub is_against_self: bool,
    /// Who receives its requests.
    pub surface: Surface,
    /// The runtime expression of a callback's URL.
    pub url: Option<String>,
    /// `Request`, `Response` and `INFO` in the types part.
    pub paths: OperationPaths,
    /// The static `INFO`.
    pub info: OperationInfo,
    /// The struct `Request`: parameters of the path in template order, the others in document
    /// order, the body.
    pub request: Struct,
    /// What the server's decoder calls its reader, as no field of the request is called.
    pub reader: RustIdent,
    /// The URL of its own server, if it has one.
    pub server: Option<String>,
    /// The path, as pieces to write one after the other; none where each call has a whole URL.
    pub path: Vec<PathPiece>,
    /// What is always in the query: names and values.
    pub query: Vec<(String, String)>,
    /// How each parameter outside the path travels, in order.
    pub parameters: Vec<Parameter>,
    /// How the body is written.
    pub body: Option<Body>,
    /// What comes back.
    pub answers: Answers,
    /// The client's half.
    pub call: Call,
    /// Who may call.
    pub access: Access,
}

/// Who receives requests: the API, or who is called by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Surface {
    /// The API: the root of the client and server parts.
    Api,
    /// Receivers of webhooks: the module `webhooks`.
    Webhooks,
    /// Receivers of callbacks: the module `callbacks`.
    Callbacks,
}

impl Surface {
    /// All, in the order of the output.
    pub const ALL: [Self; 3] = [Self::Api, Self::Webhooks, Self::Callbacks];

    /// Whether each request says itself where it goes.
    pub fn is_called_by_url(self) -> bool {
        match self {
            Self::Api => false,
            Self::Webhooks | Self::Callbacks => true,
        }
    }
}

/// Where the items of an operation are that other parts name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationPaths {
    /// The module in the types part.
    pub module: ItemPath,
    /// `Request`.
    pub request: ItemPath,
    /// `Response`.
    pub response: ItemPath,
    /// `INFO`.
    pub info: ItemPath,
    /// The handler in the server part.
    pub handler: ItemPath,
}

/// What a document says of an operation as a whole: `OperationInfo` of the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationInfo {
    /// The operation's id.
    pub id: String,
    /// The method's token.
    pub method: String,
    /// The path template as written.
    pub path: String,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// Media types of the request body, in order.
    pub consumes: Vec<String>,
    /// Whether the body must be there.
    pub body_required: bool,
    /// Media types of all responses, each once, in order.
    pub produces: Vec<String>,
    /// Alternatives of schemes that must hold together.
    pub security: Vec<Vec<SchemeUse>>,
    /// `deprecated`.
    pub deprecated: bool,
}

/// A scheme that an operation asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeUse {
    /// The scheme's static.
    pub scheme: ItemPath,
    /// Scopes, in order.
    pub scopes: Vec<String>,
}

/// A piece of the path.
#[derive(Clone, Debug, PartialEq)]
pub enum PathPiece {
    /// Fixed text with its slashes.
    Literal(String),
    /// A parameter.
    Parameter(Parameter),
    /// A parameter that ends where this text begins, which another one follows in its segment.
    Until(Parameter, String),
    /// A parameter that has been written before: what is read there is its value already.
    Again(Parameter),
}

/// The client's half.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// What is said about it.
    pub docs: Docs,
    /// Its name: an alias of the generic call with the operation's request.
    pub ident: RustIdent,
    /// Where it is.
    pub path: ItemPath,
    /// The call that is generic over requests.
    pub generic: ItemPath,
    /// `Client`.
    pub client: ItemPath,
    /// The client's method.
    pub method: RustIdent,
    /// Whether the method takes a whole `Request`: so much is required that arguments would be
    /// mixed up.
    pub takes_request: bool,
    /// Setters of what is optional, in order.
    pub setters: Vec<CallSetter>,
}

/// A setter of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct CallSetter {
    /// What is said about it.
    pub docs: Docs,
    /// Its name.
    pub ident: RustIdent,
    /// The field of `Request`, which is an `Option`.
    pub field: RustIdent,
    /// What it takes.
    pub argument: Argument,
    /// Whether the document says not to use it.
    pub deprecated: bool,
}

/// Who may call an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Whoever; nothing is asked.
    Open,
    /// Whoever, but those who show credentials are known.
    Optional,
    /// Those who are known.
    Known,
}
