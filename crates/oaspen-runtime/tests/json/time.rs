//! Points in time as formats write them.

use std::fmt::Debug;

use oaspen_runtime::json::{self, Decode, Encode};
use oaspen_runtime::types::{Date, DateTime, Time};

/// The string `text` decodes, and is written as `written`.
#[track_caller]
fn check<T: Decode + Encode>(text: &str, written: &str) {
    let value: T = json::from_str(&format!("{text:?}")).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(json::to_string(&value), format!("{written:?}"));
}

/// Each string is refused.
#[track_caller]
fn refuse<T: Decode + Debug>(texts: &[&str]) {
    for text in texts {
        let error = json::from_str::<T>(&format!("{text:?}")).expect_err(text);
        assert_eq!(error.kind().code(), "format");
    }
}

#[test]
fn date_times_keep_their_offset() {
    check::<DateTime>("2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z");
    check::<DateTime>("2024-02-29t12:00:00.250z", "2024-02-29T12:00:00.250Z");
    check::<DateTime>("2024-02-29T12:00:00-03:30", "2024-02-29T12:00:00-03:30");
    check::<DateTime>(
        "2024-02-29T12:00:00.123456789+14:00",
        "2024-02-29T12:00:00.123456789+14:00",
    );
    check::<DateTime>("1969-12-31 23:59:59+00:00", "1969-12-31T23:59:59+00:00");
    refuse::<DateTime>(&[
        "",
        "2024-02-29",
        "2024-02-29T12:00:00",
        "2023-02-29T12:00:00Z",
        "2024-02-29T25:00:00Z",
        "2024-02-29T12:00:00Z[UTC]",
        "yesterday",
    ]);
}

#[test]
fn dates_are_days() {
    check::<Date>("2024-02-29", "2024-02-29");
    refuse::<Date>(&[
        "2023-02-29",
        "2024-02-29T00:00:00",
        "20240229",
        "2024-2-9",
        "",
    ]);
}

#[test]
fn times_may_have_an_offset() {
    check::<Time>("12:30:00", "12:30:00");
    check::<Time>("12:30:00.5Z", "12:30:00.5Z");
    check::<Time>("12:30:00-00:30", "12:30:00-00:30");
    refuse::<Time>(&["24:30:00", "noon", "12:00:00Z[UTC]", ""]);
}
