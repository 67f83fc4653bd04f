//! One line of a page often speaks for many URLs: what changes there is one change.

use std::collections::HashMap;

use super::{Change, rules};

/// Puts together the changes by the same rule, of the same thing, on the same line.
pub fn merge(changes: Vec<Change>) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for change in changes {
        // What is of one URL alone in its message is told of each.
        let told_apart = change.slice.is_empty()
            || *change.rule == rules::ENDPOINT_ADDED
            || *change.rule == rules::ENDPOINT_REMOVED
            || *change.rule == rules::FUNCTION_RENAMED;
        if told_apart {
            out.push(change);
            continue;
        }
        let about = change.message.replace(&change.group, "");
        let key = (change.rule.id, about, change.before.clone(), change.after.clone());
        match known.get(&key) {
            Some(first) => out[*first].also.push(change.group),
            None => {
                known.insert(key, out.len());
                out.push(change);
            }
        }
    }
    out
}
