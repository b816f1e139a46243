//! Connections: accepted and served until the sandbox is told to stop. By hand rather than by `axum::serve`, which gives
//! whoever is slow with the head of a request all the time in the world.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

/// How long to wait after a connection could not be accepted, most often because too many are open.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stopped` is ready; then requests under way are answered. `patience` is how long the head of a request
/// may take, and how long a connection may be without one.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    patience: Duration,
    stopped: impl Future<Output = ()>,
) {
    // Who would tell HTTP/2 by its first bytes would wait for these without an end.
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    let mut http = builder.http1();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let service = TowerToHyperService::new(router);
    let graceful = GracefulShutdown::new();
    let mut stopped = std::pin::pin!(stopped);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((socket, _)) => {
                    let connection = builder.serve_connection(TokioIo::new(socket), service.clone());
                    let served = graceful.watch(connection.into_owned());
                    // What is wrong with a connection is its client's business.
                    tokio::spawn(async move { drop(served.await) });
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection cannot be accepted");
                    tokio::time::sleep(PAUSE).await;
                }
            },
            () = &mut stopped => break,
        }
    }
    drop(listener);
    graceful.shutdown().await;
}
