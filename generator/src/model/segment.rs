//! The segments of a path: what each is, and the placeholders in it that a caller fills in.

use std::borrow::Cow;

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

/// What a segment is. Names are as they are written, without the colon after which an item is addressed by its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentKind<'a> {
    /// `{id}`, `{item-path}:`
    Key,
    /// `users`, `root:`
    Name(Cow<'a, str>),
    /// `microsoft.graph.user`: a type to cast to, or a bound function or action.
    Qualified(&'a str),
    /// `$ref`, without its dollar.
    System(&'a str),
    /// `messages('{id}')`, `borders({index})`: a key in the segment of its collection.
    Keyed(&'a str),
    /// `delta()`, `range(address='{address}')`, `servicePrincipals(appId='{appId}')`: a function, or an alternate key.
    Call { name: &'a str, arguments: Vec<&'a str> },
}

impl Segment {
    /// A segment without a placeholder.
    pub fn from_literal(text: impl Into<String>) -> Self {
        Self { parts: vec![Part::Literal(text.into())] }
    }

    /// A segment that is a key of this name.
    pub fn from_key(name: impl Into<String>) -> Self {
        let placeholder = Placeholder { text: name.into(), quoted: false, argument: None };
        Self { parts: vec![Part::Placeholder(placeholder)] }
    }

    pub fn kind(&self) -> SegmentKind<'_> {
        let Some(Part::Literal(first)) = self.parts.first() else { return self.named_or_key() };
        let (name, rest) = first.split_at(first.find('(').unwrap_or(first.len()));
        let is_alone = self.parts.len() == 1;
        if rest.is_empty() && !is_alone {
            return self.named_or_key();
        }
        let name = name.trim_matches(NO_NAME);
        if name.is_empty() {
            return SegmentKind::Key;
        }
        let arguments: Vec<&str> = self.placeholders().filter_map(|key| key.argument.as_deref()).collect();
        if let Some(system) = name.strip_prefix('$') {
            SegmentKind::System(system)
        } else if rest.is_empty() && unqualified(name).is_some() {
            SegmentKind::Qualified(name)
        } else if rest.is_empty() {
            SegmentKind::Name(name.into())
        } else if is_alone || !arguments.is_empty() {
            SegmentKind::Call { name, arguments }
        } else {
            SegmentKind::Keyed(name)
        }
    }

    /// What a segment is that has no literal before a placeholder or a parenthesis.
    fn named_or_key(&self) -> SegmentKind<'_> {
        let shape = self.shape();
        match shape.trim_matches(NO_NAME) {
            "" | "{}" => SegmentKind::Key,
            name => SegmentKind::Name(name.to_owned().into()),
        }
    }

    /// What a segment that is no key names, without the namespace: `microsoft.graph.user` is `user`.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        let short = |name| unqualified(name).unwrap_or(name).into();
        match self.kind() {
            SegmentKind::Key => None,
            SegmentKind::Name(name) => Some(name),
            SegmentKind::System(name) => Some(name.into()),
            SegmentKind::Qualified(name) | SegmentKind::Keyed(name) | SegmentKind::Call { name, .. } => {
                Some(short(name))
            }
        }
    }

    /// Whether it is `$ref`, `$value`, `$count`.
    pub fn is_system(&self) -> bool {
        matches!(self.kind(), SegmentKind::System(_))
    }

    /// Whether a path to an item comes after it: `root:`, `{hostname}:`.
    pub fn begins_item_path(&self) -> bool {
        matches!(self.parts.last(), Some(Part::Literal(text)) if text.ends_with(':'))
    }

    pub fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.parts.iter().filter_map(|part| if let Part::Placeholder(key) = part { Some(key) } else { None })
    }

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
    pub fn without_parentheses(&self) -> Vec<Self> {
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
        vec![Self::from_literal(name), Self::from_key(key)]
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

/// What is around the name of a segment.
const NO_NAME: [char; 2] = [':', '\''];

/// The same for all spellings of one URL.
pub fn folded_shape(segments: &[Segment]) -> Vec<String> {
    segments.iter().map(Segment::folded_shape).collect()
}

/// `user` of `microsoft.graph.user` and `graph.user`; none of a name without a namespace.
pub fn unqualified(name: &str) -> Option<&str> {
    let below = name.strip_prefix("microsoft.graph.").or_else(|| name.strip_prefix("graph."))?;
    Some(below.rsplit('.').next().unwrap_or(below))
}

/// A name as rows and placeholders share it: without case and marks.
pub fn fold_name(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}
