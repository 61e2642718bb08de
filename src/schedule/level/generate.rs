//! From an order of work to a schedule: serial and parallel generation.
//!
//! Serial generation takes one activity after the other and gives it its first place; with the right order it finds a
//! best schedule (Kolisch 1996). Parallel generation goes through time and starts what can start.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::problem::{Problem, Tie};
use super::profile::Profile;

/// A moment that never comes.
pub(super) const NEVER: i64 = i64::MAX / 4;

/// Starts of all activities, and what they come to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Timetable {
    pub(super) starts: Vec<i64>,
    pub(super) finishes: Vec<i64>,
    /// When the last activity that counts is done.
    pub(super) end: i64,
    /// Windows of a list that were missed.
    pub(super) missed: u32,
}

impl Timetable {
    /// The moment that a tie asks for.
    pub(super) fn bound(&self, tie: &Tie) -> i64 {
        let from = tie.from as usize;
        let moment = if tie.is_of_finish { self.finishes[from] } else { self.starts[from] };
        moment.saturating_add(tie.lag)
    }

    /// What is compared: the end first.
    pub(super) fn cost(&self) -> (i64, u32) {
        (self.end, self.missed)
    }
}

/// Makes schedules of one problem, again and again.
pub(super) struct Generator {
    profiles: Vec<Profile>,
    /// How much was looked at so far: the measure of work.
    pub(super) work: u64,
}

impl Generator {
    pub(super) fn new() -> Self {
        Self { profiles: Vec::new(), work: 0 }
    }

    fn clear(&mut self, problem: &Problem, timetable: &mut Timetable) {
        self.profiles.resize_with(problem.pools.len(), || Profile::new(0));
        for (profile, base) in self.profiles.iter_mut().zip(problem.profiles()) {
            profile.reset(base);
        }
        timetable.starts.clear();
        timetable.starts.resize(problem.count(), NEVER);
        timetable.finishes.clear();
        timetable.finishes.resize(problem.count(), NEVER);
        timetable.end = 0;
        timetable.missed = 0;
    }

    /// Places everything in an order in which all come after what they wait for.
    pub(super) fn serial(&mut self, problem: &Problem, order: &[u32], timetable: &mut Timetable) {
        self.clear(problem, timetable);
        for activity in order {
            let ready = self.ready(problem, *activity, timetable);
            self.place(problem, *activity, ready, timetable);
        }
    }

    /// The first moment that what it waits for allows.
    fn ready(&mut self, problem: &Problem, activity: u32, timetable: &Timetable) -> i64 {
        let before = problem.before(activity);
        self.work += 2 + before.len() as u64;
        let bounds = before.iter().map(|tie| timetable.bound(tie));
        bounds.fold(problem.activities[activity as usize].release, i64::max)
    }

    fn place(&mut self, problem: &Problem, activity: u32, ready: i64, timetable: &mut Timetable) {
        let subject = &problem.activities[activity as usize];
        let index = activity as usize;
        let (start, finish) = if let Some(start) = subject.fixed {
            (start, start + subject.length)
        } else if let Some(missed) = subject.windows.iter().position(|start| ready <= *start) {
            timetable.missed += missed as u32;
            (subject.windows[missed], subject.windows[missed])
        } else {
            timetable.missed += subject.windows.len() as u32;
            let start = self.free_from(problem, activity, ready);
            let finish = if start >= NEVER { NEVER } else { subject.finish(start) };
            if start < NEVER {
                self.take(problem, activity, start, finish);
            }
            (start, finish)
        };
        timetable.starts[index] = start;
        timetable.finishes[index] = finish;
        if subject.is_end {
            timetable.end = timetable.end.max(finish);
        }
    }

    /// The first start from a moment on at which everybody it needs is free until it is done.
    fn free_from(&mut self, problem: &Problem, activity: u32, ready: i64) -> i64 {
        let subject = &problem.activities[activity as usize];
        let mut start = subject.awake(ready);
        if subject.length == 0 || start >= NEVER {
            return start.min(NEVER);
        }
        let needs = problem.needs(activity);
        let mut agreed = 0;
        let mut turn = 0;
        while agreed < needs.len() {
            let need = needs[turn];
            let length = subject.finish(start) - start;
            let profile = &self.profiles[need.pool as usize];
            let Some(found) = profile.earliest(start, length, need.units, &mut self.work) else { return NEVER };
            let found = subject.awake(found);
            // Where people are away the length changes with the start, so that all are asked again.
            let is_kept = found == start;
            agreed = if is_kept { agreed + 1 } else { usize::from(subject.away.is_empty()) };
            start = found;
            turn = (turn + 1) % needs.len();
        }
        start
    }

    fn take(&mut self, problem: &Problem, activity: u32, start: i64, finish: i64) {
        for need in problem.needs(activity) {
            self.profiles[need.pool as usize].reserve(start, finish, need.units);
        }
    }

    /// Goes through time and starts what can start, the smallest rank first. False if that is more work than `budget`:
    /// where very much waits for the same people, every moment asks them all.
    pub(super) fn parallel(&mut self, problem: &Problem, rank: &[i64], budget: u64, timetable: &mut Timetable) -> bool {
        self.clear(problem, timetable);
        let most = self.work + budget;
        let count = problem.count();
        let mut waiting: Vec<usize> = (0..count as u32).map(|index| problem.before(index).len()).collect();
        let mut coming: BinaryHeap<Reverse<(i64, u32)>> = BinaryHeap::new();
        let mut able: Vec<u32> = Vec::new();
        for index in (0..count as u32).filter(|index| waiting[*index as usize] == 0) {
            coming.push(Reverse((problem.activities[index as usize].release, index)));
        }
        let mut moments: BinaryHeap<Reverse<i64>> = BinaryHeap::new();
        loop {
            let now = match (coming.peek(), moments.peek()) {
                (Some(Reverse((ready, _))), Some(Reverse(moment))) => (*ready).min(*moment),
                (Some(Reverse((ready, _))), None) => *ready,
                (None, Some(Reverse(moment))) if !able.is_empty() => *moment,
                _ => break,
            };
            while moments.peek().is_some_and(|Reverse(moment)| *moment <= now) {
                moments.pop();
            }
            while let Some(Reverse((_, index))) = coming.peek().copied().filter(|Reverse((ready, _))| *ready <= now) {
                coming.pop();
                able.push(index);
            }
            able.sort_by_key(|index| (rank[*index as usize], *index));
            self.work += able.len() as u64;
            if self.work > most {
                return false;
            }
            let mut kept = Vec::new();
            for index in std::mem::take(&mut able) {
                let ready = self.ready(problem, index, timetable).max(now);
                let subject = &problem.activities[index as usize];
                let is_free = subject.fixed.is_some()
                    || !subject.windows.is_empty()
                    || self.free_from(problem, index, ready) == ready;
                let is_last_chance = coming.is_empty() && moments.is_empty();
                if !is_free && !is_last_chance {
                    kept.push(index);
                    continue;
                }
                self.place(problem, index, ready, timetable);
                moments.push(Reverse(timetable.finishes[index as usize]));
                for tie in problem.after(index) {
                    waiting[tie.to as usize] -= 1;
                    if waiting[tie.to as usize] == 0 {
                        coming.push(Reverse((self.ready(problem, tie.to, timetable), tie.to)));
                    }
                }
            }
            able = kept;
        }
        true
    }
}
