//! What of the texts of the service is safe to show.

use std::fmt::{self, Write};

/// As much of a text of the service's as a line of a log takes.
const MAX_SHOWN: usize = 1000;

/// What of a text is safe to show: control characters and those that turn its direction could pass for other output.
pub(crate) fn show(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for c in text.chars().take(MAX_SHOWN) {
        match c {
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                write!(f, "{}", c.escape_unicode())?;
            }
            c if c.is_control() => write!(f, "{}", c.escape_default())?,
            c => f.write_char(c)?,
        }
    }
    if text.chars().nth(MAX_SHOWN).is_some() { f.write_char('…') } else { Ok(()) }
}

/// What of these texts is safe to show, each after a colon.
pub(crate) fn show_after_colon(texts: &[&str], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    texts.iter().filter(|text| !text.is_empty()).try_for_each(|text| {
        f.write_str(": ")?;
        show(text, f)
    })
}
