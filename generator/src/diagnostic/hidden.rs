//! Characters that cannot be seen, or that change the order of the text around them.

/// Changes the order of the text around it.
pub fn turns_text(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Shows nothing, and joins no letters of a script as U+200C and U+200D do.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{feff}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a reader would miss it.
pub fn is_hidden(c: char) -> bool {
    c.is_control() || turns_text(c) || is_invisible(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{2028}' | '\u{2029}')
}

/// Replaces what a terminal or a runner of workflows obeys, or what changes the order of text, character for character.
pub fn printable(text: &str) -> String {
    let shown = |c| match c {
        '\t' | '\n' => ' ',
        c if is_hidden(c) => '\u{fffd}',
        c => c,
    };
    // GitHub's runner takes `##[command]` for a command wherever it stands in a line.
    text.chars().map(shown).collect::<String>().replace("##[", "#\u{fffd}[")
}

/// The same for each line of a text.
pub fn printable_lines(text: &str) -> String {
    text.split('\n').map(printable).collect::<Vec<_>>().join("\n")
}

/// JSON with hidden characters as its escapes: names of pages, types and members may hold them. Line breaks stay.
pub fn escape_hidden(json: String) -> String {
    // Nearly all of it; looking at each character takes many times as long.
    if json.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~')) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) && c != '\n' {
            // JSON escapes the halves of a surrogate pair.
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_json_says_the_same() {
        let text = "a\u{1b}\u{7f}\u{ad}\u{202e}\u{feff}\u{e0001}\u{e007f}🦀\n";
        let escaped = escape_hidden(serde_json::to_string(text).unwrap());
        assert!(!escaped.chars().any(is_hidden), "{escaped}");
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }
}
