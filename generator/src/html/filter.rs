//! What narrows a list down, for whom the script runs.

use super::markup::{Element, Markup, element};

/// The choices beside words: how grave, and of which kind.
pub struct Filter<'a> {
    pub grave: (&'static str, Vec<&'static str>),
    pub kind: (&'static str, Vec<&'a str>),
    /// So many things there are.
    pub all: usize,
}

impl From<Filter<'_>> for Markup {
    fn from(filter: Filter<'_>) -> Self {
        let words = element("input").attribute("type", "search").attribute("name", "words").attribute("id", "words");
        let button = |kind: &'static str, name: &'static str, text: &str| {
            element("button").attribute("type", kind).attribute("name", name).with(text)
        };
        // Without the script it would do nothing, and is not there.
        element("form")
            .attribute("id", "filter")
            .attribute("role", "search")
            .flag("hidden", true)
            .with(choice(filter.grave.0, "grave", filter.grave.1))
            .with(choice(filter.kind.0, "kind", filter.kind.1))
            .with(element("p").class("field").with(label("words", "Words")).with(words))
            .with(
                element("p")
                    .class("buttons")
                    .with(button("reset", "all", "Show all"))
                    .with(button("button", "unfold", "Unfold"))
                    .with(button("button", "fold", "Fold")),
            )
            .with(element("p").class("shown").attribute("role", "status").with(format!("{0} of {0}", filter.all)))
            .into()
    }
}

fn label(of: &'static str, text: &str) -> Element {
    element("label").attribute("for", of).with(text)
}

fn choice<'a>(title: &str, name: &'static str, values: impl IntoIterator<Item = &'a str>) -> Element {
    let option = |value: &str, text: &str| element("option").attribute("value", value).with(text);
    let select = element("select")
        .attribute("name", name)
        .attribute("id", name)
        .with(option("", "all"))
        .with_all(values.into_iter().map(|value| option(value, value)));
    element("p").class("field").with(label(name, title)).with(select)
}
