//! What all requests and background tasks share. The lock is held for a look or a change, never across `.await`.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::background::Background;
use crate::config::Config;
use crate::delivery::{Lanes, Sender};
use crate::state::{OpenError, State};

/// A local WhatsApp Business API. Cheap to clone: clones are the same sandbox.
#[derive(Clone)]
pub struct Sandbox {
    shared: Arc<Shared>,
}

struct Shared {
    config: Config,
    state: Mutex<State>,
    /// Told of every change of the state.
    changed: Notify,
    /// Told of changes of the settings that callbacks may be waiting for.
    settings_changed: Notify,
    background: Background,
    lanes: Lanes,
    sender: Sender,
}

impl Sandbox {
    /// A sandbox with the state of its file, or with a new one.
    ///
    /// # Errors
    /// When there is a file and it cannot be read, or is not a state.
    pub fn open(config: Config) -> Result<Self, OpenError> {
        let state = match &config.state {
            Some(file) => State::load(file)?,
            None => State::default(),
        };
        Ok(Self {
            shared: Arc::new(Shared {
                config,
                state: Mutex::new(state),
                changed: Notify::new(),
                settings_changed: Notify::new(),
                background: Background::default(),
                lanes: Lanes::default(),
                sender: Sender::default(),
            }),
        })
    }

    pub(crate) fn config(&self) -> &Config {
        &self.shared.config
    }

    pub(crate) fn background(&self) -> &Background {
        &self.shared.background
    }

    pub(crate) fn lanes(&self) -> &Lanes {
        &self.shared.lanes
    }

    pub(crate) fn sender(&self) -> &Sender {
        &self.shared.sender
    }

    pub(crate) fn changed(&self) -> &Notify {
        &self.shared.changed
    }

    pub(crate) fn settings_changed(&self) -> &Notify {
        &self.shared.settings_changed
    }

    /// Looks at the state.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state, which is then written to the file.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.lock());
        self.changed().notify_one();
        changed
    }

    /// A panic while the lock is held leaves at most one change half done: a sandbox lives on.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.shared
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Sandbox {
    /// Without the state, which has passwords and tokens in it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").finish_non_exhaustive()
    }
}
