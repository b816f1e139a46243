//! Which types demand more of their values than reading them as the type finds out.

use super::edges::holders;
use super::walk::reach;
use crate::ir::{Ir, Type};

/// For every type, whether it or something inside of it demands more.
pub(super) fn find_checked(ir: &Ir) -> Vec<bool> {
    let own = ir.types.iter().enumerate();
    let own = own.filter_map(|(index, ty)| demands_more(ty).then_some(index));
    reach(&holders(ir), own)
}

fn demands_more(ty: &Type) -> bool {
    !ty.assertions.is_empty()
}
