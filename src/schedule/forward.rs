//! The forward pass: the earliest dates of every node, and what drives each start.

use super::calendar::{Calendar, Instant};
use super::network::{Kind, Length, Link, Network, Node, State, Tie};
use super::order::Order;
use super::window::{self, Asked};
use super::{Driver, Mode, Unscheduled};
use crate::document::fields::LinkKind;
use crate::model::item::ItemIndex;
use crate::value::Date;

/// The earliest dates of a node.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// The start, or the actual one.
    pub(super) start: Instant,
    /// Where the rest begins; the start, if nothing was done yet.
    pub(super) resume: Instant,
    pub(super) finish: Instant,
    /// The latest of all bounds, in the terms of [`Bounds::key`]; what drives the start has it too.
    pub(super) key: i64,
    /// Whether `key` is a moment, because a window was asked for.
    pub(super) is_by_clock: bool,
    pub(super) driver: Driver,
    /// The window that is taken.
    pub(super) window: Option<ItemIndex>,
    /// The windows of its list that were looked at.
    pub(super) asked: Vec<Asked>,
}

impl Placed {
    /// Dates without a window.
    pub(super) fn plain(start: Instant, finish: Instant, key: i64, driver: Driver) -> Self {
        Self { start, resume: start, finish, key, is_by_clock: false, driver, window: None, asked: Vec::new() }
    }
}

/// What a node's bounds are measured in: working minutes of its people, or the clock where it takes none.
pub(super) struct Bounds<'a> {
    calendar: &'a Calendar,
    own: &'a Calendar,
    length: Length,
    /// Whether moments count as they are, because it takes no time or runs inside a window.
    is_by_clock: bool,
}

impl<'a> Bounds<'a> {
    pub(super) fn of(network: &'a Network, node: &Node) -> Self {
        let (calendar, own) = (network.calendar(node), network.own_calendar(node));
        Self { calendar, own, length: node.length, is_by_clock: node.length.minutes() == 0 }
    }

    /// The bounds of work that runs by the clock inside a window.
    pub(super) fn by_clock(network: &'a Network, node: &Node) -> Self {
        Self { is_by_clock: true, ..Self::of(network, node) }
    }

    /// A start at that moment or later.
    pub(super) fn key(&self, moment: Instant) -> i64 {
        match self.length {
            _ if self.is_by_clock => moment.0,
            Length::Working(_) => self.calendar.offset(moment),
            Length::Elapsed(_) => self.own.start_at(self.own.offset(moment)).unwrap_or(moment).0,
        }
    }

    /// A start from which the finish is at that moment or later.
    fn key_of_finish(&self, moment: Instant) -> i64 {
        match self.length {
            Length::Working(minutes) if !self.is_by_clock => {
                let offset = self.calendar.offset(moment);
                // Where these people are away, their finish waits until they are back.
                let finish = self.calendar.finish_at(offset).unwrap_or(moment);
                let is_too_early = self.own.offset(finish) < self.own.offset(moment);
                offset - minutes + i64::from(is_too_early)
            }
            _ if self.is_by_clock => moment.plus(-self.length.minutes()).0,
            // A wait begins when people are there to begin it, from whichever end it is tied.
            length => self.key(moment.plus(-length.minutes())),
        }
    }

    /// Start and finish for a key. None if there is never enough time.
    pub(super) fn place(&self, key: i64) -> Option<(Instant, Instant)> {
        match self.length {
            _ if self.is_by_clock => Some((Instant(key), Instant(key))),
            Length::Working(minutes) => {
                let start = self.calendar.start_at(key)?;
                Some((start, self.calendar.finish_at(key.max(0) + minutes)?))
            }
            Length::Elapsed(minutes) => {
                let start = Instant(key).clamp(Instant::MIN, Instant::MAX);
                let finish = start.plus(minutes);
                (finish < Instant::MAX).then_some((start, finish))
            }
        }
    }

    /// The bound that a link sets, from the dates of the node that is waited for.
    pub(super) fn bound(&self, link: &Link, from: &Placed) -> Option<i64> {
        let (Tie::Link(kind), own) = (link.tie, self.own) else { return Some(from.finish.0) };
        Some(match kind {
            LinkKind::FinishStart => self.key(later(from.finish, link.lag, own)?),
            LinkKind::StartStart => self.key(later(from.start, link.lag, own)?),
            LinkKind::FinishFinish => self.key_of_finish(later(from.finish, link.lag, own)?),
            LinkKind::StartFinish => self.key_of_finish(later(from.start, link.lag, own)?),
        })
    }
}

/// A moment moved by a lag: `Sat 21:00 + 2d` is the end of Tuesday.
pub(super) fn later(moment: Instant, lag: Length, calendar: &Calendar) -> Option<Instant> {
    match lag {
        Length::Working(0) => Some(moment),
        Length::Working(minutes) => calendar.finish_at(calendar.offset(moment) + minutes),
        Length::Elapsed(minutes) => Some(moment.plus(minutes)),
    }
}

/// The earliest dates of all nodes; for those without, why.
pub(super) fn forward(network: &Network, order: &Order) -> Vec<Result<Placed, Unscheduled>> {
    let behind = |in_cycle: &bool| Err(if *in_cycle { Unscheduled::InCycle } else { Unscheduled::Behind });
    let mut placed: Vec<Result<Placed, Unscheduled>> = order.is_in_cycle.iter().map(behind).collect();
    for node in order.nodes.iter().map(|node| *node as usize) {
        placed[node] = place(network, node, &placed, &mut |_, key| Some(key));
    }
    placed
}

/// May put work off: from the first key that its bounds allow to the one that it takes. None if that never comes.
pub(super) type Fit<'a> = dyn FnMut(&Bounds, i64) -> Option<i64> + 'a;

/// The dates of one node, after those that it waits for.
pub(super) fn place(
    network: &Network,
    index: usize,
    placed: &[Result<Placed, Unscheduled>],
    fit: &mut Fit,
) -> Result<Placed, Unscheduled> {
    let node = &network.nodes[index];
    if let State::Finished { start, finish } = node.state {
        return Ok(Placed::plain(start, finish, start.0, Driver::Actual));
    }
    match node.kind {
        Kind::Ask => Ok(ask(network, node)),
        Kind::Summary => summary(network, index, placed),
        Kind::Task | Kind::Milestone => work(network, index, placed, fit),
    }
}

/// An action or a decision comes when it is due, or as soon as the status date is over.
fn ask(network: &Network, node: &Node) -> Placed {
    let (status, start) = floors(network, node);
    let due = node.due.unwrap_or(start);
    let (moment, driver) = match status {
        Some(status) if status > due => (status, Driver::StatusDate),
        _ => (due, Driver::Due),
    };
    Placed::plain(moment, moment, moment.0, driver)
}

/// The end of the status date, in a forecast, and the project's start.
pub(super) fn floors(network: &Network, node: &Node) -> (Option<Instant>, Instant) {
    let member = &network.members[node.member];
    let status = (network.mode == Mode::Forecast).then(|| Instant::end_of(member.as_of));
    (status, network.own_calendar(node).opening(member.start))
}

/// A summary lasts from the first start to the last finish of its children.
fn summary(network: &Network, index: usize, placed: &[Result<Placed, Unscheduled>]) -> Result<Placed, Unscheduled> {
    let mut whole: Option<Placed> = None;
    for link in network.before(index) {
        let Some(child) = dates(&placed[link.from as usize])? else { continue };
        let (start, finish) = (child.start, child.finish);
        whole = Some(match whole {
            Some(so_far) => Placed { start: so_far.start.min(start), finish: so_far.finish.max(finish), ..so_far },
            None => Placed::plain(start, finish, finish.0, Driver::Children),
        });
    }
    let whole = whole.ok_or(Unscheduled::Empty)?;
    Ok(Placed { resume: whole.start, key: whole.finish.0, ..whole })
}

/// The latest bound of a node, and the best word for what sets it.
pub(super) struct Latest {
    pub(super) key: i64,
    rank: u8,
    pub(super) driver: Driver,
}

impl Latest {
    /// Keeps the later bound; of equal ones that which tells more.
    fn raise(&mut self, key: i64, rank: u8, driver: Driver) {
        if (key, rank) > (self.key, self.rank) {
            *self = Self { key, rank, driver };
        }
    }
}

fn work(
    network: &Network,
    index: usize,
    placed: &[Result<Placed, Unscheduled>],
    fit: &mut Fit,
) -> Result<Placed, Unscheduled> {
    let node = &network.nodes[index];
    if !node.windows.is_empty()
        && let Some(outcome) = window::place(network, index, placed, fit)
    {
        return outcome;
    }
    let bounds = Bounds::of(network, node);
    let latest = latest(network, index, placed, &bounds, |_| true)?;
    let begin = fit(&bounds, latest.key).and_then(|key| bounds.place(key));
    let (start, finish) = begin.ok_or(Unscheduled::NoWorkingTime)?;
    let first = if let State::Running { start } = node.state { start } else { start };
    let Latest { key, driver, .. } = latest;
    Ok(Placed { start: first, ..Placed::plain(start, finish, key, driver) })
}

/// The latest of all bounds of a node; of the links only those that count.
pub(super) fn latest(
    network: &Network,
    index: usize,
    placed: &[Result<Placed, Unscheduled>],
    bounds: &Bounds,
    counts: impl Fn(&Link) -> bool,
) -> Result<Latest, Unscheduled> {
    let node = &network.nodes[index];
    let (status, start) = floors(network, node);
    let mut latest = Latest { key: bounds.key(start), rank: 0, driver: Driver::ProjectStart };
    // A status date before the project begins holds nothing up.
    if let Some(status) = status.filter(|status| *status > start) {
        latest.raise(bounds.key(status), 2, Driver::StatusDate);
    }
    if let Some(pinned) = pinned(node) {
        let mut pin = Latest { key: bounds.key(bounds.own.opening(pinned)), rank: 4, driver: Driver::Pin(pinned) };
        if let Some(status) = status {
            pin.raise(bounds.key(status), 2, Driver::StatusDate);
        }
        return Ok(pin);
    }
    if let Some(day) = node.task.and_then(|task| task.not_before.as_ref()).filter(|_| node.state == State::Open) {
        latest.raise(bounds.key(bounds.own.opening(day.value)), 3, Driver::NotBefore(day.value));
    }
    for link in network.before(index).iter().filter(|link| counts(link)) {
        let Some(from) = dates(&placed[link.from as usize])? else { continue };
        let key = bounds.bound(link, from).ok_or(Unscheduled::NoWorkingTime)?;
        let other = &network.nodes[link.from as usize];
        let rank = if matches!(other.state, State::Finished { .. }) { 1 } else { 4 };
        latest.raise(key, rank, Driver::Waits(other.item));
    }
    Ok(latest)
}

/// The dates of what is waited for; none of a summary without children, which nobody has to wait for.
fn dates(placed: &Result<Placed, Unscheduled>) -> Result<Option<&Placed>, Unscheduled> {
    match placed {
        Ok(placed) => Ok(Some(placed)),
        Err(Unscheduled::Empty) => Ok(None),
        Err(_) => Err(Unscheduled::Behind),
    }
}

/// The day on which an open task is pinned to start.
pub(super) fn pinned(node: &Node) -> Option<Date> {
    let pin = node.task?.pin.as_ref()?.date.as_ref()?;
    (node.state == State::Open).then_some(pin.value)
}
