//! What a service that refuses a token wants of the next one: the `WWW-Authenticate` header.

use crate::runtime::encoding::base64;
use http::HeaderMap;
use http::header::WWW_AUTHENTICATE;
use serde_json::{Map, Value};

/// The claims that the token lacks, as JSON, where the service says so (continuous access evaluation).
pub(super) fn claims(headers: &HeaderMap) -> Option<String> {
    let values = headers.get_all(WWW_AUTHENTICATE).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(challenges).filter(|challenge| challenge.scheme.eq_ignore_ascii_case("bearer")).find_map(|bearer| {
        (bearer.parameter("error") == Some("insufficient_claims")).then_some(())?;
        let claims = String::from_utf8(base64::decode(bearer.parameter("claims")?)?).ok()?;
        serde_json::from_str::<Map<String, Value>>(&claims).is_ok().then_some(claims)
    })
}

/// A scheme and its parameters.
struct Challenge<'a> {
    scheme: &'a str,
    parameters: Vec<(&'a str, &'a str)>,
}

impl<'a> Challenge<'a> {
    fn parameter(&self, name: &str) -> Option<&'a str> {
        let mut named = self.parameters.iter().filter(|(each, _)| each.eq_ignore_ascii_case(name));
        named.next().map(|(_, value)| *value)
    }
}

/// Challenges and their parameters are both separated by commas: what has a space before its `=` begins a challenge.
fn challenges(header: &str) -> Vec<Challenge<'_>> {
    let mut challenges: Vec<Challenge<'_>> = Vec::new();
    for piece in split_unquoted(header) {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        let name = match name.trim().split_once(' ') {
            Some((scheme, name)) => {
                challenges.push(Challenge { scheme, parameters: Vec::new() });
                name.trim()
            }
            None => name.trim(),
        };
        if let Some(challenge) = challenges.last_mut() {
            challenge.parameters.push((name, value.trim().trim_matches('"')));
        }
    }
    challenges
}

/// The pieces between commas that are not in quotes.
fn split_unquoted(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let pieces = text.split(move |c| {
        quoted ^= !escaped && c == '"';
        escaped = quoted && !escaped && c == '\\';
        c == ',' && !quoted
    });
    pieces.map(str::trim)
}
