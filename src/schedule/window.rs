//! Work that is bound to a window: it starts when the window does and runs by the clock.

use super::calendar::Instant;
use super::forward::{Bounds, Fit, Latest, Placed, latest};
use super::network::{Length, Link, Network, Node, Opening, State};
use super::{Driver, Unscheduled};
use crate::model::item::ItemIndex;

/// A window that a task could have taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) window: ItemIndex,
    /// When the window begins.
    pub(super) start: Instant,
    /// When everything outside of the window that the task waits for is there.
    pub(super) ready: Instant,
    pub(super) is_taken: bool,
}

/// Places a task in the first window of its list that it can be ready for. None if it must run like other work:
/// no window is left, or it is running outside of them.
pub(super) fn place(
    network: &Network,
    index: usize,
    placed: &[Result<Placed, Unscheduled>],
    fit: &mut Fit,
) -> Option<Result<Placed, Unscheduled>> {
    let node = &network.nodes[index];
    let is_running_alone =
        matches!(node.state, State::Running { .. }) && !node.windows.iter().any(|opening| opening.was_backed_out);
    let bounds = Bounds::by_clock(network, node);
    let ready = match latest(network, index, placed, &bounds, |_| true) {
        Ok(ready) => ready,
        Err(reason) => return Some(Err(reason)),
    };
    if is_running_alone {
        return running(node, &ready).map(Ok);
    }
    let mut asked = Vec::new();
    for opening in node.windows.iter().filter(|opening| !opening.was_backed_out) {
        let outside = |link: &Link| !is_in(placed, link, opening.window);
        let Ok(before) = latest(network, index, placed, &bounds, outside) else { continue };
        let outside = Instant(before.key);
        let start = start_in(opening, outside, Instant(ready.key), node.length);
        asked.push(Asked { window: opening.window, start: opening.start, ready: outside, is_taken: start.is_some() });
        if let Some(start) = start {
            return Some(Ok(taken(node, opening, start, &ready, asked)));
        }
    }
    Some(after_all(network, node, &ready, asked, fit))
}

/// A window must have begun after what lies outside of it; what lies inside may push the start back within it.
fn start_in(opening: &Opening, outside: Instant, ready: Instant, length: Length) -> Option<Instant> {
    let fits = || opening.end.is_some_and(|end| ready.plus(length.minutes()) <= end);
    (outside <= opening.start && (ready <= opening.start || fits())).then(|| opening.start.max(ready))
}

fn is_in(placed: &[Result<Placed, Unscheduled>], link: &Link, window: ItemIndex) -> bool {
    placed[link.from as usize].as_ref().is_ok_and(|from| from.window == Some(window))
}

fn taken(node: &Node, opening: &Opening, start: Instant, ready: &Latest, asked: Vec<Asked>) -> Placed {
    let driver = if start > opening.start { ready.driver } else { Driver::Window(opening.window) };
    let first = if let State::Running { start } = node.state { start } else { start };
    let finish = start.plus(node.length.minutes());
    let window = Some(opening.window);
    Placed { start: first, is_by_clock: true, window, asked, ..Placed::plain(start, finish, ready.key, driver) }
}

/// Work that runs inside its window goes on by the clock.
fn running(node: &Node, ready: &Latest) -> Option<Placed> {
    let State::Running { start } = node.state else { return None };
    let now = Instant(ready.key);
    let opening =
        node.windows.iter().find(|opening| opening.start <= now && opening.end.is_some_and(|end| now < end))?;
    let finish = now.plus(node.length.minutes());
    let window = Some(opening.window);
    Some(Placed { start, is_by_clock: true, window, ..Placed::plain(now, finish, ready.key, ready.driver) })
}

/// No window is left: the work comes as soon as it is ready, so that the finish moves honestly. That is after the
/// start of every window that it missed, so that missing one never brings work forward.
fn after_all(
    network: &Network,
    node: &Node,
    ready: &Latest,
    asked: Vec<Asked>,
    fit: &mut Fit,
) -> Result<Placed, Unscheduled> {
    let bounds = Bounds::of(network, node);
    let begin = fit(&bounds, bounds.key(Instant(ready.key))).and_then(|key| bounds.place(key));
    let (start, finish) = begin.ok_or(Unscheduled::NoWorkingTime)?;
    let first = if let State::Running { start } = node.state { start } else { start };
    let Latest { key, driver, .. } = *ready;
    Ok(Placed { start: first, is_by_clock: true, asked, ..Placed::plain(start, finish, key, driver) })
}
