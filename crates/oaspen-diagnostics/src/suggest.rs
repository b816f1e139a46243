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

/// Levenshtein's distance, letter case ignored; more than `limit` when it is clearly beyond it.
fn distance(left: &str, right: &str, limit: usize) -> usize {
    let left: Vec<char> = left.to_lowercase().chars().collect();
    let right: Vec<char> = right.to_lowercase().chars().collect();
    if left.len().abs_diff(right.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, a) in left.iter().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (b, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let substitute = diagonal + usize::from(a != b);
            diagonal = *cell;
            *cell = substitute.min(diagonal + 1).min(before + 1);
            before = *cell;
        }
    }
    row.last().copied().unwrap_or(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_name_is_suggested() {
        let names = ["required", "requestBody", "responses", "in"];
        assert_eq!(nearest("requried", names), Some("required"));
        assert_eq!(nearest("response", names), Some("responses"));
        assert_eq!(nearest("RequestBody", names), Some("requestBody"));
        assert_eq!(nearest("nothing", names), None);
        assert_eq!(nearest("ln", names), Some("in"));
    }
}
