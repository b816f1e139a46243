//! Where the places of a Swagger document are once it is upgraded.

use oaspen_diagnostics::Pointer;

use crate::files::find;
use crate::node::Node;

/// The place in the upgraded document of a place in the written one; places that have not moved,
/// and those that do not exist, stay.
pub(crate) fn upgrade_pointer(written: &Node, upgraded: &Node, pointer: &Pointer) -> Pointer {
    let tokens: Vec<String> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let cx = Documents { written, upgraded };
    let moved = match tokens.as_slice() {
        ["definitions", rest @ ..] => Some(join(&["components", "schemas"], rest)),
        ["securityDefinitions", rest @ ..] => Some(join(&["components", "securitySchemes"], rest)),
        ["responses", name, rest @ ..] => cx.response(&["components", "responses", name], rest),
        ["parameters", name, rest @ ..] => cx.shared_parameter(name, rest),
        ["paths", path, method, "responses", status, rest @ ..] => {
            cx.response(&["paths", path, method, "responses", status], rest)
        }
        ["paths", path, method, "parameters", index, rest @ ..] => {
            cx.parameter(&["paths", path, method], index, rest)
        }
        _ => None,
    };
    moved.unwrap_or_else(|| pointer.clone())
}

struct Documents<'n> {
    written: &'n Node,
    upgraded: &'n Node,
}

impl Documents<'_> {
    /// `schema` and `headers` of a response.
    fn response(&self, base: &[&str], rest: &[&str]) -> Option<Pointer> {
        match rest {
            ["schema", rest @ ..] => self.in_content(base, rest),
            ["headers", name, rest @ ..] if in_schema(rest) => {
                Some(join(&join_tokens(base, &["headers", name, "schema"]), rest))
            }
            _ => Some(join(base, rest)),
        }
    }

    /// A place in the schema of the first media type.
    fn in_content(&self, base: &[&str], rest: &[&str]) -> Option<Pointer> {
        let content = join(base, &["content"]);
        let media = find(self.upgraded, &content)?.entries()?.first()?;
        let schema = content.join(&media.key).join("schema");
        Some(
            rest.iter()
                .fold(schema, |pointer, token| pointer.join(token)),
        )
    }

    fn shared_parameter(&self, name: &str, rest: &[&str]) -> Option<Pointer> {
        let bodies = ["components", "requestBodies", name];
        if find(self.upgraded, &join(&bodies, &[])).is_some() {
            return match rest {
                ["schema", rest @ ..] => self.in_content(&bodies, rest),
                _ => Some(join(&bodies, rest)),
            };
        }
        let parameter = ["components", "parameters", name];
        if in_schema(rest) {
            return Some(join(&join_tokens(&parameter, &["schema"]), rest));
        }
        Some(join(&parameter, rest))
    }

    /// A parameter of an operation, whose list may have become shorter.
    fn parameter(&self, operation: &[&str], index: &str, rest: &[&str]) -> Option<Pointer> {
        let list = find(self.written, &join(operation, &["parameters"]))?.items()?;
        let index: usize = index.parse().ok()?;
        let location = |node: &Node| node.get("in").and_then(Node::as_str).map(str::to_owned);
        match (location(list.get(index)?).as_deref(), rest) {
            (Some("body"), ["schema", rest @ ..]) => {
                self.in_content(&join_tokens(operation, &["requestBody"]), rest)
            }
            (Some("body" | "formData"), _) => None,
            (_, _) => {
                let is_other =
                    |node: &&Node| !matches!(location(node).as_deref(), Some("body" | "formData"));
                let index = list.iter().take(index).filter(is_other).count().to_string();
                let mut base = join_tokens(operation, &["parameters", &index]);
                if in_schema(rest) {
                    base.push("schema");
                }
                Some(join(&base, rest))
            }
        }
    }
}

/// Whether a place within a parameter or header is one of its schema.
fn in_schema(rest: &[&str]) -> bool {
    matches!(
        rest,
        [
            "items" | "properties" | "additionalProperties" | "allOf",
            ..
        ]
    )
}

fn join_tokens<'t>(base: &[&'t str], rest: &[&'t str]) -> Vec<&'t str> {
    base.iter().chain(rest).copied().collect()
}

fn join(base: &[&str], rest: &[&str]) -> Pointer {
    let tokens = base.iter().chain(rest);
    tokens.fold(Pointer::root(), |pointer, token| pointer.join(token))
}
