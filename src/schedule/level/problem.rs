//! Work that shares people, as whole numbers: what levelling searches in. Knows no plan and no calendar.
//!
//! Time is counted in working minutes of the project. It is the resource-constrained project scheduling problem with
//! minimum time lags; every link is one from start to start.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::profile::Profile;

/// A piece of work.
#[derive(Clone, Debug, Default)]
pub(super) struct Activity {
    /// How long it takes.
    pub(super) length: i64,
    /// It never starts earlier.
    pub(super) release: i64,
    /// A fixed start: it takes its people, whether they are free or not.
    pub(super) fixed: Option<i64>,
    /// Starts of the windows that it is bound to, in the order of its list; it takes no working time in them.
    pub(super) windows: Vec<i64>,
    /// When its people are away, sorted and apart: it is interrupted there.
    pub(super) away: Vec<(i64, i64)>,
    /// Whether it says when the project ends.
    pub(super) is_end: bool,
}

/// How many units of a pool a piece of work takes while it runs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    pub(super) pool: u32,
    pub(super) units: i64,
}

/// The start of `to` comes at least `lag` after the start or the finish of `from`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) lag: i64,
    pub(super) is_of_finish: bool,
}

/// Equal people: how many there are, and when some are busy elsewhere or away.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    pub(super) units: i64,
    pub(super) taken: Vec<(i64, i64, i64)>,
}

/// Lists of lists in one piece.
#[derive(Clone, Debug)]
struct Rows<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl<T: Clone> Rows<T> {
    fn new(count: usize, mut tagged: Vec<(u32, T)>) -> Self {
        tagged.sort_by_key(|(row, _)| *row);
        let mut starts = vec![0; count + 1];
        for (row, _) in &tagged {
            starts[*row as usize + 1] += 1;
        }
        for row in 0..count {
            starts[row + 1] += starts[row];
        }
        Self { starts, items: tagged.into_iter().map(|(_, item)| item).collect() }
    }

    fn row(&self, row: u32) -> &[T] {
        &self.items[self.starts[row as usize] as usize..self.starts[row as usize + 1] as usize]
    }
}

/// A problem. Activities are numbered so that ties lead from smaller to larger numbers.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) activities: Vec<Activity>,
    pub(super) pools: Vec<Pool>,
    needs: Rows<Need>,
    before: Rows<Tie>,
    after: Rows<Tie>,
    profiles: Vec<Profile>,
}

impl Problem {
    pub(super) fn new(activities: Vec<Activity>, pools: Vec<Pool>, needs: Vec<(u32, Need)>, ties: &[Tie]) -> Self {
        let count = activities.len();
        let profile = |pool: &Pool| {
            let mut profile = Profile::new(pool.units);
            for (from, to, units) in &pool.taken {
                profile.reserve(*from, *to, *units);
            }
            profile
        };
        let mut problem = Self {
            needs: Rows::new(count, needs),
            before: Rows::new(count, ties.iter().map(|tie| (tie.to, *tie)).collect()),
            after: Rows::new(count, ties.iter().map(|tie| (tie.from, *tie)).collect()),
            profiles: pools.iter().map(profile).collect(),
            activities,
            pools,
        };
        problem.reserve_fixed();
        problem
    }

    /// What is fixed takes its people before anything else is placed.
    fn reserve_fixed(&mut self) {
        for index in 0..self.activities.len() as u32 {
            if let Some(start) = self.activities[index as usize].fixed {
                let finish = start + self.activities[index as usize].length;
                for need in self.needs.row(index) {
                    self.profiles[need.pool as usize].reserve(start, finish, need.units);
                }
            }
        }
    }

    pub(super) fn count(&self) -> usize {
        self.activities.len()
    }

    pub(super) fn needs(&self, activity: u32) -> &[Need] {
        self.needs.row(activity)
    }

    /// What it waits for.
    pub(super) fn before(&self, activity: u32) -> &[Tie] {
        self.before.row(activity)
    }

    /// What waits for it.
    pub(super) fn after(&self, activity: u32) -> &[Tie] {
        self.after.row(activity)
    }

    /// An order in which everything comes after what it waits for, as near to the ranks as can be: smaller ones first.
    pub(super) fn order_by(&self, ranks: &[i64], order: &mut Vec<u32>) {
        order.clear();
        let count = self.count() as u32;
        if self.is_in_order(ranks) {
            order.extend(0..count);
            order.sort_unstable_by_key(|index| (ranks[*index as usize], *index));
            return;
        }
        let mut waiting: Vec<usize> = (0..count).map(|index| self.before(index).len()).collect();
        let mut ready: BinaryHeap<Reverse<(i64, u32)>> = BinaryHeap::new();
        let first = (0..count).filter(|index| waiting[*index as usize] == 0);
        ready.extend(first.map(|index| Reverse((ranks[index as usize], index))));
        while let Some(Reverse((_, index))) = ready.pop() {
            order.push(index);
            for tie in self.after(index) {
                waiting[tie.to as usize] -= 1;
                if waiting[tie.to as usize] == 0 {
                    ready.push(Reverse((ranks[tie.to as usize], tie.to)));
                }
            }
        }
    }

    /// Whether what waits never has a smaller rank. Equal ones are told apart by their numbers.
    fn is_in_order(&self, ranks: &[i64]) -> bool {
        self.before.items.iter().all(|tie| ranks[tie.from as usize] <= ranks[tie.to as usize])
    }

    /// The pools as they are before anything is placed.
    pub(super) fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// The same problem seen from the end, with `horizon` as the new beginning: what is placed early there comes late
    /// here. Windows, fixed and earliest starts are left out: what is found there is an order, not a schedule.
    pub(super) fn mirrored(&self, horizon: i64) -> Self {
        let last = self.count() as u32 - 1;
        let flip =
            |ranges: &[(i64, i64)]| ranges.iter().rev().map(|(from, to)| (horizon - to, horizon - from)).collect();
        let activities = self.activities.iter().rev().map(|activity| Activity {
            length: if activity.windows.is_empty() { activity.length } else { 0 },
            away: flip(&activity.away),
            ..Activity::default()
        });
        let activities: Vec<Activity> = activities.collect();
        let pools = self.pools.iter().map(|pool| Pool {
            units: pool.units,
            taken: pool.taken.iter().map(|(from, to, units)| (horizon - to, horizon - from, *units)).collect(),
        });
        let count = self.count() as u32;
        let needs = (0..count).flat_map(|index| self.needs(index).iter().map(move |need| (last - index, *need)));
        let tie = |tie: &Tie| {
            // What began after a start ends, seen from the end, before a finish.
            let own = if tie.is_of_finish { 0 } else { activities[(last - tie.from) as usize].length };
            Tie { from: last - tie.to, to: last - tie.from, lag: tie.lag - own, is_of_finish: true }
        };
        let ties: Vec<Tie> = (0..count).flat_map(|to| self.before(to)).map(tie).collect();
        let (pools, needs) = (pools.collect(), needs.collect());
        Self::new(activities, pools, needs, &ties)
    }
}

impl Activity {
    /// When it is done if it starts at that moment.
    pub(super) fn finish(&self, start: i64) -> i64 {
        let mut finish = start + self.length;
        for (from, to) in &self.away {
            if *to > start && *from < finish {
                finish += to - from.max(&start);
            }
        }
        finish
    }

    /// The first moment from `start` on at which its people are there.
    pub(super) fn awake(&self, start: i64) -> i64 {
        self.away.iter().fold(start, |start, (from, to)| if *from <= start && start < *to { *to } else { start })
    }
}
