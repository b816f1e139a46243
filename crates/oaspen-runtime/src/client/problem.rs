//! Problem details (RFC 9457) as a client reads them: what servers and gateways tell of a failure
//! that the document does not describe.

use crate::json::{Decode, DecodeResult, ObjectView, View};

/// What went wrong, read from `application/problem+json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problem {
    kind: Option<String>,
    status: Option<u16>,
    title: Option<String>,
    detail: Option<String>,
    instance: Option<String>,
}

impl Problem {
    /// `type`: a URI that names the kind of problem.
    #[must_use]
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// `status`: the status code that the server says it sent.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// `title`: the kind of problem, for people.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// `detail`: what went wrong this time.
    #[must_use]
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }

    /// `instance`: a URI that names this occurrence.
    #[must_use]
    pub fn instance(&self) -> Option<&str> {
        self.instance.as_deref()
    }
}

impl Decode for Problem {
    fn decode(json: View<'_>) -> DecodeResult<Self> {
        let object = json.object()?;
        Ok(Self {
            kind: member(&object, "type"),
            status: member(&object, "status"),
            title: member(&object, "title"),
            detail: member(&object, "detail"),
            instance: member(&object, "instance"),
        })
    }
}

/// RFC 9457 §3.1: a member whose value is not of its type is ignored.
fn member<T: Decode>(object: &ObjectView<'_>, name: &str) -> Option<T> {
    object.get(name)?.decode().ok()
}
