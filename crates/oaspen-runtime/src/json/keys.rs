//! Which keys an object has, at a glance: a set of bits that says "no" for certain and "yes"
//! perhaps, made in one pass that also finds duplicates. Without it every property that is absent
//! would cost a search of the whole object.

use std::collections::HashSet;

/// Words of 64 bits in a set.
const WORDS: usize = 4;

/// Objects beyond this size are searched for duplicates by hashing.
const LARGE: usize = 256;

/// A set of keys that may say "yes" wrongly.
#[derive(Clone, Debug)]
pub(super) struct KeySet([u64; WORDS]);

impl KeySet {
    /// The set of these keys, and whether one of them occurs twice.
    pub(super) fn of<'k>(keys: impl Iterator<Item = &'k [u8]> + Clone) -> (Self, bool) {
        let mut set = Self([0; WORDS]);
        let mut repeated = false;
        for (index, key) in keys.clone().enumerate() {
            if index == LARGE {
                repeated |= repeats(keys.clone());
            }
            // Only a key whose bit is taken can have occurred before.
            if !set.insert(key) && index < LARGE {
                repeated |= keys.clone().take(index).any(|other| other == key);
            }
        }
        (set, repeated)
    }

    /// Whether the bit was free.
    fn insert(&mut self, key: &[u8]) -> bool {
        let (word, bit) = place(key);
        let Some(word) = self.0.get_mut(word) else {
            return false;
        };
        let free = *word & bit == 0;
        *word |= bit;
        free
    }

    /// Whether the key may be among them.
    pub(super) fn may_have(&self, key: &str) -> bool {
        let (word, bit) = place(key.as_bytes());
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

fn repeats<'k>(mut keys: impl Iterator<Item = &'k [u8]>) -> bool {
    let mut seen = HashSet::new();
    keys.any(|key| !seen.insert(key))
}

/// The word and the bit of a key: from its length, its beginning and its end.
#[inline]
fn place(key: &[u8]) -> (usize, u64) {
    let (first, last) = match (key.first_chunk::<8>(), key.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        (Some(_), None) | (None, Some(_)) | (None, None) => short(key),
    };
    let sum = first ^ last.rotate_left(29) ^ key.len() as u64;
    // The upper bits of a product depend on all bits of its factors (Fibonacci hashing).
    let hash = sum.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// The same for fewer than eight bytes.
fn short(key: &[u8]) -> (u64, u64) {
    match (key.first_chunk::<4>(), key.last_chunk::<4>()) {
        (Some(first), Some(last)) => (
            u32::from_le_bytes(*first).into(),
            u32::from_le_bytes(*last).into(),
        ),
        (Some(_), None) | (None, Some(_)) | (None, None) => {
            let fold = |sum: u64, byte: &u8| (sum << 8) | u64::from(*byte);
            (key.iter().fold(0, fold), 0)
        }
    }
}
