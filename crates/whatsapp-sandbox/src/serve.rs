//! Serving on a socket: what was left unfinished goes on, the state is written as it changes, and once more at the end.

use std::future::{Future, pending};
use std::io;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot::{self, Receiver};

use crate::connections;
use crate::sandbox::Sandbox;
use crate::state::State;

/// Changes within this time are written together.
const WRITE_DELAY: Duration = Duration::from_millis(50);
/// How long requests under way may take when the sandbox stops.
const GRACE: Duration = Duration::from_secs(10);

impl Sandbox {
    /// Serves until `shutdown` is ready; then requests under way are answered, for 10 s at most, and the state is
    /// written.
    ///
    /// # Errors
    /// When the state cannot be written at the end.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        self.resume_messages();
        self.resume_callbacks();
        let (stop, stopped) = oneshot::channel();
        let keeper = tokio::spawn(self.clone().keep(stopped));
        let (told, stopping) = oneshot::channel();
        let shutdown = async {
            shutdown.await;
            let _ = told.send(());
        };
        let patience = self.config().patience;
        tokio::select! {
            () = connections::serve(listener, self.clone().into_router(), patience, shutdown) => {}
            () = out_of_patience(stopping) => tracing::warn!("requests are left unanswered"),
        }
        self.background().stop();
        drop(stop);
        keeper.await.map_err(io::Error::other)?;
        self.save().await
    }

    /// Writes the state after each change. What cannot be written is logged and tried again with the next change.
    async fn keep(self, mut stopped: Receiver<()>) {
        loop {
            tokio::select! {
                () = self.changed().notified() => {}
                _ = &mut stopped => return,
            }
            tokio::time::sleep(WRITE_DELAY).await;
            if let Err(error) = self.save().await {
                tracing::error!(%error, "the state cannot be written");
            }
        }
    }

    async fn save(&self) -> io::Result<()> {
        let Some(file) = self.config().state.clone() else {
            return Ok(());
        };
        let state = self.read(State::clone);
        tokio::task::spawn_blocking(move || state.save(&file))
            .await
            .map_err(io::Error::other)?
    }
}

/// A while after the sandbox was told to stop.
async fn out_of_patience(stopping: Receiver<()>) {
    if stopping.await.is_err() {
        pending::<()>().await;
    }
    tokio::time::sleep(GRACE).await;
}
