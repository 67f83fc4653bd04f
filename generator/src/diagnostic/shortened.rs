//! What pages say has no bound; what is told of it has.

/// So many characters of what a page says are quoted, and of a whole message.
const LONGEST_QUOTE: usize = 200;
const LONGEST_MESSAGE: usize = 1000;

/// A message whose quotes, which stand between backticks, have a bound.
pub fn shortened(message: &str) -> String {
    let quotes: Vec<String> = message.split('`').map(|part| cut(part, LONGEST_QUOTE)).collect();
    cut(&quotes.join("`"), LONGEST_MESSAGE)
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
