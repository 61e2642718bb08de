//! The network that is scheduled: what can happen, what it takes, and what waits for what.
//!
//! It spans the project and every project that it waits for. Cancelled tasks and links that mean nothing are left
//! out; a summary waits for its children, and links into summaries do not count.

use super::Mode;
use super::calendar::{Calendar, Instant};
use crate::document::fields::LinkKind;
use crate::model::Project;
use crate::model::item::{ItemIndex, Target};
use crate::model::kinds::Task;
use crate::value::Date;

/// What a node is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Task,
    Summary,
    Milestone,
    /// An action or a decision.
    Ask,
}

/// How much is still to do.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Length {
    /// Working minutes.
    Working(i64),
    /// Minutes by the clock.
    Elapsed(i64),
}

impl Length {
    pub(super) fn minutes(self) -> i64 {
        let (Self::Working(minutes) | Self::Elapsed(minutes)) = self;
        minutes
    }
}

/// How far it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum State {
    Open,
    Running { start: Instant },
    Finished { start: Instant, finish: Instant },
}

/// A window that a task is bound to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening {
    pub(super) window: ItemIndex,
    pub(super) start: Instant,
    pub(super) end: Option<Instant>,
    pub(super) was_backed_out: bool,
}

/// Something that happens.
#[derive(Clone, Debug)]
pub(super) struct Node<'a> {
    pub(super) item: Target,
    /// Its project, by place in [`Network::members`].
    pub(super) member: usize,
    pub(super) kind: Kind,
    /// Whose days count, by place in [`Network::calendars`].
    pub(super) calendar: usize,
    pub(super) length: Length,
    pub(super) state: State,
    pub(super) windows: Vec<Opening>,
    pub(super) task: Option<&'a Task>,
    /// When an action or a decision is due.
    pub(super) due: Option<Instant>,
}

/// Which ends are tied.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Tie {
    Link(LinkKind),
    /// A summary waits for its child.
    Child,
}

/// One waits for another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) tie: Tie,
    pub(super) lag: Length,
}

/// A project of the network.
#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) project: &'a Project,
    /// The place of its own calendar.
    pub(super) calendar: usize,
    pub(super) as_of: Date,
    pub(super) start: Date,
}

/// All nodes, and all links in the order of those that wait.
#[derive(Debug)]
pub(super) struct Network<'a> {
    pub(super) mode: Mode,
    pub(super) members: Vec<Member<'a>>,
    pub(super) calendars: Vec<Calendar>,
    pub(super) nodes: Vec<Node<'a>>,
    links: Vec<Link>,
    /// Where the links of a node begin in `links`; one more than there are nodes.
    incoming: Vec<u32>,
    /// Places in `links` by the node that is waited for.
    outgoing: Vec<u32>,
    outgoing_start: Vec<u32>,
}

impl<'a> Network<'a> {
    /// Sorts the links both ways.
    pub(super) fn new(
        mode: Mode,
        members: Vec<Member<'a>>,
        calendars: Vec<Calendar>,
        nodes: Vec<Node<'a>>,
        mut links: Vec<Link>,
    ) -> Self {
        links.sort_by_key(|link| link.to);
        let incoming = starts(nodes.len(), links.iter().map(|link| link.to));
        let outgoing_start = starts(nodes.len(), links.iter().map(|link| link.from));
        let mut outgoing: Vec<u32> = (0..links.len() as u32).collect();
        outgoing.sort_by_key(|link| links[*link as usize].from);
        Self { mode, members, calendars, nodes, links, incoming, outgoing, outgoing_start }
    }

    pub(super) fn calendar(&self, node: &Node) -> &Calendar {
        &self.calendars[node.calendar]
    }

    /// The calendar of the node's project, without anybody's absences.
    pub(super) fn own_calendar(&self, node: &Node) -> &Calendar {
        &self.calendars[self.members[node.member].calendar]
    }

    /// What a node waits for.
    pub(super) fn before(&self, node: usize) -> &[Link] {
        &self.links[self.incoming[node] as usize..self.incoming[node + 1] as usize]
    }

    /// What waits for a node.
    pub(super) fn after(&self, node: usize) -> impl Iterator<Item = &Link> {
        let range = self.outgoing_start[node] as usize..self.outgoing_start[node + 1] as usize;
        self.outgoing[range].iter().map(|link| &self.links[*link as usize])
    }
}

/// Where the links of each node begin, for links that are sorted by node.
fn starts(count: usize, nodes: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0; count + 1];
    for node in nodes {
        starts[node as usize + 1] += 1;
    }
    for node in 0..count {
        starts[node + 1] += starts[node];
    }
    starts
}
