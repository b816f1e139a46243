//! Which vendor extensions are acted upon.

/// Extensions that change what a document means, or what things are called. All are acted upon
/// unless the caller says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extensions {
    /// `x-nullable: true`, as Swagger 2.0 had to write it, is read as `nullable: true`.
    pub nullable: bool,
    /// `x-deprecated` of schemas, parameters and operations is read as `deprecated: true`, unless it
    /// is `false`; `x-sunset` of operations tells when they go away.
    pub deprecated: bool,
    /// `x-enum-varnames`, `x-enum-descriptions` (also `x-enumDescriptions`), `x-enumNames` and
    /// `x-ms-enum` name and describe the values of an enum.
    pub enum_names: bool,
}

impl Default for Extensions {
    fn default() -> Self {
        Self {
            nullable: true,
            deprecated: true,
            enum_names: true,
        }
    }
}
