//! Tables that are written in HTML.

/// What a table holds.
pub(super) struct Found {
    /// Up to the end of its last tag.
    pub(super) length: usize,
    pub(super) rows: Vec<FoundRow>,
}

pub(super) struct FoundRow {
    pub(super) offset: usize,
    /// Each with where it begins, as Markdown.
    pub(super) cells: Vec<(usize, String)>,
}

/// Whether a block of HTML is a table.
pub(super) fn begins(html: &str) -> bool {
    tag(html.trim_start()).is_some_and(|tag| tag.name == "table")
}

/// Reads the table at the beginning of the text; `None` where it does not end.
pub(super) fn read(text: &str) -> Option<Found> {
    let mut rows: Vec<FoundRow> = Vec::new();
    let mut cell: Option<(usize, String)> = None;
    // What ends links that were begun.
    let mut links: Vec<String> = Vec::new();
    let (mut at, mut depth) = (0, 0_u32);
    while at < text.len() {
        let rest = &text[at..];
        let Some(tag) = tag(rest) else {
            let next = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(next, _)| next);
            if let Some((_, cell)) = &mut cell {
                cell.push_str(&escaped(&rest[..next]));
            }
            at += next;
            continue;
        };
        let begin = at;
        at += tag.length;
        match (tag.name.as_str(), tag.closes) {
            ("table", false) => depth += 1,
            ("table", true) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    end_cell(&mut rows, &mut cell);
                    rows.retain(|row| !row.cells.is_empty());
                    return Some(Found { length: at, rows });
                }
            }
            ("tr", false) => {
                end_cell(&mut rows, &mut cell);
                rows.push(FoundRow { offset: begin, cells: Vec::new() });
            }
            ("td" | "th", false) => {
                end_cell(&mut rows, &mut cell);
                cell = Some((at, String::new()));
            }
            ("td" | "th" | "tr", true) => end_cell(&mut rows, &mut cell),
            (name, closes) => {
                if let Some((_, cell)) = &mut cell {
                    cell.push_str(&markdown(name, closes, tag.target, &mut links));
                }
            }
        }
    }
    None
}

fn end_cell(rows: &mut [FoundRow], cell: &mut Option<(usize, String)>) {
    if let (Some(row), Some((offset, text))) = (rows.last_mut(), cell.take()) {
        // A line's end is a space, and what is empty after it no indented code.
        row.cells.push((offset, text.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
}

/// What a tag within a cell is in Markdown; nothing where it says nothing.
fn markdown(name: &str, closes: bool, target: Option<&str>, links: &mut Vec<String>) -> String {
    match name {
        "code" => "`".to_owned(),
        "b" | "strong" => "**".to_owned(),
        "br" | "li" if !closes => "<br>".to_owned(),
        "p" | "ul" | "ol" | "div" => " ".to_owned(),
        "a" if closes => links.pop().unwrap_or_default(),
        "a" => {
            links.push(target.map_or_else(String::new, |target| format!("](<{target}>)")));
            if target.is_some() { "[".to_owned() } else { String::new() }
        }
        _ => String::new(),
    }
}

/// Text between tags, of which nothing begins another cell.
fn escaped(text: &str) -> String {
    const ENTITIES: [(&str, &str); 5] =
        [("&lt;", "\\<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " ")];
    ENTITIES.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

struct HtmlTag<'a> {
    name: String,
    closes: bool,
    /// `href`
    target: Option<&'a str>,
    length: usize,
}

/// The tag or the comment, which has no name, that a text begins with.
fn tag(text: &str) -> Option<HtmlTag<'_>> {
    let inner = text.strip_prefix('<')?;
    if inner.starts_with("!--") {
        let length = text.find("-->").map_or(text.len(), |end| end + 3);
        return Some(HtmlTag { name: String::new(), closes: false, target: None, length });
    }
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    let length = text.find('>')? + 1;
    if name.is_empty() {
        return None;
    }
    Some(HtmlTag { name: name.to_ascii_lowercase(), closes, target: attribute(&text[..length - 1], "href"), length })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))? + name.len() + 1;
    let value = &tag[at..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_ascii_whitespace().next(),
    }
}
