//! Operations, paths, servers, tags.

use super::{Alternative, Body, Docs, ExternalDocs, Origin, Parameter, Response};

pub use oaspen_document::model::Method;

/// Who receives the requests of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Surface {
    /// The API.
    Api,
    /// Whoever is registered with it.
    Webhooks,
    /// Whoever told it a URL in another request.
    Callbacks {
        /// The id of the operation whose request told it; of several, the first.
        operation: String,
        /// The runtime expression that the URL is made of.
        url: String,
    },
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// `operationId`, or one made from method and path; unique.
    pub id: String,
    /// Where it stands.
    pub origin: Origin,
    /// Who receives its requests.
    pub surface: Surface,
    /// The HTTP method.
    pub method: Method,
    /// The path. Of webhooks and callbacks, which have none in the document, one that a receiver
    /// has unless it chooses its own.
    pub path: PathTemplate,
    /// Its tags, in order.
    pub tags: Vec<String>,
    /// What is said about it; the title is `summary`.
    pub docs: Docs,
    /// Parameters: those of the path in template order, then the others in document order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// Responses in document order.
    pub responses: Vec<Response>,
    /// What a caller must show, any one of these; empty when nothing is asked.
    pub security: Vec<Alternative>,
    /// Servers of its own; empty when the document's hold.
    pub servers: Vec<Server>,
}

/// A path with parameters in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    /// As written.
    pub text: String,
    /// What is always in the query and tells the path from others, names and values unescaped: a
    /// path holds none by the specification, but documents have paths such as `/a?b=c`.
    pub query: Vec<(String, String)>,
    /// What follows each slash, as pieces of text and parameters; empty after a slash at the end.
    pub segments: Vec<Vec<PathSegment>>,
}

/// A piece of a path segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathSegment {
    /// Fixed text, unescaped.
    Literal(String),
    /// A parameter, by wire name.
    Parameter(String),
}

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL template.
    pub url: String,
    /// What it is called.
    pub name: Option<String>,
    /// What is said about it.
    pub description: Option<String>,
    /// Its variables, in order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// Allowed values; empty when any.
    pub values: Vec<String>,
    /// The default.
    pub default: String,
    /// What is said about it.
    pub description: Option<String>,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What is said about it.
    pub description: Option<String>,
    /// `externalDocs`.
    pub external: Option<ExternalDocs>,
}
