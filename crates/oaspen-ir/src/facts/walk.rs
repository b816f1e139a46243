//! Walks over graphs of indices, on a stack of their own.

/// Marks what can be reached from `starts`; each node is visited once.
pub(crate) fn reach(edges: &[Vec<usize>], starts: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    let mut open: Vec<usize> = starts.into_iter().collect();
    while let Some(node) = open.pop() {
        let Some(seen) = reached.get_mut(node) else {
            continue;
        };
        if !*seen {
            *seen = true;
            open.extend(edges.get(node).into_iter().flatten());
        }
    }
    reached
}

/// An edge out of a node, by its position there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) target: usize,
    pub(super) position: usize,
}

/// An edge that closes a cycle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BackEdge {
    pub(super) node: usize,
    pub(super) edge: Edge,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unseen,
    Open,
    Done,
}

/// The edges that lead back to a node which is still open in a depth-first walk from `roots`.
///
/// Without them no cycle is left, and each closes a cycle with edges that stay, so that none is
/// superfluous. Which they are depends on the order of `roots` and of the edges of each node alone.
pub(super) fn back_edges(edges: &[Vec<Edge>], roots: &[usize]) -> Vec<BackEdge> {
    let mut states = vec![State::Unseen; edges.len()];
    let mut found = Vec::new();
    for root in roots {
        walk(edges, *root, &mut states, &mut found);
    }
    found
}

fn walk(edges: &[Vec<Edge>], root: usize, states: &mut [State], found: &mut Vec<BackEdge>) {
    let mut stack: Vec<(usize, std::slice::Iter<'_, Edge>)> = Vec::new();
    enter(edges, root, states, &mut stack);
    while let Some((node, rest)) = stack.last_mut() {
        let node = *node;
        let Some(edge) = rest.next() else {
            set(states, node, State::Done);
            stack.pop();
            continue;
        };
        match states.get(edge.target) {
            Some(State::Unseen) => enter(edges, edge.target, states, &mut stack),
            Some(State::Open) => found.push(BackEdge { node, edge: *edge }),
            Some(State::Done) | None => {}
        }
    }
}

fn enter<'a>(
    edges: &'a [Vec<Edge>],
    node: usize,
    states: &mut [State],
    stack: &mut Vec<(usize, std::slice::Iter<'a, Edge>)>,
) {
    if states.get(node) == Some(&State::Unseen)
        && let Some(out) = edges.get(node)
    {
        set(states, node, State::Open);
        stack.push((node, out.iter()));
    }
}

fn set(states: &mut [State], node: usize, state: State) {
    if let Some(known) = states.get_mut(node) {
        *known = state;
    }
}
