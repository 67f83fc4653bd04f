//! A JSON reader that finishes what people meant: trailing and missing commas, comments, smart and
//! single quotes, bare words, raw newlines, missing braces, `...`.

use serde_json::{Map, Number, Value};

/// A value with what had to be mended to read it; nothing when it was strict JSON.
#[derive(Debug, PartialEq)]
pub struct Read {
    pub value: Value,
    pub repairs: Vec<Repair>,
}

/// What was mended, and at which byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repair {
    pub offset: usize,
    pub what: &'static str,
}

/// Why nothing could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Unreadable {
    pub offset: usize,
    pub what: &'static str,
}

/// Deeper than any real example; the reader recurses once a level.
const MAX_DEPTH: usize = 100;

/// Reads one JSON value.
///
/// # Errors
/// When the text holds no value, nests too deep, or breaks off in a way that has no one meaning.
pub fn read(text: &str) -> Result<Read, Unreadable> {
    if let Ok(value) = serde_json::from_str(text) {
        return Ok(Read { value, repairs: Vec::new() });
    }
    let mut reader = Reader { text, at: 0, repairs: Vec::new() };
    reader.space();
    let bare_members = matches!(reader.peek(), Some('"')) && reader.looks_like_members();
    let value = if bare_members {
        reader.repair("an object without its braces");
        reader.members(0)?
    } else {
        reader.value(0)?
    };
    reader.space();
    if reader.at < text.len() {
        if !text[reader.at..].trim_matches(['}', ']', ',', '`', ' ', '\n', '\t']).is_empty() {
            return Err(Unreadable { offset: reader.at, what: "text after the value" });
        }
        reader.repair("closing brackets too many");
    }
    Ok(Read { value, repairs: reader.repairs })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    repairs: Vec<Repair>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn starts(&self, what: &str) -> bool {
        self.text[self.at..].starts_with(what)
    }

    fn repair(&mut self, what: &'static str) {
        self.repairs.push(Repair { offset: self.at, what });
    }

    fn fail<T>(&self, what: &'static str) -> Result<T, Unreadable> {
        Err(Unreadable { offset: self.at, what })
    }

    /// Skips white space, comments and elisions.
    fn space(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
            if rest[..rest.len() - plain.len()].contains(|c: char| !matches!(c, ' ' | '\t' | '\n' | '\r')) {
                self.repair("a space that is not JSON's");
            }
            self.at += rest.len() - plain.len();
            let skipped = if self.starts("//") || (self.starts("#") && !self.starts("#microsoft")) {
                self.repair("a comment");
                plain.find('\n').unwrap_or(plain.len())
            } else if self.starts("/*") {
                self.repair("a comment");
                plain.find("*/").map_or(plain.len(), |i| i + 2)
            } else if self.starts("...") || self.starts("…") {
                self.repair("an elision");
                plain.len() - plain.trim_start_matches(['.', '…']).len()
            } else {
                return;
            };
            self.at += skipped;
        }
    }

    fn looks_like_members(&self) -> bool {
        let rest = &self.text[self.at + 1..];
        rest.find('"').is_some_and(|i| rest[i + 1..].trim_start().starts_with(':'))
    }

    fn value(&mut self, depth: usize) -> Result<Value, Unreadable> {
        if depth > MAX_DEPTH {
            return self.fail("the value nests too deep");
        }
        self.space();
        match self.peek() {
            None => self.fail("the text ends where a value is expected"),
            Some('{') => {
                self.bump();
                self.members(depth)
            }
            Some('[') => {
                self.bump();
                self.elements(depth)
            }
            Some('"' | '\'' | '“' | '”' | '‘' | '’') => self.string().map(Value::String),
            Some('}' | ']' | ',') => {
                self.repair("a missing value");
                Ok(Value::Null)
            }
            Some(_) => self.word(),
        }
    }

    fn members(&mut self, depth: usize) -> Result<Value, Unreadable> {
        let mut map = Map::new();
        loop {
            self.space();
            match self.peek() {
                None => {
                    self.repair("a missing closing brace");
                    return Ok(Value::Object(map));
                }
                Some('}') => {
                    self.bump();
                    return Ok(Value::Object(map));
                }
                Some(']') => {
                    self.repair("a missing closing brace");
                    return Ok(Value::Object(map));
                }
                Some(',') => {
                    self.repair("a comma too many");
                    self.bump();
                    continue;
                }
                Some('{') => return self.fail("an object where a key is expected"),
                Some(_) => {}
            }
            let key = self.key()?;
            self.space();
            if self.peek() == Some(':') {
                self.bump();
            } else if matches!(self.peek(), Some(',' | '}') | None) {
                self.repair("a key without a value");
                map.insert(key, Value::Null);
                continue;
            } else {
                self.repair("a missing colon");
            }
            let value = self.value(depth + 1)?;
            map.insert(key, value);
            self.expect_comma('}');
        }
    }

    fn elements(&mut self, depth: usize) -> Result<Value, Unreadable> {
        let mut list = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None => {
                    self.repair("a missing closing bracket");
                    return Ok(Value::Array(list));
                }
                Some(']') => {
                    self.bump();
                    return Ok(Value::Array(list));
                }
                Some('}') => {
                    self.repair("a missing closing bracket");
                    return Ok(Value::Array(list));
                }
                Some(',') => {
                    self.repair("a comma too many");
                    self.bump();
                    continue;
                }
                Some(_) => {}
            }
            list.push(self.value(depth + 1)?);
            self.expect_comma(']');
        }
    }

    fn expect_comma(&mut self, close: char) {
        self.space();
        match self.peek() {
            Some(',') => {
                self.bump();
                self.after_comma(close);
            }
            Some(c) if c == close => {}
            Some('}' | ']') | None => {}
            Some(_) => self.repair("a missing comma"),
        }
    }

    fn after_comma(&mut self, close: char) {
        self.space();
        if self.peek().is_none_or(|c| c == close) {
            self.repair("a comma too many");
        }
    }

    fn key(&mut self) -> Result<String, Unreadable> {
        if matches!(self.peek(), Some('"' | '\'' | '“' | '”' | '‘' | '’')) {
            // `"\n  isUsableOnce"`: a quote that was opened on the line before.
            return self.string().map(|key| key.trim().to_owned());
        }
        let rest = &self.text[self.at..];
        let end =
            rest.find(|c: char| c == ':' || c == '"' || c.is_whitespace() || matches!(c, ',' | '{' | '}' | '[' | ']'));
        let Some(end) = end.filter(|e| *e > 0) else { return self.fail("a key is expected") };
        self.repair("a key without quotes");
        self.at += end;
        Ok(rest[..end].to_owned())
    }

    fn string(&mut self) -> Result<String, Unreadable> {
        let Some(open) = self.bump() else { return self.fail("a string is expected") };
        let closes: &[char] = match open {
            '"' => &['"'],
            '\'' => &['\''],
            _ => &['“', '”', '‘', '’', '"'],
        };
        if open != '"' {
            self.repair("quotes that are not JSON's");
        }
        let mut out = String::new();
        loop {
            let Some(c) = self.bump() else {
                self.repair("a string that is not closed");
                return Ok(out);
            };
            match c {
                '\\' => self.escape(&mut out),
                '\n' if self.breaks_off() => {
                    self.repair("a string that is not closed");
                    return Ok(out);
                }
                '\n' => {
                    self.repair("a line break in a string");
                    out.push('\n');
                }
                c if closes.contains(&c) => return Ok(out),
                c => {
                    if c.is_ascii_control() && c != '\u{7f}' {
                        self.repair("a control character in a string");
                    }
                    out.push(c);
                }
            }
        }
    }

    /// Whether the line after a raw newline begins a new member, so that the string was left open.
    fn breaks_off(&self) -> bool {
        let line = self.text[self.at..].lines().next().unwrap_or_default().trim_start();
        let member =
            line.starts_with('"') && line[1..].find('"').is_some_and(|i| line[i + 2..].trim_start().starts_with(':'));
        member || line.starts_with(['}', ']'])
    }

    fn escape(&mut self, out: &mut String) {
        match self.bump() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some(c @ ('"' | '\\' | '/')) => out.push(c),
            Some('u') => out.push(self.code_point()),
            Some(c) => {
                self.repair("an unknown escape");
                out.extend(['\\', c]);
            }
            None => {}
        }
    }

    /// The character after `\u`, whose two halves may have an escape each.
    fn code_point(&mut self) -> char {
        let start = self.at;
        let first = self.code_unit();
        let second = match first {
            Some(0xd800..=0xdbff) if self.starts("\\u") => {
                self.at += 2;
                self.code_unit()
            }
            _ => None,
        };
        if let Some(Ok(found)) = char::decode_utf16(first.into_iter().chain(second)).next() {
            return found;
        }
        // A half alone stands for no character; what follows it is read by itself.
        self.at = start + if first.is_some() { 4 } else { 0 };
        self.repair("an escape that is no character");
        char::REPLACEMENT_CHARACTER
    }

    fn code_unit(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at..self.at + 4).filter(|d| d.chars().all(|c| c.is_ascii_hexdigit()))?;
        self.at += 4;
        u16::from_str_radix(digits, 16).ok()
    }

    /// A number, `true`, `false`, `null`, or a value that lacks its quotes.
    fn word(&mut self) -> Result<Value, Unreadable> {
        let rest = &self.text[self.at..];
        let first = rest.split(|c: char| c.is_whitespace() || DELIMITERS.contains(&c)).next().unwrap_or_default();
        // `{"a": 1 "b": 2}`: a literal that the next key follows without a comma.
        let word = if is_literal(first) && rest[first.len()..].trim_start().starts_with('"') {
            first
        } else {
            let word = rest[..rest.find(DELIMITERS).unwrap_or(rest.len())].trim_end();
            let comment = word.find("//").filter(|i| !word[..*i].ends_with(':')).unwrap_or(word.len());
            word[..comment].trim_end()
        };
        if word.is_empty() {
            return self.fail("a value is expected");
        }
        self.at += word.len();
        let value = match word {
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            "null" | "Null" | "NULL" => Value::Null,
            _ => match serde_json::from_str::<Number>(word) {
                Ok(number) => return Ok(Value::Number(number)),
                Err(_) => Value::String(word.trim_matches(['"', '\'', '“', '”']).to_owned()),
            },
        };
        if !matches!(word, "true" | "false" | "null") {
            self.repair("a value without quotes");
        }
        Ok(value)
    }
}

/// What ends a value that lacks its quotes.
const DELIMITERS: &[char] = &[',', '}', ']', '\n', '{', '['];

fn is_literal(word: &str) -> bool {
    matches!(word, "true" | "false" | "null") || serde_json::from_str::<Number>(word).is_ok()
}
