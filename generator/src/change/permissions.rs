//! Permissions of an endpoint. Its tables are told apart by page and scenario, which come, go and change their names:
//! a row that says the same as before is no change, whatever its table is called.

use std::collections::BTreeSet;

use super::code;
use super::types::Pair;
use crate::surface::{Attribute, Fact, Subject, Surface, split_sets};

/// A row of one side, with its table.
type TableRow<'s> = (&'s str, &'s Fact);

/// Whether a row of one side is the counterpart of one of the other.
type Counterpart<'a> = &'a dyn Fn(&TableRow<'_>, &TableRow<'_>) -> bool;

/// A row of a permissions table on both sides.
pub struct Row<'s> {
    /// The kind of permissions, with the table where there are several.
    pub table: &'s str,
    pub before: Option<&'s Fact>,
    pub after: Option<&'s Fact>,
}

/// `application in user-get (For guests)` is of the kind `application`.
fn kind(table: &str) -> &str {
    table.split(' ').next().unwrap_or_default().trim_end_matches(|c: char| c == '_' || c.is_ascii_digit())
}

/// The rows that are not the same on both sides, each with its counterpart where there is one.
pub fn pair<'s>(old: &'s Surface, new: &'s Surface, owners: Pair<'_>) -> Vec<Row<'s>> {
    let old_rows: Vec<TableRow<'s>> = old.owned_by(owners.old, Subject::Permission).collect();
    let new_rows: Vec<TableRow<'s>> = new.owned_by(owners.new, Subject::Permission).collect();
    let (mut unpaired_old, mut unpaired_new) = (old_rows.clone(), new_rows.clone());
    let same = |a: &TableRow<'_>, b: &TableRow<'_>| kind(a.0) == kind(b.0) && a.1.agrees(b.1);
    let named_alike = |a: &TableRow<'_>, b: &TableRow<'_>| a.0 == b.0;
    let of_a_kind = |a: &TableRow<'_>, b: &TableRow<'_>| kind(a.0) == kind(b.0);
    let counterparts: [Counterpart<'_>; 3] = [&same, &named_alike, &of_a_kind];
    let mut out = Vec::new();
    for (i, fits) in counterparts.into_iter().enumerate() {
        unpaired_old.retain(|a| {
            let Some(at) = unpaired_new.iter().position(|b| fits(a, b)) else { return true };
            let b = unpaired_new.remove(at);
            if i > 0 {
                out.push(Row { table: b.0, before: Some(a.1), after: Some(b.1) });
            }
            false
        });
    }
    // Tables that have come to agree are one: the others changed to what it says.
    let among = |side: &[TableRow<'s>], row: &TableRow<'s>| {
        side.iter().find(|other| of_a_kind(other, row)).map(|(_, fact)| *fact)
    };
    out.extend(unpaired_old.iter().map(|row| Row { table: row.0, before: Some(row.1), after: among(&new_rows, row) }));
    out.extend(unpaired_new.iter().map(|row| Row { table: row.0, before: among(&old_rows, row), after: Some(row.1) }));
    out.sort_by_key(|row| row.table);
    out
}

/// What is needed together.
type Set<'s> = BTreeSet<&'s str>;

fn sets(fact: Option<&Fact>) -> Option<Vec<Set<'_>>> {
    fact.and_then(|f| f.get(Attribute::Names)).map(split_sets)
}

/// Whether a token that allowed the call may not allow it any more: a set that was enough is so no longer.
pub fn withdraws(before: Option<&Fact>, after: Option<&Fact>) -> bool {
    let (Some(before), Some(after)) = (sets(before), sets(after)) else { return false };
    before.iter().any(|granted| !after.iter().any(|needed| needed.is_subset(granted)))
}

/// What is different between two rows; none when nothing is.
pub fn difference(before: Option<&Fact>, after: Option<&Fact>) -> Option<String> {
    let set = |names: &Set<'_>| names.iter().map(|n| code(n)).collect::<Vec<_>>().join(" and ");
    let list = |sets: &[Set<'_>]| sets.iter().map(set).collect::<Vec<_>>().join(", ");
    let told = |sets: &[Set<'_>]| if sets.is_empty() { "not supported".to_owned() } else { list(sets) };
    let (before, after) = match (sets(before), sets(after)) {
        (None, None) => return None,
        (None, Some(after)) => return Some(format!("now stated, {}", told(&after))),
        (Some(_), None) => return Some("no longer stated".to_owned()),
        (Some(before), Some(after)) if before == after => return None,
        (Some(before), Some(after)) => (before, after),
    };
    if before.is_empty() {
        return Some(format!("supported now, with {}", list(&after)));
    }
    if after.is_empty() {
        return Some("not supported any more".to_owned());
    }
    let only =
        |a: &[Set<'_>], b: &[Set<'_>]| a.iter().filter(|s| !b.contains(s)).map(set).collect::<Vec<_>>().join(", ");
    let parts: Vec<String> = [("with", only(&after, &before)), ("without", only(&before, &after))]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(word, names)| format!("{word} {names}"))
        .collect();
    if parts.is_empty() {
        return Some(format!("in another order, least privileged first {}", list(&after)));
    }
    Some(parts.join(", "))
}
