//! How likely are the dates? A Monte Carlo forecast over three-point estimates and risks.
//!
//! Every run draws a length for each open task with a three-point estimate (beta-PERT) and throws for each open risk
//! that adds days, then computes all dates. A draw depends on the run and the item alone: the same plan gives the same
//! figures everywhere, and two revisions differ only by what was changed. Single dates are usually too early, because
//! where paths merge the latest one counts. What no draw can move is computed once, and runs in which all draws fall the
//! same are played once.

use std::collections::BTreeMap;

use rayon::prelude::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::calendar::Instant;
use super::forward::{Placed, forward};
use super::network::{Kind, Network, State};
use super::passes::{NO_WINDOW, Passes, Span};
use super::uncertain::{Chances, Play};
use super::{Mode, Unscheduled, backward, build, order};
use crate::model::item::ItemIndex;
use crate::model::{Portfolio, Project};
use crate::value::{Date, Decimal};

/// How often the plan is played through.
pub const RUNS: u32 = 5_000;
/// Runs that one thread does in a row.
const CHUNK: usize = 250;

/// In how many of the runs something was so.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Share {
    /// The runs.
    pub hits: u32,
    /// All runs.
    pub runs: u32,
}

impl Share {
    /// In percent, exact to one decimal.
    #[must_use]
    pub fn percent(self) -> Decimal {
        (Decimal::from(self.hits) * Decimal::ONE_HUNDRED / Decimal::from(self.runs.max(1))).round_dp(1).normalize()
    }
}

/// The days on which something came in the runs.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Each day with the number of runs, in order.
    pub days: Vec<(Date, u32)>,
}

impl Outlook {
    /// Of moments with the number of runs in which each came.
    fn of(moments: impl Iterator<Item = (Instant, u32)>) -> Self {
        // Many runs end at the same moment, so that few of them have to become days.
        let mut moments: Vec<(Instant, u32)> = moments.collect();
        moments.sort_unstable();
        let mut days: Vec<(Date, u32)> = Vec::new();
        for same in moments.chunk_by(|one, other| one.0 == other.0) {
            let (day, count) = (same[0].0.finish_day(), same.iter().map(|(_, runs)| runs).sum());
            match days.last_mut() {
                Some((last, runs)) if *last == day => *runs += count,
                _ => days.push((day, count)),
            }
        }
        Self { days }
    }

    /// The day by which that many percent of the runs are done: P80 is `by(80)`.
    #[must_use]
    pub fn by(&self, percent: u32) -> Date {
        let all: u64 = self.days.iter().map(|(_, count)| u64::from(*count)).sum();
        let needed = (all * u64::from(percent)).div_ceil(100);
        let mut seen = 0;
        let found = self.days.iter().find(|(_, count)| {
            seen += u64::from(*count);
            seen >= needed
        });
        found.or(self.days.last()).expect("an outlook has at least one run").0
    }

    /// In how many runs it came on that day or earlier.
    #[must_use]
    pub fn until(&self, day: Date) -> Share {
        let sum = |days: &[(Date, u32)]| days.iter().map(|(_, count)| count).sum();
        let before = self.days.partition_point(|(other, _)| *other <= day);
        Share { hits: sum(&self.days[..before]), runs: sum(&self.days) }
    }
}

/// What can be said of a window.
#[derive(Clone, Debug)]
pub struct WindowChance {
    /// The window.
    pub window: ItemIndex,
    /// Whether tasks want it first; else only where they missed another one.
    pub is_first_choice: bool,
    /// Of a first choice: all that want it make it. Else: somebody needs it.
    pub share: Share,
}

/// How likely the dates are.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// The status date.
    pub as_of: Date,
    /// How often the plan was played through; once, where nothing can vary.
    pub runs: u32,
    /// Open tasks with a three-point estimate.
    pub estimates: usize,
    /// Open risks that may add days to open tasks.
    pub risks: usize,
    /// The finish as the schedule computes it.
    pub planned: Option<Date>,
    /// The finish in the runs; None if nothing is planned.
    pub finish: Option<Outlook>,
    /// Open milestones that wait for something, in the order of the plan.
    pub milestones: Vec<(ItemIndex, Outlook)>,
    /// Windows that open work is bound to, in the order of the plan.
    pub windows: Vec<WindowChance>,
    /// Open work with the share of runs in which it is on the longest path, in the order of the plan.
    pub criticality: Vec<(ItemIndex, Share)>,
}

impl Forecast {
    /// Whether nothing can vary: no estimate of three points, no risk that adds days.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.estimates + self.risks == 0
    }
}

/// What is asked of the runs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Asked {
    Everything,
    Finish,
}

/// Plays a project through, as of the end of a day.
#[must_use]
pub fn forecast(portfolio: &Portfolio, project: &Project, as_of: Date) -> Forecast {
    played(portfolio, project, as_of, Asked::Everything)
}

/// The finish in the same runs, in less time; None if nothing is planned.
#[must_use]
pub fn finish(portfolio: &Portfolio, project: &Project, as_of: Date) -> Option<Outlook> {
    played(portfolio, project, as_of, Asked::Finish).finish
}

fn played(portfolio: &Portfolio, project: &Project, as_of: Date, asked: Asked) -> Forecast {
    let network = build::build(portfolio, project, as_of, Mode::Forecast);
    let order = order::order(&network);
    let placed = forward(&network, &order);
    let passes = Passes::new(&network, &order, &placed);
    let chances = Chances::of(&network);
    let runs = if chances.is_certain() { 1 } else { RUNS };
    let game = match asked {
        Asked::Everything => Game::new(&network, &placed, &passes, &chances),
        Asked::Finish => Game::of_finish(&network, &passes, &chances),
    };
    let plays = chances.plays(runs);
    let tallies: Vec<Tally> = plays.par_chunks(CHUNK).map(|plays| game.play(plays)).collect();
    let planned = backward::ends(&network, &placed)[0].finish.map(Instant::finish_day);
    game.gather(tallies, runs, as_of, planned)
}

/// The latest finish that any run can give: all estimates at their worst, all risks struck.
///
/// If that is early enough, nothing has to be played through to know it.
#[must_use]
pub fn worst_finish(portfolio: &Portfolio, project: &Project, as_of: Date) -> Option<Date> {
    let network = build::build(portfolio, project, as_of, Mode::Forecast);
    let order = order::order(&network);
    let placed = forward(&network, &order);
    let passes = Passes::new(&network, &order, &placed);
    let chances = Chances::of(&network);
    let mut lengths = passes.lengths();
    for (node, _, spread) in &chances.estimates {
        lengths[*node as usize].minutes = spread.worst();
    }
    for risk in &chances.risks {
        risk.strike(&mut lengths);
    }
    let mut sheet = passes.sheet();
    passes.run(&lengths, &mut sheet);
    passes.finish(&sheet).map(Instant::finish_day)
}

/// What is played.
struct Game<'a> {
    network: &'a Network<'a>,
    passes: &'a Passes<'a>,
    chances: &'a Chances,
    milestones: Vec<u32>,
    /// Open tasks that are bound to windows.
    bound: Vec<u32>,
    /// The windows of their lists, and whether a task wants one first.
    windows: BTreeMap<ItemIndex, bool>,
    /// Whether the longest path of each run is looked for.
    asks_path: bool,
    /// What a draw can move, in the order of the passes.
    moving: Vec<u32>,
}

/// What was seen in some plays.
struct Tally {
    /// Each with the number of runs that it stands for.
    finish: Vec<(Instant, u32)>,
    /// A play after the other, each with all milestones.
    milestones: Vec<(Instant, u32)>,
    windows: BTreeMap<ItemIndex, u32>,
    on_path: Vec<u32>,
}

impl<'a> Game<'a> {
    fn new(
        network: &'a Network<'a>,
        placed: &[Result<Placed, Unscheduled>],
        passes: &'a Passes<'a>,
        chances: &'a Chances,
    ) -> Self {
        let open = |index: &u32| {
            let node = &network.nodes[*index as usize];
            node.member == 0 && !matches!(node.state, State::Finished { .. }) && placed[*index as usize].is_ok()
        };
        let all = 0..network.nodes.len() as u32;
        let is_tied_milestone = |index: &u32| {
            network.nodes[*index as usize].kind == Kind::Milestone && !network.before(*index as usize).is_empty()
        };
        let milestones = all.clone().filter(open).filter(is_tied_milestone).collect();
        let bound: Vec<u32> =
            all.filter(open).filter(|index| !network.nodes[*index as usize].windows.is_empty()).collect();
        let mut windows = BTreeMap::new();
        for node in &bound {
            let usable = network.nodes[*node as usize].windows.iter().filter(|opening| !opening.was_backed_out);
            for (place, opening) in usable.enumerate() {
                *windows.entry(opening.window).or_default() |= place == 0;
            }
        }
        let moving = passes.after(chances.nodes());
        Self { network, passes, chances, milestones, bound, windows, asks_path: true, moving }
    }

    fn of_finish(network: &'a Network<'a>, passes: &'a Passes<'a>, chances: &'a Chances) -> Self {
        let (milestones, bound, windows) = (Vec::new(), Vec::new(), BTreeMap::new());
        let moving = passes.after(chances.nodes());
        Self { network, passes, chances, milestones, bound, windows, asks_path: false, moving }
    }

    fn play(&self, plays: &[Play]) -> Tally {
        let (usual, mut sheet) = (self.passes.lengths(), self.passes.sheet());
        self.passes.run(&usual, &mut sheet);
        let count = self.network.nodes.len();
        let (mut lengths, mut is_on) = (usual.clone(), vec![false; count]);
        let mut tally =
            Tally { finish: Vec::new(), milestones: Vec::new(), windows: BTreeMap::new(), on_path: vec![0; count] };
        for Play { run, times } in plays {
            self.draw(*run, &usual, &mut lengths);
            self.passes.run_steps(&self.moving, &lengths, &mut sheet);
            tally.finish.extend(self.passes.finish(&sheet).map(|finish| (finish, *times)));
            tally.milestones.extend(self.milestones.iter().map(|node| (sheet[*node as usize].finish, *times)));
            if self.asks_path {
                let on_path = &mut tally.on_path;
                self.passes.on_longest_path(&lengths, &sheet, &mut is_on, |node| on_path[node as usize] += times);
            }
            let taken = |node: u32| sheet[node as usize].window;
            for window in self.windows.iter().filter(|(window, first)| self.holds(**window, **first, taken)) {
                *tally.windows.entry(*window.0).or_default() += times;
            }
        }
        tally
    }

    fn draw(&self, run: u32, usual: &[Span], lengths: &mut [Span]) {
        let run = u64::from(run);
        for (node, source, spread) in &self.chances.estimates {
            lengths[*node as usize].minutes = self.chances.tables.length(*spread, source.draw(run));
        }
        for risk in &self.chances.risks {
            for (node, _) in &risk.adds {
                lengths[*node as usize].more = usual[*node as usize].more;
            }
        }
        for risk in self.chances.risks.iter().filter(|risk| risk.strikes(run)) {
            risk.strike(lengths);
        }
    }

    /// Whether all that want a window first take it; of a later choice, whether somebody takes it.
    fn holds(&self, window: ItemIndex, is_first_choice: bool, taken: impl Fn(u32) -> u32) -> bool {
        let takes = |node: &u32| {
            let windows = &self.network.nodes[*node as usize].windows;
            taken(*node) != NO_WINDOW && windows[taken(*node) as usize].window == window
        };
        if !is_first_choice {
            return self.bound.iter().any(takes);
        }
        let wants = |node: &&u32| {
            let windows = &self.network.nodes[**node as usize].windows;
            windows.iter().find(|opening| !opening.was_backed_out).is_some_and(|first| first.window == window)
        };
        self.bound.iter().filter(wants).all(takes)
    }

    fn gather(&self, tallies: Vec<Tally>, runs: u32, as_of: Date, planned: Option<Date>) -> Forecast {
        let finish: Vec<(Instant, u32)> = tallies.iter().flat_map(|tally| tally.finish.iter().copied()).collect();
        let width = self.milestones.len().max(1);
        let outlook = |place: usize| {
            Outlook::of(tallies.iter().flat_map(|tally| tally.milestones.iter().skip(place).step_by(width).copied()))
        };
        let item = |node: u32| self.network.nodes[node as usize].item.item;
        let milestones = self.milestones.iter().enumerate().map(|(place, node)| (item(*node), outlook(place)));
        let share = |hits: u32| Share { hits, runs };
        let windows = self.windows.iter().map(|(window, first)| {
            let hits = tallies.iter().filter_map(|tally| tally.windows.get(window)).sum();
            WindowChance { window: *window, is_first_choice: *first, share: share(hits) }
        });
        let is_work = |node: &u32| {
            let node = &self.network.nodes[*node as usize];
            let is_open = !matches!(node.state, State::Finished { .. });
            node.member == 0 && is_open && matches!(node.kind, Kind::Task | Kind::Milestone)
        };
        let work = (0..self.network.nodes.len() as u32).filter(is_work);
        let hits = |node: u32| tallies.iter().map(|tally| tally.on_path[node as usize]).sum();
        Forecast {
            as_of,
            runs,
            estimates: self.chances.estimates.len(),
            risks: self.chances.risks.len(),
            planned,
            finish: (!finish.is_empty()).then(|| Outlook::of(finish.into_iter())),
            milestones: milestones.collect(),
            windows: windows.collect(),
            criticality: work.map(|node| (item(node), share(hits(node)))).collect(),
        }
    }
}
