//! What the documentation of a crate may hold as Markdown.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use syn::visit::Visit;

/// What stands in the documentation of items, as Markdown.
#[derive(Default)]
struct Docs(Vec<String>);

impl<'a> Visit<'a> for Docs {
    fn visit_item(&mut self, item: &'a syn::Item) {
        let attributes = match item {
            syn::Item::Struct(item) => &item.attrs,
            syn::Item::Enum(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            _ => return syn::visit::visit_item(self, item),
        };
        self.add(attributes);
        syn::visit::visit_item(self, item);
    }

    fn visit_field(&mut self, field: &'a syn::Field) {
        self.add(&field.attrs);
    }

    fn visit_variant(&mut self, variant: &'a syn::Variant) {
        self.add(&variant.attrs);
    }
}

impl Docs {
    fn add(&mut self, attributes: &[syn::Attribute]) {
        let lines = attributes.iter().filter(|a| a.path().is_ident("doc")).filter_map(|a| match &a.meta {
            syn::Meta::NameValue(syn::MetaNameValue { value: syn::Expr::Lit(text), .. }) => match &text.lit {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        // rustdoc takes off the blank that all lines begin with.
        let lines = lines.map(|line| line.strip_prefix(' ').map(str::to_owned).unwrap_or(line));
        self.0.push(lines.collect::<Vec<_>>().join("\n"));
    }
}

/// The documentation of each item, field and variant of a file.
pub fn docs_of(file: &syn::File) -> Vec<String> {
    let mut docs = Docs::default();
    docs.visit_file(file);
    docs.0
}

/// Words, inline code, links and lists; the sections and the one example that the generator itself writes.
pub fn assert_is_prose(markdown: &str) {
    let as_rustdoc = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION;
    const SECTIONS: &[&str] = &["Parameters", "Permissions, least privileged first", "Example"];
    let (mut heading, mut examples) = (None, 0);
    for event in Parser::new_ext(markdown, as_rustdoc) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => {
                let title = heading.take().unwrap_or_default();
                assert!(SECTIONS.contains(&title.as_str()), "a heading {title:?} in {markdown}");
            }
            Event::Text(text) => heading.iter_mut().for_each(|title| title.push_str(&text)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                examples += 1;
                assert!(examples == 1 && info.is_empty(), "a block of code in {markdown}");
            }
            Event::Start(
                Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::Link { link_type: LinkType::Inline | LinkType::Autolink, .. },
            )
            | Event::End(_)
            | Event::Code(_)
            | Event::SoftBreak => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
}
