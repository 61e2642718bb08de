//! `planmark build`: the status site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::{AudienceChoice, BuildArgs};
use super::loaded::Loaded;
use super::terminal::Terminal;
use crate::audience::{Leak, leaks, redact};
use crate::document::keys::Audience;
use crate::document::keys::words::Gate;
use crate::finding::{Finding, Severity};
use crate::lint::gate::{self, Standing};
use crate::lint::{Subject, counts};
use crate::model::Project;
use crate::render::{self, html};
use crate::rule::Group;
use crate::rules::{RULES, find};
use crate::text::{Content, LineIndex};
use crate::value::Date;
use crate::view::{self, Internal, InternalFinding, LedgerLine, SiteSettings};
use crate::workspace::{self, Error, SafeRel};

/// Rules whose errors would make a page wrong, beside those of the privacy group.
const REFUSED: &[&str] = &[
    "bad-front-matter",
    "unreadable-file",
    "bad-value",
    "unknown-value",
    "bad-date",
    "bad-money",
    "bad-id",
    "unquoted-comma",
    "conflict-markers",
    "duplicate-id",
    "dangling-reference",
    "ambiguous-reference",
    "cycle",
];

pub(crate) fn run(args: &BuildArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    if let Some(client) = &args.client
        && *client != project.charter.client.as_ref().map_or("", |client| client.value.as_str())
    {
        return Err(Error {
            message: format!("the project is not one of `{client}`"),
            help: "leave `--client` out, or name the client as `project.md` does".to_owned(),
        });
    }
    if is_refused(&loaded, terminal) {
        return Ok(Outcome::Findings);
    }
    let audience = match args.audience {
        AudienceChoice::Client => Audience::Client,
        AudienceChoice::Internal => Audience::Internal,
    };
    let files = site_files(&loaded, project, audience, args.commit.clone(), today)?;
    if audience == Audience::Client && has_leaks(&loaded, project, &files, terminal) {
        return Ok(Outcome::Findings);
    }
    let output = args.output.clone().unwrap_or_else(|| loaded.located.root.join(&project.folder).join("site"));
    guard(&loaded.located.root, &output)?;
    publish(&loaded, &output, files, terminal)?;
    Ok(if loaded.analysis.failures.is_empty() { Outcome::Clean } else { Outcome::Failed })
}

/// The files of the client's site; None if the plan is refused or something leaks, which has been told.
pub(super) fn for_client(
    loaded: &Loaded,
    project: &Project,
    today: Date,
    terminal: &mut Terminal,
) -> Result<Option<BTreeMap<String, Vec<u8>>>, Error> {
    if is_refused(loaded, terminal) {
        return Ok(None);
    }
    let files = site_files(loaded, project, Audience::Client, None, today)?;
    Ok((!has_leaks(loaded, project, &files, terminal)).then_some(files))
}

/// Whether errors would make a page wrong; tells them.
fn is_refused(loaded: &Loaded, terminal: &mut Terminal) -> bool {
    let wrong = refused(loaded);
    if !wrong.is_empty() {
        let text = render::full(&loaded.told(&wrong), &terminal.look);
        terminal.print(&text);
        terminal.say("nothing was built: these errors would make the page wrong; an older site stays as it is");
    }
    !wrong.is_empty()
}

/// Whether finished files hold something internal; tells what.
fn has_leaks(loaded: &Loaded, project: &Project, files: &BTreeMap<String, Vec<u8>>, terminal: &mut Terminal) -> bool {
    let found = leaks(project, files);
    if !found.is_empty() {
        tell_leaks(loaded, &found, terminal);
    }
    !found.is_empty()
}

fn refused(loaded: &Loaded) -> Vec<Finding> {
    let refuses = |finding: &&Finding| {
        let is_private = find(finding.rule).is_some_and(|rule| rule.group == Group::Privacy);
        finding.severity == Severity::Error && (is_private || REFUSED.contains(&finding.rule))
    };
    loaded.analysis.findings.iter().filter(refuses).cloned().collect()
}

/// All files of the site.
pub(super) fn site_files(
    loaded: &Loaded,
    project: &Project,
    audience: Audience,
    commit: Option<String>,
    today: Date,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let (sources, portfolio) = (&loaded.sources, &loaded.analysis.portfolio);
    let plan = redact(sources, portfolio, project, audience, today);
    let settings = loaded.config.settings(&project.folder);
    let told = |text: &Option<crate::text::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let site_settings = SiteSettings {
        catalogue: loaded.config.catalogue(&project.folder),
        footer: told(&settings.site.footer).unwrap_or_default(),
        is_indexed: settings.site.index,
        base_url: told(&settings.site.base_url),
        commit,
    };
    let internal = (audience == Audience::Internal).then(|| internal(loaded, project, today));
    let site = view::site(&plan, sources, &project.folder, &site_settings, internal.as_ref());
    let attachment = |path: &str| match sources.find(&project.path(path)).map(|(_, file)| &file.content) {
        Some(Content::Bytes(bytes)) => Some(bytes.to_vec()),
        _ => None,
    };
    html::site(&site, &theme(loaded, project), &attachment).map_err(|message| Error {
        message,
        help: "correct the template in `theme/`, or take it out to use planmark's own".to_owned(),
    })
}

/// A user's own templates and style sheet, by name.
fn theme(loaded: &Loaded, project: &Project) -> BTreeMap<String, String> {
    let folder = project.path("theme/");
    let mut theme = BTreeMap::new();
    for (_, source) in loaded.sources.files() {
        let Some(name) = source.path.strip_prefix(&folder) else { continue };
        let text = match &source.content {
            Content::Bytes(bytes) => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Content::Text(text) => Some(text.to_string()),
            Content::Unreadable(_) => None,
        };
        theme.extend(text.map(|text| (name.to_owned(), text)));
    }
    theme
}

fn internal(loaded: &Loaded, project: &Project, today: Date) -> Internal {
    let line_of = |finding: &Finding| {
        let source = loaded.sources.file(finding.span.file);
        let line = LineIndex::new(source.text()).position(finding.span.start as usize, source.text()).line_number;
        format!("{}:{line}", source.path)
    };
    let findings = loaded.analysis.findings.iter().map(|finding| InternalFinding {
        rule: finding.rule.to_owned(),
        severity: finding.severity.word(),
        place: line_of(finding),
        message: finding.message.clone(),
        help: finding.help.clone().unwrap_or_default(),
    });
    let next = match project.stage().name() {
        "identification" => Some(Gate::Identification),
        "planning" => Some(Gate::Planning),
        "execution" => Some(Gate::Execution),
        "closing" => Some(Gate::Closing),
        _ => None,
    };
    let subject =
        Subject { sources: &loaded.sources, portfolio: &loaded.analysis.portfolio, config: &loaded.config, today };
    let report = next.map(|next| gate::gate(&RULES, subject, project, next, &loaded.analysis.read_findings));
    let standing = |standing: Standing| match standing {
        Standing::Met => "met",
        Standing::Unmet => "unmet",
        Standing::Waived => "waived",
        Standing::NotAsked => "not-asked",
    };
    let ledger = project.budget.iter().filter(|line| line.cost.is_some() || line.margin.is_some());
    Internal {
        findings: findings.collect(),
        gate: report.as_ref().map(|one| (one.gate.name().to_owned(), one.readiness, one.word().replace(' ', "-"))),
        conditions: report
            .iter()
            .flat_map(|report| &report.conditions)
            .map(|one| (one.rule.to_owned(), one.is_hard, standing(one.standing).to_owned()))
            .collect(),
        ledger: ledger
            .map(|line| LedgerLine {
                title: line.base.name().to_owned(),
                price: line.total(),
                cost: line.cost.as_ref().map(|cost| cost.value),
                margin: line.margin.as_ref().map(|margin| margin.value),
            })
            .collect(),
    }
}

fn tell_leaks(loaded: &Loaded, found: &[Leak], terminal: &mut Terminal) {
    for leak in found {
        let source = loaded.sources.file(leak.secret.span.file);
        let place = LineIndex::new(source.text()).position(leak.secret.span.start as usize, source.text());
        terminal.say(&format!(
            "error: `{}` of the client's site holds a text that {}{}:{} keeps internal: `{}`",
            leak.path, loaded.prefix, source.path, place.line_number, leak.secret.text
        ));
    }
    terminal.say(
        "nothing was built, an older site stays as it is\n  help: take the text out of what the client may see, or \
         make the whole item `audience: internal`",
    );
}

/// The plan itself is never a place for its site.
fn guard(root: &Path, output: &Path) -> Result<(), Error> {
    let whole = |path: &Path| -> PathBuf { path.canonicalize().unwrap_or_else(|_| path.to_owned()) };
    if whole(root).starts_with(whole(output)) {
        return Err(Error {
            message: format!("`{}` holds the plan itself", output.display()),
            help: "name a folder of its own with `-o`, such as `-o public`".to_owned(),
        });
    }
    Ok(())
}

fn publish(
    loaded: &Loaded,
    output: &Path,
    files: BTreeMap<String, Vec<u8>>,
    terminal: &mut Terminal,
) -> Result<(), Error> {
    let mut safe = BTreeMap::new();
    for (path, bytes) in files {
        let Some(name) = SafeRel::new(&path) else {
            return Err(Error {
                message: format!("`{path}` is no name that every machine can store"),
                help: "rename the attachment with letters, digits, dots and hyphens".to_owned(),
            });
        };
        safe.insert(name, bytes);
    }
    let published = workspace::publish(output, &safe)?;
    let (errors, warnings, _) = counts(&loaded.analysis.findings);
    let mut words = if published.is_new {
        format!("{} pages and files written to {}", safe.len(), output.display())
    } else {
        format!("{} is up to date, nothing was written", output.display())
    };
    if published.is_new && published.kept > 0 {
        words.push_str(&format!(" ({} unchanged)", published.kept));
    }
    terminal.say(&format!("{words}\nopen {}", output.join("index.html").display()));
    if errors + warnings > 0 {
        terminal.say(&format!(
            "the plan has {errors} error{} and {warnings} warning{}; `planmark check` shows them",
            if errors == 1 { "" } else { "s" },
            if warnings == 1 { "" } else { "s" }
        ));
    }
    Ok(())
}
