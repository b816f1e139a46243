//! Where every object stands in the document as a whole, so that references can be turned into ids.

use indexmap::IndexMap;
use oaspen_diagnostics::{FileId, Pointer};

use crate::files::Site;
use crate::model::{
    AnySchema, Callback, Example, Header, Id, Link, Parameter, PathItem, RequestBody, Response,
    SecurityScheme,
};

/// The ids of the objects of one kind; `None` for an object that could not be read.
pub type Index<T> = IndexMap<Pointer, Option<Id<T>>>;

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its place in the document as a whole.
    pub pointer: Pointer,
    /// Its place in its file.
    pub(crate) site: Site,
}

/// What was read where, and what each reference means.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are the specification's words")]
pub struct Locations {
    pub schemas: Index<AnySchema>,
    pub responses: Index<Response>,
    pub parameters: Index<Parameter>,
    pub examples: Index<Example>,
    pub request_bodies: Index<RequestBody>,
    pub headers: Index<Header>,
    pub security_schemes: Index<SecurityScheme>,
    pub links: Index<Link>,
    pub callbacks: Index<Callback>,
    pub path_items: Index<PathItem>,
    /// The text of each `$ref` of each file → where it points; `None` when it has been
    /// reported that it points nowhere.
    pub targets: IndexMap<(FileId, String), Option<Target>>,
}
