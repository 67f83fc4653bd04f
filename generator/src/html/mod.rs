//! Pages for a browser: what `lint` and `diff` find, to look at rather than to read. Each is one file that loads nothing.

mod bars;
mod changes;
mod coverage;
mod filter;
mod findings;
mod lint;
mod mark;
mod markup;
mod page;
mod sentence;
mod spot;

pub use changes::{ChangesPage, changes_page};
pub use findings::{Excerpt, Finding};
pub use lint::{LintPage, lint_page};
pub use spot::Spot;
