//! How long files, functions, argument lists and `quote!` blocks may be.
//!
//! The cap on files is without tests, so that a file of tests alone has none; every other cap holds
//! there too.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::Violation;
use super::source::Source;

/// Lines of a file without its tests.
const FILE: usize = 600;
/// Lines of a function.
const FUNCTION: usize = 80;
/// Arguments of a function, without `self`.
const ARGUMENTS: usize = 5;
/// Lines of a `quote!` block.
const QUOTE: usize = 40;

/// Reports what is longer than its cap.
pub(crate) fn check(source: &Source, violations: &mut Vec<Violation>) {
    let Some(syntax) = &source.syntax else {
        return;
    };
    let tests: usize = syntax.items.iter().map(test_lines).sum();
    let lines = source.text.lines().count() - tests;
    if lines > FILE && !source.is_test() {
        let message = format!("{lines} lines without tests; the cap is {FILE}");
        violations.push(Violation::new(&source.path, 0, message));
    }
    let mut sizes = Sizes { source, violations };
    sizes.visit_file(syntax);
}

/// The lines of an inline test module.
fn test_lines(item: &syn::Item) -> usize {
    if let syn::Item::Mod(module) = item
        && module.content.is_some()
        && is_test(&module.attrs)
    {
        lines(module)
    } else {
        0
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|word| word == "test")
    })
}

fn lines(node: &impl Spanned) -> usize {
    let span = node.span();
    span.end().line.saturating_sub(span.start().line) + 1
}

struct Sizes<'a> {
    source: &'a Source,
    violations: &'a mut Vec<Violation>,
}

impl Sizes<'_> {
    fn function(&mut self, signature: &syn::Signature, body: &impl Spanned) {
        let name = &signature.ident;
        let line = name.span().start().line;
        let length = lines(body);
        if length > FUNCTION {
            let message = format!("`{name}` has {length} lines; the cap is {FUNCTION}");
            self.report(line, message);
        }
        let typed = |argument: &&syn::FnArg| matches!(argument, syn::FnArg::Typed(_));
        let arguments = signature.inputs.iter().filter(typed).count();
        if arguments > ARGUMENTS {
            let message = format!("`{name}` takes {arguments} arguments; the cap is {ARGUMENTS}");
            self.report(line, message);
        }
    }

    fn report(&mut self, line: usize, message: String) {
        self.violations
            .push(Violation::new(&self.source.path, line, message));
    }
}

impl<'ast> Visit<'ast> for Sizes<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(&item.sig, body);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let length = lines(call);
        if call.path.is_ident("quote") && length > QUOTE {
            let message = format!("a `quote!` of {length} lines; the cap is {QUOTE}");
            self.report(call.span().start().line, message);
        }
        visit::visit_macro(self, call);
    }
}
