//! How much of a kind a page may hold, so that what is made of it keeps to its size.
//!
//! Each request of a page repeats what the page says, in docs and in code: a page of 20 kB with as many requests as rows
//! would fill the memory.

use super::Context;
use super::facts::{OperationFacts, PropertyRow};
use crate::diagnostic::{Code, Diagnostic};

/// Graph's pages have up to 36 requests, 30 permissions in a row and 40 rows in a table of an operation.
const MAX_REQUESTS: usize = 1000;
const MAX_ROWS: usize = 500;

/// What all requests of a page repeat, in bytes: twenty times the most of Graph's pages.
const MAX_REPEATED: usize = 1 << 20;
/// What a row costs apart from its text.
const ROW: usize = 100;

/// Leaves out what no page of Graph could hold; `said` is how much the page says besides its tables.
pub fn apply(operation: &mut OperationFacts, said: usize, context: &mut Context<'_>) {
    let line = operation.line;
    let mut cut = Cut { line, context };
    cut.to(MAX_ROWS, &mut operation.parameters, "parameters");
    cut.to(MAX_ROWS, &mut operation.headers, "headers");
    cut.to(MAX_ROWS, &mut operation.permissions, "rows of permissions");
    for row in &mut operation.permissions {
        cut.to(MAX_ROWS, &mut row.alternatives, "permissions in a row");
    }
    let most = (MAX_REPEATED / (said + repeated(operation)).max(1)).clamp(1, MAX_REQUESTS);
    cut.to(most, &mut operation.requests, "requests, each with all that the page says");
}

struct Cut<'c, 'p> {
    line: u32,
    context: &'c mut Context<'p>,
}

impl Cut<'_, '_> {
    fn to<T>(&mut self, most: usize, items: &mut Vec<T>, what: &str) {
        if items.len() > most {
            let found = format!("{} {what}", items.len());
            let place = self.context.at_line(self.line);
            self.context.report(Diagnostic::new(Code::TooMany, place, found, format!("{most} of them were read")));
            items.truncate(most);
        }
    }
}

/// What each request of a page repeats of its tables, in bytes.
fn repeated(operation: &OperationFacts) -> usize {
    let row = |r: &PropertyRow| ROW + r.name.len() + r.description.len();
    let parameters: usize = operation.parameters.iter().map(|p| row(&p.row)).sum();
    let body: usize = operation.body.rows.iter().map(row).sum();
    let headers: usize = operation.headers.iter().map(|h| ROW + h.name.len() + h.description.len()).sum();
    let permissions: usize =
        operation.permissions.iter().flat_map(|p| p.alternatives.iter().flatten()).map(|name| 10 + name.len()).sum();
    parameters + body + headers + permissions + ROW * operation.permissions.len()
}
