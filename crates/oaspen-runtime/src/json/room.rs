//! How much of the stack it takes to read one text, which its depth does not say: a level of a type
//! with hundreds of fields takes tens of kilobytes, and a program ends that runs out of stack.
//!
//! Nothing but what leads deeper asks: boxes, lists and maps, through which alone a type can hold
//! itself, and the walk that checks values.

use std::cell::Cell;
use std::hint::black_box;

use super::error::{DecodeError, ErrorKind};

/// A quarter of what threads of servers have, so that whoever reads may have used much of it before.
const MOST_BYTES: usize = 512 << 10;

/// Where in the stack reading began, and whether it was ever too much.
#[derive(Debug, Default)]
pub(super) struct Room {
    begin: Cell<usize>,
    was_used_up: Cell<bool>,
}

impl Room {
    /// Begins here.
    pub(super) fn open(&self) {
        self.begin.set(here());
        self.was_used_up.set(false);
    }

    /// Whether what is deeper would take more than reading may.
    #[inline]
    pub(super) fn is_used_up(&self) -> bool {
        let is_used_up = self.begin.get().abs_diff(here()) > MOST_BYTES;
        if is_used_up {
            self.was_used_up.set(true);
        }
        is_used_up
    }

    /// Whether something was not looked at since the beginning.
    #[cfg(feature = "validate")]
    pub(super) fn was_used_up(&self) -> bool {
        self.was_used_up.get()
    }
}

#[cold]
pub(super) fn used_up() -> DecodeError {
    let message = "nested too deep for values of this size";
    DecodeError::new(ErrorKind::Depth, message)
}

/// About where the stack ends now.
#[inline]
fn here() -> usize {
    let mark = 0_u8;
    std::ptr::from_ref(black_box(&mark)).addr()
}
