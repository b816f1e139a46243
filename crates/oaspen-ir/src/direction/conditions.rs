//! Conditions of an object in the direction in which some of its properties do not travel: they are
//! taken to be as the condition wants them, for nobody can send them.

use crate::ir::{Assertion, Demand};

/// Takes properties out of what is demanded together.
pub(super) fn strike_demands(demands: &mut Vec<Demand>, elsewhere: &[String]) {
    for demand in demands.iter_mut() {
        for set in &mut demand.sets {
            set.retain(|name| !elsewhere.contains(name));
        }
    }
    // A set of nothing is always there.
    demands.retain(|demand| demand.sets.iter().all(|set| !set.is_empty()));
}

/// Takes properties out of the conditions of an object.
pub(super) fn strike_assertions(assertions: &mut Vec<Assertion>, elsewhere: &[String]) {
    let all = std::mem::take(assertions);
    assertions.extend(all.into_iter().filter_map(|all| strike(all, elsewhere)));
}

/// What is left of a condition; as deep as lowering follows schemas, which it bounds.
fn strike(assertion: Assertion, elsewhere: &[String]) -> Option<Assertion> {
    let is_elsewhere = |name: &String| elsewhere.contains(name);
    match assertion {
        Assertion::Required(name)
        | Assertion::Property(name, _)
        | Assertion::Dependent(name, _)
            if is_elsewhere(&name) =>
        {
            None
        }
        Assertion::DependentRequired(name, mut others) => {
            others.retain(|other| !is_elsewhere(other));
            let says_something = !is_elsewhere(&name) && !others.is_empty();
            says_something.then_some(Assertion::DependentRequired(name, others))
        }
        // How many there are is said of the whole object.
        Assertion::MinProperties(_) => None,
        Assertion::Others(mut named, patterns, inside) => {
            named.extend(elsewhere.iter().cloned());
            Some(Assertion::Others(named, patterns, inside))
        }
        Assertion::AnyOf(lists) => strike_lists(lists, elsewhere).map(Assertion::AnyOf),
        Assertion::OneOf(lists) => strike_lists(lists, elsewhere).map(Assertion::OneOf),
        Assertion::Dependent(name, mut inside) => {
            strike_assertions(&mut inside, elsewhere);
            (!inside.is_empty()).then_some(Assertion::Dependent(name, inside))
        }
        Assertion::Not(inside) => {
            let speaks = inside.iter().any(|inside| speaks_of(inside, elsewhere));
            (!speaks).then_some(Assertion::Not(inside))
        }
        Assertion::If(condition, mut then, mut otherwise) => {
            if condition.iter().any(|inside| speaks_of(inside, elsewhere)) {
                return None;
            }
            strike_assertions(&mut then, elsewhere);
            strike_assertions(&mut otherwise, elsewhere);
            Some(Assertion::If(condition, then, otherwise))
        }
        other @ (Assertion::Never
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
        | Assertion::Position(..)
        | Assertion::ItemsFrom(..)
        | Assertion::Contains(..)
        | Assertion::UnevaluatedItems(..)
        | Assertion::MaxProperties(_)
        | Assertion::Required(_)
        | Assertion::Property(..)
        | Assertion::Matching(..)
        | Assertion::Names(_)
        | Assertion::UnevaluatedProperties(..)) => Some(other),
    }
}

/// Alternatives of which one now says nothing hold for every object.
fn strike_lists(lists: Vec<Vec<Assertion>>, elsewhere: &[String]) -> Option<Vec<Vec<Assertion>>> {
    let struck = lists.into_iter().map(|mut list| {
        let said = list.iter().any(|inside| speaks_of(inside, elsewhere));
        strike_assertions(&mut list, elsewhere);
        let is_only_kind = list
            .iter()
            .all(|inside| matches!(inside, Assertion::Kinds(_)));
        (!(said && is_only_kind)).then_some(list)
    });
    struck.collect()
}

/// Whether a condition is about one of the properties.
fn speaks_of(assertion: &Assertion, elsewhere: &[String]) -> bool {
    strike(assertion.clone(), elsewhere).as_ref() != Some(assertion)
}
