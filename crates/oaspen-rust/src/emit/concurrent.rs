//! The same work for many inputs, on all cores. Results come in the order of the inputs, so that
//! nothing of the output depends on who was first.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Fewer inputs than this per thread are not worth starting one.
const FEWEST: usize = 16;

/// More threads than this only wait for each other's memory.
const MOST_THREADS: usize = 16;

/// As the main thread has on most systems: items of hostile documents nest deep.
const STACK_BYTES: usize = 8 << 20;

/// What `work` makes of each input, in their order.
pub(crate) fn map<T, R>(inputs: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R>
where
    T: Sync,
    R: Send,
{
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let others = cores.min(MOST_THREADS).min(inputs.len() / FEWEST).max(1) - 1;
    let next = AtomicUsize::new(0);
    // Each takes the next input that nobody has taken: they differ much in size.
    let take = || -> Vec<(usize, R)> {
        let indices = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let taken = indices.map_while(|index| Some((index, inputs.get(index)?)));
        taken.map(|(index, input)| (index, work(input))).collect()
    };
    let mut results = thread::scope(|scope| {
        // A thread that cannot be started is one that takes nothing.
        let start = |_| {
            let builder = thread::Builder::new().stack_size(STACK_BYTES);
            builder.spawn_scoped(scope, take).ok()
        };
        let started: Vec<_> = (0..others).filter_map(start).collect();
        let mut results = take();
        for thread in started {
            match thread.join() {
                Ok(taken) => results.extend(taken),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_keep_the_order_of_the_inputs() {
        for count in [0, 1, 15, 16, 200, 5_000] {
            let inputs: Vec<usize> = (0..count).collect();
            let results = map(&inputs, |input| {
                std::thread::yield_now();
                input * 2
            });
            assert!(
                results
                    .iter()
                    .copied()
                    .eq(inputs.iter().map(|input| input * 2))
            );
        }
    }

    #[test]
    #[should_panic(expected = "the 40th")]
    fn a_panic_reaches_the_caller() {
        let inputs: Vec<usize> = (0..100).collect();
        map(&inputs, |input| assert!(*input != 40, "the 40th"));
    }
}
