//! One spelling for each URL, however its pages write it.

use std::collections::{HashMap, HashSet};

use crate::model::{Ir, Method, Operation, Part, Placeholder, Primitive, RefName, Request, Segment, SegmentKind};

/// What the pages as a whole know of the spelling of URLs.
pub struct Templates {
    /// How each literal is spelled where the docs differ in case.
    spellings: HashMap<String, String>,
    /// The arguments of functions that some page writes in quotes, in lower case.
    quoted: HashSet<(String, String)>,
    version: &'static str,
}

impl Templates {
    pub fn new(ir: &Ir) -> Self {
        let requests = ir.operations.iter().flat_map(|o| &o.requests);
        let segments: Vec<&Segment> = requests.flat_map(|r| r.path.segments()).collect();
        Self { spellings: spellings(&segments), quoted: quoted(&segments), version: ir.api.segment() }
    }

    /// The URL of a request; none for one that leaves out a part of it.
    pub fn segments(&self, operation: &Operation, request: &Request) -> Option<Vec<Segment>> {
        if request.path.as_str().contains("...") || request.path.as_str().contains('…') {
            return None;
        }
        let mut segments: Vec<Segment> =
            request.path.segments().iter().map(|s| self.respell(general(s.clone()))).collect();
        // `/beta/teams/{id}`: some request blocks begin with the version.
        if segments.first().and_then(Segment::literal) == Some(self.version) {
            segments.remove(0);
        }
        let mut segments = with_arguments(operation, request, segments);
        for segment in &mut segments {
            self.quote(operation, segment);
        }
        Some(segments)
    }

    fn respell(&self, mut segment: Segment) -> Segment {
        if let Some(Part::Literal(text)) = segment.parts.first_mut() {
            // The name of `serviceprincipals(appId='{appId}')` is that of `servicePrincipals`.
            let (name, arguments) = text.split_at(text.find('(').unwrap_or(text.len()));
            if let Some(spelling) = self.spellings.get(&name.to_lowercase()) {
                *text = format!("{spelling}{arguments}");
            }
        }
        segment
    }

    /// `range(address={address})`: the argument is a string where another page quotes it, or where this one types it so.
    fn quote(&self, operation: &Operation, segment: &mut Segment) {
        let Some(function) = function_name(segment) else { return };
        let is_string = |argument: &str| {
            let typed = operation.parameters.iter().find(|p| p.name.eq_ignore_ascii_case(argument));
            let string = typed.is_some_and(|p| p.ty.name == RefName::Primitive(Primitive::String) && !p.ty.collection);
            string || self.quoted.contains(&(function.clone(), argument.to_lowercase()))
        };
        for at in 0..segment.parts.len() {
            let Part::Placeholder(placeholder) = &segment.parts[at] else { continue };
            let bare = !placeholder.quoted && !placeholder.text.starts_with('@');
            if !bare || !placeholder.argument.as_deref().is_some_and(is_string) {
                continue;
            }
            // An odd spelling such as `(address='{address})` is left as it is.
            let follows =
                matches!(segment.parts.get(at + 1), Some(Part::Literal(text)) if text.starts_with([')', ',']));
            if let (true, Some(Part::Literal(before))) = (follows, at.checked_sub(1).map(|at| &mut segment.parts[at])) {
                before.push('\'');
                if let Some(Part::Literal(after)) = segment.parts.get_mut(at + 1) {
                    after.insert(0, '\'');
                }
                if let Part::Placeholder(placeholder) = &mut segment.parts[at] {
                    placeholder.quoted = true;
                }
            }
        }
    }
}

/// The name before the parenthesis, in lower case.
fn function_name(segment: &Segment) -> Option<String> {
    let is_call = matches!(segment.kind(), SegmentKind::Call { .. } | SegmentKind::Keyed(_));
    segment.name().filter(|_| is_call).map(|name| name.to_lowercase())
}

fn quoted(segments: &[&Segment]) -> HashSet<(String, String)> {
    let mut out = HashSet::new();
    for segment in segments {
        let Some(function) = function_name(segment) else { continue };
        for (before, part) in segment.parts.iter().zip(segment.parts.iter().skip(1)) {
            // `TimeZoneStandard=microsoft.graph.timeZoneStandard'{format}'` quotes a member of an enum.
            if let Part::Placeholder(Placeholder { quoted: true, argument: Some(argument), .. }) = part
                && matches!(before, Part::Literal(text) if text.ends_with("='"))
            {
                out.insert((function.clone(), argument.to_lowercase()));
            }
        }
    }
    out
}

/// With the most capitals.
fn spellings(segments: &[&Segment]) -> HashMap<String, String> {
    let mut out: HashMap<String, String> = HashMap::new();
    let capitals = |s: &str| s.chars().filter(char::is_ascii_uppercase).count();
    for text in segments.iter().filter_map(|segment| segment.literal()) {
        let known = out.entry(text.to_lowercase()).or_insert_with(|| text.to_owned());
        // An all-capitals spelling is shouting, not camel case.
        if text.starts_with(|c: char| c.is_ascii_lowercase())
            && (capitals(text), text) > (capitals(known), known.as_str())
        {
            text.clone_into(known);
        }
    }
    out
}

/// A function whose request line leaves out the arguments that its page lists: an example's URL shows how they are written.
fn with_arguments(operation: &Operation, request: &Request, mut segments: Vec<Segment>) -> Vec<Segment> {
    // Where both are documented, each is a URL of its own.
    let with_arguments = format!("{}(", request.path);
    let is_other =
        operation.requests.iter().any(|r| r.method == request.method && r.path.as_str().starts_with(&with_arguments));
    let alone = request.method == Method::Get && !is_other;
    let Some(name) = segments.last().and_then(Segment::literal).filter(|_| alone) else {
        return segments;
    };
    let is_parameter = |argument: &str| operation.parameters.iter().any(|p| p.name.eq_ignore_ascii_case(argument));
    let shown = operation.examples.iter().filter_map(|e| e.request.as_ref()).find_map(|example| {
        let path = example.url.split('?').next()?;
        let (called, arguments) = path.rsplit('/').next()?.strip_suffix(')')?.split_once('(')?;
        let mut names = arguments.split(',').map(|a| a.split('=').next().unwrap_or_default().trim());
        let fits = called.eq_ignore_ascii_case(name) && names.all(is_parameter);
        fits.then(|| general(Segment::from_literal(format!("{name}({arguments})"))))
    });
    if let (Some(shown), Some(last)) = (shown, segments.last_mut()) {
        *last = shown;
    }
    segments
}

/// `acdefc6b-2dc6-4e71-b1e9-6d9810ab1793`, `19:cf66@thread.v2`, `AAMk==`: a value where a placeholder is meant.
fn is_example_key(text: &str) -> bool {
    let is_guid = text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() });
    is_guid
        || text.contains(['@', '=']) && !text.contains('(')
        || !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `image(width=640,fittingMode='fit')`: the documented arguments are examples of values.
fn general(segment: Segment) -> Segment {
    let [Part::Literal(text)] = segment.parts.as_slice() else { return segment };
    if is_example_key(text) {
        return Segment::from_key("id");
    }
    let Some((name, arguments)) = text.strip_suffix(')').and_then(|t| t.split_once('(')) else { return segment };
    if arguments.is_empty() || !arguments.split(',').all(|a| a.contains('=')) {
        return segment;
    }
    let mut parts = vec![Part::Literal(format!("{name}("))];
    let count = arguments.split(',').count();
    for (i, argument) in arguments.split(',').enumerate() {
        let (key, value) = argument.split_once('=').unwrap_or((argument, ""));
        let quoted = value.trim().starts_with('\'');
        let quote = if quoted { "'" } else { "" };
        let before = format!("{}{}={quote}", if i > 0 { "," } else { "" }, key.trim());
        match parts.last_mut() {
            Some(Part::Literal(last)) => last.push_str(&before),
            _ => parts.push(Part::Literal(before)),
        }
        parts.push(Part::Placeholder(Placeholder {
            text: key.trim().to_owned(),
            quoted,
            argument: Some(key.trim().to_owned()),
        }));
        let after = if i + 1 == count { format!("{quote})") } else { quote.to_owned() };
        if !after.is_empty() {
            parts.push(Part::Literal(after));
        }
    }
    Segment { parts }
}
