//! What a URL asks of a list besides its objects. The generator, which compiles this file, too, finds with it whose URL an
//! example shows.

/// A URL below that of a list: `…/$count`, `…/microsoft.graph.group`, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Below<'a> {
    /// The path of the list.
    pub list: &'a str,
    /// The full name of the type that the objects are of.
    pub cast: Option<&'a str>,
    /// Whether their number is asked for.
    pub count: bool,
}

impl<'a> Below<'a> {
    /// Of a path, if it ends so.
    pub fn parse(path: &'a str) -> Option<Self> {
        let path = path.trim_end_matches('/');
        let rest = path.strip_suffix("/$count").or_else(|| path.strip_suffix("/%24count"));
        let (before, count) = (rest.unwrap_or(path), rest.is_some());
        let last = before.rsplit_once('/').filter(|(_, last)| is_type(last));
        let (list, cast) = last.map_or((before, None), |(list, name)| (list, Some(name)));
        (count || cast.is_some()).then_some(Self { list, cast, count })
    }

    /// Whether a template takes for a key what is asked for: `/users/{}` is no `/users/$count`.
    pub fn is_key(template: &str, path: &'a str) -> bool {
        template.ends_with("{}") && Self::parse(path).is_some()
    }

    /// Whether another URL asks the same of its list.
    #[allow(dead_code)] // The generator asks for no answer.
    pub fn is_like(&self, other: &Below<'_>) -> bool {
        let name = |cast: Option<&str>| cast.map(str::to_lowercase);
        self.count == other.count && name(self.cast) == name(other.cast)
    }
}

fn is_type(segment: &str) -> bool {
    segment.starts_with("microsoft.graph.") && !segment.contains(['(', '{'])
}
