//! Selectors that match little, beside a root segment of much the same name that has much.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::PlanError;
use super::selector::{By, Selector};
use crate::diagnostic::nearest;
use crate::model::Ir;

/// A selector, and one that was perhaps meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sibling {
    pub selector: String,
    pub selected: usize,
    pub near: String,
    pub near_selected: usize,
}

/// So many times as much makes it likely that the other one was meant.
const MANY_TIMES: usize = 10;

/// The selectors of paths that have such a sibling.
///
/// # Errors
/// When a glob cannot be read.
pub fn siblings(versions: &[Ir], select: &[String]) -> Result<Vec<Sibling>, PlanError> {
    let paths = || versions.iter().flat_map(|ir| &ir.endpoints).flat_map(|endpoint| endpoint.written.first());
    let roots: BTreeSet<&str> = paths().filter_map(|path| root(path)).collect();
    let count = |selector: &Selector| paths().filter(|path| selector.matches(path)).count();
    let mut out = Vec::new();
    for text in select {
        let selector = Selector::parse(text)?;
        let Some(own) = root(&selector.text).filter(|_| selector.by == By::Path) else { continue };
        let Some(other) = nearest(own, roots.iter().copied()) else { continue };
        let near = Selector::parse(&selector.text.replacen(own, other, 1))?;
        let (selected, near_selected) = (count(&selector), count(&near));
        let is_selected = select.contains(&near.text);
        if !is_selected && near_selected >= MANY_TIMES * selected.max(1) {
            out.push(Sibling { selector: selector.text, selected, near: near.text, near_selected });
        }
    }
    Ok(out)
}

/// The first segment of a path.
fn root(path: &str) -> Option<&str> {
    path.strip_prefix('/')?.split('/').next().filter(|root| !root.is_empty())
}
