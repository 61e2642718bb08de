//! Waiting for a change in a plan's folder. An event only means "look again": the caller compares what it reads.

use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::Error;

/// An editor writes a file in several steps; this long after the last one they count as one change.
const SETTLE: Duration = Duration::from_millis(50);
/// How often the folder is looked at where the system tells nothing.
const POLL: Duration = Duration::from_secs(1);

/// Calls `look` after every change below a folder until it says no.
///
/// # Errors
/// If the folder cannot be watched at all.
pub fn watch(root: &Path, look: &mut dyn FnMut() -> Result<bool, Error>) -> Result<(), Error> {
    let (sender, events) = channel();
    let polling = sender.clone();
    // A watcher that nobody listens to any more has nothing to tell.
    let tell = move |_| {
        let _ = sender.send(());
    };
    let cannot = |error: notify::Error| Error {
        message: format!("cannot watch `{}`: {error}", root.display()),
        help: "run the command without `--watch`".to_owned(),
    };
    // Some file systems tell of no change; there the folder is looked at again and again.
    let mut system = RecommendedWatcher::new(tell, Config::default());
    let is_told = system.as_mut().is_ok_and(|watcher| watcher.watch(root, RecursiveMode::Recursive).is_ok());
    let mut poller = None;
    if !is_told {
        let settings = Config::default().with_poll_interval(POLL);
        let tell = move |_| {
            let _ = polling.send(());
        };
        let mut watcher = PollWatcher::new(tell, settings).map_err(cannot)?;
        watcher.watch(root, RecursiveMode::Recursive).map_err(cannot)?;
        poller = Some(watcher);
    }
    while events.recv().is_ok() {
        while !matches!(events.recv_timeout(SETTLE), Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected)) {}
        if !look()? {
            break;
        }
    }
    drop(poller);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_once_it_has_settled() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().to_owned();
        let writer = std::thread::spawn({
            let path = path.clone();
            move || {
                // The watcher may start after the first writes, so they go on until it has seen one.
                for round in 0..200 {
                    std::fs::write(path.join("project.md"), format!("{round}")).expect("the file can be written");
                    std::thread::sleep(Duration::from_millis(100));
                    if path.join("seen").exists() {
                        return true;
                    }
                }
                false
            }
        });
        let mut look = || {
            std::fs::write(path.join("seen"), "").expect("the file can be written");
            Ok(false)
        };
        watch(folder.path(), &mut look).expect("the folder can be watched");
        assert!(writer.join().expect("the writer ends"));
    }
}
