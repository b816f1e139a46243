//! What each feature document means: its text, what is reported about it, and its Ir, in one file.
//!
//! The Rust it becomes is committed under `tests/generated`, so it is not repeated here.

use oaspen::{Config, Input, check};
use oaspen_diagnostics::{Colour, render_human};
use oaspen_ir::dump::dump;
use oaspen_ir::facts::analyze;

use crate::{documents, root};

#[test]
fn the_meaning_of_every_feature_document() {
    let features = documents("features");
    assert!(features.len() > 20, "there are feature documents");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("tests/suite/tests/it/snapshots/features"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, path) in features {
            let text = std::fs::read_to_string(&path).expect("the document can be read");
            let file = format!("{name}.yaml");
            let checked = check(
                &Input::from_text(&file, text.as_str()),
                &Config::default(),
                &mut |_| {},
            );
            let ir = checked.ir.expect("feature documents have no errors");
            let reports =
                render_human(&checked.sink.into_sorted(), &checked.sources, Colour::Never);
            let meaning = dump(&ir, Some(&analyze(&ir)));
            insta::assert_snapshot!(
                name,
                format!("{text}\n--- reports\n{reports}\n--- ir\n{meaning}")
            );
        }
    });
}
