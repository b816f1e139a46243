//! The exact text of every file, addressed by [`FileId`]; every [`Span`] points into it.
//!
//! No IO happens here: text comes in, paths are only names to show.

use std::ops::Range;

/// Names one file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A half-open range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the range lies in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

/// A position as people read it; both numbers count from one, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from one.
    pub line: u32,
    /// Column in characters, from one.
    pub column: u32,
}

/// One file: the name to show and its text.
#[derive(Clone, Debug)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    /// How many characters stand before each block of [`BLOCK`] bytes.
    characters: Vec<u32>,
}

/// Columns are counted from the beginning of a block, because a line may be megabytes long.
const BLOCK: usize = 1024;

/// The text of every file that was read, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceFile {
    /// The name to show to people.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The exact text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self
            .line_starts
            .partition_point(|&start| start <= offset)
            .max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0);
        let offset = (offset as usize).min(self.text.len());
        let column = self.characters_before(offset) - self.characters_before(start as usize);
        LineColumn {
            line: to_u32(line),
            column: to_u32(column).saturating_add(1),
        }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let known = self.characters.get(block).copied().unwrap_or(0);
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        known as usize + rest.map_or(0, count_characters)
    }

    /// The bytes of a line by its number from one, without its end; empty for a line that is not
    /// there.
    pub(crate) fn line_range(&self, line: usize) -> Range<usize> {
        let start_of = |index: usize| self.line_starts.get(index).map(|start| *start as usize);
        let start = start_of(line.wrapping_sub(1)).unwrap_or(self.text.len());
        let end = start_of(line).unwrap_or(self.text.len());
        let text = self.text.get(start..end).unwrap_or("");
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }
}

impl SourceMap {
    /// A map without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns its id. `name` is only shown, never opened.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| to_u32(at + 1)))
            .collect();
        let mut before = 0;
        // An empty block at the end answers for the offset after the last byte.
        let blocks = text
            .as_bytes()
            .chunks(BLOCK)
            .chain(std::iter::once(&[][..]));
        let characters = blocks
            .map(|block| {
                let here = before;
                before += count_characters(block);
                to_u32(here)
            })
            .collect();
        let id = FileId(to_u32(self.files.len()));
        self.files.push(SourceFile {
            name: name.into(),
            text,
            line_starts,
            characters,
        });
        id
    }

    /// The file of an id that this map gave out.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize)
    }

    /// Every file with its id, in the order of reading.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files
            .iter()
            .enumerate()
            .map(|(index, file)| (FileId(to_u32(index)), file))
    }
}

impl Span {
    /// A span of one file.
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }
}

/// How many characters begin in some bytes of UTF-8.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// Files are limited to 4 GiB by their loader, so that offsets fit.
fn to_u32(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_wherever_the_line_begins() {
        let text = format!("first\n{}x\r\nlast", "é".repeat(3_000));
        let mut sources = SourceMap::new();
        let id = sources.add("a.yaml", text.as_str());
        let file = sources.get(id).unwrap();
        for (offset, _) in text.char_indices() {
            let before = text.get(..offset).unwrap();
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let expect = LineColumn {
                line: to_u32(before.matches('\n').count() + 1),
                column: to_u32(text.get(line_start..offset).unwrap().chars().count() + 1),
            };
            assert_eq!(file.line_column(to_u32(offset)), expect, "{offset}");
        }
        let whole = "x".repeat(2 * BLOCK);
        let id = sources.add("b.yaml", whole);
        let end_of_block = sources.get(id).unwrap().line_column(u32::MAX);
        assert_eq!(end_of_block.column, to_u32(2 * BLOCK + 1));
        let file = sources.files().next().unwrap().1;
        let end = LineColumn { line: 3, column: 5 };
        assert_eq!(file.line_column(u32::MAX), end);
    }

    #[test]
    fn lines_have_no_ends() {
        let mut sources = SourceMap::new();
        let id = sources.add("a.yaml", "one\r\ntwo\n\nfour");
        let file = sources.get(id).unwrap();
        let lines: Vec<&str> = (0..7)
            .map(|line| file.text().get(file.line_range(line)).unwrap())
            .collect();
        assert_eq!(lines, ["", "one", "two", "", "four", "", ""]);
    }
}
