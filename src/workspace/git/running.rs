//! A git that runs: asked and listened to at the same time, for a limited time, with no more kept of what it says than
//! was allowed.

use std::io::{self, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use super::super::reason;
use super::problem::Problem;
use super::program::Answer;

/// How much is taken from git at once, in bytes.
const PIECE: usize = 64 * 1024;
/// So many pieces may wait to be looked at; git waits in its turn.
const PIECES: usize = 16;
/// How much of what git complains is kept, in bytes.
const COMPLAINT_BYTES: u64 = 16_000;
/// The longest pause between two looks at whether git has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// A git that runs. It ends when this is dropped.
pub(super) struct Running {
    child: Child,
    /// None once there is no more to ask.
    questions: Option<Sender<Vec<u8>>>,
    answers: Receiver<io::Result<Vec<u8>>>,
    complaint: Receiver<String>,
    /// What was said and not looked at yet, from `seen` on.
    said: Vec<u8>,
    seen: usize,
    /// How long git may work on one question.
    time: Duration,
    deadline: Instant,
}

impl Running {
    /// Starts git. The time limit counts from here, and from every question on.
    pub(super) fn start(mut command: Command, time: Duration) -> Result<Self, Problem> {
        let mut child = command.spawn().map_err(|error| Problem::Start(reason(&error)))?;
        let (Some(stdin), Some(stdout), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(Problem::Start("its streams cannot be opened".to_owned()));
        };
        let (questions, asked) = mpsc::channel();
        let (answer, answers) = mpsc::sync_channel(PIECES);
        let (complain, complaint) = mpsc::channel();
        thread::spawn(move || ask(stdin, &asked));
        thread::spawn(move || listen(stdout, &answer));
        thread::spawn(move || hear(stderr, &complain));
        let deadline = Instant::now() + time;
        Ok(Self { child, questions: Some(questions), answers, complaint, said: Vec::new(), seen: 0, time, deadline })
    }

    /// Writes to git. It is read at the same time, so neither waits for the other for ever.
    pub(super) fn say(&mut self, question: Vec<u8>) {
        self.deadline = Instant::now() + self.time;
        if let Some(questions) = &self.questions {
            // Git that ends early says why on its own.
            let _ = questions.send(question);
        }
    }

    /// The next line without its end; None if git has ended.
    pub(super) fn line(&mut self, longest: usize) -> Result<Option<Vec<u8>>, Problem> {
        let mut looked_at = 0;
        loop {
            let waiting = &self.said[self.seen..];
            if let Some(end) = waiting[looked_at..].iter().position(|byte| *byte == b'\n') {
                let line = waiting[..looked_at + end].to_vec();
                self.seen += line.len() + 1;
                return Ok(Some(line));
            }
            looked_at = waiting.len();
            if looked_at > longest {
                return Err(Problem::TooMuch);
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// So many bytes; None if git has ended before.
    pub(super) fn bytes(&mut self, count: usize) -> Result<Option<Vec<u8>>, Problem> {
        while self.said.len() - self.seen < count {
            if !self.fill()? {
                return Ok(None);
            }
        }
        let bytes = self.said[self.seen..self.seen + count].to_vec();
        self.seen += count;
        Ok(Some(bytes))
    }

    /// All that git still says, up to a limit, and how it ended. There is no more to ask.
    pub(super) fn finish(mut self, limit: u64) -> Result<Answer, Problem> {
        self.questions = None;
        loop {
            if (self.said.len() - self.seen) as u64 > limit {
                return Err(Problem::TooMuch);
            }
            if !self.fill()? {
                break;
            }
        }
        let is_success = self.ends()?;
        let complaint = self.complaint()?;
        Ok(Answer { is_success, bytes: self.said.split_off(self.seen), complaint })
    }

    /// What git complained, once it has ended.
    pub(super) fn complaint(&mut self) -> Result<String, Problem> {
        self.complaint.recv_timeout(self.left()).map_err(|_| Problem::TooLong)
    }

    /// Takes the next piece; false if there is none any more.
    fn fill(&mut self) -> Result<bool, Problem> {
        if self.seen > PIECE {
            self.said.drain(..self.seen);
            self.seen = 0;
        }
        match self.answers.recv_timeout(self.left()) {
            Ok(Ok(piece)) => self.said.extend(piece),
            Ok(Err(error)) => return Err(Problem::Start(reason(&error))),
            Err(RecvTimeoutError::Timeout) => return Err(Problem::TooLong),
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
        }
        Ok(true)
    }

    /// Waits until git has ended, and says whether it ended well. Having closed its streams, it does so at once; one
    /// that stays all the same is not waited for.
    fn ends(&mut self) -> Result<bool, Problem> {
        let mut pause = Duration::from_micros(50);
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Ok(status.success()),
                Ok(None) if self.left().is_zero() => return Err(Problem::TooLong),
                Ok(None) => thread::sleep(pause),
                Err(error) => return Err(Problem::Start(reason(&error))),
            }
            pause = (pause * 2).min(PAUSE);
        }
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended meanwhile.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(mut stdin: ChildStdin, asked: &Receiver<Vec<u8>>) {
    while let Ok(question) = asked.recv() {
        if stdin.write_all(&question).is_err() {
            return;
        }
    }
}

fn listen(mut stdout: ChildStdout, answer: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut piece = vec![0; PIECE];
        let outcome = match stdout.read(&mut piece) {
            Ok(0) => return,
            Ok(count) => {
                piece.truncate(count);
                Ok(piece)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let is_last = outcome.is_err();
        if answer.send(outcome).is_err() || is_last {
            return;
        }
    }
}

/// Keeps the start of what git complains. The rest is heard too, so that git does not wait for somebody to listen.
fn hear(mut stderr: ChildStderr, complain: &Sender<String>) {
    let mut bytes = Vec::new();
    let _ = stderr.by_ref().take(COMPLAINT_BYTES).read_to_end(&mut bytes);
    let _ = io::copy(&mut stderr, &mut io::sink());
    let _ = complain.send(String::from_utf8_lossy(&bytes).into_owned());
}
