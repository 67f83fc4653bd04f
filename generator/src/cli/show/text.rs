//! Endpoints and types as text for a terminal.

use std::borrow::Cow;

use textwrap::{Options, fill};

use super::endpoint::{Body, Endpoint, Permission};
use super::model::{Property, Type};
use crate::cli::report::counted;
use crate::diagnostic::printable_lines;
use crate::source::ApiVersion;

/// How wide a text may be, and whether it has colours.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub width: usize,
    pub colour: bool,
}

/// So many entries of a list that may be long.
const FEW: usize = 12;

/// No answer of a page is shown in more lines.
const ANSWER_LINES: usize = 30;

impl Page {
    pub fn endpoint(self, endpoint: &Endpoint) -> String {
        let mut out = self.title(&format!("{} {}", endpoint.method, endpoint.path), endpoint.api);
        out += &self.prose(&endpoint.description);
        out += &self.also_in(&endpoint.also_in);
        let signature = self.indented(endpoint.signature.lines());
        out += &self.section("Function", &format!("  {}\n{signature}", endpoint.function));
        out += &self.section("Permissions, least privileged first", &self.permissions(&endpoint.permissions));
        out += &self.section("Parameters", &self.items(&endpoint.parameters));
        out += &self.section("Body", &endpoint.body.as_ref().map(|body| self.body(body)).unwrap_or_default());
        out += &self.section("Answer", &self.answer(endpoint));
        out += &self.section("Example", &self.indented(endpoint.example.iter().flat_map(|code| code.lines())));
        out += &self.links(endpoint.source.as_ref(), endpoint.documentation.as_deref());
        printed(&out, self.colour)
    }

    pub fn model(self, model: &Type) -> String {
        let mut out = self.title(&model.name, model.api);
        let base = model.base.as_ref().map(|base| format!(", inherits from {base}")).unwrap_or_default();
        out += &format!("{}{base}; {}\n", kind(&model.type_kind), model.rust);
        out += &self.prose(&model.description);
        out += &self.also_in(&model.also_in);
        let (relationships, properties): (Vec<&Property>, Vec<&Property>) =
            model.properties.iter().partition(|property| property.navigation);
        out += &self.section("Properties", &self.properties(&properties));
        out += &self.section("Relationships", &self.properties(&relationships));
        let members = model.members.iter().map(|member| {
            let value = member.value.map(|value| format!(" = {value}")).unwrap_or_default();
            (format!("{}{value}", member.name), member.rust.clone(), member.description.as_str())
        });
        out += &self.section("Members", &self.rows(&members.collect::<Vec<_>>()));
        out += &self.section("Derived types", &self.few(&model.derived));
        out += &self.section("Sent or given back by", &self.few(&model.endpoints));
        out += &self.section("Held by", &self.few(&model.used_by));
        out += &self.links(model.source.as_ref(), model.documentation.as_deref());
        printed(&out, self.colour)
    }

    fn title(self, text: &str, api: ApiVersion) -> String {
        format!("{}  {api}\n", self.bold(text))
    }

    fn bold<'t>(self, text: &'t str) -> Cow<'t, str> {
        if self.colour { format!("{BOLD}{text}{PLAIN}").into() } else { text.into() }
    }

    fn prose(self, text: &str) -> String {
        if text.is_empty() { String::new() } else { format!("{}\n", fill(text, self.width)) }
    }

    fn also_in(self, versions: &[ApiVersion]) -> String {
        versions.iter().map(|api| format!("Also in {api}: --api {api}\n")).collect()
    }

    /// Nothing where there is nothing below the heading.
    fn section(self, heading: &str, body: &str) -> String {
        if body.trim().is_empty() { String::new() } else { format!("\n{}\n{body}", self.bold(heading)) }
    }

    fn indented<'t>(self, lines: impl Iterator<Item = &'t str>) -> String {
        lines.map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
    }

    fn items(self, items: &[String]) -> String {
        items.iter().map(|item| self.hanging(item, 2) + "\n").collect()
    }

    /// Further lines stand in by two more columns.
    fn hanging(self, text: &str, indent: usize) -> String {
        let (first, rest) = (" ".repeat(indent), " ".repeat(indent + 2));
        fill(text, Options::new(self.width).initial_indent(&first).subsequent_indent(&rest))
    }

    fn permissions(self, permissions: &[Permission]) -> String {
        let (mut out, mut of) = (String::new(), "");
        for permission in permissions {
            if permission.of != of {
                of = &permission.of;
                out += &format!("  {of}\n");
            }
            let sets = permission.alternatives.iter().map(|set| set.join(" and ")).collect::<Vec<_>>().join(", ");
            let sets = if sets.is_empty() { "not supported" } else { &sets };
            let label =
                KINDS.iter().find(|(kind, _)| *kind == permission.kind).map_or(permission.kind.as_str(), |(_, l)| *l);
            let indent = if of.is_empty() { 2 } else { 4 };
            out += &(self.hanging(&format!("{label}: {sets}"), indent) + "\n");
        }
        out
    }

    fn body(self, body: &Body) -> String {
        let ty = match body.ty.as_str() {
            "(parameters)" => "an object with",
            "(reference)" => "a reference to an object: {\"@odata.id\": …}",
            "(bytes)" => "bytes",
            name => name,
        };
        let optional = if body.optional { ", or nothing" } else { "" };
        let rows =
            body.parameters.iter().map(|p| (p.name.clone(), p.ty.clone(), if p.required { "required" } else { "" }));
        format!("  {ty}{optional}\n{}", self.rows(&rows.collect::<Vec<_>>()))
    }

    /// Its type, and what the page shows of it.
    fn answer(self, endpoint: &Endpoint) -> String {
        let ty = match endpoint.returns.as_deref() {
            None => "nothing".to_owned(),
            Some("(bytes)") => "bytes".to_owned(),
            Some(returns) => match returns.strip_prefix("(operation)") {
                Some(result) => format!("an operation that goes on {result}"),
                None => returns.to_owned(),
            },
        };
        let shown =
            endpoint.answer.as_ref().and_then(|value| serde_json::to_string_pretty(value).ok()).unwrap_or_default();
        format!("  {}\n{}", ty.trim_end(), self.indented(cut(&shown).iter().map(AsRef::as_ref)))
    }

    fn properties(self, properties: &[&Property]) -> String {
        let rows = properties.iter().map(|p| (p.name.clone(), p.ty.clone(), p.description.as_str()));
        self.rows(&rows.collect::<Vec<_>>())
    }

    /// Columns of names and types, and what the rest of the width takes of the words.
    fn rows(self, rows: &[(String, String, &str)]) -> String {
        let longest = |of: fn(&(String, String, &str)) -> usize| rows.iter().map(of).max().unwrap_or_default();
        let (name, ty) = (longest(|row| row.0.len()).min(WIDEST), longest(|row| row.1.len()).min(WIDEST));
        let row = |(first, second, words): &(String, String, &str)| {
            let head = format!("  {first:<name$}  {second:<ty$}  ");
            let left = self.width.saturating_sub(head.chars().count());
            let words: String = match words.char_indices().nth(left) {
                Some(_) if left < 2 => String::new(),
                Some(_) => words.chars().take(left - 1).chain(['…']).collect(),
                None => (*words).to_owned(),
            };
            format!("{}\n", format!("{head}{words}").trim_end())
        };
        rows.iter().map(row).collect()
    }

    fn few(self, entries: &[String]) -> String {
        let left = entries.len().saturating_sub(FEW);
        let more = if left > 0 { format!("  and {left} more: --format json\n") } else { String::new() };
        self.indented(entries.iter().take(FEW).map(String::as_str)) + &more
    }

    fn links(self, source: Option<&crate::model::Source>, documentation: Option<&str>) -> String {
        let source = source.map(|source| format!("{}:{}", source.file, source.line));
        let links: Vec<&str> = source.as_deref().into_iter().chain(documentation).collect();
        if links.is_empty() { String::new() } else { format!("\n{}\n", links.join("  ")) }
    }
}

const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// The widest column of names.
const WIDEST: usize = 36;

const KINDS: &[(&str, &str)] = &[
    ("delegated-work", "Delegated (work or school account)"),
    ("delegated-personal", "Delegated (personal account)"),
    ("application", "Application"),
];

fn kind(name: &str) -> String {
    match name {
        "values" => "Values that a string property lists".to_owned(),
        _ => {
            let name = name.replace("flags", "flags enum");
            let article = if name.starts_with(['a', 'e', 'o']) { "An" } else { "A" };
            format!("{article} {name} type")
        }
    }
}

fn cut(text: &str) -> Vec<String> {
    let lines = text.lines().count();
    let rest = (lines > ANSWER_LINES).then(|| format!("… {} more", counted(lines - ANSWER_LINES, "line")));
    text.lines().take(ANSWER_LINES).map(str::to_owned).chain(rest).collect()
}

/// What a terminal obeys is taken out of what pages say; headings keep their own.
fn printed(text: &str, colour: bool) -> String {
    if !colour {
        return printable_lines(text);
    }
    let parts = text.split(BOLD).map(|part| part.split(PLAIN).map(printable_lines).collect::<Vec<_>>().join(PLAIN));
    parts.collect::<Vec<_>>().join(BOLD)
}
