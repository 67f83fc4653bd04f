//! Which requests of a batch are sent together.

use super::super::error::ClientError;
use super::Step;

/// The steps in rounds of at most `size`. What one step waits for is in its round: the service knows no other round.
pub(super) fn rounds(steps: &[Step], size: usize) -> Result<Vec<Vec<usize>>, ClientError> {
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    // Before it every round is full.
    let mut open = 0;
    for group in groups(steps) {
        if group.len() > size {
            return Err(ClientError::BatchGroup { requests: group.len(), round_size: size });
        }
        let room = rounds.iter().skip(open).position(|round| round.len() + group.len() <= size);
        match room.and_then(|room| rounds.get_mut(open + room)) {
            Some(round) => round.extend(group),
            None => rounds.push(group),
        }
        while rounds.get(open).is_some_and(|round| round.len() == size) {
            open += 1;
        }
    }
    for round in &mut rounds {
        round.sort_unstable();
    }
    Ok(rounds)
}

/// The steps that are connected because one waits for the other, each group in the order of its first step.
fn groups(steps: &[Step]) -> Vec<Vec<usize>> {
    // The first step of each one's group; what a step waits for is before it.
    let mut first: Vec<usize> = (0..steps.len()).collect();
    for (index, step) in steps.iter().enumerate() {
        for &before in &step.after {
            let (one, other) = (root(&first, index), root(&first, before));
            first[one.max(other)] = one.min(other);
        }
    }
    let mut groups: Vec<Vec<usize>> = steps.iter().map(|_| Vec::new()).collect();
    for index in 0..steps.len() {
        groups[root(&first, index)].push(index);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

fn root(first: &[usize], mut index: usize) -> usize {
    while first[index] != index {
        index = first[index];
    }
    index
}
