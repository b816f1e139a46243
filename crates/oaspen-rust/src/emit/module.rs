//! Modules as text: heads, uses, the modules below, items.
//!
//! Items are by far the most work, and those of one module need no other's: they are printed for
//! all modules at once, on all cores, and then put into their places.

use std::fmt::Write as _;

use super::place::{Place, declared_in};
use super::{concurrent, docs, emit_visibility, item};
use crate::model::{Module, Use};
use crate::print;

/// The docs of a module at the top of its file.
pub(crate) fn emit_file_head(module: &Module) -> String {
    docs::emit_lines(&module.docs, "//!")
}

/// What is in a file after its head: the modules below are files of their own.
pub(crate) fn emit_file_body(place: &Place<'_>, module: &Module, items: &str) -> String {
    let mut text = emit_uses(place, module);
    if !module.modules.is_empty() {
        text.push('\n');
    }
    for below in &module.modules {
        text.push_str(emit_expectation(below.names_deprecated));
        let _ = writeln!(
            text,
            "{}mod {};",
            emit_visibility(below.visibility),
            below.ident
        );
    }
    text.push_str(items);
    text
}

/// A module in braces, with those below; `items` as [`emit_all_items`] gives them.
pub(crate) fn emit_inline(
    place: &Place<'_>,
    module: &Module,
    items: &mut impl Iterator<Item = String>,
) -> String {
    let own_items = items.next().unwrap_or_default();
    let mut inside = emit_uses(place, module);
    for below in &module.modules {
        inside.push('\n');
        inside.push_str(&emit_inline(&place.below(below), below, items));
    }
    inside.push_str(&own_items);
    let mut text = docs::emit_lines(&module.docs, "///");
    text.push_str(emit_expectation(module.names_deprecated));
    let _ = writeln!(
        text,
        "{}mod {} {{",
        emit_visibility(module.visibility),
        module.ident
    );
    for line in inside.trim_start_matches('\n').lines() {
        let indent = if line.is_empty() { "" } else { "    " };
        let _ = writeln!(text, "{indent}{line}");
    }
    text.push_str("}\n");
    text
}

/// The items of a module and of all below it: a text for each module, those above first.
pub(crate) fn emit_all_items(
    place: &Place<'_>,
    module: &Module,
) -> impl Iterator<Item = String> + use<> {
    let mut modules = Vec::new();
    add_modules(&mut modules, *place, module);
    let texts = concurrent::map(&modules, |(place, module)| emit_items(place, module));
    texts.into_iter()
}

fn add_modules<'a>(
    modules: &mut Vec<(Place<'a>, &'a Module)>,
    place: Place<'a>,
    module: &'a Module,
) {
    modules.push((place, module));
    for below in &module.modules {
        add_modules(modules, place.below(below), below);
    }
}

/// What is deprecated is named here, which only its users are to be warned of.
fn emit_expectation(names_deprecated: bool) -> &'static str {
    if names_deprecated {
        "#[expect(deprecated, reason = \"users are warned, not generated code\")]\n"
    } else {
        ""
    }
}

fn emit_items(place: &Place<'_>, module: &Module) -> String {
    let declared = declared_in(module).collect();
    let place = &place.declaring(&declared);
    let mut text = String::new();
    for item in &module.items {
        for tokens in item::emit_item(place, item) {
            text.push('\n');
            text.push_str(&print::item(tokens));
        }
    }
    text
}

fn emit_uses(place: &Place<'_>, module: &Module) -> String {
    let mut text = String::new();
    if module.uses_runtime || !module.uses.is_empty() {
        text.push('\n');
    }
    if module.uses_runtime {
        text.push_str("use ::oaspen_runtime::private::v1 as rt;\n");
    }
    for brought_in in &module.uses {
        let visibility = match brought_in {
            Use::Import { .. } => "",
            Use::Names { .. }
            | Use::All { .. }
            | Use::Part { .. }
            | Use::RuntimeCrate { .. }
            | Use::Runtime { .. } => "pub ",
        };
        let is_deprecated = match brought_in {
            Use::Names { deprecated, .. } => *deprecated,
            Use::Import { .. }
            | Use::All { .. }
            | Use::Part { .. }
            | Use::RuntimeCrate { .. }
            | Use::Runtime { .. } => false,
        };
        text.push_str(emit_expectation(is_deprecated));
        let _ = writeln!(
            text,
            "{visibility}use {};",
            emit_use_path(place, brought_in)
        );
    }
    text
}

fn emit_use_path(place: &Place<'_>, handed_on: &Use) -> String {
    match handed_on {
        Use::Names { module, names, .. } => {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            format!("{module}::{}", emit_braced(&names))
        }
        // One line for each, so that another operation changes no line of the others.
        Use::Import { module, names } => {
            let path = place.path(module).to_string().replace(' ', "");
            let uses = names.iter().map(|name| format!("{path}::{name}"));
            uses.collect::<Vec<_>>().join(";\nuse ")
        }
        Use::RuntimeCrate { ident } => format!("::oaspen_runtime as {ident}"),
        Use::All { module } => format!("{module}::*"),
        Use::Part { part, ident } => {
            let path = place.part_path(*part).to_string().replace(' ', "");
            format!("{path} as {ident}")
        }
        Use::Runtime { path, names } => {
            let mut text = "::oaspen_runtime::private::v1::".to_owned();
            for module in *path {
                text.push_str(module);
                text.push_str("::");
            }
            text.push_str(&emit_braced(names));
            text
        }
    }
}

fn emit_braced(names: &[&str]) -> String {
    match names {
        [one] => (*one).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    }
}
