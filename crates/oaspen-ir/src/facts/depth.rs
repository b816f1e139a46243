//! How deep types hold each other, for compilers that count.

use super::edges::parts_of;
use crate::ir::Ir;

/// The number of types in the longest chain in which each holds the next, in place or in a list or
/// map; of a cycle each type counts once.
pub fn depth(ir: &Ir) -> usize {
    let mut walk = Walk {
        ir,
        heights: vec![None; ir.types.len()],
    };
    (0..ir.types.len())
        .map(|root| walk.height(root))
        .max()
        .unwrap_or(0)
}

struct Walk<'a> {
    ir: &'a Ir,
    /// Of every type that was entered; zero while it is open.
    heights: Vec<Option<usize>>,
}

impl Walk<'_> {
    fn height(&mut self, root: usize) -> usize {
        let mut open = vec![(root, false)];
        while let Some((node, is_left)) = open.pop() {
            let parts = self.ir.types.get(node).map(|ty| parts_of(&ty.shape));
            let parts = parts.unwrap_or_default();
            let parts = parts.iter().map(|part| part.id.index());
            if is_left {
                let highest = parts.map(|part| self.known(part)).max();
                self.set(node, 1 + highest.unwrap_or(0));
            } else if self.heights.get(node) == Some(&None) {
                self.set(node, 0);
                open.push((node, true));
                open.extend(parts.map(|part| (part, false)));
            }
        }
        self.known(root)
    }

    fn known(&self, node: usize) -> usize {
        self.heights.get(node).copied().flatten().unwrap_or(0)
    }

    fn set(&mut self, node: usize, height: usize) {
        if let Some(known) = self.heights.get_mut(node) {
            *known = Some(height);
        }
    }
}
