//! Streams: what is written is read again, however the bytes are cut; and the literal streams of the
//! specifications.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use proptest::prelude::*;

use super::event_stream::{EventData, EventStream};
use super::item_stream::Listed;
use super::records::Framing;
use super::*;
use crate::json::{Mode, Value, decode_text, from_slice};

/// The output of a future that never waits.
pub(super) fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing is to be waited for"),
    }
}

/// The same bytes in pieces of these lengths, one after the other.
pub(super) fn cut(bytes: &[u8], lengths: &[usize]) -> Body {
    let mut pieces: Vec<Result<Vec<u8>, std::io::Error>> = Vec::new();
    let (mut rest, mut lengths) = (bytes, lengths.iter().cycle());
    while !rest.is_empty() {
        let length = lengths.next().copied().unwrap_or(1).clamp(1, rest.len());
        let (piece, after) = rest.split_at(length);
        pieces.push(Ok(piece.to_vec()));
        rest = after;
    }
    Body::from_stream(Listed(pieces.into_iter()))
}

const LIMIT: usize = 10_000;

fn read_text(text: &[u8]) -> Result<String, crate::json::DecodeError> {
    let text = Value::String(String::from_utf8_lossy(text));
    decode_text(&text, Mode::Tolerant)
}

fn events(body: Body) -> Vec<Event<String>> {
    let mut events = EventStream::decode(body, EventData::Text, LIMIT, Box::new(read_text));
    std::iter::from_fn(|| now(events.next()))
        .map(Result::unwrap)
        .collect()
}

fn items(body: Body, framing: Framing) -> Result<Vec<Vec<String>>, StreamError> {
    now(ItemStream::decode(body, framing, LIMIT, Box::new(from_slice)).collect(LIMIT))
}

fn bytes(body: Body) -> Bytes {
    now(body.collect(usize::MAX)).unwrap()
}

#[track_caller]
fn check_events(text: &str, expected: &[(&str, &str, &str)]) {
    for length in 1..text.len() {
        let events = events(cut(text.as_bytes(), &[length]));
        let of = |text: &Option<String>| text.clone().unwrap_or("-".to_owned());
        let found: Vec<_> = events
            .iter()
            .map(|event| (of(&event.event), of(&event.id), event.data.clone()))
            .collect();
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|(a, b, c)| (&**a, &**b, &**c)).collect();
        assert_eq!(found, expected, "in pieces of {length}");
    }
}

/// HTML §9.2.6.
#[test]
fn the_examples_of_the_specification() {
    check_events(
        "data: YHOO\ndata: +2\ndata: 10\n\n",
        &[("-", "-", "YHOO\n+2\n10")],
    );
    check_events(
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
        &[
            ("-", "1", "first event"),
            ("-", "", "second event"),
            ("-", "-", " third event"),
        ],
    );
    check_events(
        "data\n\ndata\ndata\n\ndata:",
        &[("-", "-", ""), ("-", "-", "\n")],
    );
    check_events(
        "data:test\n\ndata: test\n\n",
        &[("-", "-", "test"), ("-", "-", "test")],
    );
}

#[test]
fn lines_end_in_three_ways() {
    for end in ["\n", "\r", "\r\n"] {
        let text = "\u{feff}event: é😀\ndata: a\n: no\nodd\nid: 1\n\nevent: lost\n\ndata: b\n\n";
        let expected = [("é😀", "1", "a"), ("-", "-", "b")];
        check_events(&text.replace('\n', end), &expected);
    }
    check_events("data: \u{feff}a\n\n", &[("-", "-", "\u{feff}a")]);
}

#[test]
fn ids_and_waits_hold_without_data() {
    let text = b"id: 1\nretry: 20\n\nid: a\0b\ndata: x\nretry: 2x\n\n";
    let body = Body::from(text.to_vec());
    let mut events = EventStream::decode(body, EventData::Text, LIMIT, Box::new(read_text));
    let event = now(events.next()).unwrap().unwrap();
    assert_eq!(event, Event::new("x".to_owned()));
    assert_eq!(events.last_event_id(), Some("1"));
    assert_eq!(events.retry(), Some(Duration::from_millis(20)));
}

#[test]
fn a_record_may_not_be_larger_than_the_limit() {
    let text = [b"data: 1\n\ndata: ".to_vec(), vec![b'x'; LIMIT]].concat();
    let body = cut(&text, &[1000]);
    let mut events = EventStream::decode(body, EventData::Text, LIMIT, Box::new(read_text));
    assert!(now(events.next()).unwrap().is_ok());
    let error = now(events.next()).unwrap().unwrap_err();
    assert!(
        error.is_too_large() && !error.is_about_one_value(),
        "{error}"
    );
    assert!(now(events.next()).is_none());
    // Many short lines of one event count together.
    let body = cut(&b"data: xxxxxxxx\n".repeat(LIMIT), &[1000]);
    let mut events = EventStream::decode(body, EventData::Text, LIMIT, Box::new(read_text));
    assert!(now(events.next()).unwrap().unwrap_err().is_too_large());
    for framing in [Framing::Lines, Framing::Sequence] {
        let error = items(cut(&vec![b'['; LIMIT + 1], &[999]), framing).unwrap_err();
        assert!(error.is_too_large(), "{error}");
    }
}

/// RFC 7464 §2.
#[test]
fn sequences_are_read_as_soon_as_they_can_be() {
    let mut body = b"\x1e[\n\"a\"\n]\n\x1e[\"b".to_vec();
    let records = items(Body::from(body.clone()), Framing::Sequence);
    assert!(records.unwrap_err().is_about_one_value());
    body.extend_from_slice(b"\"]");
    let records = items(Body::from(body), Framing::Sequence).unwrap();
    assert_eq!(records, [["a"], ["b"]]);
    // The first is there before the second begins.
    let pieces = Body::from_stream(Interrupted(Some("\x1e[\"a\"]\n")));
    let read = Box::new(from_slice::<Vec<String>>);
    let mut items = ItemStream::decode(pieces, Framing::Sequence, LIMIT, read);
    assert_eq!(now(items.next()).unwrap().unwrap(), ["a"]);
    let error = now(items.next()).unwrap().unwrap_err();
    assert_eq!(error.to_string(), "the stream broke off: no more");
    assert!(now(items.next()).is_none());
}

/// One chunk, and then a failure.
struct Interrupted(Option<&'static str>);

impl futures_core::Stream for Interrupted {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(self.0.take().ok_or("no more")))
    }
}

#[test]
fn a_stream_is_read_once() {
    let body = Body::from_stream(Listed(vec![Ok::<_, StreamError>("a")].into_iter()));
    assert_eq!(bytes(body.take()), "a");
    let error = now(body.take().collect(10)).unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "the stream was read already");
    let body = Body::from("a");
    assert_eq!(
        (bytes(body.take()), bytes(body.take())),
        ("a".into(), "a".into())
    );
    let items = ItemStream::from(vec![1]);
    assert_eq!(now(items.take().collect(1)).unwrap(), [1]);
    assert!(now(items.take().collect(1)).is_err());
}

#[test]
fn a_length_that_is_known_is_told() {
    let pieces = || Listed(vec![Ok::<_, StreamError>("ab"), Ok("c")].into_iter());
    let mut body = Body::from_sized_stream(3, pieces());
    assert_eq!(body.length(), Some(3));
    assert_eq!(now(body.chunk()).unwrap().unwrap(), "ab");
    assert_eq!(body.length(), Some(1));
    assert_eq!(Body::from_stream(pieces()).length(), None);
    let error = now(Body::from_stream(pieces()).limited(2).collect(10)).unwrap_err();
    assert!(error.is_too_large(), "{error}");
    assert_eq!(bytes(Body::from_stream(pieces()).limited(3)), "abc");
}

fn arbitrary_event() -> impl Strategy<Value = Event<String>> {
    let name = || proptest::option::of("[^\r\n\0]{1,5}");
    let data = "([^\r]|\n){0,12}";
    let retry = proptest::option::of(any::<u32>());
    (data, name(), name(), retry).prop_map(|(data, event, id, retry)| Event {
        data,
        event,
        id,
        retry: retry.map(|retry| Duration::from_millis(retry.into())),
    })
}

proptest! {
    #[test]
    fn events_are_read_as_they_were_written(
        written in proptest::collection::vec(arbitrary_event(), 0..5),
        lengths in proptest::collection::vec(1_usize..9, 1..9),
    ) {
        let body = bytes(EventStream::from(written.clone()).encode(EventData::Text));
        prop_assert_eq!(events(cut(&body, &lengths)), written);
    }

    #[test]
    fn items_are_read_as_they_were_written(
        written in proptest::collection::vec(proptest::collection::vec(".{0,5}|[\n\r\x1e\"]", 0..3), 0..5),
        lengths in proptest::collection::vec(1_usize..9, 1..9),
    ) {
        for framing in [Framing::Lines, Framing::Sequence] {
            let body = bytes(ItemStream::from(written.clone()).encode(framing));
            prop_assert_eq!(&items(cut(&body, &lengths), framing).unwrap(), &written);
        }
    }

    #[test]
    fn anything_is_read_alike_however_it_is_cut(
        text in "([a:\n\r{}\\[\\]\"\\\\\x1e ]|data: |id: |\n\n|é){0,40}",
        lengths in proptest::collection::vec(1_usize..9, 1..9),
    ) {
        let whole = Body::from(text.clone());
        prop_assert_eq!(events(cut(text.as_bytes(), &lengths)), events(whole));
        for framing in [Framing::Lines, Framing::Sequence] {
            let in_pieces = items(cut(text.as_bytes(), &lengths), framing);
            let whole = items(Body::from(text.clone()), framing);
            prop_assert_eq!(format!("{in_pieces:?}"), format!("{whole:?}"));
        }
    }
}
