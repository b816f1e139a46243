//! Choices that bytes make.

/// Takes choices from bytes; the first of each kind when they are used up.
#[derive(Debug)]
pub(crate) struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
}

impl<'a> Choices<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: bytes.iter(),
        }
    }

    /// A number less than the limit, or 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let mut byte = || usize::from(self.bytes.next().copied().unwrap_or(0));
        let number = byte() * 256 + byte();
        number.checked_rem(limit).unwrap_or(0)
    }

    /// One of a list.
    pub(crate) fn pick<'b, T>(&mut self, list: &'b [T]) -> Option<&'b T> {
        list.get(self.below(list.len()))
    }
}

/// The bytes of a seed, by the generator SplitMix64.
pub fn seeded_bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let words = std::iter::repeat_with(|| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let word = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    });
    words.flat_map(u64::to_le_bytes).take(count).collect()
}
