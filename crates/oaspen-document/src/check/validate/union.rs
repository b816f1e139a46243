//! `allOf`, `oneOf`, `anyOf` and `not`: JSON Schema 2020-12 §10.2.1.
//!
//! When no branch of a union fits, the cause is told of the branch that was most likely meant.

use std::rc::Rc;

use super::{Ambiguity, Frame, Keywords, Outcome, Validator};
use crate::model::{JsonType, Schema, SchemaId, SchemaObject};
use crate::node::Node;

/// The branches of one union, judged by one value.
struct Union<'n> {
    word: &'static str,
    node: &'n Node,
    judged: Vec<(SchemaId, Rc<Outcome>)>,
}

impl<'r> Validator<'r> {
    pub(super) fn check_unions(
        &mut self,
        keywords: Keywords<'r>,
        node: &Node,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        let object = keywords.object;
        for branch in &object.all_of {
            outcome.absorb(&self.visit(*branch, node, frame));
        }
        for (word, branches) in [("oneOf", &object.one_of), ("anyOf", &object.any_of)] {
            let Some(branches) = branches.as_ref().filter(|branches| !branches.is_empty()) else {
                continue;
            };
            // The tag decides, so what other branches say of the value is of no interest.
            let named = self.named_branch(object, branches, node);
            let asked = named.as_ref().map_or(&branches[..], std::slice::from_ref);
            let judged = asked
                .iter()
                .map(|branch| (*branch, self.visit(*branch, node, frame)))
                .collect();
            let union = Union { word, node, judged };
            self.check_branches(keywords, &union, frame, outcome);
        }
        if let Some(not) = object.not
            && self.visit(not, node, frame).fits()
        {
            let reason = "the value is one that `not` excludes".to_owned();
            outcome.refuse(keywords.mismatch(node.span, frame, reason, "`not` is here"));
        }
    }

    fn check_branches(
        &self,
        keywords: Keywords<'r>,
        union: &Union<'_>,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        let fitting: Vec<SchemaId> = union
            .judged
            .iter()
            .filter(|(_, judged)| judged.fits())
            .map(|(branch, _)| *branch)
            .collect();
        for (_, judged) in union.judged.iter().filter(|(_, judged)| judged.fits()) {
            outcome.absorb(judged);
        }
        if fitting.is_empty() {
            self.refuse_branches(keywords, union, frame, outcome);
        } else if union.word == "oneOf"
            && fitting.len() > 1
            && keywords.object.discriminator.is_none()
            && !union.node.is_null()
        {
            outcome.note(Ambiguity {
                span: union.node.span,
                union: keywords.id,
                branches: fitting,
            });
        }
    }

    fn refuse_branches(
        &self,
        keywords: Keywords<'r>,
        union: &Union<'_>,
        frame: Frame,
        outcome: &mut Outcome,
    ) {
        if let Some((_, meant)) = self.meant(union, frame) {
            outcome.absorb(meant);
            return;
        }
        let Union { word, node, judged } = union;
        let nearest = judged
            .iter()
            .min_by_key(|(_, judged)| judged.mismatches.len())
            .and_then(|(_, judged)| judged.mismatches.first())
            .map_or_else(String::new, |first| {
                format!(" (the nearest one: {})", first.reason)
            });
        let reason = format!("no branch of `{word}` fits{nearest}");
        let label = format!("`{word}` is here");
        outcome.refuse(keywords.mismatch(node.span, frame, reason, label));
    }

    /// The branch that the author of the value had in mind: the only one beside null, or the one
    /// whose complaints all lie deeper than those of every other.
    fn meant<'u>(&self, union: &'u Union<'_>, frame: Frame) -> Option<&'u (SchemaId, Rc<Outcome>)> {
        let judged = &union.judged;
        let mut real = judged.iter().filter(|(id, _)| !self.is_null_only(*id));
        if let (Some(only), None) = (real.next(), real.next()) {
            return Some(only);
        }
        let level = |outcome: &Outcome| outcome.mismatches.iter().map(|found| found.level).min();
        let deepest = judged
            .iter()
            .filter_map(|(_, judged)| level(judged))
            .max()?;
        let mut at_deepest = judged
            .iter()
            .filter(|(_, judged)| level(judged) == Some(deepest));
        match (at_deepest.next(), at_deepest.next()) {
            (Some(only), None) if deepest > frame.level => Some(only),
            (_, _) => None,
        }
    }

    fn is_null_only(&self, id: SchemaId) -> bool {
        self.schemas
            .get(id)
            .and_then(Schema::object)
            .and_then(|object| object.types.as_ref())
            .is_some_and(|types| types.value.names == [JsonType::Null])
    }

    /// OAS 3.1 §4.8.25: the branch that the value of the discriminator names.
    pub(in crate::check) fn named_branch(
        &self,
        object: &SchemaObject<SchemaId>,
        branches: &[SchemaId],
        node: &Node,
    ) -> Option<SchemaId> {
        let discriminator = object.discriminator.as_ref()?;
        let value = node.get(&discriminator.property_name.value)?.as_str()?;
        let target = discriminator
            .mapping
            .get(value)
            .or_else(|| self.resolved.components.schemas.get(value))?;
        let is_named = |branch: &SchemaId| {
            let object = self.schemas.get(*branch).and_then(Schema::object);
            branch == target || object.and_then(|object| object.reference) == Some(*target)
        };
        branches.iter().copied().find(is_named)
    }
}
