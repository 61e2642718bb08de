//! The forward pass for many runs: the same rules as [`super::forward`], on a network that is laid out once.
//!
//! A test holds that both give the same dates. What has no dates has none in any run and is left out.

use super::calendar::Instant;
use super::clock::Clock;
use super::forward::{Placed, floors, pinned};
use super::network::{Kind, Length, Network, State, Tie};
use super::order::Order;
use super::{Mode, Unscheduled};
use crate::document::fields::LinkKind;

/// No window.
pub(super) const NO_WINDOW: u32 = u32::MAX;

/// The dates of a node in a run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Dates {
    pub(super) start: Instant,
    pub(super) finish: Instant,
    /// The latest bound: a moment for what takes no time, elapsed time or a window, else working minutes.
    key: i64,
    /// The place in the node's list of windows of the one that is taken.
    pub(super) window: u32,
    is_by_clock: bool,
}

/// How long a node takes in a run.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Span {
    /// Minutes of what is left.
    pub(super) minutes: i64,
    /// Working minutes that come on top, in a window after its work.
    pub(super) more: i64,
}

/// A link that counts in every run.
#[derive(Clone, Copy, Debug)]
struct Tied {
    from: u32,
    tie: Tie,
    lag: Length,
}

/// A node that is computed in every run.
#[derive(Clone, Copy, Debug)]
struct Step {
    node: u32,
    links: (u32, u32),
    calendar: u32,
    own: u32,
    /// The latest moment of what does not depend on others.
    floor: Instant,
    is_pinned: bool,
    is_elapsed: bool,
    is_summary: bool,
    /// The actual start of running work.
    first: Option<Instant>,
    has_windows: bool,
}

/// A network laid out for many passes.
pub(super) struct Passes<'a> {
    network: &'a Network<'a>,
    steps: Vec<Step>,
    /// The step of each node; none of what is a fact.
    step_of: Vec<Option<u32>>,
    links: Vec<Tied>,
    clocks: Vec<Clock>,
    /// The dates of the single pass, for facts and as a start.
    first: Vec<Dates>,
    /// Tasks and milestones of the first project that say when it ends.
    ends: Vec<u32>,
}

impl<'a> Passes<'a> {
    pub(super) fn new(network: &'a Network<'a>, order: &Order, placed: &[Result<Placed, Unscheduled>]) -> Self {
        let none = Dates { start: Instant::MIN, finish: Instant::MIN, key: 0, window: NO_WINDOW, is_by_clock: true };
        let dates = |placed: &Result<Placed, Unscheduled>| {
            placed.as_ref().map_or(none, |placed| Dates { start: placed.start, finish: placed.finish, ..none })
        };
        let mut passes = Self {
            network,
            steps: Vec::new(),
            step_of: vec![None; network.nodes.len()],
            links: Vec::new(),
            clocks: clocks(network, placed),
            first: placed.iter().map(dates).collect(),
            ends: ends(network, placed),
        };
        for node in order.nodes.iter().copied().filter(|node| placed[*node as usize].is_ok()) {
            let is_fact = matches!(network.nodes[node as usize].state, State::Finished { .. });
            if !is_fact && network.nodes[node as usize].kind != Kind::Ask {
                passes.add(node, placed);
            }
        }
        passes
    }

    fn add(&mut self, index: u32, placed: &[Result<Placed, Unscheduled>]) {
        let network = self.network;
        let node = &network.nodes[index as usize];
        let begin = self.links.len() as u32;
        let links = network.before(index as usize).iter().filter(|link| placed[link.from as usize].is_ok());
        self.links.extend(links.map(|link| Tied { from: link.from, tie: link.tie, lag: link.lag }));
        let pin = pinned(node).map(|day| network.own_calendar(node).opening(day));
        let opening = || {
            let day = node.task?.not_before.as_ref().filter(|_| node.state == State::Open)?.value;
            Some(network.own_calendar(node).opening(day))
        };
        let (status, start) = floors(network, node);
        let floor = pin.unwrap_or_else(|| start.max(opening().unwrap_or(start)));
        self.step_of[index as usize] = Some(self.steps.len() as u32);
        self.steps.push(Step {
            node: index,
            links: (begin, self.links.len() as u32),
            calendar: node.calendar as u32,
            own: network.members[node.member].calendar as u32,
            floor: status.map_or(floor, |status| status.max(floor)),
            is_pinned: pin.is_some(),
            is_elapsed: matches!(node.length, Length::Elapsed(_)),
            is_summary: node.kind == Kind::Summary,
            first: if let State::Running { start } = node.state { Some(start) } else { None },
            has_windows: !node.windows.is_empty(),
        });
    }

    /// A place for the dates of runs.
    pub(super) fn sheet(&self) -> Vec<Dates> {
        self.first.clone()
    }

    /// The lengths of the plan itself.
    pub(super) fn lengths(&self) -> Vec<Span> {
        self.network.nodes.iter().map(|node| Span { minutes: node.length.minutes(), more: 0 }).collect()
    }

    /// Computes all dates of a run.
    pub(super) fn run(&self, lengths: &[Span], dates: &mut [Dates]) {
        self.steps.iter().for_each(|step| self.run_step(step, lengths, dates));
    }

    /// Computes the dates of some steps of a run anew, given in their order; the others keep theirs.
    pub(super) fn run_steps(&self, steps: &[u32], lengths: &[Span], dates: &mut [Dates]) {
        steps.iter().for_each(|step| self.run_step(&self.steps[*step as usize], lengths, dates));
    }

    fn run_step(&self, step: &Step, lengths: &[Span], dates: &mut [Dates]) {
        let run = Run { passes: self, step, span: lengths[step.node as usize], dates };
        let found = if step.is_summary { run.summary() } else { run.work() };
        dates[step.node as usize] = found;
    }

    /// The steps of some nodes and of all that depends on them, in their order.
    pub(super) fn after(&self, nodes: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut moves = vec![false; self.network.nodes.len()];
        nodes.for_each(|node| moves[node as usize] = true);
        let mut found = Vec::new();
        for (place, step) in self.steps.iter().enumerate() {
            let links = &self.links[step.links.0 as usize..step.links.1 as usize];
            if moves[step.node as usize] || links.iter().any(|link| moves[link.from as usize]) {
                moves[step.node as usize] = true;
                found.push(place as u32);
            }
        }
        found
    }

    /// When the first project ends in a run.
    pub(super) fn finish(&self, dates: &[Dates]) -> Option<Instant> {
        self.ends.iter().map(|node| dates[*node as usize].finish).max()
    }

    /// Calls with every node of a run's longest path, as [`super::path::longest_path`] finds it.
    pub(super) fn on_longest_path(
        &self,
        lengths: &[Span],
        dates: &[Dates],
        is_on: &mut [bool],
        mut tell: impl FnMut(u32),
    ) {
        let finish = self.finish(dates);
        is_on.fill(false);
        let is_last = |node: &&u32| Some(dates[**node as usize].finish) == finish;
        let mut pending: Vec<u32> = self.ends.iter().filter(is_last).copied().collect();
        while let Some(node) = pending.pop() {
            let Some(step) = self.step_of[node as usize].map(|step| &self.steps[step as usize]) else { continue };
            if std::mem::replace(&mut is_on[node as usize], true) {
                continue;
            }
            tell(node);
            if step.is_pinned {
                continue;
            }
            let run = Run { passes: self, step, span: lengths[node as usize], dates };
            let own = dates[node as usize];
            let drives = |link: &&Tied| run.bound(link, own.is_by_clock) == own.key;
            pending.extend(run.links().iter().filter(drives).map(|link| link.from));
        }
    }
}

fn ends(network: &Network, placed: &[Result<Placed, Unscheduled>]) -> Vec<u32> {
    let is_end = |index: &u32| {
        let (index, node) = (*index as usize, &network.nodes[*index as usize]);
        let is_tied = matches!(node.state, State::Finished { .. }) || !network.before(index).is_empty();
        let counts = node.kind == Kind::Task || (node.kind == Kind::Milestone && is_tied);
        node.member == 0 && counts && placed[index].is_ok()
    };
    (0..network.nodes.len() as u32).filter(is_end).collect()
}

/// Tables of all calendars, from the first date to well beyond the last.
fn clocks(network: &Network, placed: &[Result<Placed, Unscheduled>]) -> Vec<Clock> {
    let dates = || placed.iter().flatten();
    let status = network.members.iter().map(|member| Instant::start_of(member.as_of));
    let start = network.members.iter().map(|member| Instant::start_of(member.start)).min().unwrap_or(Instant::MIN);
    // What is a fact is never asked again: in a forecast all begins with the status date.
    let from = if network.mode == Mode::Forecast { status.min().unwrap_or(start).min(start) } else { start };
    let last = dates().map(|placed| placed.finish).max().unwrap_or(from);
    let to = last.plus(2 * (last.0 - from.0).max(0) + 400 * super::calendar::DAY_MINUTES);
    let among = network.calendars.len();
    network.calendars.iter().map(|calendar| Clock::new(calendar, from, to, among)).collect()
}

/// A node in a run.
struct Run<'a> {
    passes: &'a Passes<'a>,
    step: &'a Step,
    span: Span,
    dates: &'a [Dates],
}

impl Run<'_> {
    fn links(&self) -> &[Tied] {
        &self.passes.links[self.step.links.0 as usize..self.step.links.1 as usize]
    }

    fn calendar(&self) -> &Clock {
        &self.passes.clocks[self.step.calendar as usize]
    }

    fn own(&self) -> &Clock {
        &self.passes.clocks[self.step.own as usize]
    }

    fn summary(&self) -> Dates {
        let children = || self.links().iter().map(|link| &self.dates[link.from as usize]);
        let start = children().map(|child| child.start).min().unwrap_or(Instant::MIN);
        let finish = children().map(|child| child.finish).max().unwrap_or(Instant::MIN);
        Dates { start, finish, key: finish.0, window: NO_WINDOW, is_by_clock: true }
    }

    fn work(&self) -> Dates {
        if self.step.has_windows
            && let Some(dates) = self.in_window()
        {
            return dates;
        }
        let is_by_clock = self.span.minutes + self.span.more == 0;
        let key = self.latest(is_by_clock, |_| true);
        self.placed(key, is_by_clock, key, is_by_clock)
    }

    /// The latest of all bounds that count.
    fn latest(&self, is_by_clock: bool, counts: impl Fn(&Tied) -> bool) -> i64 {
        if self.step.is_pinned {
            return self.key(self.step.floor, is_by_clock);
        }
        let mut moment = self.step.floor;
        let mut key = i64::MIN;
        for link in self.links().iter().filter(|link| counts(link)) {
            let from = &self.dates[link.from as usize];
            match link.tie {
                Tie::Link(LinkKind::FinishStart) => moment = moment.max(self.later(from.finish, link.lag)),
                Tie::Link(LinkKind::StartStart) => moment = moment.max(self.later(from.start, link.lag)),
                Tie::Link(_) | Tie::Child => key = key.max(self.bound(link, is_by_clock)),
            }
        }
        key.max(self.key(moment, is_by_clock))
    }

    /// The bound that a link sets.
    fn bound(&self, link: &Tied, is_by_clock: bool) -> i64 {
        let from = &self.dates[link.from as usize];
        let Tie::Link(kind) = link.tie else { return from.finish.0 };
        match kind {
            LinkKind::FinishStart => self.key(self.later(from.finish, link.lag), is_by_clock),
            LinkKind::StartStart => self.key(self.later(from.start, link.lag), is_by_clock),
            LinkKind::FinishFinish => self.key_of_finish(self.later(from.finish, link.lag), is_by_clock),
            LinkKind::StartFinish => self.key_of_finish(self.later(from.start, link.lag), is_by_clock),
        }
    }

    fn later(&self, moment: Instant, lag: Length) -> Instant {
        match lag {
            Length::Working(0) => moment,
            Length::Working(minutes) => {
                self.own().finish_at(self.own().offset(moment) + minutes).unwrap_or(Instant::MAX)
            }
            Length::Elapsed(minutes) => moment.plus(minutes),
        }
    }

    fn key(&self, moment: Instant, is_by_clock: bool) -> i64 {
        if is_by_clock {
            moment.0
        } else if self.step.is_elapsed {
            self.own().start_at(self.own().offset(moment)).unwrap_or(moment).0
        } else {
            self.calendar().offset(moment)
        }
    }

    fn key_of_finish(&self, moment: Instant, is_by_clock: bool) -> i64 {
        let minutes = self.span.minutes + if is_by_clock { 0 } else { self.span.more };
        if is_by_clock {
            return moment.plus(-minutes).0;
        }
        if self.step.is_elapsed {
            return self.key(moment.plus(-minutes), false);
        }
        let offset = self.calendar().offset(moment);
        let finish = self.calendar().finish_at(offset).unwrap_or(moment);
        let is_too_early = self.own().offset(finish) < self.own().offset(moment);
        offset - minutes + i64::from(is_too_early)
    }

    /// The dates of work that begins at `begin`; `key` is kept for the longest path.
    fn placed(&self, begin: i64, is_by_clock: bool, key: i64, is_key_by_clock: bool) -> Dates {
        let minutes = self.span.minutes + self.span.more;
        let (start, finish) = if is_by_clock {
            (Instant(begin), Instant(begin))
        } else if self.step.is_elapsed {
            let start = Instant(begin).clamp(Instant::MIN, Instant::MAX);
            (start, start.plus(minutes))
        } else {
            let calendar = self.calendar();
            let start = calendar.start_at(begin).unwrap_or(Instant::MAX);
            (start, calendar.finish_at(begin.max(0) + minutes).unwrap_or(Instant::MAX))
        };
        let start = self.step.first.unwrap_or(start);
        Dates { start, finish, key, window: NO_WINDOW, is_by_clock: is_key_by_clock }
    }

    /// As [`super::window::place`]: None if it must run like other work.
    fn in_window(&self) -> Option<Dates> {
        let windows = &self.passes.network.nodes[self.step.node as usize].windows;
        let ready = Instant(self.latest(true, |_| true));
        let end = |start: Instant| start.plus(self.span.minutes);
        if self.step.first.is_some() && !windows.iter().any(|opening| opening.was_backed_out) {
            let is_now = |opening: &super::network::Opening| {
                opening.start <= ready && opening.end.is_some_and(|end| ready < end)
            };
            let place = windows.iter().position(is_now)?;
            return Some(self.taken(ready, end(ready), ready, place));
        }
        for (place, opening) in windows.iter().enumerate().filter(|(_, opening)| !opening.was_backed_out) {
            let outside = Instant(self.latest(true, |link| !self.is_in(link, opening.window)));
            let fits = || opening.end.is_some_and(|close| end(ready) <= close);
            if outside <= opening.start && (ready <= opening.start || fits()) {
                let start = opening.start.max(ready);
                return Some(self.taken(start, end(start), ready, place));
            }
        }
        let is_by_clock = self.span.minutes + self.span.more == 0;
        Some(self.placed(self.key(ready, is_by_clock), is_by_clock, ready.0, true))
    }

    fn is_in(&self, link: &Tied, window: crate::model::item::ItemIndex) -> bool {
        let taken = self.dates[link.from as usize].window;
        let windows = &self.passes.network.nodes[link.from as usize].windows;
        taken != NO_WINDOW && windows[taken as usize].window == window
    }

    fn taken(&self, start: Instant, finish: Instant, ready: Instant, place: usize) -> Dates {
        let finish = match self.span.more {
            0 => finish,
            more => self.calendar().finish_at(self.calendar().offset(finish) + more).unwrap_or(Instant::MAX),
        };
        let start = self.step.first.unwrap_or(start);
        Dates { start, finish, key: ready.0, window: place as u32, is_by_clock: true }
    }
}
