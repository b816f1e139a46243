//! Which operations of a document are wanted; the rest is as if it had not been written.
//!
//! Operations are taken out of the entry before it is read, so that nothing is said about them.
//! Components are then read only as far as a reference asks for them; what nobody asks for is left
//! out of the document.

mod glob;
mod operations;
mod reachable;

#[cfg(test)]
mod tests;

pub(crate) use operations::filter_operations;
pub(crate) use reachable::read_reachable;

/// Which operations to keep: those that `include` names, or all, without those that `exclude` names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What to keep: one of each list that is not empty must fit.
    pub include: Selection,
    /// What to leave out: one that fits is enough.
    pub exclude: Selection,
}

/// Operations by what they are called and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Names of tags.
    pub tags: Vec<String>,
    /// `operationId`s.
    pub operations: Vec<String>,
    /// Path templates; `*` stands for any text within a segment, `**` for any text.
    pub paths: Vec<String>,
    /// HTTP methods, in any case.
    pub methods: Vec<String>,
}

impl Filter {
    /// Whether everything is kept.
    pub fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

impl Selection {
    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        [&self.tags, &self.operations, &self.paths, &self.methods]
            .iter()
            .all(|list| list.is_empty())
    }
}
