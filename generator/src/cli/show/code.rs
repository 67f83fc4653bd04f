//! What generated code says of a function or a type: its signature, its example, and the words of its documentation.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use syn::ext::IdentExt;
use syn::{Attribute, Expr, ExprLit, Fields, File, ImplItem, Item, ItemFn, Lit, Meta};

use crate::emit::LINE_END;

/// A function without its body, and what its documentation says.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FunctionCode {
    pub signature: String,
    pub description: String,
    /// The entries of the list of parameters, without marks.
    pub parameters: Vec<String>,
    /// The program, without the lines that rustdoc hides.
    pub example: String,
    pub documentation: String,
}

pub fn function(file: &File, name: &str) -> Option<FunctionCode> {
    let is_it = |function: &&ItemFn| function.sig.ident.unraw() == name;
    let functions =
        file.items.iter().filter_map(|item| if let Item::Fn(function) = item { Some(function) } else { None });
    let function = functions.into_iter().find(is_it)?;
    let docs = docs(&function.attrs);
    Some(FunctionCode {
        signature: signature(function),
        description: paragraph(&docs),
        parameters: entries(section(&docs, "Parameters")),
        example: example(section(&docs, "Example")),
        documentation: documentation(&docs),
    })
}

/// The words of a type, and of its fields, relationships and variants by their name in Rust.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct TypeCode {
    pub description: String,
    pub documentation: String,
    pub members: BTreeMap<String, String>,
}

pub fn model(file: &File, name: &str) -> TypeCode {
    let mut out = TypeCode::default();
    let mut add = |name: String, attributes: &[Attribute]| {
        let text = paragraph(&docs(attributes));
        // Fields begin with their name in the docs.
        let words = text.split_once("`: ").filter(|_| text.starts_with('`')).map_or(text.as_str(), |(_, words)| words);
        out.members.entry(name).or_insert_with(|| words.to_owned());
    };
    let mut own = Vec::new();
    for item in &file.items {
        match item {
            Item::Struct(item) if item.ident == name => {
                own = docs(&item.attrs);
                if let Fields::Named(fields) = &item.fields {
                    fields
                        .named
                        .iter()
                        .for_each(|f| add(f.ident.as_ref().map(ToString::to_string).unwrap_or_default(), &f.attrs));
                }
            }
            Item::Enum(item) if item.ident == name => {
                own = docs(&item.attrs);
                item.variants.iter().for_each(|variant| add(variant.ident.to_string(), &variant.attrs));
            }
            Item::Impl(item) => {
                let methods = item.items.iter().filter_map(|i| if let ImplItem::Fn(f) = i { Some(f) } else { None });
                methods.for_each(|method| add(method.sig.ident.to_string(), &method.attrs));
            }
            _ => {}
        }
    }
    TypeCode { description: paragraph(&own), documentation: documentation(&own), ..out }
}

/// The lines of its documentation.
fn docs(attributes: &[Attribute]) -> Vec<String> {
    let text = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    let lines = attributes.iter().filter_map(text);
    lines
        .flat_map(|text| text.split(LINE_END).map(|l| l.strip_prefix(' ').unwrap_or(l).to_owned()).collect::<Vec<_>>())
        .collect()
}

fn signature(function: &ItemFn) -> String {
    let bare = ItemFn { attrs: Vec::new(), block: Box::new(syn::parse_quote!({})), ..function.clone() };
    let file: File = syn::parse_quote!(#bare);
    prettyplease::unparse(&file).trim_end().trim_end_matches("{}").trim_end().to_owned()
}

fn paragraph(docs: &[String]) -> String {
    let lines = docs.iter().take_while(|line| !line.is_empty()).map(|line| line.trim());
    plain(&lines.collect::<Vec<_>>().join(" "))
}

/// The lines below a heading that begins like this, up to the next one or the link to the page.
fn section<'d>(docs: &'d [String], heading: &str) -> &'d [String] {
    let Some(start) = docs.iter().position(|line| line.strip_prefix("# ").is_some_and(|h| h.starts_with(heading)))
    else {
        return &[];
    };
    let below = &docs[start + 1..];
    // Rustdoc hides lines of programs that begin like headings.
    let ends = |line: &String| line.starts_with("Documentation: ") || HEADINGS.iter().any(|h| line.starts_with(h));
    &below[..below.iter().position(ends).unwrap_or(below.len())]
}

const HEADINGS: &[&str] = &["# Parameters", "# Permissions", "# Example"];

fn entries(lines: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_empty()) {
        match (line.strip_prefix("* "), out.last_mut()) {
            (None, Some(last)) => *last = format!("{last} {}", plain(line.trim())),
            (entry, _) => out.push(plain(entry.unwrap_or(line))),
        }
    }
    out
}

fn example(lines: &[String]) -> String {
    let begins = |line: &&String| line.starts_with("```");
    let code = lines.iter().skip_while(|line| !begins(line)).skip(1).take_while(|line| !begins(line));
    let code = code.filter(|line| *line != "#" && !line.starts_with("# "));
    code.map(String::as_str).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The address behind the link to the page.
fn documentation(docs: &[String]) -> String {
    let link = docs.iter().find_map(|line| line.strip_prefix("Documentation: "));
    let address = link.and_then(|link| link.split_once("](")).and_then(|(_, rest)| rest.strip_suffix(')'));
    address.unwrap_or_default().replace('\\', "")
}

/// Markdown as text: without the marks of code, which tell nothing apart here, and escapes.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}
