//! What is shown at the moment: finished files by path, notes about the plan, and who waits for the next state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use tokio::sync::watch;

use super::live;

/// Finished files of a site, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Something to say about the plan, for whoever writes it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Note {
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The file and line, `tasks.md:12`; empty where it is about no place.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the pages cannot be made anew before it is mended.
    pub is_blocking: bool,
}

/// A state to show.
#[derive(Clone, Debug, Default)]
pub struct Pages {
    /// The files; none where the plan cannot be shown yet.
    pub files: Files,
    /// What is to say.
    pub notes: Vec<Note>,
}

/// The present state, and how it is told to open pages.
pub(super) struct Shown {
    /// Each file as it is sent.
    files: RwLock<BTreeMap<String, Arc<[u8]>>>,
    /// The newest event as JSON: the number of the state and the notes.
    events: watch::Sender<String>,
    state: RwLock<u64>,
}

impl Shown {
    pub(super) fn new(pages: Pages) -> Self {
        let shown = Self {
            files: RwLock::new(BTreeMap::new()),
            events: watch::Sender::new(live::event(0, &[])),
            state: RwLock::new(0),
        };
        shown.update(Some((pages.files, BTreeSet::new())), pages.notes);
        shown
    }

    /// A file as it is sent, and the state that it is of.
    pub(super) fn find(&self, path: &str) -> (Option<Arc<[u8]>>, u64) {
        // The state first: a page that is newer than it says is loaded once more, an older one would stay.
        let state = *self.state.read().unwrap_or_else(PoisonError::into_inner);
        (self.files.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned(), state)
    }

    /// Tells of every state from the present one on.
    pub(super) fn events(&self) -> watch::Receiver<String> {
        let mut events = self.events.subscribe();
        events.mark_changed();
        events
    }

    pub(super) fn update(&self, files: Option<(Files, BTreeSet<String>)>, notes: Vec<Note>) -> usize {
        let differ = files.map_or(0, |(files, kept)| self.replace(files, &kept));
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        *state += u64::from(differ > 0);
        self.events.send_replace(live::event(*state, &notes));
        differ
    }

    /// Puts other files in the place of those before, but for those in folders that are kept, and counts those that
    /// differ.
    fn replace(&self, files: Files, kept: &BTreeSet<String>) -> usize {
        let mut known = self.files.write().unwrap_or_else(PoisonError::into_inner);
        let is_kept = |path: &str| path.split_once('/').is_some_and(|(folder, _)| kept.contains(folder));
        let all = std::mem::take(&mut *known);
        let (mut next, mut known_before): (BTreeMap<_, _>, BTreeMap<_, _>) =
            all.into_iter().partition(|(path, _)| is_kept(path));
        let mut differ = known_before.keys().filter(|path| !files.contains_key(*path)).count();
        for (path, bytes) in files {
            let same = known_before.remove(&path).filter(|old| **old == *bytes);
            differ += usize::from(same.is_none());
            next.insert(path, same.unwrap_or_else(|| Arc::from(bytes)));
        }
        *known = next;
        differ
    }
}
