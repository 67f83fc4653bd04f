//! HTML as values: whatever is put in is escaped, and the names of elements and attributes are the program's own.

use std::fmt::{Display, Write};

use crate::diagnostic::printable;

/// A piece of HTML, which cannot be made of text without escaping it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup(String);

/// Elements that hold nothing, and have no end.
const VOID: &[&str] = &["input", "meta"];

/// Elements that stand in a line of text.
const INLINE: &[&str] = &["a", "button", "code", "mark", "rect", "span", "strong", "svg"];

/// An element without attributes and without content.
pub fn element(name: &'static str) -> Element {
    Element { name, attributes: String::new(), content: String::new() }
}

/// An element that is being made.
#[derive(Clone, Debug)]
pub struct Element {
    name: &'static str,
    attributes: String,
    content: String,
}

impl Element {
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Display) -> Self {
        let value = escaped(&value.to_string());
        // Writing to a text cannot fail.
        let _ = write!(self.attributes, " {name}=\"{value}\"");
        self
    }

    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.attribute("class", class)
    }

    /// An attribute that says something by being there.
    #[must_use]
    pub fn flag(mut self, name: &'static str, is_set: bool) -> Self {
        if is_set {
            let _ = write!(self.attributes, " {name}");
        }
        self
    }

    #[must_use]
    pub fn with(mut self, content: impl Into<Markup>) -> Self {
        self.content.push_str(&content.into().0);
        self
    }

    #[must_use]
    pub fn with_all<M: Into<Markup>>(self, content: impl IntoIterator<Item = M>) -> Self {
        content.into_iter().fold(self, Self::with)
    }

    /// A style or a script, which are read as they stand.
    #[must_use]
    pub fn verbatim(mut self, text: &'static str) -> Self {
        self.content.push_str(text);
        self
    }
}

impl Markup {
    #[must_use]
    pub fn with(mut self, content: impl Into<Self>) -> Self {
        self.0.push_str(&content.into().0);
        self
    }

    /// A whole document.
    pub fn into_document(self) -> String {
        format!("<!DOCTYPE html>\n{}\n", self.0)
    }
}

impl From<Element> for Markup {
    fn from(Element { name, attributes, content }: Element) -> Self {
        let end = if VOID.contains(&name) { String::new() } else { format!("{content}</{name}>") };
        // For whoever reads the source; it shows nothing after what is no part of a line.
        let line = if INLINE.contains(&name) { "" } else { "\n" };
        Self(format!("<{name}{attributes}>{end}{line}"))
    }
}

impl From<&str> for Markup {
    fn from(text: &str) -> Self {
        Self(escaped(text))
    }
}

impl From<String> for Markup {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl From<usize> for Markup {
    fn from(number: usize) -> Self {
        Self(number.to_string())
    }
}

impl<M: Into<Self>> From<Option<M>> for Markup {
    fn from(content: Option<M>) -> Self {
        content.map(Into::into).unwrap_or_default()
    }
}

/// The same for the text of an element and for the value of an attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(content: impl Into<Markup>) -> String {
        content.into().0
    }

    #[test]
    fn text_becomes_no_markup_wherever_it_stands() {
        let hostile = "</p><script>x('&')</script>\u{202e}\u{0}\"";
        let text = "&lt;/p&gt;&lt;script&gt;x(&#39;&amp;&#39;)&lt;/script&gt;\u{fffd}\u{fffd}&quot;";
        assert_eq!(shown(element("p").with(hostile)), format!("<p>{text}</p>\n"));
        assert_eq!(shown(element("a").attribute("href", hostile)), format!("<a href=\"{text}\"></a>"));
    }

    #[test]
    fn elements_hold_others_as_they_are() {
        let list = element("ul").with_all(["a", "b"].map(|text| element("li").class("x").with(text)));
        assert_eq!(shown(list), "<ul><li class=\"x\">a</li>\n<li class=\"x\">b</li>\n</ul>\n");
        assert_eq!(shown(element("input").flag("hidden", true).flag("checked", false)), "<input hidden>\n");
    }
}
