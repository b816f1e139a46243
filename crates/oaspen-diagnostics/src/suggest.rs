//! The name that somebody meant.

/// The candidate that a misspelt name most likely stands for.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    /// Nobody misspells a name of this length by hand, and the distance takes quadratic time.
    const LONGEST: usize = 200;
    if name.len() > LONGEST {
        return None;
    }
    // A third of the name may be wrong, and at least one character.
    let allowed = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate, allowed), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The pointer, written with `#`, that was perhaps meant by one whose last part is misspelt.
pub fn nearest_pointer<'c>(
    pointer: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<String> {
    let (parent, name) = pointer.rsplit_once('/')?;
    let names = candidates.into_iter().filter_map(|candidate| {
        let (other, name) = candidate.rsplit_once('/')?;
        (other == parent).then_some(name)
    });
    nearest(name, names).map(|near| format!("{parent}/{near}"))
}

/// The number of letters that are missing, superfluous, other ones or swapped with their neighbour
/// (optimal string alignment), letter case ignored; more than `limit` when it is clearly beyond it.
fn distance(left: &str, right: &str, limit: usize) -> usize {
    let left: Vec<char> = left.to_lowercase().chars().collect();
    let right: Vec<char> = right.to_lowercase().chars().collect();
    if left.len().abs_diff(right.len()) > limit {
        return limit + 1;
    }
    let mut rows = Rows {
        before: Vec::new(),
        last: (0..=right.len()).collect(),
    };
    for index in 0..left.len() {
        rows.advance(left.get(..=index).unwrap_or_default(), &right);
    }
    rows.last.last().copied().unwrap_or(limit + 1)
}

/// The last two rows of the table of distances between all beginnings.
struct Rows {
    before: Vec<usize>,
    last: Vec<usize>,
}

impl Rows {
    /// The row of one more letter of the one word, which `left` ends with.
    fn advance(&mut self, left: &[char], right: &[char]) {
        let mut row = vec![left.len()];
        for end in 1..=right.len() {
            let right = right.get(..end).unwrap_or_default();
            let at = |row: &[usize], index| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let differ = usize::from(left.last() != right.last());
            let mut cell = at(&self.last, end - 1) + differ;
            cell = cell.min(at(&self.last, end) + 1).min(at(&row, end - 1) + 1);
            if let ([.., a, b], [.., c, d]) = (left, right)
                && (a, b) == (d, c)
            {
                cell = cell.min(at(&self.before, end - 2) + 1);
            }
            row.push(cell);
        }
        self.before = std::mem::replace(&mut self.last, row);
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_pointer};

    #[test]
    fn only_the_last_part_of_a_pointer_is_taken_for_misspelt() {
        let pointers = [
            "#/components/schemas/Pet",
            "#/components/schemas/Pet/properties/age",
        ];
        let near = |pointer| nearest_pointer(pointer, pointers);
        assert_eq!(
            near("#/components/schemas/Pett").as_deref(),
            Some(pointers[0])
        );
        assert_eq!(
            near("#/components/schemas/Pet/properties/agee").as_deref(),
            Some(pointers[1])
        );
        assert_eq!(near("#/components/responses/Pet"), None);
    }

    #[test]
    fn the_nearest_name_is_suggested() {
        let names = ["required", "requestBody", "responses", "in"];
        assert_eq!(nearest("requried", names), Some("required"));
        assert_eq!(nearest("response", names), Some("responses"));
        assert_eq!(nearest("RequestBody", names), Some("requestBody"));
        assert_eq!(nearest("nothing", names), None);
        assert_eq!(nearest("ln", names), Some("in"));
        // Swapped letters are one slip of the pen, also in a word too short for two.
        assert_eq!(nearest("psot", ["put", "post"]), Some("post"));
        assert_eq!(nearest("ni", names), Some("in"));
        assert_eq!(nearest("ab", ["cd"]), None);
    }
}
