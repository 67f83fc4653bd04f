//! The media type of the bytes that a request sends.

use crate::model::{ExampleBody, ExampleRequest, Header};

/// What bytes are whose type no page says.
pub const BYTES: &str = "application/octet-stream";

/// The kinds of bytes that stand for themselves. A message of several parts names what divides it.
const KINDS: &[&str] = &["application/", "audio/", "image/", "message/", "text/", "video/"];

/// What the row of the header `Content-Type` names, else what the prose says, else what is shown.
pub fn documented<'e>(
    headers: &[Header],
    said: Option<&str>,
    shown: impl IntoIterator<Item = &'e ExampleRequest>,
) -> String {
    let rows = headers.iter().filter(|header| is_content_type(&header.name));
    let named = rows.flat_map(|row| media_types(&row.description)).find(|name| !is_json(name));
    named
        .or_else(|| said.map(str::to_owned))
        .or_else(|| shown.into_iter().find_map(declared_by))
        .unwrap_or(BYTES.to_owned())
}

/// The media type of an example's body, where it is neither JSON nor text that stands for something else.
pub fn declared_by(request: &ExampleRequest) -> Option<String> {
    let ExampleBody::Text(_) = &request.body else { return None };
    let (_, value) = request.headers.iter().find(|(name, _)| is_content_type(name))?;
    media_types(value).next().filter(|name| !is_json(name))
}

/// "`text/html` or `application/xhtml+xml`"
fn media_types(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && !"/.+-".contains(c));
    let names = words.map(|word| word.trim_end_matches('.').to_ascii_lowercase());
    names.filter(|name| KINDS.iter().any(|kind| name.len() > kind.len() && name.starts_with(kind)))
}

fn is_content_type(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("content-type")
}

fn is_json(media_type: &str) -> bool {
    media_type.ends_with("json")
}
