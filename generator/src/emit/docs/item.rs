//! Items of a drive in what is written of functions: the calls that name them, and the URLs that come out.

use crate::model::Segment;
use crate::plan::{Endpoint, placeholders};

/// The argument for an item that a URL gives by this address, as [`UrlTemplate`](crate::plan::UrlTemplate) reads it:
/// `Item::path("Reports/a.txt")` for `/root:/Reports/a.txt`.
pub fn expression(address: &str) -> String {
    let plain: String = address.chars().filter(|c| !"{}<>".contains(*c)).collect();
    let (start, path) = plain.split_once(":/").map_or((plain.as_str(), None), |(start, path)| (start, Some(path)));
    let start = start.trim_start_matches('/');
    match (start.split_once('/'), path) {
        (None, Some(path)) => format!("Item::path({path:?})"),
        (None, None) => "Item::root()".to_owned(),
        (Some((collection, name)), path) => {
            let constructor = if collection.eq_ignore_ascii_case("special") { "special" } else { "id" };
            let below = path.map(|path| format!(".path({path:?})")).unwrap_or_default();
            format!("Item::{constructor}({name:?}){below}")
        }
    }
}

/// The paths of the URLs for other addresses than the id.
pub fn paths(endpoint: &Endpoint<'_>) -> Vec<String> {
    let all = &endpoint.segments;
    let is_item = |at: &usize| all[*at].key().is_some() && Some(placeholders(&all[..*at]).count()) == endpoint.item;
    let Some(key) = (1..all.len()).find(is_item) else { return Vec::new() };
    let path = |part: &[Segment]| part.iter().map(|segment| format!("/{}", segment.documented())).collect::<String>();
    let (owner, by_id, rest) = (path(&all[..key - 1]), path(&all[..=key]), path(&all[key + 1..]));
    let colon = if rest.is_empty() { "" } else { ":" };
    vec![
        format!("{owner}/root{rest}"),
        format!("{owner}/root:/{{path}}{colon}{rest}"),
        format!("{by_id}:/{{path}}{colon}{rest}"),
        format!("{owner}/special/{{name}}{rest}"),
    ]
}
