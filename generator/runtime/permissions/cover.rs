//! The least privileged set of permissions. The generator compiles this file, too.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// One name at least of each list, whose names are least privileged first: the first of each. Then, beginning with those
/// that are farthest from the first place in any list, each one is left out that the others make superfluous.
pub fn cover<'n, N>(needs: &BTreeSet<N>) -> BTreeSet<&'n str>
where
    N: AsRef<[&'n str]> + Ord,
{
    let lists = || needs.iter().map(AsRef::as_ref);
    let mut chosen: BTreeSet<&str> = lists().filter_map(|names| names.first().copied()).collect();
    let distance = |name: &str| lists().filter_map(|names| names.iter().position(|n| *n == name)).max();
    let mut farthest_first: Vec<&str> = chosen.iter().copied().collect();
    farthest_first.sort_by_key(|name| Reverse(distance(name)));
    for name in farthest_first {
        let stands_alone = |names: &[&str]| !names.iter().any(|n| *n != name && chosen.contains(n));
        if !lists().filter(|names| names.contains(&name)).any(stands_alone) {
            chosen.remove(name);
        }
    }
    chosen
}
