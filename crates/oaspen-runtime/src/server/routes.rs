//! Which operation a method and a path mean.
//!
//! The table is a tree of path segments, built once from the templates of all operations. A literal segment beats a
//! segment that mixes literals and parameters, which beats a lone parameter; the leftmost segment decides first, and a
//! branch that leads nowhere is left again. A request visits every node of the tree at most once.
//!
//! Where a template holds a query, which the specification does not foresee, a request must have all pairs of it. Of
//! operations with the same method and path, the one with the most pairs comes first.
//!
//! Parameter values are handed on as they were sent: percent-decoding is the style decoder's work, which must see the
//! delimiters first.

mod pattern;

use std::collections::BTreeMap;

use http::Method;

use self::pattern::Pattern;
use super::options::Options;
use crate::info::OperationInfo;
use crate::param::{Pairs, decode_value};

/// The operations of an API by path and method.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    root: Node,
}

/// A path parameter: its name and its text as sent.
pub(crate) type PathParameter = (&'static str, String);

/// What a request line means.
#[derive(Debug, PartialEq)]
pub(crate) enum Found {
    /// An operation, by its index, to be carried out for this request.
    Operation {
        index: usize,
        parameters: Vec<PathParameter>,
    },
    /// `HEAD` where only `GET` is documented: to be answered through `GET`, without its body.
    Head {
        index: usize,
        parameters: Vec<PathParameter>,
    },
    /// `OPTIONS` where it is not documented: answered with the methods that are.
    Options { allow: String },
    /// The path is documented, the method is not.
    MethodNotAllowed { allow: String },
    /// No documented path.
    Nothing,
}

#[derive(Debug, Default)]
struct Node {
    literals: BTreeMap<String, Node>,
    /// Sorted, the most specific first.
    patterns: Vec<(Pattern, Node)>,
    /// The operations whose path ends here, in the order of the document.
    endpoints: Vec<Endpoint>,
}

#[derive(Debug)]
struct Endpoint {
    method: &'static str,
    index: usize,
    names: Vec<&'static str>,
    /// What the query must hold.
    query: Vec<Pair>,
}

/// A name and a value, decoded.
type Pair = (String, String);

impl Routes {
    /// The table of these operations. Of two operations with the same method and the same shape of path the first
    /// stays. An operation for which `options` has a path is found at that path alone.
    pub(crate) fn new(operations: &[&'static OperationInfo], options: &Options) -> Self {
        let mut routes = Self::default();
        for (index, operation) in operations.iter().enumerate() {
            let mut names = Vec::new();
            let mut node = &mut routes.root;
            let (path, query) = split_query(operation.path);
            let query = pairs_of(query);
            match options.path_of(operation) {
                Some(path) => {
                    for segment in segments(path) {
                        node = node.literal(segment);
                    }
                }
                None => {
                    for segment in segments(path) {
                        node = node.child(segment, &mut names);
                    }
                }
            }
            if !node
                .endpoints
                .iter()
                .any(|endpoint| endpoint.method == operation.method && endpoint.query == query)
            {
                node.endpoints.push(Endpoint {
                    method: operation.method,
                    index,
                    names,
                    query,
                });
                // A stable sort, so that the document's order decides among equals.
                node.endpoints
                    .sort_by_key(|endpoint| std::cmp::Reverse(endpoint.query.len()));
            }
        }
        routes
    }

    /// The operation that a method, a path and a query (both still percent-encoded) mean.
    pub(crate) fn find(&self, method: &Method, (path, query): (&str, &str)) -> Found {
        if !path.starts_with('/') {
            return Found::Nothing;
        }
        let segments: Vec<&str> = segments(path).collect();
        let mut values = Vec::new();
        match self.root.find(&segments, &mut values) {
            Some(node) => {
                // Most operations need nothing of the query, so it is not read for them.
                let query = match node.has_queries() {
                    true => pairs_of(query),
                    false => Vec::new(),
                };
                node.answer(method, &values, &query)
            }
            None => Found::Nothing,
        }
    }
}

impl Node {
    /// The node below for a segment as sent.
    fn literal(&mut self, segment: &str) -> &mut Node {
        let text = pattern::decode(segment).into_owned();
        self.literals.entry(text).or_default()
    }

    fn child(&mut self, segment: &'static str, names: &mut Vec<&'static str>) -> &mut Node {
        let pattern = Pattern::new(segment, names);
        if let Some(literal) = pattern.literal() {
            return self.literals.entry(literal).or_default();
        }
        let position = match self
            .patterns
            .binary_search_by(|(known, _)| known.cmp(&pattern))
        {
            Ok(position) => position,
            Err(position) => {
                self.patterns.insert(position, (pattern, Node::default()));
                position
            }
        };
        #[expect(
            clippy::indexing_slicing,
            reason = "the position was found or filled just above"
        )]
        &mut self.patterns[position].1
    }

    /// The node where the rest of a path ends. Its depth is bounded by the longest template.
    fn find<'p>(&self, segments: &[&'p str], values: &mut Vec<&'p str>) -> Option<&Node> {
        let Some((segment, rest)) = segments.split_first() else {
            return (!self.endpoints.is_empty()).then_some(self);
        };
        if let Some(node) = self.literals.get(&*pattern::decode(segment))
            && let Some(found) = node.find(rest, values)
        {
            return Some(found);
        }
        let before = values.len();
        for (pattern, node) in &self.patterns {
            if pattern.matches(segment, values)
                && let Some(found) = node.find(rest, values)
            {
                return Some(found);
            }
            values.truncate(before);
        }
        None
    }

    fn has_queries(&self) -> bool {
        self.endpoints.iter().any(|it| !it.query.is_empty())
    }

    fn answer(&self, method: &Method, values: &[&str], query: &[Pair]) -> Found {
        if self.fitting(query).next().is_none() {
            return Found::Nothing;
        }
        if let Some(endpoint) = self.endpoint(method.as_str(), query) {
            return Found::Operation {
                index: endpoint.index,
                parameters: endpoint.parameters(values),
            };
        }
        if method == Method::HEAD
            && let Some(endpoint) = self.endpoint("GET", query)
        {
            return Found::Head {
                index: endpoint.index,
                parameters: endpoint.parameters(values),
            };
        }
        if method == Method::OPTIONS {
            return Found::Options {
                allow: self.allow(query),
            };
        }
        Found::MethodNotAllowed {
            allow: self.allow(query),
        }
    }

    fn endpoint(&self, method: &str, query: &[Pair]) -> Option<&Endpoint> {
        let mut fitting = self.fitting(query);
        fitting.find(|endpoint| endpoint.method == method)
    }

    /// The operations that a query allows.
    fn fitting(&self, query: &[Pair]) -> impl Iterator<Item = &Endpoint> {
        self.endpoints
            .iter()
            .filter(|endpoint| endpoint.query.iter().all(|pair| query.contains(pair)))
    }

    /// The value of `Allow` (RFC 9110 §10.2.1): what is documented, and what is answered without being documented.
    fn allow(&self, query: &[Pair]) -> String {
        let mut methods: Vec<&str> = Vec::new();
        for endpoint in self.fitting(query) {
            if !methods.contains(&endpoint.method) {
                methods.push(endpoint.method);
            }
        }
        if methods.contains(&"GET") && !methods.contains(&"HEAD") {
            methods.push("HEAD");
        }
        if !methods.contains(&"OPTIONS") {
            methods.push("OPTIONS");
        }
        methods.join(", ")
    }
}

impl Endpoint {
    fn parameters(&self, values: &[&str]) -> Vec<PathParameter> {
        let values = values.iter().map(|value| (*value).to_owned());
        self.names.iter().copied().zip(values).collect()
    }
}

/// A template's path and its query, which is empty but for templates that hold one.
fn split_query(template: &'static str) -> (&'static str, &'static str) {
    let mut in_braces = false;
    let mark = template.find(|character| {
        in_braces = (in_braces || character == '{') && character != '}';
        character == '?' && !in_braces
    });
    match mark.and_then(|at| template.split_at_checked(at)) {
        Some((path, query)) => (path, query.strip_prefix('?').unwrap_or(query)),
        None => (template, ""),
    }
}

/// The pairs of a query; those that are not text are none.
fn pairs_of(query: &str) -> Vec<Pair> {
    let pairs = Pairs::of_query(query);
    let decoded = pairs.iter().filter_map(|(name, value)| {
        let value = decode_value(value).ok()?;
        Some((name.to_owned(), value))
    });
    decoded.collect()
}

/// The segments of a path that starts with a slash. A trailing slash is an empty last segment, so it is another path.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

#[cfg(test)]
mod tests;
