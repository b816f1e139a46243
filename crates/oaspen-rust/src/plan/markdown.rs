//! CommonMark from strangers as lines that rustdoc and clippy have nothing to say about.
//!
//! What is kept: paragraphs, lists, headings, tables, emphasis, inline code, links to the web, code
//! fences (always `text`). What is neutralised: HTML, every other link and reference, block quotes,
//! indented code (rustdoc would compile it), bare addresses (they become autolinks), tabs, trailing
//! spaces, control and bidirectional characters.

/// The lines of a text; no leading or trailing empty ones.
pub(super) fn sanitise(text: &str) -> Vec<String> {
    let mut blocks = Blocks::default();
    for line in text.lines() {
        blocks.line(&visible(&line.replace('\t', "    ")));
    }
    blocks.close();
    blocks.lines
}

/// `text` with characters that hide or reorder others spelt as `U+202E`.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            shown.push_str(&format!("U+{:04X}", u32::from(character)));
        } else if character == '\u{feff}' {
            continue;
        } else {
            shown.push(character);
        }
    }
    shown
}

fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// Inline code that shows `text`, whatever backticks it holds.
pub(super) fn code_span(text: &str) -> String {
    // Two backticks would open a longer fence.
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of)
        .map(|run| run.chars().count())
        .max()
        .unwrap_or(0)
}

/// The text line by line: in which list a line is, and whether in a code fence.
#[derive(Default)]
struct Blocks {
    lines: Vec<String>,
    /// Open list items, outermost first.
    items: Vec<ListItem>,
    fence: Option<Fence>,
    after_blank: bool,
}

/// An item of a list: where its text begins, in the source and in what is written.
#[derive(Clone, Copy)]
struct ListItem {
    marker: usize,
    source: usize,
    written: usize,
}

/// A code fence: its content is held back until it is known how long the fence must be.
struct Fence {
    marker: char,
    length: usize,
    indent: usize,
    content: Vec<String>,
}

impl Blocks {
    fn line(&mut self, line: &str) {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        let text = text.trim_end();
        if let Some(fence) = &mut self.fence {
            if fence.is_closed_by(text) {
                self.close();
            } else {
                fence.content.push(dedent(line, fence.indent).to_owned());
            }
            return;
        }
        if text.is_empty() {
            self.after_blank = true;
            return;
        }
        if let Some((marker, length)) = opened_fence(text) {
            self.leave_items(indent);
            self.fence = Some(Fence {
                marker,
                length,
                indent,
                content: Vec::new(),
            });
        } else if let Some((marker, rest)) = list_marker(text) {
            self.list_item(indent, marker, rest);
        } else {
            self.text(indent, text);
        }
    }

    fn list_item(&mut self, indent: usize, marker: &str, rest: &str) {
        let leaves_list = |item: &ListItem| item.source > indent && item.marker >= indent;
        while self.items.last().is_some_and(leaves_list) {
            self.items.pop();
        }
        if self.items.last().is_some_and(|item| item.source > indent) {
            // Between marker and text of the item before: a sibling, written a little off.
            self.items.pop();
        }
        let before = self.items.last().map_or(0, |item| item.written);
        let width = marker.len() + 1;
        let written = format!("{}{marker} {}", " ".repeat(before), inline(rest));
        self.items.push(ListItem {
            marker: indent,
            source: indent + width,
            written: before + width,
        });
        self.push(&written);
    }

    fn text(&mut self, indent: usize, text: &str) {
        if self.after_blank {
            self.leave_items(indent);
        }
        // Without a blank line between, the text goes on in the item above, however it is indented.
        let written = self.items.last().map_or(0, |item| item.written);
        let line = format!("{}{}", " ".repeat(written), block_text(text));
        self.push(&line);
    }

    /// Leaves the items whose text begins further right.
    fn leave_items(&mut self, indent: usize) {
        while self.items.last().is_some_and(|item| indent <= item.marker) {
            self.items.pop();
        }
    }

    fn push(&mut self, line: &str) {
        if self.after_blank && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.after_blank = false;
        self.lines.push(line.trim_end().to_owned());
    }

    /// Writes an open fence.
    fn close(&mut self) {
        let Some(fence) = self.fence.take() else {
            return;
        };
        let before = " ".repeat(self.items.last().map_or(0, |item| item.written));
        let longest = fence
            .content
            .iter()
            .map(|line| longest_run(line, '`'))
            .max()
            .unwrap_or(0);
        let ticks = "`".repeat(longest.max(2) + 1);
        self.after_blank = true;
        self.push(&format!("{before}{ticks}text"));
        for line in &fence.content {
            self.push(&format!("{before}{line}"));
        }
        self.push(&format!("{before}{ticks}"));
        self.after_blank = true;
    }
}

impl Fence {
    /// CommonMark 0.31 §4.5: the same character, at least as often, and nothing after.
    fn is_closed_by(&self, text: &str) -> bool {
        text.chars().count() >= self.length && text.chars().all(|found| found == self.marker)
    }
}

/// The line without as many leading spaces as there are, up to `indent`.
fn dedent(line: &str, indent: usize) -> &str {
    let spaces = line.len() - line.trim_start_matches(' ').len();
    line.get(spaces.min(indent)..).unwrap_or_default()
}

/// A fence's character and length.
fn opened_fence(text: &str) -> Option<(char, usize)> {
    let marker = text
        .chars()
        .next()
        .filter(|first| matches!(first, '`' | '~'))?;
    let length = text.chars().take_while(|found| *found == marker).count();
    let info = text.get(length..)?;
    // A line such as "```json```" is inline code.
    (length >= 3 && !info.contains('`')).then_some((marker, length))
}

/// The marker of a list item, and its text.
fn list_marker(text: &str) -> Option<(&str, &str)> {
    let end = text.find(' ')?;
    let (marker, rest) = text.split_at_checked(end)?;
    let rest = rest.trim_start();
    let number = marker.strip_suffix(['.', ')']);
    let is_number = number.is_some_and(|digits| {
        (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    });
    let is_list = (matches!(marker, "-" | "*" | "+") && !is_rule(text)) || is_number;
    (is_list && !rest.is_empty()).then_some((marker, rest))
}

/// A thematic break, such as `* * *`.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars().filter(|character| *character != ' ');
    let Some(first) = marks.next() else {
        return false;
    };
    marks.all(|mark| mark == first)
}

/// A line that begins a block or goes on in one.
fn block_text(text: &str) -> String {
    match text.chars().next() {
        Some('>') => format!("\\{}", inline(text)),
        // An underline would make a heading of the paragraph above; a marker alone, a list.
        Some('=' | '-' | '*' | '+') if is_rule(text) => text
            .chars()
            .flat_map(|mark| ['\\', mark])
            .collect::<String>()
            .replace("\\ ", " "),
        Some(_) | None => inline(text),
    }
}

/// Text within a block: HTML and references are escaped, addresses become autolinks.
fn inline(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (piece, used) = inline_piece(rest, first, written.chars().next_back());
        written.push_str(&piece);
        rest = rest.get(used..).unwrap_or_default();
    }
    written
}

/// What is written for the beginning of `rest`, and how many bytes of it that is.
fn inline_piece(rest: &str, first: char, before: Option<char>) -> (String, usize) {
    let plain = || (first.to_string(), first.len_utf8());
    match first {
        '`' => inline_code(rest),
        '\\' => match rest.chars().nth(1) {
            Some(escaped) if escaped.is_ascii_punctuation() => (format!("\\{escaped}"), 2),
            Some(_) => plain(),
            None => ("\\\\".to_owned(), 1),
        },
        '<' => match autolink(rest) {
            Some(link) => (link.to_owned(), link.len()),
            None => ("\\<".to_owned(), 1),
        },
        '[' => match web_link(rest) {
            Some((text, address, used)) => (format!("[{}]({address})", escape_text(text)), used),
            None => ("\\[".to_owned(), 1),
        },
        ']' => ("\\]".to_owned(), 1),
        // An image would be fetched by whoever reads the docs.
        '!' if rest.starts_with("![") => ("\\!".to_owned(), 1),
        'h' | 'H' if !before.is_some_and(char::is_alphanumeric) => match bare_address(rest) {
            Some(address) => (format!("<{address}>"), address.len()),
            None => plain(),
        },
        _ => plain(),
    }
}

/// Inline code that ends in the same line; backticks that do not are escaped.
fn inline_code(rest: &str) -> (String, usize) {
    let length = rest.chars().take_while(|found| *found == '`').count();
    let mut at = length;
    while let Some(found) = rest.get(at..).and_then(|tail| tail.find('`')) {
        let start = at + found;
        let tail = rest.get(start..).unwrap_or_default();
        let run = tail.chars().take_while(|found| *found == '`').count();
        if run == length {
            let whole = rest.get(..start + run).unwrap_or_default();
            return (whole.to_owned(), whole.len());
        }
        at = start + run;
    }
    ("\\`".repeat(length), length)
}

/// `<https://…>` as it stands.
fn autolink(rest: &str) -> Option<&str> {
    let inside = rest.get(1..)?;
    let end = inside.find('>')?;
    let address = inside.get(..end)?;
    (is_web(address) && is_address(address)).then(|| rest.get(..end + 2))?
}

/// `[text](https://…)`: its text, its address and its length.
fn web_link(rest: &str) -> Option<(&str, &str, usize)> {
    let inside = rest.get(1..)?;
    let middle = inside.find("](")?;
    let text = inside.get(..middle)?;
    if text.trim().is_empty() || text.contains(['[', ']', '`', '\\']) {
        return None;
    }
    let tail = inside.get(middle + 2..)?;
    let end = tail.find(')')?;
    let address = tail.get(..end)?;
    let is_link = is_web(address) && is_address(address) && !address.contains('(');
    is_link.then_some((text, address, 1 + middle + 2 + end + 1))
}

/// An address in running text, without the punctuation after it.
fn bare_address(rest: &str) -> Option<&str> {
    if !is_web(rest) {
        return None;
    }
    let end = rest
        .find(|found: char| !is_address_character(found) || matches!(found, '[' | ']' | ')' | '('))
        .unwrap_or(rest.len());
    let address = rest.get(..end)?;
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    // The scheme alone is no address.
    (address.len() > "https://".len()).then_some(address)
}

fn is_web(text: &str) -> bool {
    let starts = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}

fn is_address(text: &str) -> bool {
    text.chars().all(is_address_character)
}

fn is_address_character(character: char) -> bool {
    character.is_ascii_graphic()
        && !matches!(character, '<' | '>' | '`' | '"' | '\\' | '{' | '}' | '|')
}

fn escape_text(text: &str) -> String {
    text.replace('<', "\\<")
}
