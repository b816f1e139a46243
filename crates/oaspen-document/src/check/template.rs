//! Path templates: OAS 3.1 §4.8.8.2.

/// The names between braces, in order and as often as they occur; what is wrong with the template
/// otherwise.
pub(crate) fn read_template(path: &str) -> Result<Vec<&str>, String> {
    if !path.starts_with('/') {
        return Err("a path begins with `/`".to_owned());
    }
    read_names(path)
}

/// The names between braces of any template, in order.
pub(super) fn read_names(template: &str) -> Result<Vec<&str>, String> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (_, from) = rest.split_at(at);
        let Some(inner) = from.strip_prefix('{') else {
            return Err("a `}` closes nothing".to_owned());
        };
        let Some(end) = inner.find(['{', '}']) else {
            return Err("a `{` is not closed".to_owned());
        };
        let (name, after) = inner.split_at(end);
        rest = after
            .strip_prefix('}')
            .ok_or("a `{` stands within braces")?;
        if name.is_empty() {
            return Err("there is no name between `{` and `}`".to_owned());
        }
        names.push(name);
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expect: Result<&[&str], &str>) {
        let read = read_template(path);
        assert_eq!(read.as_deref().map_err(String::as_str), expect);
    }

    #[test]
    fn names_stand_between_braces() {
        check("/", Ok(&[]));
        check("/a/{id}", Ok(&["id"]));
        check("/a/{id}/b-{x}.{y}", Ok(&["id", "x", "y"]));
        check("/a?b=c#d", Ok(&[]));
        check("/{a}/{a}", Ok(&["a", "a"]));
    }

    #[test]
    fn broken_templates_are_told_apart() {
        check("a", Err("a path begins with `/`"));
        check("/{a", Err("a `{` is not closed"));
        check("/a}", Err("a `}` closes nothing"));
        check("/{}", Err("there is no name between `{` and `}`"));
        check("/{a{b}}", Err("a `{` stands within braces"));
    }
}
