//! A folder given on the command line, as a generated manifest names it.

use std::path::{Component, Path};

/// A folder given on the command line, as the manifest of a crate in `out` names it.
pub(super) fn seen_from_crate(out: &Path, folder: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let from = normal(&absolute(&out.join("crate")));
    let to = normal(&absolute(folder));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    let down = to.iter().skip(shared).cloned();
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A folder as seen from where a document is seen from: absolute or relative, as the document is.
pub(super) fn seen_like(document: &str, folder: &str) -> String {
    let (path, absolute) = (Path::new(folder), std::path::absolute(folder));
    match (Path::new(document).is_absolute(), path.is_absolute()) {
        (true, false) => absolute.map_or_else(
            |_| folder.to_owned(),
            |absolute| absolute.to_string_lossy().into_owned(),
        ),
        // From a crate's folder to another is one step more than from the folder around it.
        (false, true) => {
            let seen = seen_from_crate(Path::new("."), path);
            match seen.strip_prefix("..") {
                Some("") => ".".to_owned(),
                Some(rest) => rest.trim_start_matches('/').to_owned(),
                None => seen,
            }
        }
        (true, true) | (false, false) => folder.to_owned(),
    }
}

/// The parts of a path with `..` taken out.
fn normal(path: &Path) -> Vec<String> {
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                parts.pop();
            }
            Component::CurDir | Component::RootDir => {}
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::Prefix(prefix) => {
                parts.push(prefix.as_os_str().to_string_lossy().into_owned())
            }
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{seen_from_crate, seen_like};
    use std::path::Path;

    #[test]
    fn paths_are_seen_from_the_crate_that_names_them() {
        let seen = |out: &str, folder: &str| seen_from_crate(Path::new(out), Path::new(folder));
        assert_eq!(seen("out", "runtime"), "../../runtime");
        assert_eq!(seen("crates", "crates/runtime"), "../runtime");
        assert_eq!(seen("/a/b", "/a/c/../d"), "../../d");
    }
    #[test]
    fn a_root_is_seen_as_the_document_is() {
        let here = std::env::current_dir().expect("there is one");
        let text = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
        assert_eq!(seen_like("a.yaml", &text(here.clone())), ".");
        assert_eq!(seen_like("a.yaml", &text(here.join("b"))), "b");
        assert_eq!(seen_like("a.yaml", &text(here.join("../c"))), "../c");
        assert_eq!(seen_like("a.yaml", "b"), "b");
        assert_eq!(seen_like("/x/a.yaml", "b"), text(here.join("b")));
    }
}
