//! The longest path: back from the finish over the links that drive the dates.

use super::Unscheduled;
use super::calendar::Instant;
use super::forward::{Bounds, Placed, pinned};
use super::network::{Kind, Network, State};

/// Whether each node is on the longest path of the first project of the network.
///
/// The walk takes all branches of a tie, goes past a window to what comes last before it, and ends at the project's
/// start or at work that the status date drives.
pub(super) fn longest_path(
    network: &Network,
    placed: &[Result<Placed, Unscheduled>],
    finish: Option<Instant>,
) -> Vec<bool> {
    let mut is_on = vec![false; network.nodes.len()];
    let open = |index: usize| placed[index].as_ref().ok().filter(|_| !is_finished(network, index));
    let ends_it = |index: usize| {
        let node = &network.nodes[index];
        // A milestone that waits for nothing says nothing of the finish.
        let is_tied = || node.kind == Kind::Milestone && !network.before(index).is_empty();
        let is_work = node.kind == Kind::Task || is_tied();
        let is_last = open(index).is_some_and(|placed| Some(placed.finish) == finish);
        node.member == 0 && is_work && is_last
    };
    let mut pending: Vec<usize> = (0..network.nodes.len()).filter(|index| ends_it(*index)).collect();
    while let Some(index) = pending.pop() {
        let Some(node) = open(index).filter(|_| !is_on[index]) else { continue };
        is_on[index] = true;
        pending.extend(drivers(network, index, node, placed));
    }
    is_on
}

fn is_finished(network: &Network, index: usize) -> bool {
    matches!(network.nodes[index].state, State::Finished { .. })
}

/// Unfinished nodes of which a node waits for the last.
fn drivers(network: &Network, index: usize, node: &Placed, placed: &[Result<Placed, Unscheduled>]) -> Vec<usize> {
    let subject = &network.nodes[index];
    // Links do not move what is pinned.
    if pinned(subject).is_some() {
        return Vec::new();
    }
    let bounds = if node.is_by_clock { Bounds::by_clock(network, subject) } else { Bounds::of(network, subject) };
    let bound = |link: &super::network::Link| {
        let from = link.from as usize;
        if is_finished(network, from) {
            return None;
        }
        Some((bounds.bound(link, placed[from].as_ref().ok()?)?, from))
    };
    let links: Vec<(i64, usize)> = network.before(index).iter().filter_map(bound).collect();
    let last = links.iter().filter(|(key, _)| *key == node.key);
    last.map(|(_, from)| *from).collect()
}
