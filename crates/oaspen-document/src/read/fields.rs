//! The fields of one mapping, taken out one by one; what is left over is reported.

use indexmap::IndexMap;
use oaspen_diagnostics::{Code, Diagnostic, Severity};

use super::bare::{is_empty_map, read_listed};
use super::inline::inline;
use super::stray::unknown_keyword;
use super::{Place, Read};
use crate::model::{KeySpans, Spanned};
use crate::node::{Entry, Node, Value};

/// A mapping that is being read.
pub(super) struct Fields<'n> {
    pub(super) place: Place<'n>,
    entries: &'n [Entry],
    taken: Vec<bool>,
    /// The entries whose `null` was taken for nothing.
    nulls: Vec<usize>,
    /// Every key that was asked for: what may stand here.
    known: Vec<&'static str>,
    /// Where those are that are written.
    spans: KeySpans,
}

impl<'n> Fields<'n> {
    /// The fields of an object; anything else is reported as left out.
    pub(super) fn open(cx: &mut Read<'_>, place: &Place<'n>, noun: &str) -> Option<Self> {
        if place.node.entries().is_none() {
            cx.leave_out(place, &format!("{noun} (an object)"));
        }
        Self::of(place)
    }

    /// The fields of an object that only tells something; anything else is reported as ignored.
    pub(super) fn open_annotation(
        cx: &mut Read<'_>,
        place: &Place<'n>,
        noun: &str,
    ) -> Option<Self> {
        if place.node.entries().is_none() {
            cx.unexpected(place, &format!("{noun} (an object)"));
        }
        Self::of(place)
    }

    fn of(place: &Place<'n>) -> Option<Self> {
        let entries = place.node.entries()?;
        Some(Self {
            place: place.clone(),
            entries,
            taken: vec![false; entries.len()],
            nulls: Vec::new(),
            known: Vec::new(),
            spans: KeySpans::default(),
        })
    }

    /// The value of a field, where `null` is a value like others.
    pub(super) fn take_any(&mut self, key: &'static str) -> Option<Place<'n>> {
        self.known.push(key);
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        *self.taken.get_mut(at)? = true;
        let entry = self.entries.get(at)?;
        self.spans.insert(key, entry.key_span);
        Some(self.place.child(key, &entry.value))
    }

    /// The value of a field; `null` is the same as nothing.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Place<'n>> {
        let place = self.take_any(key)?;
        if place.node.is_null() {
            self.nulls
                .extend(self.entries.iter().position(|entry| entry.key == key));
            return None;
        }
        Some(place)
    }

    /// Every key that was asked for so far, written or not.
    pub(super) fn known(&self) -> &[&'static str] {
        &self.known
    }

    /// The places of the keys that were asked for so far.
    pub(super) fn spans(&self) -> KeySpans {
        self.spans.clone()
    }

    /// The value of a field that must be there.
    pub(super) fn require(&mut self, cx: &mut Read<'_>, key: &'static str) -> Option<Place<'n>> {
        let value = self.take(key);
        if value.is_none() {
            cx.report(
                Code::MissingField,
                &self.place,
                format!("the field `{key}` is missing"),
            );
        }
        value
    }

    /// The value of a field that should be there and that can be done without.
    pub(super) fn expect(&mut self, cx: &mut Read<'_>, key: &'static str) -> Option<Place<'n>> {
        let value = self.take(key);
        if value.is_none() {
            cx.sink.push(
                Diagnostic::new(Code::MissingField, format!("the field `{key}` is missing"))
                    .at(self.place.node.span, &self.place.pointer)
                    .severity(Severity::Weakened),
            );
        }
        value
    }

    /// Text.
    pub(super) fn string(&mut self, cx: &mut Read<'_>, key: &'static str) -> Option<String> {
        self.spanned_string(cx, key).map(|spanned| spanned.value)
    }

    /// Text with its place.
    pub(super) fn spanned_string(
        &mut self,
        cx: &mut Read<'_>,
        key: &'static str,
    ) -> Option<Spanned<String>> {
        read_string(cx, &self.take(key)?)
    }

    /// Text that must be there.
    pub(super) fn require_string(
        &mut self,
        cx: &mut Read<'_>,
        key: &'static str,
    ) -> Option<Spanned<String>> {
        let place = self.require(cx, key)?;
        read_string(cx, &place)
    }

    /// `true` or `false`.
    pub(super) fn boolean(&mut self, cx: &mut Read<'_>, key: &'static str) -> Option<bool> {
        read_boolean(cx, &self.take(key)?)
    }

    /// Whether a flag is set.
    pub(super) fn flag(&mut self, cx: &mut Read<'_>, key: &'static str) -> bool {
        self.boolean(cx, key).unwrap_or(false)
    }

    /// A flag that keeps something from passing: without it more would pass than people mean, so that
    /// what is neither `true` nor `false` stops the run.
    pub(super) fn guard(&mut self, cx: &mut Read<'_>, key: &'static str) -> Option<bool> {
        let place = self.take(key)?;
        if !matches!(place.node.value, Value::Bool(_))
            && !matches!(place.node.as_str(), Some("true" | "false"))
        {
            cx.refuse(&place, "`true` or `false`");
            return None;
        }
        read_boolean(cx, &place)
    }

    /// `deprecated`, or the extension for places and versions without it, whose value may tell why.
    pub(super) fn deprecated(&mut self, cx: &mut Read<'_>) -> bool {
        let is_said = self.flag(cx, "deprecated");
        if !cx.extensions.deprecated {
            return is_said;
        }
        let extension = self.take("x-deprecated");
        is_said || extension.is_some_and(|place| place.node.value != Value::Bool(false))
    }

    /// A number as written.
    pub(super) fn number(
        &mut self,
        cx: &mut Read<'_>,
        key: &'static str,
    ) -> Option<Spanned<String>> {
        let place = self.take(key)?;
        Some(Spanned {
            value: read_number(cx, &place)?,
            span: place.node.span,
        })
    }

    /// A count.
    pub(super) fn count(&mut self, cx: &mut Read<'_>, key: &'static str) -> Option<u64> {
        let place = self.take(key)?;
        let number = read_number(cx, &place)?;
        // `1.0` counts as an integer: JSON Schema 2020-12 §4.2.1.
        let whole = match number.split_once('.') {
            Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
            Some(_) | None => &number,
        };
        let count = whole.parse().ok();
        if count.is_none() {
            let message = format!("expected an integer from 0 to 2^64, found `{number}`");
            cx.ignore(&place, &message);
        }
        count
    }

    /// The items of a list; nothing for a missing one.
    pub(super) fn list(&mut self, cx: &mut Read<'_>, key: &'static str) -> Vec<Place<'n>> {
        match self.take(key) {
            Some(place) => read_listed(cx, &place).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The entries of a mapping from names to objects; nothing for a missing one.
    pub(super) fn map(
        &mut self,
        cx: &mut Read<'_>,
        key: &'static str,
    ) -> Vec<(&'n Entry, Place<'n>)> {
        match self.take(key) {
            Some(place) => read_map(cx, &place).unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// A list of strings with the place of each.
    pub(super) fn strings(&mut self, cx: &mut Read<'_>, key: &'static str) -> Vec<Spanned<String>> {
        let items = self.list(cx, key);
        items
            .iter()
            .filter_map(|item| read_string(cx, item))
            .collect()
    }

    /// The `x-` keywords that nobody asked for.
    pub(super) fn extensions(&mut self) -> IndexMap<String, Node> {
        let mut extensions = IndexMap::new();
        for (entry, taken) in self.entries.iter().zip(&mut self.taken) {
            if !*taken && entry.key.starts_with("x-") {
                *taken = true;
                extensions.insert(entry.key.clone(), entry.value.clone());
            }
        }
        extensions
    }

    /// Reports a keyword that the specification knows and that has no effect here.
    pub(super) fn unsupported(&mut self, cx: &mut Read<'_>, keys: &[&'static str]) {
        for key in keys {
            if self.take(key).is_some() {
                self.report_key(cx, key, Code::UnsupportedKeyword, None);
            }
        }
    }

    /// The same for keywords without which nothing is lost.
    pub(super) fn unsupported_note(&mut self, cx: &mut Read<'_>, keys: &[&'static str]) {
        for key in keys {
            if self.take(key).is_some() {
                self.report_key(cx, key, Code::UnsupportedKeyword, Some(Severity::Note));
            }
        }
    }

    fn report_key(&self, cx: &mut Read<'_>, key: &str, code: Code, severity: Option<Severity>) {
        let span = self
            .entries
            .iter()
            .find(|entry| entry.key == key)
            .map_or(self.place.node.span, |entry| entry.key_span);
        let diagnostic = Diagnostic::new(code, format!("`{key}` is not acted upon"))
            .at(span, &self.place.pointer.join(key));
        cx.sink.push(match severity {
            Some(severity) => diagnostic.severity(severity),
            None => diagnostic,
        });
    }

    /// Reports what is left.
    pub(super) fn finish(self, cx: &mut Read<'_>) {
        /// Who misspells more keywords of one object has another problem.
        const SUGGESTED: usize = 20;
        let mut unknown = 0;
        for entry in self.nulls.iter().filter_map(|at| self.entries.get(*at)) {
            let message = format!("`{}` is null, which counts as absent", entry.key);
            cx.sink.push(
                Diagnostic::new(Code::UnexpectedType, message)
                    .at(entry.key_span, &self.place.pointer.join(&entry.key))
                    .severity(Severity::Note),
            );
        }
        for (entry, taken) in self.entries.iter().zip(&self.taken) {
            if *taken || entry.key.starts_with("x-") {
                continue;
            }
            unknown += 1;
            let diagnostic = unknown_keyword(entry, &self.known, unknown <= SUGGESTED);
            cx.sink
                .push(diagnostic.at(entry.key_span, &self.place.pointer.join(&entry.key)));
        }
    }
}

/// Text. An unquoted number or boolean has one sensible reading where text is expected.
pub(super) fn read_string(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Spanned<String>> {
    let value = match &place.node.value {
        Value::String(text) => text.clone(),
        Value::Number(text) => read_as_text(cx, place, text),
        Value::Bool(value) => read_as_text(cx, place, &value.to_string()),
        Value::Map(_) if place.node.get("$ref").is_some() => {
            let inlined = inline(cx, place)?;
            return match inlined.node.as_str() {
                Some(text) => Some(Spanned {
                    value: text.to_owned(),
                    span: inlined.node.span,
                }),
                None => unexpected_text(cx, &inlined.place()),
            };
        }
        Value::Null | Value::List(_) | Value::Map(_) => return unexpected_text(cx, place),
    };
    Some(Spanned {
        value,
        span: place.node.span,
    })
}

/// Reports that a place does not hold text.
fn unexpected_text(cx: &mut Read<'_>, place: &Place<'_>) -> Option<Spanned<String>> {
    cx.unexpected(place, "a string");
    None
}

fn read_as_text(cx: &mut Read<'_>, place: &Place<'_>, text: &str) -> String {
    let message = format!(
        "expected a string, found {}; it is read as the text `{text}`",
        place.node.kind()
    );
    cx.sink.push(
        Diagnostic::new(Code::UnexpectedType, message)
            .at(place.node.span, &place.pointer)
            .severity(Severity::Note)
            .help("put it in quotes"),
    );
    text.to_owned()
}

/// A number as written. One in quotes has one sensible reading where a number is expected.
fn read_number(cx: &mut Read<'_>, place: &Place<'_>) -> Option<String> {
    match &place.node.value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) if serde_json::from_str::<serde_json::Number>(text).is_ok() => {
            note_quotes(cx, place, text);
            Some(text.clone())
        }
        Value::Null | Value::Bool(_) | Value::String(_) | Value::List(_) | Value::Map(_) => {
            cx.unexpected(place, "a number");
            None
        }
    }
}

fn note_quotes(cx: &mut Read<'_>, place: &Place<'_>, text: &str) {
    let message = format!("`{text}` is in quotes and is read as if it were not");
    cx.sink.push(
        Diagnostic::new(Code::UnexpectedType, message)
            .at(place.node.span, &place.pointer)
            .severity(Severity::Note),
    );
}

pub(super) fn read_boolean(cx: &mut Read<'_>, place: &Place<'_>) -> Option<bool> {
    let quoted = place.node.as_str();
    match (&place.node.value, quoted) {
        (Value::Bool(value), _) => Some(*value),
        (_, Some(text @ ("true" | "false"))) => {
            note_quotes(cx, place, text);
            Some(text == "true")
        }
        (_, _) => {
            cx.unexpected(place, "`true` or `false`");
            None
        }
    }
}

/// The items of a list.
pub(super) fn read_list<'n>(cx: &mut Read<'_>, place: &Place<'n>) -> Option<Vec<Place<'n>>> {
    let Some(items) = place.node.items() else {
        cx.leave_out(place, "a list");
        return None;
    };
    Some(
        items
            .iter()
            .enumerate()
            .map(|(index, item)| place.item(index, item))
            .collect(),
    )
}

/// The entries of a mapping from names to objects.
pub(super) fn read_map<'n>(
    cx: &mut Read<'_>,
    place: &Place<'n>,
) -> Option<Vec<(&'n Entry, Place<'n>)>> {
    let Some(entries) = place.node.entries() else {
        if is_empty_map(cx, place) {
            return Some(Vec::new());
        }
        cx.leave_out(place, "an object");
        return None;
    };
    Some(
        entries
            .iter()
            .map(|entry| (entry, place.child(&entry.key, &entry.value)))
            .collect(),
    )
}
