//! One case, its contestants, and the rounds between them.

use crate::Failure;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Instant;

use allocation_counter::AllocationInfo;
use oaspen_runtime::json::{self, Decode, Encode};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What every case is measured with first.
const OURS: &str = "oaspen";

type Run = Box<dyn Fn()>;

/// One text and those who read and write it.
pub(super) struct Case {
    name: &'static str,
    text: Rc<[u8]>,
    contestants: Vec<Contestant>,
}

struct Contestant {
    name: &'static str,
    decode: Run,
    encode: Run,
}

/// What one contestant needed.
pub(super) struct Outcome {
    pub(super) case: &'static str,
    pub(super) contestant: &'static str,
    /// The length of the text.
    pub(super) kilobytes: f64,
    pub(super) decode: Figure,
    pub(super) encode: Figure,
}

/// One direction of an outcome.
pub(super) struct Figure {
    /// Our time by this contestant's, medians over the rounds.
    pub(super) ratio: f64,
    /// Megabytes (10^6) of text per second: the median over the rounds.
    pub(super) speed: f64,
    /// How many allocations one run makes.
    pub(super) allocations: u64,
    /// How many bytes one run allocates.
    pub(super) allocated: u64,
}

impl Figure {
    pub(super) fn figures(&self) -> serde_json::Value {
        serde_json::json!({
            "ours_by_theirs": self.ratio,
            "megabytes_per_second": self.speed,
            "allocations": self.allocations,
            "allocated_bytes": self.allocated,
        })
    }
}

impl Case {
    /// A case whose text is what `T` writes for `sample`, read and written by `T`.
    pub(super) fn new<O, T>(name: &'static str, beside: &'static str, sample: &T) -> Outcomes<Self>
    where
        O: Decode + Encode + 'static,
        T: Serialize + DeserializeOwned + 'static,
    {
        let text: Rc<[u8]> = serde_json::to_vec(sample)?.into();
        let value: O = json::from_slice(&text)?;
        agree(&text, &json::to_vec(&value))?;
        let input = Rc::clone(&text);
        let ours = Contestant {
            name: OURS,
            decode: Box::new(move || drop(black_box(json::from_slice::<O>(&input)))),
            encode: Box::new(move || drop(black_box(json::to_vec(&value)))),
        };
        let contestants = vec![ours];
        let case = Self {
            name,
            text,
            contestants,
        };
        case.beside::<T>(beside)
    }

    /// Whether it has this name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// The same with one more baseline.
    pub(super) fn beside<T>(mut self, name: &'static str) -> Outcomes<Self>
    where
        T: Serialize + DeserializeOwned + 'static,
    {
        let input = Rc::clone(&self.text);
        let value: T = serde_json::from_slice(&input)?;
        agree(&input, &serde_json::to_vec(&value)?)?;
        self.contestants.push(Contestant {
            name,
            decode: Box::new(move || drop(black_box(serde_json::from_slice::<T>(&input)))),
            encode: Box::new(move || drop(black_box(serde_json::to_vec(&value)))),
        });
        Ok(self)
    }
}

/// What setting up a case gives.
pub(super) type Outcomes<T> = Result<T, Failure>;

/// Fails unless both texts say the same.
fn agree(text: &[u8], written: &[u8]) -> Outcomes<()> {
    let same = text == written
        || serde_json::from_slice::<serde_json::Value>(text)?
            == serde_json::from_slice::<serde_json::Value>(written)?;
    if same {
        Ok(())
    } else {
        Err("what was written is not what was read".into())
    }
}

/// Runs one contestant so often, measuring nothing.
pub(super) fn repeat(case: &Case, name: &str, side: &str, times: u32) -> Outcomes<()> {
    let mut contestants = case.contestants.iter();
    let contestant = contestants.find(|contestant| contestant.name == name);
    let contestant = contestant.ok_or("there is no such contestant")?;
    let run = match side {
        "decode" => &contestant.decode,
        "encode" => &contestant.encode,
        _ => return Err("a side is `decode` or `encode`".into()),
    };
    (0..times).for_each(|_| run());
    Ok(())
}

/// Measures a case: one outcome for each contestant, ours first.
pub(super) fn run(case: &Case, quick: bool) -> Vec<Outcome> {
    let decode = race(case, quick, |contestant| &contestant.decode);
    let encode = race(case, quick, |contestant| &contestant.encode);
    let outcome = |((contestant, decode), encode): ((&Contestant, Figure), Figure)| Outcome {
        case: case.name,
        contestant: contestant.name,
        kilobytes: float(case.text.len()) / 1e3,
        decode,
        encode,
    };
    let figures = case.contestants.iter().zip(decode).zip(encode);
    figures.map(outcome).collect()
}

fn race(case: &Case, quick: bool, side: fn(&Contestant) -> &Run) -> Vec<Figure> {
    let runs: Vec<&Run> = case.contestants.iter().map(side).collect();
    let plan = Plan::of(&runs, quick);
    let times: Vec<Vec<f64>> = (0..plan.rounds)
        .map(|_| runs.iter().map(|run| seconds(run, plan.repeats)).collect())
        .collect();
    let column = |place: usize| {
        let column = times.iter().filter_map(move |round| round.get(place));
        median(column.copied())
    };
    let figure = |(place, run): (usize, &&Run)| {
        let AllocationInfo {
            count_total,
            bytes_total,
            ..
        } = allocation_counter::measure(run);
        Figure {
            ratio: column(0) / column(place),
            speed: float(case.text.len()) / 1e6 / column(place),
            allocations: count_total,
            allocated: bytes_total,
        }
    };
    runs.iter().enumerate().map(figure).collect()
}

/// How long a stretch should be: far more than the clock costs, and less than the system lets a
/// process run without giving another its turn.
const STRETCH: f64 = 400e-6;

/// How long one direction of a case may take.
const BUDGET: f64 = 2.0;

/// How often contestants take turns, and how often each runs when it is its turn.
struct Plan {
    rounds: usize,
    repeats: u32,
}

impl Plan {
    fn of(runs: &[&Run], quick: bool) -> Self {
        // What is measured here also warms the caches.
        let slowest = runs.iter().map(|run| seconds(run, 3)).fold(1e-9, f64::max);
        // A float becomes the nearest integer in range.
        let repeats = ((STRETCH / slowest) as u32).max(1);
        let round = slowest * f64::from(repeats) * float(runs.len());
        let rounds = if quick {
            3
        } else {
            ((BUDGET / round) as usize).clamp(11, 1_001)
        };
        Self { rounds, repeats }
    }
}

/// The time of one run out of several.
fn seconds(run: &Run, repeats: u32) -> f64 {
    let start = Instant::now();
    (0..repeats).for_each(|_| run());
    start.elapsed().as_secs_f64() / f64::from(repeats)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn float(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::MAX, f64::from)
}
