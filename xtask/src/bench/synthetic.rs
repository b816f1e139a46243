//! Documents of any size that hold what real ones hold, the same at each run.
//!
//! `bench synthetic [--scale N] [--client]` prints one.

use std::fmt::{self, Write as _};

use crate::Failure;

/// How much a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Synthetic {
    /// Schemas of objects with eight properties: `Record0` and so on.
    pub(crate) records: usize,
    /// Unions: `Choice0` and so on. Each takes three of every ten records as its branches.
    pub(crate) choices: usize,
    /// Schemas of string enums: `Level0` and so on.
    pub(crate) levels: usize,
    /// Operations: `createRecord0` and so on.
    pub(crate) operations: usize,
}

/// What a property of a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    Boolean,
    Number,
    Record,
    Texts,
    Records,
    Level,
    InlineEnum,
    InlineObject,
    Map,
    Nullable,
    DateTime,
    Choice,
}

/// Properties of a record.
const PROPERTIES: usize = 8;

/// Properties in turns, about as often as APIs have them.
const KINDS: [Kind; 24] = [
    Kind::Text,
    Kind::Integer,
    Kind::Record,
    Kind::Boolean,
    Kind::Text,
    Kind::Level,
    Kind::Texts,
    Kind::Number,
    Kind::Text,
    Kind::InlineEnum,
    Kind::Integer,
    Kind::Records,
    Kind::Text,
    Kind::Nullable,
    Kind::Boolean,
    Kind::Map,
    Kind::Text,
    Kind::Record,
    Kind::Integer,
    Kind::DateTime,
    Kind::Choice,
    Kind::InlineObject,
    Kind::Number,
    Kind::Level,
];

impl Synthetic {
    /// A thousand records, a hundred choices, three hundred operations, or that many times as much.
    pub(crate) const fn types(scale: usize) -> Self {
        Self {
            records: 1000 * scale,
            choices: 100 * scale,
            levels: 50 * scale,
            operations: 300 * scale,
        }
    }

    /// Five hundred operations and types enough for them.
    pub(crate) const fn client() -> Self {
        Self {
            records: 250,
            choices: 0,
            levels: 50,
            operations: 500,
        }
    }

    /// The document as YAML.
    pub(crate) fn document(&self) -> String {
        let mut text = String::new();
        // Writing to a string does not fail.
        let _ = self.write(&mut text);
        text
    }

    fn write(&self, text: &mut String) -> fmt::Result {
        text.push_str(
            "openapi: 3.1.0\ninfo: { title: Synthetic, version: 1.0.0 }\n\
             servers: [{ url: 'https://synthetic.example/v1' }]\npaths:\n",
        );
        for number in 0..self.operations {
            self.write_operation(text, number)?;
        }
        text.push_str("components:\n  schemas:\n");
        for number in 0..self.records {
            self.write_record(text, number)?;
        }
        for number in 0..self.choices {
            write_choice(text, number)?;
        }
        for number in 0..self.levels {
            writeln!(
                text,
                "    Level{number}:\n      type: string\n      enum: [low, middle, high, level-{number}]"
            )?;
        }
        text.push_str(
            "    Problem:\n      type: object\n      required: [title]\n      properties:\n        \
             title: { type: string }\n        detail: { type: string }\n",
        );
        Ok(())
    }

    fn write_operation(&self, text: &mut String, number: usize) -> fmt::Result {
        let group = number / 10;
        let body = number % self.records;
        let answer = (number + 1) % self.records;
        let json = |schema: &str| {
            format!(
                "content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }}"
            )
        };
        writeln!(
            text,
            "  /group{group}/{{id}}/record{number}:\n    post:\n      operationId: createRecord{number}\n      \
             tags: [group{group}]\n      summary: Creates record {number}.\n      parameters:\n      \
             - {{ name: id, in: path, required: true, schema: {{ type: string }} }}\n      \
             - {{ name: limit, in: query, schema: {{ type: integer, format: int32 }} }}\n      \
             - {{ name: filter, in: query, schema: {{ type: string }} }}\n      \
             requestBody: {{ required: true, {} }}\n      responses:\n        \
             '200': {{ description: Created., {} }}\n        default: {{ description: Failed., {} }}",
            json(&format!("Record{body}")),
            json(&format!("Record{answer}")),
            json("Problem"),
        )
    }

    fn write_record(&self, text: &mut String, number: usize) -> fmt::Result {
        let first = first_property(number, number / 10 < self.choices);
        writeln!(
            text,
            "    Record{number}:\n      type: object\n      description: Record {number} of the synthetic API.\n      \
             required: [{}, p1, p2]\n      properties:",
            first.0
        )?;
        writeln!(text, "        {}: {}", first.0, first.1)?;
        for property in 1..PROPERTIES {
            let turn = (number * PROPERTIES + property) % KINDS.len();
            let kind = KINDS.get(turn).copied().unwrap_or(Kind::Text);
            let schema = self.property(kind, number);
            writeln!(text, "        p{property}: {schema}")?;
        }
        Ok(())
    }

    /// The schema of a property. What it refers to comes long before its record, so that nothing is
    /// recursive, and nothing is nested deeper than APIs nest.
    fn property(&self, kind: Kind, number: usize) -> String {
        let reference = |schema: String| format!("{{ $ref: '#/components/schemas/{schema}' }}");
        let record = || match number {
            0 => reference("Problem".to_owned()),
            _ => reference(format!("Record{}", number / 7)),
        };
        let choice = Some(number / 70).filter(|choice| *choice < self.choices && number > 2);
        match kind {
            Kind::Text => "{ type: string, description: A text. }".to_owned(),
            Kind::Integer => "{ type: integer, format: int64 }".to_owned(),
            Kind::Boolean => "{ type: boolean }".to_owned(),
            Kind::Number => "{ type: number, format: double }".to_owned(),
            Kind::Record => record(),
            Kind::Texts => "{ type: array, items: { type: string } }".to_owned(),
            Kind::Records => format!("{{ type: array, items: {} }}", record()),
            Kind::Level => reference(format!("Level{}", number % self.levels)),
            Kind::InlineEnum => "{ type: string, enum: [open, closed] }".to_owned(),
            Kind::InlineObject => {
                "{ type: object, required: [x], properties: { x: { type: integer }, y: { type: string } } }"
                    .to_owned()
            }
            Kind::Map => "{ type: object, additionalProperties: { type: integer } }".to_owned(),
            Kind::Nullable => "{ type: [string, 'null'] }".to_owned(),
            Kind::DateTime => "{ type: string, format: date-time }".to_owned(),
            Kind::Choice => choice.map_or_else(record, |choice| reference(format!("Choice{choice}"))),
        }
    }
}

/// The property by which a choice tells a record from others.
fn first_property(number: usize, has_choice: bool) -> (String, String) {
    let is_branch = has_choice && number % 10 < 3;
    match (is_branch, number / 10 % 3) {
        (true, 0) => ("kind".to_owned(), format!("{{ const: record{number} }}")),
        (true, 1) => (format!("key{number}"), "{ type: string }".to_owned()),
        _ => ("id".to_owned(), "{ type: string }".to_owned()),
    }
}

/// A union by tag, by required key or by kind, in turns.
fn write_choice(text: &mut String, number: usize) -> fmt::Result {
    let branch = |at: usize| {
        let record = number * 10 + at;
        format!("{{ $ref: '#/components/schemas/Record{record}' }}")
    };
    let [first, second, third] = [branch(0), branch(1), branch(2)];
    writeln!(text, "    Choice{number}:\n      oneOf:")?;
    if number % 3 == 2 {
        return writeln!(
            text,
            "      - {first}\n      - {{ type: string }}\n      - {{ type: array, items: {second} }}"
        );
    }
    writeln!(text, "      - {first}\n      - {second}\n      - {third}")?;
    if number.is_multiple_of(3) {
        writeln!(
            text,
            "      discriminator:\n        propertyName: kind\n        mapping:"
        )?;
        for at in 0..3 {
            let record = number * 10 + at;
            writeln!(
                text,
                "          record{record}: '#/components/schemas/Record{record}'"
            )?;
        }
    }
    Ok(())
}

/// Prints a document.
pub(super) fn run(arguments: &[&str]) -> Result<(), Failure> {
    let synthetic = match arguments {
        [] => Synthetic::types(1),
        ["--client"] => Synthetic::client(),
        ["--scale", scale] => {
            let scale = scale.parse().map_err(|_| format!("no scale: {scale}"))?;
            Synthetic::types(scale)
        }
        _ => return Err("usage: cargo xtask bench synthetic [--scale N | --client]".to_owned()),
    };
    print!("{}", synthetic.document());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Synthetic;
    use oaspen::{Config, Input, generate};

    #[test]
    fn a_synthetic_document_is_clean() {
        let small = Synthetic {
            records: 60,
            choices: 6,
            levels: 5,
            operations: 7,
        };
        let input = Input::from_text("synthetic.yaml", small.document());
        let report = generate(&input, &Config::default());
        assert!(report.diagnostics.is_empty(), "{:#?}", report.diagnostics);
        assert_eq!(report.summary.schemas, 60 + 6 + 5 + 1);
        assert_eq!(report.summary.operations, 7);
    }
}
