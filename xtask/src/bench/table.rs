//! Tables of results: aligned text for people, JSON for programs.

use std::fmt::Write as _;
use std::fs;

use serde_json::{Map, Value, json};

use super::folder;
use crate::Failure;

/// Results side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
}

/// One result.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    /// What a row is about.
    Text(String),
    /// A whole number.
    Count(usize),
    /// A figure with its unit and the number of its decimals.
    Figure(f64, &'static str, usize),
    /// A result divided by its baseline's, and the most that it should be.
    Ratio(f64, Option<f64>),
    /// Not measured.
    None,
}

impl Cell {
    /// A duration in seconds.
    pub(super) fn seconds(value: f64) -> Self {
        Self::Figure(value, "s", 2)
    }

    /// A duration, given in seconds, in milliseconds.
    pub(super) fn milliseconds(value: f64) -> Self {
        Self::Figure(value * 1e3, "ms", 1)
    }

    /// Memory, given in bytes.
    pub(super) fn memory(value: f64) -> Self {
        Self::Figure(value / (1024.0 * 1024.0), "MiB", 0)
    }

    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Figure(value, unit, decimals) => format!("{value:.decimals$} {unit}"),
            Self::Ratio(value, None) => format!("{value:.2}"),
            Self::Ratio(value, Some(target)) => {
                let verdict = if value <= target { "met" } else { "MISSED" };
                format!("{value:.2} (≤ {target:.2} {verdict})")
            }
            Self::None => "–".to_owned(),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Text(text) => json!(text),
            Self::Count(count) => json!(count),
            Self::Figure(value, unit, _) => json!({ "value": value, "unit": unit }),
            Self::Ratio(value, target) => json!({ "value": value, "target": target }),
            Self::None => Value::Null,
        }
    }

    fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }
}

impl Table {
    /// A table without rows.
    pub(super) fn new(title: &str, columns: &[&str]) -> Self {
        Self {
            title: title.to_owned(),
            columns: columns.iter().map(ToString::to_string).collect(),
            ..Self::default()
        }
    }

    /// Adds a row, one cell for each column.
    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(cells);
    }

    /// Adds a line below the table.
    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    fn text(&self) -> String {
        let header = self.columns.clone();
        let rows: Vec<Vec<String>> = std::iter::once(header)
            .chain(
                self.rows
                    .iter()
                    .map(|row| row.iter().map(Cell::text).collect()),
            )
            .collect();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let is_text = |column: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.any(Cell::is_text)
        };
        let mut text = format!("\n{}\n", self.title);
        for row in &rows {
            for (column, cell) in row.iter().enumerate() {
                let width = width(column);
                let _ = if is_text(column) {
                    write!(text, "  {cell:<width$}")
                } else {
                    write!(text, "  {cell:>width$}")
                };
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        for note in &self.notes {
            let _ = writeln!(text, "  {note}");
        }
        text
    }

    fn json(&self) -> Value {
        let row = |row: &Vec<Cell>| {
            let cells = self.columns.iter().cloned().zip(row.iter().map(Cell::json));
            Value::Object(cells.collect::<Map<_, _>>())
        };
        let rows: Vec<Value> = self.rows.iter().map(row).collect();
        json!({ "title": self.title, "rows": rows, "notes": self.notes })
    }
}

/// Prints the tables of a part and writes them to its file.
pub(super) fn publish(part: &str, tables: &[Table]) -> Result<(), Failure> {
    for table in tables {
        println!("{}", table.text());
    }
    let tables: Vec<Value> = tables.iter().map(Table::json).collect();
    let text = format!("{:#}\n", json!({ "part": part, "tables": tables }));
    let path = folder().join(format!("{part}.json"));
    fs::create_dir_all(folder())
        .and_then(|()| fs::write(&path, text))
        .map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{Cell, Table};

    #[test]
    fn a_table_is_aligned_and_says_what_is_missed() {
        let mut table = Table::new("Check", &["document", "cpu", "÷"]);
        let row = |name: &str, cpu, ratio| {
            let ratio = Cell::Ratio(ratio, Some(0.2));
            vec![Cell::Text(name.to_owned()), Cell::seconds(cpu), ratio]
        };
        table.row(row("a", 1.0, 0.25));
        table.row(row("long", 10.0, 0.1));
        let expected = "\nCheck\n  document      cpu                     ÷\n  \
            a          1.00 s  0.25 (≤ 0.20 MISSED)\n  long      10.00 s     0.10 (≤ 0.20 met)\n";
        assert_eq!(table.text(), expected);
        let json = table.json();
        assert_eq!(json["rows"][1]["cpu"]["unit"], "s");
    }
}
