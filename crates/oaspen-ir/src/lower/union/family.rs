//! The union that a discriminated parent is where it is used as a type.
//!
//! One branch for each schema that extends it, chosen by the discriminator, and a last one for the
//! parent's own values: those with its own tag, those without a tag where none is required, and, on
//! the client, those whose tag nobody knows, so that the parent's fields stay within reach.

use oaspen_diagnostics::{Code, Diagnostic, Severity};
use oaspen_document::model::SchemaId;

use super::leaf::{Leaf, Unfolding, leaf};
use super::tag::{Tagging, contains, kinds_of_property, tag, tag_leaves, text_of};
use super::{branch_name, origin_of, use_conjunction};
use crate::ir::{
    Branch, Docs, Json, JsonKind, KindSet, Name, Plan, Reason, Rule, Shape, Test, TypeId, TypeUse,
    Union,
};
use crate::lower::all_of::view_of;
use crate::lower::context::{Lower, Operand};

/// The union of a parent's family; `base` is the type of the parent's own values.
pub(in crate::lower) fn lower_family(
    cx: &mut Lower<'_>,
    parent: SchemaId,
    base: TypeId,
    name: &Name,
) -> Shape {
    let family = cx.families.of(parent);
    let heirs: Vec<SchemaId> = family.map_or_else(Vec::new, |family| family.branches.clone());
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut branches: Vec<Branch> = Vec::new();
    for (position, heir) in heirs.into_iter().enumerate() {
        let conjunction = vec![Operand::Schema(heir)];
        let used = use_conjunction(cx, conjunction, branch_name(name, position));
        branches.push(branch(cx, heir, used.id));
        leaves.push(leaf_of(cx, heir, position));
        let inner = cx.families.of(heir);
        for heir in inner.map_or_else(Vec::new, |family| family.heirs.clone()) {
            leaves.push(leaf_of(cx, heir, position));
        }
    }
    branches.push(branch(cx, parent, base));
    leaves.push(leaf_of(cx, parent, branches.len() - 1));
    let tagging = tag_leaves(cx, parent, &mut leaves);
    let Some(property) = cx.object(parent).and_then(|it| it.discriminator.as_ref()) else {
        return Shape::Any;
    };
    let property = &property.property_name.value;
    if let Some(mut own) = leaves.pop() {
        own.tags = own_tags(cx, parent, &own, (property, &leaves));
        leaves.push(own);
    }
    for (position, branch) in branches.iter_mut().enumerate() {
        let first = leaves.iter().find(|leaf| leaf.branch == position);
        branch.tag = first.and_then(|leaf| leaf.tags.first()).and_then(text_of);
    }
    report_tags(cx, parent, property, &leaves);
    let plan = plan_family(&leaves, property, tagging);
    Shape::Union(Union {
        branches,
        plan,
        is_exclusive: false,
    })
}

fn branch(cx: &Lower<'_>, schema: SchemaId, id: TypeId) -> Branch {
    Branch {
        ty: TypeUse {
            id,
            nullable: false,
        },
        origin: origin_of(cx, schema),
        docs: Docs::default(),
        tag: None,
    }
}

/// What is known of a schema by itself.
fn leaf_of(cx: &mut Lower<'_>, schema: SchemaId, branch: usize) -> Leaf {
    let conjunction = vec![Operand::Schema(schema)];
    let view = view_of(cx, &conjunction);
    let from = Unfolding {
        branch,
        conjunction,
        sources: vec![schema],
        depth: 0,
    };
    leaf(cx, view, from)
}

/// The tags of the parent's own values: what the mapping says, else the listed values that nobody
/// else has, else its name.
fn own_tags(
    cx: &mut Lower<'_>,
    parent: SchemaId,
    own: &Leaf,
    (property, heirs): (&str, &[Leaf]),
) -> Vec<Json> {
    let discriminator = cx.object(parent).and_then(|it| it.discriminator.as_ref());
    let mapping = discriminator.into_iter().flat_map(|it| &it.mapping);
    let mapped: Vec<&String> = mapping
        .filter(|(_, target)| **target == parent)
        .map(|(value, _)| value)
        .collect();
    let kinds = kinds_of_property(cx, own, property);
    if !mapped.is_empty() {
        return mapped.into_iter().map(|text| tag(text, kinds)).collect();
    }
    let is_free = |value: &&Json| !heirs.iter().any(|heir| contains(&heir.tags, value));
    if let Some(listed) = own.values_of(property) {
        return listed.iter().filter(is_free).cloned().collect();
    }
    let name = cx.resolved.component_name(parent);
    let name = name.filter(|_| kinds.contains(JsonKind::String));
    let name = name.map(|name| tag(name, kinds));
    name.iter().filter(is_free).cloned().collect()
}

fn plan_family(leaves: &[Leaf], property: &str, tagging: Option<Tagging>) -> Plan {
    let object = |test, branch| Rule {
        kinds: KindSet::of(JsonKind::Object),
        test,
        branch,
    };
    let mut rules: Vec<Rule> = Vec::new();
    let mut taken: Vec<Json> = Vec::new();
    let count = leaves.last().map_or(0, |own| own.branch + 1);
    for branch in 0..count {
        let mut values: Vec<Json> = Vec::new();
        for leaf in leaves.iter().filter(|leaf| leaf.branch == branch) {
            for tag in &leaf.tags {
                if !contains(&taken, tag) && !contains(&values, tag) {
                    values.push(tag.clone());
                }
            }
        }
        taken.extend(values.iter().cloned());
        if !values.is_empty() {
            rules.push(object(Test::KeyEquals(property.to_owned(), values), branch));
        }
    }
    let default = tagging.and_then(|tagging| tagging.default);
    match (default, leaves.last()) {
        (Some(branch), _) => rules.push(object(Test::Always, branch)),
        (None, Some(own)) => {
            if !own.requires(property) {
                rules.push(object(Test::LacksKey(property.to_owned()), own.branch));
            }
            rules.push(object(Test::Tolerated, own.branch));
        }
        (None, None) => {}
    }
    Plan {
        rules,
        reason: Reason::Discriminator(property.to_owned()),
        reconsiders: false,
    }
}

/// Reports what `allOf` says of a tag and a family cannot hold.
fn report_tags(cx: &mut Lower<'_>, parent: SchemaId, property: &str, leaves: &[Leaf]) {
    let Some((own, heirs)) = leaves.split_last() else {
        return;
    };
    if let Some([constant]) = own.values_of(property) {
        report_constant(cx, parent, (property, constant), heirs);
        let mapping = cx.object(parent).and_then(|it| it.discriminator.as_ref());
        let is_mapped = text_of(constant)
            .is_some_and(|text| mapping.is_some_and(|it| it.mapping.contains_key(&text)));
        let heir = heirs.iter().find(|heir| contains(&heir.tags, constant));
        if let (Some(heir), false) = (heir, is_mapped) {
            report_shared(cx, (property, constant), heir, parent);
        }
    }
    for (at, leaf) in leaves.iter().enumerate() {
        let earlier = leaves.iter().take(at);
        let twice = earlier
            .filter(|other| other.branch != leaf.branch)
            .find_map(|other| {
                let mut shared = leaf.tags.iter();
                let tag = shared.find(|tag| contains(&other.tags, tag))?;
                Some((tag.clone(), other))
            });
        if let (Some((tag, first)), Some(second)) = (twice, leaf.sources.first()) {
            report_shared(cx, (property, &tag), first, *second);
        }
    }
}

/// A constant of the parent would be that of every child: JSON Schema's `allOf` lets none be told apart.
fn report_constant(
    cx: &mut Lower<'_>,
    parent: SchemaId,
    (property, constant): (&str, &Json),
    heirs: &[Leaf],
) {
    let is_other = |heir: &&Leaf| !heir.tags.is_empty() && !contains(&heir.tags, constant);
    let Some(heir) = heirs
        .iter()
        .find(is_other)
        .and_then(|heir| heir.sources.first())
    else {
        return;
    };
    if !cx.reported.insert((parent, "tag")) {
        return;
    }
    let message = format!(
        "by `allOf`, `{property}` would be `{}` in every schema that extends this one; it is taken \
         to be this schema's own value, and each of the others has another",
        constant
    );
    let heir = cx.schema(*heir).origin.span;
    let origin = &cx.schema(parent).origin;
    cx.sink.push(
        Diagnostic::new(Code::ConflictingAllOf, message)
            .at(origin.span, &origin.pointer)
            .label(heir, "this one extends it"),
    );
}

fn report_shared(
    cx: &mut Lower<'_>,
    (property, tag): (&str, &Json),
    first: &Leaf,
    second: SchemaId,
) {
    let Some(first) = first.sources.first().copied() else {
        return;
    };
    if !cx.reported.insert((second, "tag")) {
        return;
    }
    let message = format!(
        "`{}` in `{property}` names two schemas: a value is read as the first",
        tag
    );
    let first = cx.schema(first).origin.span;
    let origin = &cx.schema(second).origin;
    cx.sink.push(
        Diagnostic::new(Code::AmbiguousUnion, message)
            .severity(Severity::Weakened)
            .at(origin.span, &origin.pointer)
            .label(first, "it is read as this schema"),
    );
}
