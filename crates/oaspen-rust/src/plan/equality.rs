//! `Eq` and `Hash`: which of the types that can have them do. `PartialEq` is not here: all types have it.

use oaspen_ir::ir::TypeId;

use super::Cx;
use crate::Equality;
use crate::model::Derive;

/// What is derived for a type beyond `PartialEq`.
pub(crate) fn plan_equality(cx: &Cx<'_>, id: TypeId) -> Vec<Derive> {
    let facts = cx.facts.of(id);
    let is_wanted = match cx.config.equality {
        Equality::Keys => !facts.holds_struct,
        Equality::Everywhere => true,
    };
    let derives = [
        (Derive::Eq, facts.is_eq),
        (Derive::Hash, facts.is_eq && facts.is_hash),
    ];
    let derives = derives.into_iter().filter(|(_, can)| is_wanted && *can);
    derives.map(|(derive, _)| derive).collect()
}
