//! A page as sections of tables, fences and paragraphs, each with its line: what Markdown says,
//! and nothing of what Graph means by it. Text is borrowed from the page.

mod annotation;
mod fence;
mod inline;
pub mod loose_json;
mod parse;
mod table;

use pulldown_cmark::CowStr;

use crate::source::FrontMatter;

pub use annotation::Annotation;
pub use inline::{Inline, Span, Style};
pub use parse::parse;

/// A page, cut at its headings. The first section holds what stands before any heading.
#[derive(Debug)]
pub struct Page<'a> {
    pub front_matter: FrontMatter,
    pub sections: Vec<Section<'a>>,
}

/// A heading and what follows it, up to the next heading of whatever level.
#[derive(Debug)]
pub struct Section<'a> {
    pub heading: Heading,
    pub blocks: Vec<Block<'a>>,
}

#[derive(Debug, Default)]
pub struct Heading {
    /// From 1; 0 for what stands before the first heading.
    pub level: u8,
    pub line: u32,
    pub text: String,
    /// The English anchor that translated pages keep: `<a name="properties"></a>`.
    pub anchor: Option<String>,
}

#[derive(Debug)]
pub enum Block<'a> {
    Paragraph(Paragraph<'a>),
    Table(Table<'a>),
    Fence(Fence<'a>),
    Include(Include<'a>),
    /// An annotation that no fence follows.
    Annotation(Annotation),
}

#[derive(Debug)]
pub struct Paragraph<'a> {
    pub line: u32,
    pub inline: Inline<'a>,
    /// It is a list's item, or part of one.
    pub item: bool,
    /// It is quoted: a note or a warning.
    pub quote: bool,
}

#[derive(Debug)]
pub struct Table<'a> {
    pub line: u32,
    pub header: Vec<Inline<'a>>,
    pub rows: Vec<Row<'a>>,
}

#[derive(Debug)]
pub struct Row<'a> {
    pub line: u32,
    pub cells: Vec<Inline<'a>>,
}

#[derive(Debug)]
pub struct Fence<'a> {
    /// The first word after the backticks, in lower case.
    pub info: String,
    /// The line of the body's first line.
    pub line: u32,
    pub body: CowStr<'a>,
    pub annotation: Option<Annotation>,
}

/// `[!INCLUDE [text](target)]`
#[derive(Debug)]
pub struct Include<'a> {
    pub line: u32,
    pub target: CowStr<'a>,
}

impl<'a> Page<'a> {
    /// The page's first heading of level one.
    pub fn title(&self) -> Option<&Heading> {
        self.sections.iter().map(|s| &s.heading).find(|h| h.level == 1)
    }
}

impl<'a> Section<'a> {
    pub fn tables(&self) -> impl Iterator<Item = &Table<'a>> {
        self.blocks.iter().filter_map(|b| if let Block::Table(t) = b { Some(t) } else { None })
    }

    pub fn fences(&self) -> impl Iterator<Item = &Fence<'a>> {
        self.blocks.iter().filter_map(|b| if let Block::Fence(f) = b { Some(f) } else { None })
    }

    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph<'a>> {
        self.blocks.iter().filter_map(|b| if let Block::Paragraph(p) = b { Some(p) } else { None })
    }

    pub fn includes(&self) -> impl Iterator<Item = &Include<'a>> {
        self.blocks.iter().filter_map(|b| if let Block::Include(i) = b { Some(i) } else { None })
    }
}

/// Maps byte offsets of a text to lines and columns.
#[derive(Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1));
        Self { starts: starts.collect() }
    }

    /// The line, from 1.
    pub fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|s| *s <= offset)).unwrap_or(u32::MAX)
    }

    /// The column in bytes, from 1.
    pub fn column(&self, offset: usize) -> u32 {
        let start = self.starts[self.line(offset) as usize - 1];
        u32::try_from(offset - start + 1).unwrap_or(u32::MAX)
    }
}
