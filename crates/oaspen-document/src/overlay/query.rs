//! JSONPath queries as data: RFC 9535 §2.

/// A query: where it begins, and how it goes on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Query {
    /// From the current node of a filter (`@`) rather than the root (`$`).
    pub(super) is_relative: bool,
    pub(super) segments: Vec<Segment>,
}

/// One step: §2.5.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Segment {
    /// Whether it looks at everything below, too.
    pub(super) is_descendant: bool,
    pub(super) selectors: Vec<Selector>,
}

/// What a step takes of a node: §2.3.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice {
        start: Option<i64>,
        end: Option<i64>,
        step: i64,
    },
    Filter(Box<Condition>),
}

/// What a filter asks: §2.3.5.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Any(Vec<Condition>),
    All(Vec<Condition>),
    Not(Box<Condition>),
    /// A query that selects something, or a function that says yes.
    Test(Operand),
    Compare(Operand, Comparison, Operand),
}

/// What is compared, or given to a function.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Literal(Literal),
    Query(Query),
    Call(Function, Vec<Operand>),
}

/// A value written in a query.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Literal {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// The functions of §2.4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Length,
    Count,
    Match,
    Search,
    Value,
}

impl Function {
    /// The function of a name, and how many arguments it takes.
    pub(super) fn from_name(name: &str) -> Option<(Self, usize)> {
        Some(match name {
            "length" => (Self::Length, 1),
            "count" => (Self::Count, 1),
            "match" => (Self::Match, 2),
            "search" => (Self::Search, 2),
            "value" => (Self::Value, 1),
            _ => return None,
        })
    }

    /// Whether it answers yes or no rather than with a value.
    pub(super) const fn is_test(self) -> bool {
        match self {
            Self::Match | Self::Search => true,
            Self::Length | Self::Count | Self::Value => false,
        }
    }
}

impl Query {
    /// Whether it selects one node at most: §2.3.5.1.
    pub(super) fn is_singular(&self) -> bool {
        self.segments.iter().all(|segment| {
            let is_one = matches!(
                segment.selectors.as_slice(),
                [Selector::Name(_) | Selector::Index(_)]
            );
            is_one && !segment.is_descendant
        })
    }
}
