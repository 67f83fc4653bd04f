//! Path templates: literal text, and placeholders that a caller fills in.

/// One segment of a path, between two slashes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Literal(String),
    Placeholder(Placeholder),
}

/// `{deviceManagementPartnerId}`, `{id | userPrincipalName}`, `<id>`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The text between the braces.
    pub text: String,
    /// It stands between single quotes, as an argument of a function.
    pub quoted: bool,
    /// The function parameter that it is the value of.
    pub argument: Option<String>,
}

impl Segment {
    /// The segment's text, with `{}` for each placeholder.
    pub fn shape(&self) -> String {
        self.parts.iter().map(|p| if let Part::Literal(text) = p { text.as_str() } else { "{}" }).collect()
    }

    /// The segment's text, with the placeholders' names.
    pub fn documented(&self) -> String {
        let part = |p: &Part| match p {
            Part::Literal(text) => text.clone(),
            Part::Placeholder(p) => format!("{{{}}}", p.text),
        };
        self.parts.iter().map(part).collect()
    }

    /// The same for all spellings of one URL: `borders('{index}')` is `borders({})`.
    pub fn folded_shape(&self) -> String {
        self.shape().to_lowercase().replace("'{}'", "{}")
    }

    /// A collection and a key in place of `messages('{id}')`; any other segment is itself.
    pub fn without_parentheses(&self) -> Vec<Segment> {
        let split = match self.parts.as_slice() {
            [Part::Literal(before), Part::Placeholder(key), Part::Literal(after)]
                if matches!(after.as_str(), "')" | ")") && key.argument.is_none() =>
            {
                before.trim_end_matches('\'').strip_suffix('(').map(|name| (name, key.text.as_str()))
            }
            [Part::Literal(text)] => text.strip_suffix("')").and_then(|text| text.split_once("('")),
            _ => None,
        };
        let Some((name, key)) = split else { return vec![self.clone()] };
        let key = Placeholder { text: key.to_owned(), quoted: false, argument: None };
        let of = |part| Segment { parts: vec![part] };
        vec![of(Part::Literal(name.to_owned())), of(Part::Placeholder(key))]
    }

    /// The text when the segment holds no placeholder.
    pub fn literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }

    /// The placeholder when the segment is nothing else: a key.
    pub fn key(&self) -> Option<&Placeholder> {
        match self.parts.as_slice() {
            [Part::Placeholder(placeholder)] => Some(placeholder),
            _ => None,
        }
    }
}

impl Placeholder {
    /// The names by which a row of a table can mean it, folded, the closest first: that of the function's parameter, its
    /// text, and each that it offers, as `{id | userPrincipalName}` does.
    pub fn names(&self) -> Vec<String> {
        let text = self.text.as_str();
        let plain = text.strip_suffix("value").or_else(|| text.strip_suffix("Value")).unwrap_or(text);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
        let mut out: Vec<String> = Vec::new();
        for name in self.argument.as_deref().into_iter().chain([text, plain]).chain(words).map(fold_name) {
            if !name.is_empty() && !out.contains(&name) {
                out.push(name);
            }
        }
        out
    }
}

/// A name as rows and placeholders share it: without case and marks.
pub fn fold_name(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Splits a path (without host and query) at its slashes; a slash inside braces, parentheses or quotes splits nothing.
pub fn parse_path(path: &str) -> Vec<Segment> {
    let (segments, closed) = split(path, true);
    // `range(address='{address}'/entireRow`: a parenthesis that is never closed holds nothing back.
    if closed { segments } else { split(path, false).0 }
}

/// The segments, and whether all parentheses are closed.
fn split(path: &str, within_parentheses: bool) -> (Vec<Segment>, bool) {
    let mut segments = Vec::new();
    let mut current = String::new();
    let (mut braces, mut parens) = (0_i32, 0_i32);
    for c in path.chars() {
        match c {
            '{' | '<' => braces += 1,
            '}' | '>' => braces -= 1,
            '(' => parens += 1,
            ')' => parens -= 1,
            '/' if braces <= 0 && (parens <= 0 || !within_parentheses) => {
                push(&mut segments, &mut current);
                continue;
            }
            _ => {}
        }
        current.push(c);
    }
    push(&mut segments, &mut current);
    (segments, parens <= 0)
}

fn push(segments: &mut Vec<Segment>, current: &mut String) {
    let text = std::mem::take(current);
    let text = text.trim();
    if !text.is_empty() {
        let open = text.matches('(').count() > text.matches(')').count();
        segments.push(Segment { parts: parts(&if open { format!("{text})") } else { text.to_owned() }) });
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    let mut called = false;
    while let Some(open) = rest.find(['{', '<']) {
        let close = if rest[open..].starts_with('{') { '}' } else { '>' };
        let Some(len) = rest[open..].find(close) else { break };
        literal.push_str(&rest[..open]);
        let inner = rest[open + 1..open + len].trim_matches(['{', '}', ' ']);
        let after = &rest[open + len + 1..];
        let quoted = literal.ends_with('\'');
        called |= literal.contains('(');
        // `(q='{text}')`, `(startDateTime={timestamp},endDateTime={timestamp})`, `(TimeZoneStandard=microsoft.graph.timeZoneStandard'{format}')`
        let argument = literal
            .rsplit(['(', ','])
            .next()
            .filter(|_| called)
            .and_then(|l| l.split_once('='))
            .map(|(name, _)| name.trim().to_owned());
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        parts.push(Part::Placeholder(Placeholder {
            text: inner.to_owned(),
            quoted,
            argument: argument.filter(|a| !a.is_empty()),
        }));
        rest = after.strip_prefix('}').unwrap_or(after);
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    parts
}
