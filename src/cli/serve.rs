//! `planmark serve`: the site in a browser, made anew after every change of the plan.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::Args;

use super::Outcome;
use super::args::{AudienceChoice, PathArgs};
use super::loaded::Loaded;
use super::made::Made;
use super::site;
use super::terminal::Terminal;
use super::theme;
use super::wanted::{Found, Wanted};
use crate::analysis::Memory;
use crate::document::keys::Audience;
use crate::finding::{Finding, Severity};
use crate::lint::counts;
use crate::render;
use crate::serve::{Files, Note, Pages, Server};
use crate::text::{Places, SourceSet};
use crate::value::Date;
use crate::workspace::{self, Error, Located, Watch};

/// What `planmark serve` takes.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  planmark serve northgate\n  planmark serve northgate --audience internal --port 8080\n  \
                        planmark serve all-projects --client \"Northgate Veterinary Group\"\n  \
                        planmark serve /mnt/share/northgate --poll\n\nIt listens on this machine alone, and never \
                        touches a built site. An error that would make a page wrong keeps the last good pages."
)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// Whose site it is.
    #[arg(long, value_enum, default_value = "client")]
    pub(crate) audience: AudienceChoice,
    /// Of a portfolio, the client whose site it is.
    #[arg(long, value_name = "NAME")]
    pub(crate) client: Option<String>,
    /// The port to listen on (default: the first free one from 4710).
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,
    /// Look at the files every so many milliseconds, where the system does not tell of changes.
    #[arg(long, value_name = "MS", num_args = 0..=1, require_equals = true, default_missing_value = "500",
          value_parser = clap::value_parser!(u64).range(50..=60_000))]
    pub(crate) poll: Option<u64>,
}

pub(crate) fn run(args: &ServeArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let located = workspace::locate(args.at.path.as_deref().unwrap_or(Path::new(".")))?;
    // Watched before it is read, so that no change falls between the two.
    let watch = Watch::start(&located.root, args.poll.map(Duration::from_millis));
    let wanted = Wanted::new(args.audience, args.client.as_deref(), None);
    let mut plan = Plan {
        sources: workspace::read(&located)?,
        located,
        wanted,
        today,
        memory: Memory::default(),
        made: Made::default(),
    };
    let began = Instant::now();
    let (files, notes) = plan.pages(terminal)?;
    let (files, _) = files.unwrap_or_default();
    let server = Server::start(args.port, Pages { files, notes })?;
    server.stop_on_interrupt(watch.stopper());
    terminal.finish()?;
    let whose = match (plan.wanted.audience, &plan.wanted.client) {
        (Audience::Internal, _) => "the internal site".to_owned(),
        (Audience::Client, Some(client)) => format!("the site of {client}"),
        (Audience::Client, None) => "the client's site".to_owned(),
    };
    let address = format!("http://localhost:{}/", server.address().port());
    terminal.say(&format!("{whose} at {address} ({} ms); stop with Ctrl-C", began.elapsed().as_millis()));
    while let Some(change) = watch.next() {
        let began = Instant::now();
        match plan.changed(&change) {
            Ok(false) => continue,
            Ok(true) => {}
            Err(error) => {
                terminal.complain(&error);
                continue;
            }
        }
        let (files, notes) = plan.pages(terminal).unwrap_or_else(|error| (None, vec![of_error(&error, terminal)]));
        let is_new = files.is_some();
        let differ = server.show(files, notes);
        terminal.finish()?;
        let words =
            if is_new { format!("{differ} pages and files are new") } else { "the last good pages stay".to_owned() };
        terminal.say(&format!("{words} ({} ms)", began.elapsed().as_millis()));
    }
    Ok(Outcome::Clean)
}

/// The files of a site, but for those in these folders, which stay as they are.
type Shown = (Files, BTreeSet<String>);

/// A plan that is looked at again and again.
struct Plan {
    located: Located,
    sources: SourceSet,
    wanted: Wanted,
    today: Date,
    memory: Memory,
    made: Made,
}

impl Plan {
    /// Reads again what may have changed, and says whether anything did.
    fn changed(&mut self, change: &workspace::Change) -> Result<bool, Error> {
        let now = workspace::read_again(&self.located, &self.sources, change)?;
        let is_new = now.is_some();
        self.sources = now.unwrap_or_else(|| std::mem::take(&mut self.sources));
        Ok(is_new)
    }

    /// The files of the site, and what is to say of the plan. No files where an error would make a page wrong.
    ///
    /// # Errors
    /// If there are projects, and none of them is what was asked for.
    fn pages(&mut self, terminal: &mut Terminal) -> Result<(Option<Shown>, Vec<Note>), Error> {
        let loaded = match Loaded::of(&self.located, &self.sources, self.today, &mut self.memory, terminal) {
            Ok(loaded) => loaded,
            Err(error) => return Ok((None, vec![of_error(&error, terminal)])),
        };
        self.made.read(&loaded);
        let pages = self.pages_of(&loaded, terminal);
        self.memory.keep(loaded.analysis);
        let (files, notes) = pages?;
        Ok((files.map(|files| (files, self.made.show())), notes))
    }

    fn pages_of(&self, loaded: &Loaded, terminal: &mut Terminal) -> Result<(Option<Files>, Vec<Note>), Error> {
        self.tell(loaded, terminal);
        let mut places = Places::new(&loaded.sources);
        let subject = match self.wanted.subject(loaded) {
            Ok(subject) => subject,
            Err(error) if !loaded.analysis.portfolio.projects.is_empty() => return Err(error),
            Err(error) => {
                let mut notes = vec![of_error(&error, terminal)];
                notes.extend(loaded.analysis.findings.iter().map(|finding| of_finding(&mut places, finding, false)));
                return Ok((None, notes));
            }
        };
        let counts = |path: &str| subject.counts(&self.wanted, path);
        let wrong = site::refused(loaded, &counts);
        let mut notes: Vec<Note> = wrong.iter().map(|finding| of_finding(&mut places, finding, true)).collect();
        let name = |finding: &Finding| (finding.span, finding.rule, finding.message.clone());
        let told: BTreeSet<_> = wrong.iter().map(name).collect();
        let is_open =
            |finding: &&Finding| !told.contains(&name(finding)) && counts(&loaded.sources.file(finding.span.file).path);
        let mut open: Vec<&Finding> = loaded.analysis.findings.iter().filter(is_open).collect();
        open.sort_by_key(|finding| finding.severity);
        notes.extend(open.into_iter().map(|finding| of_finding(&mut places, finding, false)));
        if !wrong.is_empty() {
            return Ok((None, notes));
        }
        for folder in subject.folders() {
            theme::tell(loaded, folder, terminal);
            notes.extend(theme::remarks(loaded, folder).into_iter().map(of_remark));
        }
        let made = (self.wanted.audience == Audience::Internal).then_some(&self.made);
        let blocking = match subject.files(loaded, (&self.wanted, self.today), made) {
            Ok((files, found)) if found.is_empty() => return Ok((Some(files), notes)),
            Ok((_, found)) => {
                terminal.say("the site would hold what is internal; the page shows where");
                of_found(loaded, &found)
            }
            Err(error) => vec![of_error(&error, terminal)],
        };
        notes.splice(..0, blocking);
        Ok((None, notes))
    }

    fn tell(&self, loaded: &Loaded, terminal: &mut Terminal) {
        let findings = &loaded.analysis.findings;
        let (errors, warnings, _) = counts(findings);
        if errors + warnings > 0 {
            let text = render::concise(&loaded.told(findings), &terminal.look);
            terminal.print(&text);
        }
    }
}

fn of_finding(places: &mut Places, finding: &Finding, is_blocking: bool) -> Note {
    Note {
        severity: finding.severity.word(),
        place: places.name(finding.span),
        message: format!("{} [{}]", finding.message, finding.rule),
        help: finding.help.clone().unwrap_or_default(),
        is_blocking,
    }
}

fn of_remark(remark: theme::Remark) -> Note {
    Note {
        severity: Severity::Warning.word(),
        place: remark.place,
        message: remark.message,
        help: remark.help,
        is_blocking: false,
    }
}

fn of_found(loaded: &Loaded, found: &Found) -> Vec<Note> {
    let mut places = Places::new(&loaded.sources);
    let secrets = found.secrets().into_iter().map(|(secret, files)| Note {
        severity: Severity::Error.word(),
        place: places.name(secret.span),
        message: format!("the site would hold what this place keeps internal: `{}`, in {files}", secret.text),
        help: "take the text out of what the client may see, or make the whole item `audience: internal`".to_owned(),
        is_blocking: true,
    });
    let names = found.names().into_iter().map(|(name, files)| Note {
        severity: Severity::Error.word(),
        place: String::new(),
        message: format!("the site would name `{name}`, which is another client's, in {files}"),
        help: "take the name out of what this client may see".to_owned(),
        is_blocking: true,
    });
    secrets.chain(names).collect()
}

fn of_error(error: &Error, terminal: &mut Terminal) -> Note {
    terminal.complain(error);
    Note {
        severity: Severity::Error.word(),
        place: String::new(),
        message: error.message.clone(),
        help: error.help.clone(),
        is_blocking: true,
    }
}
