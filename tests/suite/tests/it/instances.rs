//! Values made from a JSON Schema: some that should satisfy it, and the same with small mistakes.
//!
//! Deterministic: the same seed gives the same values. Not here: who judges them.

use serde_json::{Map, Number, Value, json};

/// Random numbers that need nothing: xorshift.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap_or(0) % sides.max(1)
    }

    fn one_of<'v>(&mut self, values: &'v [Value]) -> &'v Value {
        &values[self.roll(values.len())]
    }
}

/// Makes values of the schemas of one document.
pub(crate) struct Maker<'d> {
    pub(crate) document: &'d Value,
    pub(crate) dice: Dice,
}

/// Deeper values are left out where they may be.
const DEEP: usize = 6;

impl Maker<'_> {
    /// A value that has the looks of a schema's.
    pub(crate) fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if let Some(target) = schema["$ref"].as_str() {
            let target = self
                .document
                .pointer(target.trim_start_matches('#'))
                .cloned();
            return self.value(&target.unwrap_or(Value::Bool(true)), depth + 1);
        }
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(values) = schema["enum"].as_array() {
            return self.dice.one_of(values).clone();
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) = schema[keyword].as_array()
                && !schema["properties"].is_object()
            {
                let branch = self.dice.one_of(branches).clone();
                let value = self.value(&branch, depth + 1);
                return if schema["type"].is_string() && branch.get("type").is_none() {
                    self.typed(schema, depth)
                } else {
                    value
                };
            }
        }
        if let Some(members) = schema["allOf"].as_array() {
            let mut whole = self.typed(schema, depth);
            for member in members.clone() {
                let part = self.value(&member, depth + 1);
                match (&mut whole, part) {
                    (Value::Object(whole), Value::Object(part)) => whole.extend(part),
                    (whole, part) => *whole = part,
                }
            }
            return whole;
        }
        self.typed(schema, depth)
    }

    fn typed(&mut self, schema: &Value, depth: usize) -> Value {
        let kind = if let Some(kind) = schema["type"].as_str() {
            kind.to_owned()
        } else if let Some(kinds) = schema["type"].as_array() {
            self.dice
                .one_of(kinds)
                .as_str()
                .unwrap_or("null")
                .to_owned()
        } else if schema["properties"].is_object() || schema["allOf"].is_array() {
            "object".to_owned()
        } else if schema["items"].is_object() {
            "array".to_owned()
        } else {
            ["string", "integer", "null", "boolean"][self.dice.roll(4)].to_owned()
        };
        match kind.as_str() {
            "object" => self.object(schema, depth),
            "array" => self.array(schema, depth),
            "string" => self.string(schema),
            "integer" => json!(self.integer(schema)),
            "number" => self.number(schema),
            "boolean" => Value::Bool(self.dice.roll(2) == 0),
            _ => Value::Null,
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut object = Map::new();
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let is_required = required.iter().any(|required| required == name);
            if is_required || (depth < DEEP && self.dice.roll(3) > 0) {
                object.insert(name.clone(), self.value(property, depth + 1));
            }
        }
        for name in required.iter().filter_map(Value::as_str) {
            let value = Value::from(self.dice.roll(9));
            object.entry(name).or_insert(value);
        }
        let others = &schema["additionalProperties"];
        if others.is_object() && depth < DEEP {
            for name in ["a", "bc", "x-y"].iter().take(self.dice.roll(4)) {
                object.insert((*name).to_owned(), self.value(others, depth + 1));
            }
        }
        Value::Object(object)
    }

    fn array(&mut self, schema: &Value, depth: usize) -> Value {
        let mut items = Vec::new();
        for item in schema["prefixItems"].as_array().into_iter().flatten() {
            items.push(self.value(item, depth + 1));
        }
        let is_closed = schema["items"] == Value::Bool(false);
        let least = schema["minItems"].as_u64().unwrap_or(0);
        let least = usize::try_from(least).unwrap_or(0).min(8);
        let more = if depth < DEEP { self.dice.roll(4) } else { 0 };
        let item = schema.get("items").cloned().unwrap_or(Value::Bool(true));
        while !is_closed && items.len() < least + more {
            items.push(self.value(&item, depth + 1));
        }
        Value::Array(items)
    }

    fn string(&mut self, schema: &Value) -> Value {
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
            _ => [
                "", "a", "ab", "é", "abcdef", "123", "1234", "AB\n", "x", "NL",
            ][self.dice.roll(10)],
        };
        Value::from(text)
    }

    fn integer(&mut self, schema: &Value) -> i64 {
        let least = schema["minimum"].as_i64().unwrap_or(0);
        least + i64::try_from(self.dice.roll(12)).unwrap_or(0)
    }

    fn number(&mut self, schema: &Value) -> Value {
        let halves = self.integer(schema);
        let number = Number::from_f64(halves as f64 / 4.0);
        number.map_or(Value::Null, Value::Number)
    }

    /// The same value with one mistake somewhere: another kind, a missing or a new property, a longer
    /// or a shorter array.
    pub(crate) fn mistake(&mut self, value: &mut Value) {
        let inner = self.dice.roll(4) > 0;
        match value {
            Value::Object(object) if inner && !object.is_empty() => {
                let at = self.dice.roll(object.len());
                match (self.dice.roll(4), object.keys().nth(at).cloned()) {
                    (0, Some(key)) => drop(object.remove(&key)),
                    (1, _) => drop(object.insert("zz".to_owned(), Value::from(1))),
                    (_, Some(key)) => object.get_mut(&key).into_iter().for_each(|value| {
                        self.mistake(value);
                    }),
                    (_, None) => {}
                }
            }
            Value::Array(items) if inner && !items.is_empty() => {
                let at = self.dice.roll(items.len());
                match self.dice.roll(4) {
                    0 => drop(items.remove(at)),
                    1 => items.push(items[at].clone()),
                    _ => self.mistake(&mut items[at]),
                }
            }
            Value::Number(number) if inner => {
                let more = [-1.0, 1.0, 1000.0, -1000.0, 0.005][self.dice.roll(5)];
                let changed = number.as_f64().unwrap_or_default() + more;
                *value = if number.is_i64() && changed.fract() == 0.0 {
                    json!(changed as i64)
                } else {
                    json!(changed)
                };
            }
            Value::String(text) if inner => match self.dice.roll(3) {
                0 => text.push_str("xyz"),
                1 => drop(text.pop()),
                _ => text.clear(),
            },
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => {
                let kinds = [
                    json!(null),
                    json!(true),
                    json!(7),
                    json!("q"),
                    json!([]),
                    json!({}),
                ];
                *value = self.dice.one_of(&kinds).clone();
            }
        }
    }
}
