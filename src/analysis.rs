//! The one function that all doors call: from files to the model and everything that is wrong with it.

use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::config::Config;
use crate::document::{self, Document};
use crate::finding::{Finding, NotRun, Severity};
use crate::lint::since::{State, since};
use crate::lint::{self, Subject, Verdict, Waived};
use crate::model::layout::{Form, Layout, layout};
use crate::model::read::{self, Before, Proposed, Read, Trace};
use crate::model::{Portfolio, Project};
use crate::rule::Computed;
use crate::rules::RULES;
use crate::status::Picture;
use crate::text::{Content, FileId, ReadProblem, SourceFile, SourceSet, Span};
use crate::value::Date;

/// What planmark knows of a plan on a day.
#[derive(Debug)]
pub struct Analysis {
    /// The day.
    pub today: Date,
    /// The model of all projects.
    pub portfolio: Portfolio,
    /// How each project came about, in their order.
    pub traces: Vec<Trace>,
    /// What the reader found, before levels and waivers.
    pub read_findings: Vec<Finding>,
    /// What is open, in the order of files and places.
    pub findings: Vec<Finding>,
    /// What was found but waived.
    pub waived: Vec<Waived>,
    /// Rules that could not measure, and why: they did not pass.
    pub not_run: Vec<NotRun>,
    /// What was computed of the projects for the rules, for whoever asks next.
    pub computed: Computed,
    /// How many files of the plan were read.
    pub files_read: usize,
    /// What planmark could not do: a file that the disk refused, a fault of its own. Never clean.
    pub failures: Vec<String>,
}

/// A plan as it was read, before any rule looked at it.
#[derive(Debug)]
pub struct Reading {
    /// The model of all projects.
    pub portfolio: Portfolio,
    /// How each project came about, in their order.
    pub traces: Vec<Trace>,
    /// What the reader found, before levels and waivers.
    pub findings: Vec<Finding>,
    /// How many files of the plan were read.
    pub files_read: usize,
    /// What planmark could not do.
    pub failures: Vec<String>,
}

/// Reads all projects of a source set. Change requests in `proposed` are taken as if they were carried out.
#[must_use]
pub fn read(sources: &SourceSet, proposed: &[Proposed]) -> Reading {
    let (layout, found) = layout(sources);
    let parsed = parse_all(sources, &layout, &Memory::default());
    put_together(sources, proposed, &layout, found, parsed, (Before::default(), false))
}

impl Analysis {
    /// Dates, money and colours of a project.
    #[must_use]
    pub fn picture(&self, project: &Project) -> &Picture {
        self.computed.picture(&self.portfolio, project, self.today)
    }

    /// The findings in the files of a project: those of its neighbours are theirs.
    #[must_use]
    pub fn findings_of(&self, sources: &SourceSet, project: &Project) -> &[Finding] {
        // Findings are in the order of files, and files in that of their paths.
        let mut files = sources.below(&project.folder).map(|(file, _)| file);
        let Some(first) = files.next() else { return &[] };
        let last = files.last().unwrap_or(first);
        let start = self.findings.partition_point(|finding| finding.span.file < first);
        let length = self.findings[start..].partition_point(|finding| finding.span.file <= last);
        &self.findings[start..start + length]
    }

    /// This analysis as a state of a plan, with its files and the settings that stand in them, if they can be read.
    #[must_use]
    pub fn state<'a>(&'a self, sources: &'a SourceSet, config: Option<&'a Config>) -> State<'a> {
        State { sources, config, portfolio: &self.portfolio, findings: &self.findings }
    }
}

/// What is new against an older state of a plan, judged by the settings of that one: first what changes the judge, then
/// what was not found before.
#[must_use]
pub fn news(base: State, head: State, config: &Config) -> Vec<Finding> {
    since(&RULES, config, base, head)
}

/// What was known before, for a plan that is looked at again and again while it is written.
#[derive(Debug, Default)]
pub struct Memory {
    sources: SourceSet,
    parsed: BTreeMap<FileId, Parsed>,
    /// `portfolio.md`, if there is one.
    charter: Option<Arc<Document>>,
    before: Before,
    /// Dates, money and colours on a day, by folder, of projects that rest on nothing but themselves and `portfolio.md`.
    pictures: BTreeMap<String, (Date, Picture)>,
}

/// A document with what was found in it.
type Parsed = (Arc<Document>, Vec<Finding>);

impl Memory {
    /// What was parsed of a file, if it stands at the same place and holds the same bytes. Places are of files by
    /// number, so one file more before it makes it another.
    fn find(&self, file: FileId, source: &SourceFile) -> Option<&Parsed> {
        let parsed = self.parsed.get(&file)?;
        (self.sources.file(file) == source).then_some(parsed)
    }

    /// Takes an analysis that nobody needs any more: the projects that stay as they are need not be read again.
    pub fn keep(&mut self, analysis: Analysis) {
        let Analysis { today, portfolio, computed, traces, .. } = analysis;
        let all = portfolio.projects.iter().zip(computed.into_pictures());
        let alone = all.filter(|(project, _)| !project.reaches);
        self.pictures =
            alone.filter_map(|(project, picture)| Some((project.folder.clone(), (today, picture?)))).collect();
        self.before = Before::of(portfolio, traces);
    }
}

/// Reads and checks all projects of a source set. Pure: the same files, settings and day give the same answer.
#[must_use]
pub fn analyze(sources: &SourceSet, config: &Config, today: Date) -> Analysis {
    let reading = read(sources, &[]);
    let computed = Computed::new(&reading.portfolio);
    judged(reading, computed, sources, config, today)
}

/// The same answer as [`analyze`], in less time: files that did not change are not parsed again, and of the projects
/// that [`Memory::keep`] was given those without a change are not read again.
#[must_use]
pub fn analyze_again(memory: &mut Memory, sources: &SourceSet, config: &Config, today: Date) -> Analysis {
    let (layout, found) = layout(sources);
    let parsed = parse_all(sources, &layout, memory);
    let kept: BTreeMap<FileId, Parsed> =
        parsed.iter().filter_map(|(file, parsed)| Some((*file, parsed.clone()?))).collect();
    let charter = layout.portfolio.and_then(|file| Some(Arc::clone(&kept.get(&file)?.0)));
    let is_charter_same = match (&charter, &memory.charter) {
        (Some(new), Some(old)) => Arc::ptr_eq(new, old),
        (new, old) => new.is_none() && old.is_none(),
    };
    let before = std::mem::take(&mut memory.before);
    let mut pictures = std::mem::take(&mut memory.pictures);
    *memory = Memory { sources: sources.clone(), parsed: kept, charter, ..Memory::default() };
    let reading = put_together(sources, &[], &layout, found, parsed, (before, true));
    let stays = |(project, trace): (&Project, &Trace)| {
        let (day, picture) = pictures.remove(&project.folder)?;
        (is_charter_same && trace.is_same() && day == today).then_some(picture)
    };
    let known = reading.portfolio.projects.iter().zip(&reading.traces).map(stays).collect();
    judged(reading, Computed::with(known), sources, config, today)
}

/// Parses the plan's documents side by side. A panic in a parser costs its file: it gives None.
fn parse_all(sources: &SourceSet, layout: &Layout, memory: &Memory) -> Vec<(FileId, Option<Parsed>)> {
    let parse = |(file, form): (FileId, Form)| {
        let source = sources.file(file);
        if let Some(known) = memory.find(file, source) {
            return Some((file, Some(known.clone())));
        }
        match &source.content {
            Content::Text(text) => {
                let parse = || match form {
                    Form::Yaml => document::parse_yaml(file, text),
                    Form::Json => document::parse_json(file, text),
                    Form::Markdown => document::parse_shared(file, text),
                };
                Some((file, catch_unwind(parse).ok().map(|(document, found)| (Arc::new(document), found))))
            }
            Content::Bytes(_) | Content::Unreadable(_) => None,
        }
    };
    layout.documents().into_par_iter().filter_map(parse).collect()
}

/// From parsed documents to the model. What a parser failed on never passes as clean.
fn put_together(
    sources: &SourceSet,
    proposed: &[Proposed],
    layout: &Layout,
    mut findings: Vec<Finding>,
    parsed: Vec<(FileId, Option<Parsed>)>,
    before: (Before, bool),
) -> Reading {
    let mut failures = Vec::new();
    let mut documents = BTreeMap::new();
    for (file, parsed) in parsed {
        match parsed {
            Some((document, found)) => {
                findings.extend(found);
                documents.insert(file, document);
            }
            None => {
                failures.push(format!("internal error while reading `{}`", sources.file(file).path));
                findings.push(failed(file));
            }
        }
    }
    let files_read = documents.len();
    findings.extend(unreadable(sources, &mut failures));
    let Read { portfolio, findings: read_findings, traces } = read::read(sources, layout, documents, proposed, before);
    findings.extend(read_findings);
    findings
        .iter_mut()
        .filter(|finding| layout.published.binary_search(&finding.span.file).is_ok())
        .for_each(of_elsewhere);
    Reading { portfolio, traces, findings, files_read, failures }
}

fn judged(reading: Reading, computed: Computed, sources: &SourceSet, config: &Config, today: Date) -> Analysis {
    let Reading { portfolio, traces, findings: found, files_read, mut failures } = reading;
    computed.prepare(&portfolio, today);
    let subject = Subject { sources, portfolio: &portfolio, config, today, computed: &computed };
    let Verdict { findings, waived, not_run, failures: more } = lint::run(&RULES, subject, found.clone());
    failures.extend(more);
    Analysis {
        today,
        portfolio,
        traces,
        read_findings: found,
        findings,
        waived,
        not_run,
        computed,
        files_read,
        failures,
    }
}

/// What is wrong in the status file of a project elsewhere is nobody's slip here: it keeps no site back, and a copy is
/// not mended.
fn of_elsewhere(finding: &mut Finding) {
    finding.severity = finding.severity.max(Severity::Warning);
    finding.fix = None;
}

fn failed(file: FileId) -> Finding {
    let span = Span::new(file, 0, 0);
    let message = "planmark failed on this file; this is a fault of planmark".to_owned();
    let mut finding = Finding::new("unreadable-file", Severity::Error, span, message);
    finding.help("please report it with the file; the other files were checked");
    finding
}

/// A finding for every file that could not be read.
fn unreadable(sources: &SourceSet, failures: &mut Vec<String>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (file, source) in sources.files() {
        let Content::Unreadable(problem) = &source.content else { continue };
        let (message, help) = words(problem);
        if let ReadProblem::Refused(reason) = problem {
            failures.push(format!("cannot read `{}`: {reason}", source.path));
        }
        let mut finding = Finding::new("unreadable-file", Severity::Error, Span::new(file, 0, 0), message);
        finding.help(help);
        findings.push(finding);
    }
    findings
}

fn words(problem: &ReadProblem) -> (String, &'static str) {
    match problem {
        ReadProblem::TooLarge(limit) => {
            (format!("the file is larger than {} MB", limit / 1_000_000), "split it, or keep large files elsewhere")
        }
        ReadProblem::NotText(offset) => {
            (format!("the file is not UTF-8 text (byte {offset})"), "save it as UTF-8; a plan's files are plain text")
        }
        ReadProblem::Link => {
            ("this is a link, and planmark follows none".to_owned(), "put the file itself there, or take the link out")
        }
        ReadProblem::Submodule => (
            "this is a repository of its own (a submodule), and planmark enters none".to_owned(),
            "run planmark in it, or put the plan's files themselves there",
        ),
        ReadProblem::SpecialFile => {
            ("this is a pipe, a socket or a device, not a file".to_owned(), "take it out of the plan's folder")
        }
        ReadProblem::BadName => (
            "the file's name has characters that names must not have".to_owned(),
            "rename it with letters, digits and hyphens",
        ),
        ReadProblem::TooDeep(limit) => {
            (format!("the folder lies more than {limit} folders deep"), "put the plan's files further up")
        }
        ReadProblem::TooMany(limit) => (
            format!("the plan has more than {limit} files; the rest was not read"),
            "split the portfolio, or name what is not the plan's in `.gitignore`",
        ),
        ReadProblem::TooMuch(limit) => (
            format!("the plan's files hold more than {} MB together; the rest was not read", limit / 1_000_000),
            "keep large files elsewhere, or name what is not the plan's in `.gitignore`",
        ),
        ReadProblem::Refused(reason) => (format!("the disk does not give the file: {reason}"), "check who may read it"),
    }
}
