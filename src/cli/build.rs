//! `planmark build`: the status site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{AudienceChoice, BuildArgs};
use super::loaded::Loaded;
use super::site::{self, Files};
use super::terminal::Terminal;
use super::theme;
use super::wanted::{Found, Subject, Wanted};
use crate::lint::counts;
use crate::model::Project;
use crate::render;
use crate::text::Places;
use crate::value::Date;
use crate::view::words;
use crate::workspace::{Error, Publication, Published, SafeRel};

pub(crate) fn run(args: &BuildArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let wanted = Wanted::new(args.audience, args.client.as_deref(), args.commit.as_deref());
    let subject = wanted.subject(&loaded)?;
    if is_refused(&loaded, &|path| subject.counts(&wanted, path), terminal) {
        return Ok(Outcome::Findings);
    }
    let folders = subject.folders();
    let output = args.output.clone().unwrap_or_else(|| loaded.located.root.join(folders[0]).join("site"));
    guard(&loaded.located.root, &output)?;
    let publication = Publication::open(&output)?;
    let found = subject.site(&loaded, &wanted, today, &|files| publication.take(&safe(files)?))?;
    if !found.is_empty() {
        tell_found(&loaded, &found, terminal);
        return Ok(Outcome::Findings);
    }
    folders.iter().for_each(|folder| theme::tell(&loaded, folder, terminal));
    let published = publication.finish()?;
    tell_published(&loaded, &output, published, terminal);
    wanted.kept_back(&loaded, today).into_iter().for_each(|line| terminal.say(&format!("warning: {line}")));
    Ok(if loaded.analysis.failures.is_empty() { Outcome::Clean } else { Outcome::Failed })
}

/// The files of the client's site; None if the plan is refused or something leaks, which has been told.
pub(super) fn for_client(
    loaded: &Loaded,
    project: &Project,
    today: Date,
    terminal: &mut Terminal,
) -> Result<Option<Files>, Error> {
    if is_refused(loaded, &|_| true, terminal) {
        return Ok(None);
    }
    let wanted = Wanted::new(AudienceChoice::Client, None, None);
    let (files, found) = Subject::One(project).files(loaded, (&wanted, today), None)?;
    if !found.is_empty() {
        tell_found(loaded, &found, terminal);
    }
    Ok(found.is_empty().then_some(files))
}

/// Whether errors in the files that count would make a page wrong; tells them.
pub(super) fn is_refused(loaded: &Loaded, counts: &dyn Fn(&str) -> bool, terminal: &mut Terminal) -> bool {
    let wrong = site::refused(loaded, counts);
    if !wrong.is_empty() {
        let text = render::full(&loaded.told(&wrong), &terminal.look);
        terminal.print(&text);
        terminal.say("nothing was built: these errors would make the page wrong; an older site stays as it is");
    }
    !wrong.is_empty()
}

fn tell_found(loaded: &Loaded, found: &Found, terminal: &mut Terminal) {
    let mut places = Places::new(&loaded.sources);
    for (secret, files) in found.secrets() {
        let place = places.name(secret.span);
        terminal.say(&format!(
            "error: the client's site would hold what {}{place} keeps internal: `{}`, in {files}",
            loaded.prefix, secret.text
        ));
    }
    for (name, files) in found.names() {
        terminal.say(&format!("error: the client's site would name `{name}`, which is another client's, in {files}"));
    }
    terminal.say("nothing was built, an older site stays as it is");
    if !found.leaks.is_empty() {
        terminal
            .say("  help: take the text out of what the client may see, or make the whole item `audience: internal`");
    }
}

/// The plan itself is never a place for its site.
pub(super) fn guard(root: &Path, output: &Path) -> Result<(), Error> {
    let whole = |path: &Path| -> PathBuf { path.canonicalize().unwrap_or_else(|_| path.to_owned()) };
    if whole(root).starts_with(whole(output)) {
        return Err(Error {
            message: format!("`{}` holds the plan itself", output.display()),
            help: "name a folder of its own with `-o`, such as `-o public`".to_owned(),
        });
    }
    Ok(())
}

/// The files under names that every machine can store.
fn safe(files: Files) -> Result<BTreeMap<SafeRel, Vec<u8>>, Error> {
    let safe = |(path, bytes): (String, Vec<u8>)| match SafeRel::new(&path) {
        Some(name) => Ok((name, bytes)),
        None => Err(Error {
            message: format!("`{path}` is no name that every machine can store"),
            help: "rename the attachment with letters, digits, dots and hyphens".to_owned(),
        }),
    };
    files.into_iter().map(safe).collect()
}

fn tell_published(loaded: &Loaded, output: &Path, published: Published, terminal: &mut Terminal) {
    let (errors, warnings, _) = counts(&loaded.analysis.findings);
    let mut said = if published.written + published.removed == 0 {
        format!("{} is up to date, nothing was written", output.display())
    } else {
        let written = words::plural(published.written as i64, "page or file", "pages and files");
        format!("{written} written to {}", output.display())
    };
    if published.written + published.removed > 0 && !published.is_new {
        said.push_str(&format!(", {} unchanged, {} taken away", published.kept, published.removed));
    }
    terminal.say(&format!("{said}\nopen {}", output.join("index.html").display()));
    if errors + warnings > 0 {
        terminal.say(&format!(
            "the plan has {errors} error{} and {warnings} warning{}; `planmark check` shows them",
            if errors == 1 { "" } else { "s" },
            if warnings == 1 { "" } else { "s" }
        ));
    }
}
