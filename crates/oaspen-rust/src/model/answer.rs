//! Answers, decided: what the server writes, the client reads.

use super::{Content, Derive, Docs, HeaderSet, SideHeaders, Ty, VariantHeaders};
use crate::name::RustIdent;

/// What comes back.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// `Output`.
    pub output: OutcomeType,
    /// `Error`.
    pub error: OutcomeType,
    /// `Headers`.
    pub headers: SideHeaders,
    /// `ErrorHeaders`.
    pub error_headers: SideHeaders,
    /// `Response`; none without a server part, which alone needs it and costs a compiler much.
    pub response: Option<PayloadEnum>,
    /// Enums over the media types of one response, in order.
    pub choices: Vec<PayloadEnum>,
    /// The documented answers, in order of matching: codes, ranges, the default.
    pub list: Vec<Answer>,
    /// Whether some statuses are not documented.
    pub has_rest: bool,
    /// The answers whose bodies may be handed on as they come, and those before them in order of
    /// matching; empty when there is none.
    pub streamed: Vec<StreamedAnswer>,
    /// What can be decoded, in order.
    pub accept: Vec<String>,
}

/// An answer, and which of its media types are handed on as they come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamedAnswer {
    /// The first and the last status.
    pub statuses: (u16, u16),
    /// Its media types and ranges, in order.
    pub documented: Vec<String>,
    /// The positions of those that are.
    pub streamed: Vec<usize>,
}

/// The type of all successes or of all failures.
#[derive(Clone, Debug, PartialEq)]
pub enum OutcomeType {
    /// Another name for the one there is.
    Alias {
        /// What is said about it.
        docs: Docs,
        /// The type.
        ty: Ty,
    },
    /// One of several.
    Enum(PayloadEnum),
}

/// A documented answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The statuses.
    pub status: Statuses,
    /// The variant of `Response`.
    pub variant: RustIdent,
    /// The enum over its media types, when there are several.
    pub choice: Option<RustIdent>,
    /// Its headers, which `Response` holds too.
    pub headers: Option<HeaderSet>,
    /// Its media types, in order; empty when it has no body.
    pub contents: Vec<Content>,
    /// What a client makes of it.
    pub outcome: Outcome,
}

/// The statuses of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statuses {
    /// This one.
    Code(u16),
    /// A hundred, by its first digit.
    Range(u8),
    /// Every other.
    Default,
}

/// What a client makes of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A success.
    Success(Wrapping),
    /// A failure.
    Failure(Wrapping),
    /// Told apart by the status that came: `default` where no success is documented.
    ByStatus {
        /// The first and last status of successes.
        successes: (u16, u16),
        /// As a success.
        success: Wrapping,
        /// As a failure.
        failure: Wrapping,
    },
}

/// How a payload becomes `Output` or `Error`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// It is one.
    Bare,
    /// By a variant.
    Variant(RustIdent),
}

/// An enum of payloads: `Body`, `Output`, `Error`, `Response`, `OkBody`.
#[derive(Clone, Debug, PartialEq)]
pub struct PayloadEnum {
    /// What is said about it.
    pub docs: Docs,
    /// Its name.
    pub ident: RustIdent,
    /// What it derives.
    pub derives: Vec<Derive>,
    /// Its variants, in order.
    pub variants: Vec<PayloadVariant>,
    /// What functions tell of its values, when its variants are media types.
    pub access: Option<PayloadAccess>,
}

/// What functions of an enum over media types tell.
#[derive(Clone, Debug, PartialEq)]
pub struct PayloadAccess {
    /// The media type or range of each variant, as written.
    pub media_types: Vec<String>,
    /// What all variants hold, when it is the same.
    pub inner: Option<InnerPayload>,
}

/// What every variant of an enum over media types holds.
#[derive(Clone, Debug, PartialEq)]
pub struct InnerPayload {
    /// Its type.
    pub ty: Ty,
    /// Whether they hold it in a box.
    pub boxed: bool,
}

/// A variant of a [`PayloadEnum`].
#[derive(Clone, Debug, PartialEq)]
pub struct PayloadVariant {
    /// What is said about it.
    pub docs: Docs,
    /// Its name.
    pub ident: RustIdent,
    /// Whether the status goes first.
    pub has_status: bool,
    /// The headers, which come before the payload.
    pub headers: Option<VariantHeaders>,
    /// The payload.
    pub payload: Option<Ty>,
    /// Whether it is held in a box, because it may be large.
    pub boxed: bool,
    /// Whether `From<payload>` makes it.
    pub has_from: bool,
}
