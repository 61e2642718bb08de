//! In which order nodes can be computed, and which wait for each other in a circle.

use super::network::Network;

/// An order in which every node comes after those it waits for, and what has no place in it.
#[derive(Debug)]
pub(super) struct Order {
    /// All nodes that are on no circle and behind none.
    pub(super) nodes: Vec<u32>,
    /// Circles, each in the direction of waiting, from its first node in the plan.
    pub(super) cycles: Vec<Vec<u32>>,
    /// Whether a node is on a circle or between two.
    pub(super) is_in_cycle: Vec<bool>,
}

/// Sorts the nodes in one pass over the links.
pub(super) fn order(network: &Network) -> Order {
    let count = network.nodes.len();
    let mut waiting: Vec<usize> = (0..count).map(|node| network.before(node).len()).collect();
    let mut nodes: Vec<u32> = (0..count as u32).filter(|node| waiting[*node as usize] == 0).collect();
    let mut next = 0;
    while let Some(node) = nodes.get(next) {
        for link in network.after(*node as usize) {
            waiting[link.to as usize] -= 1;
            if waiting[link.to as usize] == 0 {
                nodes.push(link.to);
            }
        }
        next += 1;
    }
    let is_in_cycle = core(network, &waiting);
    let cycles = cycles(network, &is_in_cycle);
    Order { nodes, cycles, is_in_cycle }
}

/// Of what could not be ordered, that which something else unordered waits for, again and again: circles are left.
fn core(network: &Network, waiting: &[usize]) -> Vec<bool> {
    let mut is_left: Vec<bool> = waiting.iter().map(|waiting| *waiting > 0).collect();
    let awaited_by = |node: usize| network.after(node).filter(|link| waiting[link.to as usize] > 0).count();
    let mut awaited: Vec<usize> =
        (0..is_left.len()).map(|node| if is_left[node] { awaited_by(node) } else { 0 }).collect();
    let mut pending: Vec<usize> = (0..is_left.len()).filter(|node| is_left[*node] && awaited[*node] == 0).collect();
    while let Some(node) = pending.pop() {
        is_left[node] = false;
        for link in network.before(node) {
            let from = link.from as usize;
            if is_left[from] {
                awaited[from] -= 1;
                if awaited[from] == 0 {
                    pending.push(from);
                }
            }
        }
    }
    is_left
}

#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// A circle for every link that closes one, found by a walk against the links that needs no recursion.
fn cycles(network: &Network, is_in_cycle: &[bool]) -> Vec<Vec<u32>> {
    let mut marks = vec![Mark::New; is_in_cycle.len()];
    let mut cycles = Vec::new();
    for start in (0..is_in_cycle.len()).filter(|node| is_in_cycle[*node]) {
        if marks[start] != Mark::New {
            continue;
        }
        marks[start] = Mark::Open;
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            let Some(link) = network.before(node).get(*next) else {
                marks[node] = Mark::Done;
                path.pop();
                continue;
            };
            *next += 1;
            let from = link.from as usize;
            match marks[from] {
                Mark::New if is_in_cycle[from] => {
                    marks[from] = Mark::Open;
                    path.push((from, 0));
                }
                Mark::Open => cycles.push(circle(&path, from)),
                Mark::New | Mark::Done => {}
            }
        }
    }
    cycles.sort();
    cycles.dedup();
    cycles
}

/// The part of a path from a node on, told from its first node in the plan.
fn circle(path: &[(usize, usize)], from: usize) -> Vec<u32> {
    let begin = path.iter().position(|(node, _)| *node == from).unwrap_or(0);
    let mut nodes: Vec<u32> = path[begin..].iter().map(|(node, _)| *node as u32).collect();
    let smallest = (0..nodes.len()).min_by_key(|index| nodes[*index]).unwrap_or(0);
    nodes.rotate_left(smallest);
    nodes
}
