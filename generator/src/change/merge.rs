//! What changes by one edit is one change: a line of a page often speaks for many URLs, and an endpoint that leaves a slice
//! takes many types with it.

use std::collections::HashMap;

use super::{Change, Rule, rules};

/// Of one URL alone, which stands in their message.
const TOLD_APART: [&Rule; 4] =
    [&rules::ENDPOINT_ADDED, &rules::ENDPOINT_REMOVED, &rules::ENDPOINT_MOVED, &rules::FUNCTION_RENAMED];

/// Puts together the changes by the same rule and the same edit.
pub fn merge(changes: Vec<Change>) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for change in changes {
        let about = change.message.replace(&change.group, "");
        let edit = if *change.rule == rules::TYPE_LEFT_SLICE {
            (change.rule.id, about, None)
        } else if change.slice.is_empty() || TOLD_APART.contains(&change.rule) {
            out.push(change);
            continue;
        } else {
            (change.rule.id, about, Some((change.before.clone(), change.after.clone())))
        };
        match known.get(&edit) {
            Some(first) => out[*first].also.push(change.group),
            None => {
                known.insert(edit, out.len());
                out.push(change);
            }
        }
    }
    out
}
