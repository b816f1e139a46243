//! How a server is set up, apart from what the document says.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use http::Response;

use super::rejection::Rejection;
use crate::body::Body;
use crate::info::OperationInfo;

/// What a server reads at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of a request's body that is read before its handler is called, and of a single value
    /// of a body that is a sequence of values; what is longer is refused with `413`.
    pub max_body: usize,
    /// Bytes of a request's body that is handed on as it comes; then it breaks off. None unless set:
    /// such a body costs no memory, and its handler may stop reading.
    pub max_stream: Option<usize>,
    /// Parts of a multipart body; more are refused with `413`.
    pub max_parts: usize,
}

impl Default for Limits {
    /// 2 MiB of body, in 1024 parts.
    fn default() -> Self {
        Self {
            max_body: 2 * 1024 * 1024,
            max_stream: None,
            max_parts: 1024,
        }
    }
}

impl Limits {
    /// Sets how many bytes a request's body may have.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sets how many bytes a body may have that is handed on as it comes.
    #[must_use]
    pub fn max_stream(mut self, bytes: usize) -> Self {
        self.max_stream = Some(bytes);
        self
    }

    /// Sets how many parts a multipart body may have.
    #[must_use]
    pub fn max_parts(mut self, parts: usize) -> Self {
        self.max_parts = parts;
        self
    }
}

/// How a server is set up.
#[derive(Clone)]
pub struct Options {
    /// What is read at most.
    pub limits: Limits,
    operation_limits: BTreeMap<&'static str, Limits>,
    /// The path below which the document's paths stand, such as `/v1`; as sent, so percent-encoded. All others are
    /// answered with `404`.
    pub base_path: String,
    /// The realm that a `401` names; `api` unless set.
    pub realm: String,
    pub(crate) rejection: Option<RejectionMapper>,
}

type RejectionMapper = Arc<dyn Fn(Rejection) -> Response<Body> + Send + Sync>;

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            operation_limits: BTreeMap::new(),
            base_path: String::new(),
            realm: "api".to_owned(),
            rejection: None,
        }
    }
}

impl Options {
    /// Sets [`Options::limits`].
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets the limits of one operation, which hold there instead of [`Options::limits`].
    #[must_use]
    pub fn operation_limits(mut self, operation: &'static OperationInfo, limits: Limits) -> Self {
        self.operation_limits.insert(operation.id, limits);
        self
    }

    /// The limits that hold for an operation.
    pub(crate) fn limits_of(&self, operation: &str) -> Limits {
        let own = self.operation_limits.get(operation);
        own.copied().unwrap_or(self.limits)
    }

    /// Sets [`Options::base_path`].
    #[must_use]
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = path.into();
        self
    }

    /// Sets [`Options::realm`].
    #[must_use]
    pub fn realm(mut self, realm: impl Into<String>) -> Self {
        self.realm = realm.into();
        self
    }

    /// Sets how a request that never came to a handler is answered, for an API that documents its own shape of
    /// errors. Unless set, it is [`Rejection::into_response`].
    #[must_use]
    pub fn rejections(
        mut self,
        answer: impl Fn(Rejection) -> Response<Body> + Send + Sync + 'static,
    ) -> Self {
        self.rejection = Some(Arc::new(answer));
        self
    }

    /// The part of a path below the base path.
    pub(crate) fn strip<'p>(&self, path: &'p str) -> Option<&'p str> {
        let base = self.base_path.trim_matches('/');
        if base.is_empty() {
            return Some(path);
        }
        let rest = path.strip_prefix('/')?.strip_prefix(base)?;
        // What does not go on with a slash is no path to the routes.
        Some(if rest.is_empty() { "/" } else { rest })
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("Options");
        debug
            .field("limits", &self.limits)
            .field("base_path", &self.base_path)
            .field("realm", &self.realm);
        debug.finish_non_exhaustive()
    }
}
