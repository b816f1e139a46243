//! Waiting, and what time it is: tokio's timers, a browser's on `wasm32-unknown-unknown`, or none.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(super) use web_time::Instant;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(super) use std::time::Instant;

/// Whether there are timers: without them, nothing that needs one is sent.
pub(super) const HAS_TIMERS: bool = cfg!(feature = "timers");

/// The time of day, which `std` cannot tell in a browser.
pub(super) fn system_time() -> std::time::SystemTime {
    #[cfg(all(target_family = "wasm", target_os = "unknown"))]
    return web_time::web::SystemTimeExt::to_std(web_time::SystemTime::now());
    #[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
    std::time::SystemTime::now()
}

/// Waits so long.
#[cfg(all(
    feature = "timers",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub(crate) async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// Waits so long, 24 days at most.
#[cfg(all(feature = "timers", target_family = "wasm", target_os = "unknown"))]
pub(crate) async fn sleep(duration: Duration) {
    let milliseconds = i32::try_from(duration.as_millis()).unwrap_or(i32::MAX);
    let timer = gloo_timers::future::TimeoutFuture::new(milliseconds.unsigned_abs());
    send_wrapper::SendWrapper::new(timer).await;
}

/// Waits for ever: whoever may have to wait is refused before, see [`HAS_TIMERS`].
#[cfg(not(feature = "timers"))]
pub(crate) async fn sleep(_: Duration) {
    std::future::pending().await
}

/// What a future gives, if it does within so long.
pub(super) async fn within<F: Future>(
    duration: Duration,
    mut future: Pin<&mut F>,
) -> Option<F::Output> {
    let mut timer = pin!(sleep(duration));
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Some(output));
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}
