//! Type cells: 1,840 spellings of a primitive, a name or a link, and of "collection of".

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::facts::{NameRef, TypeCell, TypeExpr};
use super::rules::{SAYS_COLLECTION, compile, fold, primitive};
use crate::model::Primitive;
use crate::page::Inline;

/// Reads a cell such as `[t](t.md) collection`, `Collection(Edm.String)`, `string (url)`, `A or B`.
pub fn parse(cell: &Inline<'_>, line: u32, column: u32) -> TypeCell {
    let text = cell.plain();
    let (expr, collection) = parse_expr(cell, &text, line, column);
    TypeCell { text, expr, collection }
}

fn parse_expr(cell: &Inline<'_>, text: &str, line: u32, column: u32) -> (TypeExpr, bool) {
    let links: Vec<_> = cell.links().filter(|(text, target)| is_type_link(text, target)).collect();
    if links.is_empty() {
        return parse_plain(text, line, column);
    }
    let outside: String = cell.spans.iter().filter(|s| s.link.is_none()).map(|s| &*s.text).collect();
    let inside_collection = links.iter().any(|(text, _)| parse_plain(text, line, column).1);
    let collection = SAYS_COLLECTION.is_match(&outside) || outside.contains("[]") || inside_collection;
    let mut names: Vec<NameRef> = Vec::new();
    let mut known = HashSet::new();
    for (text, target) in links {
        // `[DateTimeOffset](timestamp.md)`: the text is a primitive whatever the target, unless the target has its name.
        let named_like_target = fold(target).ends_with(&clean(text).trim().to_lowercase());
        if let Some(found) = primitive(clean(text).trim()).filter(|p| !named_like_target || *p == Primitive::Untyped) {
            return (TypeExpr::Primitive(found), collection);
        }
        let name = match parse_plain(text, line, column).0 {
            TypeExpr::Names(mut found) => found.swap_remove(0).text,
            TypeExpr::Primitive(_) | TypeExpr::Open => clean(text).trim().to_owned(),
        };
        let name = NameRef { text: name, in_prose: false, target: Some(target.to_owned()), line, column };
        if known.insert(name.text.clone()) {
            names.push(name);
        }
    }
    (TypeExpr::Names(names), collection)
}

/// Whether a link can lead to a type: a page of the tree, or a heading of this one.
pub fn is_type_link(text: &str, target: &str) -> bool {
    let page = target.split('#').next().unwrap_or_default();
    !text.trim().is_empty()
        && (page.to_ascii_lowercase().ends_with(".md")
            || target.starts_with('#')
            || (!target.contains("://") && !page.contains('.') && target.contains("resources/")))
}

/// Drops what decorates a name: code marks, emphasis, brackets, a leading `#`.
fn clean(text: &str) -> String {
    text.replace(['`', '*', '[', ']', '\u{200b}', '\u{feff}'], " ")
}

static QUALIFIER: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)\((?:optional|required|readonly|read-only|url|uri|identifier|timestamp|deprecated|date|etag|nullable|enum|string enum|datetime|guid|binary|json|base64[^)]*|[^()]*only|\d+)\)|,\s*(?:maximum|max|fixed)\b.*$|\bnot null(?:able)?\b|\bnullable\b|\benum(?:eration)?\b(?:\s+type)?|\bobjects?$|\bvalues?$",
    )
});
static COLLECTION: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)^collection\s*(?:\(\s*(.*?)\s*\)|of\s+(.*?)|\s+(\S+))$|^(.*?)(?:\s+(?:collection|array|list|sammlung|auflistung|colección|coleção|коллекция)|\s*(?:\[\]|集合|コレクション))$|^(?:array|list|set)\s*(?:of\s+|\()\s*(.*?)\)?$|^\(?(.*?)\)?\s+collection\b.*$",
    )
});
static OR: LazyLock<Regex> = LazyLock::new(|| compile(r"\s+or\s+|\s*/\s*|\s*,\s*|\s*\|\s*|\s+and\s+"));

fn parse_plain(text: &str, line: u32, column: u32) -> (TypeExpr, bool) {
    let cleaned = clean(text);
    let hint = qualifier_hint(&cleaned);
    let without = QUALIFIER.replace_all(&cleaned, " ");
    let mut rest = without.trim().trim_end_matches(['.', ',', ';']).trim().to_owned();
    // `string[]` is a collection, `[user][]` a reference link without its definition.
    let mut collection = text.trim_end().strip_suffix("[]").is_some_and(|t| !t.ends_with(']'));
    if let Some(captures) = COLLECTION.captures(&rest) {
        let inner = captures.iter().skip(1).flatten().next().map(|m| m.as_str().to_owned());
        if let Some(inner) = inner.filter(|i| !i.trim().is_empty()) {
            collection = true;
            rest = inner.trim().trim_matches(['(', ')']).trim().to_owned();
        }
    }
    if let Some(found) = primitive(&rest) {
        return (TypeExpr::Primitive(hint.filter(|_| found == Primitive::String).unwrap_or(found)), collection);
    }
    let names: Vec<_> = OR.split(&rest).map(str::trim).filter(|n| !n.is_empty()).collect();
    if names.is_empty() || !names.iter().all(|n| is_name(n)) {
        return (TypeExpr::Open, collection);
    }
    if names.iter().all(|n| primitive(n).is_some()) {
        let first = primitive(names[0]);
        let same = names.iter().all(|n| primitive(n) == first);
        return (TypeExpr::Primitive(first.filter(|_| same).unwrap_or(Primitive::Untyped)), collection);
    }
    let names = names.into_iter().filter(|n| primitive(n).is_none() && *n != "null");
    let names: Vec<_> = names
        .map(|n| NameRef { text: n.trim_start_matches('#').to_owned(), in_prose: false, target: None, line, column })
        .collect();
    (if names.is_empty() { TypeExpr::Open } else { TypeExpr::Names(names) }, collection)
}

/// `String (timestamp)` is a point in time, in skeletons and in some tables.
fn qualifier_hint(text: &str) -> Option<Primitive> {
    let lower = text.to_lowercase();
    let inner = lower.split_once('(')?.1.split(')').next()?.trim().to_owned();
    match inner.as_str() {
        "timestamp" | "datetime" => Some(Primitive::DateTimeOffset),
        "guid" => Some(Primitive::Guid),
        "binary" => Some(Primitive::Binary),
        _ => None,
    }
}

/// A name in the sense of OData: letters, digits, underscores, and dots between parts.
fn is_name(text: &str) -> bool {
    let text = text.trim_start_matches('#');
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
}
