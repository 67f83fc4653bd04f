//! The least privileged set of permissions. The generator compiles this file, too.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// All names at least of one set of each list, whose sets are least privileged first: those of the first set of each.
/// Then, beginning with those that are farthest from the first place in any list, each name is left out that the others
/// make superfluous.
pub fn cover<'n, N, S>(needs: &BTreeSet<N>) -> BTreeSet<&'n str>
where
    N: AsRef<[S]> + Ord,
    S: AsRef<[&'n str]>,
{
    let lists = || needs.iter().map(AsRef::as_ref);
    let first = |sets: &'_ [S]| sets.first().map(|names| names.as_ref().to_vec());
    let mut chosen: BTreeSet<&str> = lists().filter_map(first).flatten().collect();
    let distance = |name: &str| lists().filter_map(|sets| sets.iter().position(|s| s.as_ref().contains(&name))).max();
    let mut farthest_first: Vec<&str> = chosen.iter().copied().collect();
    farthest_first.sort_by_key(|name| Reverse(distance(name)));
    for name in farthest_first {
        let is_without = |set: &S| set.as_ref().iter().all(|n| *n != name && chosen.contains(n));
        let is_met = |sets: &[S]| sets.iter().any(is_without);
        if lists().filter(|sets| !sets.is_empty()).all(is_met) {
            chosen.remove(name);
        }
    }
    chosen
}
