//! Which keys an object has, at a glance: a set of bits that says "no" for certain and "yes"
//! perhaps. Without it every property that is absent would cost a search of the whole object, and
//! finding duplicates a comparison of all keys with all.

use std::collections::HashSet;

use super::tree::Tree;

/// Words of 64 bits in a set.
const WORDS: usize = 4;

/// Objects beyond this size are searched for duplicates by hashing.
const LARGE: usize = 256;

/// A set of keys that may say "yes" wrongly.
#[derive(Clone, Debug, Default)]
pub(super) struct KeySet([u64; WORDS]);

impl KeySet {
    /// The set of the keys at these places.
    pub(super) fn of(tree: &Tree<'_>, keys: impl Iterator<Item = u32>) -> Self {
        let mut set = Self::default();
        for key in keys {
            set.insert(tree.digest(key));
        }
        set
    }

    /// Whether the bit was free.
    #[inline]
    pub(super) fn insert(&mut self, digest: u16) -> bool {
        let (word, bit) = place(digest);
        let Some(word) = self.0.get_mut(word) else {
            return false;
        };
        let free = *word & bit == 0;
        *word |= bit;
        free
    }

    /// Whether a key of this digest may be among them.
    #[inline]
    pub(super) fn may_have(&self, digest: u16) -> bool {
        let (word, bit) = place(digest);
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

/// Whether one of the keys at these places occurs twice.
pub(super) fn repeat(tree: &Tree<'_>, keys: impl Iterator<Item = u32> + Clone) -> bool {
    let mut seen = KeySet::default();
    for (index, key) in keys.clone().enumerate() {
        if index == LARGE {
            let mut seen = HashSet::new();
            return keys
                .map(|key| tree.string_bytes(key))
                .any(|key| !seen.insert(key));
        }
        let digest = tree.digest(key);
        // Only a key whose bit is taken can have occurred before.
        if !seen.insert(digest) {
            let mut before = keys.clone().take(index);
            let name = tree.string_bytes(key);
            if before.any(|key| tree.digest(key) == digest && tree.string_bytes(key) == name) {
                return true;
            }
        }
    }
    false
}

/// The word and the bit of a digest.
#[inline]
fn place(digest: u16) -> (usize, u64) {
    (usize::from(digest >> 14), 1 << ((digest >> 8) & 63))
}

/// What different keys rarely share: from the length, the beginning and the end.
#[inline]
pub(super) fn digest(key: &[u8]) -> u16 {
    let (first, last) = match (key.first_chunk::<8>(), key.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        (Some(_), None) | (None, Some(_)) | (None, None) => short(key),
    };
    let sum = first ^ last.rotate_left(29) ^ key.len() as u64;
    // The upper bits of a product depend on all bits of its factors (Fibonacci hashing).
    (sum.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as u16
}

/// Whether two keys are the same. Most are short: no call is worth it.
#[inline]
pub(super) fn same(key: &[u8], name: &[u8]) -> bool {
    if key.len() != name.len() {
        return false;
    }
    match (key.first_chunk::<8>(), name.first_chunk::<8>()) {
        (Some(_), Some(_)) if key.len() > 16 => key == name,
        (Some(key_start), Some(name_start)) => {
            key_start == name_start && key.last_chunk::<8>() == name.last_chunk::<8>()
        }
        (Some(_), None) | (None, Some(_)) | (None, None) => short(key) == short(name),
    }
}

/// [`same`] for text.
#[inline]
pub(crate) fn same_text(text: &str, other: &str) -> bool {
    same(text.as_bytes(), other.as_bytes())
}

/// All of fewer than eight bytes.
#[inline]
fn short(key: &[u8]) -> (u64, u64) {
    match (key.first_chunk::<4>(), key.last_chunk::<4>()) {
        (Some(first), Some(last)) => (
            u32::from_le_bytes(*first).into(),
            u32::from_le_bytes(*last).into(),
        ),
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            // The first, the middle and the last of up to three bytes are all of them.
            let byte = |place: usize| key.get(place).copied().map_or(0, u64::from);
            let ends = byte(0) | byte(key.len().saturating_sub(1)) << 16;
            (ends | byte(key.len() / 2) << 8, 0)
        }
    }
}
