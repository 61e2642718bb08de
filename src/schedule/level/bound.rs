//! How early can it all be done at best? Earliest starts, latest starts, and bounds that no schedule can beat.

use super::generate::NEVER;
use super::problem::{Problem, Tie};

/// What the ties alone allow.
pub(super) struct Range {
    /// The earliest start of each activity.
    pub(super) head: Vec<i64>,
    /// The latest start of each that keeps the end.
    pub(super) late: Vec<i64>,
    /// From the start of each to the end of all, at least.
    pub(super) tail: Vec<i64>,
    /// The end, if nobody were busy.
    pub(super) end: i64,
    /// Windows that are missed even then.
    pub(super) missed: u32,
}

pub(super) fn range(problem: &Problem) -> Range {
    let count = problem.count();
    let (mut head, mut finish) = (vec![0; count], vec![0; count]);
    let (mut end, mut missed) = (0, 0);
    for index in 0..count {
        let activity = &problem.activities[index];
        let bound =
            |tie: &Tie| if tie.is_of_finish { finish[tie.from as usize] } else { head[tie.from as usize] } + tie.lag;
        let bounds = problem.before(index as u32).iter().map(bound);
        let ready = bounds.fold(activity.release, i64::max);
        let window = activity.windows.iter().position(|start| ready <= *start);
        let window_start = window.map(|place| activity.windows[place]);
        missed += window.unwrap_or(activity.windows.len()) as u32;
        head[index] = activity.fixed.or(window_start).unwrap_or_else(|| activity.awake(ready));
        let is_instant = activity.fixed.is_none() && window_start.is_some();
        finish[index] = if is_instant { head[index] } else { activity.finish(head[index]) }.min(NEVER);
        if activity.is_end {
            end = end.max(finish[index]);
        }
    }
    let (mut late, mut tail) = (vec![0; count], vec![0; count]);
    for index in (0..count).rev() {
        let activity = &problem.activities[index];
        let length = finish[index] - head[index];
        let after = problem.after(index as u32);
        let own_length = |tie: &Tie| if tie.is_of_finish { length } else { 0 };
        // In a window it takes no working time, and it may yet find one.
        let least = if activity.windows.is_empty() { activity.length } else { length.min(activity.length) };
        let limit = after.iter().map(|tie| late[tie.to as usize] - tie.lag - own_length(tie)).min();
        let is_bound = activity.fixed.is_some() || (!activity.windows.is_empty() && length == 0);
        let own = if is_bound { head[index] } else { end - length };
        late[index] = limit.map_or(own, |limit| limit.min(own));
        // What is fixed does not wait.
        let waiting = after.iter().filter(|tie| problem.activities[tie.to as usize].fixed.is_none());
        let rest = waiting.map(|tie| tail[tie.to as usize] + tie.lag + if tie.is_of_finish { least } else { 0 });
        let rest = rest.max().unwrap_or(0);
        tail[index] = rest.max(if activity.is_end { least } else { 0 });
    }
    Range { head, late, tail, end, missed }
}

/// The best lower bound on the end that is found: the ties, each pool's work, pairs that exclude each other.
pub(super) fn lower(problem: &Problem, range: &Range) -> i64 {
    range.end.max(of_pools(problem, range)).max(of_pairs(problem, range))
}

/// How many pairs of a user and a rest are looked at for each pool.
const PAIRS: usize = 160_000;

/// The work of those that can start late enough and have enough to come, over what is free of a pool (Stinson's energy
/// bound). What is fixed has already taken its part.
fn of_pools(problem: &Problem, range: &Range) -> i64 {
    let mut users: Vec<Vec<(i64, i64, i64)>> = vec![Vec::new(); problem.pools.len()];
    for index in (0..problem.count()).filter(|index| problem.activities[*index].fixed.is_none()) {
        let length = problem.activities[index].length;
        for need in problem.needs(index as u32) {
            users[need.pool as usize].push((range.head[index], range.tail[index] - length, length * need.units));
        }
    }
    let mut best = 0;
    for (profile, users) in problem.profiles().iter().zip(&mut users) {
        let supply = profile.supply();
        users.sort_unstable_by_key(|(head, _, _)| std::cmp::Reverse(*head));
        let mut rests: Vec<i64> = users.iter().map(|(_, rest, _)| *rest).collect();
        rests.sort_unstable();
        rests.dedup();
        let step = rests.len() * users.len() / PAIRS + 1;
        for rest in rests.into_iter().step_by(step) {
            let mut work = 0;
            for (head, own, energy) in users.iter() {
                if *own >= rest {
                    work += energy;
                    best = best.max(supply.done(*head, work).map_or(0, |done| done + rest));
                }
            }
        }
    }
    best
}

/// Two that do not fit side by side come one after the other.
fn of_pairs(problem: &Problem, range: &Range) -> i64 {
    let count = problem.count();
    if count > 400 {
        return 0;
    }
    let moves = |index: &usize| problem.activities[*index].fixed.is_none() && problem.activities[*index].length > 0;
    let mut best = 0;
    for one in (0..count).filter(moves) {
        for other in (one + 1..count).filter(moves) {
            let excludes = problem.needs(one as u32).iter().any(|need| {
                let more = problem.needs(other as u32).iter().find(|more| more.pool == need.pool);
                more.is_some_and(|more| need.units + more.units > problem.pools[need.pool as usize].units)
            });
            if excludes {
                let after = |first: usize, second: usize| {
                    range.head[first] + problem.activities[first].length + range.tail[second]
                };
                best = best.max(after(one, other).min(after(other, one)));
            }
        }
    }
    best
}
