//! Sentences about pages, which quote between backticks.

use super::markup::{Markup, element};

/// What stands between two backticks is code; one by itself stays.
pub fn sentence(text: &str) -> Markup {
    let mut out = Markup::default();
    let mut rest = text;
    while let Some((before, (quoted, after))) =
        rest.split_once('`').and_then(|(before, tail)| Some((before, tail.split_once('`')?)))
    {
        out = out.with(before).with(element("code").with(quoted));
        rest = after;
    }
    out.with(rest)
}
