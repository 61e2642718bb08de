//! The backward pass: the latest dates that keep the finish, and how much time everything has.

use super::calendar::{Calendar, Instant, WorkTime};
use super::forward::{Placed, later, pinned};
use super::network::{Kind, Length, Link, Network, Node, State, Tie};
use super::order::Order;
use super::{Late, Limit, Unscheduled};
use crate::document::fields::LinkKind;

/// The latest dates and the floats of a node that is not finished.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slack {
    pub(super) late: Late,
    pub(super) limit: Limit,
    pub(super) total: WorkTime,
    pub(super) free: WorkTime,
}

/// Finish and required finish of a project of the network.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) finish: Option<Instant>,
    pub(super) target: Option<Instant>,
}

impl End {
    fn limit(self) -> Option<(Instant, Limit)> {
        let finish = self.finish.map(|finish| (finish, Limit::Finish));
        let target = self.target.map(|target| (target, Limit::Target));
        finish.into_iter().chain(target).min_by_key(|(moment, _)| *moment)
    }
}

/// The computed finish of every project and the one it agreed on.
pub(super) fn ends(network: &Network, placed: &[Result<Placed, Unscheduled>]) -> Vec<End> {
    let target = |member: &super::network::Member| {
        member.project.charter.finish.as_ref().map(|date| Instant::end_of(date.value))
    };
    let mut ends: Vec<End> =
        network.members.iter().map(|member| End { finish: None, target: target(member) }).collect();
    for (index, node) in network.nodes.iter().enumerate() {
        // A milestone that waits for nothing says nothing of the finish.
        let is_tied = match node.kind {
            Kind::Task => true,
            Kind::Milestone => matches!(node.state, State::Finished { .. }) || !network.before(index).is_empty(),
            Kind::Summary | Kind::Ask => false,
        };
        if let (true, Ok(placed)) = (is_tied, &placed[index]) {
            let end = &mut ends[node.member];
            end.finish = end.finish.max(Some(placed.finish));
        }
    }
    ends
}

/// Latest dates and floats of all nodes that have dates and are not finished.
pub(super) fn backward(
    network: &Network,
    order: &Order,
    placed: &[Result<Placed, Unscheduled>],
    ends: &[End],
) -> Vec<Option<Slack>> {
    let mut slacks: Vec<Option<Slack>> = vec![None; network.nodes.len()];
    for index in order.nodes.iter().rev().map(|node| *node as usize) {
        let node = &network.nodes[index];
        if let (Ok(early), false) = (&placed[index], matches!(node.state, State::Finished { .. })) {
            slacks[index] = slack(network, index, early, placed, &slacks, ends[node.member]);
        }
    }
    for index in order.nodes.iter().map(|node| *node as usize) {
        if network.nodes[index].kind == Kind::Summary {
            slacks[index] = gather(network, index, &slacks);
        }
    }
    slacks
}

fn slack(
    network: &Network,
    index: usize,
    early: &Placed,
    placed: &[Result<Placed, Unscheduled>],
    slacks: &[Option<Slack>],
    end: End,
) -> Option<Slack> {
    let node = &network.nodes[index];
    let own = network.own_calendar(node);
    let deadline = node.task.and_then(|task| task.deadline.as_ref()).map(|date| date.value);
    let deadline = deadline.map(|day| (Instant::end_of(day), Limit::Deadline(day)));
    // Of equal limits the first one is named.
    let tighter = |one: Option<(Instant, Limit)>, other: Option<(Instant, Limit)>| {
        one.into_iter().chain(other).min_by_key(|(moment, _)| *moment)
    };
    let mut limit = tighter(end.limit(), deadline);
    let mut free = None;
    for link in network.after(index) {
        let (Some(next), Ok(next_early)) = (&slacks[link.to as usize], &placed[link.to as usize]) else { continue };
        let other = &network.nodes[link.to as usize];
        let latest = latest_finish(network, node, link, next, other);
        limit = tighter(limit, latest.map(|moment| (moment, Limit::Next(other.item))));
        free = free.into_iter().chain(gap(own, node, early, link, next_early, next)).min();
    }
    let (moment, limit) = limit?;
    let (late, limit) = late(network, node, early, (moment, limit));
    let total = match node.state {
        State::Running { .. } => own.between(early.finish, late.finish),
        State::Open | State::Finished { .. } => own.between(early.start, late.start),
    };
    // Where nothing else waits, the project's finish does.
    let to_finish = end.finish.map(|finish| own.between(early.finish, finish).minutes);
    let free = free.into_iter().chain(to_finish).min().unwrap_or(0).max(0);
    Some(Slack { late, limit, total, free: WorkTime { minutes: free, day_minutes: own.minutes_per_day() } })
}

/// The latest finish that a link allows; None if the link no longer binds.
fn latest_finish(network: &Network, node: &Node, link: &Link, next: &Slack, other: &Node) -> Option<Instant> {
    let lag_calendar = network.own_calendar(other);
    let Tie::Link(kind) = link.tie else { return Some(next.late.finish) };
    let is_started = matches!(node.state, State::Running { .. }) || node.kind == Kind::Summary;
    match kind {
        LinkKind::FinishStart => Some(earlier(next.late.start, link.lag, lag_calendar)),
        LinkKind::FinishFinish => Some(earlier(next.late.finish, link.lag, lag_calendar)),
        _ if is_started => None,
        LinkKind::StartStart => Some(run(network, node, earlier(next.late.start, link.lag, lag_calendar))),
        LinkKind::StartFinish => Some(run(network, node, earlier(next.late.finish, link.lag, lag_calendar))),
    }
}

/// The finish of a node that starts at a moment.
fn run(network: &Network, node: &Node, start: Instant) -> Instant {
    match node.length {
        Length::Working(0) => start,
        Length::Working(minutes) => {
            let calendar = network.calendar(node);
            calendar.finish_at(calendar.offset(start) + minutes).unwrap_or(Instant::MAX)
        }
        Length::Elapsed(minutes) => start.plus(minutes),
    }
}

/// A moment moved back by a lag.
fn earlier(moment: Instant, lag: Length, calendar: &Calendar) -> Instant {
    match lag {
        Length::Elapsed(minutes) => moment.plus(-minutes),
        Length::Working(minutes) => later(moment, Length::Working(-minutes), calendar).unwrap_or(Instant::MAX),
    }
}

/// Late dates from the latest moment at which a node may finish, and what limits them in the end.
fn late(network: &Network, node: &Node, early: &Placed, (limit, by): (Instant, Limit)) -> (Late, Limit) {
    let (calendar, own) = (network.calendar(node), network.own_calendar(node));
    if node.kind == Kind::Summary {
        return (Late { start: limit, finish: limit }, by);
    }
    if let Some(window) = early.window {
        let latest = limit.plus(-node.length.minutes());
        let start = early.resume.min(latest);
        let by = if early.resume <= latest { Limit::Window(window) } else { by };
        return (Late { start, finish: start.plus(node.length.minutes()) }, by);
    }
    let late = match node.length {
        Length::Working(0) => {
            let moved = own.finish_at(own.offset(limit)).unwrap_or(limit);
            // What comes on a day off may stay there.
            let finish = if moved < early.finish && early.finish <= limit { early.finish } else { moved };
            Late { start: finish, finish }
        }
        Length::Working(minutes) => {
            let offset = calendar.offset(limit);
            let start = calendar.start_at(offset - minutes).unwrap_or(limit);
            Late { start, finish: calendar.finish_at(offset).unwrap_or(limit) }
        }
        Length::Elapsed(minutes) => Late { start: limit.plus(-minutes), finish: limit },
    };
    match pinned(node) {
        Some(day) if early.start < late.start => (Late { start: early.start, finish: early.finish }, Limit::Pin(day)),
        _ => (late, by),
    }
}

/// Working minutes that a node can move until the other one moves.
fn gap(own: &Calendar, node: &Node, early: &Placed, link: &Link, next: &Placed, next_slack: &Slack) -> Option<i64> {
    let Tie::Link(kind) = link.tie else {
        return Some(own.between(early.finish, next.finish).minutes + next_slack.free.minutes);
    };
    let (from, to) = match kind {
        LinkKind::FinishStart => (early.finish, next.resume),
        LinkKind::FinishFinish => (early.finish, next.finish),
        _ if matches!(node.state, State::Running { .. }) => return None,
        LinkKind::StartStart => (early.start, next.resume),
        LinkKind::StartFinish => (early.start, next.finish),
    };
    Some(own.between(later(from, link.lag, own)?, to).minutes)
}

/// A summary is late with its children, and as tight as the tightest.
fn gather(network: &Network, index: usize, slacks: &[Option<Slack>]) -> Option<Slack> {
    let children = network.before(index).iter().filter_map(|link| slacks[link.from as usize]);
    children.reduce(|whole, child| Slack {
        late: Late { start: whole.late.start.min(child.late.start), finish: whole.late.finish.max(child.late.finish) },
        limit: if child.total.minutes < whole.total.minutes { child.limit } else { whole.limit },
        total: if child.total.minutes < whole.total.minutes { child.total } else { whole.total },
        free: if child.free.minutes < whole.free.minutes { child.free } else { whole.free },
    })
}
