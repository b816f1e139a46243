//! Answers that are handed on as they come: which ones, and how operations decode them.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::{Answer, AnswerError};
use crate::body::{Body, EventData, EventStream, Framing, ItemStream};
use crate::json::{Decode, Mode, Value, decode_text, from_slice};

/// A documented answer, and which of its media types are handed on as they come.
#[derive(Clone, Copy, Debug)]
pub struct Streamed {
    /// The first and the last status.
    pub statuses: (u16, u16),
    /// Its media types and ranges.
    pub documented: &'static [&'static str],
    /// The positions of those that are.
    pub streamed: &'static [usize],
}

impl Streamed {
    /// Every body is handed on as it comes.
    pub(super) const ALL: &'static [Self] = &[Self {
        statuses: (0, u16::MAX),
        documented: &["*/*"],
        streamed: &[0],
    }];
}

/// Whether the body of an answer with this head is handed on: the first entry that has the status
/// decides.
pub(super) fn is_streamed(answers: &[Streamed], status: StatusCode, headers: &HeaderMap) -> bool {
    let status = status.as_u16();
    let has = |answer: &&Streamed| (answer.statuses.0..=answer.statuses.1).contains(&status);
    let Some(answer) = answers.iter().find(has) else {
        return false;
    };
    let head = Answer::new(StatusCode::OK, headers.clone(), Bytes::new());
    head.content(answer.documented)
        .is_some_and(|position| answer.streamed.contains(&position))
}

/// The most bytes that one value of a stream may have.
const ITEM_LIMIT: usize = 16 * 1024 * 1024;

/// Each reads the body as what a document gives the media type `documented`.
impl Answer {
    /// The bytes of the body, as they come.
    ///
    /// # Errors
    /// Never.
    pub fn stream(&self) -> Result<Body, AnswerError> {
        Ok(self.take_body())
    }

    /// Server-sent events with data of JSON.
    ///
    /// # Errors
    /// [`AnswerError::Undocumented`] when the answer says to be something else.
    pub fn events<T: Decode + Send + 'static>(
        &self,
        documented: &str,
    ) -> Result<EventStream<T>, AnswerError> {
        let body = self.body_of(documented)?;
        let read = Box::new(from_slice::<T>);
        Ok(EventStream::decode(body, EventData::Json, ITEM_LIMIT, read))
    }

    /// Server-sent events with data of text.
    ///
    /// # Errors
    /// [`AnswerError::Undocumented`] when the answer says to be something else.
    pub fn text_events<T: Decode + Send + 'static>(
        &self,
        documented: &str,
    ) -> Result<EventStream<T>, AnswerError> {
        let body = self.body_of(documented)?;
        let read = Box::new(|text: &[u8]| {
            decode_text(
                &Value::String(String::from_utf8_lossy(text)),
                Mode::Tolerant,
            )
        });
        Ok(EventStream::decode(body, EventData::Text, ITEM_LIMIT, read))
    }

    /// Server-sent events, each of which as a whole is a `T`.
    ///
    /// # Errors
    /// [`AnswerError::Undocumented`] when the answer says to be something else.
    pub fn whole_events<T: Decode + Send + 'static>(
        &self,
        documented: &str,
    ) -> Result<ItemStream<T>, AnswerError> {
        self.items(documented, Framing::Events)
    }

    /// Lines of JSON.
    ///
    /// # Errors
    /// [`AnswerError::Undocumented`] when the answer says to be something else.
    pub fn json_lines<T: Decode + Send + 'static>(
        &self,
        documented: &str,
    ) -> Result<ItemStream<T>, AnswerError> {
        self.items(documented, Framing::Lines)
    }

    /// A sequence of JSON texts.
    ///
    /// # Errors
    /// [`AnswerError::Undocumented`] when the answer says to be something else.
    pub fn json_sequence<T: Decode + Send + 'static>(
        &self,
        documented: &str,
    ) -> Result<ItemStream<T>, AnswerError> {
        self.items(documented, Framing::Sequence)
    }

    fn items<T: Decode + Send + 'static>(
        &self,
        documented: &str,
        framing: Framing,
    ) -> Result<ItemStream<T>, AnswerError> {
        let body = self.body_of(documented)?;
        let read = Box::new(from_slice::<T>);
        Ok(ItemStream::decode(body, framing, ITEM_LIMIT, read))
    }

    /// The body, if the answer says to be of this media type or says nothing.
    fn body_of(&self, documented: &str) -> Result<Body, AnswerError> {
        match self.content(&[documented]) {
            Some(_) => Ok(self.take_body()),
            None => Err(AnswerError::Undocumented),
        }
    }
}
