//! How a sandbox is set up. What users of the API can set is in `state`.

use std::path::PathBuf;
use std::time::Duration;

/// How a sandbox is set up.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// Where the state is kept; in memory alone if there is no file.
    pub state: Option<PathBuf>,
    /// How long a message stays at each step of its way.
    pub step: Duration,
    /// The path below which the API stands, such as `/v1`.
    pub base_path: String,
    /// A token of the administrator that never expires, besides those that logins give.
    pub token: Option<String>,
    /// How long the head of a request may take, and then the request with all of its body.
    pub patience: Duration,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            state: None,
            step: Duration::from_millis(500),
            base_path: String::new(),
            token: None,
            patience: Duration::from_secs(30),
        }
    }
}

impl Config {
    /// Sets the file that the state is kept in.
    #[must_use]
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// Sets how long a message stays at each step of its way.
    #[must_use]
    pub fn step(mut self, step: Duration) -> Self {
        self.step = step;
        self
    }

    /// Sets the path below which the API stands.
    #[must_use]
    pub fn base_path(mut self, path: impl Into<String>) -> Self {
        self.base_path = path.into();
        self
    }

    /// Sets how long the head of a request may take, and then the request.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Sets a token of the administrator that never expires.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }
}
