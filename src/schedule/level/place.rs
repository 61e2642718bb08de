//! Exact levelled dates: the forward pass in the order that was found, while everybody keeps to what there is.

use super::super::Unscheduled;
use super::super::forward::{Bounds, Placed, place};
use super::super::network::Network;
use super::problem::Problem;
use super::profile::Profile;
use super::setup::{Setup, in_window, own};

/// What is still free of everybody.
pub(super) struct Stock<'a> {
    setup: &'a Setup,
    profiles: Vec<Profile>,
    /// By node, the pool that was busy last before it could begin.
    held_by: Vec<Option<u32>>,
}

impl<'a> Stock<'a> {
    pub(super) fn new(setup: &'a Setup, problem: &Problem, nodes: usize) -> Self {
        Self { setup, profiles: problem.profiles().to_vec(), held_by: vec![None; nodes] }
    }

    /// Places all nodes in order; `placed` are the dates without levelling, which facts keep.
    pub(super) fn place(
        &mut self,
        network: &Network,
        order: &[u32],
        placed: &[Result<Placed, Unscheduled>],
    ) -> Vec<Result<Placed, Unscheduled>> {
        let mut levelled = placed.to_vec();
        for node in order {
            let index = *node as usize;
            let is_fixed = self.setup.is_fixed(network, *node);
            let found = place(network, index, &levelled, &mut |bounds, key| {
                if is_fixed { Some(key) } else { self.fit(network, *node, bounds, key) }
            });
            let (was, is) =
                (in_window(network, self.setup.base, &placed[index]), in_window(network, self.setup.base, &found));
            if was != is {
                self.reserve(*node, was, -1);
                self.reserve(*node, is, 1);
            }
            levelled[index] = found;
        }
        levelled
    }

    /// The handle of the one that a node had to wait for.
    pub(super) fn held_by(&self, node: usize) -> Option<String> {
        self.held_by[node].map(|pool| self.setup.handles[pool as usize].clone())
    }

    /// The first key from `key` on at which everybody is free until the work is done; it is taken.
    fn fit(&mut self, network: &Network, node: u32, bounds: &Bounds, mut key: i64) -> Option<i64> {
        let needs = self.setup.needs(node);
        if needs.is_empty() {
            return Some(key);
        }
        let base = self.setup.base;
        loop {
            let (start, finish) = bounds.place(key)?;
            let (from, to) = (own(network).offset(start) - base, own(network).offset(finish) - base);
            let mut begin = from;
            for need in needs {
                let found = self.profiles[need.pool as usize].earliest(from, to - from, need.units, &mut 0)?;
                if found > begin {
                    begin = found;
                    self.held_by[node as usize] = Some(need.pool);
                }
            }
            if begin == from {
                self.reserve(node, Some((from, to)), 1);
                return Some(key);
            }
            key = bounds.key(own(network).start_at(base + begin)?).max(key + 1);
        }
    }

    fn reserve(&mut self, node: u32, range: Option<(i64, i64)>, sign: i64) {
        if let Some((from, to)) = range {
            for need in self.setup.needs(node) {
                self.profiles[need.pool as usize].reserve(from, to, sign * need.units);
            }
        }
    }
}
