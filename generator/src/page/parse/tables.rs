//! Tables in all the forms that pages have them.

use pulldown_cmark::Parser;

use super::super::inline::Gatherer;
use super::super::{Block, Inline, Row, Style, Table, table};
use super::{Builder, html_table};
use crate::diagnostic::{Code, Diagnostic, Place};

impl<'a> Builder<'a, '_> {
    /// The Markdown parser fills short rows and cuts long ones without a word.
    pub(super) fn check_cells(&mut self, table: &mut Table<'a>) {
        let columns = table.header.len();
        let ends_in_prose = table.header.last().is_some_and(|header| table::is_prose(&header.plain()));
        for row in &mut table.rows {
            let Some(start) = row.cells.first().map(|c| c.offset) else { continue };
            let begin = self.text[..start].rfind('\n').map_or(0, |i| i + 1);
            let whole_line = self.text[begin..].lines().next().unwrap_or_default();
            // A table can be quoted.
            let line = whole_line.trim_start_matches(['>', ' ']);
            let from = begin + whole_line.len() - line.len();
            let cells = table::split_row(line);
            // A pipe in running text is a pipe.
            let whole = ends_in_prose && table::split_plain(line).len() > columns;
            if whole && let (Some(first), Some(last)) = (cells.get(columns - 1), cells.last()) {
                let before = cells[..columns - 1].iter().cloned();
                let ranges = before.chain(std::iter::once(first.start..last.end));
                row.cells = ranges.map(|r| inline(&line[r.clone()], from + r.start)).collect();
            }
            // `|**Apps**|` heads a group of rows.
            let heads_group = cells.len() == 1 && row.cells[0].spans.iter().all(|s| s.style == Style::Strong);
            if cells.len() != columns && !heads_group {
                let place = Place::new(self.path, row.line, 1);
                let found = format!("a row of {} cells in a table of {columns} columns", cells.len());
                let done = match cells.len() < columns {
                    true => "the missing cells were read as empty",
                    false if whole => "the cells beyond the last column were read as part of it",
                    false => "the cells beyond the last column were dropped",
                };
                self.diagnostics.push(Diagnostic::new(Code::RowCells, place, found, done));
            }
        }
    }

    /// Lines that begin with a pipe but that Markdown reads as a paragraph.
    pub(super) fn raw_table(&mut self, start: usize, rows: &[(usize, &'a str)]) {
        let row = |(offset, line): &(usize, &'a str)| Row {
            line: self.lines.line(start + offset),
            cells: table::split_row(line)
                .into_iter()
                .map(|r| inline(&line[r.clone()], start + offset + r.start))
                .collect(),
        };
        let line = self.lines.line(start);
        let place = Place::new(self.path, line, 1);
        let separator = rows.iter().position(|(_, line)| table::is_separator(line));
        if separator == Some(1) {
            let header = row(&rows[0]).cells;
            let rows: Vec<_> = rows[2..].iter().map(row).collect();
            let found = "a table whose separator does not fit its header";
            self.diagnostics.push(Diagnostic::new(Code::BrokenTable, place, found, "its rows were read one by one"));
            self.flush_annotation();
            self.push(Block::Table(Table { line, header, rows }));
            return;
        }
        let more: Vec<_> = rows.iter().filter(|(_, line)| !table::is_separator(line)).map(row).collect();
        if let Some(table) = self.open_table() {
            table.rows.extend(more);
            let done = "they were read as rows of the table above";
            self.diagnostics.push(Diagnostic::new(
                Code::DetachedRows,
                place,
                "rows that stand apart from their table",
                done,
            ));
        } else {
            let mut more = more.into_iter();
            let header = more.next().map(|r| r.cells).unwrap_or_default();
            let done = "the first row was read as the header";
            self.diagnostics.push(Diagnostic::new(Code::BrokenTable, place, "a table without a separator", done));
            self.flush_annotation();
            self.push(Block::Table(Table { line, header, rows: more.collect() }));
        }
    }

    /// The table that rows can belong to: what is between them is quoted, as a note is.
    fn open_table(&mut self) -> Option<&mut Table<'a>> {
        let blocks = self.sections.last_mut()?.blocks.iter_mut().rev();
        match blocks.into_iter().find(|block| !matches!(block, Block::Paragraph(paragraph) if paragraph.quote))? {
            Block::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Rows right after a note, which Markdown reads as part of it.
    pub(super) fn rows_in_quote(&mut self, start: usize, raw: &'a str, rows: &[(usize, &'a str)]) {
        let note = rows.first().map_or(raw, |(offset, _)| &raw[..*offset]);
        self.end_paragraph(start, inline(note, start));
        self.raw_table(start, rows);
    }

    /// A table in HTML, which can hold empty lines and so be several blocks of Markdown.
    pub(super) fn html_table(&mut self, start: usize) {
        let text = &self.text[start..];
        let line = self.lines.line(start);
        let place = Place::new(self.path, line, 1);
        let Some(found) = html_table::read(text) else {
            let broken =
                Diagnostic::new(Code::BrokenTable, place, "a table in HTML that does not end", "it was not read");
            self.diagnostics.push(broken.with_help("write it as a table of Markdown"));
            return;
        };
        self.read_until = start + found.length;
        let mut rows = found.rows.into_iter().map(|row| Row {
            line: self.lines.line(start + row.offset),
            cells: row.cells.iter().map(|(offset, cell)| inline(cell, start + offset).into_owned()).collect(),
        });
        let header = rows.next().map(|row| row.cells).unwrap_or_default();
        let rows: Vec<Row<'a>> = rows.collect();
        self.diagnostics.push(Diagnostic::new(
            Code::BrokenTable,
            place,
            "a table in HTML",
            "it was read as it was meant",
        ));
        self.flush_annotation();
        self.push(Block::Table(Table { line, header, rows }));
    }
}

/// Reads a piece of a line as running text.
fn inline(text: &str, offset: usize) -> Inline<'_> {
    let mut gatherer = Gatherer::new(offset);
    for event in Parser::new(text.trim()) {
        gatherer.push(&event);
    }
    gatherer.finish()
}
