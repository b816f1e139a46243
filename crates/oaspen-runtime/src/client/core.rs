//! The client behind generated clients: cheap to clone, shared between threads.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method};

use super::base_url::BaseUrl;
use super::call::Call;
use super::credentials::{Credential, Credentials};
use super::middleware::Middleware;
use super::raw::RawCall;
use super::retry::Retry;
use super::transport::Transport;
use crate::info::SecurityScheme;

/// What every call of a client shares.
#[derive(Clone)]
pub struct Core {
    pub(super) shared: Arc<Shared>,
    pub(super) credentials: Arc<Credentials>,
}

pub(super) struct Shared {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
    pub(super) base_url: BaseUrl,
    /// Whether the base URL is a server of the document, to which operations with servers of
    /// their own do not go.
    pub(super) is_of_document: bool,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Option<Duration>,
    pub(super) idle_timeout: Option<Duration>,
    pub(super) retry: Retry,
    pub(super) response_limit: usize,
}

impl Core {
    /// Begins a call of an operation.
    #[must_use]
    pub fn call(&self) -> Call<'_> {
        Call::new(self)
    }

    /// Begins a call of an operation that goes to this URL, whatever the base URL and the path of
    /// the operation. What it says in the query is added to the URL's.
    #[must_use]
    pub fn call_to(&self, url: &str) -> Call<'_> {
        Call::to(self, url)
    }

    /// Begins a call that no operation describes. `path` is joined to the base URL.
    pub fn request(&self, method: Method, path: &str) -> RawCall<'_> {
        RawCall::new(self, method, path)
    }

    /// The same client with another credential for one scheme.
    #[must_use]
    pub fn with_credential(
        &self,
        scheme: &SecurityScheme,
        credential: impl Into<Credential>,
    ) -> Self {
        let mut credentials = Credentials::clone(&self.credentials);
        credentials.set(scheme, credential.into());
        Self {
            shared: Arc::clone(&self.shared),
            credentials: Arc::new(credentials),
        }
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Core")
            .field("base_url", &self.shared.base_url)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}
