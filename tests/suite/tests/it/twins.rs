//! The same API in the words of OpenAPI 3.0 and of 3.1 means the same.

use oaspen::{Config, Input, check};
use oaspen_diagnostics::{Colour, render_human};
use oaspen_ir::dump::dump;
use oaspen_ir::ir::Ir;

use crate::documents;

fn meaning(path: &std::path::Path) -> Ir {
    let checked = check(
        &Input::from_path(&path.to_string_lossy()),
        &Config::default(),
        &mut |_| {},
    );
    let text = render_human(checked.sink.diagnostics(), &checked.sources, Colour::Never);
    checked.ir.unwrap_or_else(|| panic!("{text}"))
}

#[test]
fn twins_mean_the_same() {
    let documents = documents("twins");
    let mut pairs = 0;
    for (name, path) in documents.iter().filter(|(name, _)| name.ends_with(".30")) {
        let twin = path.with_file_name(name.replace(".30", ".31.yaml"));
        // Places differ where spelling does, so the dump is compared, which holds none for them.
        assert_eq!(
            dump(&meaning(path), None),
            dump(&meaning(&twin), None),
            "{name}"
        );
        pairs += 1;
    }
    assert!(pairs >= 8, "{pairs}");
}
