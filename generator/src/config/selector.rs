//! Selectors as people type them.

use std::convert::Infallible;

use crate::source::ApiVersion;

const PREFIXES: &[&str] = &["type:", "product:"];

/// A selector without a slash at its end, and with its prefix in lower case.
///
/// # Errors
/// Never; it is called where parsers are.
pub fn selector(text: &str) -> Result<String, Infallible> {
    let begins = |prefix: &&&str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let prefix = PREFIXES.iter().find(begins).copied().unwrap_or_default();
    let rest = &text[prefix.len()..];
    let trimmed = rest.trim_end_matches('/');
    Ok(format!("{prefix}{}", if trimmed.is_empty() { rest } else { trimmed }))
}

/// What was probably meant by a selector that matches nothing; `known` is what the docs suggest.
pub fn help(selector: &str, known: &str) -> String {
    if let Some((_, rest)) = selector.split_once("://") {
        let path = rest.split_once('/').map_or("", |(_, path)| path.split(['?', '#']).next().unwrap_or_default());
        let path = format!("/{path}");
        return format!("write the path alone: '{}'", without_version(&path).unwrap_or(&path));
    }
    if let Some(path) = without_version(selector) {
        return format!("leave the version out: '{path}'");
    }
    if let Some((prefix, name)) = selector.split_once(':').filter(|(prefix, _)| !prefix.contains('/'))
        && !PREFIXES.contains(&format!("{prefix}:").as_str())
    {
        let near = PREFIXES.iter().find(|known| strsim::osa_distance(prefix, known.trim_end_matches(':')) <= 2);
        return near.map_or_else(
            || "a selector is a path such as '/users/**', 'type:user' or 'product:intune'".to_owned(),
            |near| format!("did you mean '{near}{name}'?"),
        );
    }
    if selector.contains('{') && !known.starts_with("did you mean") {
        return format!("write * for a placeholder: '{}'", with_stars(selector));
    }
    match selector.split_once("/*") {
        Some((stem, _)) if known.contains(&format!("'{selector}'")) => format!("'{stem}/**' is all that is below"),
        _ => known.to_owned(),
    }
}

/// The path after the segment that names a version.
fn without_version(path: &str) -> Option<&str> {
    let (first, _) = path.strip_prefix('/')?.split_once('/')?;
    ApiVersion::from_segment(first).map(|_| &path[1 + first.len()..])
}

fn with_stars(path: &str) -> String {
    let star = |segment: &str| if segment.contains('{') { "*".to_owned() } else { segment.to_owned() };
    path.split('/').map(star).collect::<Vec<_>>().join("/")
}
