//! How long a test has worked, whatever else the machine does meanwhile.

use std::time::{Duration, Instant};

/// Runs from when it is made.
pub(crate) struct Stopwatch {
    started: Instant,
    /// The thread's time until then.
    before: Option<Duration>,
}

impl Stopwatch {
    pub(crate) fn start() -> Self {
        Self {
            started: Instant::now(),
            before: time_of_thread(),
        }
    }

    /// The processor's time for this thread since the start; where the system does not tell it, the clock's. What
    /// other threads do for it is not counted, so limits hold for the stages before modules are printed.
    pub(crate) fn elapsed(&self) -> Duration {
        match (self.before, time_of_thread()) {
            (Some(before), Some(now)) => now.saturating_sub(before),
            (None, _) | (_, None) => self.started.elapsed(),
        }
    }
}

/// Linux tells it in nanoseconds, first of three numbers.
fn time_of_thread() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = told.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

#[test]
fn waiting_is_no_work() {
    let watch = Stopwatch::start();
    std::thread::sleep(Duration::from_millis(200));
    let has_clock = time_of_thread().is_some();
    assert_eq!(watch.elapsed() < Duration::from_millis(150), has_clock);
    let started = Instant::now();
    let mut sum = 0_u64;
    while watch.elapsed() < Duration::from_millis(20) {
        sum = std::hint::black_box(sum).wrapping_add(1);
        assert!(started.elapsed() < Duration::from_secs(60), "work counts");
    }
}
