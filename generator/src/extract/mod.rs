//! What one page says, in the page's own words: rows, members, request lines, permissions, examples.
//! Nothing here knows any other page.

mod bases;
mod body;
mod deprecation;
mod enums;
mod examples;
mod facts;
mod limits;
mod operation;
mod option_rules;
mod pace;
mod parameters;
mod permissions;
mod property_facts;
mod property_rows;
mod query_options;
mod resource;
mod response;
mod rules;
mod sections;
mod type_cell;
mod values;

pub use facts::*;
pub use operation::needs_consistency;
pub use parameters::place_in_body;
pub use property_facts::property_facts;
pub use property_rows::{says_required, states_required};
pub use query_options::{ALL_OPTIONS, General, OPTIONS_OF_ONE, QueryOptionFacts};
pub use rules::{compile, fold, primitive, request_line};
pub use type_cell::parse as parse_type_cell;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::page::{self, Lines, Page};
use crate::source::{Folder, IncludeError, Included, Includes, SourcePage};
use sections::{Sections, Topic};

/// What a rule needs beside the page itself: where it stands, and where findings go.
pub(crate) struct Context<'a> {
    pub source: &'a SourcePage,
    pub lines: &'a Lines,
    pub includes: &'a Includes,
    /// What the page includes, as it says it, and was looked at.
    pub included: RefCell<BTreeSet<String>>,
    pub diagnostics: Vec<Diagnostic>,
}

impl Context<'_> {
    pub fn place(&self, offset: usize) -> Place {
        Place::new(&self.source.path, self.lines.line(offset), self.lines.column(offset))
    }

    pub fn at_line(&self, line: u32) -> Place {
        Place::new(&self.source.path, line, 1)
    }

    /// The text that the page includes under this name.
    pub fn include(&self, target: &str) -> Result<Arc<Included>, IncludeError> {
        self.included.borrow_mut().insert(target.to_owned());
        self.includes.read(&self.source.path, target)
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// What a page says.
#[derive(Debug)]
pub struct Extracted {
    pub facts: PageFacts,
    pub diagnostics: Vec<Diagnostic>,
    /// The targets of its includes that it says something by.
    pub includes: BTreeSet<String>,
}

/// Reads a page and says what it documents. Nothing in a page is an error; what is odd becomes a finding.
pub fn extract(source: &SourcePage, includes: &Includes) -> Extracted {
    let lines = Lines::new(&source.text);
    let mut diagnostics = Vec::new();
    let page = page::parse(&source.text, &source.path, &lines, &mut diagnostics);
    let mut context = Context { source, lines: &lines, includes, included: RefCell::default(), diagnostics };
    let facts = page_facts(&page, &mut context);
    let Context { included, diagnostics, .. } = context;
    Extracted { facts, diagnostics, includes: included.into_inner() }
}

fn page_facts(page: &Page<'_>, context: &mut Context<'_>) -> PageFacts {
    let sections = Sections::new(page);
    let title = page.title().map(|h| h.text.clone()).or_else(|| page.front_matter.get("title").map(str::to_owned));
    let mut facts = PageFacts {
        path: context.source.path.clone(),
        file: context.source.file.clone(),
        title: title.unwrap_or_default(),
        namespace: sections.namespace(),
        description: sections
            .description()
            .or_else(|| page.front_matter.get("description").map(str::to_owned))
            .filter(|text| !rules::says_nothing(text))
            .unwrap_or_default(),
        product: page.front_matter.product().map(str::to_owned),
        types: Vec::new(),
        enums: Vec::new(),
        methods: Vec::new(),
        operation: None,
        deprecated: None,
    };
    facts.deprecated = deprecation::of_page(&facts.title, &sections, context);
    let is_operation = match context.source.folder {
        Folder::Api => true,
        Folder::Resources => false,
        Folder::Loose => {
            sections.any(Topic::HttpRequest) || page.front_matter.get("doc_type").is_some_and(|t| t.starts_with("api"))
        }
    };
    if is_operation {
        facts.operation = operation::parse(&sections, context);
    } else {
        resource::parse(page, &sections, &mut facts, context);
    }
    if facts.is_empty() {
        let (code, done) = if is_operation {
            (Code::NoRequest, "it gives no endpoint")
        } else {
            (Code::UnknownPageKind, "it gives neither a type nor an endpoint")
        };
        let line = page.title().map_or(1, |h| h.line);
        context.report(Diagnostic::new(code, context.at_line(line), format!("the page `{}`", facts.title), done));
    }
    facts
}
