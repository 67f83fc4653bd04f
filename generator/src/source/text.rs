//! From a file's bytes to its text.

use crate::diagnostic::{Code, Diagnostic, Place};

/// Characters without a width, which stand in names and between words by mistake, and make others of them.
const WITHOUT_WIDTH: [char; 3] = ['\u{200b}', '\u{2060}', '\u{feff}'];

/// A file's text with `\n` line ends and nothing that is no part of its words, and what is wrong with its bytes.
pub(super) fn decode(path: &str, bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    let (text, found) = match Utf16::detect(&bytes) {
        Some(order) => order.decode(path, &bytes),
        None => decode_utf8(path, bytes),
    };
    let text = if has_without_width(&text) { text.replace(WITHOUT_WIDTH, "") } else { text };
    (with_plain_lines(text), found)
}

/// Looks for the first bytes of these characters, which are rare: to look at each character takes longer than to hash it.
fn has_without_width(text: &str) -> bool {
    memchr::memchr2_iter(0xe2, 0xef, text.as_bytes()).any(|at| text[at..].starts_with(WITHOUT_WIDTH))
}

fn decode_utf8(path: &str, bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let (valid, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
            let line = 1 + bytes[..valid].iter().filter(|b| **b == b'\n').count();
            let place = Place::new(path, u32::try_from(line).unwrap_or(u32::MAX), 0);
            let finding =
                Diagnostic::new(Code::InvalidUtf8, place, "bytes that are not UTF-8", "they were read as U+FFFD")
                    .with_help("save the file as UTF-8");
            (String::from_utf8_lossy(bytes).into_owned(), Some(finding))
        }
    }
}

/// The order of the bytes of a text in UTF-16.
#[derive(Clone, Copy)]
enum Utf16 {
    Little,
    Big,
}

impl Utf16 {
    /// The order in which a text has its bytes that begins with a mark, or with two letters of ASCII.
    fn detect(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xfe, ..] => Some(Self::Little),
            [0xfe, 0xff, ..] => Some(Self::Big),
            [1..=0x7f, 0, 1..=0x7f, 0, ..] => Some(Self::Little),
            [0, 1..=0x7f, 0, 1..=0x7f, ..] => Some(Self::Big),
            _ => None,
        }
    }

    fn decode(self, path: &str, bytes: &[u8]) -> (String, Option<Diagnostic>) {
        let units = bytes.chunks(2).map(|pair| match (self, pair) {
            (Self::Little, &[low, high]) => u16::from_le_bytes([low, high]),
            (Self::Big, &[high, low]) => u16::from_be_bytes([high, low]),
            // Half of one is none.
            _ => 0xd800,
        });
        let mut whole = true;
        let text: String = char::decode_utf16(units)
            .map(|c| {
                whole &= c.is_ok();
                c.unwrap_or(char::REPLACEMENT_CHARACTER)
            })
            .collect();
        let done = if whole { "it was read as such" } else { "what is none was read as U+FFFD" };
        let finding = Diagnostic::new(Code::InvalidUtf8, Place::new(path, 1, 0), "a text in UTF-16", done)
            .with_help("save the file as UTF-8");
        (text, Some(finding))
    }
}

/// A text whose lines end in `\n` alone.
fn with_plain_lines(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for at in memchr::memchr_iter(b'\r', text.as_bytes()) {
        out.push_str(&text[from..at]);
        if text.as_bytes().get(at + 1) != Some(&b'\n') {
            out.push('\n');
        }
        from = at + 1;
    }
    out.push_str(&text[from..]);
    out
}
