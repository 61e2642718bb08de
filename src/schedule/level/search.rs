//! The search for a good schedule: priority rules, justification, and a genetic search over orders of work.
//!
//! After Hartmann (1998, activity lists and two-point crossover) and Valls, Ballestin and Quintanilla (2005, every
//! schedule is pushed to the end and back, which nearly always makes it shorter). The problem is NP-hard: this is a
//! heuristic. It stops at a bound that nothing can beat, or when its budget of work is used up; work is counted, not
//! timed, so that every machine finds the same.

use super::super::chance::mixed;
use super::bound::{Range, lower, range};
use super::generate::{Generator, Timetable};
use super::problem::Problem;

/// How many orders live side by side at most.
const POPULATION: u64 = 40;
/// After so many children without a shorter schedule all begins anew.
const PATIENCE: usize = 300;
/// One in so many neighbours changes places.
const CHANGES: usize = 20;

/// What was found.
pub(super) struct Found {
    pub(super) timetable: Timetable,
    /// Nothing can end earlier.
    pub(super) bound: i64,
    /// How many schedules were made.
    pub(super) tried: u32,
}

/// A small generator of numbers that look random; always the same ones.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        ((u128::from(mixed(self.0)) * limit as u128) >> 64) as usize
    }
}

/// One of the population.
#[derive(Clone, Default)]
struct Member {
    order: Vec<u32>,
    timetable: Timetable,
}

/// The best schedule that the budget of work allows.
pub(super) fn search(problem: &Problem, budget: u64) -> Found {
    if problem.count() == 0 {
        return Found { timetable: Timetable::default(), bound: 0, tried: 0 };
    }
    let range = range(problem);
    let bound = lower(problem, &range);
    let mut search = Search {
        problem,
        generator: Generator::new(),
        ranks: Vec::new(),
        mirror: None,
        bound: (bound, range.missed),
        budget,
        best: None,
        tried: 0,
        dice: Dice(7),
        spare: Timetable::default(),
        order: Vec::new(),
    };
    let mut population = search.begin(&range);
    search.breed(&range, &mut population);
    let timetable = search.best.map(|best| best.timetable).unwrap_or_default();
    Found { timetable, bound, tried: search.tried }
}

struct Search<'a> {
    problem: &'a Problem,
    generator: Generator,
    ranks: Vec<i64>,
    /// The problem seen from an end, and that end.
    mirror: Option<(i64, Problem)>,
    bound: (i64, u32),
    budget: u64,
    best: Option<Member>,
    tried: u32,
    dice: Dice,
    spare: Timetable,
    order: Vec<u32>,
}

impl Search<'_> {
    fn is_over(&self) -> bool {
        let is_best = self.best.as_ref().is_some_and(|best| best.timetable.cost() <= self.bound);
        is_best || self.generator.work >= self.budget
    }

    /// Keeps what is better than all before.
    fn keep(&mut self, member: &Member) {
        if self.best.as_ref().is_none_or(|best| member.timetable.cost() < best.timetable.cost()) {
            self.best = Some(member.clone());
        }
    }

    fn made(&mut self, order: Vec<u32>) -> Member {
        let mut member = Member { order, timetable: Timetable::default() };
        self.generator.serial(self.problem, &member.order, &mut member.timetable);
        self.tried += 1;
        self.justify(&mut member);
        self.keep(&member);
        member
    }

    /// Pushes everything to the end, latest first, and back to the start: what was loose closes up.
    fn justify(&mut self, member: &mut Member) {
        let end = member.timetable.end;
        let has_times = self.problem.activities.iter().any(|activity| !activity.away.is_empty())
            || self.problem.pools.iter().any(|pool| !pool.taken.is_empty());
        if self.mirror.as_ref().is_none_or(|(horizon, _)| *horizon != end && has_times) {
            self.mirror = Some((end, self.problem.mirrored(end)));
        }
        let (_, mirror) = self.mirror.as_ref().expect("it was just made");
        let pushed = &mut self.spare;
        self.ranks.clear();
        self.ranks.extend(member.timetable.finishes.iter().rev().map(|finish| -finish));
        mirror.order_by(&self.ranks, &mut self.order);
        self.generator.serial(mirror, &self.order, pushed);
        self.ranks.clear();
        self.ranks.extend(pushed.finishes.iter().rev().map(|finish| -finish));
        self.problem.order_by(&self.ranks, &mut self.order);
        self.generator.serial(self.problem, &self.order, pushed);
        self.tried += 2;
        if pushed.cost() <= member.timetable.cost() {
            std::mem::swap(&mut member.timetable, pushed);
        }
        self.problem.order_by(&member.timetable.starts, &mut member.order);
    }

    fn ordered(&self, ranks: &[i64]) -> Vec<u32> {
        let mut order = Vec::new();
        self.problem.order_by(ranks, &mut order);
        order
    }

    /// The rules of priority, each made better by justification.
    fn begin(&mut self, range: &Range) -> Vec<Member> {
        let problem = self.problem;
        let all = || {
            (0..problem.count()).map(|index| (range.late[index], range.head[index], problem.activities[index].length))
        };
        let latest_finish: Vec<i64> = all().map(|(late, _, length)| late + length).collect();
        let ranks = [
            latest_finish.clone(),
            all().map(|(late, _, _)| late).collect(),
            all().map(|(late, head, _)| late - head).collect(),
        ];
        let mut orders: Vec<Vec<u32>> = ranks.iter().map(|ranks| self.ordered(ranks)).collect();
        let mut timetable = Timetable::default();
        if self.generator.parallel(problem, &latest_finish, self.budget / 4, &mut timetable) {
            self.tried += 1;
            orders.push(self.ordered(&timetable.starts));
        }
        let mut population = Vec::new();
        for order in orders {
            if !population.is_empty() && self.is_over() {
                break;
            }
            let member = self.made(order);
            population.push(member);
        }
        population
    }

    /// Random orders around the latest starts fill a population, and pairs of it have children. When nothing shorter
    /// comes of them, a new population begins.
    fn breed(&mut self, range: &Range, population: &mut Vec<Member>) {
        let used = self.generator.work / u64::from(self.tried.max(1));
        let size = (self.budget / used.max(1) / 60).clamp(8, POPULATION) as usize;
        let mut fruitless = 0;
        while !self.is_over() && fruitless < self.generations() {
            let before = self.best.as_ref().map(|best| best.timetable.cost());
            let mut twins = 0;
            while population.len() < size && !self.is_over() {
                let member = self.sampled(range);
                let is_twin = population.iter().any(|other| other.timetable.starts == member.timetable.starts);
                twins += usize::from(is_twin);
                // So few schedules are there that a population cannot be filled with different ones.
                if is_twin && twins < PATIENCE {
                    continue;
                }
                population.push(member);
            }
            self.live(population);
            // Hardly any different schedules are there: they have all been seen.
            if twins >= PATIENCE {
                return;
            }
            let is_better = self.best.as_ref().map(|best| best.timetable.cost()) < before;
            fruitless = if is_better { 0 } else { fruitless + 1 };
            population.clear();
        }
    }

    /// How many populations in a row may bring nothing: little work that shares people has few orders, and they have
    /// been seen long before the budget is used up.
    fn generations(&self) -> u64 {
        let problem = self.problem;
        let shares =
            |index: &u32| problem.activities[*index as usize].fixed.is_none() && !problem.needs(*index).is_empty();
        let count = (0..problem.count() as u32).filter(shares).count() as u64;
        count * count / 20 + 2
    }

    fn live(&mut self, population: &mut [Member]) {
        let mut best = population.iter().map(|member| member.timetable.cost()).min();
        let mut idle = 0;
        while idle < PATIENCE && !self.is_over() {
            let (one, other) = (self.pick(population), self.pick(population));
            let order = self.crossed(&population[one].order, &population[other].order);
            let child = self.made(order);
            idle += 1;
            if population.iter().any(|member| member.timetable.starts == child.timetable.starts) {
                continue;
            }
            if Some(child.timetable.cost()) < best {
                best = Some(child.timetable.cost());
                idle = 0;
            }
            let worst = population.iter_mut().max_by_key(|member| member.timetable.cost());
            let worst = worst.expect("a population has members");
            if child.timetable.cost() <= worst.timetable.cost() {
                *worst = child;
            }
        }
    }

    /// The better of two.
    fn pick(&mut self, population: &[Member]) -> usize {
        let (one, other) = (self.dice.below(population.len()), self.dice.below(population.len()));
        if population[one].timetable.cost() <= population[other].timetable.cost() { one } else { other }
    }

    /// A random order in which what must start early mostly comes early.
    fn sampled(&mut self, range: &Range) -> Member {
        let spread = range.end.max(1) as usize / 2 + 1;
        let ranks: Vec<i64> = range.late.iter().map(|late| late + self.dice.below(spread) as i64).collect();
        let order = self.ordered(&ranks);
        self.made(order)
    }

    /// The beginning and the end of one order, and between them the order of the other; now and then two change places.
    fn crossed(&mut self, mother: &[u32], father: &[u32]) -> Vec<u32> {
        let count = mother.len();
        let (one, other) = (self.dice.below(count + 1), self.dice.below(count + 1));
        let (first, second) = (one.min(other), one.max(other));
        let mut is_taken = vec![false; count];
        let mut child: Vec<u32> = Vec::with_capacity(count);
        let take = |list: &[u32], until: usize, child: &mut Vec<u32>, is_taken: &mut Vec<bool>| {
            for activity in list {
                if child.len() == until {
                    break;
                }
                if !std::mem::replace(&mut is_taken[*activity as usize], true) {
                    child.push(*activity);
                }
            }
        };
        take(mother, first, &mut child, &mut is_taken);
        take(father, second, &mut child, &mut is_taken);
        take(mother, count, &mut child, &mut is_taken);
        for place in 1..count {
            let (before, after) = (child[place - 1], child[place]);
            if self.dice.below(CHANGES) == 0 && !self.problem.before(after).iter().any(|tie| tie.from == before) {
                child.swap(place - 1, place);
            }
        }
        child
    }
}
