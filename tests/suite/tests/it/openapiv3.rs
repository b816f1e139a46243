//! A document that a program holds as the `openapiv3` crate's model means what its text means.

use oaspen::{Config, Input, check};
use oaspen_ir::dump::dump;

use crate::root;

#[test]
fn a_model_means_what_its_text_means() {
    let text =
        std::fs::read_to_string(root().join("spec/whatsapp-business.yaml")).expect("it is there");
    let model: openapiv3::OpenAPI = serde_yaml::from_str(&text).expect("openapiv3 reads it");
    let by_model = Input::from_openapiv3(&model).expect("it can be written as JSON");
    let meaning = |input: &Input| {
        let checked = check(input, &Config::default(), &mut |_| {});
        dump(&checked.ir.expect("it has no errors"), None)
    };
    let by_text = meaning(&Input::from_text("api.yaml", text.as_str()));
    let by_model = meaning(&by_model);
    // That model holds `default` apart from the other responses, so that order is lost.
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&by_text), sorted(&by_model));
}
