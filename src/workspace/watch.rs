//! Waiting for a change in a plan's folder. An event only means "look again": the caller compares what it reads.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher};

/// An editor writes a file in several steps; this long after the last one they count as one change.
const SETTLE: Duration = Duration::from_millis(40);
/// A folder that is never quiet is looked at all the same after this long.
const LONGEST: Duration = Duration::from_millis(400);
/// How often the folder is looked at where the system tells nothing.
const POLL: Duration = Duration::from_secs(1);

/// What may have changed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Change {
    /// These files, below the watched folder, with `/` between the parts.
    Files(BTreeSet<String>),
    /// Nobody knows: look at all of it.
    Anything,
}

enum Message {
    Changed(Vec<PathBuf>),
    /// The system lost count.
    Lost,
    Stop,
}

/// Ends the waiting of a [`Watch`] from another thread.
#[derive(Clone)]
pub struct Stop(Sender<Message>);

impl Stop {
    /// After this [`Watch::next`] gives nothing more.
    pub fn stop(&self) {
        // One that nobody waits for any more has stopped already.
        let _ = self.0.send(Message::Stop);
    }
}

/// A folder that is watched, as long as this lives.
pub struct Watch {
    root: PathBuf,
    events: Receiver<Message>,
    sender: Sender<Message>,
    /// How often to look where the system tells nothing.
    poll: Option<Duration>,
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Watches a folder and all below it. With `poll` it is looked at that often; otherwise the system tells, and only
    /// where it does not (some network and container file systems) the folder is looked at every second.
    #[must_use]
    pub fn start(root: &Path, poll: Option<Duration>) -> Self {
        let (sender, events) = channel();
        let watcher = if poll.is_some() { None } else { told(root, &sender) };
        let poll = poll.or(watcher.is_none().then_some(POLL));
        Self { root: root.to_owned(), events, sender, poll, _watcher: watcher }
    }

    /// What ends the waiting.
    #[must_use]
    pub fn stopper(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// Waits for a change that has settled; None once it was stopped.
    #[must_use]
    pub fn next(&self) -> Option<Change> {
        let mut files = BTreeSet::new();
        let mut is_lost = false;
        let mut deadline: Option<Instant> = None;
        loop {
            let message = match deadline {
                None => match self.poll {
                    None => self.events.recv().ok()?,
                    Some(every) => match self.events.recv_timeout(every) {
                        Ok(message) => message,
                        Err(_) => return Some(Change::Anything),
                    },
                },
                Some(deadline) => {
                    let quiet = SETTLE.min(deadline.saturating_duration_since(Instant::now()));
                    match self.events.recv_timeout(quiet) {
                        Ok(message) => message,
                        Err(_) => break,
                    }
                }
            };
            match message {
                Message::Stop => return None,
                Message::Lost => is_lost = true,
                Message::Changed(paths) => {
                    let paths: Vec<String> = paths.iter().filter_map(|path| self.below(path)).collect();
                    if paths.is_empty() && deadline.is_none() {
                        continue;
                    }
                    files.extend(paths);
                }
            }
            deadline = deadline.or(Some(Instant::now() + LONGEST));
        }
        Some(if is_lost { Change::Anything } else { Change::Files(files) })
    }

    /// A path below the folder; None for what lies elsewhere or is hidden, as `.git` and what editors keep are.
    fn below(&self, path: &Path) -> Option<String> {
        let below = path.strip_prefix(&self.root).ok()?;
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let is_hidden = parts.iter().any(|part| part.starts_with('.') && part.as_ref() != ".gitignore");
        (!is_hidden).then(|| parts.join("/"))
    }
}

/// Passes on what a watcher saw; that a file was only opened or read is no change.
fn pass_on(sender: &Sender<Message>, event: notify::Result<notify::Event>) {
    let message = match event {
        Ok(event) if event.kind.is_access() => return,
        Ok(event) if event.need_rescan() => Message::Lost,
        Ok(event) => Message::Changed(event.paths),
        Err(_) => Message::Lost,
    };
    // A watch that nobody listens to any more has nothing to tell.
    let _ = sender.send(message);
}

fn told(root: &Path, sender: &Sender<Message>) -> Option<RecommendedWatcher> {
    let sender = sender.clone();
    let settings = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(move |event| pass_on(&sender, event), settings).ok()?;
    watcher.watch(root, RecursiveMode::Recursive).ok()?;
    Some(watcher)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes into a folder until the watch tells of it, and gives what it told.
    fn told_of(poll: Option<Duration>, name: &str) -> Option<Change> {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path().canonicalize().expect("the folder is there");
        let watch = Watch::start(&root, poll);
        let stop = watch.stopper();
        let path = root.join(name);
        std::fs::write(&path, "one").expect("the file can be written");
        let first = watch.next();
        stop.stop();
        assert_eq!(watch.next(), None, "stopped");
        first
    }

    #[test]
    fn a_change_is_told_with_its_file() {
        let expected = Change::Files(BTreeSet::from(["project.md".to_owned()]));
        assert_eq!(told_of(None, "project.md"), Some(expected.clone()));
    }

    #[test]
    fn a_folder_that_is_polled_is_looked_at() {
        assert_eq!(told_of(Some(Duration::from_millis(20)), "tasks.md"), Some(Change::Anything));
    }

    #[test]
    fn what_is_hidden_is_no_change() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path().canonicalize().expect("the folder is there");
        let watch = Watch::start(&root, None);
        assert_eq!(watch.below(&root.join(".git/index")), None);
        assert_eq!(watch.below(&root.join("tasks/.a.md.swp")), None);
        assert_eq!(watch.below(&root.join("tasks/a.md")).as_deref(), Some("tasks/a.md"));
        assert_eq!(watch.below(Path::new("/elsewhere/a.md")), None);
    }
}
