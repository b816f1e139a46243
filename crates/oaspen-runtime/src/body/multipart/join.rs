//! The body that parts are joined to: bytes where all of them are there, else a stream, one part after
//! the other. Its length is known where that of every part is.

use std::collections::VecDeque;
use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Frame, SizeHint};

use crate::body::{Body, BodyError};

/// One body of several, in order.
pub(super) fn join_bodies(bodies: Vec<Body>) -> Body {
    let bytes: Option<Vec<&Bytes>> = bodies.iter().map(Body::as_bytes).collect();
    match bytes {
        Some(bytes) => {
            let length = bytes.iter().map(|bytes| bytes.len()).sum();
            let mut joined = BytesMut::with_capacity(length);
            bytes
                .iter()
                .for_each(|bytes| joined.extend_from_slice(bytes));
            Body::bytes(joined.freeze())
        }
        None => Body::stream(Joined(bodies.into())),
    }
}

/// A number that nobody can know before, for a boundary that a stream does not have.
pub(super) fn random_number() -> u64 {
    RandomState::new().hash_one(0)
}

struct Joined(VecDeque<Body>);

impl http_body::Body for Joined {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        while let Some(first) = self.0.front_mut() {
            match Pin::new(first).poll_frame(context) {
                Poll::Ready(None) => self.0.pop_front(),
                // Trailers of a part would be the end of the whole.
                Poll::Ready(Some(Ok(frame))) if frame.is_trailers() => None,
                frame @ (Poll::Ready(Some(_)) | Poll::Pending) => return frame,
            };
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let lengths: Option<Vec<u64>> = self.0.iter().map(Body::length).collect();
        let sum = lengths.and_then(|lengths| {
            let mut lengths = lengths.into_iter();
            lengths.try_fold(0_u64, u64::checked_add)
        });
        sum.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
