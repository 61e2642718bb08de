//! What goes to the terminal: data to stdout, words about the work to stderr, both through the one sink.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use super::args::{ColorChoice, Global};
use crate::render::{Look, sink};
use crate::workspace::Error;

/// The widest line, where the terminal does not say.
const WIDTH: usize = 100;

/// The two streams and how they look.
pub(crate) struct Terminal {
    out: Vec<u8>,
    /// How output looks.
    pub(crate) look: Look,
}

impl Terminal {
    /// As the flags, the environment and the terminal ask.
    pub(crate) fn new(global: &Global) -> Self {
        let stdout = io::stdout();
        let wanted = match global.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
        let width = columns.unwrap_or(WIDTH).clamp(40, 160);
        Self { out: Vec::new(), look: Look { colour: wanted, unicode: !global.ascii, width } }
    }

    /// Adds to what goes to stdout when the command is done. The text has been through the sink, or is a format of
    /// its own that escapes.
    pub(crate) fn print(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
        if !text.ends_with('\n') && !text.is_empty() {
            self.out.push(b'\n');
        }
    }

    /// Says something about the work, on stderr.
    pub(crate) fn say(&mut self, text: &str) {
        let mut stderr = io::stderr().lock();
        let _ = writeln!(stderr, "{}", sink::clean_lines(text));
    }

    /// Says on stderr what planmark could not do.
    pub(crate) fn complain(&mut self, error: &Error) {
        let _ = self.finish();
        self.say(&format!("error: {}\n  help: {}", error.message, error.help));
    }

    /// Writes what was printed. A reader that left early ends it quietly.
    pub(crate) fn finish(&mut self) -> Result<(), Error> {
        let bytes = std::mem::take(&mut self.out);
        let mut stdout = io::stdout().lock();
        match stdout.write_all(&bytes).and_then(|()| stdout.flush()) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => Err(Error {
                message: format!("cannot write to the standard output: {error}"),
                help: "check that there is room where it goes".to_owned(),
            }),
        }
    }
}

/// Answers a wrong or a helping command line.
pub(crate) fn usage(error: &clap::Error) -> ExitCode {
    let is_help = !error.use_stderr();
    let colour = io::stderr().is_terminal() && !is_help;
    let text = if colour { error.render().ansi().to_string() } else { error.render().to_string() };
    let text = if colour { text } else { sink::clean_lines(&text) };
    let written = if is_help {
        io::stdout().lock().write_all(text.as_bytes())
    } else {
        io::stderr().lock().write_all(text.as_bytes())
    };
    match (is_help, written) {
        (true, Ok(())) => ExitCode::SUCCESS,
        (true, Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}
