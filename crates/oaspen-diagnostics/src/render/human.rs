//! Diagnostics for people.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Renderer, Snippet};

use super::excerpt::{Excerpt, excerpt, whole_line};
use super::grouped::grouped;
use super::printable::printable;
use crate::{Diagnostic, FileId, Severity, SourceMap, Span};

/// Whether to write terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Text only.
    Never,
    /// ANSI escapes.
    Always,
}

/// The widest line to aim at, in columns; excerpts are cut to less.
const WIDTH: usize = 200;
/// How far apart two places may be that are shown in one excerpt, in lines.
const NEARBY: usize = 30;

/// Renders diagnostics as `rustc` would, one after the other with an empty line after each. Of more
/// than 20 that say the same and are no errors only the first is shown, with a count.
///
/// `sources` must be the map that the diagnostics' spans speak of; a span of another map is left
/// out.
pub fn render_human(diagnostics: &[Diagnostic], sources: &SourceMap, colour: Colour) -> String {
    render_human_within(diagnostics, sources, colour, WIDTH)
}

/// The same for a terminal of some columns: longer lines are cut around what they are shown for.
pub fn render_human_within(
    diagnostics: &[Diagnostic],
    sources: &SourceMap,
    colour: Colour,
    width: usize,
) -> String {
    let renderer = match colour {
        Colour::Never => Renderer::plain(),
        Colour::Always => Renderer::styled(),
    };
    let renderer = renderer.term_width(width.min(WIDTH));
    let mut text = String::new();
    for diagnostic in &grouped(diagnostics) {
        let places = places(diagnostic, sources);
        let cut: Vec<(String, String)> = places.iter().flatten().filter_map(cut_origin).collect();
        let mut rendered = renderer.render(&[group(diagnostic, sources, places)]);
        for (shown, meant) in cut {
            rendered = rendered.replace(&shown, &meant);
        }
        text.push_str(&rendered);
        text.push_str("\n\n");
    }
    text
}

fn group<'d>(
    diagnostic: &'d Diagnostic,
    sources: &SourceMap,
    places: Vec<Vec<Shown>>,
) -> Group<'d> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Skipped | Severity::Weakened => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(printable(&diagnostic.message))
        .id(diagnostic.code.info().name);
    let mut elements: Vec<Element<'_>> = Vec::new();
    for shown in places {
        push_place(&mut elements, sources, shown);
    }
    if !diagnostic.pointer.is_root() {
        let place = printable(&format!("at {}", diagnostic.pointer));
        elements.push(Level::NOTE.message(place).into());
    }
    if let Some(loss) = loss(diagnostic.severity) {
        elements.push(Level::NOTE.message(loss).into());
    }
    if let Some(help) = &diagnostic.help {
        elements.push(Level::HELP.message(printable(help)).into());
    }
    title.elements(elements)
}

/// What the output loses.
const fn loss(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Error | Severity::Note => None,
        Severity::Skipped => Some("what needs this is left out; the rest is written"),
        Severity::Weakened => Some("weakened: less is typed or enforced than is written here"),
    }
}

/// A place with what to say there.
struct Shown {
    file: FileId,
    path: String,
    excerpt: Excerpt,
    label: Option<String>,
    primary: bool,
}

/// The places of a diagnostic, the primary first, then those that are shown with it.
fn places(diagnostic: &Diagnostic, sources: &SourceMap) -> Vec<Vec<Shown>> {
    let labels = diagnostic
        .labels
        .iter()
        .map(|label| (label.span, Some(printable(&label.message)), false));
    let all = diagnostic
        .primary
        .into_iter()
        .map(|span| (span, None, true))
        .chain(labels);
    let mut groups: Vec<Vec<Shown>> = Vec::new();
    for (span, label, primary) in all {
        let Some(shown) = show(sources, span, label, primary) else {
            continue;
        };
        let near = groups
            .iter_mut()
            .find(|group| group.iter().all(|other| are_near(other, &shown)));
        match near {
            Some(group) => group.push(shown),
            None => groups.push(vec![shown]),
        }
    }
    groups
}

fn show(sources: &SourceMap, span: Span, label: Option<String>, primary: bool) -> Option<Shown> {
    let file = sources.get(span.file)?;
    Some(Shown {
        file: span.file,
        path: printable(file.name()),
        excerpt: excerpt(file, span),
        label,
        primary,
    })
}

fn are_near(one: &Shown, other: &Shown) -> bool {
    one.file == other.file
        && !one.excerpt.is_cut
        && !other.excerpt.is_cut
        && one.excerpt.line.abs_diff(other.excerpt.line) <= NEARBY
}

/// The path to give to the renderer. It appends the place within the window of a cut line, so the
/// true place comes before it and [`cut_origin`] says what to take away.
fn path_of(shown: &Shown) -> String {
    let Excerpt { line, column, .. } = shown.excerpt;
    if shown.excerpt.is_cut {
        format!("{}:{line}:{column}", shown.path)
    } else {
        shown.path.clone()
    }
}

/// What the renderer writes for the place of a cut line, and what it is to be.
fn cut_origin(shown: &Shown) -> Option<(String, String)> {
    let excerpt = &shown.excerpt;
    let before = excerpt.text.get(..excerpt.marked.start)?;
    let column = before.chars().count() + 1;
    let meant = path_of(shown);
    excerpt
        .is_cut
        .then(|| (format!("{meant}:{}:{column}", excerpt.line), meant))
}

fn push_place(elements: &mut Vec<Element<'_>>, sources: &SourceMap, mut shown: Vec<Shown>) {
    let path = shown.first().map(path_of);
    let file = shown.first().and_then(|place| sources.get(place.file));
    shown.sort_by_key(|place| place.excerpt.line);
    let first_line = shown.first().map_or(1, |place| place.excerpt.line);
    let mut source = String::new();
    let mut annotations = Vec::new();
    let mut line = first_line;
    let mut line_start = 0;
    for place in shown {
        if place.excerpt.line > line || source.is_empty() {
            // The renderer shows a single line between two marked ones.
            for between in line + 1..place.excerpt.line {
                source.push('\n');
                source.push_str(&file.map_or_else(String::new, |file| whole_line(file, between)));
            }
            if place.excerpt.line > line {
                source.push('\n');
            }
            line = place.excerpt.line;
            line_start = source.len();
            source.push_str(&place.excerpt.text);
        }
        let kind = if place.primary {
            AnnotationKind::Primary
        } else {
            AnnotationKind::Context
        };
        let marked = place.excerpt.marked;
        annotations.push(
            kind.span(marked.start + line_start..marked.end + line_start)
                .label(place.label),
        );
    }
    let snippet = Snippet::source(source)
        .path(path)
        .line_start(first_line)
        .fold(true)
        .annotations(annotations);
    elements.push(snippet.into());
}
