//! Serving on a socket: what was left unfinished goes on, the state is written as it changes, and once more at the end.

use std::future::Future;
use std::io;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::sandbox::Sandbox;
use crate::state::State;

/// Changes within this time are written together.
const WRITE_DELAY: Duration = Duration::from_millis(50);

impl Sandbox {
    /// Serves until `shutdown` is ready; then requests under way are answered and the state is written.
    ///
    /// # Errors
    /// When the listener fails, or the state cannot be written at the end.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        self.resume_messages();
        self.resume_callbacks();
        let keeper = tokio::spawn(self.clone().keep());
        axum::serve(listener, self.clone().into_router())
            .with_graceful_shutdown(shutdown)
            .await?;
        keeper.abort();
        self.save().await
    }

    /// Writes the state after each change. What cannot be written is logged and tried again with the next change.
    async fn keep(self) {
        loop {
            self.changed().notified().await;
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
