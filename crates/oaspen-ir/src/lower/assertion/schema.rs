//! A schema whole, every keyword of it, as assertions: for what stands where no type is made.
//!
//! References are followed and what they name is repeated, up to a number of schemas; one that leads
//! back to itself cannot be. Formats are annotations here (JSON Schema 2020-12 §7.2.1).

use indexmap::IndexMap;
use oaspen_document::model::{SchemaBody, SchemaId, SchemaObject};

use super::pattern::lower_pattern;
use super::push_constraints;
use crate::ir::{Assertion, EnumVariant, KindSet, Pattern};
use crate::lower::all_of::kinds_of_type;
use crate::lower::constraint::lower_constraints;
use crate::lower::context::Lower;
use crate::lower::enumeration::lower_values;

type Object = SchemaObject<SchemaId>;

/// How many schemas one keyword may come to.
const MOST_SCHEMAS: usize = 2_000;

/// How deep schemas hold or name each other.
const DEEPEST: usize = 32;

/// Why a schema cannot be lowered whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It leads back to itself.
    Recursive,
    /// It comes to too many schemas.
    TooLarge,
}

type Lowered<T> = Result<T, Fault>;

/// A keyword that makes no type.
pub(super) struct Condition {
    pub(super) name: &'static str,
    /// Whether a schema has it.
    pub(super) is_said: fn(&Object) -> bool,
    /// Whether it makes types too.
    pub(super) makes_types: bool,
    pub(super) lower: fn(&mut Whole<'_, '_>, &Object, &mut Vec<Assertion>) -> Lowered<()>,
}

/// Every such keyword; those of one name are lowered together.
pub(super) const CONDITIONS: &[Condition] = &[
    Condition {
        name: "patternProperties",
        is_said: |object| !object.pattern_properties.is_empty(),
        makes_types: true,
        lower: |whole, object, all| whole.patterned(object, all),
    },
    Condition {
        name: "propertyNames",
        is_said: |object| object.property_names.is_some(),
        makes_types: false,
        lower: |whole, object, all| whole.names(object, all),
    },
    Condition {
        name: "dependentRequired",
        is_said: |object| !object.dependent_required.is_empty(),
        makes_types: false,
        lower: |whole, object, all| whole.dependent_required(object, all),
    },
    Condition {
        name: "dependentSchemas",
        is_said: |object| !object.dependent_schemas.is_empty(),
        makes_types: false,
        lower: |whole, object, all| whole.dependent_schemas(object, all),
    },
    Condition {
        name: "contains",
        is_said: |object| object.contains.is_some(),
        makes_types: false,
        lower: |whole, object, all| whole.contains(object, all),
    },
    Condition {
        name: "not",
        is_said: |object| object.not.is_some(),
        makes_types: false,
        lower: |whole, object, all| whole.not(object, all),
    },
    Condition {
        name: "if",
        is_said: |object| {
            object.condition.is_some() && (object.then.is_some() || object.otherwise.is_some())
        },
        makes_types: false,
        lower: |whole, object, all| whole.condition(object, all),
    },
    Condition {
        name: "unevaluatedItems",
        is_said: |object| object.unevaluated_items.is_some(),
        makes_types: false,
        lower: |whole, object, all| whole.unevaluated_items(object, all),
    },
    Condition {
        name: "unevaluatedProperties",
        is_said: |object| object.unevaluated_properties.is_some(),
        makes_types: false,
        lower: |whole, object, all| whole.unevaluated_properties(object, all),
    },
];

/// What is carried along.
pub(super) struct Whole<'c, 'd> {
    cx: &'c mut Lower<'d>,
    open: Vec<SchemaId>,
    left: usize,
    /// Whether a property is named even when nothing is said of it.
    keeps_names: bool,
    /// Whether no more is asked than which properties and items are spoken of.
    asks_names: bool,
}

impl<'c, 'd> Whole<'c, 'd> {
    pub(super) fn new(cx: &'c mut Lower<'d>) -> Self {
        Self {
            cx,
            open: Vec::new(),
            left: MOST_SCHEMAS,
            keeps_names: false,
            asks_names: false,
        }
    }

    fn schema(&mut self, id: SchemaId) -> Lowered<Vec<Assertion>> {
        if self.open.contains(&id) {
            return Err(Fault::Recursive);
        }
        if self.open.len() >= DEEPEST {
            return Err(Fault::TooLarge);
        }
        self.left = self.left.checked_sub(1).ok_or(Fault::TooLarge)?;
        let object = match &self.cx.schema(id).body {
            SchemaBody::Boolean(true) => return Ok(Vec::new()),
            SchemaBody::Boolean(false) => return Ok(vec![Assertion::Never]),
            SchemaBody::Object(object) => object,
        };
        self.open.push(id);
        let mut all = Vec::new();
        self.keywords(object, &mut all)?;
        for condition in CONDITIONS {
            (condition.lower)(self, object, &mut all)?;
        }
        self.open.pop();
        Ok(all)
    }

    pub(super) fn lists(&mut self, ids: Option<&[SchemaId]>) -> Lowered<Vec<Vec<Assertion>>> {
        let ids = ids.unwrap_or_default().iter();
        ids.map(|id| self.whole(*id)).collect()
    }

    fn option(&mut self, id: Option<SchemaId>) -> Lowered<Vec<Assertion>> {
        id.map_or(Ok(Vec::new()), |id| self.whole(id))
    }

    /// A schema that is tried, so that all that it says counts.
    fn whole(&mut self, id: SchemaId) -> Lowered<Vec<Assertion>> {
        let before = std::mem::replace(&mut self.asks_names, false);
        let all = self.schema(id);
        self.asks_names = before;
        all
    }

    /// What is said of a property or an item; nothing where only its name is asked for, which keeps
    /// a schema that leads back to itself from going on for ever.
    fn inside(&mut self, id: SchemaId) -> Lowered<Vec<Assertion>> {
        if self.asks_names {
            Ok(Vec::new())
        } else {
            self.schema(id)
        }
    }

    /// The keywords that types say where there is one.
    fn keywords(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        for id in object.reference.iter().chain(&object.all_of) {
            all.extend(self.schema(*id)?);
        }
        if let Some(types) = &object.types
            && !types.value.names.is_empty()
        {
            let kinds = types.value.names.iter().copied().map(kinds_of_type);
            all.push(Assertion::Kinds(kinds.fold(KindSet::EMPTY, KindSet::union)));
        }
        if let Some(values) = lower_values(object) {
            let value = |variant: EnumVariant| variant.value;
            all.push(Assertion::Values(values.into_iter().map(value).collect()));
        }
        push_constraints(self.cx, all, &lower_constraints(object));
        self.structure(object, all)?;
        if let Some(branches) = &object.any_of {
            all.push(Assertion::AnyOf(self.lists(Some(branches))?));
        }
        if let Some(branches) = &object.one_of {
            all.push(Assertion::OneOf(self.lists(Some(branches))?));
        }
        Ok(())
    }

    /// What is said of properties and items.
    pub(super) fn structure(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        let required = object.required.iter().map(|name| name.value.clone());
        all.extend(required.map(Assertion::Required));
        for (name, property) in &object.properties {
            let inside = self.inside(*property)?;
            if self.keeps_names || !inside.is_empty() {
                all.push(Assertion::Property(name.clone(), inside));
            }
        }
        if object.pattern_properties.is_empty() {
            self.others(object, &[], all)?;
        }
        self.items(object, all)
    }

    pub(super) fn items(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        for (position, item) in object.prefix_items.iter().enumerate() {
            let inside = self.inside(*item)?;
            all.push(Assertion::Position(position, inside));
        }
        if let Some(items) = object.items {
            let inside = self.inside(items)?;
            all.push(Assertion::ItemsFrom(object.prefix_items.len(), inside));
        }
        Ok(())
    }

    /// `additionalProperties`.
    fn others(
        &mut self,
        object: &Object,
        patterns: &[Pattern],
        all: &mut Vec<Assertion>,
    ) -> Lowered<()> {
        let Some(schema) = object.additional_properties else {
            return Ok(());
        };
        let inside = self.inside(schema)?;
        if self.keeps_names || !inside.is_empty() {
            let named = object.properties.keys().cloned().collect();
            all.push(Assertion::Others(named, patterns.to_vec(), inside));
        }
        Ok(())
    }

    /// `patternProperties`, and what they leave to `additionalProperties`. A pattern that cannot be
    /// carried out may match any name, so then nothing is known of the others.
    fn patterned(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        if object.pattern_properties.is_empty() {
            return Ok(());
        }
        let mut patterns = Vec::new();
        for (written, schema) in &object.pattern_properties {
            let Some(pattern) = lower_pattern(self.cx, written) else {
                continue;
            };
            let inside = self.inside(*schema)?;
            if self.keeps_names || !inside.is_empty() {
                all.push(Assertion::Matching(pattern.clone(), inside));
            }
            patterns.push(pattern);
        }
        if patterns.len() == object.pattern_properties.len() {
            self.others(object, &patterns, all)?;
        }
        Ok(())
    }

    fn names(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        let inside = self.option(object.property_names)?;
        if !inside.is_empty() {
            all.push(Assertion::Names(inside));
        }
        Ok(())
    }

    fn dependent_required(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        let dependent: &IndexMap<String, Vec<String>> = &object.dependent_required;
        all.extend(
            dependent
                .iter()
                .map(|(name, others)| Assertion::DependentRequired(name.clone(), others.clone())),
        );
        Ok(())
    }

    fn dependent_schemas(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        for (name, schema) in &object.dependent_schemas {
            let inside = self.whole(*schema)?;
            all.push(Assertion::Dependent(name.clone(), inside));
        }
        Ok(())
    }

    fn contains(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        if let Some(contains) = object.contains {
            let inside = self.whole(contains)?;
            let least = object.min_contains.unwrap_or(1);
            all.push(Assertion::Contains(inside, least, object.max_contains));
        }
        Ok(())
    }

    fn not(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        if let Some(not) = object.not {
            all.push(Assertion::Not(self.whole(not)?));
        }
        Ok(())
    }

    fn condition(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        let Some(condition) = object.condition else {
            return Ok(());
        };
        // Alone it tells only what `unevaluatedProperties` knows.
        if object.then.is_some() || object.otherwise.is_some() || self.keeps_names {
            let condition = self.whole(condition)?;
            let then = self.option(object.then)?;
            let otherwise = self.option(object.otherwise)?;
            all.push(Assertion::If(condition, then, otherwise));
        }
        Ok(())
    }

    fn unevaluated_items(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        if let Some(schema) = object.unevaluated_items {
            let whole = self.evaluated(object)?;
            let inside = self.schema(schema)?;
            all.push(Assertion::UnevaluatedItems(whole, inside));
        }
        Ok(())
    }

    fn unevaluated_properties(&mut self, object: &Object, all: &mut Vec<Assertion>) -> Lowered<()> {
        if let Some(schema) = object.unevaluated_properties {
            let whole = self.evaluated(object)?;
            let inside = self.schema(schema)?;
            all.push(Assertion::UnevaluatedProperties(whole, inside));
        }
        Ok(())
    }

    /// All that the schema says beside the `unevaluated…` keywords, which look at it.
    fn evaluated(&mut self, object: &Object) -> Lowered<Vec<Assertion>> {
        let keeps = std::mem::replace(&mut self.keeps_names, true);
        let asks = std::mem::replace(&mut self.asks_names, true);
        let mut all = Vec::new();
        self.keywords(object, &mut all)?;
        let others = CONDITIONS
            .iter()
            .filter(|condition| !condition.name.starts_with("unevaluated"));
        for condition in others {
            (condition.lower)(self, object, &mut all)?;
        }
        self.keeps_names = keeps;
        self.asks_names = asks;
        Ok(all.into_iter().filter_map(names_only).collect())
    }
}

/// What an assertion tells of which properties and items are spoken of; nothing of their values.
fn names_only(assertion: Assertion) -> Option<Assertion> {
    Some(match assertion {
        Assertion::Property(name, _) => Assertion::Property(name, Vec::new()),
        Assertion::Matching(pattern, _) => Assertion::Matching(pattern, Vec::new()),
        Assertion::Others(names, patterns, _) => Assertion::Others(names, patterns, Vec::new()),
        Assertion::Position(position, _) => Assertion::Position(position, Vec::new()),
        Assertion::ItemsFrom(first, _) => Assertion::ItemsFrom(first, Vec::new()),
        Assertion::Contains(..)
        | Assertion::UnevaluatedItems(..)
        | Assertion::UnevaluatedProperties(..)
        | Assertion::Dependent(..)
        | Assertion::AnyOf(_)
        | Assertion::OneOf(_)
        | Assertion::If(..) => assertion,
        Assertion::Never
        | Assertion::Kinds(_)
        | Assertion::Values(_)
        | Assertion::MinLength(_)
        | Assertion::MaxLength(_)
        | Assertion::Pattern(_)
        | Assertion::Minimum(_)
        | Assertion::Maximum(_)
        | Assertion::ExclusiveMinimum(_)
        | Assertion::ExclusiveMaximum(_)
        | Assertion::MultipleOf(_)
        | Assertion::MinItems(_)
        | Assertion::MaxItems(_)
        | Assertion::UniqueItems
        | Assertion::MinProperties(_)
        | Assertion::MaxProperties(_)
        | Assertion::Required(_)
        | Assertion::Names(_)
        | Assertion::DependentRequired(..)
        | Assertion::Not(_) => return None,
    })
}
