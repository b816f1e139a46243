//! Chains of any number of types: no recursion, no time that doubles with each link.

use oaspen_ir::ir::{List, NameRoot, NameStep, Shape, Tuple, TypeId};

use crate::model::{Item, ItemPath, Module, Part, Ty};
use crate::name::RustIdent;
use crate::testing::{Api, branch, crates, integer, of, or_null, string, union};

fn items(api: &Api) -> Vec<Item> {
    fn collect(items: &mut Vec<Item>, module: Module) {
        items.extend(module.items);
        for below in module.modules {
            collect(items, below);
        }
    }
    let mut items = Vec::new();
    let parts = api.plan(&crates("pets")).parts;
    parts
        .into_iter()
        .for_each(|part| collect(&mut items, part.root));
    items
}

/// Of each branch of the only union, whether the union is made from it.
fn conversions(items: &[Item]) -> Vec<bool> {
    let mut conversions = Vec::new();
    for item in items {
        if let Item::Union(union) = item {
            conversions.extend(union.variants.iter().map(|variant| variant.from));
        }
    }
    conversions
}

fn aliases(items: &[Item]) -> impl Iterator<Item = &Ty> {
    items.iter().filter_map(|item| {
        let Item::Alias(alias) = item else {
            return None;
        };
        Some(&alias.ty)
    })
}

const MANY: usize = 20_000;

/// Components `T0`, `T1`, … where each is made of the next, and a union of the first and an integer.
#[track_caller]
fn check_chain(link: fn(TypeId) -> Shape, count: usize, end: &Ty) {
    let mut api = Api::new();
    for index in 0..count {
        api.component(&format!("T{index}"), link(TypeId::from_index(index + 1)));
    }
    api.component("End", string());
    let integer = api.component("Integer", integer());
    let first = of(TypeId::from_index(0));
    let branches = vec![branch(first), branch(first), branch(of(integer))];
    api.component("Union", union(branches, Vec::new()));
    let items = items(&api);
    // The first two branches are one type.
    assert_eq!(conversions(&items), [false, false, true]);
    assert_eq!(aliases(&items).nth(count - 1), Some(end));
}

fn end() -> Ty {
    Ty::Item(ItemPath {
        part: Part::Types,
        modules: Vec::new(),
        ident: RustIdent::fixed("End"),
    })
}

#[test]
fn named_lists_are_chained_without_end() {
    let link = |next| Shape::List(List { item: of(next) });
    check_chain(link, MANY, &Ty::vec(end()));
}

#[test]
fn named_tuples_are_chained_without_end() {
    let link = |next| {
        Shape::Tuple(Tuple {
            items: vec![of(next), of(next)],
            least: 2,
            rest: None,
        })
    };
    check_chain(link, MANY, &Ty::Tuple(vec![end(), end()]));
}

#[test]
fn aliases_are_chained_without_end() {
    check_chain(|next| Shape::Alias(of(next)), MANY, &end());
}

#[test]
fn two_spellings_of_one_type_make_no_two_conversions() {
    let mut api = Api::new();
    let text = api.component("Text", string());
    let alias = api.component("Alias", Shape::Alias(or_null(text)));
    let item = |id| Shape::List(List { item: id });
    let one = api.component("One", item(of(alias)));
    let two = api.component("Two", item(or_null(text)));
    let three = api.component("Three", item(of(text)));
    let branches = vec![branch(of(one)), branch(of(two)), branch(of(three))];
    api.component("Union", union(branches, Vec::new()));
    assert_eq!(conversions(&items(&api)), [false, false, true]);
}

/// References to what is inside components chain types that have no names of their own.
#[test]
fn what_is_too_long_to_write_out_gets_a_name() {
    let mut api = Api::new();
    api.component(
        "Start",
        Shape::List(List {
            item: of(TypeId::from_index(1)),
        }),
    );
    for index in 1..MANY {
        let root = NameRoot::Schema(format!("T{index}"));
        let item = of(TypeId::from_index(index + 1));
        api.inline(root, vec![NameStep::Item], Shape::List(List { item }));
    }
    api.inline(
        NameRoot::Schema("End".to_owned()),
        vec![NameStep::Item],
        string(),
    );
    let depth = |mut ty: &Ty| {
        let mut depth = 1;
        while let Ty::Vec(inner) = ty {
            (ty, depth) = (inner, depth + 1);
        }
        depth
    };
    assert_eq!(aliases(&items(&api)).map(depth).max(), Some(65));
}
