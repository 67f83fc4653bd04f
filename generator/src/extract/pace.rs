//! How long to wait between two questions for the state of an operation, as its page says.

use std::sync::LazyLock;

use regex::Regex;

use super::rules::compile;
use crate::page::Paragraph;

/// "wait >30 seconds between checks", "wait at least 10 seconds before you poll again".
static SAYS_PACE: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"(?i)\bwait (?:for )?(?:>|>=|at least |more than )?\s*(\d{1,4}) seconds (?:between|before)\b")
});

/// The seconds that the first of these paragraphs says that says any.
pub fn parse<'p>(paragraphs: impl IntoIterator<Item = &'p Paragraph<'p>>) -> Option<u32> {
    let seconds = |paragraph: &Paragraph<'_>| SAYS_PACE.captures(&paragraph.inline.plain())?[1].parse().ok();
    paragraphs.into_iter().find_map(seconds)
}
