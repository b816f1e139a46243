//! How a server is set up, apart from what the document says.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Response;
use http::request::Parts;

use super::rejection::Rejection;
use super::reply::IntoErrorResponse;
use super::verify::Verify;
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
    /// Whether a multipart body with fields of their own may have more than [`Limits::max_body`], if that is
    /// because of a file at its end: then the file's content is a stream, which its handler reads by `body()`, and which
    /// fails where something comes behind it. The whole body is limited by [`Limits::max_stream`]. No unless set.
    pub stream_files: bool,
}

impl Default for Limits {
    /// 2 MiB of body, in 1024 parts.
    fn default() -> Self {
        Self {
            max_body: 2 * 1024 * 1024,
            max_stream: None,
            max_parts: 1024,
            stream_files: false,
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

    /// Sets [`Limits::stream_files`]: what is large may come as the last file of a multipart body.
    #[must_use]
    pub fn stream_files(mut self) -> Self {
        self.stream_files = true;
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
    /// The path below which the document's paths stand, such as `/v1`; as sent, so percent-encoded. All others are
    /// answered with `404`.
    pub base_path: String,
    /// The realm that a `401` names; `api` unless set.
    pub realm: String,
    pub(crate) rejection: Option<RejectionMapper>,
    pub(crate) verifier: Option<Arc<dyn Verify>>,
    pub(crate) paths: Vec<(&'static OperationInfo, String)>,
    pub(crate) select: Option<Select>,
    operation_limits: Vec<(&'static OperationInfo, Limits)>,
    pub(crate) body_timeout: Option<Duration>,
}

/// Tells by the head of a request which operation it is; `None` where the path decides.
pub type Select = fn(&Parts) -> Option<&'static OperationInfo>;

type RejectionMapper = Arc<dyn Fn(Rejection) -> Response<Body> + Send + Sync>;

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            base_path: String::new(),
            realm: "api".to_owned(),
            rejection: None,
            verifier: None,
            paths: Vec::new(),
            select: None,
            operation_limits: Vec::new(),
            body_timeout: None,
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
    /// errors. Unless set, it is [`Rejection::into_response`]. The headers of the rejection, such as
    /// `WWW-Authenticate`, and its cause are added to the answer, so that no error type has to carry them.
    #[must_use]
    pub fn rejections<E: IntoErrorResponse>(
        mut self,
        tell: impl Fn(Rejection) -> E + Send + Sync + 'static,
    ) -> Self {
        self.rejection = Some(Arc::new(move |rejection: Rejection| {
            let headers = rejection.headers().clone();
            let cause = rejection.cause().cloned();
            let mut response = tell(rejection).into_error_response();
            response.headers_mut().extend(headers);
            if let Some(cause) = cause {
                response.extensions_mut().insert(cause);
            }
            response
        }));
        self
    }

    /// Sets what sees the head and the body of a request as they came, before anything of the body
    /// is decoded. Every body is in memory then, within [`Limits::max_body`]: none streams.
    #[must_use]
    pub fn verify(mut self, verifier: impl Verify) -> Self {
        self.verifier = Some(Arc::new(verifier));
        self
    }

    /// Sets the path of an operation instead of its `INFO`'s, as sent, so percent-encoded; braces
    /// mean themselves. It is meant for webhooks and callbacks, which have no path in the document.
    #[must_use]
    pub fn path(mut self, operation: &'static OperationInfo, path: impl Into<String>) -> Self {
        self.paths.push((operation, path.into()));
        self
    }

    /// Sets what tells by the head of a request which operation it is, for webhooks that all come
    /// to one path. What it says is taken when the method is the operation's.
    #[must_use]
    pub fn select(mut self, select: Select) -> Self {
        self.select = Some(select);
        self
    }

    /// Sets what requests for one operation may hold at most, instead of [`Options::limits`].
    #[must_use]
    pub fn operation_limits(mut self, operation: &'static OperationInfo, limits: Limits) -> Self {
        self.operation_limits.push((operation, limits));
        self
    }

    /// Sets how long a body may take, that is read before its handler is called, from its first byte
    /// to its last; who is slower is answered with `408`. A body that is handed on as it comes may take as long as its
    /// handler likes, but not be silent for longer than this while the handler waits: then the stream fails, which is
    /// `408` again as a [`Rejection`]. Without limit unless set. The clock is tokio's.
    #[must_use]
    pub fn body_timeout(mut self, timeout: Duration) -> Self {
        self.body_timeout = Some(timeout);
        self
    }

    /// The limits of an operation; the last that were set for it.
    pub(crate) fn limits_for(&self, operation: &'static OperationInfo) -> Limits {
        let mut set = self.operation_limits.iter().rev();
        let found = set.find(|(of, _)| std::ptr::eq(*of, operation));
        found.map_or(self.limits, |(_, limits)| *limits)
    }

    /// The path that was set for an operation; the last one.
    pub(crate) fn path_of(&self, operation: &'static OperationInfo) -> Option<&str> {
        let mut set = self.paths.iter().rev();
        let found = set.find(|(of, _)| std::ptr::eq(*of, operation));
        found.map(|(_, path)| path.as_str())
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
