//! The network of work: which task or milestone waits for which, in circles, loose ends and needless links.

use std::collections::BTreeMap;

use super::Project;
use super::item::{Base, Item};
use super::kinds::WaitsFor;
use crate::document::fields::LinkKind;
use crate::document::keys::Register;
use crate::text::Span;

/// How many links a network may have for the search of implied ones; beyond, only duplicates are told.
const SEARCH_LIMIT: usize = 20_000;
/// How many steps one search of an implied link may take.
const STEP_LIMIT: usize = 5_000;

struct Link<'a> {
    from: usize,
    wait: &'a WaitsFor,
}

/// Tasks first, then milestones; links by the node that waits.
pub(crate) struct Network<'a> {
    bases: Vec<&'a Base>,
    links: Vec<Vec<Link<'a>>>,
    tasks: usize,
}

/// Nodes that wait for each other in a circle, and the place of one of the links.
pub(crate) struct Cycle {
    pub(crate) nodes: Vec<String>,
    pub(crate) span: Span,
}

/// A link that others already say.
pub(crate) struct Redundant {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) id: String,
    pub(crate) is_duplicate: bool,
}

/// A task of which one end is tied to nothing.
pub(crate) struct Dangling {
    pub(crate) task: usize,
    pub(crate) end: &'static str,
}

impl<'a> Network<'a> {
    /// The network of a project; cancelled tasks and links to other projects are left out.
    pub(crate) fn of(project: &'a Project) -> Self {
        let tasks = project.tasks.len();
        let place = |wait: &WaitsFor| {
            let task = wait.on.index_in(project.place, Register::Tasks);
            let milestone = wait.on.index_in(project.place, Register::Milestones);
            task.filter(|index| project.tasks[*index].cancelled.is_none())
                .or_else(|| milestone.map(|index| index + tasks))
        };
        let links_of = |waits: &'a [WaitsFor]| {
            waits.iter().filter_map(|wait| Some(Link { from: place(wait)?, wait })).collect::<Vec<_>>()
        };
        let mut bases = Vec::new();
        let mut links = Vec::new();
        for task in &project.tasks {
            bases.push(&task.base);
            links.push(if task.cancelled.is_some() { Vec::new() } else { links_of(&task.after.items) });
        }
        for milestone in &project.milestones {
            bases.push(milestone.base());
            links.push(links_of(&milestone.after.items));
        }
        Self { bases, links, tasks }
    }

    /// Every circle once, found by a walk that needs no recursion.
    pub(crate) fn cycles(&self) -> Vec<Cycle> {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        let mut marks = vec![Mark::New; self.links.len()];
        let mut cycles = Vec::new();
        for start in 0..self.links.len() {
            if marks[start] != Mark::New {
                continue;
            }
            let mut path: Vec<(usize, usize)> = vec![(start, 0)];
            marks[start] = Mark::Open;
            while let Some((node, next)) = path.last_mut() {
                let node = *node;
                let Some(link) = self.links[node].get(*next) else {
                    marks[node] = Mark::Done;
                    path.pop();
                    continue;
                };
                *next += 1;
                match marks[link.from] {
                    Mark::New => {
                        marks[link.from] = Mark::Open;
                        path.push((link.from, 0));
                    }
                    Mark::Open => {
                        let begin = path.iter().position(|(other, _)| *other == link.from).unwrap_or(0);
                        cycles.push(self.cycle(&path[begin..]));
                    }
                    Mark::Done => {}
                }
            }
        }
        cycles
    }

    /// A circle told from its smallest id, so that it reads the same however it was found.
    fn cycle(&self, path: &[(usize, usize)]) -> Cycle {
        let smallest = (0..path.len()).min_by_key(|index| self.bases[path[*index].0].id()).unwrap_or(0);
        let turned: Vec<(usize, usize)> = path[smallest..].iter().chain(&path[..smallest]).copied().collect();
        let (node, next) = turned[0];
        let span = self.links[node][next - 1].wait.span;
        Cycle { nodes: turned.iter().map(|(node, _)| self.bases[*node].id().to_owned()).collect(), span }
    }

    /// Tasks that wait for nothing, and tasks that nothing waits for.
    pub(crate) fn open_ends(&self) -> (Vec<usize>, Vec<usize>) {
        let mut is_awaited = vec![false; self.links.len()];
        for link in self.links.iter().flatten() {
            is_awaited[link.from] = true;
        }
        let starts = (0..self.tasks).filter(|task| self.links[*task].is_empty()).collect();
        let ends = (0..self.tasks).filter(|task| !is_awaited[*task]).collect();
        (starts, ends)
    }

    /// Tasks whose start is driven by nothing (only FF or SF before it), or whose finish drives nothing.
    pub(crate) fn dangling(&self) -> Vec<Dangling> {
        let mut after: BTreeMap<usize, Vec<LinkKind>> = BTreeMap::new();
        for link in self.links.iter().flatten() {
            after.entry(link.from).or_default().push(link.wait.kind);
        }
        let mut found = Vec::new();
        for task in 0..self.tasks {
            let before = &self.links[task];
            let ends_only = |kind: LinkKind| matches!(kind, LinkKind::FinishFinish | LinkKind::StartFinish);
            let starts_only = |kind: &LinkKind| matches!(kind, LinkKind::StartStart | LinkKind::StartFinish);
            // A start that follows from a finish is driven backwards, so FF alone counts only where nothing else is tied.
            if !before.is_empty() && before.iter().all(|link| ends_only(link.wait.kind)) {
                found.push(Dangling { task, end: "start" });
            }
            if after.get(&task).is_some_and(|kinds| kinds.iter().all(starts_only)) {
                found.push(Dangling { task, end: "finish" });
            }
        }
        found
    }

    /// Links that stand twice, or that a chain of finish-to-start links already says.
    pub(crate) fn redundant(&self) -> Vec<Redundant> {
        let total: usize = self.links.iter().map(Vec::len).sum();
        let ranks = self.ranks();
        let mut found = Vec::new();
        for (node, links) in self.links.iter().enumerate() {
            for (index, link) in links.iter().enumerate() {
                let twin = links[..index].iter().any(|other| {
                    other.from == link.from && other.wait.kind == link.wait.kind && other.wait.lag == link.wait.lag
                });
                let id = self.bases[node].id();
                let on = self.bases[link.from].id();
                if twin {
                    found.push(self.told(node, link, format!("`{id}` waits for `{on}` twice"), true));
                } else if total <= SEARCH_LIMIT
                    && is_plain(link)
                    && let Some(by) = self.implied(links, index, &ranks)
                {
                    let by = self.bases[by].id();
                    found.push(self.told(
                        node,
                        link,
                        format!("`{id}` waits for `{on}` by way of `{by}` already"),
                        false,
                    ));
                }
            }
        }
        found
    }

    fn told(&self, node: usize, link: &Link, message: String, is_duplicate: bool) -> Redundant {
        Redundant { span: link.wait.span, message, id: self.bases[node].id().to_owned(), is_duplicate }
    }

    /// How many nodes stand one behind the other before each, over plain links; the largest number for those in a
    /// circle or behind one.
    fn ranks(&self) -> Vec<usize> {
        let mut waiting: Vec<usize> = Vec::with_capacity(self.links.len());
        let mut followers: Vec<Vec<usize>> = vec![Vec::new(); self.links.len()];
        for (node, links) in self.links.iter().enumerate() {
            let plain = links.iter().filter(|link| is_plain(link));
            waiting.push(plain.map(|link| followers[link.from].push(node)).count());
        }
        let mut ranks = vec![usize::MAX; self.links.len()];
        let mut ready: Vec<usize> = (0..self.links.len()).filter(|node| waiting[*node] == 0).collect();
        ready.iter().for_each(|node| ranks[*node] = 0);
        let mut deepest = vec![0; self.links.len()];
        while let Some(node) = ready.pop() {
            for follower in &followers[node] {
                deepest[*follower] = deepest[*follower].max(ranks[node] + 1);
                waiting[*follower] -= 1;
                if waiting[*follower] == 0 {
                    ranks[*follower] = deepest[*follower];
                    ready.push(*follower);
                }
            }
        }
        ranks
    }

    /// The sibling through which a plain link is reached again. What ranks no higher than the goal cannot lead to it.
    fn implied(&self, links: &[Link], index: usize, ranks: &[usize]) -> Option<usize> {
        let goal = links[index].from;
        let mut steps = 0;
        for (other, sibling) in links.iter().enumerate() {
            let cannot_lead = ranks[sibling.from] != usize::MAX && ranks[sibling.from] <= ranks[goal];
            if other == index || !is_plain(sibling) || sibling.from == goal || cannot_lead {
                continue;
            }
            let mut pending = vec![sibling.from];
            let mut seen = std::collections::BTreeSet::new();
            while let Some(node) = pending.pop() {
                for link in self.links[node].iter().filter(|link| is_plain(link)) {
                    steps += 1;
                    if steps > STEP_LIMIT {
                        return None;
                    }
                    if link.from == goal {
                        return Some(sibling.from);
                    }
                    let may_lead = ranks[link.from] == usize::MAX || ranks[link.from] > ranks[goal];
                    if may_lead && seen.insert(link.from) {
                        pending.push(link.from);
                    }
                }
            }
        }
        None
    }
}

/// Finish to start without a lag.
fn is_plain(link: &Link) -> bool {
    link.wait.kind == LinkKind::FinishStart && link.wait.lag.is_zero()
}
