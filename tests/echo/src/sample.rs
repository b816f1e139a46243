//! One value that satisfies a schema: the smallest that is easily found. Good for the schemas of `spec/features`; a
//! pattern needs an example beside it.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON has null for what is not there"
)]

use serde_json::{Map, Value, json};

/// References are followed so often on the way down: a schema that requires itself has no value.
const DEEP: usize = 24;

/// Makes values of the schemas of one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sampler<'d> {
    document: &'d Value,
    depth: usize,
}

impl<'d> Sampler<'d> {
    pub(crate) fn new(document: &'d Value) -> Self {
        Self { document, depth: 0 }
    }

    /// What a reference leads to, or the value itself.
    pub(crate) fn resolved(self, value: &'d Value) -> &'d Value {
        let target = value["$ref"].as_str();
        let target = target.and_then(|target| self.document.pointer(target.strip_prefix('#')?));
        target.unwrap_or(value)
    }

    /// A value of a schema.
    pub(crate) fn sample(self, schema: &'d Value) -> Value {
        if self.depth > DEEP {
            return Value::Null;
        }
        if let Some(given) = given(schema) {
            return given;
        }
        let inner = Self {
            depth: self.depth + 1,
            ..self
        };
        if schema.get("$ref").is_some() {
            return inner.sample(self.resolved(schema));
        }
        let mut value = inner.typed(schema);
        let branch = ["oneOf", "anyOf"]
            .iter()
            .find_map(|keyword| schema[keyword].get(0));
        for member in schema["allOf"]
            .as_array()
            .into_iter()
            .flatten()
            .chain(branch)
        {
            value = joined(value, inner.sample(member));
        }
        if let Some(tag) = schema["discriminator"]["propertyName"].as_str()
            && let Some(branch) = branch.and_then(|branch| branch["$ref"].as_str())
        {
            value[tag] = tag_of(&schema["discriminator"]["mapping"], branch);
        }
        value
    }

    fn typed(self, schema: &'d Value) -> Value {
        let kind = &schema["type"];
        match kind.as_str().or_else(|| kind[0].as_str()) {
            Some("object") => self.object(schema),
            None if schema["properties"].is_object() => self.object(schema),
            Some("array") => self.array(schema),
            Some("string") => text(schema),
            Some("integer") => json!(least(schema) as i64),
            Some("number") => json!(least(schema)),
            Some("boolean") => Value::Bool(true),
            Some(_) | None => Value::Null,
        }
    }

    fn object(self, schema: &'d Value) -> Value {
        let required = schema["required"].as_array().into_iter().flatten();
        let of = |name: &str| {
            let named = schema["properties"].get(name);
            named.unwrap_or(&schema["additionalProperties"])
        };
        let names = required.filter_map(Value::as_str);
        let fields = names.map(|name| (name.to_owned(), self.sample(of(name))));
        let mut object: Map<String, Value> = fields.collect();
        let least = schema["minProperties"].as_u64().unwrap_or(0);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if (object.len() as u64) < least && !object.contains_key(name) {
                object.insert(name.clone(), self.sample(property));
            }
        }
        Value::Object(object)
    }

    fn array(self, schema: &'d Value) -> Value {
        let first = schema["prefixItems"].as_array().into_iter().flatten();
        let mut items: Vec<Value> = first.map(|item| self.sample(item)).collect();
        let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
        while items.len() < least {
            items.push(self.sample(&schema["items"]));
        }
        Value::Array(items)
    }
}

/// A value that the document itself gives.
fn given(schema: &Value) -> Option<Value> {
    let single = ["const", "example", "default"]
        .iter()
        .find_map(|keyword| schema.get(keyword));
    let listed = ["enum", "examples"]
        .iter()
        .find_map(|keyword| schema[keyword].get(0));
    single.or(listed).cloned()
}

/// The discriminator's value for a branch: by the mapping, else the component's name.
fn tag_of(mapping: &Value, branch: &str) -> Value {
    let mut listed = mapping.as_object().into_iter().flatten();
    let listed = listed.find(|(_, target)| *target == branch);
    let name = branch.rsplit('/').next().unwrap_or(branch);
    Value::from(listed.map_or(name, |(tag, _)| tag))
}

/// A value that is both.
fn joined(one: Value, other: Value) -> Value {
    match (one, other) {
        (Value::Object(mut one), Value::Object(other)) => {
            one.extend(other);
            Value::Object(one)
        }
        (one, Value::Null) => one,
        (_, other) => other,
    }
}

fn text(schema: &Value) -> Value {
    let text = match schema["format"].as_str() {
        Some("date-time") => "2024-02-29T23:59:59Z",
        Some("date") => "2024-02-29",
        Some("time") => "23:59:59Z",
        Some("uuid") => "123e4567-e89b-12d3-a456-426614174000",
        Some("uri") => "https://example.com/a",
        Some("byte") => "YWI=",
        Some("ipv4") => "127.0.0.1",
        Some("ipv6") => "::1",
        Some("duration") => "P1D",
        Some("decimal") => "1.5",
        Some("x-socket") => "127.0.0.1:80",
        Some(_) | None => {
            let least = schema["minLength"].as_u64().unwrap_or(1).max(1);
            return Value::from("a".repeat(least.min(1 << 16) as usize));
        }
    };
    Value::from(text)
}

fn least(schema: &Value) -> f64 {
    let above = schema["exclusiveMinimum"].as_f64().map(|limit| limit + 1.0);
    let above = above.or_else(|| schema["minimum"].as_f64()).unwrap_or(0.0);
    let step = schema["multipleOf"].as_f64().unwrap_or(1.0);
    (above / step).ceil() * step
}
