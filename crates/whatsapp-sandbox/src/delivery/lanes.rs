//! How many webhooks are under way at once.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// As many lanes as the settings say. When they say another number, who comes later meets new lanes.
#[derive(Debug, Default)]
pub(crate) struct Lanes {
    current: Mutex<Option<(usize, Arc<Semaphore>)>>,
}

impl Lanes {
    /// Waits for a free lane of `count`; it is free again when what this gives is dropped.
    pub(crate) async fn enter(&self, count: usize) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed, so there is always a permit in the end.
        self.of(count).acquire_owned().await.ok()
    }

    fn of(&self, count: usize) -> Arc<Semaphore> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        match &*current {
            Some((width, lanes)) if *width == count => Arc::clone(lanes),
            Some(_) | None => {
                let lanes = Arc::new(Semaphore::new(count));
                *current = Some((count, Arc::clone(&lanes)));
                lanes
            }
        }
    }
}
