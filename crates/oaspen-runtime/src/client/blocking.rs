//! Calls from code that is not `async`: one thread with a runtime of its own drives them all, so
//! that they share connections as other calls do.

use std::future::pending;
use std::sync::{OnceLock, mpsc};

use tokio::runtime::{Builder, Handle};

use super::answer::Answer;
use super::call::{Sending, finish};
use super::error::{Error, Failure};
use super::execute::Executing;
use super::response::Response;
use super::transport::{TransportError, TransportErrorKind};

impl<O, E, H, F> Sending<O, E, H, F> {
    /// Sends the call and waits for the answer on this thread: `client.get_user("x").send().wait()`.
    ///
    /// This is not for `async` code, whose other tasks would wait too. Needs the feature
    /// `blocking`.
    ///
    /// # Errors
    /// Those of the call; [`Error::Transport`] when the thread that drives calls cannot be had.
    pub fn wait(self) -> Result<Response<O, H>, Error<E, F>> {
        finish(self.operation, drive(self.future), &self.reading)
    }
}

fn drive(future: Executing) -> Result<Answer, Failure> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let driver = driver().ok_or_else(no_driver)?;
    driver.spawn(async move {
        // Nobody waits any more when the receiver is gone.
        let _ = sender.send(future.await);
    });
    receiver.recv().unwrap_or_else(|_| Err(no_driver()))
}

fn no_driver() -> Failure {
    let message = "the thread that drives calls is not there";
    Failure::Transport(TransportError::new(TransportErrorKind::Other, message))
}

/// The runtime of all blocking calls; it lives as long as the program.
fn driver() -> Option<&'static Handle> {
    static DRIVER: OnceLock<Option<Handle>> = OnceLock::new();
    DRIVER.get_or_init(start_driver).as_ref()
}

fn start_driver() -> Option<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build().ok()?;
    let handle = runtime.handle().clone();
    let thread = std::thread::Builder::new().name("oaspen-blocking".to_owned());
    thread
        .spawn(move || runtime.block_on(pending::<()>()))
        .ok()?;
    Some(handle)
}
