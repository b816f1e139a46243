//! Patterns of paths.

/// Whether a path fits a pattern: `*` stands for any text without `/`, `**` for any text.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let path: Vec<char> = path.chars().collect();
    // Which ends of the path the pattern so far may have come to, so that time is the product of
    // the lengths.
    let mut ends = vec![false; path.len() + 1];
    if let Some(first) = ends.first_mut() {
        *first = true;
    }
    let mut rest = pattern.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let (is_star, is_double) = (*first == '*', *first == '*' && after.first() == Some(&'*'));
        ends = if is_star {
            spread(&ends, &path, is_double)
        } else {
            let moved = ends.iter().zip(&path);
            let moved = moved.map(|(is_end, character)| *is_end && character == first);
            std::iter::once(false).chain(moved).collect()
        };
        rest = if is_double {
            after.get(1..).unwrap_or_default()
        } else {
            after
        };
    }
    ends.last().copied().unwrap_or(false)
}

/// Every end that a star leads to.
fn spread(ends: &[bool], path: &[char], crosses_slashes: bool) -> Vec<bool> {
    let mut reached = Vec::with_capacity(ends.len());
    let mut before = false;
    let characters = std::iter::once(None).chain(path.iter().map(Some));
    for (is_end, character) in ends.iter().zip(characters) {
        let may_pass = crosses_slashes || character != Some(&'/');
        before = *is_end || (before && may_pass);
        reached.push(before);
    }
    reached
}
