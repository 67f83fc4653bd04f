//! Filling keys and arguments into a path, encoded so that none of them can change which endpoint is called.

use super::item::{ItemPlace, Start};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 3986 allows in a segment stays readable, but for quotes and parentheses, which OData reads itself.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b':')
    .remove(b'=')
    .remove(b'@');

/// In an argument without quotes, such as `(start={},end={})`, a comma would begin the next argument.
const BARE: &AsciiSet = &SEGMENT.add(b',').add(b';').add(b'=');

/// In a quoted argument only a quote ends it, and that is doubled first.
const QUOTED: &AsciiSet = &SEGMENT.remove(b'\'');

/// In a drive item's path a colon ends the path.
const ITEM: &AsciiSet = &SEGMENT.add(b':');

/// What may stand in a query value: no `&`, `#`, `+` or `%`.
const QUERY: &AsciiSet = &SEGMENT.remove(b'(').remove(b')').remove(b'\'').remove(b'/').remove(b'?');

/// In a query's name an `=` would end it.
const NAME: &AsciiSet = &SEGMENT.add(b'=');

/// What takes the place of a `{}`.
pub(super) enum Argument<'a> {
    Text(&'a str),
    Item(&'a ItemPlace),
}

/// The path with each `{}` of the template replaced by its argument. What stands before a `{}` says what it is:
/// `'` a quoted argument, `:/` the path of a drive item, `=` an argument without quotes, all else a key. One that begins
/// with `$` is quoted: `/users('$x@y.com')`. An item that is not given by its id takes the place of the segment before it, too.
///
/// # Errors
/// The index of a key that is empty or a dot segment, or begins with `$` right after another key, or of a path that has an
/// empty or dot segment: it would name another endpoint.
pub(super) fn fill<'a>(template: &str, args: impl Iterator<Item = Argument<'a>>) -> Result<String, usize> {
    let mut path = String::with_capacity(2 * template.len());
    let mut pieces = template.split("{}");
    let mut before = pieces.next().unwrap_or_default();
    path.push_str(before);
    for (index, (argument, piece)) in args.zip(pieces).enumerate() {
        let arg = match argument {
            Argument::Text(text) => text,
            Argument::Item(ItemPlace { start: Start::Id(id), path: None }) => id,
            Argument::Item(place) => {
                if !push_place(&mut path, place, !piece.is_empty()) {
                    return Err(index);
                }
                path.push_str(piece);
                before = piece;
                continue;
            }
        };
        let valid = if path.ends_with('\'') {
            path.extend(utf8_percent_encode(&arg.replace('\'', "''"), QUOTED));
            true
        } else if path.ends_with(":/") {
            push_item_path(&mut path, arg)
        } else if arg.starts_with('$') && before.len() > 1 && before.ends_with('/') {
            // What begins with `$` is a part of OData, unless it stands as a key in quotes.
            path.pop();
            path.push_str("('");
            path.extend(utf8_percent_encode(&arg.replace('\'', "''"), QUOTED));
            path.push_str("')");
            true
        } else {
            let (bare, whole) = (path.ends_with('='), path.ends_with('/'));
            path.extend(utf8_percent_encode(arg, if bare { BARE } else { SEGMENT }));
            // A drive takes what follows a segment with a colon at its end for the path of an item.
            if path.ends_with(':') {
                path.pop();
                path.push_str("%3A");
            }
            is_segment(arg) && !(whole && arg.starts_with('$'))
        };
        if !valid {
            return Err(index);
        }
        path.push_str(piece);
        before = piece;
    }
    Ok(path)
}

/// `root`, `special/{name}`, and each with `:/{path}`, in the place of the collection that `path` ends with. A colon ends the
/// path where more follows.
fn push_place(path: &mut String, place: &ItemPlace, more: bool) -> bool {
    let collection = path.trim_end_matches('/').rfind('/').map_or(0, |slash| slash + 1);
    let named = match &place.start {
        Start::Root => {
            path.replace_range(collection.., "root");
            None
        }
        Start::Special(name) => {
            path.replace_range(collection.., "special/");
            Some(name)
        }
        Start::Id(id) => Some(id),
    };
    path.extend(named.into_iter().flat_map(|name| utf8_percent_encode(name, ITEM)));
    let mut valid = named.is_none_or(|name| is_segment(name) && !name.starts_with('$'));
    if let Some(below) = &place.path {
        path.push_str(":/");
        valid &= push_names(path, below);
        if more {
            path.push(':');
        }
    }
    valid
}

fn push_item_path(path: &mut String, item: &str) -> bool {
    push_names(path, item.trim_matches('/'))
}

fn push_names(path: &mut String, names: &str) -> bool {
    let mut valid = true;
    for (index, segment) in names.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        path.extend(utf8_percent_encode(segment, ITEM));
        valid &= is_segment(segment);
    }
    valid
}

/// HTTP clients resolve dot segments, encoded or not.
fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
}

/// Appends `name=value` to an address.
pub(crate) fn push_query(address: &mut String, name: &str, value: &str) {
    address.push(if address.contains('?') { '&' } else { '?' });
    address.extend(utf8_percent_encode(name, NAME));
    address.push('=');
    address.extend(utf8_percent_encode(value, QUERY));
}

#[cfg(test)]
mod tests;
