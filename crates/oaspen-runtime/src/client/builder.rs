//! Building a [`Core`]: where the API is, what every call carries, and how patient it is.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderValue};

use super::address::Address;
use super::base_url::BaseUrl;
use super::core::{Core, Shared};
use super::credentials::{Credential, Credentials};
use super::in_process::{InProcess, InProcessService};
use super::middleware::Middleware;
use super::request::insert_header;
use super::retry::Retry;
use super::transport::Transport;
use crate::info::SecurityScheme;

/// How large an answer's body may be unless told otherwise: 64 MiB.
const RESPONSE_LIMIT: usize = 64 * 1024 * 1024;

/// How long to wait for a connection unless told otherwise.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Builds a [`Core`]. What is wrong with its parts is told by [`Builder::build`].
#[derive(Clone)]
#[must_use = "a builder does nothing until it is built"]
pub struct Builder {
    base_url: Address,
    middleware: Vec<Arc<dyn Middleware>>,
    transport: Option<Arc<dyn Transport>>,
    headers: HeaderMap,
    credentials: Credentials,
    connect_timeout: Duration,
    timeout: Option<Duration>,
    idle_timeout: Option<Duration>,
    retry: Retry,
    response_limit: usize,
    malformed_header: Option<String>,
}

impl Builder {
    /// A client of the API at this URL. Its own path is kept: `https://localhost:9090/v1` and
    /// `/users` make `https://localhost:9090/v1/users`.
    pub fn new(base_url: impl Into<Address>) -> Self {
        Self {
            base_url: base_url.into(),
            middleware: Vec::new(),
            transport: None,
            headers: HeaderMap::new(),
            credentials: Credentials::default(),
            connect_timeout: CONNECT_TIMEOUT,
            timeout: None,
            idle_timeout: None,
            retry: Retry::never(),
            response_limit: RESPONSE_LIMIT,
            malformed_header: None,
        }
    }

    /// A client whose calls are each given their URL: [`Core::call_to`]. What is called by a path
    /// alone goes to `http://localhost`.
    pub fn without_base_url() -> Self {
        Self::new("http://localhost")
    }

    /// A client of a service in this process, at `http://localhost`.
    pub fn in_process<S: InProcessService>(service: S) -> Self {
        Self::new("http://localhost").transport(InProcess::new(service))
    }

    /// Sets another base URL.
    pub fn base_url(self, base_url: impl Into<Address>) -> Self {
        Self {
            base_url: base_url.into(),
            ..self
        }
    }

    /// Sets what carries requests, instead of `reqwest`. Its connect timeout is its own.
    pub fn transport(self, transport: impl Transport) -> Self {
        Self {
            transport: Some(Arc::new(transport)),
            ..self
        }
    }

    /// Adds middleware, inside of what was added before.
    pub fn middleware(mut self, middleware: impl Middleware) -> Self {
        self.middleware.push(Arc::new(middleware));
        self
    }

    /// Sets a header that every call carries.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if insert_header(&mut self.headers, name, value).is_none() {
            self.malformed_header.get_or_insert_with(|| name.to_owned());
        }
        self
    }

    /// Sets the credential for a scheme.
    pub fn credential(
        mut self,
        scheme: &SecurityScheme,
        credential: impl Into<Credential>,
    ) -> Self {
        self.credentials.set(scheme, credential.into());
        self
    }

    /// How long to wait for a connection; 10 s unless set.
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Self {
            connect_timeout,
            ..self
        }
    }

    /// How long one attempt of a call may take, from sending to the last byte of the answer;
    /// without limit unless set. Needs the feature `timers` and a `tokio` runtime with time.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self {
            timeout: Some(timeout),
            ..self
        }
    }

    /// How long an answer's body may be silent while it is waited for, also one that is handed on as it comes, such as a
    /// stream of events; without limit unless set. Needs the feature `timers` and a `tokio` runtime with time.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        Self {
            idle_timeout: Some(timeout),
            ..self
        }
    }

    /// When calls are repeated; never unless set. Needs the feature `timers` and a `tokio` runtime with time.
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// How many bytes an answer's body may have; 64 MiB unless set.
    pub fn response_limit(self, response_limit: usize) -> Self {
        Self {
            response_limit,
            ..self
        }
    }

    /// The client.
    ///
    /// # Errors
    /// When the base URL or a header is malformed, or there is no transport.
    pub fn build(mut self) -> Result<Core, BuildError> {
        if let Some(name) = self.malformed_header {
            return Err(BuildError::Header(name));
        }
        let base_url = BaseUrl::parse(&self.base_url.url).map_err(BuildError::BaseUrl)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(self.connect_timeout)?,
        };
        let agent = concat!("oaspen/", env!("CARGO_PKG_VERSION"));
        self.headers
            .entry(USER_AGENT)
            .or_insert(HeaderValue::from_static(agent));
        let shared = Shared {
            transport,
            middleware: self.middleware,
            base_url,
            is_of_document: self.base_url.is_of_document,
            headers: self.headers,
            timeout: self.timeout,
            idle_timeout: self.idle_timeout,
            retry: self.retry,
            response_limit: self.response_limit,
        };
        Ok(Core {
            shared: Arc::new(shared),
            credentials: Arc::new(self.credentials),
        })
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Builder")
            .field("headers", &self.headers)
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    let transport = super::reqwest::ReqwestTransport::with_timeout(connect_timeout);
    match transport {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => Err(BuildError::Transport(Some(Box::new(error)))),
    }
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Duration) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::Transport(None))
}

/// Why a client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is none: what is wrong with it.
    BaseUrl(&'static str),
    /// The header of this name, or its value, has characters that no header may have.
    Header(String),
    /// There is no transport: none was set, and the default is not compiled in or does not work.
    Transport(Option<Box<dyn std::error::Error + Send + Sync>>),
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(fault) => write!(formatter, "the base URL cannot be used: {fault}"),
            Self::Header(name) => write!(formatter, "the header {name:?} is malformed"),
            Self::Transport(Some(error)) => write!(formatter, "there is no transport: {error}"),
            Self::Transport(None) => formatter.write_str(
                "no transport was set: turn on the feature `reqwest`, or give one to `transport`",
            ),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(Some(error)) => Some(&**error),
            Self::BaseUrl(_) | Self::Header(_) | Self::Transport(None) => None,
        }
    }
}
