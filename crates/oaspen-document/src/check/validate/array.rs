//! Keywords for lists: JSON Schema 2020-12 §6.4 and §10.3.1.

use indexmap::IndexSet;

use super::scalar::canonical;
use super::{Frame, Keywords, Outcome, Validator};
use crate::node::Node;

impl<'r> Validator<'r> {
    pub(super) fn check_array(
        &mut self,
        keywords: Keywords<'r>,
        node: &Node,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        let Some(items) = node.items() else { return };
        check_count(keywords, node, items, frame, outcome);
        let object = keywords.object;
        let rest = std::iter::repeat(object.items);
        let schemas = object.prefix_items.iter().copied().map(Some).chain(rest);
        for (item, schema) in items.iter().zip(schemas) {
            let Some(schema) = schema else { break };
            outcome.absorb(&self.part(schema, item, frame));
        }
        // With other counts one item is not what is asked for.
        if let Some(contains) = object.contains
            && object.min_contains.is_none_or(|least| least == 1)
            && !items
                .iter()
                .any(|item| self.part(contains, item, frame).fits())
        {
            let reason = "no item is as `contains` asks for".to_owned();
            outcome.refuse(keywords.mismatch(node.span, frame, reason, "`contains` is here"));
        }
    }
}

fn check_count(
    keywords: Keywords<'_>,
    node: &Node,
    items: &[Node],
    frame: Frame,
    outcome: &mut Outcome,
) {
    let object = keywords.object;
    let count = items.len() as u64;
    if let Some(limit) = object.min_items.filter(|limit| count < *limit) {
        let reason = format!("a list of {count} has less than {limit} items");
        outcome.refuse(keywords.mismatch(node.span, frame, reason, "`minItems` is here"));
    }
    if let Some(limit) = object.max_items.filter(|limit| count > *limit) {
        let reason = format!("a list of {count} has more than {limit} items");
        outcome.refuse(keywords.mismatch(node.span, frame, reason, "`maxItems` is here"));
    }
    if object.unique_items {
        let mut seen = IndexSet::new();
        if let Some(twice) = items.iter().find(|item| !seen.insert(canonical(item))) {
            let reason = "this item is in the list twice".to_owned();
            outcome.refuse(keywords.mismatch(twice.span, frame, reason, "`uniqueItems` is here"));
        }
    }
}
