//! Running text: what a paragraph or a table cell holds.

use std::fmt::Write;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Code,
    Strong,
    /// `<br>`, a list item inside a cell, or a line's end.
    Break,
}

/// A run of text of one style; `link` is where it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Span<'a> {
    pub style: Style,
    pub text: CowStr<'a>,
    pub link: Option<CowStr<'a>>,
}

/// Text with its styles and links, and the byte offset at which it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inline<'a> {
    pub offset: usize,
    pub spans: Vec<Span<'a>>,
}

impl<'a> Inline<'a> {
    /// The same text, whatever becomes of what it was read from.
    pub fn into_owned<'b>(self) -> Inline<'b> {
        let owned = |text: CowStr<'_>| CowStr::from(text.into_string());
        let span = |span: Span<'_>| Span { style: span.style, text: owned(span.text), link: span.link.map(owned) };
        Inline { offset: self.offset, spans: self.spans.into_iter().map(span).collect() }
    }

    /// The words alone.
    pub fn plain(&self) -> String {
        let mut out = String::new();
        for span in &self.spans {
            out.push_str(&span.text);
        }
        collapse(&out)
    }

    /// The words, with code in backticks and nothing else marked.
    pub fn prose(&self) -> String {
        let mut out = String::new();
        for span in &self.spans {
            match span.style {
                Style::Code => drop(write!(out, "`{}`", span.text.replace('`', "'"))),
                Style::Break => out.push(' '),
                _ => out.push_str(&span.text.replace('`', "'")),
            }
        }
        collapse(&out)
    }

    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|s| s.text.trim().is_empty())
    }

    /// The links in order: text and target.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.spans.iter().filter_map(|s| Some((&*s.text, s.link.as_deref()?)))
    }
}

/// Runs of white space become one space.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Gathers inline events into spans.
#[derive(Debug, Default)]
pub struct Gatherer<'a> {
    inline: Inline<'a>,
    strong: u32,
    links: Vec<CowStr<'a>>,
    /// The text of the last span, while more of it may come.
    open: Option<String>,
    /// Where the sentence or cell begins that a translated page repeats in English.
    translation: Option<usize>,
    pub anchor: Option<String>,
}

impl<'a> Gatherer<'a> {
    pub fn new(offset: usize) -> Self {
        Self { inline: Inline { offset, spans: Vec::new() }, ..Self::default() }
    }

    pub fn push(&mut self, event: &Event<'a>) {
        match event {
            Event::Text(text) => self.text(text.clone()),
            Event::Code(text) => self.span(Style::Code, text.clone()),
            Event::SoftBreak | Event::HardBreak => self.span(Style::Break, CowStr::Borrowed(" ")),
            Event::InlineHtml(html) | Event::Html(html) => self.html(html),
            Event::Start(Tag::Strong | Tag::Emphasis) => self.strong += 1,
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => self.links.push(dest_url.clone()),
            Event::End(TagEnd::Link | TagEnd::Image) => drop(self.links.pop()),
            _ => {}
        }
    }

    pub fn finish(mut self) -> Inline<'a> {
        self.close();
        self.inline
    }

    fn text(&mut self, text: CowStr<'a>) {
        let style = if self.strong > 0 { Style::Strong } else { Style::Plain };
        let link = self.links.last();
        // The parser splits text at brackets and entities; one run of one style is one span here.
        let begins = self.translation == Some(self.inline.spans.len());
        if let Some(last) = self.inline.spans.last_mut().filter(|_| !begins)
            && last.style == style
            && last.link.as_ref() == link
        {
            self.open
                .get_or_insert_with(|| std::mem::replace(&mut last.text, CowStr::Borrowed("")).into_string())
                .push_str(&text);
            return;
        }
        self.span(style, text);
    }

    /// Gives the last span its text: no more of it will come.
    fn close(&mut self) {
        if let (Some(text), Some(last)) = (self.open.take(), self.inline.spans.last_mut()) {
            last.text = text.into();
        }
    }

    fn span(&mut self, style: Style, text: CowStr<'a>) {
        self.close();
        self.inline.spans.push(Span { style, text, link: self.links.last().cloned() });
    }

    fn html(&mut self, html: &str) {
        let tag = html.trim_start_matches(['<', '/']).to_ascii_lowercase();
        // `<span data-ttu-id="…">属性</span><span class="sxs-lookup"><span …>Properties</span></span>`
        if tag.starts_with("span data-ttu-id") {
            self.translation = Some(self.inline.spans.len());
        } else if tag.starts_with("span class=\"sxs-lookup\"")
            && let Some(start) = self.translation.take()
        {
            self.close();
            self.inline.spans.truncate(start);
        }
        if ["br", "li", "p>", "ul", "ol"].iter().any(|t| tag.starts_with(t)) {
            self.span(Style::Break, CowStr::Borrowed(" "));
        } else if let Some(rest) = tag.strip_prefix("a ")
            && let Some(value) = rest.split("name=\"").nth(1)
        {
            self.anchor = value.split('"').next().map(str::to_owned);
        }
    }
}
