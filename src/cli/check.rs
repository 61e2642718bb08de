//! `planmark check`: what is missing or wrong.

use std::collections::BTreeSet;
use std::path::Path;

use super::Outcome;
use super::args::{CheckArgs, Format, Output};
use super::loaded::{Loaded, unknown};
use super::since;
use super::terminal::Terminal;
use super::writes;
use crate::finding::{Finding, NotRun, Severity};
use crate::render::{self, Told};
use crate::rule::Group;
use crate::rules::{RULES, find};
use crate::text::{Content, SourceSet};
use crate::value::{Date, sha256_hex};
use crate::workspace::{self, Error, Watch};

pub(crate) fn run(args: &CheckArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    if !args.watch {
        return once(args, today, terminal);
    }
    let located = workspace::locate(args.at.path.as_deref().unwrap_or(Path::new(".")))?;
    let mut last = once(args, today, terminal)?;
    terminal.finish()?;
    terminal.say("watching for changes; stop with Ctrl-C");
    let mut seen = fingerprint(&workspace::read(&located)?);
    let watch = Watch::start(&located.root, None);
    while watch.next().is_some() {
        let now = fingerprint(&workspace::read(&located)?);
        if now != seen {
            seen = now;
            match once(args, today, terminal) {
                Ok(outcome) => last = outcome,
                // Half-written settings are told, and the next change may mend them.
                Err(error) => terminal.complain(&error),
            }
            terminal.finish()?;
            terminal.say("watching for changes; stop with Ctrl-C");
        }
    }
    Ok(last)
}

/// What tells one state of the files from another.
fn fingerprint(sources: &SourceSet) -> String {
    let mut text = String::new();
    for (_, file) in sources.files() {
        let hash = match &file.content {
            Content::Text(text) => sha256_hex(text.as_bytes()),
            Content::Bytes(bytes) => sha256_hex(bytes),
            Content::Unreadable(problem) => format!("{problem:?}"),
        };
        text.push_str(&format!("{}\0{hash}\n", file.path));
    }
    sha256_hex(text.as_bytes())
}

fn once(args: &CheckArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let select = names(&args.select)?;
    let ignore = names(&args.ignore)?;
    let mut loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    if let Some(name) = &args.since {
        since::only_news(&mut loaded, name, args.two_dot, today, terminal)?;
    }
    if args.fix || args.diff {
        let fixed = writes::fixes(&loaded, today, &|rule| is_wanted(rule, &select, &ignore));
        for (path, title) in &fixed.refused {
            let path = format!("{}{path}", loaded.prefix);
            terminal.say(&format!("left alone in {path}: {title}; more would change than that, so do it by hand"));
        }
        if args.diff {
            return Ok(show(&fixed.changes, terminal));
        }
        writes::save(&loaded.located.root, &fixed.changes)?;
        for change in &fixed.changes {
            terminal.say(&format!("fixed {}{}", loaded.prefix, change.path));
        }
        loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    }
    let wanted = |finding: &&Finding| is_wanted(finding.rule, &select, &ignore);
    let findings: Vec<Finding> = loaded.analysis.findings.iter().filter(wanted).cloned().collect();
    let told = loaded.told(&findings);
    let not_run: Vec<NotRun> = loaded
        .analysis
        .not_run
        .iter()
        .filter(|one| is_wanted(one.rule, &select, &ignore) && loaded.is_asked(&one.project))
        .cloned()
        .collect();
    write(args, &told, &not_run, terminal)?;
    if args.statistics {
        let text = render::statistics(&told, &not_run, &terminal.look);
        terminal.print(&text);
    }
    for failure in &loaded.analysis.failures {
        terminal.say(&format!("error: {failure}"));
    }
    let outcome = outcome(args, &findings, &loaded.analysis.failures);
    if !args.watch {
        // The process ends now; to give a large plan's memory back piece by piece takes a tenth of the whole check.
        std::mem::forget(loaded);
    }
    Ok(outcome)
}

fn show(changes: &[writes::Change], terminal: &mut Terminal) -> Outcome {
    for change in changes {
        let before = change.before.as_deref().unwrap_or_default();
        let text = render::unified_diff(&change.path, before, &change.after, &terminal.look);
        terminal.print(&text);
    }
    if changes.is_empty() {
        terminal.say("nothing that --fix would change");
    }
    Outcome::Clean
}

/// Writes every format that was asked for; `full` if none was.
fn write(args: &CheckArgs, told: &Told, not_run: &[NotRun], terminal: &mut Terminal) -> Result<(), Error> {
    let usual = [Output { format: Format::Full, file: None }];
    let outputs = if args.output_format.is_empty() { &usual[..] } else { &args.output_format[..] };
    for output in outputs {
        let mut look = terminal.look;
        look.colour &= output.file.is_none();
        let text = match output.format {
            Format::Full => render::full(told, &look),
            Format::Concise => render::concise(told, &look),
            Format::Json => render::json(told, not_run),
            Format::Sarif => render::sarif(told),
            Format::Github => render::github(told),
            Format::Gitlab => render::gitlab(told),
            Format::Junit => render::junit(told),
            Format::Markdown => render::markdown(told),
        };
        match &output.file {
            Some(file) => workspace::write_output(file, text.as_bytes())?,
            None => terminal.print(&text),
        }
    }
    Ok(())
}

fn outcome(args: &CheckArgs, findings: &[Finding], failures: &[String]) -> Outcome {
    if !failures.is_empty() {
        return Outcome::Failed;
    }
    let limit = if args.error_on_warnings { Severity::Warning } else { Severity::Error };
    let counts = findings.iter().any(|finding| finding.severity <= limit);
    if counts && !args.exit_zero { Outcome::Findings } else { Outcome::Clean }
}

/// Names of rules and groups, all known.
fn names(written: &[String]) -> Result<BTreeSet<&str>, Error> {
    for name in written {
        if find(name).is_none() && !Group::ALL.iter().any(|group| group.name() == name) {
            let known: Vec<&str> =
                RULES.iter().map(|rule| rule.name).chain(Group::ALL.iter().map(|group| group.name())).collect();
            return Err(unknown("rule or group", name, &known, "`planmark rules` lists all"));
        }
    }
    Ok(written.iter().map(String::as_str).collect())
}

fn is_wanted(rule: &str, select: &BTreeSet<&str>, ignore: &BTreeSet<&str>) -> bool {
    let group = find(rule).map_or("", |rule| rule.group.name());
    let is_in = |set: &BTreeSet<&str>| set.contains(rule) || set.contains(group);
    // A rule that is named wins over a group that is named.
    if ignore.contains(rule) {
        return false;
    }
    if select.contains(rule) {
        return true;
    }
    !is_in(ignore) && (select.is_empty() || is_in(select))
}
