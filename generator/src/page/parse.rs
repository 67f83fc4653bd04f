//! From Markdown events to sections.

mod html_table;
mod tables;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::inline::Gatherer;
use super::{Annotation, Block, Fence, Heading, Include, Inline, Lines, Page, Paragraph, Row, Section, Table};
use super::{fence, table};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::source::FrontMatter;

/// Reads a page's text; `path` names it in diagnostics. Nothing that stands in a page is an error.
pub fn parse<'a>(text: &'a str, path: &str, lines: &Lines, diagnostics: &mut Vec<Diagnostic>) -> Page<'a> {
    let mut builder = Builder {
        text,
        path,
        lines,
        diagnostics,
        base: 0,
        front_matter: FrontMatter::default(),
        sections: vec![Section { heading: Heading::default(), blocks: Vec::new() }],
        annotation: None,
        html: None,
        state: State::Flow,
        items: 0,
        quotes: 0,
        read_until: 0,
    };
    for stretch in fence::stretches(text) {
        builder.base = stretch.start;
        builder.run(&text[stretch.start..stretch.end]);
        if let Some(open) = stretch.unclosed {
            let place = Place::new(path, lines.line(open), lines.column(open));
            let done = format!("it was taken to end at line {}", lines.line(stretch.end.saturating_sub(1)));
            builder.diagnostics.push(
                Diagnostic::new(Code::UnclosedFence, place, "a code fence that is never closed", done)
                    .with_help("close it with the same backticks on a line of their own"),
            );
        }
    }
    builder.flush_annotation();
    Page { front_matter: builder.front_matter, sections: builder.sections }
}

struct Builder<'a, 'd> {
    text: &'a str,
    path: &'d str,
    lines: &'d Lines,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// Where the stretch that is being read begins in the page.
    base: usize,
    front_matter: FrontMatter,
    sections: Vec<Section<'a>>,
    annotation: Option<Annotation>,
    html: Option<(usize, String)>,
    state: State<'a>,
    items: u32,
    quotes: u32,
    /// Up to where the text has been read without the Markdown parser.
    read_until: usize,
}

enum State<'a> {
    Flow,
    FrontMatter(String),
    Heading { level: u8, start: usize, gatherer: Gatherer<'a> },
    Paragraph { start: usize, gatherer: Gatherer<'a> },
    Code { start: usize, info: Option<CowStr<'a>>, body: Body<'a> },
    Table { table: Table<'a>, cell: Option<Gatherer<'a>>, row: Option<Row<'a>>, head: bool },
}

/// A code block's text, owned only when it comes in several pieces.
#[derive(Default)]
struct Body<'a> {
    start: Option<usize>,
    first: Option<CowStr<'a>>,
    joined: Option<String>,
}

impl<'a> Body<'a> {
    fn push(&mut self, text: CowStr<'a>, at: usize) {
        if self.start.is_none() {
            self.start = Some(at);
            self.first = Some(text);
        } else {
            let first = &mut self.first;
            let joined = self.joined.get_or_insert_with(|| first.take().map(CowStr::into_string).unwrap_or_default());
            joined.push_str(&text);
        }
    }

    fn text(self) -> CowStr<'a> {
        self.joined.map(CowStr::from).or(self.first).unwrap_or(CowStr::Borrowed(""))
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
}

impl<'a> Builder<'a, '_> {
    fn run(&mut self, stretch: &'a str) {
        self.state = State::Flow;
        (self.items, self.quotes) = (0, 0);
        for (event, range) in Parser::new_ext(stretch, options()).into_offset_iter() {
            let range = self.base + range.start..self.base + range.end;
            if range.start >= self.read_until {
                self.event(event, range);
            }
        }
        self.end_inline(self.base + stretch.len());
    }

    fn event(&mut self, event: Event<'a>, range: std::ops::Range<usize>) {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => {
                self.state = State::FrontMatter(String::new())
            }
            Event::End(TagEnd::MetadataBlock(_)) => {
                if let State::FrontMatter(text) = std::mem::replace(&mut self.state, State::Flow) {
                    self.front_matter = FrontMatter::parse(&text);
                }
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_inline(range.start);
                self.state =
                    State::Heading { level: depth(level), start: range.start, gatherer: Gatherer::new(range.start) };
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Start(Tag::CodeBlock(kind)) => {
                self.end_inline(range.start);
                let info = if let CodeBlockKind::Fenced(info) = kind { Some(info) } else { None };
                self.state = State::Code { start: range.start, info, body: Body::default() };
            }
            Event::End(TagEnd::CodeBlock) => self.end_code(),
            Event::Start(Tag::Table(_)) => {
                self.end_inline(range.start);
                let table = Table { line: self.lines.line(range.start), header: Vec::new(), rows: Vec::new() };
                self.state = State::Table { table, cell: None, row: None, head: false };
            }
            Event::End(TagEnd::Table) => self.end_table(),
            Event::Start(Tag::HtmlBlock) => {
                self.end_inline(range.start);
                self.html = Some((range.start, String::new()));
            }
            Event::End(TagEnd::HtmlBlock) => self.end_html(),
            Event::Start(Tag::Item) => {
                self.end_inline(range.start);
                self.items += 1;
            }
            Event::End(TagEnd::Item) => {
                self.end_inline(range.end);
                self.items = self.items.saturating_sub(1);
            }
            Event::Start(Tag::BlockQuote(_)) => {
                self.end_inline(range.start);
                self.quotes += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.end_inline(range.end);
                self.quotes = self.quotes.saturating_sub(1);
            }
            Event::Start(Tag::Paragraph) => {
                self.end_inline(range.start);
                self.state = State::Paragraph { start: range.start, gatherer: Gatherer::new(range.start) };
            }
            Event::End(TagEnd::Paragraph) => self.end_inline(range.end),
            other => self.inner(other, range),
        }
    }

    /// Events that belong to the block that is open.
    fn inner(&mut self, event: Event<'a>, range: std::ops::Range<usize>) {
        if let Some((_, html)) = &mut self.html {
            if let Event::Html(text) | Event::Text(text) = &event {
                html.push_str(text);
            }
            return;
        }
        match (&mut self.state, event) {
            (State::FrontMatter(out), Event::Text(text)) => out.push_str(&text),
            (State::Heading { gatherer, .. } | State::Paragraph { gatherer, .. }, event) => gatherer.push(&event),
            (State::Code { body, .. }, Event::Text(text)) => body.push(text, range.start),
            (State::Table { head, .. }, Event::Start(Tag::TableHead)) => *head = true,
            (State::Table { head, .. }, Event::End(TagEnd::TableHead)) => *head = false,
            (State::Table { row, .. }, Event::Start(Tag::TableRow)) => {
                *row = Some(Row { line: self.lines.line(range.start), cells: Vec::new() });
            }
            (State::Table { table, row, .. }, Event::End(TagEnd::TableRow)) => table.rows.extend(row.take()),
            (State::Table { cell, .. }, Event::Start(Tag::TableCell)) => *cell = Some(Gatherer::new(range.start)),
            (State::Table { table, cell, row, head }, Event::End(TagEnd::TableCell)) => {
                let inline = cell.take().map(Gatherer::finish).unwrap_or_default();
                match row {
                    Some(row) if !*head => row.cells.push(inline),
                    _ => table.header.push(inline),
                }
            }
            (State::Table { cell: Some(cell), .. }, event) => cell.push(&event),
            // A tight list's item holds its text without a paragraph.
            (State::Flow, event @ (Event::Text(_) | Event::Code(_) | Event::Start(_) | Event::InlineHtml(_))) => {
                if matches!(event, Event::Start(Tag::List(_) | Tag::FootnoteDefinition(_))) {
                    return;
                }
                let mut gatherer = Gatherer::new(range.start);
                gatherer.push(&event);
                self.state = State::Paragraph { start: range.start, gatherer };
            }
            _ => {}
        }
    }

    fn end_heading(&mut self) {
        let State::Heading { level, start, gatherer } = std::mem::replace(&mut self.state, State::Flow) else { return };
        let anchor = gatherer.anchor.clone();
        let inline = gatherer.finish();
        // `# [HTTP](#tab/http)` switches a tab, and text above `---` is a paragraph above a rule.
        if inline.links().any(|(_, target)| target.starts_with("#tab/")) {
            return;
        }
        if !self.text[start..].trim_start().starts_with('#') && level == 2 {
            return self.end_paragraph(start, inline);
        }
        self.flush_annotation();
        let heading = Heading { level, line: self.lines.line(start), text: inline.plain(), anchor };
        self.sections.push(Section { heading, blocks: Vec::new() });
    }

    /// Ends the paragraph that is open, if one is.
    fn end_inline(&mut self, end: usize) {
        if !matches!(self.state, State::Paragraph { .. }) {
            return;
        }
        let State::Paragraph { start, gatherer } = std::mem::replace(&mut self.state, State::Flow) else { return };
        let inline = gatherer.finish();
        let raw = &self.text[start..end.min(self.text.len())];
        if self.quotes > 0
            && let Some(rows) = table::rows_after_quote(raw)
        {
            return self.rows_in_quote(start, raw, &rows);
        }
        if let Some(rows) = table::rows(raw) {
            return self.raw_table(start, &rows);
        }
        self.end_paragraph(start, inline);
    }

    fn end_paragraph(&mut self, start: usize, inline: Inline<'a>) {
        let mut includes = 0;
        for (i, span) in inline.spans.iter().enumerate() {
            let before = i.checked_sub(1).map(|j| &*inline.spans[j].text).unwrap_or_default();
            if let Some(target) = &span.link
                && before.trim_end().to_ascii_uppercase().ends_with("[!INCLUDE")
            {
                let line = self.lines.line(start);
                includes += 1;
                self.push(Block::Include(Include { line, target: target.clone() }));
            }
        }
        if includes == 0 && !inline.is_empty() {
            self.flush_annotation();
            let line = self.lines.line(start);
            self.push(Block::Paragraph(Paragraph { line, inline, item: self.items > 0, quote: self.quotes > 0 }));
        }
    }

    fn end_code(&mut self) {
        let State::Code { start, info, body } = std::mem::replace(&mut self.state, State::Flow) else { return };
        let fence = match info {
            Some(info) => {
                let info = info.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
                // An empty fence's body would begin on the line after the opening one.
                let line = body.start.map_or(self.lines.line(start) + 1, |s| self.lines.line(s));
                Fence { info, line, body: body.text(), annotation: self.annotation.take() }
            }
            None => match fence::indented(body.text(), self.lines.line(start)) {
                Some(fence) => Fence { annotation: self.annotation.take(), ..fence },
                None => return,
            },
        };
        self.push(Block::Fence(fence));
    }

    fn end_table(&mut self) {
        let State::Table { mut table, .. } = std::mem::replace(&mut self.state, State::Flow) else { return };
        self.flush_annotation();
        self.check_cells(&mut table);
        self.push(Block::Table(table));
    }

    fn end_html(&mut self) {
        let Some((start, html)) = self.html.take() else { return };
        if html_table::begins(&html) {
            return self.html_table(start);
        }
        let line = self.lines.line(start);
        let Some(annotation) = Annotation::parse(&html, line) else { return };
        if annotation.loose {
            let place = Place::new(self.path, line, 1);
            let found = "an annotation that is not strict JSON";
            self.diagnostics.push(Diagnostic::new(Code::LooseAnnotation, place, found, "it was read as it was meant"));
        }
        self.flush_annotation();
        self.annotation = Some(annotation);
    }

    fn flush_annotation(&mut self) {
        if let Some(annotation) = self.annotation.take() {
            self.push(Block::Annotation(annotation));
        }
    }

    fn push(&mut self, block: Block<'a>) {
        if let Some(section) = self.sections.last_mut() {
            section.blocks.push(block);
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    level as u8
}
