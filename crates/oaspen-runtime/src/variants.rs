//! Finding the value of an enum by its text, in a few comparisons however many values there are.

use std::cmp::Ordering;
use std::sync::OnceLock;

/// The texts of an enum's values, sorted when they are first needed.
#[derive(Debug, Default)]
pub struct TextIndex(OnceLock<Box<[Entry]>>);

/// A text, and where it stands among the values.
type Entry = (&'static str, usize);

impl TextIndex {
    /// An index that nobody has asked yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }

    /// Where `text` stands among `texts`, which are the same in each call; of equal ones the first.
    pub fn find(&self, text: &str, texts: &dyn Fn() -> Vec<&'static str>) -> Option<usize> {
        let entries = self.0.get_or_init(|| sort(texts()));
        let found = entries.binary_search_by(|(known, _)| compare(known, text));
        entries.get(found.ok()?).map(|(_, place)| *place)
    }
}

fn sort(texts: Vec<&'static str>) -> Box<[Entry]> {
    let mut entries: Vec<Entry> = texts.into_iter().zip(0..).collect();
    entries.sort_by(|(left, _), (right, _)| compare(left, right));
    entries.dedup_by(|(later, _), (first, _)| later == first);
    entries.into()
}

/// Lengths first: they differ more often than not, and cost less to compare.
fn compare(left: &str, right: &str) -> Ordering {
    left.len()
        .cmp(&right.len())
        .then_with(|| left.as_bytes().cmp(right.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::TextIndex;

    #[test]
    fn each_of_many_texts_is_found() {
        let texts: Vec<&'static str> = (0..5_000)
            .map(|number| &*format!("value-{}", number * 7).leak())
            .collect();
        let index = TextIndex::new();
        let find = |text: &str| index.find(text, &|| texts.clone());
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(find(text), Some(place));
        }
        assert_eq!(find("value-1"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn of_equal_texts_the_first_counts() {
        let index = TextIndex::new();
        assert_eq!(index.find("a", &|| vec!["b", "a", "", "a"]), Some(1));
        assert_eq!(index.find("", &|| unreachable!("sorted already")), Some(2));
    }
}
