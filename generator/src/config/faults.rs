//! All that is wrong with the text of docgen.toml, so that nobody mends one fault to be told of the next.

use std::ops::Range;

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer, Error};

use super::{Raw, wording};

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub line: usize,
    /// From 1 and in characters, as lines are.
    pub column: usize,
    /// With the likely fix.
    pub message: String,
}

impl Fault {
    /// `offset` is in bytes.
    pub(super) fn at(text: &str, offset: usize, message: String) -> Self {
        let (line, column) = position(text, offset);
        Self { line, column, message }
    }

    /// As the file of this name is opened at its place.
    pub fn of(&self, file: &str) -> String {
        let Self { line, column, message } = self;
        format!("{file}:{line}:{column}: {message}")
    }
}

/// A text, what it says where nothing is wrong with it, and what is.
pub(super) struct Parsed<'t> {
    pub text: &'t str,
    pub raw: Raw,
    /// What `raw` was made of.
    pub table: DeTable<'t>,
    pub faults: Vec<Fault>,
    /// Where the entries of lists begin that lack what was wrong in them.
    pub maimed: Vec<usize>,
}

/// More of them are mended in a second run.
const MOST: usize = 100;

impl<'t> Parsed<'t> {
    pub fn new(text: &'t str) -> Self {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut parsed =
            Self { text, raw: Raw::default(), table: DeTable::new(), faults: Vec::new(), maimed: Vec::new() };
        for error in &errors {
            let (line, _) = position(text, error.span().map_or(0, |span| span.start));
            // What follows on its line follows from it.
            if parsed.faults.iter().all(|fault| fault.line != line) {
                parsed.add_error(error);
            }
        }
        // What the parser makes of a line that is no TOML has faults that nobody wrote.
        let is_toml = errors.iter().all(|error| error.message().contains("duplicate key"));
        if is_toml {
            parsed.deserialize(table);
        }
        parsed
    }

    /// Takes out what is wrong until the rest is right.
    fn deserialize(&mut self, root: Spanned<DeTable<'t>>) {
        let span = root.span();
        self.table = root.into_inner();
        while self.faults.len() < MOST {
            let root = Spanned::new(span.clone(), self.table.clone());
            let error = match Raw::deserialize(Deserializer::from(root)) {
                Ok(raw) => return self.raw = raw,
                Err(error) => error,
            };
            self.add_error(&error);
            let taken = error.span().and_then(|at| take_out(&mut self.table, &at, None));
            match taken {
                Some(Taken { entry }) => self.maimed.extend(entry),
                None => return,
            }
        }
    }

    fn add_error(&mut self, error: &Error) {
        let message = wording::explain(error.message(), self.text, error.span());
        self.add(error.span(), message);
    }

    pub fn add(&mut self, span: Option<Range<usize>>, message: String) {
        self.faults.push(Fault::at(self.text, span.map_or(0, |span| span.start), message));
    }
}

/// What was taken out, and the start of the entry of a list that it stood in.
struct Taken {
    entry: Option<usize>,
}

/// Takes out the innermost key that a fault is of.
fn take_out(table: &mut DeTable<'_>, at: &Range<usize>, entry: Option<usize>) -> Option<Taken> {
    for (_, value) in table.iter_mut() {
        let below = match value.get_mut() {
            DeValue::Table(table) => take_out(table, at, entry),
            DeValue::Array(entries) => entries.iter_mut().find_map(|value| {
                let start = value.span().start;
                let DeValue::Table(table) = value.get_mut() else { return None };
                take_out(table, at, Some(start))
            }),
            _ => None,
        };
        if below.is_some() {
            return below;
        }
    }
    let holds = |span: Range<usize>| span.start <= at.start && at.end <= span.end;
    let is_it = |(key, value): &(&Spanned<_>, &Spanned<DeValue<'_>>)| holds(key.span()) || holds(value.span());
    let name = table.iter().find(is_it)?.0.get_ref().to_string();
    table.remove(name.as_str()).map(|_| Taken { entry })
}

/// Line and column of a byte offset.
pub(super) fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
