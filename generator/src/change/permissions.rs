//! Permissions of an endpoint. Its tables are told apart by page and scenario, which come, go and change their names:
//! a row that says the same as before is no change, whatever its table is called.

use std::collections::BTreeSet;

use super::code;
use crate::surface::{Attribute, Fact, Subject, Surface, split_sets};

/// A row of one side, with its table.
type Said<'s> = (&'s str, &'s Fact);

/// Whether a row of one side is the counterpart of one of the other.
type Counterpart<'a> = &'a dyn Fn(&Said<'_>, &Said<'_>) -> bool;

/// A row of a permissions table on both sides.
pub struct Row<'s> {
    /// The kind of permissions, with the table where there are several.
    pub table: &'s str,
    pub was: Option<&'s Fact>,
    pub is: Option<&'s Fact>,
}

/// `application in user-get (For guests)` is of the kind `application`.
fn kind(table: &str) -> &str {
    table.split(' ').next().unwrap_or_default().trim_end_matches(|c: char| c == '_' || c.is_ascii_digit())
}

/// The rows that are not the same on both sides, each with its counterpart where there is one.
pub fn pair<'s>(old: &'s Surface, new: &'s Surface, owner: &str) -> Vec<Row<'s>> {
    let before: Vec<Said<'s>> = old.of(owner, Subject::Permission).collect();
    let after: Vec<Said<'s>> = new.of(owner, Subject::Permission).collect();
    let (mut was, mut is) = (before.clone(), after.clone());
    let same = |a: &Said<'_>, b: &Said<'_>| kind(a.0) == kind(b.0) && a.1.agrees(b.1);
    let named_alike = |a: &Said<'_>, b: &Said<'_>| a.0 == b.0;
    let of_a_kind = |a: &Said<'_>, b: &Said<'_>| kind(a.0) == kind(b.0);
    let counterparts: [Counterpart<'_>; 3] = [&same, &named_alike, &of_a_kind];
    let mut out = Vec::new();
    for (i, fits) in counterparts.into_iter().enumerate() {
        was.retain(|a| {
            let Some(at) = is.iter().position(|b| fits(a, b)) else { return true };
            let b = is.remove(at);
            if i > 0 {
                out.push(Row { table: b.0, was: Some(a.1), is: Some(b.1) });
            }
            false
        });
    }
    // Tables that have come to agree are one: the others changed to what it says.
    let among =
        |side: &[Said<'s>], row: &Said<'s>| side.iter().find(|other| of_a_kind(other, row)).map(|(_, fact)| *fact);
    out.extend(was.iter().map(|row| Row { table: row.0, was: Some(row.1), is: among(&after, row) }));
    out.extend(is.iter().map(|row| Row { table: row.0, was: among(&before, row), is: Some(row.1) }));
    out.sort_by_key(|row| row.table);
    out
}

/// What is needed together.
type Set<'s> = BTreeSet<&'s str>;

fn sets(fact: Option<&Fact>) -> Option<Vec<Set<'_>>> {
    fact.and_then(|f| f.get(Attribute::Names)).map(split_sets)
}

/// Whether a token that allowed the call may not allow it any more: a set that was enough is so no longer.
pub fn withdraws(was: Option<&Fact>, is: Option<&Fact>) -> bool {
    let (Some(was), Some(is)) = (sets(was), sets(is)) else { return false };
    was.iter().any(|granted| !is.iter().any(|needed| needed.is_subset(granted)))
}

/// What is different between two rows; none when nothing is.
pub fn difference(was: Option<&Fact>, is: Option<&Fact>) -> Option<String> {
    let set = |names: &Set<'_>| names.iter().map(|n| code(n)).collect::<Vec<_>>().join(" and ");
    let list = |sets: &[Set<'_>]| sets.iter().map(set).collect::<Vec<_>>().join(", ");
    let told = |sets: &[Set<'_>]| if sets.is_empty() { "not supported".to_owned() } else { list(sets) };
    let (was, is) = match (sets(was), sets(is)) {
        (None, None) => return None,
        (None, Some(is)) => return Some(format!("now stated, {}", told(&is))),
        (Some(_), None) => return Some("no longer stated".to_owned()),
        (Some(was), Some(is)) if was == is => return None,
        (Some(was), Some(is)) => (was, is),
    };
    if was.is_empty() {
        return Some(format!("supported now, with {}", list(&is)));
    }
    if is.is_empty() {
        return Some("not supported any more".to_owned());
    }
    let only =
        |a: &[Set<'_>], b: &[Set<'_>]| a.iter().filter(|s| !b.contains(s)).map(set).collect::<Vec<_>>().join(", ");
    let parts: Vec<String> = [("with", only(&is, &was)), ("without", only(&was, &is))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} {names}"))
        .collect();
    if parts.is_empty() {
        return Some(format!("in another order, least privileged first {}", list(&is)));
    }
    Some(parts.join(", "))
}
