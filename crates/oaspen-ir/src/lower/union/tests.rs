//! A small value of each branch finds its branch, in every union of the corpus.

use std::collections::BTreeMap;
use std::path::Path;

use oaspen_diagnostics::Sink;
use oaspen_document::{Resolved, Uri, load, resolve};

use super::overlap::witness_of;
use super::{branches_of, view_of};
use crate::ir::{Json, Reason, Shape, Test, TypeId, Union};
use crate::lower::accept::accepts;
use crate::lower::context::{Conjunction, Lower, Operand};
use crate::lower::schema::{lower_pending, meaning_of, reserve_components};
use crate::lower::tests::corpus::{Folder, documents};
use crate::lower::tests::plan::route;
use crate::lower::tests::show::{show_name, show_plan};

/// The unions of a document with what each was made from.
fn unions<'a>(cx: &mut Lower<'a>) -> Vec<(String, Conjunction, Union)> {
    reserve_components(cx);
    lower_pending(cx);
    let mut meanings: BTreeMap<TypeId, Conjunction> = BTreeMap::new();
    for (conjunction, id) in &cx.known {
        meanings.insert(*id, conjunction.clone());
    }
    for (schema, id) in &cx.components {
        if !cx.view_is_alias(*schema) {
            meanings.insert(*id, vec![Operand::Schema(*schema)]);
        }
    }
    let mut found = Vec::new();
    for (id, meaning) in meanings {
        let ty = &cx.types[id.index()];
        if let Shape::Union(union) = &ty.shape {
            found.push((show_name(&ty.name), meaning, union.clone()));
        }
    }
    found
}

impl Lower<'_> {
    /// Whether a component's schema is only a reference.
    fn view_is_alias(&self, id: oaspen_document::model::SchemaId) -> bool {
        crate::lower::schema::target_of(self, id) != id
    }
}

/// A value of a tagged branch with its tag, which its schema may not say.
fn with_tag(value: Json, position: usize, union: &Union) -> Json {
    let (Json::Object(mut entries), Some(tag)) = (value.clone(), &union.branches[position].tag)
    else {
        return value;
    };
    let tag = Json::String(tag.clone());
    let property = union.plan.rules.iter().find_map(|rule| match &rule.test {
        Test::KeyEquals(key, values) if rule.branch == position && values.contains(&tag) => {
            Some(key.clone())
        }
        Test::KeyEquals(..)
        | Test::Always
        | Test::HasKey(_)
        | Test::LacksKey(_)
        | Test::FirstItem(_)
        | Test::Equals(_)
        | Test::Decodes
        | Test::Tolerated => None,
    });
    let Some(property) = property else {
        return value;
    };
    entries.retain(|(key, _)| *key != property);
    entries.push((property, tag));
    Json::Object(entries)
}

/// How many branches were tried; those that went astray are described.
fn route_all(resolved: &Resolved, astray: &mut Vec<String>) -> usize {
    let mut sink = Sink::new();
    let mut cx = Lower::new(&mut sink, resolved);
    let mut tried = 0;
    for (name, meaning, union) in unions(&mut cx) {
        let meaning = meaning_of(&mut cx, meaning);
        let view = view_of(&mut cx, &meaning);
        let Some(first) = view.unions.first() else {
            continue;
        };
        let branches = branches_of(&mut cx, &meaning, first).unwrap();
        if branches.len() != union.branches.len() {
            continue;
        }
        for (position, branch) in branches.iter().enumerate() {
            let mut steps = 2_000;
            let Some(value) = witness_of(&mut cx, &branch.conjunction, &mut steps, 0) else {
                continue;
            };
            let value = with_tag(value, position, &union);
            tried += 1;
            let found = route(&union.plan, &value, &mut |branch| {
                accepts(&mut cx, &branches[branch].conjunction, &value)
            });
            // A value that fits two branches may go to either, when that is said or when a key decides.
            let fits_found = matches!(
                union.plan.reason,
                Reason::Order { .. } | Reason::RequiredKey | Reason::Mixed | Reason::Kind
            ) && found
                .is_some_and(|found| accepts(&mut cx, &branches[found].conjunction, &value));
            if found != Some(position) && !fits_found {
                let value = value.to_string();
                let plan = show_plan(&union.plan);
                astray.push(format!(
                    "{name} branch {position}: {value} went to {found:?}{plan}"
                ));
            }
        }
    }
    tried
}

#[test]
fn values_of_branches_find_their_branch() {
    // Real documents take minutes in a debug build.
    if std::env::var_os("OASPEN_CORPUS_FULL").is_none() {
        println!("skipped: OASPEN_CORPUS_FULL is not set");
        return;
    }
    let Some(corpus) = std::env::var_os("OASPEN_CORPUS") else {
        println!("skipped: OASPEN_CORPUS does not name a folder");
        return;
    };
    let folder = Path::new(&corpus).join("documents");
    assert!(folder.is_dir(), "{} is no folder", folder.display());
    let mut astray = Vec::new();
    let mut tried = 0;
    for path in documents(&folder) {
        let mut sink = Sink::new();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let loader = Folder(path.parent().unwrap().to_owned());
        let loaded = load(&mut sink, &loader, &Uri::new(&name));
        if let Some(resolved) = loaded
            .document
            .and_then(|document| resolve(&mut sink, document))
        {
            let before = astray.len();
            tried += route_all(&resolved, &mut astray);
            if astray.len() > before {
                eprintln!("{name}:");
                astray[before..]
                    .iter()
                    .for_each(|text| eprintln!("  {text}"));
            }
        }
    }
    eprintln!("{tried} values");
    assert!(astray.is_empty(), "{} values went astray", astray.len());
}
